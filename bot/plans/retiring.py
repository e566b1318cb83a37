"""Retiring a plan by those who keep it, and bringing it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.following import above
from bot.conversation.turn import Step, Turn
from bot.message import Message
from bot.people.areas import Area
from bot.people.rights import Right, may_keep_plan, rights_of
from bot.plans.retirement import Act, document_of, reinstate, retire
from bot.plans.territory import area_kept, area_read
from knowledge.plans.model import Plan


def area_of(turn: Turn, plan: Plan) -> Area | None:
    """Whose plan it is: as its record says, else as it says itself."""
    assert turn.desk.shelf is not None
    values = turn.desk.shelf.record(plan.id).area
    return (
        area_kept(values)
        if values
        else area_read(plan.profile.territory if plan.profile else "", plan.metadata.issuer or "")
    )


def may_retire(turn: Turn, plan: Plan) -> bool:
    """Whether this person keeps the plans of that area."""
    if not turn.private or turn.desk.shelf is None or Right.PLAN not in rights_of(turn.person):
        return False
    area = area_of(turn, plan)
    return area is not None and may_keep_plan(turn.person, area)


def ask_retire(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Once more."""
    plan = turn.desk.library.plans.get(args["plan"])
    if plan is None or not may_retire(turn, plan):
        return [turn.say("plan_gone")]
    choices = (
        turn.choice("plan_retire", "plan_retire_yes", plan=plan.id),
        turn.choice("not_yet", "show_place", plan=plan.id),
    )
    return [replace(turn.say("plan_retire", place=document_of(plan)), choices=choices)]


def retire_now(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """It is done; the answers are built anew after this."""
    plan = turn.desk.library.plans.get(args["plan"])
    if plan is None or not may_retire(turn, plan):
        return [turn.say("plan_gone")]
    retire(act_of(turn), plan)
    said = turn.say("plan_retired", place=document_of(plan))
    choices = (
        turn.choice("old_plan", "show_place", plan=plan.id),
        turn.choice("plan_reinstate", "plan_reinstate", plan=plan.id),
    )
    return [replace(said, news=f"plan:{plan.id}", choices=choices)]


def reinstate_now(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """It is back, as it was; nothing is asked twice, since it can be retired again."""
    plan = turn.desk.library.readable(args["plan"])
    if plan is None or not may_retire(turn, plan):
        return [turn.say("plan_gone")]
    reinstate(act_of(turn), plan)
    said = turn.say("plan_reinstated", place=document_of(plan))
    return [replace(said, news=f"plan:{plan.id}", choices=(turn.choice("plan_read_it", "outline", plan=plan.id),))]


def act_of(turn: Turn) -> Act:
    """What the person does now."""
    desk = turn.desk
    assert desk.shelf is not None
    return Act(desk.store, desk.shelf, desk.texts, desk.ids, turn.actor, turn.now, above(turn))


STEPS: Mapping[str, Step] = {
    "plan_retire": ask_retire,
    "plan_retire_yes": retire_now,
    "plan_reinstate": reinstate_now,
}
