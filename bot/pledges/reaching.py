"""Which pledges somebody may see and change, and what is said of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.turn import Turn
from bot.message import Message
from bot.people.rights import Right, may
from bot.pledges.model import Pledge, State


def mine(turn: Turn) -> Sequence[Pledge]:
    """What this person has sent."""
    return turn.desk.store.pledges.sent_by(turn.event.person)


def reach(turn: Turn, pledge_id: str) -> Pledge | None:
    """The pledge, if this person may see all of it: the own, or by right; nothing tells the others that it exists."""
    pledge = turn.desk.store.pledges.get(pledge_id)
    if pledge is None or pledge.erased or pledge.state is State.DRAFT:
        return None
    if pledge.owner == turn.event.person or may(turn.person, Right.READ, pledge.area):
        return pledge
    return None


def may_change(turn: Turn, pledge: Pledge) -> bool:
    """Whether this person may correct or withdraw it: who wrote it, or the commune for a family with its code."""
    return pledge.owner == turn.event.person or may(turn.person, Right.BY_CODE, pledge.area)


def gone(turn: Turn) -> list[Message]:
    """There is nothing that this person may see under that button; which of the two is not told."""
    return [replace(turn.say("pledge_gone"), choices=(turn.choice("help", "help"),))]
