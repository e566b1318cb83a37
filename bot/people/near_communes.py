"""Communes whose names are nearly what was typed: a letter too many, the wrong district."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from bot.people.communes import LONGEST_NAME, Found, essence, names_of_units, units_named

# Out of 100; found on slips of one or two letters in names of communes, coarse on purpose.
NAME_ALIKE, CONTEXT_ALIKE, NAME_WEIGHT = 80, 70, 0.6
WITHOUT_CONTEXT = 85  # a name alone must be nearer
SHORTEST = 5  # letters; shorter names are all alike
_KIND = re.compile(r"\b(?:xa|phuong|thi tran|thi xa|thanh pho|dac khu|huyen|quan|tinh|tt|ttr|tp|tx|p|x|h|q)\b")


def near_communes(typed: str, most: int) -> list[Found]:
    """At most `most` communes that may be meant, the likeliest first."""
    words = _KIND.sub(" ", essence(typed)).split()
    best: dict[Found, float] = {}
    for size in range(min(LONGEST_NAME, len(words)), 0, -1):
        name, rest = " ".join(words[:size]), " ".join(words[size:])
        if len(name) >= SHORTEST:
            for found, score in _alike(name, rest):
                best[found] = max(score, best.get(found, 0.0))
    order = sorted(best, key=lambda f: (-best[f], f.province, f.commune))
    return list({f.area: f for f in reversed(order)}.values())[::-1][:most]


def _alike(name: str, rest: str) -> Iterator[tuple[Found, float]]:
    cutoff = NAME_ALIKE if rest else WITHOUT_CONTEXT
    for near, alike, _ in process.extract(name, names_of_units(), scorer=fuzz.ratio, score_cutoff=cutoff, limit=20):
        for found, behind in units_named(near):
            context = max(fuzz.ratio(rest, " ".join(part)) for part in _contexts(rest, behind)) if rest else 0.0
            if not rest:
                yield found, alike
            elif context >= CONTEXT_ALIKE or (alike == 100 and " " in near):
                yield found, NAME_WEIGHT * alike + (1 - NAME_WEIGHT) * context


def _contexts(rest: str, behind: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """The names behind a commune alone, and in pairs where two may have been typed."""
    for one in behind:
        yield (one,)
        if len(rest.split()) > 2:
            for other in behind - {one}:
                yield (one, other)
