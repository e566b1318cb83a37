"""Being told of deadlines: who is told of which, on which days, and as a calendar file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.alerts.above import address_above
from bot.alerts.messages import AlertWords, duty, ended, name_of
from bot.alerts.model import Confirmation, Verdict
from bot.alerts.planning import hold, plan_occurrence
from bot.alerts.rules import OVERDUE, Due, Habit, moments_of
from bot.alerts.scope import concerns
from bot.alerts.typed import read_habit
from bot.conversation.turn import Step, Turn
from bot.conversation.typed_words import typed_for
from bot.message import Action, Attachment, Choice, Message
from bot.pages import clip
from bot.people.model import Role
from bot.texts import capital
from knowledge.text import fold

FOLLOWED_SHOWN = 5
LIST_SHOWN = 4
FOR_ALL = re.compile(r"\b(?:moi|tat ca|het cac) han\b")
HABITS = (("habit_default", "30 7 3"), ("habit_two", "7 1"), ("habit_last", ""))
WAYS = (("week_overview", "alert_week"), ("follow_others", "alert_follow"), ("more_ways", "alert_more"))
MORE_WAYS = (("follow_whole", "alert_whole"), ("alert_file", "alert_file"), ("see_calendar", "calendar"))
AHEAD = timedelta(days=400)
CONFIRMING = (Role.OFFICER, Role.ADMIN)
TOLD = (*CONFIRMING, Role.VILLAGE_HEAD)


def for_whom(turn: Turn) -> list[Message]:
    """Who may use it."""
    return [replace(turn.say("alerts_for_whom"), choices=(turn.choice("see_calendar", "calendar", plan=""),))]


def show_list(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """What the person is told of, each to be looked at by its number."""
    if turn.person.role not in TOLD:
        return for_whom(turn)
    held = turn.desk.store.deadlines.confirmed(turn.now.date(), turn.now.date() + AHEAD, turn.event.person)
    start = int(args.get("start", "0"))
    shown = list(enumerate(held, 1))[start : start + LIST_SHOWN]
    lines = [turn.line("label_patterns.list_item", count=number, title=list_line(turn, said)) for number, said in shown]
    choices = [
        Choice(
            turn.line("label_patterns.see_deadline", count=number),
            Action("alert_one", {"on": f"{said.deadline}|{said.occurrence}"}),
        )
        for number, said in shown
    ]
    if rest := len(held) - start - len(shown):
        lines.append(turn.line("calendar_lines.more", count=rest))
        choices.append(replace(turn.choice("next_page", "alert_list", start=str(start + LIST_SHOWN)), worded=True))
    for label, step in WAYS:
        choices.append(replace(turn.choice(label, step), worded=bool(held)))
    return [replace(turn.say("alerts_now", count=len(held)), lines=tuple(lines), choices=tuple(choices))]


def show_more(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """What else there is about being told."""
    if turn.person.role not in TOLD:
        return for_whom(turn)
    ways = [*MORE_WAYS, *((("who_has_confirmed", "alert_who"),) if turn.person.role in CONFIRMING else ())]
    return [replace(turn.say("alerts_more"), choices=tuple(turn.choice(label, step) for label, step in ways))]


def show_followed(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """What is confirmed, that of the own area first: taken by a tap, dropped by another."""
    store = turn.desk.store.deadlines
    once = shared(turn)
    if not once:
        ways = (turn.choice("follow_whole", "alert_whole"), turn.choice("see_calendar", "calendar"))
        return [replace(turn.say("nothing_to_follow"), choices=ways)]
    start = int(args.get("start", "0"))
    lines, choices = [], []
    for number, said in list(enumerate(once, 1))[start : start + FOLLOWED_SHOWN]:
        mine = store.follows(said.deadline, turn.event.person)
        key = "followed" if mine else "not_followed"
        lines.append(turn.line(f"confirm_lines.{key}", count=number, what=list_line(turn, said)))
        label = turn.line(f"label_patterns.{'unfollow' if mine else 'follow'}", count=number)
        choices.append(Choice(label, Action("alert_toggle", {"id": said.deadline, "start": str(start)})))
    if len(once) > start + FOLLOWED_SHOWN:
        choices.append(turn.worded("next_page", "alert_follow", start=str(start + FOLLOWED_SHOWN)))
    choices += [turn.worded("my_alerts", "alert_list"), turn.worded("follow_whole", "alert_whole")]
    return [replace(turn.say("alerts_to_follow"), lines=tuple(lines), choices=tuple(choices), replaces=True)]


def shared(turn: Turn) -> list[Confirmation]:
    """The confirmed deadlines of plans, each once with its next day, those that concern the own area first."""
    store, today = turn.desk.store.deadlines, turn.now.date()
    near = {plan.id for plan in turn.desk.library if concerns(plan, turn.person.area)}
    found: dict[str, tuple[bool, Confirmation]] = {}
    for said in store.confirmed(today, today + AHEAD):
        deadline = store.deadline(said.deadline)
        if deadline is not None and not deadline.owner:
            found.setdefault(said.deadline, (deadline.plan not in near, said))
    return [said for _, said in sorted(found.values(), key=lambda f: (f[0], f[1].due.day))]


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
    return show_followed(turn, args)


def ask_habit(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """On which days before, and at what time?"""
    turn.change(task={"do": "alert_habit", "id": args["id"]})
    choices = [turn.worded(label, "alert_habit_set", id=args["id"], leads=leads) for label, leads in HABITS]
    return [replace(turn.say("alert_habit"), choices=(*choices, turn.worded("back", "alert_list")))]


def set_habit(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The days of a button, at the usual time."""
    leads = tuple(int(lead) for lead in args["leads"].split())
    return keep_habit(turn, args["id"], Habit(leads))


