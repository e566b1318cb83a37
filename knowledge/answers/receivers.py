"""When something is due at one body, not what that body owes another one itself; and when that paper is due, not
another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.understanding import Understanding
from knowledge.facts import Deadline
from knowledge.language.wording import folded_form
from knowledge.text import fold

LOOKED_AT = 8  # best passages among which the one for a receiver is looked for
LEAST = 0.2  # of the best score that it must have
OPENING = 3  # words that tell a body from others: "so noi vu"
_TOWARDS = r"(?<!\S)(?:ve|cho|toi|den|den tay|len|qua|sang|ve den|len den)(?: tay)? (?:phia |ben )?"
_PAPERS = "ke hoach|bao cao|ho so|danh sach|don|bien ban|to trinh"
_HANDED_IN = re.compile(
    rf"(?<!\S)(?:gui|nop|trinh|lap|xay dung|ra|ban hanh)(?: \S+)? (?P<paper>{_PAPERS})(?!\S)(?! nay)"
)


def due_at(asked: Understanding, evidence: Evidence, ranked: Sequence[Scored]) -> list[Scored]:
    """`ranked`, with the best passage in front that has something due at the body, or the paper due, that the question
    names, where what comes first is another one.
    """
    found = list(ranked)
    if not asked.asks("date", "days"):
        return found
    paper = _HANDED_IN.search(asked.folded)
    if paper:
        found = _lifted(evidence, found, lambda d: _is_paper(d, paper["paper"]))
    return _lifted(evidence, found, lambda d: _is_for(d, asked), lambda d: bool(d.to_whom))


def _lifted(
    evidence: Evidence,
    ranked: list[Scored],
    fits: Callable[[Deadline], bool],
    counts: Callable[[Deadline], bool] = lambda _: True,
) -> list[Scored]:
    """`ranked`, with the best passage well on top that has a duty which `fits`, if the top has duties that count."""
    due = [d for d in _due(evidence, ranked[0]) if counts(d)] if ranked else []
    if not due:
        return ranked
    top = ranked[0].score
    for scored in ranked[:LOOKED_AT]:
        if scored.score >= LEAST * top and any(counts(d) and fits(d) for d in _due(evidence, scored)):
            return [Scored(scored.reading, scored.score + 2 * top, scored.via), *(s for s in ranked if s is not scored)]
    return ranked


def _due(evidence: Evidence, scored: Scored) -> list[Deadline]:
    """The duties of a passage whose moment is told."""
    passage = scored.reading.passage
    return [d for d in evidence.facts.deadlines if passage.start <= d.start < passage.end and d.moment]


def _is_paper(due: Deadline, paper: str) -> bool:
    """Whether a paper is what is due."""
    return re.search(rf"(?<!\w){paper}(?!\w)", fold(due.what or "")) is not None


def _is_for(due: Deadline, asked: Understanding) -> bool:
    """Whether the question sends something to the receiver of `due`."""
    name = " ".join(folded_form(due.to_whom or "").split()[:OPENING])
    return re.search(f"{_TOWARDS}{re.escape(name)}(?!\\S)", asked.folded) is not None
