"""The marks that begin a section or an item: Chương, A., I., Điều 1., 1., 1.1., a), -, +."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """How deep a mark stands; a smaller rank holds the larger ones."""

    PART = 0
    CHAPTER = 1
    UPPER = 2
    ROMAN = 3
    ARTICLE = 4
    NUMBER = 5
    DECIMAL = 6
    LETTER = 7
    DASH = 8
    PLUS = 9


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark: its rank, its label as cited ("IV", "3.1", "đ", "Điều 3") and how many characters it takes."""

    rank: Rank
    label: str
    length: int


_LEAD = r"(?P<lead>[*_#>\s]*)"
_PATTERNS = [
    (
        Rank.PART,
        re.compile(
            _LEAD
            + r"(?P<label>(?:PHẦN|Phần)\s+(?:THỨ|thứ)?\s*(?:[IVX]+|\d+|[A-ZĐa-zđÀ-ỹ]+))\b(?=\s*[.:*]|\s*$)[.:]?\s*"
        ),
    ),
    (Rank.CHAPTER, re.compile(_LEAD + r"(?P<label>(?:CHƯƠNG|Chương|MỤC|Mục)\s+(?:[IVXLC]+|\d+))\b[.:]?\s*")),
    (Rank.ARTICLE, re.compile(_LEAD + r"(?P<label>(?:ĐIỀU|Điều)\s+\d+[a-z]?)\s*[.:]\s*")),
    (Rank.ROMAN, re.compile(_LEAD + r"(?P<label>[IVX]{1,6}|[IVX][ivx]{1,5}(?=\s?[.]))\s*[./)\-–]\s*(?=[^\d\s])")),
    (Rank.UPPER, re.compile(_LEAD + r"(?P<label>[A-HĐ])\s*[./)]\s+")),
    (
        Rank.DECIMAL,
        re.compile(_LEAD + r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]\s*|\s+)(?=[^\d\s%.,]|(?<=[.)]\s)\d)"),
    ),
    (
        Rank.NUMBER,
        re.compile(
            _LEAD + r"(?P<label>\d{1,2})\s*(?:[./)]\s*(?=[^\d\s])|-\s+(?=[A-ZĐÀ-Ỹ*])|"
            r"[.)]\s+(?=\d[\d.,]*\s?%?\s+[^\W\d]))"
        ),
    ),
    (Rank.LETTER, re.compile(_LEAD + r"(?P<label>[a-zđ])\s*(?:[)]|[./](?=\s))\s*")),
    (Rank.DASH, re.compile(r"(?P<lead>[#>\s]*)(?P<label>[-–—•●▪]|\*(?=\s))\s*(?=\S)")),
    (Rank.PLUS, re.compile(r"(?P<lead>[#>\s]*)(?P<label>[+o](?=\s))\s+")),
]
_NESTED = {Rank.LETTER, Rank.DECIMAL}


def marker_of(text: str) -> Marker | None:
    """The mark that `text` begins with, or None; a dash before "a)" counts as the letter."""
    for rank, pattern in _PATTERNS:
        found = pattern.match(text)
        if not found:
            continue
        if rank is Rank.DASH:
            inner = marker_of(text[found.end() :])
            if inner and inner.rank in _NESTED:
                return Marker(inner.rank, inner.label, found.end() + inner.length)
        return Marker(rank, _label(rank, found["label"]), found.end())
    return None


def _label(rank: Rank, label: str) -> str:
    label = " ".join(label.split())
    if rank is Rank.ROMAN:
        return label.upper()
    return label[:1].upper() + label[1:].lower() if rank is Rank.ARTICLE else label
