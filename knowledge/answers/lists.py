"""Questions that want a whole list: all criteria of a group, all papers of a dossier, all forms, all parts of an
outline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from knowledge.answers.counting import PARTS
from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding
from knowledge.plans.model import Passage, PassageKind, Section

# What the heading of a section says where a kind of list stands.
_HEADINGS = {
    "dossier": r"ho so|giay to",
    "forms": r"hinh thuc",
    "criteria": r"tieu chi|dieu kien|tieu chuan|doi tuong",
    "purpose": r"muc dich|yeu cau|muc tieu",
    "steps": r"trinh tu|thu tuc|quy trinh",
    "timeline": r"tien do|lo trinh|thoi gian",
}
# Words of a question that only say which kind of list is wanted.
_KIND_WORDS = {
    "dossier": "nop giay to ho so thu tuc thanh phan gui lam can bo gom chuan bi kem",
    "forms": "hinh thuc khen thuong loai muc bac cap danh hieu bang cao thap tu xuong",
    "criteria": "tieu chi dieu kien tieu chuan dat duoc xet muon danh gia khen thuong",
    "steps": "trinh tu thu tuc quy trinh buoc tien hanh",
}
LIST_ITEMS = 2  # a list has at least so many
HEADING_MATCH = 0.5  # of a heading's content that a question must hold for a list that no kind points to
WORDS_OF_HEADING = 3  # of one that a question says to the letter
WHOLE_HEADING = 0.9  # ... for one that is taken for the name of a body
DEEPER = 0.04  # of two sections with the same heading, the one further up is the whole
ONLY_HEADINGS = 0.3  # a list of nothing but headings tells less than the lists under them
LEFT_OVER = 0.42  # of the question's content that may stand in no heading of the list: more asks for one thing in it


@dataclass(frozen=True, slots=True)
class PlanList:
    """A section that is a list: its heading, its items in order, and whether one of them is asked for above the
    others.
    """

    section: Section
    heading: Passage
    items: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it was understood, and what it is about."""

    asked: Understanding
    subject: Subject


def find_list(asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored]) -> PlanList | None:
    """The list that the question wants, or None when it asks for one thing."""
    counts_parts = PARTS.search(asked.folded)
    if asked.wants_value or (asked.asks("count") and not counts_parts and not asked.asks("dossier", "forms")):
        return None
    wants = next((k for k in _HEADINGS if asked.asks(k)), None)
    if wants is None and not asked.asks("many", "duty") and not counts_parts:
        return None
    scores = {s.reading.passage.order: s.score for s in ranked}
    best: tuple[float, PlanList] | None = None
    top = ranked[0].score if ranked else 1.0
    for found in _lists_of(evidence):
        held = sorted((scores.get(p.order, 0.0) for p in (found.heading, *found.items)), reverse=True)[:3]
        value = _value(found, wants, _Asked(asked, subject), evidence, sum(held) / (3 * top))
        if value is not None and (best is None or value > best[0]):
            best = (value, found)
    if best is None:
        return None
    heading = evidence.readings[best[1].heading.order]
    own = heading.folded if best[1].heading.kind is PassageKind.HEADING else " ".join(heading.folded.split()[:14])
    said = f"{own} {heading.context}"
    named = any(" ".join(b.split()[:2]) in own for b in asked.bodies) or (
        heading.group and heading.group in asked.groups
    )
    if (
        asked.asks("duty") and named and subject.heading_match(own) >= WHOLE_HEADING
    ):  # all that stands under a body's name
        said = " ".join([said, *(evidence.readings[i.order].folded for i in best[1].items)])
    if wants == "dossier":  # its papers tell for which award they are
        said = " ".join([said, *(evidence.readings[i.order].folded for i in best[1].items)])
    covered = subject.share_of(said, heading.group in asked.groups, _KIND_WORDS.get(wants or "", ""))
    return best[1] if wants in ("steps", "timeline") or 1 - covered <= LEFT_OVER else None


_known: WeakKeyDictionary[Evidence, list[PlanList]] = WeakKeyDictionary()


def _lists_of(evidence: Evidence) -> list[PlanList]:
    """The same as `_lists`, worked out once for each plan."""
    lists = _known.get(evidence)
    if lists is None:
        lists = _known[evidence] = _lists(evidence)
    return lists


def _lists(evidence: Evidence) -> list[PlanList]:
    """Every section of the plan that has items or sections of its own."""
    plan, found = evidence.plan, []
    first = {
        p.section: p
        for p in reversed(plan.passages)
        if p.kind in (PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.HEADER)
    }
    for section in plan.sections:
        heading = first.get(section.path)
        if heading is None:
            continue
        own = [
            p
            for p in plan.passages
            if p.section == section.path
            and p.order > heading.order
            and p.kind in (PassageKind.ITEM, PassageKind.PARAGRAPH)
        ]
        below = [first[s.path] for s in plan.sections if s.parent == section.path and s.path in first]
        items = [p for p in own if p.kind is PassageKind.ITEM] or below or own
        if items:
            found.append(PlanList(section, heading, tuple(items)))
    return found


def _value(found: PlanList, wants: str | None, query: _Asked, evidence: Evidence, held: float) -> float | None:
    """How well a list fits the question; None when it cannot be the one."""
    heading = evidence.readings[found.heading.order]
    own = heading.folded if found.heading.kind is PassageKind.HEADING else " ".join(heading.folded.split()[:14])
    path = f"{own} {heading.context}"
    if wants and not re.search(rf"\b(?:{_HEADINGS[wants]})\b", path):
        return None
    if wants == "dossier" and re.search(r"\b(?:thoi gian|thoi han)\b", own):  # when papers are sent, not which
        return None
    asked, subject = query.asked, query.subject
    value = held + 0.8 * (1.0 if _says(asked, own) else subject.heading_match(own))
    if wants and re.search(rf"\b(?:{_HEADINGS[wants]})\b", own):
        value += 0.35
    group = heading.group
    if asked.groups and group in asked.groups and wants in (None, "criteria"):
        value += 0.8
    elif asked.groups and group and wants == "criteria":
        value -= 0.5
    match = 1.0 if _says(asked, own) else subject.heading_match(own)
    if wants is None and match < HEADING_MATCH and not evidence.is_named(found.section.path, asked):
        return None
    value -= DEEPER * found.section.depth
    if all(item.kind is PassageKind.HEADING for item in found.items):
        value -= ONLY_HEADINGS
    if len(found.items) < LIST_ITEMS:
        if wants is None:
            return None
        value -= 0.15
    return value


def _says(asked: Understanding, heading: str) -> bool:
    """Whether the question says a whole folded heading, which may consist of words of asking ("nội dung thi đua")."""
    bare = re.sub(r"^(?:[ivx]+|\d+(?: \d+)*|[a-z]) ", "", heading)
    return len(bare.split()) >= WORDS_OF_HEADING and f" {bare} " in f" {asked.folded} "
