"""What somebody can do here now: the buttons of the start and the lines of the help, by role and right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.conversation.following import CONFIRMING, TOLD
from bot.conversation.turn import Turn
from bot.message import Choice
from bot.people.model import Role
from bot.people.rights import Right, rights_of

Allowed = Callable[[Turn], bool]
MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Way:
    """Something to do: the label of its button and the step that it takes."""

    label: str
    step: str
    allowed: Allowed


def has(right: Right) -> Allowed:
    """Whether the person has `right` somewhere."""
    return lambda turn: right in rights_of(turn.person)


def registers(turn: Turn) -> bool:
    """Whether pledges are taken, and the person would make one for the own household."""
    return bool(turn.desk.office.controller) and Right.WRITE_FOR not in rights_of(turn.person)


def writes_for(turn: Turn) -> bool:
    """Whether pledges are taken, and the person may write them down for others."""
    return bool(turn.desk.office.controller) and Right.WRITE_FOR in rights_of(turn.person)


def is_household(turn: Turn) -> bool:
    """Whether the person has no role by an invite."""
    return turn.person.role is Role.HOUSEHOLD


WAYS = (
    Way("see_queue", "queue", has(Right.CONFIRM)),
    Way("register_for", "pledge_start", writes_for),
    Way("ask_plans", "ask_now", lambda _: True),
    Way("register", "pledge_start", lambda turn: registers(turn) and is_household(turn)),
    Way("see_mine", "own_list", lambda turn: bool(turn.desk.office.controller) and is_household(turn)),
    Way("see_deadlines", "alert_ask", lambda turn: turn.person.role in CONFIRMING),
    Way("follow_others", "alert_follow", lambda turn: turn.person.role is Role.VILLAGE_HEAD),
    Way("see_counts", "counts", has(Right.COUNT)),
    Way("choose_place", "places", lambda _: True),
)
# The lines of the help below the examples, in the order in which they are read.
LINES: tuple[tuple[str, Allowed], ...] = (
    ("place", lambda _: True),
    ("confirm", lambda turn: turn.person.role is Role.VILLAGE_HEAD),
    ("receive", has(Right.RECEIVE)),
    ("write_for", writes_for),
    ("register", lambda turn: registers(turn) and is_household(turn)),
    ("by_code", has(Right.BY_CODE)),
    ("count", has(Right.COUNT)),
    ("invite", has(Right.INVITE_HEAD)),
    ("add_plan", lambda turn: turn.desk.shelf is not None and Right.PLAN in rights_of(turn.person)),
    ("deadlines", lambda turn: turn.person.role is Role.VILLAGE_HEAD),
    ("alerts", lambda turn: turn.person.role in CONFIRMING),
    ("data", lambda turn: is_household(turn) or turn.person.role not in TOLD),
    ("code", lambda turn: is_household(turn) and turn.chat.audience in ("village_head", "officer")),
    ("judges_nobody", is_household),
)


def ways(turn: Turn) -> tuple[Choice, ...]:
    """What there is to do, as buttons; the help is the last."""
    open_ways = [turn.choice(way.label, way.step) for way in WAYS if way.allowed(turn)]
    return (*open_ways[: MOST_SHOWN - 1], turn.choice("help", "help"))


def help_lines(turn: Turn) -> Iterator[str]:
    """How to ask, then what else the person can do, each with the words to type."""
    role = {Role.ADMIN: Role.OFFICER}.get(turn.person.role, turn.person.role)
    yield from turn.say(f"help_{role}").lines
    for key, allowed in LINES:
        if allowed(turn):
            yield turn.line(f"help_lines.{key}")
