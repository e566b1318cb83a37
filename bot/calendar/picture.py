"""A picture of one year for a phone: twelve months at a glance, then every duty in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bot.calendar.entries import Calendar, Entry, plans_over
from bot.calendar.lines import when_words, year_words
from bot.calendar.phrases import phrase
from knowledge.plans.model import Plan

# A phone is 360 pixels wide; it is drawn at twice that, so that letters stay sharp on a fine screen.
WIDTH, SCALE = 360, 2
DPI = 100 * SCALE
SMALL, MEDIUM, LARGE = 14.0, 15.5, 19.0  # height of letters in the pixels of the phone; none is smaller than 14
COLUMNS, ROWS = 3, 4
BOX, HEAD, GAP, MARGIN = (104, 72), 25, 10, 14
MOST_DAYS = 12  # characters that fit into a month
LINE = 1.35
LETTERS = 42  # of the smallest size on one line
LONGEST = 150  # characters of a duty; the list has the whole quote
# Blue and orange are told apart with every kind of colour blindness; a pattern and a word say the same again.
INK, PAPER, FAINT = "#1a1a1a", "#ffffff", "#f2f2f2"


@dataclass(frozen=True, slots=True)
class _Style:
    colour: str
    hatch: str
    mark: str


_DEADLINE = _Style("#a6cbe8", "", "mark_deadline")
_WINDOW = _Style("#f5c67a", "////", "mark_window")
_YEARLY = _Style("#ffffff", "....", "mark_yearly")
_BORDER = {"mark_deadline": "#00528a", "mark_window": "#a85a00", "mark_yearly": "#555555"}


@dataclass(frozen=True, slots=True)
class _Row:
    """Words in the list below the months: a mark or none, and the height of their letters."""

    words: str
    size: float
    style: _Style | None = None
    bold: bool = False


def draw_year(calendar: Calendar, year: int, today: date, file: Path) -> None:
    """Writes the picture of `year` as PNG: 360 pixels wide (twice as many dots), no letter below 14 pixels."""
    entries = [e for e in calendar.entries if e.day.year == year or (e.until and e.until.year == year)]
    rows = _rows(calendar, year) + _over_rows(calendar, today)
    top = MARGIN + LARGE * LINE + 6
    grid = ROWS * (BOX[1] + GAP)
    height = top + grid + sum(_height(row) for row in rows) + MARGIN + 8
    figure = Figure(figsize=(WIDTH / 100, height / 100), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.axis("off")
    _write(axes, MARGIN, MARGIN, phrase("picture.title", year=year), LARGE, bold=True)
    for month in range(1, 13):
        _draw_month(axes, top, month, year, entries)
    _draw_rows(axes, top + grid + 4, rows)
    figure.savefig(file, dpi=DPI, format="png", metadata={"Software": None})


def _draw_month(axes: Any, top: float, month: int, year: int, entries: Iterable[Entry]) -> None:
    """One month: its number, and the days of its duties on the colour and pattern of their kind."""
    column, line = (month - 1) % COLUMNS, (month - 1) // COLUMNS
    x, y = MARGIN + column * (BOX[0] + GAP), top + line * (BOX[1] + GAP)
    axes.add_patch(Rectangle((x, y), *BOX, facecolor=FAINT, edgecolor="#bbbbbb", linewidth=0.6))
    kinds = [(style, days) for style in (_DEADLINE, _WINDOW) if (days := _days_of(entries, style, month, year))]
    for number, (style, days) in enumerate(kinds):
        height = (BOX[1] - HEAD) / len(kinds)
        corner = (x, y + HEAD + number * height)
        _fill(axes, corner, (BOX[0], height), style)
        size = LARGE if len(days) < 8 and len(kinds) == 1 else SMALL
        middle = corner[1] + (height - size * LINE) / 2
        _write(axes, x + BOX[0] / 2, middle, days, size, bold=True, centre=True, box=style)
    _write(axes, x + 6, y + 3, phrase("picture.month", month=month), SMALL)


def _days_of(entries: Iterable[Entry], style: _Style, month: int, year: int) -> str:
    """The days of one kind inside a month, as many as fit: "10, 25, 30"."""
    mine = [e for e in entries if (e.until is None) == (style is _DEADLINE)]
    days = list(dict.fromkeys(day for e in mine if (day := _days_in(e, month, year))))
    words = ", ".join(days)
    while len(words) > MOST_DAYS and days:
        days.pop()
        words = ", ".join([*days, "…"])
    return words


def _days_in(entry: Entry, month: int, year: int) -> str:
    """The days of an entry inside a month: "10", or "17-31" for the part of a window."""
    if entry.until is None:
        return str(entry.day.day) if (entry.day.year, entry.day.month) == (year, month) else ""
    first, last = (entry.day.year, entry.day.month), (entry.until.year, entry.until.month)
    if not first <= (year, month) <= last:
        return ""
    begin = str(entry.day.day) if first == (year, month) else ""
    end = str(entry.until.day) if last == (year, month) else ""
    return f"{begin}→{end}"


def _rows(calendar: Calendar, year: int) -> list[_Row]:
    """The list below the months: the kinds with their marks, the dated duties, the others."""
    dated = [e for e in calendar.entries if e.day.year == year]
    yearly = [y for y in calendar.year_entries if y.first_year <= year <= y.last_year]
    rows: list[_Row] = []
    for style, name in ((_DEADLINE, "deadline"), (_WINDOW, "window"), (_YEARLY, "yearly")):
        rows.append(_Row(phrase(f"picture.{name}"), SMALL, style))
    if not dated:
        rows.append(_Row(phrase("picture.none"), MEDIUM, bold=True))
    for entry in dated:
        rows.append(_Row(_capital(when_words(entry)), MEDIUM, _WINDOW if entry.until else _DEADLINE, bold=True))
        rows += [_Row(line, SMALL) for line in _wrapped(entry.plan, entry.what)]
    for item in yearly:
        rows.append(_Row(_capital(year_words(item)), MEDIUM, _YEARLY, bold=True))
        rows += [_Row(line, SMALL) for line in _wrapped(item.plan, item.deadline.what or item.deadline.quote)]
    return rows


def _over_rows(calendar: Calendar, today: date) -> list[_Row]:
    over = [plan.profile.name if plan.profile else plan.id for plan in plans_over(calendar, today)]
    if not over:
        return []
    lines = textwrap.wrap(phrase("picture.over", names=", ".join(over)), LETTERS)
    return [_Row("", SMALL), *(_Row(line, SMALL, bold=True) for line in lines)]


def _wrapped(plan: Plan, what: str) -> list[str]:
    """The words of a duty behind the name of its plan, in lines that fit the picture."""
    short = " ".join(what.split())
    short = short if len(short) <= LONGEST else short[:LONGEST].rsplit(" ", 1)[0] + "…"
    return textwrap.wrap(f"{plan.profile.name if plan.profile else plan.id}: {short}", LETTERS)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _height(row: _Row) -> float:
    return row.size * LINE + (12 if row.style else 0)


def _draw_rows(axes: Any, top: float, rows: list[_Row]) -> None:
    y = top
    for row in rows:
        y += 8 if row.style else 0
        x: float = MARGIN
        if row.style is not None:
            _fill(axes, (x, y), (46, row.size * 1.25), row.style)
            mark = phrase(f"picture.{row.style.mark}")
            _write(axes, x + 23, y + 1, mark, SMALL, bold=True, centre=True, box=row.style)
            x += 54
        _write(axes, x, y, row.words, row.size, bold=row.bold)
        y += row.size * LINE + (4 if row.style else 0)


def _fill(axes: Any, corner: tuple[float, float], size: tuple[float, float], style: _Style) -> None:
    border = _BORDER[style.mark]
    patch = Rectangle(corner, *size, facecolor=style.colour, hatch=style.hatch, edgecolor=border, linewidth=1)
    axes.add_patch(patch)


def _write(
    axes: Any, x: float, y: float, words: str, size: float, *, bold: bool = False, centre: bool = False,
    box: _Style | None = None,
) -> None:  # fmt: skip
    """Words at (x, y), their top left or top middle; on a pattern they stand on plain ground."""
    ground = {"facecolor": box.colour, "edgecolor": "none", "pad": 1.2} if box and box.hatch else None
    axes.text(
        x, y, words, fontsize=size * 72 / 100, color=INK, weight="bold" if bold else "normal", va="top",
        ha="center" if centre else "left", bbox=ground, family="DejaVu Sans",
    )  # fmt: skip
