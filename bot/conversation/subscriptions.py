"""Following a whole plan or a place: by buttons from /nhac, or typed ("theo doi ke hoach trieu son")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.alerts.scope import AREA, PLAN, area_of_subject, area_subject, subject_words
from bot.alerts.subscribing import confirmed_of, subscribe, unsubscribe
from bot.conversation.following import TOLD, above, for_whom
from bot.conversation.places import place_name, plan_called
from bot.conversation.turn import Step, Turn
from bot.conversation.typed_words import is_question
from bot.message import Action, Choice, Message
from bot.pages import clip
from bot.people.areas import Area
from bot.people.communes import find_communes, province_called
from bot.texts import LONGEST_LABEL
from knowledge.text import fold

MOST_SHOWN = 5
MOST_OFFERED = 2
_TYPED = re.compile(r"^(?:xin |toi muon |cho toi |bot )*(thoi |bo |ngung )?theo doi (?:ca (?:noi )?)?(.+)$")
_KIND = re.compile(r"^(?:ca |het )*(?:(ke hoach)|noi|dia ban|khu vuc|cac han(?: cua| o)?)\b(?: cua| o)?")


def is_following(turn: Turn, text: str) -> bool:
    """Whether `text` asks to follow something, or no longer to; of who may not follow only if it names a plan or place.

    "Theo doi ho ngheo the nao" is a question.
    """
    found = _TYPED.match(fold(text).strip(" .!"))
    if found is None or is_question(text):
        return False
    return turn.person.role in TOLD or subject_called(turn, found[2].strip()) is not None


def take_following(turn: Turn, text: str) -> list[Message]:
    """Follow what was typed, or no longer."""
    if turn.person.role not in TOLD:
        return for_whom(turn)
    found = _TYPED.match(fold(text).strip(" .!"))
    subject = subject_called(turn, found[2].strip()) if found else None
    if subject is None:
        turn.change(task={"do": "alert_whole"})
        said = turn.say("subscribe_unknown", value=clip(text.strip(), 30))
        return [replace(said, choices=(turn.choice("follow_whole", "alert_whole"),))]
    return (drop if found and found[1] else add)(turn, {"subject": subject})


def subject_called(turn: Turn, words: str) -> str | None:
    """The plan, province or commune that `words` (folded) name."""
    kind = _KIND.match(words)
    name = words[kind.end() :].strip() if kind else words
    plan = plan_called(name, turn.desk.library)
    if plan and (kind is None or kind[1] or not province_called(name)):
        return f"{PLAN}{plan.id}"
    if name and (province := province_called(name)):
        return area_subject(Area(province))
    communes = list(dict.fromkeys(found.area for found in find_communes(name) if not found.by_district)) if name else []
    if len(communes) > 1:
        communes = [area for area in communes if area.province == turn.person.area.province]
    return area_subject(communes[0]) if len(communes) == 1 else None


def show_subscriptions(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """What is followed as a whole, and what may be; a name can be typed."""
    if turn.person.role not in TOLD:
        return for_whom(turn)
    mine = [s for s in turn.desk.store.subscriptions.of(turn.event.person) if s.startswith((PLAN, AREA))]
    lines = [
        turn.line("subscribe_lines.item", count=number, name=subject_name(turn, subject))
        for number, subject in enumerate(mine[:MOST_SHOWN], 1)
    ]
    if len(mine) > MOST_SHOWN:
        lines.append(turn.line("subscribe_lines.more", count=len(mine) - MOST_SHOWN))
    choices = [
        Choice(turn.line("label_patterns.unsubscribe", count=number), Action("alert_whole_drop", {"subject": subject}))
        for number, subject in enumerate(mine[:MOST_SHOWN], 1)
    ]
    for subject in offered(turn):
        if subject not in mine:
            label = clip(turn.line("label_patterns.subscribe", name=subject_name(turn, subject)), LONGEST_LABEL)
            choices.append(Choice(label, Action("alert_whole_add", {"subject": subject})))
    choices.append(turn.choice("my_alerts", "alert_list"))
    turn.change(task={"do": "alert_whole"})
    said = turn.say("subscribe")
    return [replace(said, lines=(*lines, *said.lines), choices=tuple(choices))]


def offered(turn: Turn) -> list[str]:
    """The chosen plan, the own commune, the own province."""
    area = turn.person.area
    found = [f"{PLAN}{turn.plan}"] if turn.plan else []
    if area.commune:
        found.append(area_subject(Area(area.province, area.commune)))
    if area.province:
        found.append(area_subject(Area(area.province)))
    return found[:MOST_OFFERED]


def take_name(turn: Turn, text: str) -> list[Message] | None:
    """The name that was typed; words that name nothing are a question."""
    turn.change(task={})
    if is_following(turn, text):
        return take_following(turn, text)
    subject = subject_called(turn, fold(text).strip(" .!"))
    return add(turn, {"subject": subject}) if subject else None


def add(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Follow it; how many of its deadlines are confirmed is said."""
    store, subject, plans = turn.desk.store, args["subject"], list(turn.desk.library)
    turn.change(task={})
    if turn.person.role not in TOLD:
        return for_whom(turn)
    subscribe(store, turn.event.person, subject, plans, turn.now, above(turn))
    count = len(confirmed_of(store, subject, plans, turn.now))
    key = "subscribed" if count else "subscribed_none"
    said = turn.say(key, name=subject_name(turn, subject), count=count)
    choices = (turn.choice("my_alerts", "alert_list"), turn.choice("stop_following", "alert_whole_drop", **args))
    return [replace(said, choices=choices)]


def drop(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """No longer follow it, nor what came with it alone."""
    turn.change(task={})
    unsubscribe(turn.desk.store, turn.event.person, args["subject"], turn.desk.library, turn.now)
    said = turn.say("unsubscribed", name=subject_name(turn, args["subject"]))
    return [replace(said, choices=(turn.choice("my_alerts", "alert_list"),))]


def subject_name(turn: Turn, subject: str) -> str:
    """What is followed, in a sentence."""
    if subject.startswith(AREA):
        return subject_words(area_of_subject(subject))
    plan = turn.desk.library.plans.get(subject.removeprefix(PLAN))
    name = place_name(plan, turn.desk.library, turn.desk.texts) if plan else subject.removeprefix(PLAN)
    return turn.line("subscribe_lines.plan", name=name)


STEPS: Mapping[str, Step] = {
    "alert_whole": show_subscriptions,
    "alert_whole_add": add,
    "alert_whole_drop": drop,
}
TASKS = {"alert_whole": take_name}
