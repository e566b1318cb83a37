"""ID numbers in what people type: found however they are grouped, and dropped before anything is kept or logged.

An old card has 9 digits, a new one 12 that begin with 0 (Thông tư 59/2021/TT-BCA). So has a phone without its 0, and so
may a sum: what is surely a phone or money stays, what may be an ID goes, and nobody is accused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

OLD, NEW = 9, 12
_RUN = re.compile(r"\d+(?:[ .,-]\d+)*")
_GROUP = re.compile(r"\d+")
_THREES = re.compile(r"(?<!\d)\d{3}(?:[ -]\d{3})+(?!\d)")
_PHONE = re.compile(r"0[2-9]\d{8,9}")
_MOBILE = "35789"
_COUNTRY_BEFORE = re.compile(r"(?<!\d)(?:00|\+)?84\)?[ .-]?$")
_MONEY_BEHIND = re.compile(r" ?(?:đ|đồng|dong|vnd|vnđ)\b", re.IGNORECASE)


def drop_ids(text: str) -> tuple[str, int]:
    """`text` without numbers that may be ID numbers, and how many digits the first of them had (0 if none)."""
    found = [span for run in _RUN.finditer(text) for span in _ids_in(text, run)]
    if not found:
        return text, 0
    kept, place = [], 0
    for start, end in found:
        kept.append(text[place:start])
        place = end
    first = text[slice(*found[0])]
    return " ".join(" ".join([*kept, text[place:]]).split()), sum(c.isdigit() for c in first)


def _ids_in(text: str, run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where in a run of digits and single separators IDs stand."""
    groups = list(_GROUP.finditer(text, *run.span()))
    digits = "".join(group[0] for group in groups)
    whole = len(digits) == NEW and digits.startswith("0") and not any(_PHONE.fullmatch(g[0]) for g in groups)
    if whole and ("," not in run[0] or all(len(g[0]) == 3 for g in groups)):
        yield run.span()
        return
    taken = run.start()
    for piece in sorted([*groups, *_THREES.finditer(text, *run.span())], key=lambda m: (m.start(), -m.end())):
        size = sum(c.isdigit() for c in piece[0])
        if piece.start() >= taken and (size == NEW or (size == OLD and _may_be_old(text, piece))):
            yield piece.span()
            taken = piece.end()


def _may_be_old(text: str, piece: re.Match[str]) -> bool:
    """Whether nine digits are neither a phone with its country, nor money, nor part of a number with a slash."""
    before, behind = text[: piece.start()], text[piece.end() :]
    phone = piece[0][0] in _MOBILE and _COUNTRY_BEFORE.search(before)
    if phone or _MONEY_BEHIND.match(behind):
        return False
    return not (before.endswith(("/", ".", ",")) or behind.startswith("/") or re.match(r"[.,]\d", behind))
