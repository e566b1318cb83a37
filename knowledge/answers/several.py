"""One answer over several plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from knowledge.answers.comparing import Side, side_by_side
from knowledge.answers.drafting import Drafted, Drafting
from knowledge.answers.model import Answer, Intent, Notice, NoticeKind, Status
from knowledge.answers.names import short_name
from knowledge.answers.notices import standing_notices
from knowledge.answers.query import Query
from knowledge.answers.sentences import say
from knowledge.answers.talking import remember
from knowledge.plans.model import Plan

CLEARLY_BETTER = 0.2  # more coverage than the next plan: then nobody needs to be asked which plan is meant


def from_several(
    drafting: Drafting,
    plans: list[Plan],
    query: Query,
    from_plan: Callable[[Plan, Query, Drafted | None], Answer],
    *,
    named: bool,
    apart: Mapping[str, Query] | None = None,
) -> Answer:
    """An answer over several plans: side by side when that is asked, the only one that says it, or which plan is
    meant. What a plan is asked `apart` from the others, by a clause of its own, is what it answers.
    """
    apart = apart or {}
    sides, drafted = [], dict[str, Drafted]()
    absent = {
        p.id: sum(query.subject.is_set(t) for t in query.subject.absent_from(drafting.evidence[p.id], drafting.rarity))
        for p in plans
    }
    for plan in plans:
        if not named and not query.asked.asks("compare") and absent[plan.id] > min(absent.values()):
            continue
        own = apart.get(plan.id, query)
        draft, ranked, _ = drafted[plan.id] = drafting.draft(plan, own)
        coverage = max((own.subject.coverage(s.reading) for s in ranked[:3]), default=0.0)
        sides.append(Side(plan, drafting.evidence[plan.id], ranked, draft, coverage if draft else 0.0, own))
    speaking = sorted((s for s in sides if s.draft), key=lambda s: -s.coverage)
    if not speaking:
        return Answer(Status.NOT_IN_PLAN, Intent.QUESTION, say("refusal.none_says"), say("refusal.ask_commune"))
    if named or query.asked.asks("compare"):
        draft = side_by_side(query.asked, query.subject, sides, named, measured=not apart)
        if draft:
            kept = _notices_of([s.plan for s in sides if s.plan.id in {c.plan for c in draft.citations}], query.today)
            return draft.answer(None, kept, remember(query.asked, None, "", query.before))
    if len(speaking) == 1 or speaking[0].coverage - speaking[1].coverage >= CLEARLY_BETTER:
        best = speaking[0].plan
        answer = from_plan(best, query, None if best.id in apart else drafted[best.id])
        return (
            replace(answer, lead=f"{short_name(speaking[0].plan)}: {answer.lead}")
            if not answer.lead.startswith(short_name(speaking[0].plan))
            else answer
        )
    return Answer(
        Status.WHICH_PLAN,
        Intent.QUESTION,
        say("which.lead"),
        plans=tuple(s.plan.id for s in speaking),
        topic=remember(query.asked, None, "", query.before),
    )


def _notices_of(plans: list[Plan], today: date) -> tuple[Notice, ...]:
    """One notice of each kind for all of `plans`; their new names would not tell whose they are."""
    found = {n.kind: n for plan in plans for n in standing_notices(plan, today)}
    return tuple(n for n in found.values() if n.kind is not NoticeKind.RENAMED_PLACE)
