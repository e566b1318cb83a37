"""Two questions in one: "xã tặng mấy hộ, thưởng bao nhiêu tiền một hộ?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.composing import MOST_CITATIONS, Draft
from knowledge.language.wording import Word

LEAST_WORDS = 3  # of each part
_ASKS = re.compile(r"(?<!\S)(?:bao nhieu|may|nao|ai|gi|dau|bao gio|the nao|ra sao|bao lau)(?!\S)")
_JOINS = frozenset({"va", "con", "roi", "dong"})  # "và", "còn", "rồi", "đồng thời" begin a second question


def parts_of(text: str, words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...]] | None:
    """The words of the two questions that `text` asks, or None when it asks one.

    They are cut at a comma, a semicolon or a question mark, or before "và" and the like; each asks for something.
    """
    found = None
    for i in range(LEAST_WORDS, len(words) - LEAST_WORDS + 1):
        between = text[words[i - 1].start : words[i].start]
        if not (re.search(r"[,;?]", between) or words[i].folded in _JOINS):
            continue
        first, second = tuple(words[:i]), tuple(words[i:])
        if all(_ASKS.search(" ".join(w.folded for w in part)) for part in (first, second)):
            found = first, second
            break
    return found


def joined(first: Draft, second: Draft) -> Draft:
    """One answer out of two: both first lines, what proves each of them."""
    rest = [*first.citations[1:], *second.citations[1:]]
    cited = dict.fromkeys([*first.citations[:1], *second.citations[:1], *rest])
    return replace(
        first,
        body="\n".join(part for part in (second.lead, first.body) if part),
        citations=tuple(cited)[:MOST_CITATIONS],
        computed=tuple(dict.fromkeys((*first.computed, *second.computed))),
        notices=tuple(dict.fromkeys((*first.notices, *second.notices))),
    )
