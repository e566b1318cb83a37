"""Withdrawing a pledge: at once and without a reason, and back within a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.conversation.turn import Step, Turn
from bot.message import Choice, Message
from bot.pledges.card import state_words
from bot.pledges.model import Pledge, State
from bot.pledges.moves import move, restore
from bot.pledges.reaching import gone, may_change, reach

UNDO = timedelta(days=1)


def withdraw(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Ended at once and without a reason; it can be taken back for a day."""
    pledge = reach(turn, args["id"])
    if pledge is None or not may_change(turn, pledge):
        return gone(turn)
    if pledge.state is State.WITHDRAWN:
        key = "withdrawn_before"
    else:
        pledge = move(turn, pledge, State.WITHDRAWN)
        key = "withdrawn"
    turn.change(task={})
    choices = [turn.choice("undo_withdraw", "own_undo", id=pledge.id)] if can_undo(turn, pledge) else []
    return [replace(turn.say(key, name=pledge.code), choices=(*choices, delete_choice(turn, pledge)))]


def delete_choice(turn: Turn, pledge: Pledge) -> Choice:
    """After withdrawing, deleting: of everything that is the person's own, or of this one pledge of a family."""
    if pledge.owner == turn.event.person and not pledge.helped:
        return turn.choice("delete_all_too", "own_delete")
    return turn.choice("delete_for", "family_delete", id=pledge.id)


def can_undo(turn: Turn, pledge: Pledge) -> bool:
    """Whether the withdrawal is less than a day old."""
    return pledge.ended is not None and turn.now - pledge.ended <= UNDO


def undo(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The button was pressed by mistake: everything as before."""
    pledge = reach(turn, args["id"])
    if pledge is None or not may_change(turn, pledge):
        return gone(turn)
    if pledge.state is State.WITHDRAWN:
        if not can_undo(turn, pledge):
            said = turn.say("undo_too_late", name=pledge.code)
            return [replace(said, choices=(turn.choice("register", "pledge_start"),))]
        pledge = restore(turn, pledge)
    said = turn.say("restored", name=pledge.code, value=state_words(turn.desk.texts, pledge))
    return [replace(said, choices=(turn.choice("see_pledge", "own_show", id=pledge.id),))]


def keep_pledge(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Asked whether they want to go on, they do."""
    pledge = reach(turn, args["id"])
    if pledge is None:
        return gone(turn)
    said = turn.say("pledge_kept", name=pledge.code, value=state_words(turn.desk.texts, pledge))
    return [replace(said, choices=(turn.choice("see_pledge", "own_show", id=pledge.id),))]


STEPS: Mapping[str, Step] = {"own_withdraw": withdraw, "own_undo": undo, "own_keep": keep_pledge}
