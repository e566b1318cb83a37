"""Uploads: files of plans that officers have sent, from their arrival until the plan is published or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.people.areas import Area


class State(StrEnum):
    """How far an upload has come. What is `RECEIVED`, `KEPT` or `PUBLISHING` is gone on with after a restart."""

    RECEIVED = "received"  # announced; its bytes are still with the channel
    KEPT = "kept"  # the original is in the data folder, not yet read
    READ = "read"  # a draft: read, seen by those who may, quoted to nobody else
    PUBLISHING = "publishing"  # decided; the files are being written
    PUBLISHED = "published"
    REFUSED = "refused"  # it cannot be read
    DISCARDED = "discarded"


WORK_LEFT = (State.RECEIVED, State.KEPT, State.PUBLISHING)


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a plan.

    `owner` is the id of who sent it from `chat`, `area` what their role was about then. `ref` is the channel's own name
    for the file, `message` that of the message that tells how far it is. `original` is the digest of the file, `text`
    that of the text that was read from it; both name files of the data folder. `plan` is the id under which it is
    published.
    """

    id: str
    owner: str
    chat: str
    area: Area
    name: str
    ref: str
    state: State
    at: datetime
    changed: datetime
    original: str = ""
    text: str = ""
    message: str = ""
    plan: str = ""


@dataclass(frozen=True)
class Review:
    """What officers have decided about an upload; plain data, each part by its name.

    `metadata` holds corrected fields, `place` the area that the plan is for and how it is named, `facts` a verdict by
    the fact's name ("d3"), `doubts` the numbers of those that were settled, `earlier` what was said of each plan that
    it may take the place of.
    """

    metadata: Mapping[str, Any] = field(default_factory=dict)
    place: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, str] = field(default_factory=dict)
