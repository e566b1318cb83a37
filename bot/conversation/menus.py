"""Menus: choices that are kept, so that buttons, digits and words take them later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.ids import Ids
from bot.message import Choice, Message
from bot.store.records import Menu

MENU_MARK = "m"  # data of a button: m:MENU:NUMBER


def numbered_menu(ids: Ids, chat: str, message: Message, at: datetime) -> tuple[Message, Menu | None]:
    """`message` with data in its buttons, and the menu that keeps what they do; None if there is nothing to keep."""
    if not message.choices or all(choice.private for choice in message.choices):
        return message, None
    menu = Menu(ids(8), chat, message.choices, at)
    choices = (replace(c, data=f"{MENU_MARK}:{menu.id}:{i}") for i, c in enumerate(message.choices, 1))
    return replace(message, choices=tuple(choices)), menu


def unnumbered(message: Message) -> Message:
    """`message` with choices that no digit takes, for one that comes before a question of its own."""
    return replace(message, choices=tuple(replace(choice, worded=True) for choice in message.choices))


def digits_of(menu: Menu) -> tuple[Choice, ...]:
    """The choices that are taken by a digit, the first by 1."""
    return tuple(choice for choice in menu.choices if not choice.worded)


def menu_of(message: Message) -> str | None:
    """The id of the menu that is under `message`."""
    data = next((choice.data for choice in message.choices if choice.data.startswith(f"{MENU_MARK}:")), "")
    return data.split(":")[1] if data else None
