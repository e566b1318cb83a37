"""What people do about an alert: seen, done, later; and /nhatky, what became of the alerts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import wraps

from bot.alerts.messages import AlertWords, Told, about_of, duty, local
from bot.alerts.model import Alert, Planned, Verdict
from bot.alerts.overview import never_sent
from bot.alerts.planning import plan_occurrence
from bot.alerts.rules import SNOOZE, snooze_times
from bot.alerts.typed import read_moment
from bot.conversation.following import CONFIRMING, above
from bot.conversation.turn import Step, Turn
from bot.conversation.typed_words import typed_for
from bot.message import Action, Choice, Message
from bot.outbox.model import State
from bot.pages import clip
from bot.people.model import Role
from bot.people.refusing import for_others

LEDGER = timedelta(days=30)
LONGEST_WHAT = 50  # characters of a duty beside what was done about it


def about_alerts(step: Callable[[Turn, Mapping[str, str], list[Told]], list[Message]]) -> Step:
    """A step on the alerts that its button is about; if none of them counts any more, the person is told so."""

    @wraps(step)
    def taken(turn: Turn, args: Mapping[str, str]) -> list[Message]:
        told = alerts_of(turn, args)
        return step(turn, args, told) if told else gone(turn)

    return taken


@about_alerts
def say_seen(turn: Turn, _: Mapping[str, str], told: list[Told]) -> list[Message]:
    """Seen: the person above need not be told."""
    store = turn.desk.store
    for one in told:
        person = one.alert.about or one.alert.chat
        store.deadlines.note_progress(one.alert.deadline, one.alert.occurrence, person, "seen", turn.now)
        store.alerts.cancel_above(one.alert.deadline, one.alert.occurrence, person, turn.now)
    if len(told) > 1:
        return [turn.say("alerts_were_seen", count=len(told))]
    choices = tuple(c for c in words(turn).choices(told[0].alert) if c.action.name != "alert_seen")
    return [replace(turn.say("alert_was_seen", what=what_of(told[0])), choices=choices)]


@about_alerts
def say_done(turn: Turn, args: Mapping[str, str], told: list[Told]) -> list[Message]:
    """Done: what is left of that occurrence is not sent."""
    store = turn.desk.store
    for one in told:
        for person in {one.alert.chat, one.alert.about} - {""}:
            store.deadlines.note_progress(one.alert.deadline, one.alert.occurrence, person, "done", turn.now)
            store.alerts.cancel_occurrence(one.alert.deadline, one.alert.occurrence, turn.now, person)
    choices = (turn.choice("undo_done", "alert_undone", **args), turn.choice("my_alerts", "alert_list"))
    return [replace(turn.say("alert_was_done", what=what_of(told[0])), choices=choices)]


@about_alerts
def undo_done(turn: Turn, _: Mapping[str, str], told: list[Told]) -> list[Message]:
    """It was a slip: what is left of that occurrence is planned again."""
    store = turn.desk.store
    for one in told:
        for person in {one.alert.chat, one.alert.about} - {""}:
            store.deadlines.forget_progress(one.alert.deadline, one.alert.occurrence, person)
        plan_occurrence(store, one.said, turn.now, above(turn))
    choices = tuple(words(turn).choices(told[0].alert))
    return [replace(turn.say("alert_undone", what=what_of(told[0])), choices=choices)]


def what_of(told: Told) -> str:
    """What is to be done, short."""
    return clip(duty(told.deadline), LONGEST_WHAT)


@about_alerts
def see_one(turn: Turn, _: Mapping[str, str], told: list[Told]) -> list[Message]:
    """One deadline of a digest in full."""
    return [words(turn).alert(replace_due(told[0], turn.now), turn.now)]


@about_alerts
def ask_when(turn: Turn, _: Mapping[str, str], told: list[Told]) -> list[Message]:
    """Later, but when? The deadline does not move."""
    alert, due = told[0].alert, told[0].said.due
    about = about_of(alert)
    turn.change(task={"do": "alert_when"} | about)
    choices = [
        Choice(when_label(turn, at), Action("alert_at", about | {"at": at.isoformat()}))
        for at in snooze_times(due, turn.now)
    ]
    choices.append(turn.choice("other_time", "alert_when", **about))
    return [replace(turn.say("alert_when", day=words(turn).spoken(due)), choices=tuple(choices))]


@about_alerts
def ask_time(turn: Turn, args: Mapping[str, str], _: list[Told]) -> list[Message]:
    """The time is to be typed."""
    turn.change(task={"do": "alert_when"} | dict(args))
    return [turn.say("alert_when_typed")]


def take_time(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The time that was typed."""
    at = read_moment(args["typed"], turn.now)
    if at is None:
        return [turn.say("alert_later_past", value=clip(args["typed"], 30))]
    return snooze(turn, dict(args) | {"at": at.isoformat()})


