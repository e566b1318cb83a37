"""From a reviewed draft to the record that lies over its text, and whom it concerns that it is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversation.turn import Turn
from bot.people.areas import Area
from bot.people.model import Role
from bot.people.notices import notify
from bot.plans.drafts import Draft
from bot.plans.territory import profile_for
from knowledge.plans.model import Correction, Plan, Succession
from knowledge.plans.record import PlanRecord, record_from

DECIDED = ("corrected", "dropped")


def record_of(draft: Draft, today: date, periods: dict[str, tuple[int, int] | None]) -> PlanRecord:
    """The record of `draft`; `periods` are those of the plans whose place it takes."""
    assert draft.area is not None
    name = draft.review.place.get("name", "")
    successions = tuple(
        Succession(earlier, in_force_from(draft, today, periods.get(earlier)), amends=how == "amends")
        for earlier, how in draft.review.earlier.items()
        if how in ("replaces", "amends")
    )
    profile = profile_for(draft.area, draft.territory, draft.metadata, name, successions)
    corrections = tuple(
        correction_of(fact) for kind in ("deadlines", "quotas") for fact in draft.facts(kind) if is_decided(fact)
    )
    typed = record_from({"metadata": dict(draft.review.metadata)})
    return replace(
        typed,
        profile=profile,
        corrections=corrections,
        area=draft.review.place["area"],
        original=draft.upload.original,
        published=today.isoformat(),
    )


def is_decided(fact: dict[str, Any]) -> bool:
    """Whether the fact was corrected or dropped."""
    return fact.get("said", {}).get("verdict") in DECIDED


def correction_of(fact: dict[str, Any]) -> Correction:
    """What was said of a fact, as it lies over the text."""
    said = fact["said"]
    return Correction(
        kind="deadline" if "type" in fact else "quota",
        start=fact["start"],
        end=fact["end"],
        mark=fact["mark"],
        values=tuple(said.get("values", {}).items()) if said["verdict"] == "corrected" else (),
        says=said.get("says", ""),
        by=said["by"],
        on=date.fromisoformat(said["on"]),
    )


def in_force_from(draft: Draft, today: date, period_before: tuple[int, int] | None) -> date:
    """The day from which it counts in the place of an earlier plan: its own day, but not within a period before its
    own.
    """
    own = draft.metadata["date"]
    day = min(date.fromisoformat(own), today) if own else today
    period = draft.metadata["period"]
    if period and period_before and period_before[1] < period[0]:
        day = max(day, date(period[0], 1, 1))
    return day


def ask_to_confirm(turn: Turn, plan: Plan, area: Area, count: int) -> int:
    """Ask the officers of `area` to confirm the deadlines of a plan that was published; how many are told."""
    told = 0
    for officer in turn.desk.store.people.with_role(Role.OFFICER) if count else ():
        if officer.area != area or officer.address == turn.event.person:
            continue
        said = turn.say("plan_to_confirm", place=str(area), count=count)
        message = replace(said, choices=(turn.choice("see_deadlines", "alert_ask", plan=plan.id),))
        told += notify(turn, f"plan:{plan.id}:confirm:{officer.address}", officer.address, message)
    return told
