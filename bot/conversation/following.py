"""Being told of deadlines: who is told of which, on which days, and as a calendar file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.alerts.above import address_above
from bot.alerts.messages import AlertWords, duty, ended, name_of
from bot.alerts.model import Confirmation, Verdict
from bot.alerts.planning import hold, plan_occurrence
from bot.alerts.rules import OVERDUE, Due, Habit, moments_of
from bot.alerts.typed import read_habit, read_moment
from bot.conversation.turn import Step, Turn
from bot.message import Action, Attachment, Choice, Message
from bot.pages import clip
from bot.people.model import Role

FOLLOWED_SHOWN = 7
LONGEST_TIME = 7  # words of a day and a time
AHEAD = timedelta(days=400)
CONFIRMING = (Role.OFFICER, Role.ADMIN)
TOLD = (*CONFIRMING, Role.VILLAGE_HEAD)


def for_whom(turn: Turn) -> list[Message]:
    """Who may use it."""
    return [replace(turn.say("alerts_for_whom"), choices=(turn.choice("see_calendar", "calendar", plan=""),))]


def show_list(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """What the person is told of."""
    held = turn.desk.store.deadlines.confirmed(turn.now.date(), turn.now.date() + AHEAD, turn.event.person)
    lines = [list_line(turn, said) for said in held[:FOLLOWED_SHOWN]]
    if len(held) > FOLLOWED_SHOWN:
        lines.append(turn.line("calendar_lines.more", count=len(held) - FOLLOWED_SHOWN))
    choices = (
        *((turn.choice("alert_file", "alert_file"),) if held else ()),
        turn.choice("follow_others", "alert_follow"),
        turn.choice("see_calendar", "calendar", plan=""),
    )
    return [replace(turn.say("alerts_now", count=len(held)), lines=tuple(lines), choices=choices)]


def show_followed(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """What is confirmed: taken by a tap, dropped by another."""
    store = turn.desk.store.deadlines
    held = [s for s in store.confirmed(turn.now.date(), turn.now.date() + AHEAD) if is_shared(turn, s)]
    once = list({said.deadline: said for said in reversed(held)}.values())[::-1][:FOLLOWED_SHOWN]
    if not once:
        return [replace(turn.say("nothing_to_follow"), choices=(turn.choice("see_calendar", "calendar", plan=""),))]
    lines, choices = [], []
    for number, said in enumerate(once, 1):
        mine = store.follows(said.deadline, turn.event.person)
        key = "followed" if mine else "not_followed"
        lines.append(turn.line(f"confirm_lines.{key}", count=number, what=list_line(turn, said)))
        label = turn.line(f"label_patterns.{'unfollow' if mine else 'follow'}", count=number)
        choices.append(Choice(label, Action("alert_toggle", {"id": said.deadline})))
    return [replace(turn.say("alerts_to_follow"), lines=tuple(lines), choices=tuple(choices), replaces=True)]


def toggle(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Follow a deadline, or no longer."""
    store, person = turn.desk.store, turn.event.person
    if turn.person.role not in TOLD:
        return for_whom(turn)
    if store.deadlines.follows(args["id"], person):
        store.deadlines.unfollow(args["id"], person)
        store.alerts.cancel_deadline(args["id"], person, turn.now)
    else:
        store.deadlines.follow(args["id"], person, turn.now)
        for said in store.deadlines.confirmed(turn.now.date(), turn.now.date() + AHEAD, person):
            if said.deadline == args["id"]:
                hold(store, said, turn.now, above(turn))
    return show_followed(turn, {})


