"""Runs of letters become lines; lines that stand side by side become columns, or the rows of a table."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.documents.pdf.page import APART, SAME_LINE, SPACE, Run
from bot.documents.tables import Cell, Row, is_layout
from knowledge.plans.markers import marker_of

GUTTER = 0.9  # of the letter size: the least room between two columns
FULL = 0.75  # of its column that a line of running text fills on average
LEAST_COLUMN = 4  # lines of a column of running text
LOOSE = 1.9  # of the letter size: lines further apart do not stand side by side with what is above
TIGHT = 0.9  # of the letter size: lines nearer than this cannot be one below the other
WIDE_GAP = 3.0  # of the letter size: within a line, a gap that was made on purpose
HANGING = 6.0  # of the letter size: the most room between a list's mark and its text
SMALL = 0.75  # of the letter size: digits that are smaller refer to a note
_DIGITS = re.compile(r"\d{1,3}$")


@dataclass(slots=True)
class Line:
    """One line of text and its place."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    word: float  # where its first word ends


Column = list[Line]
Table = tuple[Row, ...]


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs of each line from the top, each from the left, neighbours put together."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: -r.middle):
        if rows and abs(rows[-1][0].middle - run.middle) < SAME_LINE * max(rows[-1][0].size, run.size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_together(sorted(row, key=lambda r: r.left)) for row in rows]


def _together(row: list[Run]) -> list[Run]:
    """Runs of one line with no more than a space between them, or a list's mark and its text, are one."""
    joined = [row[0]]
    for run in row[1:]:
        last = joined[-1]
        size = max(last.size, run.size)
        if run.size < SMALL * last.size and _DIGITS.match(run.text):
            continue
        gap = run.left - last.right
        if gap < APART * size or (gap < HANGING * size and _is_mark(last.text)):
            space = " " if gap > SPACE * min(last.size, run.size) else ""
            right = max(last.right, run.right)
            size = max(last, run, key=lambda r: len(r.text)).size
            joined[-1] = Run(last.text + space + run.text, last.left, right, last.bottom, size, last.word)
        else:
            joined.append(run)
    return joined


def _is_mark(text: str) -> bool:
    """Whether `text` is the mark of a list and nothing else."""
    marker = marker_of(f"{text} x")
    return marker is not None and marker.length >= len(text)


def in_reading_order(rows: Sequence[list[Run]]) -> list[Column | Table]:
    """The lines of a page in reading order: a list for each column, and tables that have no drawn lines."""
    found: list[Column | Table] = []
    at = 0
    while at < len(rows):
        end, gutters = _band(rows, at)
        if end - at > 1 and gutters:
            band = [_cells(row, gutters) for row in rows[at:end]]
            found += _columns(band) if _is_side_by_side(band, gutters) else [_table(band)]
            at = end
            found.append([])
            continue
        if not found or not isinstance(found[-1], list):
            found.append([])
        last = found[-1]
        assert isinstance(last, list)
        last.append(_line(rows[at]))
        at += 1
    return [one for one in found if one]


def _band(rows: Sequence[list[Run]], at: int) -> tuple[int, list[float]]:
    """How far the lines from `at` on stand side by side, and the middles of the gutters between them."""
    starts_so = len(rows[at]) > 1 or (
        at + 1 < len(rows) and rows[at][0].middle - rows[at + 1][0].middle < TIGHT * rows[at][0].size
    )
    if not starts_so:
        return at + 1, []
    covered = list(rows[at])
    gutters, end = _gutters(covered), at + 1
    while end < len(rows):
        above, row = rows[end - 1], rows[end]
        if above[0].middle - row[0].middle > LOOSE * max(above[0].size, row[0].size):
            break
        narrower = _gutters([*covered, *row])
        if not narrower or len(narrower) < len(gutters):
            break
        covered += row
        gutters, end = narrower, end + 1
    return end, gutters


def _gutters(runs: Iterable[Run]) -> list[float]:
    """The middles of the upright strips that no run reaches into."""
    found: list[float] = []
    reach: float | None = None
    for run in sorted(runs, key=lambda r: r.left):
        if reach is not None and run.left - reach > GUTTER * run.size:
            found.append((reach + run.left) / 2)
        reach = run.right if reach is None else max(reach, run.right)
    return found


def _cells(row: list[Run], gutters: Sequence[float]) -> list[list[Run]]:
    """The runs of a line by the column that they stand in."""
    cells: list[list[Run]] = [[] for _ in range(len(gutters) + 1)]
    for run in row:
        cells[sum(gutter < (run.left + run.right) / 2 for gutter in gutters)].append(run)
    return cells


def _is_side_by_side(band: list[list[list[Run]]], gutters: Sequence[float]) -> bool:
    """Whether columns of text stand side by side, and not the cells of a table."""
    rows: list[Row] = [[Cell((" ".join(run.text for run in cell),)) for cell in row] for row in band]
    if is_layout(rows) or (len(gutters) == 1 and any(_signs(cell.text) for row in rows[:2] for cell in row)):
        return True
    for column in zip(*band, strict=True):
        lines = [cell for cell in column if cell]
        wide = max((cell[-1].right - cell[0].left for cell in lines), default=0.0)
        filled = sum(cell[-1].right - cell[0].left for cell in lines) / max(1.0, wide * len(lines))
        if len(lines) < LEAST_COLUMN or filled < FULL:
            return False
    return len(gutters) < 3


def _signs(text: str) -> bool:
    return bool(re.match(r"(TM|KT|TL|TUQ|Q)\. ?[A-ZĐÀ-Ỹ]|CHỦ TỊCH|GIÁM ĐỐC|Số:|NGƯỜI LẬP", text))


def _columns(band: list[list[list[Run]]]) -> list[Column]:
    return [[_line(cell) for cell in column if cell] for column in zip(*band, strict=True)]


def _table(band: list[list[list[Run]]]) -> Table:
    """The rows of a table; a line without a first cell goes on with the row above."""
    rows: list[list[list[str]]] = []
    for row in band:
        texts = [[run.text for run in cell] for cell in row]
        if rows and not texts[0]:
            for cell, more in zip(rows[-1], texts, strict=True):
                cell.extend(more)
        else:
            rows.append(texts)
    return tuple(tuple(Cell((" ".join(cell),)) for cell in row) for row in rows)


def _line(row: Sequence[Run]) -> Line:
    """The runs of a line as one; a wide gap stays a tab."""
    text = row[0].text
    for last, run in itertools.pairwise(row):
        text += ("\t" if run.left - last.right > WIDE_GAP * run.size else " ") + run.text
    size = max(row, key=lambda r: len(r.text)).size
    return Line(text, row[0].left, row[-1].right, min(r.bottom for r in row), size, row[0].word)
