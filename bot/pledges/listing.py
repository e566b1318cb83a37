"""The pledges of a village or commune in a list: codes, initials and states; a look at one is audited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.turn import Step, Turn
from bot.message import Action, Choice, Message
from bot.people.refusing import for_others
from bot.people.rights import Right, rights_of
from bot.pledges.card import short_state
from bot.pledges.model import initials

SHOWN = 7


def show_list(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Some of the list from `start` on; no name and no phone is in it."""
    if Right.LIST not in rights_of(turn.person):
        return for_others(turn, "for_heads_and_officers")
    pledges = turn.desk.store.pledges.within(turn.person.area)
    start = min(int(args.get("start", "0")), max(0, len(pledges) - 1))
    shown = pledges[start : start + SHOWN]
    lines = tuple(
        turn.line(
            "label_patterns.masked",
            count=number,
            name=pledge.code,
            title=initials(pledge.name),
            place=pledge.village,
            value=short_state(turn.desk.texts, pledge),
        )
        for number, pledge in enumerate(shown, 1)
    )
    choices = [Choice(pledge.code, Action("own_show", {"id": pledge.id})) for pledge in shown]
    if start + SHOWN < len(pledges):
        choices.append(turn.choice("next_page", "listing", start=str(start + SHOWN)))
    if start:
        choices.append(turn.choice("previous_page", "listing", start=str(max(0, start - SHOWN))))
    said = turn.say("listing", count=len(pledges), place=str(turn.person.area))
    return [replace(said, lines=lines, choices=tuple(choices), replaces=bool(args))]


STEPS: Mapping[str, Step] = {"listing": show_list}
