"""From Vietnamese text to the tokens of the index: folded syllables, pairs of neighbours, accented forms."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from knowledge.text import fold, modern_tones, nfc, syllables

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
def stop_words() -> frozenset[str]:
    """The words dropped from questions, in lower case with their accents, from `data/stopwords.txt`."""
    lines = (files("knowledge") / "data" / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(modern_tones(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


@cache
def _bare_stop_words() -> frozenset[str]:
    return frozenset(fold(word) for word in stop_words())


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


def _is_stop_word(accented: str, folded: str) -> bool:
    # Without accents a stop word may be another word, co is có and cơ: its pairs with its neighbours still find that.
    return folded in _bare_stop_words() if accented == folded else accented in stop_words()


def _tokens(text: str, *, dropping_stop_words: bool) -> list[str]:
    singles: list[str] = []
    pairs: list[str] = []
    before, before_stopped = "", False
    for syllable in syllables(nfc(text)):
        word, stopped = syllable.folded, False
        if word[0].isdigit():
            if word.endswith("%"):
                singles.append(word)
            word = _number(word)
            singles.append(word)
        else:
            accented = _accented(syllable.text)
            stopped = dropping_stop_words and _is_stop_word(accented, word)
            if not stopped:
                singles.append(word)
                if accented != word:
                    singles.append(ACCENTED + accented)
        if before and not (stopped and before_stopped):
            pairs.append(f"{before}{PAIR}{word}")
        before, before_stopped = word, stopped
    return singles + pairs
