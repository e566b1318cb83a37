"""What may be asked next: doors under an answer and beside a refusal."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answers.evidence import Evidence
from knowledge.answers.model import Suggestion
from knowledge.answers.sentences import say
from knowledge.answers.understanding import Understanding
from knowledge.plans.model import Plan

MOST = 2


def next_questions(asked: Understanding, evidence: Evidence) -> tuple[Suggestion, ...]:
    """Questions that people ask after such a one and that the plan answers, at most `MOST`."""
    facts, plan = evidence.facts, evidence.plan.id
    found: list[str] = []
    if asked.asks("date", "days") and facts.dossier:
        found.append("dossier")
    if asked.asks("dossier") and any(d.dated and "hồ sơ" in d.quote.lower() for d in facts.deadlines):
        found.append("deadline")
    if asked.asks("count", "forms") and facts.criteria:
        found.append("criteria")
    if asked.asks("criteria") and any(q.max is not None for q in facts.quotas):
        found.append("quota")
    return tuple(Suggestion(say(f"next.{n}_label"), say(f"next.{n}"), plan) for n in found[:MOST])


def elsewhere(question: str, plans: Sequence[Plan]) -> tuple[Suggestion, ...]:
    """The same question in the other plans that answer it, at most `MOST`."""
    named = [(p.profile.name if p.profile else p.id, p.id) for p in plans[:MOST]]
    return tuple(Suggestion(say("next.see", place=name), question, plan) for name, plan in named)
