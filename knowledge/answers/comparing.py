"""Questions over several plans: side by side, never merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answers.composing import Draft, cite, scorer
from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.first_line import CUT, first_line
from knowledge.answers.measures import measure_of, order_asked
from knowledge.answers.query import Query
from knowledge.answers.sentences import say
from knowledge.answers.spans import shorten
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding
from knowledge.plans.markers import marker_of
from knowledge.plans.model import Plan
from knowledge.text import one_line

MOST_CITATIONS = 5
LEAST_COMPARED = 2
LEAD = 120  # characters of a first line that holds every plan's part
SHORT = 46  # characters of a plan's part of the first line
LINE = 210  # characters of a plan's line
AS_GOOD = 0.62  # of the best plan's coverage that another plan must reach to be named


@dataclass(frozen=True)
class Side:
    """One plan's part: its answer, or None where the plan does not say."""

    plan: Plan
    evidence: Evidence
    ranked: Sequence[Scored]
    draft: Draft | None
    coverage: float
    query: Query


def side_by_side(
    asked: Understanding, subject: Subject, sides: Sequence[Side], named: bool, *, measured: bool = True
) -> Draft | None:
    """The plans' answers one under the other; plans that were not `named` appear only when they speak to the
    question. Where one thing is asked of all of them, it may be `measured`.
    """
    if measured and (found := _by_measure(asked, subject, sides, named)):
        return found
    best = max((s.coverage for s in sides if s.draft), default=0.0)
    told = [s for s in sides if s.draft and (named or s.coverage >= AS_GOOD * best)]
    if not told:
        return None
    score = [scorer(s.query.asked, s.query.subject) for s in told]
    lead = " ".join(f"{_name(s)}: {first_line(_core(s), SHORT, own)}" for s, own in zip(told, score, strict=True))
    if len(lead) > LEAD or CUT in lead:
        lead = say("lead.several")
    who = asked.asks("who", "duty")
    lines = [
        f"{_name(s)}: {shorten(_core(s), LINE, own, who).strip('. …')}." for s, own in zip(told, score, strict=True)
    ]
    if named:
        lines += [say("refusal.not_in_plan", document=f"Kế hoạch {_name(s)}") for s in sides if not s.draft]
    per_plan = 2 if len(told) == 2 else 1
    citations = [c for s in told if s.draft for c in s.draft.citations[:per_plan]]
    if per_plan == 2:  # the first of each plan before the second of any
        citations = [c for i in range(per_plan) for s in told if s.draft for c in s.draft.citations[i : i + 1]]
    return Draft(lead, "\n".join(lines), "", tuple(citations[:MOST_CITATIONS]))


def _by_measure(asked: Understanding, subject: Subject, sides: Sequence[Side], named: bool) -> Draft | None:
    """The plans' days or rates side by side, in the order that is asked for; None where fewer than two have one."""
    found = [(s, m) for s in sides if (m := measure_of(asked, subject, s.evidence))]
    if len(found) < LEAST_COMPARED:
        return None
    order = order_asked(asked, [m for _, m in found])
    if order:
        found.sort(key=lambda one: one[1].order, reverse=order.endswith("down"))
    told = [f"{_name(s)}: {m.words[:1].lower()}{m.words[1:]}." for s, m in found]
    lead, *rest = [" ".join(told)] if len(" ".join(told)) <= LEAD else told
    lines = [*rest, *([say(f"order.{order}")] if order else [])]
    if named:
        silent = [s for s in sides if all(s is not one for one, _ in found)]
        lines += [say("refusal.not_in_plan", document=f"Kế hoạch {_name(s)}") for s in silent]
    return Draft(lead, "\n".join(lines), "", tuple(cite(s.plan, m.span) for s, m in found)[:MOST_CITATIONS])


def _name(side: Side) -> str:
    return side.plan.profile.name if side.plan.profile else side.plan.id


def _core(side: Side) -> str:
    """The words of a plan's best passage."""
    assert side.draft is not None
    quote = one_line(side.draft.citations[0].quote) if side.draft.citations else side.draft.lead
    mark = marker_of(quote)
    text = quote[mark.length :] if mark else quote
    if side.draft.body.startswith("1. "):
        text = f"{side.draft.lead} {side.draft.body}"
    return text
