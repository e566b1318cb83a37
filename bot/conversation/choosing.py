"""What a choice does, whether it is taken by its button, its number or its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import alert_buttons, alerts, answering, calendar, commands, places, reading
from bot.conversation.menus import MENU_MARK, digits_of, unnumbered
from bot.conversation.turn import Step, Turn
from bot.conversation.ways import ways
from bot.conversation.words import plain_words, words_of
from bot.message import Action, Choice, Message
from bot.people import inviting
from bot.plans import card, checking, details, doubts, receiving, replacing, retiring
from bot.pledges import consent, counts, listing, own, place, queue, rights, sending, steps
from bot.pledges.asking import ask_step
from bot.pledges.drafts import draft_of
from bot.store.records import Menu

STEPS: Mapping[str, Step] = {
    name: step
    for module in (
        places,
        reading,
        answering,
        commands,
        inviting,
        consent,
        steps,
        place,
        sending,
        own,
        rights,
        queue,
        counts,
        listing,
        alerts,
        alert_buttons,
        calendar,
        receiving,
        card,
        doubts,
        details,
        checking,
        replacing,
        retiring,
    )
    for name, step in module.STEPS.items()
}
# Steps beside the way: whoever takes them goes on afterwards with what they were doing.
BESIDE = frozenset({"ask", "both", "text", "section", "opinion", "why", "contact", "help"})
# Steps of one's own matters: never in a group.
OWN_STEPS = ("alert_", "plan_", "pledge_", "own_", "family_", "queue", "invite", "counts", "export", "listing")
# Steps that see to the task themselves.
KEEPING_STEPS = ("pledge_", "invite_", "queue_do")


def take_number(turn: Turn, menu: Menu | None, number: int) -> list[Message]:
    """The choice with that number in the last menu."""
    if menu is None:
        return [replace(turn.say("not_understood"), choices=answering.doors(turn))]
    choices = digits_of(menu)
    if not choices:  # digits would be a value there
        return [replace(turn.say("no_numbers"), choices=menu.choices)]
    if number > len(choices):
        return [replace(turn.say("no_such_choice", count=len(choices)), choices=menu.choices)]
    return take(turn, choices[number - 1].action)


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
    if step is None:
        return old_button(turn)
    if turn.event.group and action.name.startswith(OWN_STEPS):
        return [answering.private_only(turn)]
    if turn.chat.task and action.name not in BESIDE and not action.name.startswith(KEEPING_STEPS):
        turn.change(task={})
    said = step(turn, action.args)
    draft = draft_of(turn) if action.name in BESIDE - {"contact"} and turn.private else None  # nobody is pressed on
    return [*map(unnumbered, said), ask_step(turn, draft)] if draft else said


def choice_called(menu: Menu, text: str) -> Choice | None:
    """The choice of `menu` that the typed words name, if they name one alone.

    Without accents "dung" is both Đúng and Dừng: with them it is one; without, the numbered choice counts.
    """
    written = [choice for choice in menu.choices if choice.label.lower() == text.strip().lower()]
    words = plain_words(text)
    called = written or [choice for choice in menu.choices if words in words_of(choice)]
    numbered = [choice for choice in called if not choice.worded]
    found = called if len(called) == 1 else numbered
    return found[0] if len(found) == 1 else None


def old_button(turn: Turn) -> list[Message]:
    """The button does nothing any more; here is what there is."""
    return [replace(turn.say("old_button"), choices=ways(turn))]
