"""What a plan lays down, as typed values; each keeps the words that it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DeadlineType(StrEnum):
    """How a duty is fixed in time."""

    ONE_OFF = "one_off"  # a calendar day
    ANNUAL = "annual"  # every year, with or without a day
    WINDOW = "window"  # from a day to a day, or from a year to a year
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    MONTH = "month"  # a month of a year, no day
    QUARTER = "quarter"
    YEAR = "year"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Fact:
    """Words of a plan: `quote` is `source[start:end]` of the plan `plan`, to the letter."""

    plan: str
    section: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Deadline(Fact):
    """Who has to do what by when; what the text does not give is None.

    `rule` is a recurrence rule of RFC 5545. `from_` and `to` are ISO days, "MM-DD" in a window that comes back
    every year, or years. `moment` is the verbatim expression of time, `within` the days of a relative term
    ("trong thời hạn 15 ngày").
    """

    type: DeadlineType
    date: date | None = None
    rule: str | None = None
    from_: str | None = None
    to: str | None = None
    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    before: bool = False  # "trước ngày 30/11": the day itself is too late
    who: str | None = None
    what: str | None = None
    to_whom: str | None = None
    moment: str | None = None
    within: int | None = None

    @property
    def dated(self) -> bool:
        """Whether a day, a month, a quarter or a year is known."""
        if self.date or self.year or (self.from_ and self.to):
            return True
        return self.rule is not None and "BYMONTH" in self.rule


@dataclass(frozen=True, slots=True)
class Quota(Fact):
    """How many of whom: awards, places, sums a receiver; `min` and `max` are None where the text gives no number."""

    award: str | None
    object: str
    min: float | None
    max: float | None
    allocated_to: str | None = None
    period: str | None = None
    unit: str | None = None  # "triệu đồng" for a sum of money


@dataclass(frozen=True, slots=True)
class Target(Fact):
    """A figure that is aimed at or must be kept: [low, high], one of them None for a threshold."""

    what: str
    low: float | None
    high: float | None
    comparator: str  # = | range | > | >= | < | <= | ≈
    unit: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a criterion list, a verbatim slice."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Criterion(Fact):
    """What a group is judged by: the group as written, and its points in order."""

    object: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class AwardForm(Fact):
    """A form of award as the plan names it ("Bảng khen" stays "Bảng khen")."""

    form: str


@dataclass(frozen=True, slots=True)
class DossierItem(Fact):
    """One paper of a dossier, or how many sets of it are handed in."""

    item: str
    dossier: str | None = None  # which dossier, as its heading says


@dataclass(frozen=True, slots=True)
class Reference(Fact):
    """Another document that the plan names; `place` is the part of it ("điểm b mục 3 phần II")."""

    type: str
    number: str | None
    date: date | None
    issuer: str | None
    place: str | None = None
    title: str | None = None  # "Luật Thi đua, khen thưởng", of a document without a number

    @property
    def name(self) -> str:
        """How the document is called: by its title where it has no number."""
        return self.title or f"{self.type} {self.number}"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was read from one plan, in the order of the text.

    Nothing in it is due before `since`: the day it was issued, else that of the youngest document it names, else the
    beginning of the year before its period (a plan is made before the years that it is for).
    """

    plan: str
    since: date | None = None
    deadlines: tuple[Deadline, ...] = ()
    quotas: tuple[Quota, ...] = ()
    targets: tuple[Target, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    award_forms: tuple[AwardForm, ...] = ()
    dossier: tuple[DossierItem, ...] = ()
    references: tuple[Reference, ...] = ()
