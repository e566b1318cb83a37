"""The search index: texts in, the numbers of the best texts out."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.search.bm25 import LuceneBM25, lucene_idf
from knowledge.search.tokens import index_tokens, query_tokens

# A text counts twice where its context (place and heading path) counts once: the context's weight is 1/2.
TEXT_COUNTS = 2
CONTEXT_COUNTS = 1

# From how many texts the scores are computed beforehand. Below it rank-bm25 is ready sooner and as quick to answer.
LARGE = 10_000

# Scores are compared to this many decimals, so that texts that are equal tie in whatever order their sums were made.
DECIMALS = 9


class Scorer(Protocol):
    """What ranks the documents: `LuceneBM25`, or `MappedBM25` for many."""

    def __len__(self) -> int: ...

    def holding(self, token: str) -> int:
        """The number of documents that hold `token`."""

    def get_scores(self, query: Iterable[str]) -> NDArray[np.float64]:
        """One score per document."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that was found: its place in the sequence that was indexed, and its score, always above 0."""

    id: int
    score: float


class Index:
    """Texts that can be searched. It does not change after it is built and may be shared by threads."""

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer

    @classmethod
    def build(
        cls,
        texts: Sequence[str],
        contexts: Sequence[str] | None = None,
        *,
        large: int = LARGE,
        rest: Callable[[], None] | None = None,
    ) -> Index:
        """An index of `texts`; `contexts` (as many) are words that each text is also found by, at half the weight.

        From `large` texts on it is one that can be saved. `rest` is called after each text. Raises ValueError when
        texts and contexts differ in number.
        """
        if contexts is not None and len(contexts) != len(texts):
            raise ValueError(f"{len(texts)} texts, but {len(contexts)} contexts")
        documents = _documents(texts, contexts, rest)
        if len(texts) < large:
            return cls(LuceneBM25(documents))
        from knowledge.search.mapped import MappedBM25  # noqa: PLC0415 (small libraries start without bm25s)

        return cls(MappedBM25.build(documents))

    @classmethod
    def load(cls, folder: Path) -> Index:
        """The index saved in `folder`, mapped into memory; raises OSError when there is none."""
        from knowledge.search.mapped import MappedBM25  # noqa: PLC0415 (small libraries start without bm25s)

        return cls(MappedBM25.load(folder))

    def save(self, folder: Path) -> None:
        """Write a large index to `folder`, for `load`. Raises TypeError for a small one, which is built in no time."""
        from knowledge.search.mapped import MappedBM25  # noqa: PLC0415 (small libraries start without bm25s)

        if not isinstance(self.scorer, MappedBM25):
            raise TypeError(f"an index of {len(self)} texts is not saved: build it again")
        self.scorer.save(folder)

    def __len__(self) -> int:
        return len(self.scorer)

    def idf(self, token: str) -> float:
        """How rare a token ("nghe", "ho_so") is among the texts, whatever its weight; 0 for one that stands in none."""
        holding = self.scorer.holding(token)
        return lucene_idf(len(self), holding) if holding else 0.0

    def search(self, query: str, k: int, among: Container[int] | None = None) -> list[Hit]:
        """The at most `k` best texts for `query`, best first, equals by number; only those `among` when it is given.

        A text that shares no token with the query is never found.
        """
        scores = self.scorer.get_scores(query_tokens(query))
        wanted = k
        while k > 0:
            ranked = _best(scores, wanted)
            hits = [hit for hit in ranked if among is None or hit.id in among]
            if len(hits) >= k or len(ranked) < wanted:
                return hits[:k]
            wanted *= 8
        return []

    def scores(self, query: str, among: Container[int] | None = None) -> dict[int, float]:
        """The score of each text that shares a token with `query`, all above 0; only those `among` when given."""
        scores = np.round(self.scorer.get_scores(query_tokens(query)), DECIMALS)
        return {i: float(scores[i]) for i in np.flatnonzero(scores).tolist() if among is None or i in among}


def _documents(
    texts: Sequence[str], contexts: Sequence[str] | None, rest: Callable[[], None] | None
) -> Iterator[list[str]]:
    for number, text in enumerate(texts):
        document = index_tokens(text) * TEXT_COUNTS
        if contexts is not None:
            document += index_tokens(contexts[number]) * CONTEXT_COUNTS
        yield document
        if rest:
            rest()


def _best(scores: NDArray[np.float64], k: int) -> list[Hit]:
    """The `k` best, best first, and those that tie with the last; all that have a score when they are fewer."""
    nothing = 10**-DECIMALS
    least = float(np.partition(scores, -k)[-k]) - 2 * nothing if k < len(scores) else 0.0
    found = np.flatnonzero(scores > max(least, nothing))
    rounded = np.round(scores[found], DECIMALS)
    order = np.lexsort((found, -rounded))
    return [Hit(int(found[i]), float(rounded[i])) for i in order]
