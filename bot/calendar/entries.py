"""What stands in the calendar: every day of a dated duty, and the duties that only name a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.rrule import rrulestr

from knowledge.facts import Deadline, DeadlineType, facts_of
from knowledge.plans.model import Plan
from knowledge.text import one_line

# A rule without an end is followed this far, so that no list is endless.
LONGEST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One duty on one day, or from `day` to `until`."""

    plan: Plan
    deadline: Deadline
    day: date
    until: date | None = None

    @property
    def what(self) -> str:
        """The words of the duty, else its whole sentence."""
        return self.deadline.what or one_line(self.deadline.quote)


@dataclass(frozen=True, slots=True)
class YearEntry:
    """A duty of which the plan names only a year, years, a quarter or a month; no day is made up for it."""

    plan: Plan
    deadline: Deadline
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dated duties from `first` to `last` in order of their day, and those without a day that fall between."""

    first: date
    last: date
    entries: tuple[Entry, ...]
    year_entries: tuple[YearEntry, ...]


def read_calendar(plans: Iterable[Plan], first: date | None = None, last: date | None = None) -> Calendar:
    """The calendar of `plans` between two days, both included; without them from the first duty to the last."""
    read = [(plan, facts_of(plan)) for plan in plans]
    deadlines = [(plan, facts.since, deadline) for plan, facts in read for deadline in facts.deadlines]
    begin, end = first or date(1900, 1, 1), last or date(2200, 12, 31)
    entries = sorted(
        (e for known in deadlines for e in entries_of(*known) if (e.until or e.day) >= begin and e.day <= end),
        key=lambda e: (e.day, e.plan.id, e.deadline.start),
    )  # fmt: skip
    years = [y for plan, _, deadline in deadlines if (y := year_entry(plan, deadline)) and _touches(y, begin, end)]
    years.sort(key=_order)
    return Calendar(
        first or (entries[0].day if entries else _first_day(years)),
        last or (max(e.until or e.day for e in entries) if entries else _last_day(years)),
        tuple(entries),
        tuple(years),
    )


def plans_over(calendar: Calendar, today: date) -> list[Plan]:
    """The plans of a calendar whose period is over: it ends with 31 December of its last year."""
    shown = {e.plan.id: e.plan for e in calendar.entries} | {y.plan.id: y.plan for y in calendar.year_entries}
    return [plan for plan in shown.values() if plan.metadata.period and plan.metadata.period[1] < today.year]


def entries_of(plan: Plan, since: date | None, deadline: Deadline) -> Iterator[Entry]:
    """Every day from `since` on which a deadline falls while its plan lasts; nothing for one without a day."""
    if deadline.date is not None:
        yield Entry(plan, deadline, deadline.date)
    elif deadline.type is DeadlineType.WINDOW:
        yield from _windows(plan, since, deadline)
    elif deadline.rule is not None and "BYMONTHDAY" in deadline.rule:
        yield from (Entry(plan, deadline, day) for day in occurrences(deadline, since))


def occurrences(deadline: Deadline, since: date | None) -> list[date]:
    """The days of a recurring deadline (RFC 5545) from `since` on; none where nobody knows since when it counts."""
    if deadline.rule is None or since is None:
        return []
    begin = datetime(since.year, since.month, since.day)  # noqa: DTZ001 - whole days have no time zone
    limit = begin.replace(year=begin.year + LONGEST_YEARS, day=1)
    return [moment.date() for moment in rrulestr(deadline.rule, dtstart=begin).between(begin, limit, inc=True)]


def year_entry(plan: Plan, deadline: Deadline) -> YearEntry | None:
    """The entry of a deadline that names a year and no day, else None."""
    if deadline.type in (DeadlineType.YEAR, DeadlineType.QUARTER, DeadlineType.MONTH) and deadline.year:
        return YearEntry(plan, deadline, deadline.year, deadline.year)
    years = deadline.type is DeadlineType.WINDOW and deadline.from_ and deadline.to and len(deadline.from_) == 4
    if years and deadline.from_ and deadline.to:
        return YearEntry(plan, deadline, int(deadline.from_), int(deadline.to))
    return None


def _windows(plan: Plan, since: date | None, deadline: Deadline) -> Iterator[Entry]:
    assert deadline.from_ is not None
    assert deadline.to is not None
    if deadline.rule is not None:
        month, day = (int(part) for part in deadline.to.split("-"))
        for begin in occurrences(deadline, since):
            ends = date(begin.year, month, day)
            yield Entry(plan, deadline, begin, ends if ends >= begin else ends.replace(year=begin.year + 1))
    elif len(deadline.from_) > 4:
        yield Entry(plan, deadline, date.fromisoformat(deadline.from_), date.fromisoformat(deadline.to))


def _order(entry: YearEntry) -> tuple[int, int, str, int]:
    month = entry.deadline.month or 3 * (entry.deadline.quarter or 0)
    return entry.first_year, month, entry.plan.id, entry.deadline.start


def _touches(entry: YearEntry, first: date, last: date) -> bool:
    return entry.first_year <= last.year and entry.last_year >= first.year


def _first_day(years: list[YearEntry]) -> date:
    return date(min((y.first_year for y in years), default=1900), 1, 1)


def _last_day(years: list[YearEntry]) -> date:
    return date(max((y.last_year for y in years), default=1900), 12, 31)
