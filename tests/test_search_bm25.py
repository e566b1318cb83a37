"""BM25 with Lucene's idf: the scores, compared with rank-bm25, by hand, and with the engine for large libraries."""

from __future__ import annotations

import math
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from knowledge.search.bm25 import LuceneBM25, lucene_idf
from knowledge.search.mapped import MappedBM25

LETTERS = st.lists(st.lists(st.sampled_from(["a", "b", "c", "a_b", "=á"]), max_size=8), max_size=12)


def test_idf_is_lucenes() -> None:
    assert lucene_idf(10, 1) == pytest.approx(math.log(1 + 9.5 / 1.5))


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_idf_is_never_negative_and_falls_with_every_text_that_holds_the_word(texts: int, holding: int) -> None:
    holding = min(holding, texts)
    assert 0 < lucene_idf(texts, holding) < lucene_idf(texts, holding - 1)


def test_a_score_is_the_formula() -> None:
    scorer = LuceneBM25([["a", "a", "b"], ["b"]], k1=1.2, b=0.75)
    idf = math.log(1 + 1.5 / 1.5)
    expected = idf * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 3 / 2))
    assert scorer.get_scores(["a"]).tolist() == pytest.approx([expected, 0])


@given(LETTERS, st.lists(st.sampled_from(["a", "b", "c", "a_b", "=á", "x"]), max_size=6))
def test_scores_are_those_of_rank_bm25_and_of_the_engine_for_large_libraries(
    corpus: list[list[str]], query: list[str]
) -> None:
    scorer = LuceneBM25(corpus)
    theirs = BM25Okapi.get_scores(scorer, query)
    assert np.allclose(scorer.get_scores(query), theirs, rtol=1e-12)
    assert np.allclose(MappedBM25.build(corpus).get_scores(query), theirs, rtol=1e-6)


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_nothing_is_found_where_there_is_nothing(corpus: list[list[str]]) -> None:
    for scorer in (LuceneBM25(corpus), MappedBM25.build(corpus)):
        assert scorer.get_scores(["a"]).tolist() == [0.0] * len(corpus)
        assert scorer.holding("a") == 0


def test_both_engines_count_the_texts_that_hold_a_word() -> None:
    corpus = [["a", "a"], ["a", "b"], ["c"]]
    for scorer in (LuceneBM25(corpus), MappedBM25.build(corpus)):
        assert [scorer.holding(token) for token in "abcx"] == [2, 1, 1, 0]
        assert len(scorer) == 3


def test_a_large_index_is_built_in_batches_without_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(7)
    corpus = [[chance.choice("abcdefgh") for _ in range(chance.randrange(30))] for _ in range(200)]
    whole = MappedBM25.build(corpus).get_scores("abc")
    monkeypatch.setattr("knowledge.search.mapped._BATCH", 5)
    assert MappedBM25.build(corpus).get_scores("abc").tolist() == whole.tolist()


def test_a_large_index_is_the_same_after_saving_and_loading(tmp_path: Path) -> None:
    corpus = [["a", "b"], ["b", "c", "c"], ["a"]]
    built = MappedBM25.build(corpus)
    built.save(tmp_path / "index")
    loaded = MappedBM25.load(tmp_path / "index")
    assert loaded.get_scores(["a", "c"]).tolist() == built.get_scores(["a", "c"]).tolist()
    assert loaded.holding("b") == 2


def test_a_missing_index_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        MappedBM25.load(tmp_path / "nowhere")
