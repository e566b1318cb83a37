"""The doubts of a draft, one by one: kept as the document has it, or settled with what is typed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from bot.conversation.turn import Step, Turn
from bot.message import Message, Quote
from bot.pages import clip
from bot.plans.card import card, gone
from bot.plans.details import FIELD_OF_DOUBT, take_value
from bot.plans.drafts import Draft, decide, draft_of

LEAD_ROOM = 64  # characters of a doubt in the first line


def show_doubt(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The first open doubt from number `n` on; after the last one the card."""
    draft = draft_of(turn, args["upload"])
    if draft is None:
        return gone(turn)
    number = next((n for n in draft.open_doubts() if n >= int(args.get("n", "0"))), None)
    if number is None:
        return [card(turn, draft)]
    return [doubt_message(turn, draft, number)]


def doubt_message(turn: Turn, draft: Draft, number: int) -> Message:
    """One doubt with its place; where a value is missing it can be typed."""
    doubt, doubts = draft.findings["doubts"][number], draft.findings["doubts"]
    args = {"upload": draft.id, "n": str(number)}
    what = doubt_words(turn, doubt).rstrip(".")
    said = turn.say("plan_doubt", page=number + 1, pages=len(doubts), what=clip(what, LEAD_ROOM))
    field = FIELD_OF_DOUBT.get(doubt["code"])
    lines = [] if len(what) <= LEAD_ROOM else [what]
    if field:
        turn.change(task={"do": "plan_doubt", "upload": draft.id, "n": str(number), "field": field})
        lines.append(turn.line(f"plan_ask.{field}"))
    elif doubt["line"]:
        lines.append(turn.line("plan_lines.at", count=doubt["line"]))
    choices = (
        turn.worded("leave_empty" if field else "keep_as_is", "plan_settle", **args),
        turn.worded("next_one", "plan_doubt", upload=draft.id, n=str(number + 1)),
        turn.worded("back", "plan_card", upload=draft.id),
    )
    quote = (Quote((doubt["quote"],), place_of(turn, doubt["section"])),) if doubt["quote"] else ()
    return replace(said, lines=tuple(lines), quotes=quote, choices=choices)


def doubt_words(turn: Turn, doubt: Mapping[str, Any]) -> str:
    """What the reader is asked to look at."""
    known = turn.desk.texts.items("plan_doubts")
    if doubt["code"] in known:
        return turn.line(f"plan_doubts.{doubt['code']}", place=doubt["detail"])
    sentence = sentences().get(doubt["code"]) or turn.line("plan_doubts.unclear")
    return sentence.format(detail=doubt["detail"])


@cache
def sentences() -> Mapping[str, str]:
    """The sentences of the doubts of reading, by code."""
    return tomllib.loads((files("knowledge") / "data" / "doubts.vi.toml").read_text(encoding="utf-8"))


def place_of(turn: Turn, section: str) -> str:
    """The line that names the section of a draft."""
    return turn.line("plan_lines.section", path=section) if section else turn.line("plan_lines.opening")


def settle(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """It stays as it is; the next one."""
    draft = draft_of(turn, args["upload"])
    if draft is None:
        return gone(turn)
    turn.change(task={})
    decide(turn, draft, "doubt", doubts={**draft.review.doubts, args["n"]: "kept"})
    return show_doubt(turn, {"upload": draft.id, "n": str(int(args["n"]) + 1)})


def take_typed(turn: Turn, text: str) -> list[Message] | None:
    """The value that was missing."""
    task = turn.chat.task
    draft = draft_of(turn, task["upload"])
    if draft is None:
        return gone(turn)
    taken = take_value(turn, draft, task["field"], text)
    if isinstance(taken, Message):
        return [replace(doubt_message(turn, draft, int(task["n"])), lead=taken.lead, lines=taken.lines)]
    turn.change(task={})
    decide(turn, taken, "doubt", doubts={**taken.review.doubts, task["n"]: "corrected"})
    return show_doubt(turn, {"upload": draft.id, "n": str(int(task["n"]) + 1)})


STEPS: Mapping[str, Step] = {"plan_doubt": show_doubt, "plan_settle": settle}
TASKS = {"plan_doubt": take_typed}
