"""Who may use a command, said to somebody who may not."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.turn import Turn
from bot.message import Message
from bot.people.model import Role


def for_others(turn: Turn, key: str) -> list[Message]:
    """The message `key` of the texts, what the person's own role is if there is one, and the door of an invite."""
    said, person = turn.say(key), turn.person
    if person.role is not Role.HOUSEHOLD:
        place = str(person.area) or turn.line("figures.everywhere")
        own = turn.say("role_now", value=turn.line(f"roles.{person.role}"), place=place)
        said = replace(said, lines=(*said.lines, *own.lines))
    choices = (turn.choice("enter_code", "invite_enter"), turn.choice("ask_other", "ask_now"))
    return [replace(said, choices=choices)]
