"""Figures in the cells of a table below a heading of aims: what, in which year, how much."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.facts.numbers import NUMBER, read_number
from knowledge.facts.sentences import lead_of, trim
from knowledge.facts.words import any_of, bare_alternatives, pattern, words
from knowledge.plans.blocks import cells_of, is_row_below
from knowledge.plans.model import Passage, Plan

_FIGURE = re.compile(rf"(?P<bound>[<>≥≤]?)\s*(?P<low>{NUMBER})(?:\s*[-–]\s*(?P<high>{NUMBER}))?\s*(?P<rate>[%‰]?)$")
_YEAR = re.compile(r"(?:năm\s+)?(?P<year>(?:19|20)\d\d)$", re.I)
_NAMED_YEAR = pattern(r"năm (?:19|20)\d\d")
_ORDER = pattern(r"(?:s?tt|số tt|số thứ tự)$")
_RATE = re.compile(r"[%‰]")
_UNIT = pattern(rf"(?<!\w)(?P<unit>{bare_alternatives(words('targets', 'units'))}(?!\w))")
_UNIT_COLUMN = pattern(r"(?:đvt|đơn vị(?: tính)?)$")
# Columns that tell how things stand, not what is aimed at.
_STANDS = pattern(any_of("targets", "standing"))
# A column that says itself that its figures are aimed at needs no year.
_AIMED = pattern(r"(?<!\w)(?:chỉ tiêu|mục tiêu|phấn đấu)(?!\w)")
_BOUNDS = {"<": "<", ">": ">", "≥": ">=", "≤": "<="}


@dataclass(frozen=True, slots=True)
class Cell:
    """An aimed figure of a row: [start, end) is the row in the source."""

    start: int
    end: int
    what: str
    low: float | None
    high: float | None
    comparator: str
    unit: str


def is_row(plan: Plan, passage: Passage) -> bool:
    """Whether `passage` is a row below the names of its columns."""
    head = lead_of(plan, passage)
    return head is not None and is_row_below(passage.text, head.text)


def read_row(plan: Plan, passage: Passage) -> list[Cell]:
    """The figures of a row under the names of their columns; none where cells and names do not match."""
    head = lead_of(plan, passage)
    names = cells_of(head.text) if head else []
    cells = cells_of(passage.text)
    if len(names) != len(cells):
        return []
    year = next((m["year"] for name, cell in zip(names, cells, strict=True) if (m := _YEAR.match(cell))), None)
    told = (cell for name, cell in zip(names, cells, strict=True) if not _ORDER.match(name))
    label = next((cell for cell in told if not _FIGURE.match(cell) and not _YEAR.match(cell)), None)
    column = next((c for n, c in zip(names, cells, strict=True) if _UNIT_COLUMN.match(n)), None)
    start, end = trim(passage.text, 0, len(passage.text))
    found: list[Cell] = []
    for name, cell in zip(names, cells, strict=True):
        figure = _FIGURE.match(cell)
        if figure is None or _YEAR.match(cell) or _ORDER.match(name) or _STANDS.search(name):
            continue
        what = " ".join((f"{label}: {name}" if label else name).split())
        if year and not _NAMED_YEAR.search(what):
            what = f"{what} năm {year}"
        unit = figure["rate"] or _unit_in(name) or _unit_in(column) or _unit_in(label) or _unit_of_others(names)
        if not unit or not (year or _NAMED_YEAR.search(name) or _YEAR.match(name) or _AIMED.search(name)):
            continue
        low, high, comparator = _ends(figure)
        found.append(Cell(passage.start + start, passage.start + end, what, low, high, comparator, unit.lower()))
    return found


def _unit_in(text: str | None) -> str | None:
    """The unit that a cell or the name of a column says: "Tỷ lệ (%)", "Hộ thoát nghèo"."""
    if text and (rate := _RATE.search(text)):
        return rate[0]
    named = _UNIT.search(text) if text else None
    return named["unit"] if named else None


def _unit_of_others(names: list[str]) -> str | None:
    """The one unit that the names of the columns say: "hộ nghèo đầu năm", "chỉ tiêu giảm"."""
    units = {unit for name in names[1:] if (unit := _unit_in(name))}
    return units.pop() if len(units) == 1 else None


def _ends(figure: re.Match[str]) -> tuple[float | None, float | None, str]:
    low = read_number(figure["low"])
    if figure["high"]:
        return low, read_number(figure["high"]), "range"
    comparator = _BOUNDS.get(figure["bound"], "=")
    return (None if comparator[0] == "<" else low), (None if comparator[0] == ">" else low), comparator
