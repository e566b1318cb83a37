"""Two questions in one: "xã tặng mấy hộ, thưởng bao nhiêu tiền một hộ?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.composing import MOST_CITATIONS, Draft
from knowledge.answers.evidence import Scored
from knowledge.answers.readings import Reading
from knowledge.answers.understanding import Understanding
from knowledge.answers.values import counted_unit
from knowledge.language.wording import Word
from knowledge.text import fold

LEAST_WORDS, LEAST_SECOND = 3, 2  # of the two parts
NEAR = 2  # best passages of a part
_ASKS = re.compile(r"(?<!\S)(?:bao nhieu|may|nao|ai|gi|dau|bao gio|the nao|ra sao|bao lau)(?!\S)")
_JOINS = frozenset({"va", "con", "roi", "dong"})  # "và", "còn", "rồi", "đồng thời" begin a second question


def parts_of(text: str, words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...]] | None:
    """The words of the two questions that `text` asks, or None when it asks one.

    They are cut at a comma, a semicolon or a question mark, or before "và" and the like; each asks for something.
    """
    found = None
    for i in range(LEAST_WORDS, len(words) - LEAST_SECOND + 1):
        between = text[words[i - 1].start : words[i].start]
        if not (re.search(r"[,;?]", between) or words[i].folded in _JOINS):
            continue
        first, second = tuple(words[:i]), tuple(words[i:])
        if all(_ASKS.search(" ".join(w.folded for w in part)) for part in (first, second)):
            found = first, second
            break
    return found


def says_both(best: Scored, parts: Sequence[tuple[Understanding, Sequence[Scored]]]) -> bool:
    """Whether the `best` passage of the whole question holds a value for each part, though another one comes first
    for some part: then it says both, and the whole question found it.
    """
    order = best.reading.passage.order
    ranks = [[s.reading.passage.order for s in ranked[:NEAR]] for _, ranked in parts]
    if not all(order in near for near in ranks) or all(near[0] == order for near in ranks):
        return False
    if all(
        asked.asks("date") and not asked.asks_frequency for asked, _ in parts
    ):  # two days seldom stand in one passage
        return False
    return all(_holds_value(asked, best.reading) for asked, _ in parts)


def _holds_value(asked: Understanding, reading: Reading) -> bool:
    """Whether a passage, or the rows that it is one of, holds a value of the sort asked for."""
    if asked.units:
        told = f"{reading.folded} {reading.columns}"
        return reading.row or all(counted_unit(unit).search(told) for unit in asked.units)
    return reading.values.holds(asked.kinds)


def completed(whole: Draft, parts: Sequence[Draft]) -> Draft:
    """`whole` with the first lines of its `parts` that it does not show, all out of the same passage."""
    shown = f"{whole.lead}\n{whole.excerpt}\n{whole.body}"
    if any(draft.body.startswith("1. ") for draft in (whole, *parts)):
        return whole
    more = [p for p in parts if p.lead.rstrip(" .…") not in shown and (p.computed or not _is_shown(p.lead, shown))]
    return replace(
        whole,
        body="\n".join(line for line in (*(p.lead for p in more), whole.body) if line),
        computed=tuple(dict.fromkeys((*whole.computed, *(n for p in more for n in p.computed)))),
        notices=tuple(dict.fromkeys((*whole.notices, *(n for p in more for n in p.notices)))),
    )


def _is_shown(line: str, shown: str) -> bool:
    """Whether the figures and names of a line stand in what is shown already."""
    told = set(re.findall(r"\w+", fold(line)))
    return told <= set(re.findall(r"\w+", fold(shown)))


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
