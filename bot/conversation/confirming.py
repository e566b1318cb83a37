"""Confirming: the deadlines of the plans one by one; nobody is told of one that no officer has confirmed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from bot.alerts.asking import Asked, asked_about, duty_words, kept, moment_words, proof, unanswered
from bot.alerts.messages import ended
from bot.alerts.model import Verdict
from bot.alerts.planning import hold
from bot.alerts.rules import Due
from bot.alerts.scope import concerns
from bot.alerts.subscribing import follow_with
from bot.alerts.typed import read_day_of
from bot.conversation.following import CONFIRMING, above, note, promise, spoken_of
from bot.conversation.places import place_name, profile
from bot.conversation.reading import tidy_lines
from bot.conversation.turn import Step, Turn
from bot.conversation.typed_words import typed_for, wrong_day
from bot.message import Action, Choice, Message, Quote
from bot.pages import clip
from bot.people.refusing import for_others
from knowledge.answers.notices import is_over
from knowledge.plans.model import Plan
from knowledge.text import fold, one_line

# The district level ended on 2025-07-01: an office of one no longer receives anything.
_DISTRICT = re.compile(r"\bhuyen\b")
DUTY_IN_LEAD = 40  # characters, so that the question still fits beside it
LONGEST_RECEIVER = 120
LONGEST_OFFICE = 80
FEWEST_LETTERS = 3  # of a receiver: a number or a day is none
ASKED = ("id", "year", "start", "dated")  # what a button says of a question
EVERY_PLAN = "*"  # although one is chosen
NO_ARGS: Mapping[str, str] = MappingProxyType({})


def ask_next(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The next deadline that nobody has answered, or what is confirmed."""
    if turn.person.role not in CONFIRMING:
        return for_others(turn, "for_officers")
    dated = args.get("dated", "1") == "1"
    waiting = unanswered(plans_here(turn, args), turn.desk.store.deadlines, turn.now.date(), dated=dated)
    place = int(args.get("start", "0"))
    if place < len(waiting):
        return [question(turn, waiting[place], place, len(waiting), args)]
    return [nothing_left(turn, args, len(waiting))]


def nothing_left(turn: Turn, args: Mapping[str, str], put_off: int) -> Message:
    """All were looked at: how many were put off, and what else there is."""
    said = turn.say("nothing_to_confirm")
    choices = [turn.choice("my_alerts", "alert_list")]
    if put_off:
        said = replace(said, lead=turn.line("confirm_lines.put_off", count=put_off))
        choices.insert(0, turn.choice("see_deadlines", "alert_ask", dated=args.get("dated", "1"), **of_plan(args)))
    if turn.plan and args.get("plan") in (None, turn.plan):
        place = place_name(turn.desk.library[turn.plan], turn.desk.library, turn.desk.texts)
        if not put_off:
            said = replace(said, lead=turn.line("confirm_lines.none_here", place=place))
        choices.append(turn.choice("other_plans", "alert_ask", plan=EVERY_PLAN))
    today, store = turn.now.date(), turn.desk.store.deadlines
    if args.get("dated", "1") == "1" and unanswered(plans_here(turn, args), store, today, dated=False):
        choices.append(turn.choice("without_day", "alert_ask", dated="", **of_plan(args)))
    choices.append(turn.choice("see_calendar", "calendar", plan=turn.plan or ""))
    return replace(said, choices=tuple(choices))


