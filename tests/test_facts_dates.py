"""Reading expressions of time, on phrases of several plans and on what only looks like one."""

from __future__ import annotations

import itertools
from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from knowledge.facts.dates import read_moments
from knowledge.facts.moments import Every, Relation, Unit
from knowledge.facts.numbers import read_number, read_words
from knowledge.facts.recurrence import monthly, quarterly, repeating, yearly
from knowledge.facts.sentences import plain


@pytest.mark.parametrize(
    ("text", "relation", "day"),
    [
        ("gửi Sở Nội vụ, xong trước ngày **05/12/2023**.", Relation.BEFORE, (5, 12, 2023)),
        ("Trước ngày 10 tháng 11 hằng năm, các sở báo cáo", Relation.BEFORE, (10, 11, None)),
        ("tỉnh (*Sở Lao động*) **trước ngày 30/12**.", Relation.BEFORE, (30, 12, None)),
        ("(qua Cục Người có công) trước ngày 12/7/2019, đồng thời", Relation.BEFORE, (12, 7, 2019)),
        ("gửi báo cáo trước 17 giờ 00 ngày 15/12/2023", Relation.BEFORE, (15, 12, 2023)),
        ("Trước ngày 25-10, UBND các huyện báo cáo", Relation.BEFORE, (25, 10, None)),
        ("chậm nhất là ngày 30/4/2023", Relation.BY, (30, 4, 2023)),
        ("muộn nhất ngày mười lăm tháng mười một năm 2022", Relation.BY, (15, 11, 2022)),
        ("đến hết ngày 31-12-2012", Relation.BY, (31, 12, 2012)),
        ("Thời gian hoàn thành: 30/6/2023", Relation.BY, (30, 6, 2023)),
        ("vào ngày Thương binh liệt sĩ 27 tháng 7:", Relation.IN, (27, 7, None)),
        ("trước ngày mùng 5 tháng giêng", Relation.BEFORE, (5, 1, None)),
        ("trước ngày 25\ntháng 11 hàng năm", Relation.BEFORE, (25, 11, None)),
    ],
)
def test_a_day_is_read_with_the_words_that_bind_it(
    text: str, relation: Relation, day: tuple[int, int, int | None]
) -> None:
    moment = next(m for m in read_moments(plain(text)) if m.unit is Unit.DAY)
    assert (moment.day, moment.month, moment.year) == day
    assert moment.relation is relation


@pytest.mark.parametrize(
    "text",
    [
        "tỷ lệ 1,5 - 2%/năm",
        "ngày 31/2/2023",
        "trong 02 năm qua",
        "gọi số 043.8.269.544",
        "24/24 giờ",
        "6 tháng đầu năm",
        "hai huyện, ba xã",
    ],
)
def test_figures_are_no_dates(text: str) -> None:
    assert [m for m in read_moments(text) if m.unit is Unit.DAY] == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("từ ngày 17/10 đến ngày 18/11 hằng năm", (17, 10, None), (18, 11, None)),
        ("từ ngày 10 đến ngày 20/9/2012", (10, 9, 2012), (20, 9, 2012)),
        ("từ ngày 1-9 đến hết ngày 31-12-2023", (1, 9, 2023), (31, 12, 2023)),
        ("từ 01/6/2023 - 30/6/2023", (1, 6, 2023), (30, 6, 2023)),
    ],
)
def test_a_window_has_two_ends(
    text: str, first: tuple[int, int, int | None], last: tuple[int, int, int | None]
) -> None:
    moment = read_moments(text)[0]
    assert moment.unit is Unit.WINDOW
    assert (moment.day, moment.month, moment.year) == first
    assert moment.to == last


