"""Rows of a table: read together with the names of their columns."""

from __future__ import annotations

import re

from knowledge.plans.blocks import cells_of, is_row_below
from knowledge.plans.model import Passage, Plan
from knowledge.text import fold, one_line

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NUMBERING = ("tt", "stt")
_MONEY = re.compile(r"(?<!\S)\(?(?:trieu|ty|nghin|dong)(?![a-z])")


def head_of(plan: Plan, passage: Passage) -> Passage | None:
    """The row that names the columns of the table that `passage` is a row of; None for any other passage."""
    head = plan.passages[passage.lead] if passage.lead is not None else None
    return head if head and is_row_below(passage.text, head.text) else None


def row_words(head: Passage, row: Passage) -> str:
    """A row as a sentence: "Ngân sách tỉnh: Năm 2026 680; Năm 2027 700"; as it is written where the columns do not
    match.
    """
    names, cells = cells_of(head.text), cells_of(row.text)
    if len(names) != len(cells):
        return one_line(row.text)
    first = 1 if fold(names[0]) in _NUMBERING and len(cells) > 1 else 0
    values = "; ".join(f"{name} {cell}" for name, cell in zip(names[first + 1 :], cells[first + 1 :], strict=True))
    return one_line(f"{cells[first]}: {values}")


def is_money(head: Passage) -> bool:
    """Whether the columns of a table are sums of money."""
    return bool(_MONEY.search(fold(head.text)))


def is_rate(head: Passage) -> bool:
    """Whether the columns of a table are rates."""
    return "%" in head.text


def years_of(head: Passage, row: Passage) -> frozenset[int]:
    """The years that a row tells of."""
    return frozenset(int(y) for y in _YEAR.findall(f"{head.text} {row.text}"))
