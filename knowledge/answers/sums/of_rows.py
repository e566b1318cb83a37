"""The rows of a table as figures: what each is called, and the amount in each column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from knowledge.answers.sums.amounts import exact
from knowledge.answers.tables import head_of
from knowledge.facts.numbers import NUMBER
from knowledge.plans.blocks import cells_of
from knowledge.plans.model import Passage, Plan
from knowledge.text import fold

_AMOUNT = re.compile(rf"\s*(?P<number>{NUMBER})\s*\D{{0,12}}$")
_MORE = re.compile(rf"(?:được\s+|hỗ trợ\s+)?(?:cộng|tăng|hỗ trợ|được)?\s*thêm\s+(?P<number>{NUMBER})\s*\D{{0,12}}$")
_TOTAL = re.compile(r"(?:tong|cong)(?: cong| so|$| toan)")
_NUMBERING = ("tt", "stt")
_SCALE = re.compile(r"(?<!\w)(nghìn|triệu|tỷ)(?!\w)|(?<!\w)(đồng)(?!\w)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its folded label, and its cells."""

    passage: Passage
    label: str
    cells: tuple[str, ...]

    def amount(self, column: int) -> Decimal | None:
        """The figure in a column; None where there is none or it holds more than one."""
        found = _AMOUNT.match(self.cells[column])
        return exact(found["number"]) if found else None

    def more(self, column: int) -> Decimal | None:
        """What a row adds to another ("cộng thêm 5.000.000"); None for any other row."""
        found = _MORE.match(self.cells[column].strip())
        return exact(found["number"]) if found else None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the names of their columns, without those that are sums already."""

    head: Passage
    names: tuple[str, ...]
    rows: tuple[Row, ...]

    def scale(self, column: int) -> str | None:
        """The unit of money of a column ("" for dong), as its name says; None for any other column."""
        found = _SCALE.search(self.names[column])
        return (found[1] or "") if found else None

    def unit(self, folded: str) -> str:
        """What is counted, as the names of the columns write it."""
        names = " ".join(self.names)
        place = f" {fold(names)} ".replace("(", " ").replace(")", " ").find(f" {folded} ") if folded else -1
        return names[place : place + len(folded)] if place >= 0 else ""


def rows_of(plan: Plan, passage: Passage) -> Table | None:
    """The table that `passage` is a row of, or None."""
    head = head_of(plan, passage)
    if head is None:
        return None
    names = cells_of(head.text)
    first = 1 if names and fold(names[0]) in _NUMBERING else 0
    rows = []
    for own in (p for p in plan.passages if p.lead == head.order):
        cells = cells_of(own.text)
        if len(cells) == len(names) and not _TOTAL.match(fold(cells[first])):
            rows.append(Row(own, _words(cells[first]), tuple(cells)))
    return Table(head, tuple(names), tuple(rows)) if rows else None


def column_asked(table: Table, unit: str, question: str) -> int | None:
    """The one column of figures that a folded question is about: it says most of its name, or there is no other, or it
    is the sum of the others; None where that is in doubt.
    """
    figures = [i for i in range(len(table.names)) if table.rows[0].amount(i) is not None]
    figures = [i for i in figures if fold(table.names[i]) not in _NUMBERING]
    if len(figures) == 1:
        return figures[0]
    said = set(re.findall(r"\w+", question)) - set(unit.split())
    names = {i: _words(table.names[i]).split() for i in figures}
    shares = {i: sum(w in said for w in own) / len(own) for i, own in names.items() if own}
    most = max(shares.values(), default=0.0)
    best = [i for i, share in shares.items() if share == most]
    if most and len(best) == 1:
        return best[0]
    sums = [i for i in figures if _TOTAL.match(fold(table.names[i]))]
    return sums[0] if len(sums) == 1 and not most else None


def _words(cell: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"\([^()]*\)", "", fold(cell))))
