"""Tables with drawn lines: the lines become a grid, the letters between them its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.documents.pdf.lines import Table, lines_of
from bot.documents.pdf.page import Rule, Run
from bot.documents.tables import Cell

NEAR = 3.0  # points: lines this near touch
MOST_RULES = 1_500  # of a page, after pieces of one line are put together
MOST_LINES = 400  # of a table in one direction


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a table: places of the upright ones from the left, of the lying ones from the top."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]

    def holds(self, run: Run) -> bool:
        """Whether a run stands inside."""
        x = (run.left + run.right) / 2
        return self.xs[0] - NEAR < x < self.xs[-1] + NEAR and self.ys[-1] - NEAR < run.middle < self.ys[0] + NEAR


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that lines draw, from the top; a frame around a single cell is none."""
    pieces = [*_whole([r for r in rules if r.horizontal]), *_whole([r for r in rules if not r.horizontal])]
    if len(pieces) > MOST_RULES:
        return []
    found = []
    for group in _touching(pieces):
        xs = _places(r.x0 for r in group if not r.horizontal)
        ys = _places(r.y0 for r in group if r.horizontal)[::-1]
        if len(xs) > 1 and len(ys) > 1 and len(xs) + len(ys) > 4 and max(len(xs), len(ys)) <= MOST_LINES:
            found.append(Grid(tuple(xs), tuple(ys), tuple(group)))
    return sorted(found, key=lambda grid: -grid.ys[0])


def table_of(grid: Grid, runs: Sequence[Run]) -> Table:
    """The rows of a table with the letters that stand in its cells; a cell without a line to the next takes both."""
    rows = []
    for top, bottom in zip(grid.ys, grid.ys[1:], strict=False):
        inside = [run for run in runs if bottom < run.middle <= top]
        row: list[Cell] = []
        at = 0
        while at < len(grid.xs) - 1:
            end = at + 1
            while end < len(grid.xs) - 1 and not _drawn(grid, x=grid.xs[end], y=(top + bottom) / 2):
                end += 1
            left, right = grid.xs[at], grid.xs[end]
            lines = lines_of(r for r in inside if left <= (r.left + r.right) / 2 < right)
            closed = _drawn(grid, x=(left + right) / 2, y=top)
            text = tuple(" ".join(run.text for run in line) for line in lines)
            row.append(Cell(text, end - at, continues=not closed and not text))
            at = end
        rows.append(tuple(row))
    return tuple(rows)


def _drawn(grid: Grid, x: float, y: float) -> bool:
    """Whether a line is drawn through a place."""
    return any(
        r.x0 - NEAR <= x <= r.x1 + NEAR and r.y0 - NEAR <= y <= r.y1 + NEAR
        for r in grid.rules
        if r.horizontal is (y in grid.ys)
    )


def _whole(rules: list[Rule]) -> list[Rule]:
    """Pieces that lie on one line and touch are one line; the rules are all lying or all upright."""
    joined: list[Rule] = []
    lying = bool(rules) and rules[0].horizontal
    for rule in sorted(rules, key=lambda r: (round((r.y0 if lying else r.x0) / 2), r.x0 if lying else r.y0)):
        last = joined[-1] if joined else None
        if last and lying and abs(last.y0 - rule.y0) < NEAR and rule.x0 <= last.x1 + NEAR:
            joined[-1] = Rule(last.x0, last.y0, max(last.x1, rule.x1), last.y1)
        elif last and not lying and abs(last.x0 - rule.x0) < NEAR and rule.y0 <= last.y1 + NEAR:
            joined[-1] = Rule(last.x0, last.y0, last.x1, max(last.y1, rule.y1))
        else:
            joined.append(rule)
    return joined


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """The rules in groups that hang together."""
    groups: list[list[Rule]] = []
    left = list(rules)
    while left:
        group, at = [left.pop()], 0
        while at < len(group):
            one = group[at]
            near = [r for r in left if _touch(one, r)]
            if near:
                left = [r for r in left if not _touch(one, r)]
                group += near
            at += 1
        groups.append(group)
    return groups


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.x0 - NEAR <= other.x1
        and other.x0 - NEAR <= one.x1
        and one.y0 - NEAR <= other.y1
        and other.y0 - NEAR <= one.y1
    )


def _places(places: Iterable[float]) -> list[float]:
    """Places from the smallest, those that are near put together."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found
