"""The draft that somebody is in the middle of, and buttons of steps that are past."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.answering import doors
from bot.conversation.turn import Turn
from bot.message import Message
from bot.pledges.asking import again
from bot.pledges.model import Pledge, State


def draft_of(turn: Turn) -> Pledge | None:
    """The draft that the person is in the middle of."""
    pledge = turn.desk.store.pledges.get(turn.chat.task.get("id", ""))
    return pledge if pledge and pledge.state is State.DRAFT and pledge.owner == turn.event.person else None


def current(turn: Turn, pledge_id: str, step: str) -> Pledge | None:
    """The draft of this person, if it stands at `step` now."""
    pledge = turn.desk.store.pledges.get(pledge_id)
    if pledge is None or pledge.state is not State.DRAFT or pledge.owner != turn.event.person or pledge.step != step:
        return None
    if turn.chat.task.get("id") != pledge.id:
        turn.change(task={"do": "pledge", "id": pledge.id})
    return pledge


def old_step(turn: Turn) -> list[Message]:
    """The button belongs to a step that is past: nothing changes; here is where the conversation stands."""
    pledge = draft_of(turn)
    if pledge is None:
        return [replace(turn.say("old_button"), choices=doors(turn))]
    return [again(turn, pledge, turn.say("old_step"))]
