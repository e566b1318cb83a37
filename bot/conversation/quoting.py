"""What of an answer's citations is quoted: the slices that prove it, each said once, the proving part first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from bot.conversation.reading import tidy_lines
from bot.message import Quote
from bot.pages import clip, clip_around
from bot.texts import Texts
from knowledge.answers.model import Answer, Citation
from knowledge.plans.markers import marker_of
from knowledge.text import one_line

QUOTES_SHOWN = 6
LONG_ENOUGH_TO_TELL = 15  # characters of a line that shows which quote it was taken from
SHORT_QUOTE = 200  # characters of the part of a quote that is shown where quotes do not fold

_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")
_ITEM_NUMBER = re.compile(r"^\d+\. ")
_PIECES = re.compile(r"\s*…\s*|[:.]\s+")


def quotes_of(texts: Texts, answer: Answer, room: int) -> tuple[Quote, ...]:
    """The citations that prove `answer`, those of one section under one source line, cut where there is no `room`.

    A line of a plan is quoted once; of a citation after the first, only the lines that prove something are.
    """
    quotes: list[Quote] = []
    quoted: set[str] = set()
    for (document, section), cited in groupby(proofs(answer), key=lambda c: (c.document, c.section)):
        parts = []
        for citation in cited:
            lines = [line for line in own_lines(citation.quote) if unmarked(line) not in quoted]
            if quoted and not is_list(answer):
                lines = [line for line in lines if proves(answer, line)] or lines[:1]
            quoted.update(map(unmarked, lines))
            if lines and room > 0:
                part = clip("\n".join(lines), max(room, 80))
                room -= len(part)
                parts.append(part)
        if parts:
            short = short_part(answer, parts[0])
            quotes.append(Quote(tuple(parts), texts.source_line(document, section), short))
    return tuple(quotes)


def own_lines(quote: str) -> list[str]:
    """The lines of a quote as they are displayed, the first without the mark that it begins with ("b)", "+")."""
    first, *rest = tidy_lines(quote).splitlines() or [""]
    return [unmarked(first), *rest]


def unmarked(line: str) -> str:
    """A line without the mark that it begins with."""
    mark = marker_of(line)
    return line[mark.length :] if mark and mark.length < len(line) else line


def short_part(answer: Answer, part: str) -> str:
    """The part of a long quote that proves the first line: of a list its heading, as the answer tells its items."""
    if is_list(answer):
        return f"{part.splitlines()[0]} …" if "\n" in part else ""
    line = one_line(part)
    if len(line) <= SHORT_QUOTE:
        return ""
    return clip_around(line, next((line.find(p) for p in told_pieces(answer.lead) if p in line), 0), SHORT_QUOTE)


def told_pieces(lead: str) -> list[str]:
    """The pieces of a first line as they may stand in a plan, the longest first, with a small first letter too."""
    pieces = [piece.strip(" .;,") for piece in _PIECES.split(lead)]
    telling = [p for p in pieces if len(p) >= LONG_ENOUGH_TO_TELL or _FIGURE.search(p)]
    return [said for p in sorted(telling, key=len, reverse=True) for said in (p, p[:1].lower() + p[1:])]


def is_list(answer: Answer) -> bool:
    """Whether the answer tells the items of a list."""
    return answer.body.startswith("1. ")


def proofs(answer: Answer) -> list[Citation]:
    """The first citation of each plan, and the others that say something of the answer that no earlier one says."""
    kept: list[Citation] = []
    for citation in answer.citations:
        said = " ".join(one_line(other.quote) for other in kept)
        if all(citation.plan != other.plan for other in kept) or proves(answer, one_line(citation.quote), said):
            kept.append(citation)
    return kept[:QUOTES_SHOWN]


def proves(answer: Answer, quote: str, said: str = "") -> bool:
    """Whether a figure or a line of the answer stands in `quote` and not in what is `said` already.

    The years of a plan that is over prove nothing: they stand in the caution.
    """
    lines = told_lines(answer)
    if any(len(line) >= LONG_ENOUGH_TO_TELL and line in quote and line not in said for line in lines):
        return True
    told = {figure for line in lines for figure in _FIGURE.findall(line)}
    told -= {figure for notice in answer.notices for figure in _FIGURE.findall(notice.text)}
    return bool(told & set(_FIGURE.findall(quote)) - set(_FIGURE.findall(said)))


def told_lines(answer: Answer) -> Sequence[str]:
    """The lines of the answer without the numbers of a list and their ends."""
    lines = (answer.lead, *answer.body.splitlines())
    return [_ITEM_NUMBER.sub("", one_line(line)).rstrip(" .;,…") for line in lines]
