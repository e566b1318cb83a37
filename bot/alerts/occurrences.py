"""On which days a deadline falls in a year, whether or not its plan is over: what an officer is asked about."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from bot.alerts.rules import Due
from knowledge.facts import Deadline, DeadlineType

_PART = re.compile(r"(\w+)=([^;]+)")
WITHOUT_DAY = (DeadlineType.YEAR, DeadlineType.QUARTER, DeadlineType.MONTH)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a deadline falls due in a year; `due` is None where the plan names no day."""

    number: int
    due: Due | None
    first: date | None = None  # the first day of a window


def occurrences_in(deadline: Deadline, year: int) -> list[Occurrence]:
    """The occurrences of `deadline` in `year`, the first has number 1; none where it is not of that year.

    The rule is followed without its end: whether it still holds is what an officer says. A day that a month does not
    have (29 February, the 31st) is the last one of that month.
    """
    if deadline.date is not None:
        return [Occurrence(1, Due(deadline.date, deadline.before))] if deadline.date.year == year else []
    if deadline.type is DeadlineType.WINDOW:
        return _window(deadline, year)
    if deadline.type in WITHOUT_DAY:
        return [Occurrence(1, None)] if deadline.year == year else []
    if deadline.rule is None:
        return []
    parts = dict(_PART.findall(deadline.rule))
    months = [int(m) for m in parts["BYMONTH"].split(",")] if "BYMONTH" in parts else _months(parts)
    if "BYMONTHDAY" not in parts:
        return [Occurrence(1, None)]
    day = int(parts["BYMONTHDAY"])
    return [Occurrence(n, Due(day_of(year, m, day), deadline.before)) for n, m in enumerate(months, 1)]


def day_of(year: int, month: int, day: int) -> date:
    """That day, or the last one of a shorter month; a negative day counts from the end (RFC 5545, 3.3.10)."""
    length = monthrange(year, month)[1]
    return date(year, month, max(1, length + 1 + day) if day < 0 else min(day, length))


def _months(parts: dict[str, str]) -> list[int]:
    step = int(parts.get("INTERVAL", "1")) if parts.get("FREQ") == "MONTHLY" else 12
    return list(range(step if step > 1 else 1, 13, step))


def _window(deadline: Deadline, year: int) -> list[Occurrence]:
    """A window is due on its last day, which is still in time."""
    if not deadline.from_ or not deadline.to or len(deadline.from_) == 4:
        return []
    if deadline.rule is None:
        first, last = date.fromisoformat(deadline.from_), date.fromisoformat(deadline.to)
        return [Occurrence(1, Due(last), first)] if last.year == year else []
    first, last = (day_of(year, *map(int, ends.split("-"))) for ends in (deadline.from_, deadline.to))
    if first > last:  # over the turn of the year
        first = day_of(year - 1, *map(int, deadline.from_.split("-")))
    return [Occurrence(1, Due(last), first)]
