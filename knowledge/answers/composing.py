"""From evidence to the words of an answer: a first line, what follows it, and the slices that prove it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.lists import PlanList
from knowledge.answers.model import Citation
from knowledge.answers.sentences import say
from knowledge.answers.spans import Span, list_spans, merge, shorten, span_of
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding
from knowledge.answers.values import value_patterns
from knowledge.plans.model import Passage, PassageKind, Plan
from knowledge.text import fold, one_line

LEAD = 110  # characters of a first line; what is asked for rarely needs more
SHOWN = 380  # characters of the passage shown under it
SECOND_SHOWN = 200  # ... of a second passage that is as likely
CLOSE = 0.8  # a second passage with this part of the first one's score may be the one
LIST_TEXT = 1050  # characters of a whole list
MOST_CITATIONS = 3
VALUE_BONUS = 12.0  # of a clause that holds a value of the sort asked for


@dataclass(frozen=True)
class Draft:
    """An answer from one plan before notices: `excerpt` is the part of the first citation that is shown."""

    lead: str
    body: str
    excerpt: str
    citations: tuple[Citation, ...]
    computed: tuple[str, ...] = ()


def scorer(asked: Understanding, subject: Subject) -> Callable[[str], float]:
    """How much of what is asked stands in a piece of text: its content, and a value of the sort asked for."""
    patterns = value_patterns(asked.kinds)

    def score(piece: str) -> float:
        value = subject.in_text(piece)
        if patterns and any(p.search(piece) or p.search(fold(piece)) for p in patterns):
            value += VALUE_BONUS
        return value

    return score


def cite(plan: Plan, span: Span) -> Citation:
    """The citation of a slice of `plan`."""
    document = plan.profile.document if plan.profile else plan.id
    return Citation(plan.id, document, span.section, plan.quote(span.start, span.end), span.start, span.end)


def from_passages(asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored]) -> Draft:
    """An answer out of the best passages: the clause that says it, the passage around it, a second one when it is close."""
    plan, score = evidence.plan, scorer(asked, subject)
    best = [s.reading.passage for s in ranked[:6]]
    spans = merge([span_of(plan, p, score) for p in best], MOST_CITATIONS)
    first = _whole(plan, best[0], spans)
    excerpt = shorten(first, SHOWN, score)
    body = ""
    second = ranked[1] if len(ranked) > 1 else None
    if second and second.score >= CLOSE * ranked[0].score and one_line(second.reading.passage.text) not in one_line(first):
        excerpt = shorten(first, SHOWN - SECOND_SHOWN + 40, score)
        body = shorten(_own_words(second.reading.passage), SECOND_SHOWN, score)
    lead = excerpt if len(excerpt) <= LEAD else shorten(_own_words(best[0]), LEAD, score)
    return Draft(lead, body, "" if lead == excerpt else excerpt, tuple(cite(plan, s) for s in spans))


def from_list(asked: Understanding, subject: Subject, evidence: Evidence, found: PlanList, ranked: Sequence[Scored]) -> Draft:
    """The whole list, numbered and shortened item by item; the item that is asked for most stands first in the quotes."""
    plan, score = evidence.plan, scorer(asked, subject)
    items = list(found.items)
    room = max(LIST_TEXT // max(len(items), 1) - 4, 48)
    lines = [f"{i}. {shorten(_own_words(item), room, score)}" for i, item in enumerate(items, 1)]
    place = plan.profile.name if plan.profile else plan.id
    title = found.section.title[:80]
    lead = say("lead.list", place=place, title=title, count=len(items)) if len(items) > 1 else say("lead.list_one", place=place, title=title)
    spans = list_spans(plan, [found.heading, *items], MOST_CITATIONS)
    extra = [span_of(plan, s.reading.passage, score) for s in ranked[:2]]
    cited = merge([*spans, *extra], MOST_CITATIONS)
    return Draft(lead, "\n".join(lines), "", tuple(cite(plan, s) for s in cited), (str(len(items)),) if len(items) > 1 else ())


def _whole(plan: Plan, passage: Passage, spans: Sequence[Span]) -> str:
    """The text to show of the best passage: itself, or with what stands under it when it is a bare heading."""
    if passage.kind is PassageKind.HEADING:
        span = next((s for s in spans if s.start <= passage.start < s.end), None)
        if span:
            return re.sub(r"\s*\n\s*[-+]?\s*", "; ", plan.quote(passage.start, span.end).replace("*", ""))
    return _own_words(passage)


def _own_words(passage: Passage) -> str:
    """A passage on one line without its dash."""
    return re.sub(r"^[-+•*]\s+", "", one_line(passage.text))
