"""Who has confirmed what: for the head of an office, with what colleagues said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from bot.alerts.asking import unanswered
from bot.alerts.messages import AlertWords, duty, ended, local, name_of
from bot.alerts.model import Confirmation
from bot.conversation.confirming import plans_here
from bot.conversation.following import AHEAD, CONFIRMING
from bot.conversation.turn import Step, Turn
from bot.message import Action, Choice, Message
from bot.pages import clip
from bot.people.model import Person, Role
from bot.people.refusing import for_others

SHOWN = 4
NAMES_SHOWN = 8
LONGEST_DUTY = 50


def show_confirmed(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The confirmed deadlines of the chosen plan, or of those of the own area: by whom, when, and who has seen them."""
    if turn.person.role not in CONFIRMING:
        return for_others(turn, "for_officers")
    plans, store, today = plans_here(turn), turn.desk.store.deadlines, turn.now.date()
    ids = {plan.id for plan in plans}
    held = [s for s in store.confirmed(today, today + AHEAD) if (d := store.deadline(s.deadline)) and d.plan in ids]
    waiting = unanswered(plans, store, today)
    start = int(args.get("start", "0"))
    shown = list(enumerate(held, 1))[start : start + SHOWN]
    lines = [line for number, said in shown for line in lines_of(turn, number, said)]
    if waiting:
        lines.append(turn.line("confirm_lines.waiting", count=len(waiting), year=waiting[0].year))
    choices = [
        Choice(turn.line("label_patterns.see_people", count=number), Action("alert_people", {"on": key_of(said)}))
        for number, said in shown
    ]
    if len(held) > start + SHOWN:
        choices.append(turn.choice("next_page", "alert_who", start=str(start + SHOWN)))
    if waiting:
        choices.append(turn.choice("see_deadlines", "alert_ask"))
    choices.append(turn.choice("my_alerts", "alert_list"))
    said = turn.say("who_confirmed", count=len(held), value=len(waiting))
    return [replace(said, lines=tuple(lines), choices=tuple(choices))]


def lines_of(turn: Turn, number: int, said: Confirmation) -> tuple[str, str]:
    """What was confirmed, by whom, and how many follow, have seen and have done it."""
    words = AlertWords(turn.desk.texts)
    deadline = turn.desk.store.deadlines.deadline(said.deadline)
    what = clip(duty(deadline), LONGEST_DUTY) if deadline else ""
    item = turn.line("confirm_lines.item", day=words.spoken(said.due), what=what)
    counts = Counter(word for _, word in people_of(turn, said))
    followed = turn.line(
        "who_lines.counts", count=counts.total(), first=counts["seen"] + counts["done"], last=counts["done"]
    )
    by = turn.line("alert_lines.confirmed", name=said.by, day=f"{local(said.at):%d/%m/%Y}")
    return ended(turn.line("label_patterns.list_item", count=number, title=item)), f"{by} {followed}"


def show_people(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """What each colleague who follows a deadline said of it."""
    deadline_id, _, occurrence = args["on"].partition("|")
    said = turn.desk.store.deadlines.confirmation(deadline_id, occurrence)
    if turn.person.role not in CONFIRMING or said is None or said.day is None:
        return show_confirmed(turn, {})
    people = people_of(turn, said)
    lines = [
        turn.line(
            "who_lines.person", name=name_of(turn.desk.texts, person), value=turn.line(f"who_lines.{word or 'none'}")
        )
        for person, word in people[:NAMES_SHOWN]
    ]
    if len(people) > NAMES_SHOWN:
        lines.append(turn.line("who_lines.more", count=len(people) - NAMES_SHOWN))
    choices = (turn.choice("back", "alert_who"), turn.choice("my_alerts", "alert_list"))
    asked = turn.say("who_follows", day=AlertWords(turn.desk.texts).spoken(said.due), count=len(people))
    return [replace(asked, lines=tuple(lines), choices=choices)]


def people_of(turn: Turn, said: Confirmation) -> list[tuple[Person, str]]:
    """The colleagues within the own area who follow it, with what they said: "", "seen" or "done"."""
    store, mine, found = turn.desk.store, turn.person.area, []
    for follower in store.deadlines.followers(said.deadline):
        person = store.people.known(follower.chat)
        if person is None or person.role is Role.HOUSEHOLD:
            continue
        if person.area == mine or mine.holds(person.area):
            found.append((person, store.deadlines.progress(said.deadline, said.key, follower.chat)))
    return found


def key_of(said: Confirmation) -> str:
    """What a button says of an occurrence."""
    return f"{said.deadline}|{said.occurrence}"


STEPS: Mapping[str, Step] = {"alert_who": show_confirmed, "alert_people": show_people}
