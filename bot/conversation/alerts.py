"""/nhac: confirm deadlines, choose what to be told of, or set an own one."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation import confirmed_by, confirming, deadline_card, following, own_deadlines, subscriptions, week
from bot.conversation.confirmed_by import show_confirmed
from bot.conversation.confirming import ask_next
from bot.conversation.following import TOLD, for_whom, show_followed, show_list
from bot.conversation.own_deadlines import take_wish
from bot.conversation.subscriptions import is_following, show_subscriptions, take_following
from bot.conversation.turn import Step, Turn
from bot.conversation.week import show_week
from bot.message import Message
from bot.people.model import Role

__all__ = [
    "STEPS", "TASKS", "is_following", "open_alerts", "show_confirmed", "show_list", "show_subscriptions", "show_week",
    "take_following", "take_wish",
]  # fmt: skip


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


STEPS: Mapping[str, Step] = {
    name: step
    for module in (following, confirming, own_deadlines, deadline_card, subscriptions, week, confirmed_by)
    for name, step in module.STEPS.items()
}
TASKS = {
    name: task
    for module in (following, confirming, own_deadlines, deadline_card, subscriptions)
    for name, task in module.TASKS.items()
}
