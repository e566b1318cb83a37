"""Days, times and wishes as people type them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.alerts.typed import is_wish, read_day, read_moment, read_wish
from bot.clock import VIETNAM

TODAY = date(2026, 11, 21)  # a Saturday
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("15/12", "2026-12-15"),
        ("15-12", "2026-12-15"),
        ("15.12.2027", "2027-12-15"),
        ("ngày 15 tháng 12", "2026-12-15"),
        ("ngay 5 thang 2 nam 2028", "2028-02-05"),
        ("1/11", "2027-11-01"),  # has gone by this year
        ("21/11", "2026-11-21"),
        ("29/2", "2028-02-29"),
        ("ngày mai", "2026-11-22"),
        ("mốt", "2026-11-23"),
        ("thứ hai", "2026-11-23"),
        ("thu 7", "2026-11-28"),
        ("chủ nhật", "2026-11-22"),
        ("hom nay", "2026-11-21"),
    ],
)
def test_a_day_is_the_next_one_of_that_name(typed: str, expected: str) -> None:
    found = read_day(typed, TODAY)
    assert found
    assert found.day == date.fromisoformat(expected)


@pytest.mark.parametrize(("typed", "words"), [("32/13", "32/13"), ("ngay 31/4", "31/4"), ("29/2/2027", "29/2/2027")])
def test_a_day_that_there_is_not_is_understood_as_such(typed: str, words: str) -> None:
    found = read_day(typed, TODAY)
    assert found
    assert (found.day, found.words) == (None, words)


@pytest.mark.parametrize("typed", ["", "báo cáo quý", "3 hộ", "nam 2025"])
def test_no_day_is_made_up(typed: str) -> None:
    assert read_day(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "day", "what", "before"),
    [
        ("nhắc tôi ngày 15/12 nộp báo cáo quý", "2026-12-15", "nộp báo cáo quý", False),
        ("nhac toi ngay 15/12 nop bao cao quy", "2026-12-15", "nop bao cao quy", False),
        ("nhac 15/12 nop bao cao quy", "2026-12-15", "nop bao cao quy", False),
        ("nhắc tôi nộp báo cáo quý trước ngày 15/12", "2026-12-15", "nộp báo cáo quý", True),
        ("xin nhac giup em thu hai hop thon", "2026-11-23", "hop thon", False),
        ("dat nhac 5/1: gui so lieu", "2027-01-05", "gui so lieu", False),
    ],
)
def test_a_wish_is_a_day_and_what_is_left(typed: str, day: str, what: str, before: bool) -> None:
    wish = read_wish(typed, TODAY)
    assert wish
    assert wish.day
    assert (str(wish.day.day), wish.what, wish.day.before) == (day, what, before)


@pytest.mark.parametrize("typed", ["nhac han", "nhắc", "han nop ngay 15/12 la gi", "có nhắc đến ngày 30/12 không"])
def test_other_words_are_no_wish(typed: str) -> None:
    assert not is_wish(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14h", "2026-11-21T14:00"),
        ("8h", "2026-11-22T08:00"),  # eight has gone by today
        ("8h30 ngày mai", "2026-11-22T08:30"),
        ("15h chieu mai", "2026-11-22T15:00"),
        ("2 giờ rưỡi chiều", "2026-11-21T14:30"),
        ("thứ hai", "2026-11-23T08:00"),
        ("chiều thứ ba", "2026-11-24T14:00"),
        ("14:15 23/11", "2026-11-23T14:15"),
        ("30 phut nua", "2026-11-21T09:30"),
        ("2 tieng nua", "2026-11-21T11:00"),
        ("3 ngay nua", "2026-11-24T09:00"),
    ],
)
def test_a_time_is_the_next_one_of_that_name(typed: str, expected: str) -> None:
    assert read_moment(typed, NOW) == datetime.fromisoformat(expected).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize("typed", ["", "lúc nào đó", "25h", "8h hom nay", "20/11/2026", "32/13"])
def test_a_time_that_is_over_or_is_none_is_not_taken(typed: str) -> None:
    assert read_moment(typed, NOW) is None
