"""BM25 with Lucene's idf, on rank-bm25."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

# How soon more of the same word counts no more, and how much long texts are held back: values that hold for list items
# of a line as for whole articles.
K1 = 1.2
B = 0.5


def lucene_idf(documents: int, with_token: int) -> float:
    """Rarity of a token that stands in `with_token` of `documents`: log(1 + (N - n + .5) / (n + .5)), never negative.

    Source: Lucene's BM25Similarity. Robertson's form, as in rank-bm25, is negative for a token in more than half.
    """
    return math.log(1 + (documents - with_token + 0.5) / (with_token + 0.5))


class LuceneBM25(BM25Okapi):  # type: ignore[misc]
    """`BM25Okapi` with Lucene's idf, and with postings: it reads only the documents that hold a token of the query."""

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

    def _initialize(self, corpus: list[Sequence[str]]) -> dict[str, int]:
        if not any(corpus):  # rank-bm25 divides by the number of documents and of tokens
            self.doc_freqs: list[dict[str, int]] = [{} for _ in corpus]
            self.doc_len = [0] * len(corpus)
            self.corpus_size = len(corpus)
            self.avgdl = 1.0
            return {}
        found: dict[str, int] = super()._initialize(corpus)
        return found

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {token: lucene_idf(self.corpus_size, n) for token, n in nd.items()}

    def impact(self, token: str) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """The documents that hold `token`, in order, and what it adds to the score of each."""
        known = self._impacts.get(token)
        if known is None:
            documents, counts = self._postings.get(token, ([], []))
            ids = np.array(documents, dtype=np.intp)
            tf = np.array(counts, dtype=np.float64)
            norm = self.k1 * (1 - self.b + self.b * self._lengths[ids] / self.avgdl)
            known = self._impacts[token] = (ids, self.idf.get(token, 0.0) * tf * (self.k1 + 1) / (tf + norm))
        return known

    def weighted_scores(self, query: Iterable[tuple[str, float]]) -> NDArray[np.float64]:
        """One score per document for tokens with their weights; with weights of 1 the same as `get_scores`."""
        scores = np.zeros(self.corpus_size)
        for token, weight in query:
            ids, impacts = self.impact(token)
            scores[ids] += weight * impacts
        return scores
