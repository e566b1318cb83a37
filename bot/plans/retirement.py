"""What goes with a plan that is retired, and comes back with it: its answers, and the alerts of its deadlines.

The record of the plan says that it is retired; what officers confirmed of its deadlines rests until it is back.
Nobody's alerts end unsaid: whoever is told of such a deadline hears of both. Doing either twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.alerts.model import Confirmation, Verdict
from bot.alerts.planning import PAST, Above, hold
from bot.ids import Ids
from bot.people.notices import post_notice
from bot.plans.shelf import Shelf
from bot.store.store import Store
from bot.texts import Texts
from knowledge.plans.model import Plan


@dataclass(frozen=True)
class Act:
    """Who does it, when, and with what; its writes belong into the store's transaction."""

    store: Store
    shelf: Shelf
    texts: Texts
    ids: Ids
    actor: str  # as the audit log names them
    now: datetime
    above: Above


def retire(act: Act, plan: Plan) -> int:
    """Nothing is answered from `plan` nor told of its deadlines from now on; how many people are told so."""
    resting = act.store.deadlines.of_plan(plan.id, Verdict.CONFIRMED, act.now.date() - PAST)
    act.store.audit.add(act.now, act.actor, "plan.retired", f"plan:{plan.id}")
    for said in resting:
        hold(act.store, replace(said, verdict=Verdict.RESTING), act.now)
    told = _tell(act, "plan_rests", plan, resting)
    act.shelf.save_record(plan.id, replace(act.shelf.record(plan.id), retired=act.now.date()))
    return told


def reinstate(act: Act, plan: Plan) -> int:
    """`plan` answers again, and what was confirmed of it is told again; how many people are told so.

    Alerts whose time passed meanwhile do not come late.
    """
    rested = act.store.deadlines.of_plan(plan.id, Verdict.RESTING, act.now.date() - PAST)
    act.store.audit.add(act.now, act.actor, "plan.reinstated", f"plan:{plan.id}")
    for said in rested:
        hold(act.store, replace(said, verdict=Verdict.CONFIRMED), act.now, act.above)
    told = _tell(act, "plan_is_back", plan, rested)
    act.shelf.reinstate(plan.id)
    return told


def document_of(plan: Plan) -> str:
    """How the plan is named."""
    return plan.profile.document if plan.profile else plan.id


def _tell(act: Act, key: str, plan: Plan, said: Sequence[Confirmation]) -> int:
    """Tell whoever is alerted of what was `said`, once, of how many deadlines that are ahead for them."""
    ahead = [one for one in said if one.day and one.day >= act.now.date()]
    chats = [follower.chat for one in ahead for follower in act.store.deadlines.followers(one.deadline)]
    people = dict.fromkeys(chats)
    for chat in people:
        message = act.texts.message(key, document=document_of(plan), count=chats.count(chat))
        post_notice(act.store, act.ids, act.now, f"plan:{plan.id}:{key}:{act.now.isoformat()}:{chat}", chat, message)
    return len(people)
