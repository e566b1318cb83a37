"""Numbers as such documents write them: 01, 6.600, 0,75, mười lăm."""

from __future__ import annotations

import re

# A dot stands before thousands, a comma before decimals (1.005.262 hộ; 2,68%).
NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?)"
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_ONE = "|".join(_DIGITS)
# From one to ninety-nine, the longest words first.
NUMBER_WORDS = rf"(?:(?:{_ONE})\s+mươi(?:\s+(?:{_ONE}))?|mười(?:\s+(?:{_ONE}))?|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín)"


def read_number(text: str) -> float:
    """The value of a number in digits; a whole one is an `int`."""
    text = text.strip()
    if _THOUSANDS.match(text):
        text = text.replace(".", "")
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def read_words(text: str) -> int | None:
    """The value of a number from 1 to 99 in digits or in words, else None."""
    if text.strip().isdigit():
        return int(text)
    words = text.casefold().split()
    if words == ["mười"]:
        return 10
    if words[:1] == ["mười"] and len(words) == 2 and words[1] in _DIGITS:
        return 10 + _DIGITS[words[1]]
    if len(words) in (2, 3) and words[1] == "mươi" and words[0] in _DIGITS:
        return 10 * _DIGITS[words[0]] + (_DIGITS.get(words[2], 0) if len(words) == 3 else 0)
    return _DIGITS.get(words[0]) if len(words) == 1 else None
