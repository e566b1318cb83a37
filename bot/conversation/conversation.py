"""From what a person did to what the bot says: commands, choices by button, number or word, and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.conversation import answering, commands, places, reading
from bot.conversation.event import Content
from bot.conversation.turn import Step, Turn
from bot.conversation.words import (
    LONGEST_QUESTION,
    calls_themselves_young,
    clean,
    drop_ids,
    has_words,
    number_typed,
    plain_words,
    read_command,
    words_of,
)
from bot.message import Action, Choice, Message
from bot.store.records import Menu

STEPS: Mapping[str, Step] = {**places.STEPS, **reading.STEPS, **answering.STEPS, **commands.STEPS}

# Beside an ID number a rest this long is a question of its own ("038... han nop ho so").
FEWEST_WORDS_BESIDE_ID = 4
MENU_MARK = "m"  # data of a button: m:MENU:NUMBER


@dataclass(frozen=True, slots=True)
class Said:
    """A message and the chat that it goes to."""

    chat: str
    message: Message


def respond(turn: Turn) -> list[Said]:
    """What is said to the event of `turn`; its menus are kept and `turn.chat` is where the conversation then stands."""
    event = turn.event
    if event.content is Content.CHOICE:
        messages = take_data(turn, event.text)
    elif event.content is Content.TEXT:
        text, digits = drop_ids(clean(event.text[: LONGEST_QUESTION * 10]))
        if digits and event.group:
            return id_in_group(turn, digits)
        if not event.called:
            return []
        messages = id_dropped(turn, text, digits) if digits else take_text(turn, text)
    elif event.called:
        messages = only_text(turn)
    else:
        return []
    return [Said(event.chat, keep_menu(turn, message)) for message in messages]


def take_text(turn: Turn, text: str) -> list[Message]:
    """Answer what was typed: a command, a choice of the last menu, a place, or a question."""
    if len(text) > LONGEST_QUESTION:
        return [replace(turn.say("too_long"), choices=(turn.choice("help", "help"),))]
    if not has_words(text):
        return [replace(turn.say("no_words"), choices=answering.doors(turn))]
    if command := read_command(text):
        return commands.take_command(turn, command.name, command.rest)
    if calls_themselves_young(text):
        turn.change(young=True)
    menu = turn.desk.store.menu(turn.chat.menu) if turn.chat.menu else None
    if (number := number_typed(text)) is not None:
        return take_number(turn, menu, number)
    words = plain_words(text)
    if menu and (choice := choice_called(menu, words)):
        return take(turn, choice.action)
    if name := commands.command_typed(turn.desk.texts, words):
        return commands.take_command(turn, name, "")
    if not turn.topic and (plan := places.plan_called(text, turn.desk.library)):
        return places.choose_place(turn, {"plan": plan.id})
    return take(turn, Action("ask", {"question": text}))


def take_number(turn: Turn, menu: Menu | None, number: int) -> list[Message]:
    """The choice with that number in the last menu."""
    if menu is None:
        return [replace(turn.say("not_understood"), choices=answering.doors(turn))]
    if number > len(menu.choices):
        return [replace(turn.say("no_such_choice", count=len(menu.choices)), choices=menu.choices)]
    return take(turn, menu.choices[number - 1].action)


def take_data(turn: Turn, data: str) -> list[Message]:
    """The choice that a button stands for; data that names no menu of this chat is an old button, or a forged one."""
    mark, _, rest = data.partition(":")
    menu_id, _, number = rest.partition(":")
    menu = turn.desk.store.menu(menu_id) if mark == MENU_MARK else None
    if menu is None or menu.chat != turn.event.chat or not number.isdecimal():
        return old_button(turn)
    place = int(number[:3])
    return take(turn, menu.choices[place - 1].action) if 0 < place <= len(menu.choices) else old_button(turn)


def take(turn: Turn, action: Action) -> list[Message]:
    """Take the step; one that a newer version no longer knows is an old button."""
    step = STEPS.get(action.name)
    return step(turn, action.args) if step else old_button(turn)


def choice_called(menu: Menu, words: str) -> Choice | None:
    """The choice of `menu` that the typed words name, if they name one alone."""
    called = [choice for choice in menu.choices if words in words_of(choice)]
    return called[0] if len(called) == 1 else None


def old_button(turn: Turn) -> list[Message]:
    """The button does nothing any more; here is what there is."""
    return [replace(turn.say("old_button"), choices=commands.main_choices(turn))]


def only_text(turn: Turn) -> list[Message]:
    """Photos, voices, stickers, files: nothing of them is kept or read."""
    key = f"only_text_{turn.event.content}"
    return [replace(turn.say(key if turn.desk.texts.has(key) else "only_text"), choices=(turn.choice("help", "help"),))]


def id_dropped(turn: Turn, text: str, digits: int) -> list[Message]:
    """A number that may be an ID number was dropped; the rest is answered if it is a question."""
    said = turn.say("id_dropped", digits=digits)
    if len(plain_words(text).split()) < FEWEST_WORDS_BESIDE_ID:
        return [said]
    return [said, *take_text(turn, text)]


def id_in_group(turn: Turn, digits: int) -> list[Said]:
    """An ID number in a group: silence there, a private line if the bot knows the person."""
    if not turn.desk.store.knows_chat(turn.event.person):
        return []
    return [Said(turn.event.person, turn.say("id_dropped", digits=digits))]


def keep_menu(turn: Turn, message: Message) -> Message:
    """Keep what the choices of `message` do, make them what typed digits mean, and give its buttons their data."""
    if not message.choices or all(choice.private for choice in message.choices):
        return message
    menu = Menu(turn.desk.ids(8), turn.event.chat, message.choices, turn.now)
    turn.desk.store.save_menu(menu)
    turn.change(menu=menu.id)
    numbered = (replace(c, data=f"{MENU_MARK}:{menu.id}:{i}") for i, c in enumerate(message.choices, 1))
    return replace(message, choices=tuple(numbered))
