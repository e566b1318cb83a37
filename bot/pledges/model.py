"""A pledge, the states it goes through, and what may be asked of a household.

No ID numbers, photos, ethnicity, illness or location are asked for (Law 91/2025/QH15, in force since 2026-01-01: no
more than the purpose needs). A pledge is no recognition: there is no state that says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.people.areas import Area


class State(StrEnum):
    """Where a pledge stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    VILLAGE_CONFIRMED = "village_confirmed"
    VILLAGE_RETURNED = "village_returned"
    COMMUNE_RECEIVED = "commune_received"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


# From where a state can be reached. Withdrawing is possible from anywhere, and back.
WAYS: dict[State, frozenset[State]] = {
    State.SUBMITTED: frozenset({State.DRAFT, State.SUBMITTED, State.VILLAGE_RETURNED, State.VILLAGE_CONFIRMED,
                                State.COMMUNE_RECEIVED}),
    State.VILLAGE_CONFIRMED: frozenset({State.SUBMITTED}),
    State.VILLAGE_RETURNED: frozenset({State.SUBMITTED}),
    State.COMMUNE_RECEIVED: frozenset({State.VILLAGE_CONFIRMED}),
    State.CLOSED: frozenset({State.COMMUNE_RECEIVED}),
    State.WITHDRAWN: frozenset({State.SUBMITTED, State.VILLAGE_RETURNED, State.VILLAGE_CONFIRMED,
                                State.COMMUNE_RECEIVED, State.CLOSED}),
}  # fmt: skip

STANDINGS = ("poor", "near_poor", "unknown")
AIMS = ("exit_poor", "exit_near_poor")
NEEDS = ("credit", "breeding", "training", "work", "housing", "water", "insurance", "other")
# The lines of the card, in the order in which they are asked.
LINES = ("name", "phone", "commune", "village", "standing", "aim", "needs", "how")
OPTIONAL = frozenset({"phone", "needs", "how"})
# Why a pledge is sent back; the first three are lines to look at again.
REASONS = {"name": "name", "place": "village", "contact": "phone", "note": "card"}


@dataclass(frozen=True, slots=True)
class Pledge:
    """A pledge, or the working copy of one (`revises` is then its id).

    `owner` is the address that wrote it and hears of it, empty when that person is gone. `helped`: it was written down
    for a family by somebody else, with the family present. `consent` names the text that was agreed to, word for word
    (a key of the kept texts). `step` is where the conversation stands. `before` is the state that a withdrawal ended.
    """

    id: str
    owner: str
    at: datetime
    changed: datetime
    consent: str
    consent_at: datetime
    helped: bool = False
    state: State = State.DRAFT
    step: str = "name"
    revises: str = ""
    code: str = ""
    name: str = ""
    phone: str = ""
    province: str = ""
    commune: str = ""
    village: str = ""
    standing: str = ""
    aim: str = ""
    year: int = 0
    needs: tuple[str, ...] = ()
    how: str = ""
    submitted: datetime | None = None
    before: State | None = None
    ended: datetime | None = None
    offered: datetime | None = None
    erased: bool = False

    @property
    def area(self) -> Area:
        """Where the household lives."""
        return Area(self.province, self.commune, self.village)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.state in (State.CLOSED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class PledgeEvent:
    """Something that became of a pledge: from when on, which state, by whom (a person's id), a word why."""

    pledge: str
    number: int
    at: datetime
    state: State
    by: str
    role: str
    reason: str = ""
    note: str = ""


def initials(name: str) -> str:
    """A name as lists show it: "Nguyễn Văn An" is "N.V.A"; never asterisks, which screen readers read out."""
    return ".".join(word[0].upper() for word in name.split() if word[0].isalpha()) or "…"
