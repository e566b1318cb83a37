"""Messages as a terminal shows them: whole lines for a pipe, a narrow column with colours for a screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from bot.message import Choice, Message
from bot.pages import clip, in_marks

NARROWEST, WIDEST = 30, 80
# Quotes do not fold on a screen: the beginning is shown, the rest is behind "Xem cả mục".
QUOTE_ON_SCREEN = 240
BAR = "▌"


def plain_text(message: Message) -> str:
    """All of `message`, a line a paragraph, without any mark that only a screen understands."""
    lines = [line for line in (message.lead, *message.head) if line]
    for quote in message.quotes:
        lines.extend(f"{BAR}{line}" for part in quote.parts for line in in_marks(part).splitlines())
        lines.append(f"{BAR}{quote.source}")
    lines.extend(f"{BAR}{line}" if line else "" for line in message.page.splitlines())
    if message.source:
        lines.append(message.source)
    lines.extend(f" {label}" for label in numbered(message.choices))
    return visible("\n".join(lines))


def numbered(choices: Sequence[Choice]) -> Iterator[str]:
    """The labels with the digits that take them; what leads to another chat, and what is taken by words, has none."""
    for number, choice in enumerate(choices, 1):
        yield choice.label if choice.private or choice.worded else f"{number} {choice.label}"


def show(console: Console, message: Message) -> None:
    """Print `message` on a screen."""
    width = max(NARROWEST, min(console.width, WIDEST)) - 2
    if message.lead:
        show_line(console, Text(visible(message.lead), style="bold"), width)
    for line in message.head:
        show_line(console, Text(visible(line), style="yellow" if line.startswith("⚠️") else ""), width)
    for quote in message.quotes:
        for part in (quote.short, *quote.parts[1:]) if quote.short else quote.parts:
            for line in in_marks(clip(part, QUOTE_ON_SCREEN)).splitlines():
                show_line(console, Text(visible(line)), width, BAR)
        show_line(console, Text(visible(quote.source), style="dim"), width, BAR)
    for paragraph in message.page.splitlines():
        show_line(console, Text(visible(paragraph)), width, BAR if paragraph else "")
    if message.source:
        show_line(console, Text(visible(message.source), style="dim"), width)
    show_choices(console, list(numbered(message.choices)), width)


def show_line(console: Console, text: Text, width: int, bar: str = "") -> None:
    """One paragraph, wrapped, each line behind `bar`."""
    for line in text.wrap(console, width - len(bar)) or [Text()]:
        console.print(Text.assemble(" ", (bar, "cyan"), line), soft_wrap=True)


def show_choices(console: Console, labels: Sequence[str], width: int) -> None:
    """The choices, as many in a row as fit."""
    row = ""
    for label in labels:
        button = f"[{visible(label)}]"
        if row and len(row) + len(button) + 1 > width:
            console.print(Text(f" {row}", style="green"), soft_wrap=True)
            row = ""
        row = f"{row} {button}" if row else button
    if row:
        console.print(Text(f" {row}", style="green"), soft_wrap=True)


def visible(text: str) -> str:
    """`text` without control characters: nothing that a plan or a person wrote steers the terminal."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
