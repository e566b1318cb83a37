"""Following a whole plan or a place: its deadlines are followed as they are confirmed, those of later plans too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.alerts.model import Confirmation
from bot.alerts.planning import Above, plan_occurrence
from bot.alerts.scope import AREA, PLAN, covers
from bot.clock import VIETNAM
from bot.store.store import Store
from knowledge.plans.model import Plan

AHEAD = timedelta(days=400)


def follow_with(store: Store, deadline: str, plan: Plan, now: datetime) -> int:
    """Whoever follows `plan` or its place follows `deadline` of it; how many that are new."""
    subscribed = [*store.subscriptions.with_prefix(PLAN), *store.subscriptions.with_prefix(AREA)]
    chats = dict.fromkeys(chat for chat, subject in subscribed if covers(subject, plan))
    return sum(store.deadlines.follow(deadline, chat, now, asked=False) for chat in chats)


def subscribe(store: Store, chat: str, subject: str, plans: Iterable[Plan], now: datetime, above: Above) -> int:
    """From now on `chat` follows `subject`; how many deadlines that are already confirmed it is now told of."""
    store.subscriptions.add(chat, subject, now)
    new = {
        said.deadline
        for said in confirmed_of(store, subject, plans, now)
        if store.deadlines.follow(said.deadline, chat, now, asked=False)
    }
    for said in store.deadlines.confirmed(today(now), today(now) + AHEAD, chat):
        if said.deadline in new:
            plan_occurrence(store, said, now, above)
    return len(new)


def unsubscribe(store: Store, chat: str, subject: str, plans: Iterable[Plan], now: datetime) -> None:
    """`chat` no longer follows `subject`, nor the deadlines that came with it alone."""
    store.subscriptions.drop(chat, subject)
    known = list(plans)
    others = {
        said.deadline
        for other in store.subscriptions.of(chat)
        if other.startswith((PLAN, AREA))
        for said in confirmed_of(store, other, known, now)
    }
    for said in confirmed_of(store, subject, known, now):
        if said.deadline not in others:
            store.deadlines.unfollow(said.deadline, chat, asked=False)
            store.alerts.cancel_deadline(said.deadline, chat, now)


def confirmed_of(store: Store, subject: str, plans: Iterable[Plan], now: datetime) -> list[Confirmation]:
    """What is confirmed of the plans that `subject` covers."""
    covered = {plan.id for plan in plans if covers(subject, plan)}
    held = store.deadlines.confirmed(today(now), today(now) + AHEAD)
    return [
        said
        for said in held
        if (deadline := store.deadlines.deadline(said.deadline)) is not None and deadline.plan in covered
    ]


def today(now: datetime) -> date:
    """The day in Vietnam."""
    return now.astimezone(VIETNAM).date()
