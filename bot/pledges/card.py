"""A pledge as people read it."""

from __future__ import annotations

from datetime import datetime

from bot.clock import VIETNAM
from bot.conversation.turn import Turn
from bot.people.areas import Area
from bot.pledges.model import Pledge, State
from bot.texts import Texts, capital


def card_lines(texts: Texts, pledge: Pledge) -> tuple[str, ...]:
    """The eight lines of the card, each with the number by which it is corrected, and the line that it is a pledge."""
    nothing = texts.line("card.nothing")
    values = {
        "name": pledge.name or nothing,
        "phone": pledge.phone or nothing,
        "commune": capital(str(Area(pledge.province, pledge.commune))) or nothing,
        "village": capital(pledge.village) or nothing,
        "standing": texts.line(f"standings.{pledge.standing}") if pledge.standing else nothing,
        "aim": aim_words(texts, pledge) or nothing,
        "needs": needs_words(texts, pledge) or nothing,
        "how": pledge.how or nothing,
    }
    lines = (texts.line(f"card.{name}", value=value) for name, value in values.items())
    return (*lines, texts.line("card.pledge"))


def aim_words(texts: Texts, pledge: Pledge) -> str:
    """What the household wants, and by when."""
    aim = texts.line(f"aims.{pledge.aim}") if pledge.aim else ""
    return texts.line("card.by_year", value=aim, count=pledge.year) if aim and pledge.year else aim


def needs_words(texts: Texts, pledge: Pledge) -> str:
    """The needs in one line."""
    return ", ".join(texts.line(f"needs.{need}") for need in pledge.needs)


def state_words(texts: Texts, pledge: Pledge) -> str:
    """Where the pledge stands."""
    return texts.line(f"states.{pledge.state}")


def short_state(texts: Texts, pledge: Pledge) -> str:
    """The same where there is little room."""
    return texts.line(f"short_states.{pledge.state}")


def history_lines(turn: Turn, pledge: Pledge) -> tuple[str, ...]:
    """What became of the pledge, without anybody's name."""
    events = turn.desk.store.pledges.events(pledge.id)
    told = ((event.at, event_words(turn.desk.texts, event.state, event.role, event.reason)) for event in events)
    return tuple(turn.line("card.event", first=moment(at), value=words) for at, words in told)


def event_words(texts: Texts, state: State, role: str, reason: str) -> str:
    """What somebody of that role has made of a pledge, and why."""
    plain, special = texts.line(f"states.{state}"), texts.items("history")
    if reason == "restored":
        return texts.line("history.restored", value=plain)
    if state is State.VILLAGE_RETURNED and reason in texts.items("reasons"):
        return texts.line("history.village_returned", value=texts.line(f"reasons.{reason}"))
    key = next((k for k in (f"{state}_{role}", f"{state}_{reason}") if k in special), "")
    return texts.line(f"history.{key}") if key else plain


def day(at: datetime) -> str:
    """The day as it is written: 18/11/2026."""
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y")


def moment(at: datetime) -> str:
    """The day and the time: 18/11/2026 09:14."""
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M")
