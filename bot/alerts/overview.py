"""The overview of a week: sent on Mondays to whoever asked for it, and shown at once to whoever asks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.alerts.messages import AlertWords, Told
from bot.alerts.model import Alert, Confirmation
from bot.alerts.rules import DEFAULT_TIME
from bot.alerts.scope import OVERVIEW
from bot.alerts.working_days import DAY, working_day_from
from bot.clock import VIETNAM
from bot.message import Action, Message
from bot.outbox.model import State
from bot.store.store import Store
from bot.texts import Texts

BACK, AHEAD = timedelta(days=30), timedelta(days=400)
MOST_LINES = 6
SATURDAY = 5


def plan_overviews(store: Store, now: datetime) -> int:
    """Plan the overview of the coming Monday for whoever wants one; how many were new."""
    due = next_overview(now)
    chats = [chat for chat, subject in store.subscriptions.with_prefix(OVERVIEW) if subject == OVERVIEW]
    return sum(
        store.outbox.post(f"{OVERVIEW}:{chat}:{due:%Y-%m-%d}", chat, Message(), due, now, kind=OVERVIEW)
        for chat in chats
    )


def next_overview(now: datetime) -> datetime:
    """The next Monday morning, or the first working day of that week."""
    day = now.astimezone(VIETNAM).date()
    monday = day + (7 - day.weekday()) % 7 * DAY
    at = datetime.combine(working_day_from(monday), DEFAULT_TIME, VIETNAM)
    return at if at > now else datetime.combine(working_day_from(monday + 7 * DAY), DEFAULT_TIME, VIETNAM)


def last_day_of_week(day: date) -> date:
    """The Sunday that the overview of that day reaches to: at a weekend that of the coming week."""
    return day + (6 - day.weekday() + (7 if day.weekday() >= SATURDAY else 0)) * DAY


def overview(store: Store, texts: Texts, chat: str, now: datetime) -> Message:
    """What `chat` has to do this week, what is overdue, and what comes next."""
    words, today = AlertWords(texts), now.astimezone(VIETNAM).date()
    until = last_day_of_week(today)
    held = [
        said
        for said in store.deadlines.confirmed(today - BACK, today + AHEAD, chat)
        if store.deadlines.progress(said.deadline, said.key, chat) != "done"
    ]
    told = [told_of(store, said, chat, now) for said in held]
    overdue = [t for t in told if t.said.due.last_day < today]
    week = [t for t in told if today <= t.said.due.last_day <= until]
    later = [t for t in told if t.said.due.last_day > until]
    sunday = f"{words.weekday(until)}/{until.year}"
    lead = texts.line(f"week_lines.{'some' if week else 'none'}", day=sunday, count=len(week))
    shown = [*week, *overdue][:MOST_LINES]
    lines = [
        texts.line("label_patterns.list_item", count=number, title=words.digest_line(t, today))
        for number, t in enumerate(shown, 1)
    ]
    if rest := len(week) + len(overdue) - len(shown):
        lines.append(texts.line("calendar_lines.more", count=rest))
    if later:
        lines.append(texts.line("week_lines.later", what=words.digest_line(later[0], today)))
    choices = [
        texts.choice("my_alerts", Action("alert_list")),
        texts.choice("week_stop", Action("alert_week_stop"))
        if OVERVIEW in store.subscriptions.of(chat)
        else texts.choice("week_send", Action("alert_week_send")),
    ]
    return Message(lead=lead, lines=tuple(lines), choices=tuple(choices))


def told_of(store: Store, said: Confirmation, chat: str, now: datetime) -> Told:
    """A confirmed deadline as if `chat` were told of it now."""
    deadline = store.deadlines.deadline(said.deadline)
    assert deadline is not None
    return Told(never_sent(said, chat, now), deadline, said)


def never_sent(said: Confirmation, chat: str, now: datetime) -> Alert:
    """An alert that stands in no outbox: what buttons are about that come with no alert."""
    return Alert(
        id=0,
        chat=chat,
        kind="",
        due=now,
        next=now,
        state=State.WAITING,
        deadline=said.deadline,
        occurrence=said.key,
    )
