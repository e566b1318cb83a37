"""Text in the old Vietnamese code tables TCVN3 (ABC) and VNI becomes Unicode."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.documents.faults import UnreadableError
from bot.documents.text import Written
from knowledge.language.spelling import is_syllable
from knowledge.text import fold, nfc

NAMES = ("tcvn3", "vni")
LEAST_WORDS = 3  # words with a letter beyond ASCII before statistics say anything
LEAST_RIGHT = 0.7  # share of them that must be Vietnamese syllables once converted
LEAST_BETTER = 0.3  # and how much more than before
_FONT = {"tcvn3": re.compile(r"^\.?Vn[A-Z]", re.ASCII), "vni": re.compile(r"^VNI[- ]", re.I)}
_WORD = re.compile(r"[^\W\d_]+(?:[\xa1-\xff]+[^\W\d_]*)*|[\xa1-\xff]+[^\W\d_]*(?:[\xa1-\xff]+[^\W\d_]*)*")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_UNICODE = re.compile(r"[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
MOST_STRANGE = 20  # signs without a meaning that a text may have
SAMPLE = 20_000  # characters that decide


@cache
def _table(encoding: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What to look for, the longest first, and what it becomes."""
    entry = tomllib.loads((files("bot") / "data" / "encodings.toml").read_text(encoding="utf-8"))[encoding]
    pairs = {pair[:-1]: pair[-1] for row in entry["letters"] for pair in row.split()}
    if "u_horn" in entry:
        pairs[entry["u_horn"]] = "ư"
    if encoding == "vni":
        pairs |= {
            old[0].upper() + mark: new.upper() for old, new in pairs.items() for mark in {old[1:], old[1:].upper()}
        }
    found = "|".join(re.escape(old) for old in sorted(pairs, key=len, reverse=True))
    return re.compile(found), pairs


def convert(text: str, encoding: str) -> str:
    """`text`, whose characters stand for the letters of "tcvn3" or "vni", in Unicode NFC."""
    pattern, pairs = _table(encoding)
    return nfc(pattern.sub(lambda m: pairs[m[0]], text))


def encoding_of_font(font: str) -> str | None:
    """The code table that a font's name tells: .VnTime, VNI-Times."""
    return next((encoding for encoding, name in _FONT.items() if name.match(font)), None)


def is_capitals_font(font: str) -> bool:
    """Whether a .Vn font shows small letters as capitals (.VnTimeH)."""
    return encoding_of_font(font) == "tcvn3" and font.split(maxsplit=1)[0].endswith("H")


def encoding_of(text: str) -> str | None:
    """The old code table that `text` is in, by its words; None for Unicode and for what is no Vietnamese."""
    words = [w for w in _WORD.findall(text[:SAMPLE]) if _BEYOND.search(w)]
    if len(words) < LEAST_WORDS or len(_UNICODE.findall(text[:SAMPLE])) * 20 > len(words):
        return None
    before = _share(words)
    rated = {encoding: _share([convert(w, encoding) for w in words]) for encoding in NAMES}
    best = max(rated, key=lambda encoding: rated[encoding])
    return best if rated[best] >= max(LEAST_RIGHT, before + LEAST_BETTER) else None


def check_letters(written: Written) -> None:
    """Turns a text in an old code table into Unicode and says so; refuses one whose letters mean nothing."""
    text = written.text
    letters = sum(c.isalpha() for c in text)
    if sum("\ue000" <= c <= "\uf8ff" or c == "\ufffd" for c in text) > max(MOST_STRANGE, letters // 20):
        raise UnreadableError("document_letters")
    if not letters:
        raise UnreadableError("document_without_text")
    encoding = encoding_of(text)
    if encoding:
        written.lines = [convert(line, encoding) for line in written.lines]
        written.doubts.insert(0, ("old_letters", 0, encoding.upper()))


def _share(words: list[str]) -> float:
    """The share of words that are Vietnamese syllables."""
    return sum(is_syllable(fold(w)) for w in words) / len(words)
