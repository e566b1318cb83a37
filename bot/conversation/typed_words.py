"""Words that are typed while the bot waits for a day, a time or a name: an answer, a question, or a slip."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.alerts.typed import TypedDay, read_moment
from bot.conversation.turn import Step, Turn
from bot.message import Message
from bot.pages import clip
from knowledge.text import fold

LONGEST_TIME = 7  # words of a day and a time
_ASKS = re.compile(
    r"\b(khi nao|bao gio|bao nhieu|la gi|gom gi|gom nhung gi|the nao|o dau|may ngay|con may|vi sao|tai sao)\b"
)


def typed_for(step: Step, *, needs_time: bool = False) -> Callable[[Turn, str], list[Message] | None]:
    """What takes typed words for `step`; a sentence without a day or time that needs one is answered as a question."""

    def take(turn: Turn, text: str) -> list[Message] | None:
        asks = len(text.split()) > LONGEST_TIME or not any(c.isdigit() for c in text)
        unclear = needs_time and asks and read_moment(text, turn.now) is None
        if unclear or is_question(text):
            turn.change(task={})
            return None
        return step(turn, {**turn.chat.task, "typed": text})

    return take


def wrong_day(turn: Turn, words: str, typed: TypedDay | None) -> Message:
    """What was understood of a day that cannot be taken: there is none, it is over, or nothing."""
    if typed and typed.day:
        return turn.say("day_past", day=f"{typed.day:%d/%m/%Y}")
    if typed:
        return turn.say("day_none", value=typed.words)
    return turn.say("day_not_understood", value=clip(words, 30))


def is_question(text: str) -> bool:
    """Whether `text` asks something, so that it is no name and no day."""
    return text.rstrip().endswith("?") or _ASKS.search(fold(text)) is not None
