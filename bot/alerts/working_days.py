"""Working days in Vietnam: weekends, holidays and the days that are swapped for each other by decree.

Source: the `holidays` package, which follows the Labour Code 2019, article 112, and the yearly decisions on swap days.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

DAY = timedelta(days=1)


@cache
def _calendar() -> Any:
    import holidays  # noqa: PLC0415 - 60 ms that only somebody who counts working days pays

    return holidays.country_holidays("VN", language="vi")


def is_working_day(day: date) -> bool:
    """Whether offices are open: a Saturday that was swapped for a Monday is a working day."""
    return bool(_calendar().is_working_day(day))


def is_holiday(day: date) -> bool:
    """Whether it is a holiday that is not just a weekend."""
    return day in _calendar()


def working_day_until(day: date) -> date:
    """`day` if it is a working day, else the last one before it."""
    while not is_working_day(day):
        day -= DAY
    return day


def working_day_from(day: date) -> date:
    """`day` if it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += DAY
    return day
