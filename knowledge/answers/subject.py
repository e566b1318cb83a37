"""What a question is about, and how much of it a passage holds."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from knowledge.answers.evidence import Evidence, Reading
from knowledge.answers.understanding import GROUPS, Understanding
from knowledge.language.lexicon import load_lexicon, read_data
from knowledge.language.wording import Word, folded_text, long_form
from knowledge.search.tokens import query_tokens
from knowledge.text import fold, modern_tones

CONTEXT_SHARE = 0.8  # a word that stands only in the headings above a passage
SYNONYM_SHARE = 0.8  # a word whose synonym stands there
# A pair of words is a set phrase when it stands so often, and when one of its words hardly stands without the other.
SET_PHRASE, SET_PHRASE_RARE, TOGETHER = 4, 2, 0.35
UNKNOWN_WEIGHT = 0.75  # of a word that no plan has, in parts of the rarest word's weight


class Rarity:
    """How rare words and pairs of words are among all passages of a library: log((N + 1) / (n + 0.5))."""

    def __init__(self, evidences: Iterable[Evidence]) -> None:
        self._counts: Counter[str] = Counter()
        self._total = 0
        self._written: set[str] = set()
        for evidence in evidences:
            for reading in evidence.readings:
                self._written.update(modern_tones(w.written) for w in reading.words)
                plain = [w.folded for w in reading.words]
                self._counts.update({*plain, *(f"{a} {b}" for a, b in zip(plain, plain[1:], strict=False))})
                self._total += 1

    def weight(self, phrase: str) -> float:
        """The weight of a folded word or pair; of one that stands nowhere, `UNKNOWN_WEIGHT` of the highest."""
        count = self._counts.get(phrase, 0)
        if not count:
            return UNKNOWN_WEIGHT * math.log((self._total + 1) / 0.5) if self._total else 1.0
        return math.log((self._total + 1) / (count + 0.5))

    def count(self, phrase: str) -> int:
        """How many passages of the library hold the phrase (a passage counts as often as it holds it)."""
        return self._counts.get(phrase, 0)

    def is_set(self, pair: str) -> bool:
        """Whether a pair of words is a set phrase ("hồ sơ", "đề cương"), not a chance neighbourhood."""
        together = self.count(pair)
        share = together / max(min(self.count(w) for w in pair.split()), 1)
        return (together >= SET_PHRASE and share >= TOGETHER) or (together >= SET_PHRASE_RARE and share >= 2 * TOGETHER)

    def writes(self, word: str) -> bool:
        """Whether any plan has the word with just these accents."""
        return word in self._written

    def knows(self, phrase: str) -> bool:
        """Whether any plan has the phrase."""
        return phrase in self._counts


class Subject:
    """The content of a question: its words that are neither stop words nor words of asking, and pairs of them."""

    def __init__(self, asked: Understanding, rarity: Rarity, before: Sequence[Word] = ()) -> None:
        content = [*_content(asked.words, rarity, bool(asked.named_days)), "", *_content(before, rarity, False)]
        self._rarity = rarity
        self.words = tuple(dict.fromkeys(w for w in content if w))
        pairs = [f"{a} {b}" for a, b in zip(content, content[1:], strict=False) if a and b]
        self.pairs = tuple(dict.fromkeys(p for p in pairs if rarity.knows(p)))
        self._weights = {t: rarity.weight(t) for t in (*self.words, *self.pairs)}
        self._others = {t: _synonyms_of(t) for t in (*self.words, *self.pairs)}
        self.total = sum(self._weights.values())

        self._set = {p for p in self.pairs if rarity.is_set(p)}

    def is_set(self, pair: str) -> bool:
        """Whether a pair of words is a set phrase of such documents ("báo cáo", "hồ sơ"), not a chance neighbourhood."""
        return pair in self._set

    def with_synonyms(self, phrases: Iterable[str]) -> list[str]:
        """The phrases and those that mean the same."""
        return [q for p in phrases for q in (p, *self._others.get(p, ()))]

    def in_text(self, text: str) -> float:
        """The summed weight of what stands in `text`, any text as written."""
        return self._sum(f" {folded_text(long_form(text))} ", "")

    def heading_match(self, folded_heading: str) -> float:
        """How much of a heading the question says (0 to 1), by the weight of the heading's words that are content."""
        plain = [w for w in folded_heading.split() if w not in _asking_words()[1] and not w.isdigit() and len(w) > 1]
        terms = {*plain, *(f"{a} {b}" for a, b in zip(plain, plain[1:], strict=False))}
        if not terms:
            return 0.0
        weights = {t: self._rarity.weight(t) for t in terms}
        said = {t for t in terms if t in self._weights or any(t in others for others in self._others.values())}
        return sum(weights[t] for t in said) / sum(weights.values())

    def share_of(self, folded: str, group_named: bool) -> float:
        """The share of the question's content that stands in a folded text; the name of a group counts when it is named there."""
        if not self.total:
            return 1.0
        found = self._sum(f" {folded} ", "")
        if group_named:
            group = " ".join(GROUPS.values())
            found += sum(w for t, w in self._weights.items() if re.search(rf"(?<![a-z]){t}(?![a-z])", group) and f" {t} " not in f" {folded} ")
        return min(found / self.total, 1.0)

    def coverage(self, reading: Reading) -> float:
        """The share (0 to 1) of the question's content that a passage holds, with its headings."""
        return self._sum(f" {reading.folded} ", f" {reading.context} ") / self.total if self.total else 0.0

    def _sum(self, text: str, context: str) -> float:
        found = 0.0
        for term, weight in self._weights.items():
            if f" {term} " in text:
                found += weight
            elif f" {term} " in context:
                found += CONTEXT_SHARE * weight
            elif any(f" {o} " in text or f" {o} " in context for o in self._others[term]):
                found += SYNONYM_SHARE * weight
        return found

    def absent_from(self, evidence: Evidence, rarity: Rarity) -> list[str]:
        """Pairs that other plans have and this plan has in no form: what it may not speak of at all."""
        whole = f" {evidence.folded} "
        return [
            p for p in self.pairs
            if f" {p} " not in whole and rarity.knows(p) and not any(f" {o} " in whole for o in self._others[p])
        ]


