"""What the bot says, before any channel gives it a form."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

HELPFUL = 76  # characters of the line between an answer and its caution: two lines of a small phone


@dataclass(frozen=True, slots=True)
class Action:
    """What taking a choice does: the name of a step of the conversation and its arguments."""

    name: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `label` is shown behind its number, `also` are other words (folded) that take it.

    `data` names the choice in a kept menu (at most 64 bytes). `private` opens the private chat instead of doing
    anything. `worded` has no number, because typed digits mean something else there; such choices come last. `contact`
    has the channel send the person's own phone number, if it can.
    """

    label: str
    action: Action = field(default_factory=lambda: Action("none"))
    also: tuple[str, ...] = ()
    data: str = ""
    private: bool = False
    worded: bool = False
    contact: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that comes with a message; `picture` is one to be looked at at once."""

    name: str
    data: bytes
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim slices of one place of one document, and the line that names it.

    `short` is the part of the first slice that proves the answer ("…" where it is cut), shown where room is scarce.
    """

    parts: tuple[str, ...]
    source: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: the bold line, the lines under it, cautions, quotes or a page of text, then the choices.

    `replaces` asks the channel to put it in the place of the message whose button was pressed, if it can. `news` names
    something that goes on (an upload): a later message with the same name takes the place of this one, if it can.
    """

    lead: str = ""
    lines: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    page: str = ""  # verbatim text, several paragraphs
    source: str = ""  # the line under `page`
    choices: tuple[Choice, ...] = ()
    replaces: bool = False
    files: tuple[Attachment, ...] = ()
    news: str = ""

    @property
    def head(self) -> tuple[str, ...]:
        """The lines between the bold one and the quotes, in the order in which they are read.

        A reader who stops after three lines must have met the caution: only one short line comes before it, and no
        item of a list.
        """
        cautions = tuple(f"⚠️ {line}" if i == 0 else line for i, line in enumerate(self.cautions))
        first = 1 if self.lines and len(self.lines[0]) <= HELPFUL and not self.lines[0].startswith("1. ") else 0
        return self.lines[:first] + cautions + self.lines[first:]


def message_record(message: Message) -> dict[str, Any]:
    """`message` as plain data, to be kept until it is sent; what its choices do is kept with the menu."""
    return {
        "lead": message.lead,
        "lines": list(message.lines),
        "cautions": list(message.cautions),
        "quotes": [{"parts": list(q.parts), "source": q.source, "short": q.short} for q in message.quotes],
        "page": message.page,
        "source": message.source,
        "choices": [
            {"label": c.label, "data": c.data, "private": c.private, "worded": c.worded, "contact": c.contact}
            for c in message.choices
        ],
        "replaces": message.replaces,
        "files": [{"name": f.name, "data": b64encode(f.data).decode(), "picture": f.picture} for f in message.files],
        "news": message.news,
    }


def message_from(record: Mapping[str, Any]) -> Message:
    """The message that `record` was made of."""
    return Message(
        lead=record["lead"],
        lines=tuple(record["lines"]),
        cautions=tuple(record["cautions"]),
        quotes=tuple(Quote(tuple(q["parts"]), q["source"], q["short"]) for q in record["quotes"]),
        page=record["page"],
        source=record["source"],
        choices=tuple(
            Choice(
                c["label"],
                data=c["data"],
                private=c["private"],
                worded=c.get("worded", False),
                contact=c.get("contact", False),
            )
            for c in record["choices"]
        ),
        replaces=record["replaces"],
        files=tuple(Attachment(f["name"], b64decode(f["data"]), f["picture"]) for f in record.get("files", ())),
        news=record.get("news", ""),
    )
