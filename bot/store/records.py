"""The things that the bot remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.message import Choice, Message


@dataclass(frozen=True, slots=True)
class Chat:
    """Where a conversation stands: nothing in it says who the person is.

    `address` is "telegram:123" or "console:lan". `audience` is what the person chose at the start (household,
    village_head, officer) and gives no right to anything. `plan` is the chosen scope, `topic` what the next question
    may refer to, `menu` the last list of choices shown, `task` what the person is in the middle of.
    """

    address: str
    audience: str = ""
    young: bool = False  # calls themselves em, cháu, con
    plan: str | None = None
    topic: Mapping[str, str] = field(default_factory=dict)
    topic_at: datetime | None = None
    menu: str | None = None
    task: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Menu:
    """Choices that were shown in a chat, with what each does."""

    id: str
    chat: str
    choices: tuple[Choice, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class SavedText:
    """A piece of a document as it was when it was cited: it stays openable when the plans are read anew.

    `key` is a digest of the content, so that the same piece is kept once.
    """

    key: str
    plan: str
    title: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that can be judged: what was asked (long numbers masked), what was said, from where; not to whom."""

    id: str
    at: datetime
    question: str
    status: str
    plan: str | None
    lead: str
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether the person found the answer right."""

    answer: GivenAnswer
    good: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class PendingReply:
    """A message whose cause is committed and that the channel has not yet delivered.

    `origin` is the channel's own note of what it replies to. `again`: an earlier attempt may have arrived.
    """

    id: int
    chat: str
    message: Message
    origin: Mapping[str, str] = field(default_factory=dict)
    again: bool = False