def _content(words: Sequence[Word], rarity: Rarity, dated: bool) -> list[str]:
    """The folded words in order, "" in place of those that tell nothing of the subject."""
    kept = {t for t in query_tokens(" ".join(w.written for w in words)) if "_" not in t and not t.startswith("=")}
    return [w.folded if w.folded in kept and not _is_asking(w, rarity) and not (dated and w.folded[0].isdigit()) else "" for w in words]


def _is_asking(word: Word, rarity: Rarity) -> bool:
    """Whether a word is one of asking: as typed, and where its accents make a word that no plan has, without them."""
    written, bare = _asking_words()
    if word.written == word.folded:
        return word.folded in bare
    typed = modern_tones(word.written)
    return typed in written or (word.folded in bare and not rarity.writes(typed))


@cache
def _asking_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words of asking with their accents, and as they are typed without."""
    data = read_data("asking.toml")
    written = frozenset(modern_tones(w) for w in data["words"])
    return written, frozenset(fold(w) for w in data["words"]) - frozenset(data["keep"])


def _synonyms_of(term: str) -> list[str]:
    return [" ".join(s) for s in load_lexicon().synonyms.get(tuple(term.split()), ())]


def stands_in(phrases: Mapping[str, str], name: str, evidence: Evidence) -> bool:
    """Whether the pattern `name` of `phrases` is found anywhere in the plan."""
    return re.search(rf"(?<!\S)(?:{phrases[name]})(?!\S)", evidence.folded) is not None


def plain(text: str) -> str:
    """`text` folded, one space between words: for comparing values as they are written."""
    return " ".join(fold(text).split())
