"""The forms of award that a plan names."""

from __future__ import annotations

import re

from knowledge.facts.model import AwardForm
from knowledge.facts.sentences import TEXT, plain, trim
from knowledge.facts.words import any_of, pattern
from knowledge.plans.markers import marker_of
from knowledge.plans.model import Passage, PassageKind, Plan

_FORM = any_of("awards", "forms")
_ITEM = pattern(rf"^\s*(?P<form>{_FORM}[^:;.]{{0,160}})")
_LISTED = pattern(rf"hình thức khen thưởng\s*:\s*(?P<form>{_FORM}[^;.]{{0,160}})")
_FORMS_HEADING = pattern(r"hình thức|khen thưởng")
# "Bằng khen của Chủ tịch tặng tập thể ..." goes on with a sentence: the form ends before its verb.
_END = pattern(r"\s(?:tặng|cho|đối với|được|do|vào dịp|thực hiện|để)(?!\w)")
_LEAVES_OUT = frozenset({PassageKind.PREAMBLE, PassageKind.CLOSING})


def read_award_forms(plan: Plan) -> tuple[AwardForm, ...]:
    """The forms of award that head an item or a section about awards, each once in a section, as written."""
    found: dict[tuple[str, str], AwardForm] = {}
    for passage in plan.passages:
        form = _form(plan, passage) if passage.kind in TEXT - _LEAVES_OUT else None
        if form is not None:
            found.setdefault((form.section, form.form.casefold()), form)
    return tuple(found.values())


def _form(plan: Plan, passage: Passage) -> AwardForm | None:
    text = plain(passage.text)
    marker = marker_of(passage.text)
    offset = marker.length if marker else 0
    match = _LISTED.search(text, offset)
    if match is None and marker is not None and any(_FORMS_HEADING.search(h) for h in passage.headings):
        match = _ITEM.match(text[offset:])
        if match is None:
            return None
        return _made(plan, passage, offset + match.start("form"), offset + match.end("form"))
    return _made(plan, passage, *match.span("form")) if match else None


def _made(plan: Plan, passage: Passage, start: int, end: int) -> AwardForm:
    text = plain(passage.text)
    stop = _END.search(text, start, end)
    start, end = trim(text, start, stop.start() if stop else end, ",:;")
    name = re.sub(r"\s+", " ", text[start:end])
    at = passage.start
    return AwardForm(plan.id, passage.section, at + start, at + end, plan.quote(at + start, at + end), name)
