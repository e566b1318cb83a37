"""Folding, syllables and tone marks: what searching and comparing rest on."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import fold, folded_syllables, modern_tones, nfc, one_line, syllables

VIETNAMESE = st.text(
    alphabet="aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđbcnhtĐ 0123456789%/.,-“”"
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Hồ sơ đề nghị khen thưởng", "ho so de nghi khen thuong"),
        ("ĐỒNG ĐĂNG", "dong dang"),
        ("Ước tính 0,4 - 0,6 %/năm", "uoc tinh 0,4 - 0,6 %/nam"),
        ("Kỳ Cùng ỵ", "ky cung y"),
    ],
)
def test_folding_gives_what_people_type_without_accents(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(VIETNAMESE)
def test_folding_keeps_the_length_so_that_places_stay_places(text: str) -> None:
    assert len(fold(text)) == len(nfc(text))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_decomposed_text_folds_and_splits_as_composed_text(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(decomposed) == fold(text)
    assert folded_syllables(decomposed) == folded_syllables(text)


@given(VIETNAMESE)
def test_syllables_know_their_places(text: str) -> None:
    for syllable in syllables(text):
        assert text[syllable.start : syllable.end] == syllable.text
        assert fold(syllable.text) == syllable.folded


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("giảm 0,75%/năm", ["giam", "0,75%", "nam"]),
        ("trước ngày 30/11/2023.", ["truoc", "ngay", "30/11/2023"]),
        ("Số: 3994/KH-UBND", ["so", "3994", "kh", "ubnd"]),
        ("1.900.000 đồng, 02 hộ", ["1.900.000", "dong", "02", "ho"]),
        ("“Vì người nghèo”…", ["vi", "nguoi", "ngheo"]),
        ("🙂 \u202e!!!", []),
    ],
)
def test_numbers_dates_and_rates_stay_whole(text: str, split: list[str]) -> None:
    assert folded_syllables(text) == split


@pytest.mark.parametrize(
    ("old", "modern"),
    [("hoà", "hòa"), ("Thanh Hoá", "thanh hóa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("quý", "quý"), ("hoàn", "hoàn")],
)
def test_both_places_of_a_tone_mark_are_one_spelling(old: str, modern: str) -> None:
    assert modern_tones(old) == modern


def test_a_shown_line_has_no_breaks_and_no_emphasis_marks() -> None:
    assert one_line("*Sở Tài chính:*\n  01  tập thể") == "Sở Tài chính: 01 tập thể"
