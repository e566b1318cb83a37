"""Tables as lines of text: a row a line with a tab between its cells, under one row that names the columns.

Tables that only place things on the page (the letterhead, recipients beside the signature, a frame) become the lines
of their cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.documents.text import Written
from knowledge.text import fold

EMPTY = "…"  # a cell without text; a row keeps as many cells as there are columns
MOST_HEADS = 3  # rows that together name the columns
WIDEST = 60  # columns; what has more is no table that a plan reader understands
_LAYOUT = ("cong hoa xa hoi chu nghia", "doc lap - tu do", "noi nhan")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, how many columns it takes, and whether it goes on with the cell above."""

    lines: tuple[str, ...] = ()
    across: int = 1
    continues: bool = False

    @property
    def text(self) -> str:
        """All lines as one."""
        return " ".join(" ".join(self.lines).split())


Row = Sequence[Cell]


def write_table(rows: Sequence[Row], written: Written) -> None:
    """Writes the rows of a table."""
    rows = [row for row in rows if any(cell.text or cell.continues for cell in row)]
    if is_layout(rows):
        for row in rows:
            for cell in row:
                written.line("")
                for line in cell.lines:
                    written.line(line)
        written.line("")
        return
    if max((sum(cell.across for cell in row) for row in rows), default=0) > WIDEST:
        written.doubt("table_left_out", rows[0][0].text)
        return
    written.line("")
    for line in rows_as_lines(rows):
        written.line(line)
    written.line("")


def is_layout(rows: Sequence[Row]) -> bool:
    """Whether a table only places things on the page."""
    if all(len(row) == 1 for row in rows):
        return True
    text = fold(" ".join(cell.text for row in rows[:4] for cell in row))
    return any(said in text for said in _LAYOUT)


def rows_as_lines(rows: Sequence[Row]) -> list[str]:
    """A line for each row, cells divided by a tab; rows of names are put together, merged cells are repeated."""
    heads = _heads(rows)
    grid = _grid(rows)
    names = [
        "; ".join(dict.fromkeys(t for t in column if t != EMPTY)) or EMPTY for column in zip(*grid[:heads], strict=True)
    ]
    return ["\t".join(names)] * bool(heads) + ["\t".join(row) for row in grid[heads:]]


def _grid(rows: Sequence[Row]) -> list[list[str]]:
    """The text of each cell in each column that it takes, every row as wide as the widest."""
    wide = max(sum(cell.across for cell in row) for row in rows)
    grid: list[list[str]] = []
    for row in rows:
        line: list[str] = []
        for cell in row:
            text = cell.text.replace("\t", " ") or EMPTY
            for _ in range(cell.across):
                above = grid[-1][len(line)] if grid and len(line) < wide else EMPTY
                line.append(above if cell.continues else text)
        grid.append((line + [EMPTY] * wide)[:wide])
    return grid


def _heads(rows: Sequence[Row]) -> int:
    """How many rows name the columns: one, and those that cells of it reach into or divide."""
    heads = 1
    while heads < min(MOST_HEADS, len(rows)):
        above, below = rows[heads - 1], rows[heads]
        title = len([cell for cell in above if cell.text]) == 1  # one cell over the whole table
        divides = any(cell.across > 1 for cell in above) and any(cell.continues for cell in below)
        if title or not divides:
            break
        heads += 1
    return heads
