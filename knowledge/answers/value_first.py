"""A rate that is asked for is answered by a rate: what has none does not stand before what has one."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answers.evidence import Scored
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding

LOOKED_AT = 6  # best passages among which the value is looked for
LEAST = 0.8  # of the best score that its passage must have
AS_WELL = 0.6  # of what the best passage holds of the question that it must hold


def value_first(asked: Understanding, subject: Subject, ranked: Sequence[Scored]) -> list[Scored]:
    """`ranked`, with the best passage in front that has a value of the sort without which nothing answers `asked`,
    where what comes first has none and speaks hardly better to the question.
    """
    found = list(ranked)
    wanted = asked.wants_value
    if not wanted or asked.asks("yes_no", "who", "document") or not found:
        return found
    top = found[0]
    for scored in found[:LOOKED_AT]:
        if scored.score < LEAST * top.score:
            break
        if getattr(scored.reading.values, wanted):
            if scored is top or subject.coverage(scored.reading) < AS_WELL * subject.coverage(top.reading):
                return found
            lifted = Scored(scored.reading, scored.score + top.score, scored.via)
            return [lifted, *(s for s in found if s is not scored)]
    return found
