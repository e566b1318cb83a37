"""How rare words are among the passages of a library, and which pairs of them are set phrases."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from knowledge.answers.evidence import Evidence
from knowledge.text import fold

# A pair of words is a set phrase when it stands so often, and when one of its words hardly stands without the other.
SET_PHRASE, SET_PHRASE_RARE, TOGETHER = 4, 2, 0.35
BOUND = 0.6  # of the places of a word that are in one pair: typed without accents, it is that pair
OFTEN = 6  # times that the plans have a word before a bare one is taken for it
UNKNOWN_WEIGHT = 0.75  # of a word that no plan has, in parts of the rarest word's weight


class Rarity:
    """How rare words and pairs of words are among all passages of a library: log((N + 1) / (n + 0.5)).

    Counts are of folded words; set phrases are found among words as written, where "hồ sơ" and "hộ số" are not one.
    """

    def __init__(self, evidences: Iterable[Evidence]) -> None:
        self._counts: Counter[str] = Counter()
        self._written: Counter[str] = Counter()
        self._total = 0
        for evidence in evidences:
            plain, written = evidence.counts
            self._counts.update(plain)
            self._written.update(written)
            self._total += len(evidence.readings)
        self._phrases = {fold(p) for p in self._written if " " in p and self._stands_together(p)}
        self._writings: dict[str, list[str]] = {}
        for word in self._written:
            if " " not in word:
                self._writings.setdefault(fold(word), []).append(word)

    def weight(self, phrase: str) -> float:
        """The weight of a folded word or pair; of one that stands nowhere, `UNKNOWN_WEIGHT` of the highest."""
        count = self._counts.get(phrase, 0)
        if not count:
            return UNKNOWN_WEIGHT * math.log((self._total + 1) / 0.5) if self._total else 1.0
        return math.log((self._total + 1) / (count + 0.5))

    def is_set(self, pair: str) -> bool:
        """Whether a folded pair of words is a set phrase ("hồ sơ", "đề cương"), not a chance neighbourhood."""
        return pair in self._phrases

    def needs(self, word: str, pair: str) -> bool:
        """Whether a word hardly stands anywhere but in the pair, however it is accented."""
        return self._counts[pair] >= BOUND * self._counts[word]

    def writes(self, word: str) -> bool:
        """Whether any plan has the word with just these accents."""
        return word in self._written

    def means_more(self, bare: str, than: frozenset[str]) -> bool:
        """Whether a word typed without accents may be one that the plans often have and that is not among `than`."""
        return any(self._written[w] >= OFTEN for w in self._writings.get(bare, ()) if w not in than)

    def knows(self, phrase: str) -> bool:
        """Whether any plan has the folded phrase."""
        return phrase in self._counts

    def _stands_together(self, pair: str) -> bool:
        together = self._written[pair]
        share = together / min(self._written[w] for w in pair.split())
        return (together >= SET_PHRASE and share >= TOGETHER) or (together >= SET_PHRASE_RARE and share >= 2 * TOGETHER)
