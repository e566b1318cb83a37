"""The calendar in words: when, what, who, to whom, with its quote and source."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.calendar.entries import Calendar, Entry, YearEntry, plans_over
from bot.calendar.phrases import phrase, vietnamese_day
from knowledge.facts import Deadline, DeadlineType
from knowledge.facts.shape import deadline_as_values
from knowledge.plans.model import Plan


def when_words(entry: Entry) -> str:
    """The day of an entry as its plan means it: "trước 10/11/2023", "17/10/2023 đến 18/11/2023"."""
    if entry.until is not None:
        return phrase("calendar.window", first=vietnamese_day(entry.day), last=vietnamese_day(entry.until))
    key = "calendar.before" if entry.deadline.before else "calendar.on"
    return phrase(key, day=vietnamese_day(entry.day))


def year_words(entry: YearEntry) -> str:
    """The year, quarter or month of an entry without a day."""
    deadline = entry.deadline
    if deadline.type is DeadlineType.QUARTER:
        return phrase("calendar.in_quarter", quarter=deadline.quarter, year=deadline.year)
    if deadline.type is DeadlineType.MONTH:
        return phrase("calendar.in_month", month=deadline.month, year=deadline.year)
    if entry.first_year != entry.last_year:
        return phrase("calendar.in_years", first=entry.first_year, last=entry.last_year)
    return phrase("calendar.in_year", year=entry.first_year)


def source_words(plan: Plan, deadline: Deadline) -> str:
    """Where a duty stands: the document and its section."""
    document = plan.profile.document if plan.profile else plan.id
    return phrase("calendar.source", document=document, section=deadline.section)


def over_words(plan: Plan) -> str:
    """That the period of a plan is over, and whom to ask."""
    last = plan.metadata.period[1] if plan.metadata.period else ""
    return phrase("calendar.over", document=plan.profile.document if plan.profile else plan.id, last=last)


def calendar_as_values(calendar: Calendar, today: date) -> dict[str, Any]:
    """The calendar, ready for JSON; `over` tells which plans are no longer in force on `today`."""
    return {
        "from": calendar.first.isoformat(),
        "to": calendar.last.isoformat(),
        "entries": [
            {"plan": e.plan.id, "day": e.day.isoformat(), "until": e.until.isoformat() if e.until else None}
            | _shared(e.plan, e.deadline)
            for e in calendar.entries
        ],
        "over": [{"plan": plan.id, "text": over_words(plan)} for plan in plans_over(calendar, today)],
        "year_only": [
            {"plan": y.plan.id, "years": [y.first_year, y.last_year]} | _shared(y.plan, y.deadline)
            for y in calendar.year_entries
        ],
    }


def _shared(plan: Plan, deadline: Deadline) -> dict[str, Any]:
    wanted = ("section", "type", "rule", "quarter", "month", "before", "who", "what", "to_whom", "quote")
    values = deadline_as_values(deadline)
    return {name: values[name] for name in wanted} | {"source": source_words(plan, deadline)}
