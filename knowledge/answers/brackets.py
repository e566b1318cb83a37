"""Which of several cases a person's own rate belongs to: 60 % lies in "từ 50% - 70%", not in "trên 70%"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.evidence import Scored
from knowledge.answers.understanding import Understanding
from knowledge.facts.numbers import NUMBER, read_number
from knowledge.text import fold, one_line

LOOKED_AT = 24  # best passages among which cases are looked for
A_LITTLE = 0.001  # percent
ALIKE = 0.6  # of the words of two passages that say the same of different rates
_BETWEEN = re.compile(rf"(?:tu\s+)?(?P<low>{NUMBER})\s*%?\s*(?:-|–|den|toi)\s*(?:duoi\s+)?(?P<high>{NUMBER})\s*%")
_FROM = re.compile(
    rf"(?:tu|it nhat|toi thieu)\s+(?P<low>{NUMBER})\s*%(?!\s*(?:tro xuong|-|–|den))|(?P<up>{NUMBER})\s*% tro len"
)
_OVER = re.compile(rf"(?:tren|hon|vuot)\s+(?P<low>{NUMBER})\s*%")
_UNDER = re.compile(
    rf"(?:duoi|thap hon)\s+(?P<high>{NUMBER})\s*%|(?P<down>{NUMBER})\s*% tro xuong|khong qua\s+(?P<most>{NUMBER})\s*%"
)
# The figure is set against a rule, not put into a case.
_WHETHER = re.compile(r"(?<!\S)(?:dat(?! hang)|so voi|du (?:dieu|tieu)|duoc khong|co duoc|chua$)(?!\S)")


def own_case_first(asked: Understanding, ranked: Sequence[Scored]) -> list[Scored]:
    """`ranked`, with the best passage on top whose bounds hold the rate that the question tells, where another passage
    says the same of other rates.
    """
    if len(asked.percents) != 1 or _WHETHER.search(asked.folded):
        return list(ranked)
    value = asked.percents[0] + _side(asked.folded)
    bounds = [(s, in_bounds(value, s.reading.passage.text)) for s in ranked[:LOOKED_AT]]
    cases = [(s, holds, _words(s.reading.passage.text)) for s, holds in bounds if holds is not None]
    refused = [words for _, holds, words in cases if not holds]
    for scored, holds, words in cases:
        if holds and any(_alike(words, other) for other in refused):
            lifted = Scored(scored.reading, scored.score + ranked[0].score, scored.via)
            return [lifted, *(s for s in ranked if s is not scored)]
    return list(ranked)


def _side(folded: str) -> float:
    """On which side of the rate that is told the person's own lies: "hơn 70%" is more, "chưa tới 50%" less."""
    if re.search(r"(?<!\S)(?:hon|tren|vuot) \d", folded):
        return A_LITTLE
    return -A_LITTLE if re.search(r"(?<!\S)(?:duoi|chua den|chua toi|chua duoc) \d", folded) else 0.0


def in_bounds(value: float, text: str) -> bool | None:
    """Whether a rate lies in the first bounds that a text sets; None where it sets none."""
    plain = fold(one_line(text))
    if between := _BETWEEN.search(plain):
        return read_number(between["low"]) <= value <= read_number(between["high"])
    if over := _OVER.search(plain):
        return value > read_number(over["low"])
    if least := _FROM.search(plain):
        return value >= read_number(least["low"] or least["up"])
    if under := _UNDER.search(plain):
        strict = under["high"]
        return value < read_number(strict) if strict else value <= read_number(under["down"] or under["most"])
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"\w+", fold(text)) if not w[0].isdigit())


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
