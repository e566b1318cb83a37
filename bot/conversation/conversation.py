"""From what a person did to what the bot says: commands, choices by button, number or word, and questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.alerts.typed import is_wish
from bot.conversation import alert_buttons, alerts, answering, commands, places
from bot.conversation.choosing import choice_called, take, take_data, take_number
from bot.conversation.event import Content
from bot.conversation.id_numbers import drop_ids
from bot.conversation.menus import digits_of, numbered_menu
from bot.conversation.turn import Turn
from bot.conversation.words import (
    LONGEST_QUESTION,
    calls_themselves_young,
    clean,
    has_words,
    number_typed,
    plain_words,
    read_command,
)
from bot.message import Action, Message
from bot.people import inviting
from bot.plans import checking, details, doubts, receiving
from bot.pledges import consent, own, queue, steps
from bot.pledges.asking import again, ask_step
from bot.pledges.drafts import draft_of
from knowledge.answers.model import Intent

# What takes words that are no choice and no command, while somebody is in the middle of something.
TASKS: Mapping[str, Callable[[Turn, str], list[Message] | None]] = {
    "pledge": steps.take_words,
    "consent": consent.take_consent_words,
    "code": own.take_code,
    "note": queue.take_note,
    "invite": inviting.take_code,
    "inviting": inviting.take_place,
    **alerts.TASKS,
    **alert_buttons.TASKS,
    **doubts.TASKS,
    **details.TASKS,
    **checking.TASKS,
}
# A person who was silent for longer is greeted with what is unfinished, not held to it.
PATIENCE = timedelta(hours=12)

# Beside an ID number a rest this long is a question of its own ("038... han nop ho so").
FEWEST_WORDS_BESIDE_ID = 4


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
        if digits:
            messages = id_dropped(turn, text, digits)
        elif event.edited and turn.private and (draft := draft_of(turn)):  # it belongs to a step that is past
            messages = [again(turn, draft, turn.say("edited"))]
        else:
            messages = take_text(turn, text)
    elif event.file and turn.private and (receiving.takes_plans(turn) or not draft_of(turn)):
        messages = receiving.take_file(turn)
    elif event.called:
        messages = only_text(turn)
    else:
        return []
    if turn.private and not turn.forgotten:
        messages = [*messages, *unfinished(turn)]
    return [Said(event.chat, keep_menu(turn, message)) for message in messages]


def take_text(turn: Turn, text: str) -> list[Message]:
    """Answer what was typed: a command, a choice of the last menu, what a task asks for, a place, or a question."""
    if command := read_command(text):
        if command.name not in ("trogiup", "help"):
            turn.change(task={})
        return [*commands.take_command(turn, command.name, command.rest), *step_again(turn, command.name)]
    if (len(text) > LONGEST_QUESTION or not has_words(text)) and (said := take_task(turn, text)):
        return said
    if len(text) > LONGEST_QUESTION:
        return [replace(turn.say("too_long"), choices=(turn.choice("help", "help"),))]
    if not has_words(text):
        return [replace(turn.say("no_words"), choices=answering.doors(turn))]
    if calls_themselves_young(text):
        turn.change(young=True)
    menu = turn.desk.store.menu(turn.chat.menu) if turn.chat.menu else None
    number = number_typed(text)
    if number is not None and (not turn.chat.task or (menu and number <= len(digits_of(menu)))):
        return take_number(turn, menu, number)
    words = plain_words(text)
    if menu and (choice := choice_called(menu, text)):
        return take(turn, choice.action)
    if name := commands.command_typed(turn.desk.texts, words):
        if name not in ("trogiup", "help"):
            turn.change(task={})
        return [*commands.take_command(turn, name, ""), *step_again(turn, name)]
    if said := take_task(turn, text):
        return said
    if turn.private and (said := take_code(turn, text)):
        return said
    if not turn.topic and (plan := places.plan_called(text, turn.desk.library)):
        return places.choose_place(turn, {"plan": plan.id})
    if turn.private and (said := places.show_commune(turn, text)):
        return said
    return ask_or_do(turn, text)


def take_code(turn: Turn, text: str) -> list[Message] | None:
    """A code typed for itself: an invite's, or that of a pledge which this person may see."""
    if inviting.is_code(turn, text):
        return inviting.show_invite(turn, text)
    return own.show_called(turn, text)


def take_task(turn: Turn, text: str) -> list[Message] | None:
    """What the person is in the middle of takes the words, unless it was left alone for too long."""
    task = TASKS.get(turn.chat.task.get("do", ""))
    if task is None or not turn.private:
        return None
    draft = draft_of(turn)
    if draft and turn.now - draft.changed > PATIENCE:
        turn.change(task={})
        return None
    return task(turn, text)


def ask_or_do(turn: Turn, text: str) -> list[Message]:
    """A question is answered; a wish to register or to see what is kept begins that."""
    if turn.private and is_wish(text):
        return alerts.take_wish(turn, text)
    if turn.private and alerts.is_following(turn, text):
        return alerts.take_following(turn, text)
    answer = answering.answered(turn, text, None)
    if turn.private and not answering.is_pressure(answer):
        if answer.intent is Intent.REGISTER:
            return take(turn, Action("pledge_start"))
        if answer.intent is Intent.ALERTS:
            return alerts.take_wish(turn, text)
        if answer.intent is Intent.MY_DATA:
            return take(turn, Action("own_data"))
    return take(turn, Action("ask", {"question": text}))


def step_again(turn: Turn, command: str) -> list[Message]:
    """After help in the middle of a pledge, the step once more."""
    draft = draft_of(turn) if command in ("trogiup", "help") and turn.private else None
    return [ask_step(turn, draft)] if draft else []


def unfinished(turn: Turn) -> list[Message]:
    """A draft that was left for long is offered once a day, after what was asked is answered."""
    if turn.chat.task or not turn.desk.office.controller:
        return []
    drafts = [d for d in turn.desk.store.pledges.drafts(turn.event.person) if not d.revises]
    if not drafts or turn.now - max(drafts[0].changed, drafts[0].offered or drafts[0].at) < PATIENCE:
        return []
    turn.desk.store.pledges.save(replace(drafts[0], offered=turn.now))
    return [consent.offer_draft(turn, drafts[0])]


def only_text(turn: Turn) -> list[Message]:
    """Photos, voices, stickers, files: nothing of them is kept or read, but one's own number where it is asked for."""
    draft = draft_of(turn) if turn.private else None
    if draft and draft.step == "phone" and turn.event.phone:
        return steps.take_words(turn, turn.event.phone) or []
    if draft:
        kinds = {
            Content.PHOTO: "only_text_photo",
            Content.CONTACT: "only_text_card",
            Content.DOCUMENT: "only_text_file",
        }
        return [again(turn, draft, turn.say(kinds.get(turn.event.content, "only_text")))]
    key = f"only_text_{turn.event.content}"
    return [replace(turn.say(key if turn.desk.texts.has(key) else "only_text"), choices=(turn.choice("help", "help"),))]


def id_dropped(turn: Turn, text: str, digits: int) -> list[Message]:
    """A number that may be an ID number was dropped; the rest is answered if it is a question."""
    draft = draft_of(turn) if turn.private else None
    if draft and len(plain_words(text).split()) < FEWEST_WORDS_BESIDE_ID:
        return [again(turn, draft, turn.say("id_dropped_pledge", digits=digits))]
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
    message, menu = numbered_menu(turn.desk.ids, turn.event.chat, message, turn.now)
    if menu:
        turn.desk.store.save_menu(menu)
        turn.change(menu=menu.id)
    return message