def take_habit(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The days and the time that were typed: what was planned for this person is planned anew."""
    habit = read_habit(args["typed"])
    if habit is None:
        said = turn.say("alert_habit_wrong", value=clip(args["typed"], 30))
        return [replace(said, choices=(turn.worded("back", "alert_list"),))]
    kept = keep_habit(turn, args["id"], habit)
    return habit_for_all(turn, args) if FOR_ALL.search(fold(args["typed"])) else kept


def habit_for_all(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The days of one deadline are those of every other, also of what is followed later."""
    store, person, today = turn.desk.store, turn.event.person, turn.now.date()
    if turn.person.role not in TOLD:
        return for_whom(turn)
    habit = store.deadlines.habit(args["id"], person)
    store.deadlines.set_habit_for_all(person, habit)
    held = store.deadlines.confirmed(today, today + AHEAD, person)
    for deadline in dict.fromkeys(said.deadline for said in held):
        store.alerts.cancel_deadline(deadline, person, turn.now)
    for said in held:
        plan_occurrence(store, said, turn.now, above(turn))
    leads = ", ".join(str(lead) for lead in habit.leads)
    key = "habit_for_all" if leads else "habit_last_for_all"
    done = turn.say(key, days=leads, moment=f"{habit.at:%H:%M}", count=len({said.deadline for said in held}))
    return [replace(done, choices=(turn.choice("my_alerts", "alert_list"),))]


def keep_habit(turn: Turn, deadline: str, habit: Habit) -> list[Message]:
    """From now on the person is told of the deadline in that way: what was planned is planned anew."""
    store, person = turn.desk.store, turn.event.person
    turn.change(task={})
    followed = store.deadlines.confirmed(turn.now.date(), turn.now.date() + AHEAD, person)
    held = [one for one in followed if one.deadline == deadline]
    if not held:
        return show_list(turn, {})
    store.deadlines.set_habit(deadline, person, habit)
    store.alerts.cancel_deadline(deadline, person, turn.now)
    for one in held:
        plan_occurrence(store, one, turn.now, above(turn))
    choices = (turn.choice("habit_all", "alert_habit_all", id=deadline), turn.choice("my_alerts", "alert_list"))
    return [replace(promise(turn, "confirmed_one", [one.due for one in held], habit), choices=choices)]


def promise(turn: Turn, key: str, dues: Sequence[Due], habit: Habit | None = None) -> Message:
    """When one will be told: exactly the alerts that are planned."""
    words = AlertWords(turn.desk.texts)
    habit = habit or Habit()
    moments = [m for due in dues for m in moments_of(due, habit) if m.at > turn.now and not m.kind.startswith(OVERDUE)]
    due, today = dues[0], turn.now.date()
    safe = (words.safe_line(due, today),) if due.safe_day != due.day and today <= due.safe_day else ()
    lines = (words.due_line(due), *safe)
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
    pairs = [
        (deadline, said, store.habit(said.deadline, turn.event.person))
        for said in held
        if (deadline := store.deadline(said.deadline))
    ]
    file = Attachment("han-duoc-nhac.ics", confirmed_file(pairs, turn.desk.texts, turn.now))
    said = turn.say("alerts_file", count=len(pairs))
    return [replace(said, files=(file,), choices=(turn.choice("my_alerts", "alert_list"),))]


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
    return capital(ended(turn.line("confirm_lines.item", day=AlertWords(turn.desk.texts).spoken(said.due), what=what)))


def above(turn: Turn) -> Callable[[str], str]:
    """Who is above somebody."""
    return lambda chat: address_above(turn.desk.store.people, turn.desk.office.admins, chat)


def note(turn: Turn, action: str, deadline: str) -> None:
    """The audit log knows who said it."""
    turn.desk.store.audit.add(turn.now, turn.actor, action, f"deadline:{deadline}")


STEPS: Mapping[str, Step] = {
    "alert_list": show_list,
    "alert_more": show_more,
    "alert_file": send_file,
    "alert_habit": ask_habit,
    "alert_habit_set": set_habit,
    "alert_habit_all": habit_for_all,
    "alert_follow": show_followed,
    "alert_toggle": toggle,
}
TASKS = {"alert_habit": typed_for(take_habit, needs_time=True)}
