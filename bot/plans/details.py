"""What the document is: number, day, title, period, issuer, and whose plan it is; corrected by typing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.alerts.messages import ended
from bot.conversation.turn import Step, Turn
from bot.message import Action, Choice, Message
from bot.pages import clip
from bot.people.areas import Area
from bot.people.model import Role
from bot.people.written_areas import AreaError, read_area
from bot.plans.card import gone
from bot.plans.drafts import Draft, decide, draft_of, place_values, shown_day
from bot.texts import LONGEST_LABEL

FIELDS = ("title", "number", "date", "period", "issuer", "place", "name")
EMPTIED = ("number", "date", "period")  # what a document may be without
FIELD_OF_DOUBT = {"no_number": "number", "no_date": "date", "no_place": "place"}
VALUE_SHOWN = 80
_NUMBER = re.compile(r"\d+[a-zđ]?(?:/\d{4})?/[\wĐƯđư&-]+(?:/[\w&-]+)?|\d+-[\wĐƯđư]+/[\w&-]+")
_DAY = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*(?:[/.-]|\s*tháng\s*)\s*(\d{1,2})\s*(?:[/.-]|\s*năm\s*)\s*(\d{4})")
_YEARS = re.compile(r"(\d{4})(?:\s*(?:[-–]|đến|den)\s*(\d{4}))?")
_SHORTEST = {"title": 10, "issuer": 5, "name": 2}
_LONGEST = {"title": 400, "issuer": 150, "name": 40}
FIRST_YEAR, LAST_YEAR, LONGEST_PERIOD = 1990, 2100, 15


def show_details(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """What the document says of itself; each can be corrected."""
    draft = draft_of(turn, args["upload"])
    if draft is None:
        return gone(turn)
    turn.change(task={})
    return [details(turn, draft)]


def details(turn: Turn, draft: Draft) -> Message:
    """The list of the fields as they are now."""
    none = turn.line("plan_lines.none")
    lines = tuple(
        ended(
            turn.line(
                "plan_lines.field",
                count=n,
                name=turn.line(f"plan_fields.{field}"),
                value=clip(value_shown(draft, field) or none, VALUE_SHOWN).rstrip("."),
            )
        )
        for n, field in enumerate(FIELDS, 1)
    )
    choices = [
        Choice(turn.line(f"plan_fields.{field}"), Action("plan_ask", {"upload": draft.id, "field": field}))
        for field in FIELDS
    ]
    choices.append(turn.choice("back", "plan_card", upload=draft.id))
    return replace(turn.say("plan_details"), lines=lines, choices=tuple(choices))


def value_shown(draft: Draft, field: str) -> str:
    """The value of a field as people read it."""
    if field == "place":
        return str(draft.area) if draft.area else ""
    if field == "name":
        return str(draft.review.place.get("name", ""))
    value = draft.metadata[field]
    if field == "date":
        return shown_day(value)
    return f"{value[0]} - {value[1]}" if field == "period" and value else str(value or "")


def ask_value(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Ask for the field."""
    draft = draft_of(turn, args["upload"])
    return [asking(turn, draft, args["field"])] if draft else gone(turn)


def asking(turn: Turn, draft: Draft, field: str) -> Message:
    """The question for a field, with what stands there."""
    turn.change(task={"do": "plan_value", "upload": draft.id, "field": field})
    now = value_shown(draft, field) or turn.line("plan_lines.none")
    said = turn.say("plan_value", name=turn.line(f"plan_fields.{field}"), value=clip(now, VALUE_SHOWN).rstrip("."))
    choices = []
    if field in EMPTIED:
        choices.append(turn.worded("leave_empty", "plan_empty", upload=draft.id, field=field))
    if field == "place" and turn.person.role is not Role.ADMIN:
        label = clip(turn.line("label_patterns.own_place", place=str(turn.person.area)), LONGEST_LABEL)
        own = turn.worded("yes", "plan_own_place", upload=draft.id)
        choices.append(replace(own, label=label))
    choices.append(turn.worded("back", "plan_details", upload=draft.id))
    return replace(said, lines=(turn.line(f"plan_ask.{field}"),), choices=tuple(choices))


