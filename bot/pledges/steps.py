"""The eight steps of a pledge: each takes one thing, by button, by number, or typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.answering import answered, ask, is_pressure
from bot.conversation.menus import unnumbered
from bot.conversation.turn import Step, Turn
from bot.message import Message
from bot.pledges import values
from bot.pledges.asking import NUMBER, again, ask_step, navigation, standing_value
from bot.pledges.card import needs_words
from bot.pledges.drafts import current, draft_of, old_step
from bot.pledges.model import LINES, NEEDS, OPTIONAL, Pledge
from bot.pledges.place import take_commune

ORDER = ("name", "phone", "commune", "village", "standing", "aim", "year", "needs", "how", "card")
FEWEST_WORDS_OF_TALK = 4  # below that nothing typed at a step is looked up in the plans


def go(turn: Turn, pledge: Pledge, step: str, *, edit: bool = False) -> list[Message]:
    """Keep `pledge` as it is now, and ask `step`."""
    pledge = replace(pledge, step=step, changed=turn.now)
    turn.desk.store.pledges.save(pledge)
    turn.change(task={"do": "pledge", "id": pledge.id} | ({"edit": "1"} if edit and step != "card" else {}))
    return [ask_step(turn, pledge)]


def accept(turn: Turn, pledge: Pledge, fields: Mapping[str, object]) -> list[Message]:
    """Take what was said at the step of `pledge`, and go on."""
    if pledge.step == "aim" and "year" not in fields:  # another aim has a year of its own
        fields = dict(fields) | {"year": 0}
    return go_on(turn, replace(pledge, **fields))  # type: ignore[arg-type]


def go_on(turn: Turn, pledge: Pledge) -> list[Message]:
    """The next step that is not answered yet; after a correction the card, when all that it touches is answered."""
    following = ORDER[ORDER.index(pledge.step) + 1 :]
    if pledge.step == "aim" and pledge.year:
        following = following[1:]
    if turn.chat.task.get("edit"):
        following = tuple(s for s in following if s == "card" or (not answered_step(pledge, s) and s not in OPTIONAL))
    elif pledge.helped:  # what follows from the helper's own village is not asked
        following = tuple(s for s in following if s not in ("commune", "village") or not answered_step(pledge, s))
    return go(turn, pledge, following[0], edit=bool(turn.chat.task.get("edit")))


def answered_step(pledge: Pledge, step: str) -> bool:
    """Whether there is something in the line of `step`."""
    return bool(getattr(pledge, step))


def take_words(turn: Turn, text: str) -> list[Message] | None:
    """What was typed at a step: the value, or a question that is answered before the step comes again."""
    pledge = draft_of(turn)
    if pledge is None:
        turn.change(task={})
        return None
    if pledge.step in OPTIONAL and values.says_nothing(text):
        return go_on(turn, pledge) if pledge.step == "needs" else accept(turn, pledge, {pledge.step: ""})
    words = text.split()
    if len(words) >= FEWEST_WORDS_OF_TALK and is_pressure(answered(turn, text, None)):
        return ask(turn, {"question": text})
    if len(words) >= 2 and values.asks_about_support(text) and (pledge.step != "how" or values.asks_something(text)):
        return [again(turn, pledge, turn.say("support_unknown"))]
    if values.asks_something(text) and len(text) <= values.LONGEST_PLAN * 3:
        return [*map(unnumbered, ask(turn, {"question": text})), ask_step(turn, pledge)]
    if pledge.step == "card":
        return take_card_words(turn, pledge, text)
    if pledge.step == "commune":
        return take_commune(turn, pledge, text)
    read = read_value(turn, pledge, text)
    if read.fault:
        return [again(turn, pledge, turn.say(read.fault))]
    fields = dict(read.fields)
    if pledge.step == "needs":
        return show_needs(turn, pledge, replace(pledge, needs=fields["needs"]))  # type: ignore[arg-type]
    return accept(turn, pledge, fields)


def read_value(turn: Turn, pledge: Pledge, text: str) -> values.Read:
    """The value of the step in `text`."""
    match pledge.step:
        case "name":
            return values.read_name(text)
        case "phone":
            return values.read_phone(text)
        case "village":
            return values.read_village(text)
        case "standing":
            return values.read_standing(text)
        case "aim":
            return values.read_aim(text, turn.now.year)
        case "year":
            return values.read_year(text, turn.now.year)
        case "needs":
            return values.read_needs(text, pledge.needs)
        case _:
            return values.read_how(text)


def take_card_words(turn: Turn, pledge: Pledge, text: str) -> list[Message]:
    """On the card a number edits that line."""
    typed = text.strip().rstrip(".")
    if typed.isdigit() and 1 <= int(typed) <= len(LINES):
        return go(turn, pledge, LINES[int(typed) - 1], edit=True)
    return [again(turn, pledge, turn.say("wanted_card"))]


def pick_value(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """A numbered choice of a step."""
    pledge = current(turn, args["id"], args["step"])
    if pledge is None:
        return old_step(turn)
    value = args["value"]
    match args["step"]:
        case "commune":
            here = {"province": args["province"], "commune": value}
            moved = (pledge.province, pledge.commune) != (args["province"], value)
            return accept(turn, pledge, here | ({"village": ""} if moved else {}))
        case "needs":
            needs = set(pledge.needs) | {value} if args["on"] else set(pledge.needs) - {value}
            return show_needs(turn, pledge, replace(pledge, needs=tuple(n for n in NEEDS if n in needs)))
        case "year":
            return accept(turn, pledge, {"year": int(value)})
        case step:
            return accept(turn, pledge, {step: value})


def show_needs(turn: Turn, before: Pledge, pledge: Pledge) -> list[Message]:
    """What is chosen so far, to go on choosing."""
    if pledge.needs != before.needs:
        pledge = replace(pledge, changed=turn.now)
        turn.desk.store.pledges.save(pledge)
    chosen = needs_words(turn.desk.texts, pledge) or turn.line("card.nothing")
    step = ask_step(turn, pledge)
    return [replace(turn.say("needs_chosen", list=chosen), choices=step.choices, replaces=True)]


def walk(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Back, skip, stop, keep, change, go on."""
    pledge = current(turn, args["id"], args["step"])
    if pledge is None:
        return old_step(turn)
    match args["do"]:
        case "stop":
            return stop(turn, pledge)
        case "skip":
            return accept(turn, pledge, {args["step"]: ""})
        case "on":
            return go_on(turn, pledge)
        case "back":
            return go_back(turn, pledge)
        case "phone":  # a channel that cannot send the number by itself
            return [again(turn, pledge, turn.say("wanted_phone"))]
        case _:
            return [ask_step(turn, pledge)]


