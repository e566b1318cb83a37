"""Alerts are planned ahead, all of a confirmed occurrence at once, and as often as one likes: each stands once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from bot.alerts.model import Confirmation, Planned, Verdict
from bot.alerts.rules import ABOVE, OVERDUE, SAFE, Moment, moments_of
from bot.clock import VIETNAM
from bot.store.store import Store

# How far around now confirmed deadlines are looked at when all is planned again.
PAST, AHEAD = timedelta(days=30), timedelta(days=800)
# When the person above is told, on the day of the last alert before the safe day.
ABOVE_AT = time(14, 0)

Above = Callable[[str], str]


def nobody_above(_: str) -> str:
    """There is nobody above."""
    return ""


def hold(store: Store, said: Confirmation, now: datetime, above: Above = nobody_above) -> int:
    """Keep what an officer said of an occurrence; drop the alerts of its earlier day, plan those of its day now."""
    store.deadlines.confirm(said)
    holds = said.verdict is Verdict.CONFIRMED
    store.alerts.cancel(said.deadline, said.occurrence, now, keep=said.key if holds else "")
    return plan_occurrence(store, said, now, above) if holds else 0


def plan_occurrence(store: Store, said: Confirmation, now: datetime, above: Above = nobody_above) -> int:
    """Plan every alert of a confirmed occurrence to everybody who follows it; how many were new."""
    return store.alerts.plan(planned_of(store, said, above), now)


def plan_all(store: Store, now: datetime, above: Above = nobody_above) -> int:
    """Plan whatever is confirmed and not planned; how many alerts were new."""
    today = now.astimezone(VIETNAM).date()
    held = store.deadlines.confirmed(today - PAST, today + AHEAD)
    return sum(plan_occurrence(store, said, now, above) for said in held)


def planned_of(store: Store, said: Confirmation, above: Above) -> Iterator[Planned]:
    """The alerts of an occurrence that lie after it was confirmed and after the person began to follow it."""
    deadline = store.deadlines.deadline(said.deadline)
    own = deadline is not None and deadline.owner != ""  # nobody else's business
    for follower in store.deadlines.followers(said.deadline):
        chat, since = follower.chat, follower.since
        moments = moments_of(said.due, follower.habit)
        word = store.deadlines.progress(said.deadline, said.key, chat)
        if word == "done":
            continue
        begin = max(said.at, since)
        mine = [m for m in moments if m.at > begin]
        for moment in mine:
            yield Planned(said.deadline, said.key, chat, moment.kind, moment.at)
        told = last_before_safe(mine)
        if told and word == "" and not own and (boss := above(chat)):
            at = datetime.combine(told.at.date(), ABOVE_AT, VIETNAM)
            yield Planned(said.deadline, said.key, boss, f"{ABOVE}:{chat}", at, about=chat)


def last_before_safe(moments: list[Moment]) -> Moment | None:
    """The last alert before that of the safe day, after which somebody else should know if nobody has seen it."""
    before = [m for m in moments if m.kind != SAFE and not m.kind.startswith(OVERDUE)]
    return before[-1] if before else None
