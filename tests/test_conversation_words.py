"""What people type: cleaned, IDs dropped, numbers and words recognised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.id_numbers import drop_ids
from bot.conversation.words import (
    Command,
    calls_themselves_young,
    clean,
    mask_numbers,
    number_typed,
    plain_words,
    read_command,
)


@pytest.mark.parametrize(
    ("typed", "kept", "digits"),
    [
        ("038085001234", "", 12),
        ("038 085 001 234", "", 12),
        ("so 123456789 cua toi", "so cua toi", 9),
        ("123-456-789", "", 9),
        ("CMND: 123456789, ten A", "CMND: , ten A", 9),
        ("0912345678", "0912345678", 0),  # a phone
        ("150.000.000 dong", "150.000.000 dong", 0),  # money
        ("1.900.000/2.500.000", "1.900.000/2.500.000", 0),
        ("so 3994/KH-UBND ngay 22/11/2022", "so 3994/KH-UBND ngay 22/11/2022", 0),
        ("038085001234567", "038085001234567", 0),  # longer than any ID
        ("038085001234 038085001235", "", 12),  # two
        ("cua toi 038085001234/038085001235", "cua toi /", 12),
        ("ngay 30/12/2026 123456789", "ngay 30/12/2026", 9),
        ("0380 8500 1234", "", 12),
        ("038.085.001.234", "", 12),  # no sum begins with 0
        ("0 3 8 0 8 5 0 0 1 2 3 4", "", 12),
        ("０３８０８５００１２３４", "", 12),
        ("+84 912 345 678", "+84 912 345 678", 0),  # a phone with its country
        ("(+84) 912345678", "(+84) 912345678", 0),
        ("0912 345 678, 0987.654.321", "0912 345 678, 0987.654.321", 0),
        ("02373 867 111", "02373 867 111", 0),
        ("150 000 000 đồng", "150 000 000 đồng", 0),  # money that says so
        ("1 2 3 4 5 6 7 8 9", "1 2 3 4 5 6 7 8 9", 0),  # needs by number
        ("2025 2026 2027", "2025 2026 2027", 0),
        ("0912345678 12 trieu", "0912345678 12 trieu", 0),
    ],
)
def test_numbers_that_may_be_ids_are_dropped_and_others_stay(typed: str, kept: str, digits: int) -> None:
    assert drop_ids(typed) == (kept, digits)


def test_phones_are_masked_in_what_is_kept_for_officers() -> None:
    assert mask_numbers("goi 0912345678 hoac 091 234 5678, nam 2025") == "goi … hoac …, nam 2025"


def test_what_nobody_can_see_is_cleaned_away() -> None:
    assert clean("a\u202eb\x00c\u200b \n d\ud800e\u0301") == "abc dé"


@given(st.text(max_size=200))
def test_any_text_can_be_cleaned_and_kept(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    drop_ids(cleaned)[0].encode("utf-8")


@pytest.mark.parametrize(("typed", "number"), [("1", 1), ("1.", 1), (" 9) ", 9), ("so 2", 2), ("Số 2", 2), ("0", None)])
def test_a_digit_takes_a_choice(typed: str, number: int | None) -> None:
    assert number_typed(typed) == number


@pytest.mark.parametrize("typed", ["10", "2025", "1 3", "muc 1", ""])
def test_other_numbers_do_not(typed: str) -> None:
    assert number_typed(typed) is None


def test_commands_are_read_with_and_without_the_bots_name() -> None:
    assert read_command("/KeHoach@bot  Bình Thuận") == Command("kehoach", "Bình Thuận")
    assert read_command("/start") == Command("start", "")
    assert read_command("/ ke hoach") is None
    assert read_command("25/11 la han gi") is None


def test_labels_are_compared_by_their_words() -> None:
    assert plain_words("👍 Đúng ý") == "dung y"
    assert plain_words("Hồ sơ gồm gì?") == "ho so gom gi"


@pytest.mark.parametrize("typed", ["nhà em là hộ cận nghèo", "cho cháu hỏi", "em muon dang ky", "dạ em chào"])
def test_somebody_younger_is_recognised(typed: str) -> None:
    assert calls_themselves_young(typed)


@pytest.mark.parametrize("typed", ["tre em ngheo duoc gi", "bo con 2 trau", "hỗ trợ trẻ em", "ho so gom gi"])
def test_children_and_animals_are_no_form_of_address(typed: str) -> None:
    assert not calls_themselves_young(typed)
