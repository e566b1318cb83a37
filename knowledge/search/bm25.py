"""BM25 with Lucene's idf, on rank-bm25: the ranking of a library of a few thousand passages."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from knowledge.search.tokens import token_weight

# How soon repeating a word counts no more, and how much long texts are held back. Anserini's values for BM25: the best,
# or within .01 of it, on lines, sections and articles alike; a higher B lets bare headings win (docs/answers.md).
K1 = 0.9
B = 0.4


def lucene_idf(documents: int, holding: int) -> float:
    """The rarity of a token that stands in `holding` of `documents`: log(1 + (N - n + .5) / (n + .5)), never negative.

    Source: Lucene's BM25Similarity. Robertson's form, as in rank-bm25, is negative for a token in more than half.
    """
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


class LuceneBM25(BM25Okapi):  # type: ignore[misc]
    """`BM25Okapi` with Lucene's idf and the weights of tokens; it reads only the documents that hold a token asked for.

    `get_scores` gives what rank-bm25's gives, faster. An empty corpus, or one of empty documents, finds nothing.
    """

    def __init__(self, corpus: Iterable[Sequence[str]], k1: float = K1, b: float = B) -> None:
        super().__init__(list(corpus), k1=k1, b=b)
        self._lengths = np.array(self.doc_len, dtype=np.float64)
        self._postings: dict[str, tuple[list[int], list[int]]] = {}
        for document, frequencies in enumerate(self.doc_freqs):
            for token, count in frequencies.items():
                documents, counts = self._postings.setdefault(token, ([], []))
                documents.append(document)
                counts.append(count)
        self._impacts: dict[str, tuple[NDArray[np.intp], NDArray[np.float64]]] = {}

    def __len__(self) -> int:
        return int(self.corpus_size)

    def _initialize(self, corpus: list[Sequence[str]]) -> dict[str, int]:
        if any(corpus):
            found: dict[str, int] = super()._initialize(corpus)
            return found
        # rank-bm25 would divide by the number of documents, and by their mean length
        self.doc_freqs: list[dict[str, int]] = [{} for _ in corpus]
        self.doc_len = [0] * len(corpus)
        self.corpus_size = len(corpus)
        self.avgdl = 1.0
        return {}

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {token: token_weight(token) * lucene_idf(self.corpus_size, n) for token, n in nd.items()}

    def holding(self, token: str) -> int:
        """The number of documents that hold `token`."""
        return len(self._postings[token][0]) if token in self._postings else 0

    def get_scores(self, query: Iterable[str]) -> NDArray[np.float64]:
        """One score per document, in their order; 0 for one that holds no token of `query`."""
        scores = np.zeros(self.corpus_size)
        for token in query:
            if token in self._postings:
                documents, impacts = self._impact(token)
                scores[documents] += impacts
        return scores

    def _impact(self, token: str) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """The documents that hold `token`, and what it adds to their scores; computed when it is first asked for."""
        known = self._impacts.get(token)
        if known is None:
            documents, counts = (np.array(values) for values in self._postings[token])
            norm = self.k1 * (1 - self.b + self.b * self._lengths[documents] / self.avgdl)
            known = documents, self.idf[token] * (counts * (self.k1 + 1) / (counts + norm))
            self._impacts[token] = known
        return known
