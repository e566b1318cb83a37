"""Confirmed deadlines as an iCalendar file (RFC 5545) with alarms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from bot.alerts.messages import AlertWords, duty
from bot.alerts.model import Confirmation, KeptDeadline
from bot.alerts.rules import OVERDUE, Habit, moments_of
from bot.calendar.ics import PRODUCT
from bot.texts import Texts


def confirmed_file(held: Iterable[tuple[KeptDeadline, Confirmation, Habit]], texts: Texts, now: datetime) -> bytes:
    """One event a deadline on its last safe day, with an alarm at each time the bot tells of it before.

    The UID of an event stays the same when the day is corrected, so that a file that is read in again moves the event
    (RFC 5545, 3.8.4.7).
    """
    found, words = Calendar(), AlertWords(texts)
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("x-wr-calname", texts.line("alert_lines.calendar"))
    for deadline, said, habit in held:
        found.add_component(_event(deadline, said, habit, words, now))
    written: bytes = found.to_ical()
    return written


def _event(deadline: KeptDeadline, said: Confirmation, habit: Habit, words: AlertWords, now: datetime) -> Event:
    event, due = Event(), said.due
    event.add("uid", f"{deadline.id}-{said.occurrence}@campaign-bot")
    event.add("dtstamp", now)
    event.add("last-modified", said.at)
    event.add("dtstart", due.safe_day)
    event.add("dtend", due.safe_day + timedelta(days=1))  # the day after the last one (RFC 5545, 3.6.1)
    event.add("summary", duty(deadline))
    lines = [words.due_line(due), words.origin_line(deadline, said)]
    if deadline.quote:
        lines += [f"“{deadline.quote}”", words.source_line(deadline)]
    event.add("description", "\n".join(lines))
    event.add("transp", "TRANSPARENT")
    for moment in moments_of(due, habit):
        if not moment.kind.startswith(OVERDUE):
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", duty(deadline))
            alarm.add("trigger", moment.at)
            event.add_component(alarm)
    return event
