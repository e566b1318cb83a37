"""What a person wants beside an answer: to register, to be helped, to greet, to see the own data, to be reminded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from knowledge.answers.model import Intent
from knowledge.language.lexicon import read_data

MOST_WORDS_OF_THANKS, MOST_WORDS_OF_GREETING = (
    4,
    9,
)  # content words that may stand beside, as in "tôi là trưởng thôn mới"
VALUES_TOLD = frozenset({"date", "days", "money", "percent", "document"})


@cache
def _data() -> Mapping[str, Any]:
    return read_data("intents.toml")


def _has(patterns: Iterable[str], folded: str) -> bool:
    return _any_of(tuple(patterns)).search(folded) is not None


@cache
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns))


def is_pressed(folded: str) -> bool:
    """Whether the words tell of somebody who is forced to register."""
    return _has(_data()["talk"]["pressure"], folded)


def is_in_danger(folded: str) -> bool:
    """Whether the words tell of somebody who thinks of ending their life."""
    return _has(_data()["talk"]["danger"], folded)


def free_will_words() -> str:
    """The pattern of a plan's words that registering is free."""
    return str(_data()["talk"]["free_will"])


def intent_of(folded: str, question_kinds: frozenset[str]) -> Intent:
    """The intent of a text in its folded long form, which as a question is of `question_kinds`."""
    register, talk = _data()["register"], _data()["talk"]
    asks = bool(question_kinds - {"yes_no", "purpose"})
    if (
        all(re.search(p, folded) for p in register["help_needs"])
        and _has(register["help_asks"], folded)
        and not _has(register["not"], folded)
    ):
        return Intent.REGISTER_HELP
    told = question_kinds & VALUES_TOLD  # "muốn đăng ký thì báo trưởng thôn trước ngày mấy": the plan may tell
    if _has(register["wants"], folded) and not _has(register["not"], folded) and not told:
        return Intent.REGISTER
    if _has(talk["my_data"], folded):
        return Intent.MY_DATA
    if _has(talk["alerts"], folded):
        return Intent.ALERTS
    if _has(talk["help"], folded) and len(folded.split()) < 14:
        return Intent.HELP
    content = re.sub(talk["filler"], " ", folded).split()
    if not asks and len(content) <= MOST_WORDS_OF_THANKS and _has(talk["thanks"], folded):
        return Intent.THANKS
    if not asks and len(content) <= MOST_WORDS_OF_GREETING and _has(talk["greeting"], folded):
        return Intent.GREETING
    return Intent.QUESTION
