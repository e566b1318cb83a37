"""When something is due at one body, and not what that body owes another one itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.understanding import Understanding
from knowledge.facts import Deadline
from knowledge.language.wording import folded_text, long_form

LOOKED_AT = 8  # best passages among which the one for a receiver is looked for
LEAST = 0.2  # of the best score that it must have
OPENING = 3  # words that tell a body from others: "so noi vu"
_TOWARDS = r"(?<!\S)(?:ve|cho|toi|den|den tay|len|qua|sang|ve den|len den)(?: tay)? (?:phia |ben )?"


def due_at(asked: Understanding, evidence: Evidence, ranked: Sequence[Scored]) -> list[Scored]:
    """`ranked`, with the best passage that has something due at the body that the question sends it to in front, where
    what comes first is due elsewhere.
    """
    if not asked.asks("date", "days") or not ranked:
        return list(ranked)
    top = ranked[0]
    due = _due(evidence, top)
    if not due or any(_is_for(d, asked) for d in due):
        return list(ranked)
    for scored in ranked[1:LOOKED_AT]:
        if scored.score >= LEAST * top.score and any(_is_for(d, asked) for d in _due(evidence, scored)):
            lifted = Scored(scored.reading, scored.score + 2 * top.score, scored.via)
            return [lifted, *(s for s in ranked if s is not scored)]
    return list(ranked)


def _due(evidence: Evidence, scored: Scored) -> list[Deadline]:
    """The dated duties of a passage whose receiver is told."""
    passage = scored.reading.passage
    own = (d for d in evidence.facts.deadlines if passage.start <= d.start < passage.end)
    return [d for d in own if d.moment and d.to_whom]


def _is_for(due: Deadline, asked: Understanding) -> bool:
    """Whether the question sends something to the receiver of `due`."""
    name = " ".join(folded_text(long_form(due.to_whom or "")).split()[:OPENING])
    return re.search(f"{_TOWARDS}{re.escape(name)}(?!\\S)", asked.folded) is not None
