"""From a text as it was written to the long folded form that is searched: the same for plans and for questions."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.lexicon import Lexicon, load_lexicon
from knowledge.language.spelling import correct, is_syllable
from knowledge.text import fold, nfc, syllables

LONGEST_FORM = 5  # syllables in a short form such as "lao dong tb va xh"
ROMAN = frozenset({"I", "V", "X"})  # a lone capital is the number of a part, never "v" for "vậy"
MOST_SYLLABLES = 400  # what is read of a question; a person's question is a tenth of it


Forms = Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]  # a short form's syllables -> its long forms


@dataclass(frozen=True, slots=True)
class Word:
    """A syllable of the long form, with the place [start, end) in the text that it comes from."""

    folded: str
    start: int
    end: int
    written: str  # as typed, lower case; of a short form that was spelled out, the folded syllable


@dataclass(frozen=True)
class Vocabulary:
    """What the plans' words are: single syllables and neighbouring pairs, folded and in the long form."""

    words: Collection[str] = frozenset()
    pairs: Collection[tuple[str, str]] = frozenset()


def long_form(text: str, lexicon: Lexicon | None = None) -> list[Word]:
    """A plan's words with the names of bodies spelled out ("UBND" as four syllables), folded."""
    lexicon = lexicon or load_lexicon()
    return _expand(_words(text), lexicon.names, lexicon.name_starts, Vocabulary())


@lru_cache(maxsize=8192)
def folded_form(text: str) -> str:
    """The long folded form of a piece of a plan as one string; the same pieces are looked at for many questions."""
    return folded_text(long_form(text))


def question_words(text: str, vocabulary: Vocabulary, lexicon: Lexicon | None = None) -> list[Word]:
    """A question's words: short forms, dialect and slips resolved, folded; at most `MOST_SYLLABLES` are read."""
    lexicon = lexicon or load_lexicon()
    # Names of bodies first: the TT of "TT&TT" is none of those that a lone TT may be.
    named = _expand(_words(text)[:MOST_SYLLABLES], lexicon.names, lexicon.name_starts, vocabulary)
    words = [_capital(w, text, lexicon) for w in named]
    expanded = _expand(words, lexicon.words, lexicon.word_starts, vocabulary)
    known = vocabulary.words
    return [
        _corrected(w, _around(expanded, i), vocabulary) if known and w.folded not in known else w
        for i, w in enumerate(expanded)
    ]


def written_text(words: Sequence[Word]) -> str:
    """The words as typed with short forms spelled out; what the index takes accents from."""
    return " ".join(w.written for w in words)


def _corrected(word: Word, neighbours: Sequence[str], vocabulary: Vocabulary) -> Word:
    meant = correct(word.folded, neighbours, vocabulary.words, vocabulary.pairs)
    return word if meant == word.folded else Word(meant, word.start, word.end, meant)


def _capital(word: Word, text: str, lexicon: Lexicon) -> Word:
    """A short form in capitals is a document's: KH is "kế hoạch", never "không"."""
    raw = nfc(text)[word.start : word.end]
    if raw in ROMAN:
        return Word(raw, word.start, word.end, raw)
    marked = lexicon.capitals.get(raw)
    return Word(marked, word.start, word.end, marked) if marked else word


def folded_text(words: Sequence[Word]) -> str:
    """The words as one folded string, one space between two; what patterns are matched against."""
    return " ".join(w.folded for w in words)


def _words(text: str) -> list[Word]:
    return [Word(s.folded, s.start, s.end, s.text.lower()) for s in syllables(nfc(text))]


def _around(words: Sequence[Word], i: int) -> list[str]:
    return [words[j].folded for j in (i - 1, i + 1) if 0 <= j < len(words)]


def _expand(words: list[Word], forms: Forms, starts: Collection[str], vocabulary: Vocabulary) -> list[Word]:
    # `starts` are the first syllables of the forms: most words begin none and need no further look.
    result: list[Word] = []
    i = 0
    while i < len(words):
        word = words[i]
        begins = word.folded in starts or word.written in starts
        size, senses = _form_at(words, i, forms) if begins else (0, ())
        if not size:
            result.append(words[i])
            i += 1
            continue
        before = result[-1].folded if result else ""
        after = words[i + size].folded if i + size < len(words) else ""
        if size == 1 and _stands(words[i].folded, before, after, vocabulary):
            result.append(words[i])
            i += 1
            continue
        sense = _fitting(senses, before, after, vocabulary)
        typed = words[i : i + size]
        if sense == tuple(w.folded for w in typed):  # listed only so that no part of it is taken for another form
            result += typed
        else:
            result += [Word(s, typed[0].start, typed[-1].end, s) for s in sense]
        i += size
    return result


def _form_at(words: list[Word], i: int, table: Forms) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """The longest short form that begins at `i`, as typed first and then folded; (0, ()) where there is none."""
    for size in range(min(LONGEST_FORM, len(words) - i), 0, -1):
        typed = tuple(w.written for w in words[i : i + size])
        if typed in table:
            return size, table[typed]
        plain = tuple(w.folded for w in words[i : i + size])
        # A word typed with accents is that word: "chỉ" and "mô hình" are not "chi" and "mô" of the dialect.
        if plain in table and (size > 1 or plain == typed or not _accented(typed[0])):
            return size, table[plain]
    return 0, ()


def _accented(word: str) -> bool:
    """Whether `word` is a syllable that was typed with its marks (LĐTBXH is none)."""
    marked = "đ" in word or any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", word))
    return marked and is_syllable(fold(word))


def _stands(word: str, before: str, after: str, vocabulary: Vocabulary) -> bool:
    """Whether a short form is a word of the plans beside this neighbour: "chi" in "tiêu chí", "mô" in "mô hình"."""
    return (
        is_syllable(word)
        and len(word) > 1
        and ((before, word) in vocabulary.pairs or (word, after) in vocabulary.pairs)
    )


def _fitting(senses: tuple[tuple[str, ...], ...], before: str, after: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The sense whose edges stand beside the neighbours in the plans; the first where none does."""
    if len(senses) == 1:
        return senses[0]
    scores = [((before, s[0]) in vocabulary.pairs) + ((s[-1], after) in vocabulary.pairs) for s in senses]
    return senses[scores.index(max(scores))]
