"""What is said where there is no answer, and where the question may be taken then."""

from __future__ import annotations

import re

from knowledge.answers.composing import cite
from knowledge.answers.drafting import Drafting
from knowledge.answers.model import Answer, Citation, Intent, Status
from knowledge.answers.names import short_name, spoken_name
from knowledge.answers.query import Query
from knowledge.answers.refusals.refusal import Refusal
from knowledge.answers.sentences import say
from knowledge.answers.spans import Span
from knowledge.answers.suggestions import elsewhere
from knowledge.library import Library
from knowledge.plans.model import Plan

_LOAN = re.compile(
    r"(?<!\S)(?:vay (?:von|tien|ngan hang|duoc)|(?:muon|duoc|cho|di|tien|goi|ho) vay|lai suat|tien lai)(?!\S)"
)
# Refusals beside which other plans may be named.
FOUND_ELSEWHERE = frozenset({"not_in_plan", "no_date", "no_count", "no_percent", "no_award"})


def refused(drafting: Drafting, plan: Plan, refusal: Refusal, query: Query) -> Answer:
    """Why `plan` does not answer, with where the question may be taken: another plan, or the office."""
    document = spoken_name(plan)
    lead = say(f"refusal.{refusal.sentence}", document=document, award=refusal.detail, target=refusal.detail)
    if refusal.sentence == "verdict":
        return Answer(Status.OUT_OF_SCOPE, Intent.QUESTION, lead, say("refusal.verdict_who"), plan=plan.id)
    body = say("refusal.ask_bank" if _LOAN.search(query.asked.folded) else "refusal.ask_commune")
    citations: tuple[Citation, ...] = ()
    if refusal.pointer:
        passage = refusal.pointer.reading.passage
        citations = (cite(plan, Span(passage.section, passage.start, passage.end)),)
        body = say("refusal.refers_missing", target=refusal.detail)
    excerpt = ""
    if refusal.nearest:
        citations, excerpt = refusal.nearest.citations[:1], refusal.nearest.excerpt
        body = "\n".join((say("refusal.nearest"), body))
    others = drafting.plans_that_say(plan, query) if refusal.sentence in FOUND_ELSEWHERE else []
    if others:
        places = " và ".join(short_name(p) for p in others)
        body = "\n".join((say("refusal.elsewhere", places=places), body))
    return Answer(
        Status.NOT_IN_PLAN,
        Intent.QUESTION,
        lead,
        body,
        excerpt,
        plan=plan.id,
        citations=citations,
        suggestions=elsewhere(query.text, others),
    )


def no_place(library: Library, place: str) -> Answer:
    """That there is no plan of `place`, with those there are."""
    plans = ", ".join(p.profile.name for p in library if p.profile)
    body = "\n".join((say("refusal.have_plans", plans=plans), say("refusal.ask_commune_there", place=place)))
    return Answer(Status.OUT_OF_SCOPE, Intent.QUESTION, say("refusal.no_place", place=place), body)
