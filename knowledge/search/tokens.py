"""From Vietnamese text to the tokens of the index: folded syllables, pairs of neighbours, accented forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import repeat

from knowledge.text import Syllable, fold, modern_tones, nfc, syllables

PAIR = "_"  # joins the two syllables of a pair: "ho_so"
ACCENTED = "="  # stands before a syllable that counts with its accents: "=hồ"

# What a token's rarity is multiplied by. A pair says more than its syllables, which fold to the same letters as many
# other words; an accented form only tips the balance between passages that are equal without it.
PAIR_WEIGHT = 1.25
ACCENTED_WEIGHT = 0.1

_ZEROS = re.compile(r"\b0+(?=\d)")


def token_weight(token: str) -> float:
    """How much `token` counts beside a folded syllable, which counts 1."""
    if token[:1] == ACCENTED:
        return ACCENTED_WEIGHT
    return PAIR_WEIGHT if PAIR in token else 1.0


@cache
def stop_words() -> Mapping[str, bool]:
    """The words dropped from questions, in lower case with their accents, from `data/stopwords.txt`.

    The value tells whether the word is dropped without its accents, too.
    """
    lines = (files("knowledge") / "data" / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    words = (line.split() for line in lines if line.strip() and not line.startswith("#"))
    return {modern_tones(word): not marks for word, *marks in words}


@cache
def _bare_stop_words() -> frozenset[str]:
    return frozenset(fold(word) for word, bare in stop_words().items() if bare)


@lru_cache(maxsize=65536)
def _accented(written: str) -> str:
    return modern_tones(written)


def _number(written: str) -> str:
    """A number without its percent sign and leading zeros: 02 and 2, 05/7 and 5/7 are the same token."""
    bare = written.removesuffix("%")
    return bare if "," in bare or "." in bare else _ZEROS.sub("", bare)


def index_tokens(text: str) -> list[str]:
    """The tokens that `text` is found by.

    They are folded syllables and numbers, pairs of neighbours and accented forms; a percentage stands both with and
    without its sign.
    """
    return _tokens(text, dropping_stop_words=False)


def query_tokens(text: str) -> list[str]:
    """The tokens that a question looks for: as `index_tokens`, without stop words and pairs of two of them.

    Accented forms stand only where the question itself has accents: a bare question asks for folded ones alone.
    """
    return _tokens(text, dropping_stop_words=True)


def _stopped(words: Sequence[Syllable]) -> list[bool]:
    """Which of a question's words are stop words; among accented words one without accents is what it says."""
    any_accents = any(_accented(word.text) != word.folded for word in words)
    return [
        (any_accents and _accented(word.text) in stop_words())
        or (_accented(word.text) == word.folded and word.folded in _bare_stop_words())
        for word in words
    ]


def _tokens(text: str, *, dropping_stop_words: bool) -> list[str]:
    singles: list[str] = []
    pairs: list[str] = []
    words = syllables(nfc(text))
    before, before_stopped = "", False
    for syllable, stopped in zip(words, _stopped(words) if dropping_stop_words else repeat(False), strict=False):
        word = syllable.folded
        if word[0].isdigit():
            if word.endswith("%"):
                singles.append(word)
            word = _number(word)
            singles.append(word)
        elif not stopped:
            singles.append(word)
            accented = _accented(syllable.text)
            if accented != word:
                singles.append(ACCENTED + accented)
        if before and not (stopped and before_stopped):
            pairs.append(f"{before}{PAIR}{word}")
        before, before_stopped = word, stopped
    return singles + pairs
