"""From Vietnamese text to the tokens of the index: folded syllables, pairs of neighbours, accented forms as evidence."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from knowledge.text import fold, modern_tones, nfc, syllables

PAIR = "_"  # joins the two syllables of a pair: "ho_so"
ACCENTED = "="  # stands before a syllable that counts with its accents: "=hồ"
_ZEROS = re.compile(r"\b0+(?=\d)")


@cache
def stop_words() -> frozenset[str]:
    """The words dropped from questions, in lower case with their accents, from `data/stopwords.txt`."""
    lines = files("knowledge.data").joinpath("stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(modern_tones(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


@cache
def _bare_stop_words() -> frozenset[str]:
    return frozenset(fold(word) for word in stop_words())


def _number(written: str) -> str:
    """A number without its percent sign and leading zeros: 02 and 2, 05/7 and 5/7 are the same token."""
    bare = written.removesuffix("%")
    return bare if "," in bare or "." in bare else _ZEROS.sub("", bare)


def index_tokens(text: str) -> list[str]:
    """The tokens that `text` is found by: folded syllables and numbers, pairs of neighbours, accented forms, and
    every percentage both with and without its sign."""
    return _tokens(text, dropping_stop_words=False)


def query_tokens(text: str) -> list[str]:
    """The tokens that a question looks for: as `index_tokens`, each token once, without stop words and pairs of them.

    Accented forms stand only where the question itself has accents: a bare question asks for folded ones alone.
    """
    return list(dict.fromkeys(_tokens(text, dropping_stop_words=True)))


def _tokens(text: str, *, dropping_stop_words: bool) -> list[str]:
    singles: list[str] = []
    pairs: list[str] = []
    before: str | None = None
    before_stopped = False
    for syllable in syllables(nfc(text)):
        word = syllable.folded
        if word[0].isdigit():
            stopped = False
            if word.endswith("%"):
                singles.append(word)
            word = _number(word)
            singles.append(word)
        else:
            accented = modern_tones(syllable.text)
            bare = accented == word
            stopped = dropping_stop_words and (word in _bare_stop_words() if bare else accented in stop_words())
            if not stopped:
                singles.append(word)
                if not bare:
                    singles.append(ACCENTED + accented)
        if before is not None and not (stopped and before_stopped):
            pairs.append(f"{before}{PAIR}{word}")
        before, before_stopped = word, stopped
    return singles + pairs
