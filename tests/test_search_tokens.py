"""From texts and questions to tokens."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.search.tokens import (
    ACCENTED,
    ACCENTED_WEIGHT,
    PAIR,
    PAIR_WEIGHT,
    index_tokens,
    query_tokens,
    stop_words,
    token_weight,
)
from knowledge.text import fold, modern_tones


def test_a_text_is_found_by_syllables_pairs_and_accented_forms() -> None:
    assert sorted(index_tokens("Hồ sơ gồm")) == sorted(
        ["ho", "so", "gom", "=hồ", "=sơ", "=gồm", "ho_so", "so_gom"],
    )


def test_a_question_without_accents_asks_for_folded_forms_alone() -> None:
    assert not [token for token in query_tokens("ho so khen thuong") if token.startswith(ACCENTED)]


def test_only_the_syllables_that_have_accents_ask_for_accented_forms() -> None:
    accented = [token for token in query_tokens("ho so khen thưởng") if token.startswith(ACCENTED)]
    assert accented == ["=thưởng"]


def test_stop_words_are_dropped_from_questions_and_never_from_texts() -> None:
    assert "nao" in index_tokens("khi nào nộp")
    assert query_tokens("khi nào nộp") == ["nop", "=nộp", "nao_nop"]
    assert query_tokens("khi nao nop") == ["nop", "nao_nop"]


def test_an_accented_word_is_not_dropped_for_a_stop_word_that_folds_like_it() -> None:
    assert "co" in query_tokens("cơ quan")  # có is a stop word
    assert "hoi" in query_tokens("hội nông dân")  # and so is hỏi


def test_a_word_that_may_be_another_stays_in_a_question_without_accents() -> None:
    assert "hoi" in query_tokens("hoi nong dan hop")
    assert "hoi" not in query_tokens("cho hỏi hạn nộp")


def test_a_stop_word_that_has_no_accents_is_dropped_among_accented_words() -> None:
    assert "cho" not in query_tokens("khen thưởng cho hộ nào")
    assert "cho" in query_tokens("khen thuong cho ho nao")  # may be chợ


@pytest.mark.parametrize(
    ("one", "other"),
    [("0,75%", "0,75"), ("02 hộ", "2 hộ"), ("ngày 05/7", "ngày 5/7"), ("Thanh Hoá", "Thanh Hóa")],
)
def test_two_ways_to_write_the_same_share_their_tokens(one: str, other: str) -> None:
    assert set(query_tokens(other)) <= set(index_tokens(one))


def test_a_question_about_percent_finds_the_sign() -> None:
    assert "0,75%" in index_tokens("từ 0,75%/năm trở lên")
    assert "0,75%" in query_tokens("0,75% có đạt không")


@given(st.text(alphabet="aáàăắâấeéêếoóôốơớuúưứiíyýđbcnhg 0123456789%/.,"))
def test_composed_and_decomposed_texts_have_the_same_tokens(text: str) -> None:
    assert index_tokens(unicodedata.normalize("NFD", text)) == index_tokens(unicodedata.normalize("NFC", text))


@example("À가")
@given(st.text(alphabet=st.characters(codec="latin-1") | st.sampled_from("ăắđấêếôốơớưứĂĐẤÊẾÔỐƠỚƯỨ")))
def test_what_a_bare_question_asks_for_stands_in_the_same_text(text: str) -> None:
    assert set(query_tokens(fold(text))) <= set(index_tokens(text))


def test_pairs_weigh_more_and_accents_less_than_syllables() -> None:
    assert (
        token_weight("ho" + PAIR + "so")
        == PAIR_WEIGHT
        > token_weight("ho")
        == 1
        > token_weight("=hồ")
        == ACCENTED_WEIGHT
    )


def test_every_stop_word_is_one_syllable_in_lower_case() -> None:
    assert stop_words()
    assert all(word == modern_tones(word) and word.isalpha() for word in stop_words())
