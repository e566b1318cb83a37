"""One deadline that is told of: when, why, what is still to come; another day for it, or no more of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.alerts.messages import AlertWords, about_of, duty, ended
from bot.alerts.model import Confirmation, KeptDeadline, Verdict
from bot.alerts.overview import never_sent
from bot.alerts.planning import hold
from bot.alerts.rules import OVERDUE, Due, days_left
from bot.alerts.typed import read_day_of
from bot.conversation.following import (
    CONFIRMING,
    TOLD,
    above,
    for_whom,
    note,
    promise,
    show_list,
    spoken_of,
)
from bot.conversation.turn import Step, Turn
from bot.conversation.typed_words import typed_for, wrong_day
from bot.message import Action, Choice, Message, Quote
from bot.pages import clip
from bot.texts import capital

LONGEST_DUTY = 60  # characters in the first line
DAYS_SHOWN = 5


def show_one(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The card of a confirmed occurrence, with what can be done about it."""
    found = named(turn, args)
    if found is None or found[1].verdict is not Verdict.CONFIRMED:
        return show_list(turn, {})
    deadline, said = found
    words, today = AlertWords(turn.desk.texts), turn.now.date()
    lead = turn.line("deadline_lines.head", day=words.spoken(said.due), what=clip(duty(deadline), LONGEST_DUTY))
    lines = [words.origin_line(deadline, said)]
    if today <= said.due.safe_day:
        count = turn.line("deadline_lines.left", count=days_left(said.due, today))
        safe = f" {words.safe_line(said.due, today)}" if said.due.safe_day != said.due.day else ""
        lines.insert(0, f"{count}{safe}")
    if said.to_whom:
        lines.append(turn.line("alert_lines.to_whom", name=said.to_whom))
    lines.append(coming(turn, said))
    quotes = (Quote((deadline.quote,), words.source_line(deadline)),) if deadline.quote else ()
    choices = choices_of(turn, deadline, said)
    return [Message(lead=ended(capital(lead)), lines=tuple(lines), quotes=quotes, choices=choices)]


def choices_of(turn: Turn, deadline: KeptDeadline, said: Confirmation) -> tuple[Choice, ...]:
    """Done, later, other days of alerts; another day for who may say so; no more of it."""
    on = about_of(never_sent(said, turn.event.chat, turn.now))
    choices = [turn.choice("finished", "alert_done", **on), turn.choice("remind_later", "alert_later", **on)]
    choices.append(turn.choice("change_habit", "alert_habit", id=deadline.id))
    if may_correct(turn, deadline):
        choices.append(turn.choice("correct_day", "alert_one_day", **on))
    if deadline.owner:
        choices.append(turn.choice("delete_own_deadline", "alert_one_drop", **on))
    elif turn.desk.store.deadlines.follows(deadline.id, turn.event.person):
        choices.append(turn.choice("stop_alerts", "alert_one_drop", **on))
    return (*choices, turn.choice("my_alerts", "alert_list"))


def coming(turn: Turn, said: Confirmation) -> str:
    """When the person will be told of it: what waits in the outbox."""
    ahead = turn.desk.store.alerts.waiting_of(said.deadline, said.key, turn.event.person)
    times = [f"{AlertWords(turn.desk.texts).moment(a.due)}" for a in ahead if not a.kind.startswith(OVERDUE)]
    key = "coming" if times else "none_coming"
    return turn.line(f"deadline_lines.{key}", days=", ".join(times[:4]))


