"""The asker's own figure beside the plan's: the rule, the comparison, never a verdict on anybody."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.answers.composing import Draft
from knowledge.answers.evidence import Scored
from knowledge.answers.sentences import say
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding
from knowledge.text import folded_syllables, one_line

_NUMBER = r"(\d+(?:,\d+)?)"
# How the units that people give their own figures in are written.
_UNITS = {
    "%": r"%(?:\s*/\s*năm)?",
    "thang": "tháng",
    "nam": "năm",
    "ho": "hộ",
    "nguoi": "người",
    "lan": "lần",
    "trieu": "triệu(?: đồng)?",
    "trieu dong": "triệu đồng",
    "ty": "tỷ(?: đồng)?",
    "m2": "m ?2",
    "tuoi": "tuổi",
    "gio": "giờ",
    "buoi": "buổi",
    "mo hinh": "mô hình",
    "ngay cong": "ngày công",
    "lao dong": "lao động",
}
_WHETHER = re.compile(
    r"(?<!\S)(?:dat|chua|the nao|so voi|du(?! (?:toan|kien|an|phong|hop)(?!\S))|duoc khong|ra sao|thi sao)(?!\S)"
)
_YEAR_BY_YEAR = re.compile(
    r"(?<!\S)(?:tung nam|moi nam|lien tuc|lien tiep)(?!\S)|"
    r"(?<!\S)nam (?:kia|ngoai|truoc)(?: .*)? nam (?:ngoai|nay)(?!\S)"
)
_STOCKS = re.compile(
    r"(\d[\d.]*) (?:ho|nguoi|xa|thon)\D{0,60}?(?:nay|con|hien|xuong|bay gio)\D{0,25}?(\d[\d.]*) (?:ho|nguoi|xa|thon)"
)


@cache
def _pattern(unit: str) -> re.Pattern[str]:
    """A bound in `unit`: "từ 4%/năm trở lên", "trên 06 tháng"; only a rate may stand without a word before it."""
    bound = r"(?:(?P<over>trên|vượt|hơn)|(?P<under>dưới|không quá)|(?P<least>từ|tối thiểu|ít nhất))"
    return re.compile(
        rf"(?P<words>{bound}{'?' if unit == '%' else ''}\s*{_NUMBER}(?:\s*[-–]\s*{_NUMBER})?\s*{_UNITS[unit]}(?!\w)"
        rf"(?P<up>\s*trở lên)?)",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """A figure that a plan sets: at least `low` (more than, when `strict`), at most `high`; `words` as written."""

    low: float | None
    high: float | None
    strict: bool
    words: str

    def meets(self, value: float) -> bool:
        """Whether `value` lies in what the rule says."""
        if self.low is not None and (value <= self.low if self.strict else value < self.low):
            return False
        return self.high is None or (value < self.high if self.strict else value <= self.high)


def compared(asked: Understanding, subject: Subject, ranked: Sequence[Scored], text: str, draft: Draft) -> Draft:
    """`draft` with a first line that sets the figure told in the question `text` beside the plan's; as it is where
    there is nothing to compare.
    """
    stocks = _STOCKS.search(asked.folded)
    value, unit, half = None, "%", False
    if stocks:
        first, now = (int(g.replace(".", "")) for g in stocks.groups())
        value, half = (100 * (first - now) / first, True) if first > now > 0 else (None, False)
    elif asked.own and _WHETHER.search(asked.folded):
        value, unit = asked.own[0]
        if unit == "%" and _YEAR_BY_YEAR.search(asked.folded):  # each year has to reach it: the lowest tells
            value = min(asked.percents)
    if value is None or unit not in _UNITS:
        return draft
    rule = _rule(subject, ranked, text, half, unit)
    if rule is None:
        return draft
    shown = f"{value:.4g}".replace(".", ",")
    given = f"{shown}%" if unit == "%" else f"{shown} {_spoken(unit)}"
    kind = ("threshold_half" if half else "threshold") + ("" if rule.meets(value) else "_below")
    kind = {"threshold": "threshold_met"}.get(kind, kind)
    lead = say(f"lead.{kind}", given=given, share=shown, rule=rule.words)
    body = "\n".join(part for part in (say("lead.no_verdict"), draft.body) if part)
    return replace(
        draft,
        lead=lead,
        excerpt=draft.excerpt or draft.lead,
        body=body,
        computed=(*draft.computed, *((shown,) if half else ())),
    )


def _spoken(unit: str) -> str:
    return re.sub(r"\(\?:|\)\?|\?", "", _UNITS[unit])


def _rule(subject: Subject, ranked: Sequence[Scored], text: str, half: bool, unit: str) -> Rule | None:
    """The bound in the best passage that has one, out of the clause that says most of what the question says."""
    pattern = _pattern(unit)
    for scored in ranked[:4]:
        said = one_line(scored.reading.passage.text)
        clauses = [c for c in re.split(r"(?<=;)\s+|\s+(?=hoặc )", said) if pattern.search(c)]
        if not clauses:
            continue
        best = max(clauses, key=lambda c: (half and "đầu kỳ" in c, _said_share(text, c), subject.in_text(c)))
        found = pattern.search(best)
        assert found is not None
        return _read(found)
    return None


def _said_share(question: str, clause: str) -> float:
    """The share of a clause's pairs of words that the question says: "dân tộc thiểu số" tells two rates apart."""
    words = [w for w in folded_syllables(clause) if not w[0].isdigit()]
    pairs = [f" {a} {b} " for a, b in itertools.pairwise(words)]
    told = f" {' '.join(folded_syllables(question))} "
    return sum(p in told for p in pairs) / len(pairs) if pairs else 0.0


def _read(found: re.Match[str]) -> Rule:
    first, second = (float(g.replace(",", ".")) if g else None for g in (found[5], found[6]))
    words = " ".join(found["words"].split())
    if second is not None:
        return Rule(first, second, False, words)
    if found["under"]:
        return Rule(None, first, found["under"] == "dưới", words)
    if found["over"]:
        return Rule(first, None, True, words)
    return Rule(first, None, False, words)
