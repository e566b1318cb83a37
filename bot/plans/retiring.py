"""Retiring a plan: nothing is answered from it any more, and it can still be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.turn import Step, Turn
from bot.message import Message
from bot.people.areas import Area
from bot.people.rights import Right, may_keep_plan, rights_of
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


def retire(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Its record says so from today on; the answers are built anew after this."""
    plan = turn.desk.library.plans.get(args["plan"])
    if plan is None or not may_retire(turn, plan):
        return [turn.say("plan_gone")]
    assert turn.desk.shelf is not None
    record = turn.desk.shelf.record(plan.id)
    turn.desk.store.audit.add(turn.now, turn.actor, "plan.retired", f"plan:{plan.id}")
    turn.desk.shelf.save_record(plan.id, replace(record, retired=turn.now.date()))
    said = turn.say("plan_retired", place=document_of(plan))
    return [replace(said, news=f"plan:{plan.id}", choices=(turn.choice("old_plan", "show_place", plan=plan.id),))]


def document_of(plan: Plan) -> str:
    """How the plan is named."""
    return plan.profile.document if plan.profile else plan.id


STEPS: Mapping[str, Step] = {"plan_retire": ask_retire, "plan_retire_yes": retire}
