"""The search index: texts in, the numbers of the best texts out."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.bm25 import LuceneBM25
from knowledge.search.tokens import ACCENTED, PAIR, index_tokens, query_tokens

# A text counts twice where its context (place and heading path) counts once: the context's weight is 1/2.
TEXT_COUNTS = 2
CONTEXT_COUNTS = 1
PAIR_WEIGHT = 1.0
ACCENTED_WEIGHT = 0.25


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that was found: its place in the sequence that was indexed, and its score, always above 0."""

    id: int
    score: float


def _weight(token: str) -> float:
    if token[0] == ACCENTED:
        return ACCENTED_WEIGHT
    return PAIR_WEIGHT if PAIR in token else 1.0


class Index:
    """Texts that can be searched. It does not change after it is built and may be shared by threads."""

    def __init__(self, scorer: LuceneBM25) -> None:
        self._scorer = scorer

    @classmethod
    def build(cls, texts: Sequence[str], contexts: Sequence[str] | None = None) -> Index:
        """An index of `texts`; `contexts` (as many) are words that each text is also found by, at a lower weight.

        Raises ValueError when there are not as many contexts as texts.
        """
        if contexts is not None and len(contexts) != len(texts):
            raise ValueError(f"{len(texts)} texts, but {len(contexts)} contexts")
        documents = (
            index_tokens(text) * TEXT_COUNTS + index_tokens(context) * CONTEXT_COUNTS
            for text, context in zip(texts, contexts or [""] * len(texts), strict=True)
        )
        return cls(LuceneBM25(documents))

    def __len__(self) -> int:
        return int(self._scorer.corpus_size)

    def idf(self, token: str) -> float:
        """How rare a folded token ("nghe", "ho_so") is among the texts; 0 for one that stands in none."""
        return float(self._scorer.idf.get(token, 0.0))

    def search(self, query: str, k: int, among: Container[int] | None = None) -> list[Hit]:
        """The at most `k` best texts for `query`, best first, equals by number; only those `among` when it is given.

        A text that shares no token with the query is never found.
        """
        found = self.scores(query, among)
        best = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [Hit(document, score) for document, score in best[: max(k, 0)]]

    def scores(self, query: str, among: Container[int] | None = None) -> dict[int, float]:
        """The score of each text that shares a token with `query`, all above 0; only those `among` when given."""
        scores = self._all_scores(query)
        found = np.flatnonzero(scores > 0).tolist()
        return {i: float(scores[i]) for i in found if among is None or i in among}

    def _all_scores(self, query: str) -> NDArray[np.float64]:
        # Rounded, so that texts with the same words tie whatever the order in which a sum was made.
        return np.round(self._scorer.weighted_scores((t, _weight(t)) for t in query_tokens(query)), 9)