def ask_habit(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """On which days before, and at what time?"""
    turn.change(task={"do": "alert_habit", "id": args["id"]})
    return [replace(turn.say("alert_habit"), choices=(turn.worded("back", "alert_list"),))]


def take_habit(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The days and the time that were typed: what was planned for this person is planned anew."""
    habit, store, person = read_habit(args["typed"]), turn.desk.store, turn.event.person
    if habit is None:
        said = turn.say("alert_habit_wrong", value=clip(args["typed"], 30))
        return [replace(said, choices=(turn.worded("back", "alert_list"),))]
    turn.change(task={})
    followed = store.deadlines.confirmed(turn.now.date(), turn.now.date() + AHEAD, person)
    held = [one for one in followed if one.deadline == args["id"]]
    if not held:
        return show_list(turn, {})
    store.deadlines.set_habit(args["id"], person, habit)
    store.alerts.cancel_deadline(args["id"], person, turn.now)
    for one in held:
        plan_occurrence(store, one, turn.now, above(turn))
    choices = (turn.choice("my_alerts", "alert_list"),)
    return [replace(promise(turn, "confirmed_one", [one.due for one in held], habit), choices=choices)]


def promise(turn: Turn, key: str, dues: Sequence[Due], habit: Habit | None = None) -> Message:
    """When one will be told: exactly the alerts that are planned."""
    words = AlertWords(turn.desk.texts)
    habit = habit or Habit()
    moments = [m for due in dues for m in moments_of(due, habit) if m.at > turn.now and not m.kind.startswith(OVERDUE)]
    lines = tuple(line for due in dues[:1] for line in (words.due_line(due), words.safe_line(due, turn.now.date())))
    if not moments:
        return replace(turn.say("confirmed_late"), lines=lines)
    first = [words.weekday(m.at.date()) if len(moments) <= 4 else f"{m.at:%d/%m}" for m in moments[:8]]
    said = turn.say(key, moment=f"{habit.at:%H:%M}", days=", ".join(first))
    return replace(said, lines=lines + said.lines)


def send_file(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """What the person is told of, as a calendar file with alarms."""
    from bot.alerts.ics import confirmed_file  # noqa: PLC0415 - icalendar takes a moment to load

    store = turn.desk.store.deadlines
    held = store.confirmed(turn.now.date(), turn.now.date() + AHEAD, turn.event.person)
    pairs = [(deadline, said) for said in held if (deadline := store.deadline(said.deadline))]
    file = Attachment("han-duoc-nhac.ics", confirmed_file(pairs, turn.desk.texts, turn.now))
    said = turn.say("alerts_file", count=len(pairs))
    return [replace(said, files=(file,), choices=(turn.choice("my_alerts", "alert_list"),))]


def typed_for(step: Step, *, needs_time: bool = False) -> Callable[[Turn, str], list[Message] | None]:
    """What takes typed words for `step`; a sentence without a day or time that needs one is answered as a question."""

    def take(turn: Turn, text: str) -> list[Message] | None:
        asks = len(text.split()) > LONGEST_TIME or not any(c.isdigit() for c in text)
        if needs_time and asks and read_moment(text, turn.now) is None:
            turn.change(task={})
            return None
        return step(turn, {**turn.chat.task, "typed": text})

    return take


def spoken_of(
    turn: Turn, deadline: str, occurrence: str, verdict: Verdict, due: Due | None, to_whom: str
) -> Confirmation:
    """What this person says of an occurrence now."""
    by = name_of(turn.desk.texts, turn.person)
    day, before = (due.day, due.before) if due else (None, False)
    return Confirmation(deadline, occurrence, verdict, day, before, to_whom, by, turn.event.person, turn.now)


def list_line(turn: Turn, said: Confirmation) -> str:
    """A confirmed deadline on one line."""
    deadline = turn.desk.store.deadlines.deadline(said.deadline)
    what = clip(duty(deadline), 50) if deadline else ""
    return ended(turn.line("confirm_lines.item", day=AlertWords(turn.desk.texts).spoken(said.due), what=what))


def is_shared(turn: Turn, said: Confirmation) -> bool:
    """Whether the deadline is one of a plan, not somebody's own."""
    deadline = turn.desk.store.deadlines.deadline(said.deadline)
    return deadline is not None and not deadline.owner


def above(turn: Turn) -> Callable[[str], str]:
    """Who is above somebody."""
    return lambda chat: address_above(turn.desk.store.people, turn.desk.office.admins, chat)


def note(turn: Turn, action: str, deadline: str) -> None:
    """The audit log knows who said it."""
    turn.desk.store.audit.add(turn.now, turn.actor, action, f"deadline:{deadline}")


STEPS: Mapping[str, Step] = {
    "alert_list": show_list,
    "alert_file": send_file,
    "alert_habit": ask_habit,
    "alert_follow": show_followed,
    "alert_toggle": toggle,
}
TASKS = {"alert_habit": typed_for(take_habit)}
