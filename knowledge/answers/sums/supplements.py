"""A base and what is added to it in some cases: "Xây mới 50 triệu", "Xã khó khăn, xây mới: cộng thêm 5 triệu"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.sums.amounts import SCALES
from knowledge.answers.sums.choosing import NAMED
from knowledge.answers.sums.of_amounts import AmountSum
from knowledge.answers.sums.of_rows import Row, Table, rows_of
from knowledge.answers.sums.terms import Term
from knowledge.answers.understanding import Understanding

LOOKED_AT = 2  # best passages that may be what is added
_ADDED_ONLY = re.compile(r"(?<!\S)(?:them|phu troi)(?!\S)")


def with_supplement(
    asked: Understanding, question: str, evidence: Evidence, ranked: Sequence[Scored]
) -> AmountSum | None:
    """The base and its supplement, where the folded `question` is about both and wants the money; None where it wants
    the supplement alone.
    """
    if not asked.asks("money", "count") or _ADDED_ONLY.search(asked.folded):
        return None
    for scored in ranked[:LOOKED_AT]:
        table = rows_of(evidence.plan, scored.reading.passage)
        own = next((r for r in table.rows if r.passage is scored.reading.passage), None) if table else None
        columns = range(1, len(table.names)) if table and own else ()
        for column in columns:
            if table and own and (found := _in_column(table, own, column, question)):
                return found
    return None


def _in_column(table: Table, own: Row, column: int, question: str) -> AmountSum | None:
    """What row `own` adds in a column to another row whose whole label it says."""
    scale, more = table.scale(column), own.more(column)
    if scale is None or more is None:
        return None
    bases = [r for r in table.rows if r is not own and f" {r.label} " in f" {own.label} "]
    amounts = [(r, n) for r in bases if (n := r.amount(column)) is not None]
    if len(amounts) != 1:
        return None
    base, amount = amounts[0]
    if not all(_says(question, words) for words in (base.label, own.label.replace(base.label, " "))):
        return None
    terms = (
        Term(Decimal(1), amount * SCALES[scale], base.label, "", scale),
        Term(Decimal(1), more * SCALES[scale], own.label, "", scale),
    )
    return AmountSum(terms, (table.head, base.passage, own.passage))


def _says(question: str, words: str) -> bool:
    """Whether the question says most of the words."""
    own, said = words.split(), set(re.findall(r"\w+", question))
    return bool(own) and sum(w in said for w in own) / len(own) >= NAMED
