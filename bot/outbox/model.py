"""What the outbox is made of: messages that wait, attempts to send them, and how those ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.message import Message

NOTICE = "notice"  # kind of a message that was written when it was posted


class State(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    SENDING = "sending"  # the attempt is written down, its result is not
    SENT = "sent"
    COVERED = "covered"  # a newer one of the same occurrence told more
    CANCELLED = "cancelled"  # withdrawn, done, left out, or moved to another day
    REFUSED = "refused"  # the person has blocked the bot
    FAILED = "failed"
    UNKNOWN = "unknown"  # sent twice without hearing whether it arrived


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One row of the outbox. `again`: an earlier attempt may have arrived."""

    id: int
    chat: str
    kind: str
    due: datetime
    state: State
    next: datetime
    attempts: int = 0
    again: bool = False
    about: str = ""  # another person's address, where the message tells of them
    sent: datetime | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Posting):
    """A message as it was posted; `key` says what it is about ("pledge:ID:3:PERSON"), the same key is posted once."""

    key: str
    message: Message


class Outcome(StrEnum):
    """How an attempt ended."""

    SENT = "sent"
    REFUSED = "refused"  # blocked, deleted: no use to try again
    WAIT = "wait"  # too many: after `seconds`
    FAILED = "failed"  # it did not leave
    UNKNOWN = "unknown"  # it left, and nobody knows whether it arrived
    MOVED = "moved"  # the group is now at `chat`


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt ended, and what the channel asks for."""

    outcome: Outcome
    seconds: float = 0
    chat: str = ""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A message on its way, with the rows of the outbox that it settles."""

    chat: str
    message: Message
    postings: Sequence[Posting]
