"""What comes in from a channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Content(StrEnum):
    """What a message consists of, as far as the bot tells it apart."""

    TEXT = "text"
    CHOICE = "choice"  # a button was pressed
    PHOTO = "photo"
    DOCUMENT = "document"
    CONTACT = "contact"  # or a place on the map
    OTHER = "other"  # sticker, voice, video, poll ...


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that a person sent: its name, its size in bytes, and the channel's own reference to fetch it by."""

    name: str
    size: int
    ref: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a person did in a chat.

    `update` names it for good ("telegram:8123"): the same thing delivered again has the same name; None where a
    channel delivers once. `chat` is where it happened and is answered, `person` who did it; in a private chat they are
    the same.
    `text` is what was typed, or the data of the button. `called` is whether a group's message speaks to the bot.
    `origin` is the channel's own note of what is replied to. `phone` is the person's own number, sent by a tap.
    `edited`: an earlier message was changed. `file` is what a document is; nothing of it is fetched yet.
    """

    chat: str
    person: str
    content: Content = Content.TEXT
    text: str = ""
    update: str | None = None
    group: bool = False
    called: bool = True
    origin: Mapping[str, str] = field(default_factory=dict)
    phone: str = ""
    edited: bool = False
    file: SentFile | None = None
