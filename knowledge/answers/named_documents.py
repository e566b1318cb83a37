"""Questions about another document that a plan names: its day, who issued it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.composing import Draft, cite, own_words, proof, scorer
from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.first_line import FIRST_LINE, whole_items
from knowledge.answers.refusals.premises import named_by_number
from knowledge.answers.spans import shorten
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding

SHOWN = 330  # characters of the passage that names the document
_ISSUED = re.compile(r"(?<!\S)(?:ban hanh|ky|ra doi|de)(?!\S)|(?<!\S)(?:cua|do) (?:ai|co quan nao|cap nao)(?!\S)")


def about_named(asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored]) -> Draft | None:
    """When, or by whom, a document that the question names by its number was issued; None for other questions, and
    where the plan does not tell it.
    """
    found = (
        named_by_number(asked, evidence)
        if _ISSUED.search(asked.folded) and asked.asks("date", "who", "signer")
        else None
    )
    if found is None or not (found.date if asked.asks("date") else found.issuer):
        return None
    passage = next((p for p in evidence.plan.passages if p.start <= found.start < p.end), None)
    if passage is None:
        return None
    score = scorer(asked, subject)
    best = [passage, *(s.reading.passage for s in ranked[:2] if s.reading.passage is not passage)]
    return Draft(
        f"{whole_items(found.quote, FIRST_LINE - 1)}.".replace("….", "…"),
        "",
        shorten(own_words(passage), SHOWN, score),
        tuple(cite(evidence.plan, s) for s in proof(evidence.plan, best, score)),
    )