def go_back(turn: Turn, pledge: Pledge) -> list[Message]:
    """The step before, with what stands there."""
    if turn.chat.task.get("edit"):
        return go(turn, pledge, "card")
    before = ORDER[max(0, ORDER.index(pledge.step) - 1)]
    pledge = replace(pledge, step=before, changed=turn.now)
    turn.desk.store.pledges.save(pledge)
    shown = standing_value(turn, pledge)
    if not shown:
        return [ask_step(turn, pledge)]
    said = turn.say("step_back", count=NUMBER[before], value=shown)
    keep = turn.choice("keep", "pledge_go", id=pledge.id, step=before, do="on")
    change = turn.choice("change", "pledge_go", id=pledge.id, step=before, do="ask")
    return [replace(said, choices=(keep, change, *navigation(turn, pledge)))]


def stop(turn: Turn, pledge: Pledge) -> list[Message]:
    """Not now: what was said is kept, and it is said until when."""
    turn.change(task={})
    said = turn.say("stopped", count=NUMBER.get(pledge.step, len(LINES)), period=turn.desk.office.draft_days)
    choices = (turn.choice("resume", "pledge_resume", id=pledge.id), turn.choice("drop", "pledge_drop", id=pledge.id))
    return [replace(said, choices=choices)]


STEPS: Mapping[str, Step] = {"pledge_pick": pick_value, "pledge_go": walk}
