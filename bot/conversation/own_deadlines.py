"""Own deadlines, typed in words; they are the typist's alone and say that no plan has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.alerts.messages import AlertWords
from bot.alerts.model import Confirmation, KeptDeadline, Verdict
from bot.alerts.planning import hold
from bot.alerts.rules import DEFAULT_TIME, OVERDUE, Due, moments_of
from bot.alerts.typed import TypedDay, read_day, read_wish
from bot.conversation.following import TOLD, above, for_whom, promise, spoken_of
from bot.conversation.turn import Step, Turn
from bot.conversation.typed_words import typed_for, wrong_day
from bot.message import Message
from bot.pages import clip
from knowledge.text import one_line

LONGEST_OWN = 120


def take_wish(turn: Turn, text: str) -> list[Message]:
    """An own deadline as typed: what was understood is said before anything is kept."""
    if turn.person.role not in TOLD:
        return for_whom(turn)
    wish = read_wish(text, turn.now.date())
    if wish is None or wish.day is None:
        return [turn.say("own_no_day")]
    if wish.day.day is None:
        return [turn.say("own_bad_day", value=wish.day.words)]
    if wish.day.day < turn.now.date():
        return [turn.say("own_past_day", day=f"{wish.day.day:%d/%m/%Y}")]
    what = clip(one_line(wish.what), LONGEST_OWN)
    if not what:
        return [turn.say("own_no_words", day=f"{wish.day.day:%d/%m/%Y}")]
    due = Due(wish.day.day, wish.day.before)
    words = AlertWords(turn.desk.texts)
    said = turn.say("own_deadline", what=clip(what, 40), day=words.spoken(due))
    days = [f"{m.at:%d/%m}" for m in moments_of(due) if m.at > turn.now and not m.kind.startswith(OVERDUE)]
    if days:
        at = f"{DEFAULT_TIME:%H:%M}"
        said = replace(said, lines=(turn.line("confirm_lines.days", moment=at, days=", ".join(days)), *said.lines))
    args = {"what": what, "day": due.day.isoformat(), "before": "1" if due.before else ""}
    choices = (
        turn.choice("set_alert", "alert_own", **args),
        turn.choice("change_day", "alert_own_day", **args),
        turn.choice("drop_it", "alert_drop"),
    )
    return [replace(said, choices=choices)]


def set_own(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The own deadline is kept; the same one typed twice stands once."""
    store, person = turn.desk.store, turn.event.person
    due = Due(date.fromisoformat(args["day"]), bool(args["before"]))
    if turn.person.role not in TOLD:
        return for_whom(turn)
    if due.day < turn.now.date():
        return [turn.say("own_past_day", day=f"{due.day:%d/%m/%Y}")]
    name = f"{due.day.year}.1"
    same = [s for s in store.deadlines.confirmed(due.day, due.day, person) if is_own(turn, s, args["what"])]
    if not same:
        deadline = KeptDeadline(turn.desk.ids(12), args["what"], owner=person)
        store.deadlines.save_deadline(deadline, turn.now)
        store.deadlines.follow(deadline.id, person, turn.now)
        hold(store, spoken_of(turn, deadline.id, name, Verdict.CONFIRMED, due, ""), turn.now, above(turn))
    deadline_id = same[0].deadline if same else deadline.id
    choices = (turn.choice("change_habit", "alert_habit", id=deadline_id), turn.choice("my_alerts", "alert_list"))
    return [replace(promise(turn, "own_set", [due]), choices=choices)]


def ask_own_day(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Another day for what was typed."""
    turn.change(task={"do": "alert_own_day", "what": args["what"]})
    choices = (turn.worded("drop_it", "alert_drop"),)
    return [replace(turn.say("confirm_day", year=turn.now.year), choices=choices)]


def take_own_day(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The other day that was typed."""
    typed: TypedDay | None = read_day(args["typed"], turn.now.date())
    if typed is None or typed.day is None or typed.day < turn.now.date():
        choices = (turn.worded("drop_it", "alert_drop"),)
        return [replace(wrong_day(turn, args["typed"], typed), choices=choices)]
    turn.change(task={})
    before = "truoc " if typed.before else ""
    return take_wish(turn, f"nhac {before}{typed.day:%d/%m/%Y} {args['what']}")


def drop_own(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Nothing is set."""
    turn.change(task={})
    return [replace(turn.say("own_dropped"), choices=(turn.choice("ask_other", "ask_now"),))]


def is_own(turn: Turn, said: Confirmation, what: str) -> bool:
    """Whether it is the person's own deadline of those words."""
    deadline = turn.desk.store.deadlines.deadline(said.deadline)
    return deadline is not None and deadline.owner == turn.event.person and deadline.what == what


STEPS: Mapping[str, Step] = {"alert_own": set_own, "alert_own_day": ask_own_day, "alert_drop": drop_own}
TASKS = {"alert_own_day": typed_for(take_own_day, needs_time=True)}
