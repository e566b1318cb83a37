"""Cutting long texts where a reader would pause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# What is read in one go on a phone; well under Zalo's 2,000 and Telegram's 4,096 characters.
PAGE = 1400

# Ends of a piece, the best first: paragraph, line, sentence, clause, word.
_ENDS = tuple(re.compile(end) for end in (r"\n\n+", r"\n", r"(?<=[.!?:;…])\s+", r"(?<=,)\s+", r"\s+"))

Size = Callable[[str], int]


def split_text(text: str, limit: int = PAGE, size: Size = len) -> list[str]:
    """`text` in pieces of at most `limit` by `size`, cut at the best ends there are; nothing but white space is lost.

    `limit` must hold any single character.
    """
    return list(_pieces(text.strip(), limit, size, 0))


def clip(text: str, limit: int) -> str:
    """`text` if it has at most `limit` characters, else its beginning up to the end of a clause or word, with "…"."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    for mark in ("; ", ", ", " "):
        place = kept.rfind(mark)
        if place > limit // 2:
            return kept[:place].rstrip(" ,;:.(-") + "…"
    return kept + "…"


def clip_around(text: str, place: int, limit: int) -> str:
    """At most `limit` characters of `text` that hold what stands at `place`: from the start where that reaches it, else
    from the beginning of the sentence or clause around it; "…" where something is left out.
    """
    if place < limit // 2:
        return clip(text, limit)
    starts = [found.end() for end in _ENDS[2:4] for found in end.finditer(text) if found.end() <= place]
    start = max((s for s in starts if place - s < limit // 2), default=text.rfind(" ", 0, place) + 1)
    return f"… {clip(text[start:], limit - 2)}"


def in_marks(quote: str) -> str:
    """A quote in quotation marks; the "…" of what is left out at its ends stands outside them."""
    words = quote.removeprefix("… ")
    before, words = ("… " if words != quote else ""), words.rstrip()
    bare = words.removesuffix("…").rstrip()
    return f"{before}“{bare}”{' …' if bare != words else ''}"


def _pieces(text: str, limit: int, size: Size, rank: int) -> Iterator[str]:
    if not text:
        return
    if size(text) <= limit:
        yield text
        return
    if rank == len(_ENDS):
        yield from _chops(text, limit, size)
        return
    held = ""
    for part, gap in _parts(text, _ENDS[rank]):
        longer = held + part if held else part
        if size(longer.rstrip()) <= limit:
            held = longer + gap
            continue
        if held:
            yield held.rstrip()
            held = ""
        if size(part) <= limit:
            held = part + gap
            continue
        *whole, last = _pieces(part, limit, size, rank + 1)
        yield from whole
        held = last + gap
    if held.strip():
        yield held.rstrip()


def _parts(text: str, end: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The parts of `text` between the ends, each with the white space behind it."""
    start = 0
    for found in end.finditer(text):
        if found.start() > start:
            yield text[start : found.start()], found[0]
        start = found.end()
    if start < len(text):
        yield text[start:], ""


def _chops(text: str, limit: int, size: Size) -> Iterator[str]:
    """A word that fills more than a piece, cut where the piece is full."""
    start = 0
    while start < len(text):
        low, high = start + 1, len(text)
        while low < high:  # the longest slice that fits
            middle = (low + high + 1) // 2
            low, high = (middle, high) if size(text[start:middle]) <= limit else (low, middle - 1)
        yield text[start:low]
        start = low