def drop_one(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """No more of it: an own deadline is erased, one of a plan is no longer followed."""
    found = named(turn, args)
    if found is None:
        return show_list(turn, {})
    deadline, store, person = found[0], turn.desk.store, turn.event.person
    store.alerts.cancel_deadline(deadline.id, person, turn.now)
    if deadline.owner == person:
        store.deadlines.erase(deadline.id)
    else:
        store.deadlines.unfollow(deadline.id, person)
    key = "own_erased" if deadline.owner else "alerts_stopped"
    return [replace(turn.say(key), choices=(turn.choice("my_alerts", "alert_list"),))]


def show_days(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The days of a duty that comes back within the year, each to be corrected or left out by itself."""
    store, start = turn.desk.store.deadlines, int(args.get("start", "0"))
    said = store.occurrences(args["id"], args["year"])
    deadline = store.deadline(args["id"])
    if deadline is None or not said or not may_correct(turn, deadline):
        return show_list(turn, {})
    shown = list(enumerate(said, 1))[start : start + DAYS_SHOWN]
    words = AlertWords(turn.desk.texts)
    lines = []
    for number, one in shown:
        holds = one.verdict is Verdict.CONFIRMED
        day = words.spoken(one.due) if holds else turn.line("deadline_lines.left_out")
        lines.append(turn.line("label_patterns.list_item", count=number, title=f"{day}."))
    choices = [
        Choice(turn.line("label_patterns.correct_day", count=number), Action("alert_one_day", on(one)))
        for number, one in shown
    ]
    if len(said) > start + DAYS_SHOWN:
        next_page = {"id": args["id"], "year": args["year"], "start": str(start + DAYS_SHOWN)}
        choices.append(replace(turn.choice("next_page", "alert_days", **next_page), worded=True))
    choices.append(replace(turn.choice("next_deadline", "alert_ask"), worded=True))
    asked = turn.say("each_day", year=args["year"], what=clip(duty(deadline), LONGEST_DUTY // 2))
    return [replace(asked, lines=tuple(lines), choices=tuple(choices))]


def ask_one_day(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """On which day, then? Or not at all."""
    found = named(turn, args)
    if found is None or not may_correct(turn, found[0]):
        return for_whom(turn) if turn.person.role not in TOLD else show_list(turn, {})
    turn.change(task={"do": "alert_one_day", "on": args["on"]})
    choices = [replace(turn.choice("leave_day_out", "alert_one_out", on=args["on"]), worded=True)]
    choices.append(turn.worded("back", "alert_one", on=args["on"]))
    said = found[1]
    now = AlertWords(turn.desk.texts).spoken(said.due) if said.verdict is Verdict.CONFIRMED else ""
    asked = turn.say("confirm_day", year=year_of(said))
    lines = ((turn.line("deadline_lines.now", day=now),) if now else ()) + asked.lines
    return [replace(asked, lines=lines, choices=tuple(choices))]


def take_one_day(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The day that was typed for this occurrence alone."""
    found = named(turn, args)
    if found is None or not may_correct(turn, found[0]):
        return show_list(turn, {})
    said = found[1]
    typed = read_day_of(args["typed"], int(year_of(said)), turn.now.date())
    if typed is None or typed.day is None or typed.day < turn.now.date():
        wrong = wrong_day(turn, args["typed"], typed)
        return [replace(wrong, choices=(turn.worded("back", "alert_one", on=args["on"]),))]
    turn.change(task={})
    due = Due(typed.day, typed.before)
    told = spoken_of(turn, said.deadline, said.occurrence, Verdict.CONFIRMED, due, said.to_whom)
    hold(turn.desk.store, told, turn.now, above(turn))
    note(turn, "deadline_confirmed", said.deadline)
    habit = turn.desk.store.deadlines.habit(said.deadline, turn.event.person)
    return [replace(promise(turn, "confirmed_one", [due], habit), choices=ways_on(turn, told))]


def leave_out(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """This occurrence is not told of; the others are."""
    found = named(turn, args)
    turn.change(task={})
    if found is None or not may_correct(turn, found[0]):
        return show_list(turn, {})
    said = found[1]
    told = spoken_of(turn, said.deadline, said.occurrence, Verdict.LEFT_OUT, None, said.to_whom)
    hold(turn.desk.store, told, turn.now)
    note(turn, "deadline_left_out", said.deadline)
    return [replace(turn.say("day_left_out"), choices=ways_on(turn, told))]


def ways_on(turn: Turn, said: Confirmation) -> tuple[Choice, ...]:
    """The other days of the same duty if it has several, and the list."""
    several = len(turn.desk.store.deadlines.occurrences(said.deadline, year_of(said))) > 1
    each = (turn.choice("each_day", "alert_days", id=said.deadline, year=year_of(said)),) if several else ()
    return (*each, turn.choice("my_alerts", "alert_list"))


def named(turn: Turn, args: Mapping[str, str]) -> tuple[KeptDeadline, Confirmation] | None:
    """The deadline and the occurrence that a button is about; None if it is gone or somebody else's own."""
    store = turn.desk.store.deadlines
    deadline_id, _, occurrence = args.get("on", "").partition("|")
    deadline, said = store.deadline(deadline_id), store.confirmation(deadline_id, occurrence)
    if deadline is None or said is None or deadline.owner not in ("", turn.event.person):
        return None
    return deadline, said


def may_correct(turn: Turn, deadline: KeptDeadline) -> bool:
    """Whether the person may give the deadline another day."""
    return deadline.owner == turn.event.person if deadline.owner else turn.person.role in CONFIRMING


def on(said: Confirmation) -> dict[str, str]:
    """What a button says of an occurrence."""
    return {"on": f"{said.deadline}|{said.occurrence}"}


def year_of(said: Confirmation) -> str:
    """The year of an occurrence: "2026" of "2026.1"."""
    return said.occurrence.partition(".")[0]


STEPS: Mapping[str, Step] = {
    "alert_one": show_one,
    "alert_one_day": ask_one_day,
    "alert_one_out": leave_out,
    "alert_one_drop": drop_one,
    "alert_days": show_days,
}
TASKS = {"alert_one_day": typed_for(take_one_day, needs_time=True)}