def question(turn: Turn, asked: Asked, place: int, count: int, given: Mapping[str, str]) -> Message:
    """Does it still hold?"""
    dated = given.get("dated", "1")
    over = is_over(asked.plan, turn.now.date())
    what = clip(duty_words(asked.deadline), DUTY_IN_LEAD).rstrip(".;,")
    args = {"id": asked.id, "year": str(asked.year), "start": str(place), "dated": dated} | of_plan(given)
    moment = moment_words(asked.deadline)
    said = turn.say(
        "confirm_again" if over else "confirm_now",
        page=place + 1, pages=count, what=what, year=asked.year, moment=clip(moment, 80),
    )  # fmt: skip
    lines = list(said.lines)
    if asked.deadline.to_whom:
        key = "receiver_gone" if _DISTRICT.search(fold(asked.deadline.to_whom)) else "receiver"
        lines.append(turn.line(f"confirm_lines.{key}", name=office(asked.deadline.to_whom)))
    choices = []
    due = asked.occurrences[0].due
    if due and len(asked.occurrences) == 1:
        label = turn.line("label_patterns.still", day=f"{due.day:%d/%m/%Y}")
        choices.append(Choice(label, Action("alert_yes", args), ("con", "dung", "ap dung")))
        choices.append(turn.choice("other_day", "alert_ask_day", **args))
    elif due:
        days = ", ".join(f"{o.due.day:%d/%m}" for o in asked.occurrences if o.due)
        lines.append(turn.line("confirm_lines.every", days=days))
        choices.append(turn.choice("still_holds", "alert_yes", **args))
    else:
        choices.append(turn.choice("set_day", "alert_ask_day", **args))
    choices.append(turn.choice("no_longer", "alert_no", **args))
    choices.append(turn.choice("later", "alert_ask", start=str(place + 1), dated=dated, **of_plan(args)))
    source = turn.line("source.section", document=profile(asked.plan).document, path=asked.deadline.section)
    whole = one_line(asked.deadline.quote)
    quote = Quote((tidy_lines(asked.deadline.quote),), source, proof(whole, one_line(asked.deadline.moment or "")))
    return replace(said, lead=ended(said.lead), lines=tuple(lines), quotes=(quote,), choices=tuple(choices))


def office(receiver: str) -> str:
    """The receiver as the plan names it; without what stands in brackets if it is long."""
    name = one_line(receiver)
    return name if len(name) <= LONGEST_OFFICE else clip(name.partition("(")[0].strip(), LONGEST_OFFICE)


