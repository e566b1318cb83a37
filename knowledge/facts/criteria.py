"""What each group is judged by, and what an award takes."""

from __future__ import annotations

import re

from knowledge.facts.model import Criterion, Point
from knowledge.facts.sentences import plain, trim
from knowledge.facts.words import pattern
from knowledge.plans.markers import marker_of
from knowledge.plans.model import Passage, PassageKind, Plan, Section

# A heading of criteria begins with the word; "Tạo điều kiện ..." is none.
_CRITERIA = pattern(r"^(?:đối tượng(?:,|;| và) )?(?:các )?(?:tiêu chí|tiêu chuẩn|điều kiện)(?!\w)")
_NOT_CRITERIA = pattern(r"hình thức|hồ sơ|thủ tục khen|số lượng|tổ chức")
_GROUP = pattern(r"^(?:đối với|với|dành cho) (?P<object>.+)$")
_OF_GROUP = pattern(r"(?:tiêu chí|tiêu chuẩn|điều kiện)[^:]{0,40}? (?:đối với|của|cho|đề nghị) (?P<object>[^:]+)")
_LABELLED = pattern(r"^(?P<label>(?:tiêu chí|tiêu chuẩn|điều kiện)[^:.;]{0,160}?)\s*:(?=\s)")
_LISTED = frozenset({PassageKind.ITEM, PassageKind.PARAGRAPH})


def read_criteria(plan: Plan) -> tuple[Criterion, ...]:
    """The criterion lists of a plan: one for each group below a heading of criteria, and one for each labelled
    condition of an award ("Tiêu chí đề nghị Bằng khen ...: ..."). Every point is a verbatim slice.
    """
    found = [c for section in plan.sections if (c := _of_section(plan, section)) is not None]
    found += [c for passage in plan.passages if (c := _of_label(plan, passage)) is not None]
    return tuple(sorted(found, key=lambda c: c.start))


def _of_section(plan: Plan, section: Section) -> Criterion | None:
    """The list of a section: a group below a heading of criteria, or a heading of criteria with points of its own."""
    title = _heading(plan, section)
    group = _GROUP.match(title)
    own = _judges(title)
    below = any(_CRITERIA.match(plan.by_path[path].title) for path in _above(section.path) if path in plan.by_path)
    if not (group and below) and not own:
        return None
    points = _points(plan, section)
    if not points:
        return None
    named = _OF_GROUP.search(title)
    whom = group["object"] if group else named["object"] if named else _group_above(plan, section)
    start, end = section.start, max(p.end for p in points)
    return Criterion(plan.id, section.path, start, end, plan.quote(start, end), whom, tuple(points))


def _group_above(plan: Plan, section: Section) -> str | None:
    """The group of a heading above: "Mục 1. Đối với cấp xã" of "I. Tiêu chí bắt buộc"."""
    titles = [plan.by_path[path].title for path in reversed(_above(section.path)) if path in plan.by_path]
    return next((group["object"] for title in titles if (group := _GROUP.match(title))), None)


def _judges(title: str) -> bool:
    """Whether a heading announces criteria alone, not forms of award, numbers or papers beside them."""
    return _CRITERIA.match(title) is not None and not _NOT_CRITERIA.search(title)


def _heading(plan: Plan, section: Section) -> str:
    """The whole title of a section up to its colon; the outline keeps only its first words."""
    opening = next((p for p in plan.passages if p.start == section.start), None)
    if opening is None or opening.kind is not PassageKind.HEADING:
        return section.title
    return " ".join(_body(opening)[1].split()).split(": ")[0].rstrip(" :;.")


def _above(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:i]) for i in range(1, len(parts))]


def _points(plan: Plan, section: Section) -> list[Point]:
    """The items of a section, else its paragraphs, else its numbered parts; words that only introduce left out."""
    parts = [s for s in plan.sections if s.parent == section.path]
    if any(_GROUP.match(s.title) or _judges(s.title) for s in parts):
        return []
    inside = [p for p in plan.passages if p.section == section.path and p.kind in _LISTED]
    items = [p for p in inside if p.kind is PassageKind.ITEM and not _LABELLED.match(_body(p)[1])]
    if not items:
        items = [p for p in inside if p.kind is PassageKind.PARAGRAPH and not p.text.rstrip().endswith(":")]
    if parts:
        items = [p for p in plan.passages if any(p.start == s.start for s in parts)]
    return [point for p in items if (point := _point(p, title_only=p.start == section.start))]


def _point(passage: Passage, *, title_only: bool) -> Point | None:
    """A passage as a point; of the paragraph that opens its section what stands behind its label."""
    offset, text = _body(passage)
    begin = 0
    if title_only:
        label = re.match(r"[^:]{1,200}:\s+", text)
        begin = label.end() if label else 0
    start, end = trim(text, begin, len(text))
    at = passage.start + offset
    return Point(at + start, at + end, passage.text[offset + start : offset + end]) if start < end else None


def _of_label(plan: Plan, passage: Passage) -> Criterion | None:
    """The condition that a passage gives behind its label, its parts between semicolons."""
    if passage.kind not in _LISTED:
        return None
    offset, text = _body(passage)
    label = _LABELLED.match(text)
    if label is None or passage.start == plan.by_path.get(passage.section, passage).start:
        return None
    points, begin = [], label.end()
    for stop in [*(m.end() for m in re.finditer(";", text[label.end() :])), len(text) - label.end()]:
        start, end = trim(text, begin, label.end() + stop)
        if start < end:
            at = passage.start + offset
            points.append(Point(at + start, at + end, passage.text[offset + start : offset + end]))
        begin = label.end() + stop
    named = _OF_GROUP.search(label["label"])
    whom = " ".join((named["object"] if named else label["label"]).split())
    return Criterion(plan.id, passage.section, passage.start, passage.end, passage.text, whom, tuple(points))


def _body(passage: Passage) -> tuple[int, str]:
    """Where the words of a passage begin behind its mark, and those words, plain."""
    marker = marker_of(passage.text)
    offset = marker.length if marker else 0
    return offset, plain(passage.text)[offset:]
