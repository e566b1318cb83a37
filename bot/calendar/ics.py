"""The calendar as an iCalendar file (RFC 5545) that phones and Outlook open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Calendar as Ics
from icalendar import Event
from icalendar.prop import vRecur

from bot.calendar.entries import Entry
from bot.calendar.lines import source_words
from bot.calendar.phrases import phrase, vietnamese_day
from knowledge.facts import Deadline
from knowledge.plans.model import Plan
from knowledge.text import one_line

PRODUCT = "-//campaign-bot//Lich cac han//VI"
SUMMARY = 120  # characters that a phone shows of a title


def calendar_file(entries: Iterable[Entry], now: datetime) -> bytes:
    """The dated duties as an iCalendar file: whole days, one event a deadline, with its rule where it comes back.

    The UID of an event depends on the plan and its words alone, so that a file that is read in again replaces what
    was read before (RFC 5545, 3.8.4.7).
    """
    found = Ics()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("x-wr-calname", phrase("ics.name"))
    seen: set[str] = set()
    for entry in entries:
        uid = event_uid(entry.plan, entry.deadline)
        if uid not in seen:
            seen.add(uid)
            found.add_component(_event(entry, uid, now))
    written: bytes = found.to_ical()
    return written


def event_uid(plan: Plan, deadline: Deadline) -> str:
    """A name for a deadline that stays the same as long as its words do."""
    words = "\n".join((plan.id, deadline.section, one_line(deadline.quote), one_line(deadline.moment or "")))
    return f"{sha256(words.encode()).hexdigest()[:24]}@campaign-bot"


def _event(entry: Entry, uid: str, now: datetime) -> Event:
    event, deadline = Event(), entry.deadline
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("dtstart", entry.day)
    # DTEND is the day after the last one (RFC 5545, 3.6.1).
    event.add("dtend", (entry.until or entry.day) + timedelta(days=1))
    if deadline.rule is not None:
        event.add("rrule", vRecur.from_ical(deadline.rule))
    event.add("summary", _summary(entry))
    source = source_words(entry.plan, deadline)
    event.add("description", phrase("ics.description", quote=one_line(deadline.quote), source=source))
    event.add("transp", "TRANSPARENT")
    return event


def _summary(entry: Entry) -> str:
    what = entry.what if len(entry.what) <= SUMMARY else entry.what[:SUMMARY].rsplit(" ", 1)[0] + "…"
    plan = entry.plan.profile.name if entry.plan.profile else entry.plan.id
    day = vietnamese_day(entry.day)[:5] if entry.deadline.rule else vietnamese_day(entry.day)
    return phrase("ics.before" if entry.deadline.before else "ics.on", day=day, what=what, plan=plan)