def snooze(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Told again at that time, once however often the button is pressed; never after the last safe day."""
    told = alerts_of(turn, args)
    turn.change(task={})
    if not told:
        return gone(turn)
    alert, due, at = told[0].alert, told[0].said.due, datetime.fromisoformat(args["at"])
    if at <= turn.now:
        return [turn.say("alert_later_past", value=words(turn).moment(at))]
    if local(turn.now).date() <= due.safe_day < local(at).date():
        turn.change(task={"do": "alert_when"} | about_of(alert))
        return [turn.say("alert_later_after", day=words(turn).weekday(due.safe_day))]
    kind = f"{SNOOZE}:{local(at):%Y-%m-%dT%H:%M}"
    store = turn.desk.store
    store.deadlines.note_progress(alert.deadline, alert.occurrence, alert.about or alert.chat, "seen", turn.now)
    store.alerts.cancel_above(alert.deadline, alert.occurrence, alert.about or alert.chat, turn.now)
    store.alerts.plan([Planned(alert.deadline, alert.occurrence, turn.event.chat, kind, at)], turn.now)
    said = turn.say("alert_later_set", moment=f"{words(turn).moment(at)}/{local(at).year}")
    return [replace(said, choices=(turn.choice("finished", "alert_done", **about_of(alert)),))]


def show_ledger(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """What became of the alerts of the last thirty days, and how many are to come."""
    if turn.person.role not in CONFIRMING:
        return for_others(turn, "for_officers")
    chat = "" if turn.person.role is Role.ADMIN else turn.event.chat
    past = turn.desk.store.alerts.ledger(turn.now - LEDGER, turn.now, chat)
    ahead = turn.desk.store.alerts.ledger(turn.now, turn.now + LEDGER, chat)
    lines = ledger_lines(turn, past)
    waiting = sum(a.state is State.WAITING for a in ahead)
    lines.append(turn.line("ledger_lines.ahead", count=waiting))
    choices = (turn.choice("my_alerts", "alert_list"), turn.choice("see_calendar", "calendar", plan=""))
    return [replace(turn.say("ledger", count=len(past)), lines=tuple(lines), choices=choices)]


def ledger_lines(turn: Turn, alerts: Sequence[Alert]) -> list[str]:
    """A line for each kind of end that there was."""
    sent = [a for a in alerts if a.state is State.SENT]
    late = [a for a in sent if a.late]
    counts = Counter("waiting" if a.state in (State.WAITING, State.SENDING) else a.state.value for a in alerts)
    counts |= Counter(sent=len(sent) - len(late))
    counts["sent"] = len(sent) - len(late)
    lines = []
    for name in ("sent", "late", "again", "covered", "cancelled", "refused", "failed", "unknown", "waiting"):
        if name == "late" and late:
            longest = max(a.sent - a.due for a in late if a.sent)
            lines.append(turn.line("ledger_lines.late", count=len(late), value=span_words(turn, longest)))
        elif name == "again" and (again := sum(a.again for a in sent)):
            lines.append(turn.line("ledger_lines.again", count=again))
        elif counts[name] or name == "sent":
            lines.append(turn.line(f"ledger_lines.{name}", count=counts[name]))
    return lines


def span_words(turn: Turn, span: timedelta) -> str:
    """A length of time in minutes or hours."""
    minutes = round(span.total_seconds() / 60)
    unit, count = ("minutes", minutes) if minutes < 120 else ("hours", round(minutes / 60))
    return turn.line(f"ledger_lines.{unit}", count=count)


def alerts_of(turn: Turn, args: Mapping[str, str]) -> list[Told]:
    """The alerts that a button of this chat is about, as far as they still count."""
    store, told = turn.desk.store, []
    for alert in named(turn, args):
        deadline = store.deadlines.deadline(alert.deadline)
        said = store.deadlines.confirmation(alert.deadline, alert.occurrence)
        if deadline and said and said.verdict is Verdict.CONFIRMED and said.key == alert.occurrence:
            told.append(Told(alert, deadline, said))
    return told


def named(turn: Turn, args: Mapping[str, str]) -> Iterator[Alert]:
    """The alerts of this chat with the numbers of a button, or the one that was never sent."""
    store = turn.desk.store
    deadline, _, occurrence = args.get("on", "").partition("|")
    if deadline and (said := store.deadlines.confirmation(deadline, occurrence)):
        yield replace(never_sent(said, turn.event.chat, turn.now), occurrence=occurrence)
    for number in args["alert"].split(",") if "alert" in args else ():
        alert = store.alerts.alert(int(number))
        if alert is not None and alert.chat == turn.event.chat:
            yield alert


def gone(turn: Turn) -> list[Message]:
    """The deadline was left out, moved or forgotten."""
    return [replace(turn.say("alert_gone"), choices=(turn.choice("see_calendar", "calendar", plan=""),))]


def words(turn: Turn) -> AlertWords:
    """The sentences of alerts."""
    return AlertWords(turn.desk.texts)


def replace_due(told: Told, now: datetime) -> Told:
    """The same, as told now: what somebody looks at is neither late nor sent again."""
    return replace(told, alert=replace(told.alert, due=now, again=False))


def when_label(turn: Turn, at: datetime) -> str:
    """A time as a button says it: "Chiều nay 14:00", "08:00 ngày mai", "08:00 thứ Hai 23/11"."""
    days = (local(at).date() - local(turn.now).date()).days
    clock = f"{local(at):%H:%M}"
    if days == 0:
        return turn.line("label_patterns.this_afternoon", moment=clock)
    if days == 1:
        return turn.line("label_patterns.tomorrow", moment=clock)
    return words(turn).moment(at)


STEPS: Mapping[str, Step] = {
    "alert_seen": say_seen,
    "alert_done": say_done,
    "alert_undone": undo_done,
    "alert_see": see_one,
    "alert_later": ask_when,
    "alert_when": ask_time,
    "alert_at": snooze,
}
TASKS = {"alert_when": typed_for(take_time, needs_time=True)}
