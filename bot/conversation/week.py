"""The overview of the week: now, or every Monday."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.alerts.messages import AlertWords
from bot.alerts.overview import next_overview, overview, plan_overviews
from bot.alerts.scope import OVERVIEW
from bot.conversation.following import TOLD, for_whom
from bot.conversation.turn import Step, Turn
from bot.message import Message


def show_week(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """What the person has to do this week."""
    if turn.person.role not in TOLD:
        return for_whom(turn)
    return [overview(turn.desk.store, turn.desk.texts, turn.event.person, turn.now)]


def send_weekly(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """From now on every Monday."""
    if turn.person.role not in TOLD:
        return for_whom(turn)
    turn.desk.store.subscriptions.add(turn.event.person, OVERVIEW, turn.now)
    plan_overviews(turn.desk.store, turn.now)
    at = AlertWords(turn.desk.texts).moment(next_overview(turn.now))
    choices = (turn.choice("week_stop", "alert_week_stop"), turn.choice("my_alerts", "alert_list"))
    return [replace(turn.say("week_sent", moment=at), choices=choices)]


def stop_weekly(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """No longer."""
    store, person = turn.desk.store, turn.event.person
    store.subscriptions.drop(person, OVERVIEW)
    for notice in store.outbox.by_prefix(f"{OVERVIEW}:{person}:"):
        store.outbox.withdraw(notice.key, turn.now)
    return [replace(turn.say("week_stopped"), choices=(turn.choice("my_alerts", "alert_list"),))]


STEPS: Mapping[str, Step] = {
    "alert_week": show_week,
    "alert_week_send": send_weekly,
    "alert_week_stop": stop_weekly,
}
