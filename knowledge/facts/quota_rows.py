"""Tables that give out awards or places: a row for each receiver, or for each office that chooses."""

from __future__ import annotations

import re

from knowledge.facts.allocation import Setting, nearest_award
from knowledge.facts.model import Quota
from knowledge.facts.numbers import NUMBER, read_number
from knowledge.facts.sentences import Sentence, lead_of, leads_of, plain
from knowledge.facts.words import any_of, pattern
from knowledge.plans.blocks import cells_of
from knowledge.plans.model import Plan

_CELL = pattern(
    r"(?P<bound>không quá|tối đa|nhiều nhất|≤|ít nhất|tối thiểu|≥)?\s*",
    rf"(?P<low>{NUMBER})(?:\s*(?:-|–|đến)\s*(?P<high>{NUMBER}))?(?:\s[^\d|]{{1,20}})?$",
)
_MOST = pattern(r"không quá|tối đa|nhiều nhất|≤")
_RECEIVER = pattern(any_of("quotas", "receivers"))
_GIVES = pattern(r"(?<!\w)(?:khen|khen thưởng|bằng khen|giấy khen|cờ thi đua|suất)(?!\w)")
_ORDER = pattern(r"(?:s?tt|số tt|số thứ tự)\.?$")
_AS_FOLLOWS = pattern(r"(?:,?\s*(?:cụ thể|như sau|sau đây))*\s*:$")
_TOTAL = pattern(r"^(?:tổng|cộng|tổng (?:số|cộng))(?!\w)")


def gives_out(plan: Plan, sentence: Sentence) -> bool:
    """Whether what stands above the row of a table is about how many are given, not about aims or results."""
    above = [plain(lead.text) for lead in leads_of(plan, sentence.passage)]
    return any(_GIVES.search(text) for text in (*above, _introduction(plan, sentence), *sentence.passage.headings[-1:]))


def read_quota_row(plan: Plan, sentence: Sentence, setting: Setting) -> list[Quota]:
    """The quotas of a row, one a figure; sums over rows, and rows whose cells do not match the columns, give none.

    A column that names a receiver ("Tập thể", "Cá nhân") gives its figure to the office that the row names; in a row
    that names a receiver, each column tells the occasion ("Hằng năm", "Sơ kết năm 2028").
    """
    head = lead_of(plan, sentence.passage)
    names, cells = cells_of(head.text) if head else [], cells_of(sentence.passage.text)
    if len(names) != len(cells):
        return []
    columns = [(n, c) for n, c in zip(names, cells, strict=True) if not _ORDER.match(n)]
    label = next((cell for _, cell in columns if not _CELL.match(cell)), "")
    if not label or _TOTAL.match(label):
        return []
    award = setting.award or nearest_award(_introduction(plan, sentence))
    found = []
    for name, cell in columns:
        figure = _CELL.match(cell)
        by_column, by_row = _RECEIVER.match(name), _RECEIVER.match(label)
        if figure is None or not (by_column or by_row):
            continue
        low, high = _ends(figure)
        found.append(
            Quota(
                plan.id, sentence.section, sentence.start, sentence.end, sentence.quote(plan),
                award=award, object=name if by_column else label, min=low, max=high,
                allocated_to=label if by_column else None, period=setting.period if by_column else name,
            )
        )  # fmt: skip
    return found


def _introduction(plan: Plan, sentence: Sentence) -> str:
    """The passage above the names of the columns, where it announces the table ("... như sau:"); "" otherwise."""
    head = lead_of(plan, sentence.passage)
    before = plan.passages[head.order - 1] if head and head.order else None
    text = plain(before.text).strip() if before else ""
    return _AS_FOLLOWS.sub("", text) if text.endswith(":") else ""


def _ends(figure: re.Match[str]) -> tuple[float | None, float | None]:
    low = read_number(figure["low"])
    if figure["high"]:
        return low, read_number(figure["high"])
    if not figure["bound"]:
        return low, low
    return (None, low) if _MOST.match(figure["bound"]) else (low, None)
