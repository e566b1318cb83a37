"""The index: which texts are found, in which order, the same for few and for many."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bench.passages import made_passages, made_queries
from knowledge.search.index import Index
from knowledge.text import fold

TEXTS = [
    "Hồ sơ đề nghị khen thưởng gửi trước ngày 30/12",
    "Báo cáo kết quả thực hiện trước ngày 10 tháng 11 hằng năm",
    "Số lượng khen thưởng hàng năm: không quá 10 tập thể",
    "Tỷ lệ hộ nghèo giảm 0,75%/năm",
]


@dataclass(frozen=True)
class Even:
    """The even numbers: something that can only tell whether a number is in it."""

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and number % 2 == 0


@pytest.mark.parametrize("large", [1, 10_000])
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("khi nào gửi hồ sơ khen thưởng", 0),
        ("han nop ho so khen thuong", 0),
        ("bao cao truoc ngay nao", 1),
        ("ho ngheo giam bao nhieu", 3),
        ("0,75 có đạt không", 3),
    ],
)
def test_the_text_that_a_question_is_about_comes_first(query: str, first: int, large: int) -> None:
    assert Index.build(TEXTS, large=large).search(query, 3)[0].id == first


def test_a_text_is_found_by_its_context_at_less_than_its_own_words() -> None:
    index = Index.build(["gửi hồ sơ", "tiêu chí"], ["Bình Thuận", "gửi hồ sơ"])
    hits = index.search("gửi hồ sơ", 5)
    assert [hit.id for hit in hits] == [0, 1]
    assert [hit.id for hit in index.search("binh thuan", 5)] == [0]


def test_texts_that_share_no_word_with_the_question_are_not_found() -> None:
    index = Index.build(TEXTS)
    assert index.search("xyz", 5) == []
    assert index.search("", 5) == []
    assert index.scores("xyz") == {}
    assert len(index.search("nghèo", 5)) == 1


def test_equal_texts_come_in_their_order() -> None:
    assert [hit.id for hit in Index.build(["thôn"] * 5).search("thôn", 4)] == [0, 1, 2, 3]


@pytest.mark.parametrize("k", [0, -1])
def test_asking_for_none_gives_none(k: int) -> None:
    assert Index.build(TEXTS).search("khen thưởng", k) == []


@pytest.mark.parametrize("large", [1, 10_000])
def test_only_texts_among_those_wanted_are_found(large: int) -> None:
    index = Index.build(["thôn"] * 100, large=large)
    assert [hit.id for hit in index.search("thôn", 2, among={7, 50, 99})] == [7, 50]
    assert [hit.id for hit in index.search("thôn", 100, among=Even())] == list(range(0, 100, 2))
    assert set(index.scores("thôn", among={3, 4})) == {3, 4}
    assert index.search("thôn", 3, among=()) == []


@given(st.lists(st.text(alphabet="abc ", max_size=12), max_size=12), st.text(alphabet="abcd ", max_size=8))
def test_searching_is_sorting_the_scores(texts: list[str], query: str) -> None:
    index = Index.build(texts)
    ranked = sorted(index.scores(query).items(), key=lambda item: (-item[1], item[0]))
    assert [(hit.id, hit.score) for hit in index.search(query, 4)] == ranked[:4]
    assert all(score > 0 for _, score in ranked)


def test_an_index_for_many_has_the_ranking_of_one_for_few() -> None:
    texts = list(made_passages(800))
    few, many = Index.build(texts, large=10_000), Index.build(texts, large=1)
    assert type(few.scorer) is not type(many.scorer)
    for query in made_queries(60, texts):
        assert [hit.id for hit in few.search(query, 10)] == [hit.id for hit in many.search(query, 10)], query


def test_rarity_is_that_of_a_word_whatever_its_weight() -> None:
    index = Index.build(TEXTS)
    assert index.idf("bao") > index.idf("nam") > 0
    assert index.idf("bao_cao") == index.idf("bao")
    assert index.idf("xyz") == 0


def test_texts_and_contexts_go_together() -> None:
    with pytest.raises(ValueError, match="4 texts, but 1 contexts"):
        Index.build(TEXTS, ["Bình Thuận"])


@given(st.text())
def test_any_question_is_searched(question: str) -> None:
    assert len(Index.build(TEXTS).search(question, 3)) <= 3


def test_a_question_without_accents_finds_what_the_same_with_accents_finds() -> None:
    index = Index.build(TEXTS)
    for text in TEXTS:
        assert index.search(fold(text), 1)[0].id == index.search(text, 1)[0].id


def test_a_small_index_says_that_it_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="not saved"):
        Index.build(["hồ sơ khen thưởng", "báo cáo"]).save(tmp_path)
