"""Messages as Telegram shows them: HTML that is always valid, pieces that are never too long, buttons in rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot.message import Choice, Message, Quote
from bot.pages import in_marks, split_text

# Bot API, sendMessage: 1-4096 characters after entities parsing, in UTF-16 units. Counted here with the tags.
LONGEST_TEXT = 4096
# Longer quotes fold; Telegram shows three lines of a folded one.
FOLDED_FROM = 140
# Letters of the labels that fit in one row of buttons on a 360 px screen.
ROW = 32
# Unicode's categories Cc, but for the line feed, and Cs.
_NOT_SENDABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Block:
    """Plain text and the tags around it; a block that is cut has the tags around each part."""

    text: str
    before: str = ""
    after: str = ""


def render(message: Message) -> list[str]:
    """The HTML of `message` in pieces that can each be sent, at least one, none empty, each valid by itself."""
    pieces: list[str] = []
    for block in blocks(message):
        room = LONGEST_TEXT - len(block.before) - len(block.after)
        for part in split_text(block.text, room, size=html_size):
            html = f"{block.before}{escape(part, quote=False)}{block.after}"
            # A blockquote breaks the line by itself.
            joined = f"{pieces[-1]}\n{html}" if pieces else html
            if pieces and utf16(joined) <= LONGEST_TEXT:
                pieces[-1] = joined
            else:
                pieces.append(html)
    return pieces or ["…"]


def blocks(message: Message) -> Iterator[Block]:
    """The parts of `message` in the order in which they are read; none is empty."""
    for text, before, after in _parts(message):
        kept = sendable(text)
        if kept:
            yield Block(kept, before, after)


def _parts(message: Message) -> Iterator[tuple[str, str, str]]:
    yield message.lead, "<b>", "</b>"
    yield "\n".join(message.head), "", ""
    for quote in message.quotes:
        text = quoted(quote)
        folded = " expandable" if len(text) > FOLDED_FROM else ""
        yield text, f"<blockquote{folded}>", "</blockquote>"
        yield quote.source, "<i>", "</i>"  # outside: it must be seen when the quote is folded
    if message.page:
        yield message.page, "<blockquote>", "</blockquote>"
    yield message.source, "<i>", "</i>"


def quoted(quote: Quote) -> str:
    """The words of `quote`: what proves the answer first, as only the first lines show of a folded quote."""
    whole = "\n".join(in_marks(part) for part in quote.parts)
    begins = quote.parts[0].startswith(quote.short.rstrip(" …"))  # then it is seen anyway
    return whole if begins else f"{in_marks(quote.short)}\n\n{whole}"


def sendable(text: str) -> str:
    """`text` without control characters and lone surrogates, which Telegram refuses, and without blanks at its ends."""
    return _NOT_SENDABLE.sub("", text).strip()


def html_size(text: str) -> int:
    """How much of a message `text` takes, in UTF-16 units with its entities written out."""
    return utf16(escape(text, quote=False))


def utf16(text: str) -> int:
    """The length of `text` as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(html: str) -> str:
    """What a piece of `render` says, without the tags: sent if Telegram does not take the HTML."""
    for tag in ("b", "i", "blockquote"):
        html = html.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    html = html.replace("<blockquote expandable>", "")
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def keyboard(choices: Sequence[Choice], private_link: str) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """The choices as numbered buttons in rows; one that opens the private chat is a link and has no number.

    Telegram sends a number by a tap only from a keyboard that takes the place of the letters: then all are words there.
    """
    if any(choice.contact for choice in choices):
        words = [KeyboardButton(c.label, request_contact=c.contact or None) for c in choices]
        return ReplyKeyboardMarkup([[word] for word in words], resize_keyboard=True, one_time_keyboard=True)
    rows: list[list[InlineKeyboardButton]] = []
    used = ROW + 1
    for number, choice in enumerate(choices, 1):
        label = choice.label if choice.private or choice.worded else f"{number} {choice.label}"
        if choice.private:
            button = InlineKeyboardButton(label, url=private_link)
        else:
            button = InlineKeyboardButton(label, callback_data=choice.data)
        if used + len(label) > ROW:
            rows.append([])
            used = 0
        rows[-1].append(button)
        used += len(label)
    return InlineKeyboardMarkup(rows) if rows else None
