"""The papers of a dossier and how many sets are handed in."""

from __future__ import annotations

import re

from knowledge.facts.model import DossierItem
from knowledge.facts.sentences import TEXT, plain, trim
from knowledge.facts.words import any_of, pattern
from knowledge.plans.markers import Rank, marker_of
from knowledge.plans.model import Passage, PassageKind, Plan

_DOSSIER = pattern(r"(?<!\w)(?:hồ sơ|thành phần hồ sơ)(?!\w)")
_CONTAINS = pattern(r"(?:gồm|bao gồm|gồm có|gồm các|sau đây|như sau)[^:]{0,40}:?\s*$")
# The number of sets may stand before the colon: "Hồ sơ gồm 02 bộ: ..."
_INLINE = pattern(
    r"hồ sơ[^:.;]{0,120}?(?:gồm|bao gồm|gồm có)(?: có)?\s*:?\s+(?:\(?(?:\d{1,2}|một|hai|ba) bộ[^:;,.]{0,30}:\s+)?",
    r"(?P<papers>[^.]{10,600})",
)
# "Điều 6. Hồ sơ (02 bộ)" heads the papers, "Hồ sơ, thời hạn" something else.
_HEADING = pattern(
    r"^(?:thành phần |danh mục )?hồ sơ(?!\s*[,;]|\s+và(?!\w))(?:(?!thời gian|thời hạn|thủ tục|trình tự).)*$"
)
_PAPER = pattern(any_of("dossiers", "papers"))
_SETS = pattern(r"(?<!\w)(?P<item>(?:\d{1,2}|một|hai|ba) bộ(?: hồ sơ| gốc| chính| bản gốc)*)(?!\w)")
_ITEMS = frozenset({PassageKind.ITEM, PassageKind.PARAGRAPH})
_SEPARATOR = re.compile(r";|,(?=\s)")


def read_dossier(plan: Plan) -> tuple[DossierItem, ...]:
    """The papers that a list or a sentence about a dossier names, and the number of sets, in the order of the text."""
    found: list[DossierItem] = []
    for passage in plan.passages:
        if passage.kind not in TEXT or passage.kind is PassageKind.PREAMBLE:
            continue
        text = plain(passage.text)
        if _DOSSIER.search(text) or _in_list(plan, passage):
            found += _sets(plan, passage, text)
        papers = _papers_below(plan, passage, text) if _DOSSIER.search(text) else []
        found += papers
        if not papers:
            found += _papers_inline(plan, passage, text)
    return tuple(sorted({(i.start, i.end): i for i in found}.values(), key=lambda i: i.start))


def _in_list(plan: Plan, passage: Passage) -> bool:
    return passage.lead is not None and bool(_DOSSIER.search(plan.passages[passage.lead].text))


def _sets(plan: Plan, passage: Passage, text: str) -> list[DossierItem]:
    return [_item(plan, passage, *m.span("item"), dossier=_title(passage)) for m in _SETS.finditer(text)]


def _papers_below(plan: Plan, head: Passage, text: str) -> list[DossierItem]:
    """The items, or the lettered paragraphs, behind "Hồ sơ ... gồm:"."""
    if not _CONTAINS.search(text):
        return _papers_of_section(plan, head, text)
    items = [p for p in plan.passages if p.lead == head.order and not _names_dossier(p)]
    if not items:
        inside = [p for p in plan.passages[head.order + 1 :] if p.section.startswith(f"{head.section}.")]
        items = [p for p in inside if (m := marker_of(p.text)) is not None and m.rank is not Rank.ARTICLE]
    return [_item(plan, p, *_without_mark(p), dossier=_title(head)) for p in items]


def _papers_of_section(plan: Plan, head: Passage, text: str) -> list[DossierItem]:
    """The papers that stand as items below a heading which only says "Hồ sơ"; none where they are no papers."""
    if head.kind is not PassageKind.HEADING or not _HEADING.match(text[_without_mark(head)[0] :].rstrip(" .:")):
        return []
    inside = [p for p in plan.passages[head.order + 1 :] if f"{p.section}.".startswith(f"{head.section}.")]
    items = [p for p in inside if marker_of(p.text) is not None and p.kind in _ITEMS and not _names_dossier(p)]
    papers = [p for p in items if _PAPER.match(plain(p.text), _without_mark(p)[0])]
    if 2 * len(papers) <= len(items):
        return []
    return [_item(plan, p, *_without_mark(p), dossier=_title(head)) for p in items]


def _names_dossier(passage: Passage) -> bool:
    """Whether an item is about a dossier itself ("Hồ sơ đề nghị ...: 01 bộ gốc"), not a paper of it."""
    text = plain(passage.text)
    return _DOSSIER.match(text, _without_mark(passage)[0]) is not None and _SETS.search(text) is not None


def _papers_inline(plan: Plan, passage: Passage, text: str) -> list[DossierItem]:
    """The papers of a sentence: "hồ sơ gồm tờ trình, biên bản họp và báo cáo thành tích"."""
    match = _INLINE.search(text)
    if match is None or match["papers"].rstrip().endswith(":"):
        return []
    found, begin = [], match.start("papers")
    edges = list(_SEPARATOR.finditer(text, *match.span("papers")))
    strong = [m for m in edges if m[0] == ";"] or edges
    for edge in [*strong, None]:
        stop = edge.start() if edge else match.end("papers")
        found.append(_item(plan, passage, begin, stop, dossier=_title(passage)))
        begin = edge.end() if edge else stop
    return [item for item in found if item.item]


def _item(plan: Plan, passage: Passage, start: int, end: int, *, dossier: str | None) -> DossierItem:
    text = plain(passage.text)
    start, end = trim(text, start, end, ";,")
    at = passage.start
    name = " ".join(text[start:end].rstrip(" .").split())
    return DossierItem(plan.id, passage.section, at + start, at + end, plan.quote(at + start, at + end), name, dossier)


def _without_mark(passage: Passage) -> tuple[int, int]:
    marker = marker_of(passage.text)
    return (marker.length if marker else 0), len(passage.text)


def _title(passage: Passage) -> str | None:
    return passage.headings[-1] if passage.headings else None
