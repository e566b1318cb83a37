"""How well the sort of a passage fits what is asked: its values, its heading, whom it is about, where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from knowledge.answers.readings import Reading
from knowledge.answers.understanding import Understanding
from knowledge.answers.values import counted_unit
from knowledge.plans.model import PassageKind

# What a passage's score is multiplied by; found on questions about documents of several sorts, coarse on purpose.
VALUE_ASKED, VALUE_MISSING = 1.45, 0.65
UNIT_MISSING, UNIT_LEFT_OUT = 0.5, 0.85  # none of the things that are counted, or not all of them
DAY_ASKED_MISSING, DAY_MISSING = 0.5, 0.8
GROUP_HEADING, GROUP_OTHER = 1.5, 0.7
AWARD_NAMED, AWARD_OTHER = 1.35, 0.75
OCCASION_OTHER = 0.8
YEAR_NAMED = 1.3
SECTION_ASKED = 1.5
BASIS_ASKED = 2.2  # the question asks what the plan is based on
HEADING_SAID = 1.5  # the question says the whole heading of the passage
SECTION_NAMED, NUMBER_NAMED = 4.0, 1.8  # the question names the section or another document's number
BODY_NAMED, BODY_NAMED_WHOLE = 1.35, 1.7  # ... or names the body that the passage begins with
END_MATTER, PREAMBLE, HEADING_ALONE, ANNEX_NOT_NAMED = 0.35, 0.6, 0.8, 0.75
_SECTIONS = tuple(
    (kind, re.compile(rf"\b(?:{heading})\b"))
    for kind, heading in (
        ("criteria", "tieu chi|dieu kien|tieu chuan"),
        ("forms", "hinh thuc"),
        ("award", "hinh thuc"),
        ("dossier", "ho so|thu tuc|thanh phan"),
        ("purpose", "muc dich|yeu cau|muc tieu"),
        ("steps", "trinh tu|thu tuc|quy trinh"),
        ("timeline", "tien do|lo trinh"),
        ("money", "kinh phi|muc|nguon von"),
    )
)
_BASIS = re.compile(r"(?:can cu|thuc hien|theo|xet) ")


def fit(
    asked: Understanding,
    reading: Reading,
    annexes: Mapping[str, frozenset[str]],
    counts: Callable[[Reading, str], bool],
) -> float:
    """How well the passage's sort fits what is asked, as a factor.

    `annexes` are the words that name each annex of the plan; `counts` tells whether a passage says how many there are
    of a unit.
    """
    passage, factor = reading.passage, 1.0
    if reading.values.holds(asked.kinds):
        factor *= VALUE_ASKED
    if asked.wants_value and not asked.asks("yes_no", "who") and not getattr(reading.values, asked.wants_value):
        factor *= DAY_ASKED_MISSING if asked.exact_day else VALUE_MISSING
    elif asked.to_be_done and not reading.values.exact_date:
        factor *= DAY_MISSING
    if asked.units:
        told = sum(counts(reading, u) for u in asked.units)
        factor *= UNIT_MISSING if not told else UNIT_LEFT_OUT if told < len(asked.units) else 1.0
    if asked.own and asked.asks("yes_no"):  # "được 20 tháng đã đủ chưa": what is asked for is the plan's own figure
        factor *= VALUE_ASKED if any(_tells(reading, unit) for _, unit in asked.own) else 1.0
    factor *= _section_fit(asked, reading) * _body_fit(asked, reading)
    if len(reading.heading.split()) > 1 and f" {reading.heading} " in f" {asked.folded} ":
        factor *= HEADING_SAID
    if asked.groups and reading.group:
        factor *= (
            GROUP_HEADING if reading.group in asked.groups else GROUP_OTHER if asked.asks("criteria", "duty") else 1.0
        )
    factor *= _named_fit(asked.awards, reading.awards, AWARD_NAMED, AWARD_OTHER)
    factor *= _named_fit(asked.occasions, reading.occasions, 1.1, OCCASION_OTHER)
    if asked.section and _lies_in(passage.section, asked.section):
        factor *= SECTION_NAMED
    if asked.numbered and any(n in passage.text for n in asked.numbered):
        factor *= NUMBER_NAMED
    if asked.years and any(str(y) in reading.folded for y in asked.years):
        factor *= YEAR_NAMED
    if passage.kind is PassageKind.RECIPIENTS and asked.asks("recipients"):
        factor *= SECTION_NAMED
    elif passage.kind in (PassageKind.RECIPIENTS, PassageKind.SIGNATURE) and not asked.asks("signer"):
        factor *= END_MATTER
    if passage.kind is PassageKind.HEADER and not asked.own_day and not asked.asks("document", "signer", "title"):
        factor *= END_MATTER / (VALUE_ASKED if asked.asks("date") else 1.0)
    if passage.kind is PassageKind.PREAMBLE and not asked.asks("document", "signer"):
        factor *= PREAMBLE
    if passage.kind is PassageKind.HEADING and not reading.values.holds(asked.kinds):
        factor *= HEADING_ALONE
    annex = passage.section.split(".")[0]
    if annex in annexes and not annexes[annex] <= set(asked.folded.split()):
        factor *= ANNEX_NOT_NAMED
    elif annex in annexes:
        factor *= SECTION_ASKED
    return factor


def _tells(reading: Reading, unit: str) -> bool:
    """Whether a passage has a figure in `unit`."""
    return reading.values.percent if unit == "%" else counted_unit(unit).search(reading.folded) is not None


def _body_fit(asked: Understanding, reading: Reading) -> float:
    """More for a passage that begins with the body that the question names: it is the one that acts or is given."""
    if not asked.bodies or not asked.asks("duty", "count", "many", "who"):
        return 1.0
    beginnings = {" ".join(b.split()[:n]) for b in asked.bodies for n in (2, 3) if len(b.split()) > 1}
    names = [b for b in beginnings if f" {b} " in f" {reading.opening} "]
    if not names:
        return 1.0
    return BODY_NAMED_WHOLE if any(len(n.split()) > 2 for n in names) else BODY_NAMED


def _lies_in(section: str, named_section: str) -> bool:
    return section == named_section or section.startswith(f"{named_section}.")


def _section_fit(asked: Understanding, reading: Reading) -> float:
    """More for a passage under a heading that names the sort of thing asked for."""
    where = reading.context + " " + (reading.folded if reading.passage.kind is PassageKind.HEADING else "")
    for kind, heading in _SECTIONS:
        if (asked.asks(kind) or (kind == "award" and asked.awards and asked.asks("who"))) and heading.search(where):
            return SECTION_ASKED if kind != "purpose" else 1.25
    if asked.asks("signer") and reading.passage.kind is PassageKind.SIGNATURE:
        return 6.0
    if asked.asks("title") and reading.passage.kind is PassageKind.HEADER:
        return 4.0
    if asked.asks("document") and reading.passage.kind in (PassageKind.PREAMBLE, PassageKind.HEADER):
        based = asked.asks("document") and re.search(r"(?<!\S)can cu(?!\S)", asked.folded)
        return BASIS_ASKED if based and _BASIS.match(reading.folded) else 1.4
    return 1.0


def _named_fit(wanted: tuple[str, ...], said: frozenset[str], same: float, other: float) -> float:
    """`same` when a thing that the question names stands in the passage, `other` when only another of its sort does."""
    if not wanted or not said:
        return 1.0
    return same if said & set(wanted) else other
