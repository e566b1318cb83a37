"""Who follows the deadlines of a plan hears that another has taken its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from bot.alerts.subscribing import AHEAD
from bot.conversation.places import profile
from bot.conversation.turn import Turn
from bot.people.notices import notify
from knowledge.plans.model import Plan


def followers_of(turn: Turn, plans: Iterable[str]) -> list[str]:
    """The addresses of those who are told of a confirmed deadline of `plans` that is still ahead."""
    store, today, ids = turn.desk.store.deadlines, turn.now.date(), set(plans)
    held = store.confirmed(today, today + AHEAD)
    of_plans = [s for s in held if (d := store.deadline(s.deadline)) is not None and d.plan in ids]
    return list(dict.fromkeys(follower.chat for said in of_plans for follower in store.followers(said.deadline)))


def tell_followers(turn: Turn, earlier: Iterable[str], plan: Plan, besides: Collection[str] = ()) -> int:
    """Tell whoever follows deadlines of the `earlier` plans that `plan` has come; how many are told.

    `besides` are told already of a deadline that changed for them.
    """
    told = 0
    for address in followers_of(turn, earlier):
        if address == turn.event.person or address in besides:
            continue
        said = turn.say("plan_changed", document=profile(plan).document)
        choices = (turn.choice("my_alerts", "alert_list"), turn.choice("see_calendar", "calendar", plan=plan.id))
        key = f"plan:{plan.id}:changed:{address}"
        told += notify(turn, key, address, replace(said, choices=choices))
    return told
