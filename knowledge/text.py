"""Vietnamese text as searching and comparing need it: one Unicode form, folded letters, syllables with their places."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LATIN_ENDS = 0x2000  # Vietnamese letters lie below; whoever types others does not fill the memory
_SYLLABLE = re.compile(r"\d+(?:[.,/]\d+)*%?|[^\W\d_]+", re.UNICODE)
# A tone mark that stands on the other vowel of oa, oe, uy is the same word: hoà = hòa, thuỷ = thủy.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OLD_TONE = re.compile(rf"([oO])([aAeE])([{_TONES}])(?![\w])|(?<![qQ])([uU])([yY])([{_TONES}])(?![\w])")


def nfc(text: str) -> str:
    """`text` in Unicode form NFC, as every stored plan and every question is compared."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return nfc(plain).replace("đ", "d")  # a letter that falls into parts without marks is put together again


class _Folded(dict[int, str]):
    """From a letter's number to the folded letter, as `str.translate` asks for it; filled as letters come."""

    def __missing__(self, number: int) -> str:
        """Fold a letter that comes for the first time."""
        letter = _fold_word(chr(number))
        if number < LATIN_ENDS:
            self[number] = letter
        return letter


_FOLDED = _Folded()


def fold(text: str) -> str:
    """`text` in lower case without tone and vowel marks, đ as d; what people type without accents equals this.

    The length is kept for NFC text, so that places in the folded text are places in the text.
    """
    return nfc(text).translate(_FOLDED)


def modern_tones(text: str) -> str:
    """`text` in lower case NFC with the tone mark of oa, oe, uy on the first vowel (hòa, thủy)."""
    spread = unicodedata.normalize("NFD", text.lower())
    moved = _OLD_TONE.sub(lambda m: f"{m[1]}{m[3]}{m[2]}" if m[1] else f"{m[4]}{m[6]}{m[5]}", spread)
    return nfc(moved)


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable or number of a text: `text` as written, `folded`, and its place [start, end)."""

    text: str
    folded: str
    start: int
    end: int


def syllables(text: str) -> list[Syllable]:
    """The syllables and numbers of `text` in order; 0,75% and 30/11/2023 stay whole."""
    return [Syllable(m[0], _fold_word(m[0]), m.start(), m.end()) for m in _SYLLABLE.finditer(text)]


def folded_syllables(text: str) -> list[str]:
    """The folded syllables and numbers of `text` in order."""
    return [_fold_word(m) for m in _SYLLABLE.findall(nfc(text))]


def one_line(text: str) -> str:
    """`text` with every run of white space as one space and without `*` emphasis marks, as it is shown."""
    return " ".join(text.replace("*", "").split())
