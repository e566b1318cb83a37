"""What alerts are made of: deadlines that an officer has confirmed, who follows them, and the alerts themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.alerts.rules import Due, Habit
from bot.outbox.model import Posting


@dataclass(frozen=True, slots=True)
class KeptDeadline:
    """A deadline as it was when somebody confirmed or set it: an alert says so even when the plan is gone.

    `plan` is empty for an own deadline, which is its `owner`'s alone. `quote` is verbatim, `source` names where it
    stands, `place` whom the plan is for.
    """

    id: str
    what: str
    plan: str = ""
    section: str = ""
    quote: str = ""
    source: str = ""
    owner: str = ""
    place: str = ""


class Verdict(StrEnum):
    """What was said of an occurrence."""

    CONFIRMED = "confirmed"
    LEFT_OUT = "left_out"
    RESTING = "resting"  # confirmed, but its plan is retired: it holds again when that is back


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What an officer said of one occurrence ("2026.1") of a deadline: it holds, on that day and for whom; or not.

    `by` is how the officer is named to others, `address` where the officer is.
    """

    deadline: str
    occurrence: str
    verdict: Verdict
    day: date | None
    before: bool
    to_whom: str
    by: str
    address: str
    at: datetime

    @property
    def due(self) -> Due:
        """When it is due; only of one that holds."""
        assert self.day is not None
        return Due(self.day, self.before)

    @property
    def key(self) -> str:
        """The occurrence on its day: one that is moved to another day is told of anew."""
        return f"{self.occurrence}/{self.day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert(Posting):
    """One message to one person about one occurrence, unique by deadline, occurrence, person and kind.

    `about` is another person's address in what the person above is told.
    """

    deadline: str
    occurrence: str


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who is told of a deadline: where, since when, and how they want it."""

    chat: str
    since: datetime
    habit: Habit


@dataclass(frozen=True, slots=True)
class Planned:
    """An alert that is to be."""

    deadline: str
    occurrence: str
    chat: str
    kind: str
    due: datetime
    about: str = ""
