"""The same BM25 for large libraries, on bm25s: every score computed beforehand, saved, and mapped into memory."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from knowledge.search.bm25 import K1, B, lucene_idf
from knowledge.search.tokens import token_weight

_KEYS = "keys.npy"  # beside bm25s's own files
_BATCH = 1 << 19  # postings sorted at a time while building: bounds the memory for sorting
_MOST = 0xFFFF  # how often a token counts at most in one text; BM25 has long stopped counting by then


def _key(token: str) -> int:
    """64 bits that stand for a token. With a million tokens two share one with a probability of 3e-8."""
    return int.from_bytes(blake2b(token.encode(), digest_size=8).digest(), "big")


class MappedBM25:
    """The ranking of `LuceneBM25` for hundreds of thousands of texts.

    A column holds the documents of one token with what it adds to their scores. Columns are found by a hash of the
    token in a sorted array: loading reads no vocabulary, and what no question asks for is never read from the disk.
    """

    def __init__(self, columns: bm25s.BM25, keys: NDArray[np.uint64]) -> None:
        self._columns = columns
        self._keys = keys
        # Views of the mapped arrays: np.memmap itself makes every slice slow.
        self._documents = np.asarray(columns.scores["indices"])
        self._impacts = np.asarray(columns.scores["data"])
        self._bounds = np.asarray(columns.scores["indptr"])

    @classmethod
    def build(cls, corpus: Iterable[Sequence[str]], k1: float = K1, b: float = B) -> MappedBM25:
        """An index of the documents, each a sequence of tokens; they are read once and not kept."""
        postings = _Postings(corpus)
        columns = bm25s.BM25(k1=k1, b=b, method="lucene", dtype="float32", int_dtype="int32", backend="numpy")
        columns.vocab_dict = {}
        columns.nonoccurrence_array = None
        keys, columns.scores = postings.columns(k1, b)
        return cls(columns, keys)

    @classmethod
    def load(cls, folder: Path) -> MappedBM25:
        """The index that was saved in `folder`, mapped into memory; raises OSError when there is none."""
        columns = bm25s.BM25.load(folder, mmap=True, load_vocab=False)
        return cls(columns, np.load(folder / _KEYS, mmap_mode="r"))

    def save(self, folder: Path) -> None:
        """Write the index to `folder`, which is made when it is missing."""
        self._columns.save(folder, show_progress=False)
        np.save(folder / _KEYS, self._keys)

    def __len__(self) -> int:
        return int(self._columns.scores["num_docs"])

    def _column(self, token: str) -> slice | None:
        key = np.uint64(_key(token))
        place = int(np.searchsorted(self._keys, key))
        if place == len(self._keys) or self._keys[place] != key:
            return None
        return slice(int(self._bounds[place]), int(self._bounds[place + 1]))

    def holding(self, token: str) -> int:
        """The number of documents that hold `token`."""
        column = self._column(token)
        return column.stop - column.start if column else 0

    def get_scores(self, query: Iterable[str]) -> NDArray[np.float64]:
        """One score per document, in their order; 0 for one that holds no token of `query`."""
        scores = np.zeros(len(self))
        for token in query:
            column = self._column(token)
            if column:
                scores[self._documents[column]] += self._impacts[column]
        return scores


class _Postings:
    """Which document holds which token how often, in the order of the documents, in flat arrays."""

    def __init__(self, corpus: Iterable[Sequence[str]]) -> None:
        self.ids: dict[str, int] = {}
        self.tokens, self.counts = array("i"), array("H")  # one entry a posting
        self.sizes, self.lengths = array("i"), array("i")  # one entry a document: postings, tokens
        for document in corpus:
            frequencies = Counter(document)
            self.tokens.extend(self.ids.setdefault(token, len(self.ids)) for token in frequencies)
            self.counts.extend(min(count, _MOST) for count in frequencies.values())
            self.sizes.append(len(frequencies))
            self.lengths.append(len(document))

    def columns(self, k1: float, b: float) -> tuple[NDArray[np.uint64], dict[str, object]]:
        """The sorted keys of the tokens, and in their order bm25s's arrays: scores, documents, bounds of columns."""
        hashes = np.fromiter(map(_key, self.ids), dtype=np.uint64, count=len(self.ids))
        order = np.argsort(hashes)
        column_of = np.empty(len(order), dtype=np.int32)
        column_of[order] = np.arange(len(order), dtype=np.int32)
        documents = len(self.sizes)
        holding = np.bincount(np.frombuffer(self.tokens, dtype=np.int32), minlength=len(order)) if order.size else order
        idf = np.array([token_weight(t) * lucene_idf(documents, int(holding[i])) for t, i in self.ids.items()])
        bounds = np.concatenate(([0], np.cumsum(holding[order]))).astype(np.int64)
        free = bounds[:-1].copy()  # the first free place of each column
        indices = np.empty(len(self.tokens), dtype=np.int32)
        data = np.empty(len(self.tokens), dtype=np.float32)
        lengths = np.array(self.lengths, dtype=np.float64)
        norms = k1 * (1 - b + b * lengths / (lengths.mean() or 1.0)) if documents else lengths
        for rows, tokens, counts in self._batches():
            columns = column_of[tokens]
            impacts = idf[tokens] * (counts * (k1 + 1) / (counts + norms[rows]))
            sequence = np.argsort(columns, kind="stable")  # by column, in each by document
            columns = columns[sequence]
            starts = np.flatnonzero(np.r_[True, columns[1:] != columns[:-1]])
            runs = np.diff(np.r_[starts, len(columns)])
            places = free[columns] + np.arange(len(columns)) - np.repeat(starts, runs)
            indices[places] = rows[sequence]
            data[places] = impacts[sequence]
            free[columns[starts]] += runs
        return hashes[order], {"data": data, "indices": indices, "indptr": bounds, "num_docs": documents}

    def _batches(self) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint16]]]:
        """The postings in their order, some whole documents at a time: document, token, count."""
        tokens = np.frombuffer(self.tokens, dtype=np.int32)
        counts = np.frombuffer(self.counts, dtype=np.uint16)
        sizes = np.array(self.sizes, dtype=np.int64)
        ends = np.cumsum(sizes)
        first, start = 0, 0
        while start < len(tokens):
            last = max(int(np.searchsorted(ends, start + _BATCH, side="right")), first + 1)
            end = int(ends[last - 1])
            rows = np.repeat(np.arange(first, last, dtype=np.int32), sizes[first:last])
            if end > start:  # a batch may be of empty documents alone
                yield rows, tokens[start:end], counts[start:end]
            first, start = last, end
