"""Recurrence rules as RFC 5545 writes them, ending with the plan's period."""

from __future__ import annotations

from knowledge.facts.moments import Every

_FREQUENCIES = {
    Every.YEAR: "FREQ=YEARLY",
    Every.HALF_YEAR: "FREQ=MONTHLY;INTERVAL=6",
    Every.QUARTER: "FREQ=MONTHLY;INTERVAL=3",
    Every.MONTH: "FREQ=MONTHLY",
    Every.WEEK: "FREQ=WEEKLY",
}


def yearly(month: int, day: int | None, last_year: int | None) -> str:
    """The rule of a day, or of a month without a day, that comes every year (RFC 5545, 3.3.10)."""
    which = f";BYMONTHDAY={day}" if day else ""
    return f"FREQ=YEARLY;BYMONTH={month}{which}{_until(last_year)}"


def monthly(day: int, last_year: int | None) -> str:
    """The rule of a day of every month; -1 is the last one."""
    return f"FREQ=MONTHLY;BYMONTHDAY={day}{_until(last_year)}"


def quarterly(day: int, month_of_quarter: int, last_year: int | None) -> str:
    """The rule of a day in the first, second or third month of every quarter."""
    months = ",".join(str(month) for month in range(month_of_quarter, 13, 3))
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}{_until(last_year)}"


def repeating(every: Every, last_year: int | None) -> str | None:
    """The rule of a duty that comes back without a day being said; None for "định kỳ" alone."""
    frequency = _FREQUENCIES.get(every)
    return f"{frequency}{_until(last_year)}" if frequency else None


def _until(last_year: int | None) -> str:
    # A plan's period is over after 31 December of its last year.
    return f";UNTIL={last_year}1231" if last_year else ""