def take_typed(turn: Turn, text: str) -> list[Message] | None:
    """The value that was typed; what cannot be one is asked again with an example."""
    task = turn.chat.task
    draft = draft_of(turn, task["upload"])
    if draft is None:
        turn.change(task={})
        return gone(turn)
    taken = take_value(turn, draft, task["field"], text)
    if isinstance(taken, Message):
        return [replace(asking(turn, draft, task["field"]), lead=taken.lead, lines=taken.lines)]
    turn.change(task={})
    return [details(turn, taken)]


def take_value(turn: Turn, draft: Draft, field: str, text: str) -> Draft | Message:
    """The draft with the typed value; a message when it cannot be the value of that field."""
    if field == "place":
        return take_place(turn, draft, text)
    value = read_value(field, text, turn.now.date())
    if value is None:
        wrong = turn.say("plan_value_wrong", value=clip(text, 40))
        return replace(wrong, lines=(turn.line(f"plan_ask.{field}"),))
    if field == "name":
        return decide(turn, draft, field, place={**draft.review.place, "name": value})
    return decide(turn, draft, field, metadata={**draft.review.metadata, field: value})


def read_value(field: str, text: str, today: date) -> Any:
    """The value of a field in what was typed, as plain data; None where there is none."""
    text = " ".join(text.split())
    if field == "number":
        bare = re.sub(r"^(?:số|so)\s*:?\s*", "", text, flags=re.IGNORECASE).replace(" ", "")
        return bare.upper() if _NUMBER.fullmatch(bare) and bare.islower() else bare if _NUMBER.fullmatch(bare) else None
    if field == "date":
        return _day(text, today)
    if field == "period":
        return _period(text)
    letters = sum(c.isalpha() for c in text)
    return text if _SHORTEST[field] <= letters and len(text) <= _LONGEST[field] else None


def _day(text: str, today: date) -> str | None:
    found = _DAY.search(text)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
    return day.isoformat() if day and day.year >= FIRST_YEAR and day <= today else None


def _period(text: str) -> list[int] | None:
    found = _YEARS.search(text)
    if not found:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    fits = FIRST_YEAR <= first <= last <= LAST_YEAR and last - first <= LONGEST_PERIOD
    return [first, last] if fits else None


def take_place(turn: Turn, draft: Draft, text: str) -> Draft | Message:
    """Whose plan it is: an admin may say any place, an officer the own one alone."""
    try:
        area = read_area(Role.OFFICER, text)
    except AreaError as several:
        wrong = turn.say("plan_place_unknown", value=clip(text, 40))
        lines = (turn.line("plan_lines.which", list="; ".join(several.choices)),) if several.choices else wrong.lines
        return replace(wrong, lines=lines)
    if turn.person.role is not Role.ADMIN and area != turn.person.area:
        return turn.say("plan_not_yours", place=str(turn.person.area))
    return set_place(turn, draft, area)


def set_place(turn: Turn, draft: Draft, area: Area) -> Draft:
    """It is a plan of `area`."""
    return decide(turn, draft, "place", place=place_values(area, draft.review.place.get("name", "")))


def take_own_place(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """It is a plan of the officer's own area."""
    draft = draft_of(turn, args["upload"])
    if draft is None:
        return gone(turn)
    turn.change(task={})
    return [details(turn, set_place(turn, draft, turn.person.area))]


def take_out(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The document does not say it."""
    draft = draft_of(turn, args["upload"])
    if draft is None or args["field"] not in EMPTIED:
        return gone(turn)
    turn.change(task={})
    field = args["field"]
    return [details(turn, decide(turn, draft, field, metadata={**draft.review.metadata, field: None}))]


STEPS: Mapping[str, Step] = {
    "plan_details": show_details,
    "plan_ask": ask_value,
    "plan_own_place": take_own_place,
    "plan_empty": take_out,
}
TASKS = {"plan_value": take_typed}