def say_no(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """It no longer holds: nobody is told of it."""
    asked = found(turn, args)
    if asked is None:
        return ask_next(turn, {})
    store = turn.desk.store
    store.deadlines.save_deadline(kept(asked), turn.now)
    for occurrence in asked.occurrences:
        said = spoken_of(turn, asked.id, asked.name(occurrence), Verdict.LEFT_OUT, None, "")
        hold(store, said, turn.now)
    note(turn, "deadline_left_out", asked.id)
    done = turn.say("left_out", year=asked.year)
    choices = (
        turn.choice("next_deadline", "alert_ask", dated=args["dated"], **of_plan(args)),
        turn.choice("undo_done", "alert_no_undone", **{n: args[n] for n in ASKED}, **of_plan(args)),
    )
    return [replace(done, choices=choices)]


def undo_no(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """It was a slip: the deadline is asked about again."""
    asked, store = found(turn, args), turn.desk.store.deadlines
    if asked is not None:
        for occurrence in asked.occurrences:
            said = store.confirmation(asked.id, asked.name(occurrence))
            if said is not None and said.verdict is Verdict.LEFT_OUT:
                store.forget_confirmation(asked.id, asked.name(occurrence))
        note(turn, "deadline_asked_again", asked.id)
    return ask_next(turn, {"start": args["start"], "dated": args["dated"], **of_plan(args)})


def ask_day(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """On which day, then?"""
    turn.change(task={"do": "alert_day"} | dict(args))
    choices = (back(turn, args),)
    return [replace(turn.say("confirm_day", year=args["year"]), choices=choices)]


def take_day(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The day that was typed."""
    asked = found(turn, args)
    if asked is None:
        return ask_next(turn, {})
    typed = read_day_of(args["typed"], asked.year, turn.now.date())
    if typed is None or typed.day is None or typed.day < turn.now.date():
        choices = (back(turn, args),)
        return [replace(wrong_day(turn, args["typed"], typed), choices=choices)]
    given = {name: args[name] for name in ASKED} | of_plan(args)
    return say_yes(turn, given | {"day": typed.day.isoformat(), "before": "1" if typed.before else ""})


def say_yes(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """It holds; who gets it?"""
    if found(turn, args) is None:
        return ask_next(turn, {})
    given = {name: value for name, value in args.items() if name != "do"}
    turn.change(task={"do": "alert_receiver"} | given)
    choices = (
        turn.worded("skip", "alert_receiver", **given),
        back(turn, args),
    )
    return [replace(turn.say("confirm_receiver", year=args["year"]), choices=choices)]


def take_receiver(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The receiver that was typed, or none: it is confirmed, and the officer follows it."""
    typed = args.get("typed", "")
    if typed and sum(c.isalpha() for c in typed) < FEWEST_LETTERS:
        given = {name: value for name, value in args.items() if name not in ("do", "typed")}
        ways = (turn.worded("skip", "alert_receiver", **given), back(turn, args))
        return [replace(turn.say("receiver_unclear", value=clip(typed, 30)), choices=ways)]
    turn.change(task={})
    asked = found(turn, args)
    if asked is None:
        return ask_next(turn, {})
    store, to_whom = turn.desk.store, clip(one_line(typed), LONGEST_RECEIVER).rstrip(".")
    store.deadlines.save_deadline(kept(asked), turn.now)
    store.deadlines.follow(asked.id, turn.event.person, turn.now)
    follow_with(store, asked.id, asked.plan, turn.now)
    dues = []
    for occurrence in asked.occurrences:
        due = Due(date.fromisoformat(args["day"]), bool(args["before"])) if "day" in args else occurrence.due
        if due is None:
            return ask_day(turn, args)
        said = spoken_of(turn, asked.id, asked.name(occurrence), Verdict.CONFIRMED, due, to_whom)
        hold(store, said, turn.now, above(turn))
        dues.append(due)
    note(turn, "deadline_confirmed", asked.id)
    change = turn.choice("correct_day", "alert_ask_day", **{n: args[n] for n in ASKED})
    if len(dues) > 1:
        change = turn.choice("each_day", "alert_days", id=asked.id, year=str(asked.year))
    choices = (
        turn.choice("change_habit", "alert_habit", id=asked.id),
        turn.choice("next_deadline", "alert_ask", dated=args["dated"], **of_plan(args)),
        change,
    )
    habit = store.deadlines.habit(asked.id, turn.event.person)
    return [replace(promise(turn, "confirmed_one", dues, habit), choices=choices)]


def back(turn: Turn, args: Mapping[str, str]) -> Choice:
    """Back to the question."""
    return turn.worded("back", "alert_ask", start=args["start"], dated=args["dated"], **of_plan(args))


def found(turn: Turn, args: Mapping[str, str]) -> Asked | None:
    """The deadline that a button is about; None for somebody who may not confirm, or when it is gone."""
    if turn.person.role not in CONFIRMING:
        return None
    return asked_about(turn.desk.library, args["id"], int(args["year"]), turn.now.date())


def plans_here(turn: Turn, args: Mapping[str, str] = NO_ARGS) -> list[Plan]:
    """The plan that a button names or that is chosen, else those that concern the own area, else all."""
    plans, named = turn.desk.library.in_force(turn.now.date()), args.get("plan") or turn.plan
    if chosen := [plan for plan in plans if plan.id == named]:
        return chosen
    return [plan for plan in plans if concerns(plan, turn.person.area)] or plans


def of_plan(args: Mapping[str, str]) -> dict[str, str]:
    """The plan that is gone through, where a button named one."""
    return {"plan": args["plan"]} if args.get("plan") else {}


STEPS: Mapping[str, Step] = {
    "alert_ask": ask_next,
    "alert_yes": say_yes,
    "alert_no": say_no,
    "alert_no_undone": undo_no,
    "alert_ask_day": ask_day,
    "alert_receiver": take_receiver,
}
# What is typed while one of these is asked goes to it.
TASKS = {"alert_day": typed_for(take_day, needs_time=True), "alert_receiver": typed_for(take_receiver)}
