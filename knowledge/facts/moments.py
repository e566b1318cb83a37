"""A moment: what one expression of time says, before it is known whether anything is due then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Unit(StrEnum):
    """What kind of moment an expression names."""

    DAY = "day"  # 30/11/2023; without a year: 30/12
    WINDOW = "window"  # từ ngày 17/10 đến ngày 18/11
    MONTH_DAY = "month_day"  # ngày 05 hằng tháng
    QUARTER_DAY = "quarter_day"  # ngày 20 của tháng cuối quý
    MONTH = "month"  # tháng 6/2012
    QUARTER = "quarter"  # Quý III năm 2022
    YEAR = "year"  # năm 2023
    YEARS = "years"  # giai đoạn 2022 - 2025
    EVERY = "every"  # hằng năm, 3 tháng một lần, định kỳ
    TERM = "term"  # trong thời hạn 15 ngày


class Relation(StrEnum):
    """How a duty stands to its moment."""

    BEFORE = "before"  # trước ngày
    BY = "by"  # chậm nhất, đến ngày, hết
    SINCE = "since"  # từ, kể từ
    IN = "in"  # trong, vào
    AT = "at"  # no word of relation


class Every(StrEnum):
    """How often."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    PERIOD = "period"  # định kỳ, without saying how often


@dataclass(frozen=True, slots=True)
class Moment:
    """One expression of time: [start, end) in its sentence, relation words included; what it does not say is None."""

    start: int
    end: int
    unit: Unit
    relation: Relation = Relation.AT
    day: int | None = None
    month: int | None = None
    year: int | None = None
    quarter: int | None = None
    to: tuple[int, int, int | None] | None = None  # last day of a window: day, month, year
    to_year: int | None = None
    every: Every | None = None
    count: int | None = None  # how many days of a term
    core: int = 0  # where the expression itself begins, behind its relation words

    def on(self, year: int) -> date | None:
        """Its day in `year`, None if there is no such day."""
        return day_of(self.day, self.month, year)

    @property
    def jubilee(self) -> bool:
        """Whether a window is one day in two years: "(28/3/1935 - 28/3/2010)"."""
        return self.unit is Unit.WINDOW and self.to is not None and (self.day, self.month) == self.to[:2]


def day_of(day: int | None, month: int | None, year: int | None) -> date | None:
    """That calendar day, None if it is not fully given or does not exist (31/2)."""
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