@pytest.mark.parametrize(
    ("text", "unit", "values"),
    [
        ("Quý III năm 2022: Xây dựng kế hoạch", Unit.QUARTER, {"quarter": 3, "year": 2022}),
        ("trong quí 2 năm 2010", Unit.QUARTER, {"quarter": 2, "year": 2010, "relation": Relation.IN}),
        ("vào tháng 3/2010", Unit.MONTH, {"month": 3, "year": 2010, "relation": Relation.IN}),
        ("trong tháng 10, các huyện", Unit.MONTH, {"month": 10, "year": None}),
        ("Năm 2023: Sơ kết", Unit.YEAR, {"year": 2023, "relation": Relation.AT}),
        ("Kết thúc năm 2013, Chính phủ báo cáo", Unit.YEAR, {"year": 2013, "relation": Relation.BY}),
        ("giai đoạn 2021 - 2025", Unit.YEARS, {"year": 2021, "to_year": 2025}),
        ("từ năm 2010 đến năm 2015", Unit.YEARS, {"year": 2010, "to_year": 2015}),
        ("ngày 05 hằng tháng", Unit.MONTH_DAY, {"day": 5}),
        ("trước ngày 25 của tháng sau", Unit.MONTH_DAY, {"day": 25, "relation": Relation.BEFORE}),
        ("ngày làm việc cuối cùng của mỗi tháng", Unit.MONTH_DAY, {"day": -1}),
        ("trước ngày 20 của tháng cuối quý", Unit.QUARTER_DAY, {"day": 20, "month": 3}),
        ("Hàng tháng có báo cáo nhanh", Unit.EVERY, {"every": Every.MONTH}),
        ("3 tháng một lần có báo cáo", Unit.EVERY, {"every": Every.QUARTER}),
        ("6 tháng một lần", Unit.EVERY, {"every": Every.HALF_YEAR}),
        ("định kỳ đánh giá", Unit.EVERY, {"every": Every.PERIOD}),
        ("Hàng năm, chủ động", Unit.EVERY, {"every": Every.YEAR}),
        ("vào ngày Tết Nguyên đán cổ truyền", Unit.EVERY, {"every": Every.YEAR}),
        ("trong thời hạn 15 ngày kể từ ngày nhận", Unit.TERM, {"count": 15}),
        ("chậm nhất sau 05 ngày làm việc", Unit.TERM, {"count": 5}),
        ("sau mười ngày kể từ ngày ký", Unit.TERM, {"count": 10}),
    ],
)
def test_other_times_are_read(text: str, unit: Unit, values: dict[str, object]) -> None:
    moment = read_moments(text)[0]
    assert moment.unit is unit
    assert {name: getattr(moment, name) for name in values} == values


def test_a_second_day_shares_the_words_before_the_first() -> None:
    days = [m for m in read_moments("báo cáo trước ngày 15/6 và 15/12 hằng năm") if m.unit is Unit.DAY]
    assert [(d.day, d.month, d.relation) for d in days] == [(15, 6, Relation.BEFORE), (15, 12, Relation.BEFORE)]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_every_written_day_is_read_back(day: date) -> None:
    for text in (f"trước ngày {day:%d/%m/%Y}.", f"trước ngày {day:%d} tháng {day:%m} năm {day:%Y}."):
        moment = read_moments(text)[0]
        assert moment.on(moment.year or 0) == day


@given(st.text(alphabet="0123456789/-. ngàythángnămquýđếntừ,()", max_size=60))
def test_any_text_can_be_read_and_moments_do_not_overlap(text: str) -> None:
    moments = read_moments(text)
    for before, after in itertools.pairwise(moments):
        assert before.start < before.end <= len(text)
        assert before.end <= after.end


@pytest.mark.parametrize(
    ("text", "value"),
    [("01", 1), ("6.600", 6600), ("0,75", 0.75), ("1,50", 1.5), ("1.005.262", 1005262), ("2,68", 2.68)],
)
def test_numbers_are_read_as_vietnamese_papers_write_them(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("năm", 5), ("mười", 10), ("mười lăm", 15), ("hai mươi", 20), ("ba mươi mốt", 31), ("05", 5), ("nhiều", None)],
)
def test_numbers_in_words_are_read(words: str, value: int | None) -> None:
    assert read_words(words) == value


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (yearly(11, 10, 2025), ["2023-11-10", "2024-11-10", "2025-11-10"]),
        (monthly(-1, 2023), [f"2023-{m:02d}" for m in range(1, 13)]),
        (quarterly(20, 3, 2023), ["2023-03-20", "2023-06-20", "2023-09-20", "2023-12-20"]),
    ],
)
def test_rules_are_those_of_rfc_5545_and_end_with_the_period(rule: str, days: list[str]) -> None:
    found = [d.date().isoformat() for d in rrulestr(rule, dtstart=datetime(2023, 1, 1))]  # noqa: DTZ001
    assert [d[: len(days[0])] for d in found] == days


def test_a_recurrence_without_a_day_gets_none() -> None:
    assert repeating(Every.QUARTER, None) == "FREQ=MONTHLY;INTERVAL=3"
    assert repeating(Every.PERIOD, 2025) is None
