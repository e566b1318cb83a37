"""Which forms of award a plan knows, from its facts, where it has no list of them under one heading."""

from __future__ import annotations

import re

from knowledge.answers.composing import MOST_CITATIONS, Draft, cite
from knowledge.answers.evidence import Evidence
from knowledge.answers.sentences import say
from knowledge.answers.spans import Span, merge
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import AWARDS, Understanding, named
from knowledge.text import fold, one_line

_HIGH = frozenset({"cao", "to", "lon", "tot"})
_OUTERMOST = re.compile(
    r"(?<!\S)(?:khen|khen thuong|hinh thuc|danh hieu)(?: \S+){0,2}? (?P<end>cao|to|lon|tot|thap|nho|be) nhat(?!\S)"
)
_ENDS = re.compile(r"(?<!\S)(cao|to|lon|tot|thap|nho|be) nhat(?!\S)")
LEAST_FORMS = 2
MOST_OWN_WORDS = 4  # content words; with more the question is about one form, not about all


def outermost_form(asked: Understanding, evidence: Evidence) -> Draft | None:
    """The highest or the lowest form of award that the plan knows, where one of them is asked for; else None."""
    wanted = _OUTERMOST.search(asked.folded)
    if len({end in _HIGH for end in _ENDS.findall(asked.folded)}) > 1:  # both are asked for: all are told
        return None
    forms = [f for f in evidence.facts.award_forms if named(AWARDS, fold(f.form))]
    if not wanted or asked.asks("money", "count", "date", "days") or len(forms) < LEAST_FORMS:
        return None
    ranks = list(AWARDS)
    ordered = sorted(forms, key=lambda f: ranks.index(named(AWARDS, fold(f.form))[0]))
    found = ordered[0] if wanted["end"] in _HIGH else ordered[-1]
    words = one_line(found.form)
    citation = cite(evidence.plan, Span(found.section, found.start, found.end))
    return Draft(f"{words[:1].upper()}{words[1:]}.", "", "", (citation,))


def all_forms(asked: Understanding, subject: Subject, evidence: Evidence) -> Draft | None:
    """The plan's forms of award in its order, each quoted; None for a question about one of them, or where the plan
    has fewer than two.
    """
    forms = evidence.facts.award_forms
    if not asked.asks("forms") or asked.awards or len(forms) < 2 or len(subject.words) > MOST_OWN_WORDS:
        return None
    plan = evidence.plan
    spans = merge([Span(f.section, f.start, f.end) for f in forms], MOST_CITATIONS)
    told = [f for f in forms if any(s.start <= f.start and f.end <= s.end for s in spans)]
    lines = [f"{i}. {one_line(f.form)}" for i, f in enumerate(told, 1)]
    if len(told) < len(forms):
        lines.append(say("lead.more", count=len(forms) - len(told)))
    place = plan.profile.name if plan.profile else plan.id
    lead = say("lead.forms", place=place, count=len(forms))
    computed = (str(len(forms)), *([str(len(forms) - len(told))] if len(told) < len(forms) else []))
    return Draft(lead, "\n".join(lines), "", tuple(cite(plan, s) for s in spans), computed)
