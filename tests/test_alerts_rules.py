"""When an alert goes out: every rule of time, by table."""

from __future__ import annotations

import os
import time as clock
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.alerts.occurrences import day_of, occurrences_in
from bot.alerts.overview import next_overview
from bot.alerts.rules import Due, Habit, days_left, is_digest, is_late, is_quiet, moments_of, snooze_times
from bot.alerts.typed import read_moment
from bot.alerts.working_days import is_working_day, working_day_from, working_day_until
from bot.clock import VIETNAM
from knowledge.facts import Deadline, DeadlineType


def day(text: str) -> date:
    """dd/mm/yyyy as a date."""
    number, month, year = text.split("/")
    return date(int(year), int(month), int(number))


def at(text: str) -> datetime:
    """A time in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def told(due: Due, habit: Habit | None = None) -> list[str]:
    """The alerts as "kind dd/mm"."""
    return [f"{m.kind} {m.at:%d/%m}" for m in moments_of(due, habit)]


WITHOUT_OVERDUE = Habit(overdue=0)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        # 24/11/2026 is a holiday, 22/11 a Sunday, 26/10 a Monday; "1 day before" and "safe" are one alert.
        (Due(day("25/11/2026"), before=True), ["30 26/10", "7 18/11", "3 20/11", "safe 23/11"]),
        # The day itself is in time: one alert on the day before and one on the day.
        (Due(day("15/12/2026")), ["30 13/11", "7 08/12", "3 11/12", "1 14/12", "safe 15/12"]),
        # 29 February of a leap year, a Tuesday; 30/01/2028 is in Tết, and the days before it.
        (Due(day("29/02/2028"), before=True), ["30 21/01", "7 22/02", "3 25/02", "safe 28/02"]),
        # The 31st, a Sunday: due on Friday the 29th; everything after the safe day is left out.
        (Due(day("31/01/2027")), ["30 31/12", "7 22/01", "3 28/01", "safe 29/01"]),
        # The end of a quarter.
        (Due(day("30/09/2026")), ["30 28/08", "7 23/09", "3 25/09", "1 29/09", "safe 30/09"]),
        # In Tết 2027 (04/02 to 10/02) everything moves before it; what falls on one day is one alert.
        (Due(day("10/02/2027"), before=True), ["30 11/01", "safe 03/02"]),
        (Due(day("12/02/2027"), before=True), ["30 13/01", "3 03/02", "safe 11/02"]),
        # Monday 31/08/2026 is off, Saturday 22/08/2026 is worked instead.
        (Due(day("01/09/2026"), before=True), ["30 31/07", "7 25/08", "safe 28/08"]),
        (Due(day("25/08/2026"), before=True), ["30 24/07", "7 18/08", "3 22/08", "safe 24/08"]),
        # Monday: Saturday 22/08/2026, worked for the Monday after next, is the last safe day.
        (Due(day("24/08/2026"), before=True), ["30 24/07", "7 17/08", "3 21/08", "safe 22/08"]),
        # The ends of the other quarters; 30/04 and 01/05 are holidays, so is 01/01.
        (Due(day("31/03/2027")), ["30 01/03", "7 24/03", "3 26/03", "1 30/03", "safe 31/03"]),
        (Due(day("30/06/2027")), ["30 31/05", "7 23/06", "3 25/06", "1 29/06", "safe 30/06"]),
        (Due(day("31/12/2026")), ["30 01/12", "7 24/12", "3 28/12", "1 30/12", "safe 31/12"]),
        (Due(day("01/05/2027")), ["30 01/04", "7 23/04", "3 28/04", "safe 29/04"]),
        # The last day of February where there is no 29th, a Sunday.
        (Due(day("28/02/2027")), ["30 29/01", "7 19/02", "3 25/02", "safe 26/02"]),
        # The day after New Year.
        (Due(day("02/01/2027"), before=True), ["30 03/12", "7 25/12", "3 30/12", "safe 31/12"]),
    ],
)
def test_an_alert_comes_thirty_seven_and_three_days_before_and_on_the_last_safe_day(
    due: Due, expected: list[str]
) -> None:
    assert told(due, WITHOUT_OVERDUE) == expected


def test_it_comes_at_half_past_seven_in_vietnam() -> None:
    assert {m.at.timetz().replace(tzinfo=None) for m in moments_of(Due(day("15/12/2026")))} == {time(7, 30)}
    assert moments_of(Due(day("15/12/2026")))[0].at.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (Due(day("25/11/2026"), before=True), ["25/11", "26/11", "27/11", "30/11", "01/12"]),
        (Due(day("15/12/2026")), ["16/12", "17/12", "18/12", "21/12", "22/12"]),
        (Due(day("04/02/2027"), before=True), ["11/02", "12/02", "15/02", "16/02", "17/02"]),
    ],
)
def test_an_overdue_deadline_is_told_of_on_five_working_days(due: Due, expected: list[str]) -> None:
    assert [f"{m.at:%d/%m}" for m in moments_of(due) if m.kind.startswith("overdue")] == expected


def test_a_person_may_want_other_days_and_another_time() -> None:
    habit = Habit(leads=(14, 2), at=time(14, 0), overdue=1)
    moments = moments_of(Due(day("25/11/2026"), before=True), habit)
    assert [f"{m.kind} {m.at:%d/%m %H:%M}" for m in moments] == [
        "14 11/11 14:00", "safe 23/11 14:00", "overdue1 25/11 14:00",
    ]  # fmt: skip


@given(some.dates(date(2024, 1, 1), date(2029, 12, 31)), some.booleans())
def test_whatever_the_day_alerts_are_on_working_days_one_a_day_and_one_is_on_the_safe_day(
    named: date, before: bool
) -> None:
    due = Due(named, before)
    moments = moments_of(due)
    days = [m.at.date() for m in moments]
    assert days == sorted(set(days))
    assert all(is_working_day(d) for d in days)
    assert [m.at.date() for m in moments if m.kind == "safe"] == [due.safe_day]
    assert due.safe_day <= due.last_day
    assert all((d > due.last_day) == m.kind.startswith("overdue") for d, m in zip(days, moments, strict=True))
    assert len([m for m in moments if m.kind.startswith("overdue")]) == 5


@pytest.mark.parametrize(
    ("now", "quiet"),
    [("2026-11-18T06:29", True), ("2026-11-18T06:30", False), ("2026-11-18T20:29", False), ("2026-11-18T20:30", True),
     ("2026-11-18T00:00", True)],
)  # fmt: skip
def test_people_are_left_alone_at_night(now: str, quiet: bool) -> None:
    assert is_quiet(at(now)) is quiet
    assert is_quiet(at(now).astimezone(tz=None)) is quiet


def test_what_leaves_more_than_half_an_hour_after_its_time_is_late() -> None:
    due = at("2026-11-18T07:30")
    assert not is_late(due, at("2026-11-18T08:00"))
    assert is_late(due, at("2026-11-18T08:01"))
    assert not is_late(due, at("2026-11-18T07:00"))  # a clock that was set back


def test_three_within_an_hour_are_one_message() -> None:
    half_past = at("2026-11-30T07:30")
    assert is_digest([half_past] * 3)
    assert is_digest([half_past, half_past + timedelta(minutes=60), half_past])
    assert not is_digest([half_past] * 2)
    assert not is_digest([half_past, half_past + timedelta(minutes=61), half_past])


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-18T07:40", ["18/11 14:00", "19/11 08:00", "23/11 08:00"]),
        ("2026-11-20T15:00", ["21/11 08:00", "23/11 08:00"]),
        ("2026-11-22T07:40", ["22/11 14:00", "23/11 08:00"]),  # a Sunday: tomorrow is Monday
        ("2026-11-23T07:40", ["23/11 14:00"]),  # the last safe day
        ("2026-11-26T07:40", ["26/11 14:00", "27/11 08:00", "30/11 08:00"]),  # overdue
    ],
)
def test_later_is_never_offered_after_the_last_safe_day(now: str, expected: list[str]) -> None:
    offered = snooze_times(Due(day("25/11/2026"), before=True), at(now))
    assert [f"{o:%d/%m %H:%M}" for o in offered] == expected


def test_days_left_are_counted_to_the_day_that_is_named() -> None:
    assert days_left(Due(day("25/11/2026"), before=True), day("20/11/2026")) == 5


def deadline(kind: DeadlineType, **values: object) -> Deadline:
    """A deadline as it is read from a plan."""
    fields: dict[str, object] = {"plan": "p", "section": "V", "start": 0, "end": 1, "quote": "x", "type": kind}
    return Deadline(**fields | values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("read", "year", "expected"),
    [
        (deadline(DeadlineType.ANNUAL, rule="FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=25;UNTIL=20251231"), 2026, ["25/11"]),
        (deadline(DeadlineType.ANNUAL, rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), 2026, ["28/02"]),
        (deadline(DeadlineType.ANNUAL, rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), 2028, ["29/02"]),
        (
            deadline(DeadlineType.MONTHLY, rule="FREQ=MONTHLY;BYMONTHDAY=31"),
            2027,
            [
                "31/01",
                "28/02",
                "31/03",
                "30/04",
                "31/05",
                "30/06",
                "31/07",
                "31/08",
                "30/09",
                "31/10",
                "30/11",
                "31/12",
            ],
        ),
        (
            deadline(DeadlineType.QUARTERLY, rule="FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
            2026,
            ["31/03", "30/06", "30/09", "31/12"],
        ),
        (deadline(DeadlineType.ONE_OFF, date=date(2026, 12, 5)), 2026, ["05/12"]),
        (deadline(DeadlineType.ONE_OFF, date=date(2023, 12, 5)), 2026, []),
        (deadline(DeadlineType.WINDOW, rule="FREQ=YEARLY", from_="10-17", to="11-18"), 2026, ["18/11"]),
        (deadline(DeadlineType.WINDOW, rule="FREQ=YEARLY", from_="12-20", to="01-10"), 2027, ["10/01"]),
        (deadline(DeadlineType.WINDOW, from_="2026-03-01", to="2026-04-15"), 2026, ["15/04"]),
        (deadline(DeadlineType.WINDOW, from_="2022", to="2025"), 2025, []),
        # No day is made up.
        (deadline(DeadlineType.ANNUAL, rule="FREQ=YEARLY;UNTIL=20251231"), 2026, [None]),
        (deadline(DeadlineType.YEAR, year=2026), 2026, [None]),
        (deadline(DeadlineType.YEAR, year=2025), 2026, []),
        (deadline(DeadlineType.QUARTER, year=2026, quarter=3), 2026, [None]),
        (deadline(DeadlineType.UNDATED), 2026, []),
    ],
)
def test_the_days_of_a_deadline_in_a_year(read: Deadline, year: int, expected: list[str | None]) -> None:
    found = occurrences_in(read, year)
    assert [o.due and f"{o.due.day:%d/%m}" for o in found] == expected
    assert [o.number for o in found] == list(range(1, len(expected) + 1))


def test_a_window_over_the_turn_of_the_year_begins_in_the_year_before() -> None:
    (found,) = occurrences_in(deadline(DeadlineType.WINDOW, rule="FREQ=YEARLY", from_="12-20", to="01-10"), 2027)
    assert found.first == date(2026, 12, 20)


def test_a_swapped_saturday_is_worked_and_its_monday_is_not() -> None:
    assert is_working_day(day("22/08/2026"))
    assert not is_working_day(day("31/08/2026"))
    assert working_day_until(day("01/09/2026")) == day("28/08/2026")
    assert working_day_from(day("29/08/2026")) == day("03/09/2026")


def test_a_day_before_the_first_of_a_month_is_the_first() -> None:
    assert day_of(2027, 2, -30) == date(2027, 2, 1)


@pytest.fixture(params=["America/Los_Angeles", "America/New_York", "UTC", "Asia/Tokyo", "Pacific/Kiritimati"])
def host(request: pytest.FixtureRequest) -> Iterator[None]:
    """A host in another time zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    clock.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    clock.tzset()


