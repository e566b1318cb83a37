"""The counts as a picture that is readable on a phone: blue and orange with a pattern, the number beside each bar."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Protocol

from bot.pledges.model import State
from bot.texts import Texts

# A phone is 360 pixels wide; drawn at twice that, so that letters stay sharp. No letter is below 14 pixels.
WIDTH, SCALE = 360, 2
DPI = 100 * SCALE
LETTERS, TITLE = 14.5, 18.0
BAR, GAP, MARGIN = 20.0, 6.0, 14.0
ROWS_SHOWN = 20
# Told apart with every kind of colour blindness, and by their pattern.
PARTS = (
    ("waiting", (State.SUBMITTED, State.VILLAGE_RETURNED, State.VILLAGE_CONFIRMED), "#a6cbe8", "#00528a", ""),
    ("received", (State.COMMUNE_RECEIVED, State.CLOSED), "#f5c67a", "#a85a00", "////"),
    ("withdrawn", (State.WITHDRAWN,), "#ffffff", "#555555", "...."),
)


class Counted(Protocol):
    """A row of figures."""

    @property
    def name(self) -> str:
        """Whose figures."""
        ...

    @property
    def counts(self) -> Mapping[State, int]:
        """How many in each state."""
        ...


def counts_picture(texts: Texts, place: str, rows: Sequence[Counted]) -> bytes:
    """The first rows as bars, in the order in which they come, as PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - a quarter of a second
    from matplotlib.figure import Figure  # noqa: PLC0415

    shown = [(row, [sum(row.counts.get(s, 0) for s in states) for _, states, *_ in PARTS]) for row in rows[:ROWS_SHOWN]]
    title = textwrap.wrap(texts.line("figures.picture", place=place), 34)
    bars = sum(LETTERS * 1.6 + (BAR + GAP) * sum(n > 0 for n in numbers) for _, numbers in shown)
    height = MARGIN * 2 + TITLE * 1.4 * len(title) + LETTERS * 1.7 * len(PARTS) + bars + 8
    figure = Figure(figsize=(WIDTH / 100, height / 100), dpi=DPI, facecolor="#ffffff")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.axis("off")
    y = MARGIN

    def write(x: float, words: str, size: float = LETTERS, weight: str = "normal") -> None:
        axes.text(x, y, words, fontsize=size * 72 / 100, va="top", weight=weight, color="#1a1a1a")

    for line in title:
        write(MARGIN, line, TITLE, "bold")
        y += TITLE * 1.4
    for key, _, colour, edge, hatch in PARTS:
        axes.barh(y + 8, 22, 14, left=MARGIN, color=colour, edgecolor=edge, hatch=hatch)
        write(MARGIN + 30, texts.line(f"figures.{key}"))
        y += LETTERS * 1.7
    most = max((max(numbers) for _, numbers in shown), default=1) or 1
    for row, numbers in shown:
        write(MARGIN, textwrap.shorten(row.name, 40, placeholder="…"), weight="bold")
        y += LETTERS * 1.6
        for (_, _, colour, edge, hatch), number in zip(PARTS, numbers, strict=True):
            if number:
                length = max(6.0, (WIDTH - 2 * MARGIN - 46) * number / most)
                axes.barh(y + BAR / 2, length, BAR, left=MARGIN, color=colour, edgecolor=edge, hatch=hatch)
                axes.text(MARGIN + length + 6, y + BAR / 2, str(number), fontsize=LETTERS * 72 / 100, va="center")
                y += BAR + GAP
    out = BytesIO()
    figure.savefig(out, format="png", dpi=DPI)
    return out.getvalue()
