"""How people write: short forms, dialect, slips, accents left out, places."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answers.evidence import Evidence
from knowledge.language.places import Gazetteer
from knowledge.language.spelling import correct, is_syllable
from knowledge.language.wording import Vocabulary, folded_text, long_form, question_words
from knowledge.library import load_library
from knowledge.text import fold, modern_tones, nfc


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    found = [Evidence(plan).vocabulary for plan in load_library()]
    return Vocabulary(frozenset().union(*(v.words for v in found)), frozenset().union(*(v.pairs for v in found)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hs kt gom j", "ho so khen thuong gom gi"),
        ("SLĐTBXH làm gì", "so lao dong thuong binh va xa hoi lam gi"),
        ("sở LĐ-TB&XH", "so lao dong thuong binh va xa hoi"),
        ("UBMTTQ tỉnh", "uy ban mat tran to quoc tinh"),
        ("ho gd dc bn suat", "ho gia dinh duoc bao nhieu suat"),
        ("KH này ai ký", "ke hoach nay ai ky"),
        ("co dc ko", "co duoc khong"),
        ("phải mần chi", "phai lam gi"),
        ("bữa ni", "hom nay"),
        ("b/c t/h ntn", "bao cao thuc hien nhu the nao"),
    ],
)
def test_short_forms_and_dialect_are_spelled_out(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    assert folded_text(question_words(typed, vocabulary)) == meant


@pytest.mark.parametrize("typed", ["tiêu chí mô hình", "tieu chi mo hinh", "chỉ tiêu", "kế hoạch khó khăn"])
def test_words_that_look_like_short_forms_stay(vocabulary: Vocabulary, typed: str) -> None:
    assert folded_text(question_words(typed, vocabulary)) == fold(typed)


@pytest.mark.parametrize(
    ("slip", "meant"), [("kheen", "khen"), ("thuwowngr", "thuong"), ("nghhe", "nghe"), ("huyeen", "huyen")]
)
def test_what_is_no_syllable_is_corrected(vocabulary: Vocabulary, slip: str, meant: str) -> None:
    assert correct(slip, ["giay", "khen"], vocabulary.words, vocabulary.pairs) == meant


@pytest.mark.parametrize("word", ["nop", "vay", "ruong", "bo", "trau"])
def test_a_syllable_that_exists_is_never_changed(vocabulary: Vocabulary, word: str) -> None:
    assert correct(word, ["han", "ho"], vocabulary.words, vocabulary.pairs) == word


@pytest.mark.parametrize("word", ["nghieng", "quyen", "thuong", "uy", "khuyu", "giua", "an"])
def test_vietnamese_syllables_are_recognised(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["kheen", "ptrao", "bthuan", "xyz", "ubnd"])
def test_other_letters_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Z")), max_size=60))
def test_folding_keeps_the_places_of_letters(text: str) -> None:
    assert len(fold(text)) >= len(nfc(text))
    assert fold(fold(text)) == fold(text)


def test_folding_is_the_same_for_both_unicode_forms_and_for_what_is_typed_bare() -> None:
    written = "Hồ sơ đề nghị khen thưởng của Ủy ban"
    assert fold(unicodedata.normalize("NFD", written)) == fold(written) == "ho so de nghi khen thuong cua uy ban"


@pytest.mark.parametrize(
    ("old", "new"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("Uỷ", "ủy"), ("quý", "quý"), ("khoẻ", "khỏe")]
)
def test_old_and_new_places_of_tone_marks_are_one(old: str, new: str) -> None:
    assert modern_tones(old) == modern_tones(new)


def test_a_plan_is_spelled_out_as_a_question_is() -> None:
    assert folded_text(long_form("UBND huyện (MTTQ)")) == "uy ban nhan dan huyen mat tran to quoc"


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("hạn nộp ở Bình Thuận", [("binh-thuan",)]),
        ("xa o lang son", [("lang-son",)]),
        ("tinh lam dong", [("binh-thuan",)]),
        ("huyện Sơn Động", [("bac-giang",)]),
        ("khu phố ở La Gi", [("binh-thuan",)]),
        ("tieu chi la gi", []),
        ("ho chu tri la ai", []),
        ("Quảng Trị nộp khi nào", [()]),
        ("huyen tho xuan", [()]),
        ("so sanh trieu son voi cao bang", [("trieu-son",), ("cao-bang",)]),
    ],
)
def test_places_are_found_old_and_new_with_and_without_accents(text: str, plans: list[tuple[str, ...]]) -> None:
    found = Gazetteer(load_library()).find(text, fold(text))
    assert [p.plans for p in found] == plans