@pytest.mark.usefixtures("host")
def test_the_time_zone_of_the_host_changes_nothing() -> None:
    test_an_alert_comes_thirty_seven_and_three_days_before_and_on_the_last_safe_day(
        Due(day("25/11/2026"), before=True), ["30 26/10", "7 18/11", "3 20/11", "safe 23/11"]
    )
    first = moments_of(Due(day("25/11/2026"), before=True))[0].at
    assert first.timestamp() == datetime.fromisoformat("2026-10-26T00:30:00+00:00").timestamp()
    assert [f"{o:%d/%m %H:%M}" for o in snooze_times(Due(day("25/11/2026")), at("2026-11-18T23:30"))] == [
        "19/11 08:00",
        "23/11 08:00",
    ]
    # New York puts its clocks back on 01/11/2026: a day there has 25 hours, in Vietnam 24.
    moments = moments_of(Due(day("04/11/2026")))
    assert {(later.at - earlier.at) % timedelta(days=1) for earlier, later in pairwise(moments)} == {timedelta(0)}
    assert read_moment("8h mai", at("2026-10-31T23:30")) == at("2026-11-01T08:00")
    assert next_overview(at("2026-11-01T23:30")) == at("2026-11-02T07:30")
    assert is_quiet(at("2026-11-01T06:00").astimezone(tz=None))
    assert not is_quiet(at("2026-11-01T06:30").astimezone(tz=None))
