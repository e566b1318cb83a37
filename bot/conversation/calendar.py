"""/lich: the days that a plan names, in order, with quotes; what is confirmed for this year; the year as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.alerts.asking import duty_words
from bot.alerts.messages import AlertWords, ended
from bot.alerts.model import Verdict
from bot.calendar.entries import Calendar, Entry, YearEntry, plans_over, read_calendar
from bot.calendar.ics import calendar_file, event_uid
from bot.calendar.lines import when_words, year_words
from bot.conversation.places import cautions, place_choices, place_name, plan_called, profile
from bot.conversation.reading import tidy_lines
from bot.conversation.turn import Step, Turn
from bot.message import Action, Attachment, Message, Quote
from bot.pages import clip
from bot.texts import capital
from knowledge.plans.model import Plan

DUTIES_SHOWN = 6
YEARS_SHOWN = 4
DUTY_SHOWN = 70  # characters of a duty on its line
QUOTE_SHOWN = 400


def open_calendar(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The calendar of the place that was typed, of the chosen one, or: which place?"""
    called = plan_called(args["rest"], turn.desk.library) if "rest" in args else None
    return show_calendar(turn, {"plan": called.id if called else turn.plan or ""})


def show_calendar(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The days that the plan names and what is only fixed to a year, each with its quote."""
    library = turn.desk.library
    if args.get("plan", "") not in library:
        where = place_choices(turn, library, int(args.get("start", "0")))
        asked = (replace(c, action=Action("calendar", {"plan": ""} | dict(c.action.args))) for c in where)
        return [replace(turn.say("calendar_where"), choices=tuple(asked))]
    plan = library[args["plan"]]
    place = place_name(plan, library, turn.desk.texts)
    calendar = read_calendar([plan])
    dated, years = duties(calendar), calendar.year_entries
    outline = turn.choice("read_sections", "outline", plan=plan.id)
    if not dated and not years:
        return [replace(turn.say("calendar_empty", place=place), choices=(outline,))]
    start = int(args.get("start", "0"))
    shown = dated[start : start + DUTIES_SHOWN]
    lines = [*item_lines(turn, shown, start), *(year_lines(turn, years, len(dated)) if not start else ())]
    choices = [outline]
    if len(dated) > start + DUTIES_SHOWN:
        choices.append(turn.choice("next_page", "calendar", plan=plan.id, start=str(start + DUTIES_SHOWN)))
    choices.append(turn.choice("calendar_files", "calendar_files", plan=plan.id))
    choices.append(turn.choice("other_place", "calendar", plan=""))
    said = turn.say("calendar_of", place=place)
    about = cautions(turn, plan)
    return [
        replace(
            said,
            lines=(*status_lines(turn, calendar, dated), *lines),
            cautions=about,
            quotes=quotes_of(turn, plan, shown),
            choices=tuple(choices),
        )
    ]


def send_files(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The picture of the year and the calendar file, and how much is in them."""
    if args["plan"] not in turn.desk.library:
        return show_calendar(turn, {"plan": ""})
    plan = turn.desk.library[args["plan"]]
    calendar = read_calendar([plan])
    year = year_shown(calendar, turn.now.date())
    dated = [e for e in calendar.entries if e.day.year == year]
    yearly = [y for y in calendar.year_entries if y.first_year <= year <= y.last_year]
    place = place_name(plan, turn.desk.library, turn.desk.texts)
    said = turn.say("calendar_sent", place=place, year=year, count=len(dated), value=len(yearly))
    files = (
        Attachment(f"lich-{plan.id}-{year}.png", picture_of(calendar, year, turn.now.date()), picture=True),
        Attachment(f"lich-{plan.id}.ics", calendar_file(calendar.entries, turn.now)),
    )
    choices = (turn.choice("back", "calendar", plan=plan.id), turn.choice("ask_other", "ask_now"))
    return [replace(said, cautions=cautions(turn, plan), files=files, choices=choices)]


def duties(calendar: Calendar) -> list[Entry]:
    """Each dated duty once, in the order of the year where it comes back, of its day where it does not."""
    first = {event_uid(e.plan, e.deadline): e for e in reversed(calendar.entries)}
    once = [e for e in first.values() if e.deadline.rule is None]
    again = [e for e in first.values() if e.deadline.rule is not None]
    return sorted(once, key=lambda e: e.day) + sorted(again, key=lambda e: (e.day.month, e.day.day))


def item_lines(turn: Turn, shown: list[Entry], start: int) -> list[str]:
    """A numbered line for each dated duty: when, what, and how long it comes back."""
    lines = []
    for number, entry in enumerate(shown, start + 1):
        day = when_words(entry)
        if entry.deadline.rule is not None:
            ends = entry.until or entry.day
            day = day.replace(f"/{entry.day.year}", "").replace(f"/{ends.year}", "")
            day = turn.line("calendar_lines.every_year", day=day)
        what = clip(duty_words(entry.deadline), DUTY_SHOWN).rstrip(".;")
        line = ended(turn.line("calendar_lines.item", count=number, day=capital(day), what=what))
        lines.append(" ".join((line, *said_of(turn, entry))))
    return lines


def said_of(turn: Turn, entry: Entry) -> tuple[str, ...]:
    """What officers said of a duty for this year: its day, that it no longer holds, or nothing."""
    deadline_id = event_uid(entry.plan, entry.deadline).partition("@")[0]
    said = turn.desk.store.deadlines.occurrences(deadline_id, str(turn.now.year))
    words, year = AlertWords(turn.desk.texts), turn.now.year
    days = [words.spoken(one.due) for one in said if one.verdict is Verdict.CONFIRMED]
    if days:
        return (turn.line("calendar_lines.confirmed", days=", ".join(days)),)
    return (turn.line("calendar_lines.left_out", year=year),) if said else ()


def year_lines(turn: Turn, years: tuple[YearEntry, ...], before: int) -> list[str]:
    """A numbered line for each duty that has no day; duties of one year and one wording stand once."""
    lines = []
    for number, item in enumerate(years[:YEARS_SHOWN], before + 1):
        what = clip(duty_words(item.deadline), DUTY_SHOWN).rstrip(".;")
        lines.append(ended(turn.line("calendar_lines.year", count=number, day=capital(year_words(item)), what=what)))
    if len(years) > YEARS_SHOWN:
        lines.append(turn.line("calendar_lines.more", count=len(years) - YEARS_SHOWN))
    return lines


def status_lines(turn: Turn, calendar: Calendar, dated: list[Entry]) -> list[str]:
    """Of a plan that is over nothing is live unless confirmed: how much of it is, for this year."""
    if not plans_over(calendar, turn.now.date()) or not dated:
        return []
    ids = {event_uid(e.plan, e.deadline).partition("@")[0] for e in dated}
    year = turn.now.year
    held = turn.desk.store.deadlines.confirmed(date(year, 1, 1), date(year, 12, 31))
    count = len({said.deadline for said in held if said.deadline in ids})
    key = "some_confirmed" if count else "none_confirmed"
    return [turn.line(f"calendar_lines.{key}", count=count, year=year)]


def quotes_of(turn: Turn, plan: Plan, shown: list[Entry]) -> tuple[Quote, ...]:
    """The words of the plan for each duty, those of one section under one source line."""
    document = profile(plan).document
    quotes = []
    for section, entries in groupby(shown, key=lambda e: e.deadline.section):
        parts = dict.fromkeys(clip(tidy_lines(e.deadline.quote), QUOTE_SHOWN) for e in entries)
        quotes.append(Quote(tuple(parts), turn.line("source.section", document=document, path=section)))
    return tuple(quotes)


def year_shown(calendar: Calendar, today: date) -> int:
    """This year if anything falls in it, else the last year that has a duty."""
    years = {e.day.year for e in calendar.entries} | {y.last_year for y in calendar.year_entries}
    return today.year if today.year in years or not years else max(years)


def picture_of(calendar: Calendar, year: int, today: date) -> bytes:
    """The picture of the year as PNG."""
    from bot.calendar.picture import draw_year  # noqa: PLC0415 - matplotlib takes a second to load

    with TemporaryDirectory() as folder:
        file = Path(folder) / "year.png"
        draw_year(calendar, year, today, file)
        return file.read_bytes()


STEPS: Mapping[str, Step] = {"calendar": show_calendar, "calendar_files": send_files}
