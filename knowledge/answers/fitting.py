"""How well the sort of a passage fits what is asked: its values, its heading, whom it is about, where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.answers.readings import Reading
from knowledge.answers.understanding import Understanding
from knowledge.answers.values import CONSEQUENCE, counted_unit
from knowledge.plans.model import PassageKind

# What a passage's score is multiplied by; coarse on purpose. Found on a thousand questions about 24 documents, each
# value kept because those about every other document lose without it; what they did not miss was taken out.
VALUE_ASKED, VALUE_MISSING = 1.45, 0.65
UNIT_MISSING = 0.5  # none of the things that are counted
DAY_ASKED_MISSING, DAY_MISSING = 0.5, 0.8
GROUP_HEADING, GROUP_OTHER = 1.5, 0.7
ONLY_AT_REVIEW = 0.6  # a review is named as the occasion of something else: "vào dịp sơ kết, tổng kết"
AWARD_OTHER = 0.75
YEAR_NAMED = 1.3
SECTION_ASKED = 1.5
BASIS_ASKED = 2.2  # the question asks what the plan is based on
HEADING_SAID = 1.5  # the question says the whole heading of the passage
SECTION_NAMED, NUMBER_NAMED = 4.0, 1.8  # the question names the section or another document's number
BODY_NAMED = 1.35  # ... or names the body that the passage begins with
RECEIVES, RECEIVER_ACTS = 1.4, 0.7  # something goes to a body: it does in the passage, or there that body acts itself
TURNED_TO = 2.0  # somebody is asked for to turn to, and the passage says who is told of difficulties
SORT_ACTS = 1.5  # a body of one sort is asked for ("sở nào"), and one of it acts in the passage
TO_BE_JUDGED = 0.7  # a rate is asked for that no award is said to need, and the passage is one of criteria
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
_SORT_ASKED = re.compile(r"(?<!\S)(so|phong|ban|bo|hoi|cuc|chi cuc|trung tam|ngan hang|van phong) (?:nao|gi)(?!\S)")
TOLD_TO = re.compile(r"(?<!\S)(?:phan anh|lien he|trao doi|kien nghi)(?: \S+){0,4}? (?:ve|voi|toi|cho|den|qua)(?!\S)")
_CRITERIA = re.compile(r"(?<!\S)(?:tieu chi|dieu kien|tieu chuan)(?!\S)")
_JUDGED = re.compile(r"(?<!\S)(?:khen|xet|dat|du|chuan)(?!\S)")
_REVIEW = re.compile(r"(?<!\S)(?:so|tong) ket(?!\S)")
_AT_REVIEW = re.compile(r"(?<!\S)dip(?: (?:so ket|tong ket|va|hoac))+(?!\S)")
_AWARDED = re.compile(r"(?<!\S)(?:khen|tang)(?!\S)")
_ORDINARY = (PassageKind.ITEM, PassageKind.PARAGRAPH)
# The occasions in a year are asked for, and how a text names one.
_OCCASION_ASKED = re.compile(r"(?<!\S)(?:dip|ngay le) nao(?!\S)|(?<!\S)(?:nhung|may|cac) dip(?!\S)")
_OCCASION = re.compile(
    r"(?<!\S)(?:nhan|vao|dip) (?:dip|ngay|tet)(?! (?:so|tong) ket)(?!\S)|(?<!\S)(?:tet|quoc khanh)(?!\S)"
)
# When the document itself comes into force is asked for, or who proposed it; and how a text names either.
_IN_FORCE_ASKED = re.compile(r"(?<!\S)(?:hieu luc|gia tri thi hanh|bat dau (?:ap dung|thi hanh))(?!\S)")
_IN_FORCE = re.compile(r"(?<!\S)hieu luc(?!\S)")
_PROPOSER_ASKED = re.compile(
    r"(?<!\S)theo de nghi cua (?:ai|\S+ nao)(?!\S)|"
    r"(?<!\S)(?:ai|(?:so|ban|phong|co quan|don vi|bo|nganh|noi|ben) nao)(?: \S+){0,2} "
    r"(?:de nghi|trinh|tham muu|de xuat|xin)(?: \S+){0,3} (?:ban hanh|ra (?:quyet dinh|ke hoach|van ban))(?!\S)"
)
_PROPOSER = re.compile(r"theo de nghi cua|xet de nghi cua|xet to trinh")
OWN_LIFE = 5.0  # ... which stand in the preamble or the last article, where nothing else that is asked for stands
_BASIS = re.compile(r"(?:can cu|thuc hien|theo|xet) ")


@dataclass(frozen=True)
class Fit:
    """How well a passage's sort fits one question. What the question asks for is worked out once, not for each of
    hundreds of passages.

    `annexes` are the words that name each annex of the plan; `counts` tells whether a passage says how many there are
    of a unit.
    """

    asked: Understanding
    annexes: Mapping[str, frozenset[str]]
    counts: Callable[[Reading, str], bool]

    def __call__(self, reading: Reading) -> float:
        """The factor for a passage."""
        factor = self._value_fit(reading) * self._section_fit(reading) * self._body_fit(reading)
        factor *= self._heading_fit(reading) * self._kind_fit(reading)
        if self._awards and reading.awards and self._awards.isdisjoint(reading.awards):
            factor *= AWARD_OTHER
        asked, passage = self.asked, reading.passage
        if asked.section and _lies_in(passage.section, asked.section):
            factor *= SECTION_NAMED
        if asked.numbered and any(n in passage.text for n in asked.numbered):
            factor *= NUMBER_NAMED
        if self._years and any(year in reading.folded for year in self._years):
            factor *= YEAR_NAMED
        if self.annexes:
            named = self._annex_named.get(passage.section.partition(".")[0])
            factor *= 1.0 if named is None else SECTION_ASKED if named else ANNEX_NOT_NAMED
        return factor

    def _value_fit(self, reading: Reading) -> float:
        """More for a passage with a value of the sort that is asked for, less for one without."""
        asked, values = self.asked, reading.values
        factor = VALUE_ASKED if values.holds(asked.kinds) else 1.0
        if self._value and not getattr(values, self._value):
            factor *= DAY_ASKED_MISSING if asked.exact_day else VALUE_MISSING
        elif asked.to_be_done and not values.exact_date:
            factor *= DAY_MISSING
        if asked.units:
            factor *= 1.0 if any(self.counts(reading, unit) for unit in asked.units) else UNIT_MISSING
        if asked.asks("consequence") and CONSEQUENCE.search(reading.folded):
            factor *= VALUE_ASKED
        if self._own_life and self._own_life.search(reading.folded):
            factor *= OWN_LIFE
        if self._occasions and _OCCASION.search(reading.folded):
            factor *= VALUE_ASKED
        if asked.own and asked.asks("yes_no"):  # "được 20 tháng đã đủ chưa": asked for is the plan's own figure
            factor *= VALUE_ASKED if any(_tells(reading, unit) for _, unit in asked.own) else 1.0
        return factor

    def _heading_fit(self, reading: Reading) -> float:
        """More for a passage whose heading the question says, or that is about whom it asks."""
        factor = HEADING_SAID if " " in reading.heading and f" {reading.heading} " in self._whole else 1.0
        if self.asked.groups and reading.group:
            factor *= GROUP_HEADING if reading.group in self.asked.groups else self._other_group
        if (
            self._review
            and (at := _AT_REVIEW.search(reading.folded))
            and self._review not in _AT_REVIEW.sub(" ", at.string)
        ):
            factor *= ONLY_AT_REVIEW
        if self._any_rate and _CRITERIA.search(reading.context):
            factor *= TO_BE_JUDGED
        return factor

    def _kind_fit(self, reading: Reading) -> float:
        """Less for what stands around the plan's own words, unless just that is asked for."""
        kind, asked = reading.passage.kind, self.asked
        if kind in _ORDINARY:
            return 1.0
        if kind is PassageKind.HEADING:
            return 1.0 if reading.values.holds(asked.kinds) else HEADING_ALONE
        if kind is PassageKind.RECIPIENTS and asked.asks("recipients"):
            # "Có tờ báo trong nơi nhận không" asks for one of them, not for the words above them.
            return END_MATTER if asked.asks("yes_no") and reading.folded == "noi nhan" else SECTION_NAMED
        if kind in (PassageKind.RECIPIENTS, PassageKind.SIGNATURE):
            return 1.0 if asked.asks("signer") else END_MATTER
        if kind is PassageKind.HEADER and not asked.own_day and not asked.asks("document", "signer", "title"):
            return END_MATTER / (VALUE_ASKED if asked.asks("date") else 1.0)
        if kind is PassageKind.PREAMBLE and not asked.asks("document", "signer"):
            return PREAMBLE
        return 1.0

    def _section_fit(self, reading: Reading) -> float:
        """More for a passage under a heading that names the sort of thing asked for."""
        asked, kind = self.asked, reading.passage.kind
        if self._sections:
            where = f"{reading.context} {reading.folded}" if kind is PassageKind.HEADING else reading.context
            for factor, heading in self._sections:
                if heading.search(where):
                    return factor
        if kind is PassageKind.SIGNATURE and asked.asks("signer"):
            return 6.0
        if kind is PassageKind.HEADER and asked.asks("title"):
            return 4.0
        if kind in (PassageKind.PREAMBLE, PassageKind.HEADER) and asked.asks("document"):
            return BASIS_ASKED if self._asks_basis and _BASIS.match(reading.folded) else 1.4
        return 1.0

    def _body_fit(self, reading: Reading) -> float:
        """More for a passage that begins with the body that the question names: it is the one that acts or is given."""
        factor = self._receiver_fit(reading) if self._receivers else 1.0
        if self.asked.turns_to and TOLD_TO.search(reading.folded):
            factor *= TURNED_TO
        if self._sort_asked and any(part.startswith(self._sort_asked) for part in reading.opening.split(" | ")):
            factor *= SORT_ACTS
        if not self._bodies:
            return factor
        opening = f" {reading.opening} "
        return factor * BODY_NAMED if any(f" {name} " in opening for name in self._bodies) else factor

    def _receiver_fit(self, reading: Reading) -> float:
        """More for a passage in which something goes to the same body, less for one in which that body acts."""
        if self._goes_to.search(reading.folded):
            return RECEIVES
        opening = f" {reading.opening} "
        return RECEIVER_ACTS if any(f" {name} " in opening for name in self._receivers) else 1.0

    @cached_property
    def _value(self) -> str | None:
        """The sort of value without which a passage hardly answers."""
        return None if self.asked.asks("yes_no", "who") else self.asked.wants_value

    @cached_property
    def _occasions(self) -> bool:
        return _OCCASION_ASKED.search(self.asked.folded) is not None

    @cached_property
    def _own_life(self) -> re.Pattern[str] | None:
        """How a text says when the document comes into force, or who proposed it, where that is asked for."""
        if self.asked.asks("date") and _IN_FORCE_ASKED.search(self.asked.folded):
            return _IN_FORCE
        return _PROPOSER if _PROPOSER_ASKED.search(self.asked.folded) else None

    @cached_property
    def _whole(self) -> str:
        return f" {self.asked.folded} "

    @cached_property
    def _other_group(self) -> float:
        return GROUP_OTHER if self.asked.asks("criteria", "duty") else 1.0

    @cached_property
    def _any_rate(self) -> bool:
        """Whether a rate is asked for that nobody has to reach for an award: the target of the plan."""
        asked = self.asked
        judged = asked.asks("criteria", "forms") or asked.awards or not {*asked.groups} <= {"household"}
        return asked.asks("percent") and not judged and _JUDGED.search(asked.folded) is None

    @cached_property
    def _awards(self) -> frozenset[str]:
        return frozenset(self.asked.awards)

    @cached_property
    def _review(self) -> str:
        """The review whose time is asked for, "so ket" or "tong ket"; "" where awards are asked for, or no time."""
        found = _REVIEW.search(self.asked.folded) if self.asked.asks("date") else None
        return found[0] if found and not _AWARDED.search(self.asked.folded) else ""

    @cached_property
    def _years(self) -> tuple[str, ...]:
        return tuple(map(str, self.asked.years))

    @cached_property
    def _annex_named(self) -> Mapping[str, bool]:
        """Of each annex, whether the question names it."""
        said = set(self.asked.folded.split())
        return {annex: words <= said for annex, words in self.annexes.items()}

    @cached_property
    def _sections(self) -> Sequence[tuple[float, re.Pattern[str]]]:
        """What the heading of a passage may name of what is asked for, and the factor for it."""
        awarded = bool(self.asked.awards) and self.asked.asks("who")
        return [
            (1.25 if kind == "purpose" else SECTION_ASKED, heading)
            for kind, heading in _SECTIONS
            if self.asked.asks(kind) or (kind == "award" and awarded)
        ]

    @cached_property
    def _asks_basis(self) -> bool:
        return re.search(r"(?<!\S)can cu(?!\S)", self.asked.folded) is not None

    @cached_property
    def _bodies(self) -> frozenset[str]:
        """The first two words of each body that the question names, where a body acts or is given."""
        asked = self.asked
        if not asked.asks("duty", "count", "many", "who", "date", "days"):
            return frozenset()
        acting = set(asked.bodies).difference(asked.receivers)
        return frozenset(" ".join(body.split()[:2]) for body in acting if " " in body)

    @cached_property
    def _receivers(self) -> Sequence[str]:
        """The bodies to whom something goes that is asked about."""
        return [body for body in self.asked.receivers if " " in body]

    @cached_property
    def _goes_to(self) -> re.Pattern[str]:
        names = "|".join(self._receivers)
        return re.compile(rf"(?<!\S)(?:gui|ve|qua|cho|trinh|nop|bao cao)(?: ve| cho| qua)? (?:{names})(?!\S)")

    @cached_property
    def _sort_asked(self) -> str:
        """How the name of a body begins where one of a sort is asked for: "so " of "sở nào"."""
        found = _SORT_ASKED.search(self.asked.folded) if self.asked.asks("who") else None
        return f"{found[1]} " if found else ""


def _tells(reading: Reading, unit: str) -> bool:
    """Whether a passage has a figure in `unit`."""
    return reading.values.percent if unit == "%" else counted_unit(unit).search(reading.folded) is not None


def _lies_in(section: str, named_section: str) -> bool:
    return section == named_section or section.startswith(f"{named_section}.")
