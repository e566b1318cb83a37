"""/nhac: confirm deadlines, choose what to be told of, or set an own one."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation import confirming, following, own_deadlines
from bot.conversation.confirming import ask_next
from bot.conversation.following import TOLD, for_whom, show_followed
from bot.conversation.own_deadlines import take_wish
from bot.conversation.turn import Step, Turn
from bot.message import Message
from bot.people.model import Role

__all__ = ["STEPS", "TASKS", "open_alerts", "take_wish"]


def open_alerts(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """/nhac alone goes through the deadlines; with a day behind it an own deadline is set."""
    rest = args.get("rest", "")
    if turn.person.role not in TOLD:
        return for_whom(turn)
    if rest:
        return take_wish(turn, f"nhac {rest}")
    if turn.person.role is Role.VILLAGE_HEAD:
        return show_followed(turn, {})
    return ask_next(turn, {})


STEPS: Mapping[str, Step] = {**following.STEPS, **confirming.STEPS, **own_deadlines.STEPS}
TASKS = {**following.TASKS, **confirming.TASKS, **own_deadlines.TASKS}
