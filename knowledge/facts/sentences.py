"""The sentences of a plan with their places, in plain text of the same length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.plans.markers import marker_of
from knowledge.plans.model import Passage, PassageKind, Plan

_MARKS = re.compile(r"[*_\s]")
_STOP = re.compile(r"[.;!?…](?=\s)")
# After these a full stop ends no sentence.
_SHORT = re.compile(r"(?:\b(?:TL|KT|TM|TUQ|Q|TP|Tp|Th|ThS|TS|PGS|GS|P|Đ|đ|v|tr|St)|\.\.|\d)$")
TEXT = frozenset(
    {PassageKind.PREAMBLE, PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.CLOSING}
)


def plain(text: str) -> str:
    """`text` with emphasis marks and every kind of white space as spaces: places in it are places in `text`."""
    return _MARKS.sub(" ", text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or what stands between two semicolons: [start, end) in the source, `text` plain, of that length."""

    passage: Passage
    start: int
    end: int
    text: str
    first: bool  # whether the passage begins with it

    @property
    def section(self) -> str:
        """The path of the section that it stands in."""
        return self.passage.section

    def quote(self, plan: Plan) -> str:
        """Its words as they stand in the plan."""
        return plan.quote(self.start, self.end)


def read_sentences(plan: Plan) -> list[Sentence]:
    """The sentences of everything that lays something down: no header, recipients or signature; markers left out."""
    return [sentence for passage in plan.passages if passage.kind in TEXT for sentence in sentences_of(passage)]


def sentences_of(passage: Passage) -> list[Sentence]:
    """The sentences of one passage, without the mark it begins with."""
    text = plain(passage.text)
    marker = marker_of(passage.text)
    begin = marker.length if marker else 0
    found: list[Sentence] = []
    for stop in [*_stops(text, begin), len(text)]:
        start, end = trim(text, begin, stop)
        if start < end:
            at = passage.start
            found.append(Sentence(passage, at + start, at + end, text[start:end], first=not found))
        begin = stop
    return found


def _stops(text: str, begin: int) -> list[int]:
    """Where sentences end, the end mark included; a semicolon in brackets ends none."""
    return [
        m.end()
        for m in _STOP.finditer(text, begin)
        if m[0] != "." or not _SHORT.search(text, max(0, m.start() - 6), m.start()) or _starts_sentence(text, m.end())
        if m[0] != ";" or not inside_brackets(text, m.start())
    ]


def _starts_sentence(text: str, place: int) -> bool:
    """Whether a capital follows a full stop after a digit ("... năm 2025. Trong ...")."""
    return text[:place].rstrip(".")[-1:].isdigit() and text[place:].lstrip()[:1].isupper()


def inside_brackets(text: str, place: int) -> bool:
    """Whether an opened bracket has not been closed before `place`."""
    before = text[:place]
    return before.count("(") > before.count(")")


def trim(text: str, start: int, end: int, marks: str = "") -> tuple[int, int]:
    """[start, end) without spaces and `marks` at its ends."""
    gone = " \n\t\u00a0" + marks
    while start < end and text[start] in gone:
        start += 1
    while end > start and text[end - 1] in gone:
        end -= 1
    return start, end


def lead_of(plan: Plan, passage: Passage) -> Passage | None:
    """The passage that introduces an item ("... gồm:"), else None."""
    return plan.passages[passage.lead] if passage.lead is not None else None


def leads_of(plan: Plan, passage: Passage) -> Sequence[Passage]:
    """The passages that introduce an item, the nearest first."""
    found: list[Passage] = []
    lead = lead_of(plan, passage)
    while lead is not None and lead not in found:
        found.append(lead)
        lead = lead_of(plan, lead)
    return found
