"""Which of several things that stand side by side a question names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

NAMED = 0.6  # of the words that tell a thing from the others
LONGEST = 7  # words of a name
_FILLING = frozenset(
    ("cac", "cho", "cua", "va", "tu", "do", "la", "duoc", "theo", "voi", "tai", "o", "den", "mot", "moi")
)
_HOW_MANY = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8}
_ALL_OF = re.compile(
    r"(?<!\S)(?:ca |gop |cong |tat ca )?(\d|hai|ba|bon|nam|sau|bay|tam) "
    r"(?:noi|ben|co quan|don vi|so|doan the|hoi|nguon|khoan|loai|giai|muc|thon|xa|huyen|cho|dia phuong|cap)(?!\S)"
)


def named_of(names: Sequence[str], question: str) -> list[int]:
    """The places of those `names` that a `question` (both folded) says, by the words that tell each from the others.

    "cả bốn nơi" names all, where there are four.
    """
    words = [list(dict.fromkeys(w for w in name.split()[:LONGEST] if w not in _FILLING)) for name in names]
    often = Counter(w for own in words for w in own)
    apart = [[w for w in own if often[w] == 1] for own in words]
    said = set(re.findall(r"\w+", question))
    found = [
        i
        for i, own in enumerate(apart)
        if (own and sum(w in said for w in own) / len(own) >= NAMED)
        or (not own and names[i] and f" {names[i]} " in f" {question} ")  # "hộ nghèo" beside "hộ cận nghèo"
    ]
    if len(found) < len(names) and (count := _ALL_OF.search(question)):
        number = int(count[1]) if count[1].isdigit() else _HOW_MANY[count[1]]
        if number == len(names):
            return list(range(len(names)))
    return found
