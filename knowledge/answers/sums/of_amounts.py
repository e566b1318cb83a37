"""Sums of amounts: those of one enumeration that a question adds up, each told: "10 + 2 × 6 + 3 × 3"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.subject import Subject
from knowledge.answers.sums.amounts import SCALES, money_spelled, spelled
from knowledge.answers.sums.choosing import named_of
from knowledge.answers.sums.of_rows import column_asked, rows_of
from knowledge.answers.sums.terms import (
    AMOUNTS_OF_MONEY,
    LEAST,
    MOST,
    Enumeration,
    Term,
    amounts_counting,
    enumerations,
)
from knowledge.plans.model import Passage, Plan

LOOKED_AT = 6  # best passages whose enumerations are looked at
HELD = 0.3  # of a question that names no term, in the best passage


@dataclass(frozen=True, slots=True)
class AmountSum:
    """Amounts that are added up, in the unit that the plan counts in."""

    terms: tuple[Term, ...]
    passages: tuple[Passage, ...]
    is_money: bool = True

    @property
    def total(self) -> Decimal:
        """The sum in dong, or of what is counted."""
        return sum((t.value for t in self.terms), Decimal(0))

    @property
    def scale(self) -> str:
        """The unit of all terms, or the largest of theirs."""
        return max((t.scale for t in self.terms), key=lambda s: SCALES.get(s, 1))

    @property
    def bound(self) -> str:
        """The side that the plan sets: "least" or "most", "mixed" for both, "" where all terms are exact."""
        sides = {("least" if t.bound in LEAST else "most" if t.bound in MOST else "") for t in self.terms}
        kept = sides - {""}
        return "" if not kept else kept.pop() if len(kept) == 1 else "mixed"

    def told(self) -> str:
        """The sum as a plan writes it: "264 tỷ đồng", "45 hộ"."""
        if self.is_money:
            return money_spelled(self.total, self.scale)
        return f"{spelled(self.total)} {self.scale}".strip()

    def parts(self) -> str:
        """Every term: "10 + 2 × 6 + 3 × 3 + 10 × 1"; with its unit where there is one term."""
        told = []
        for term in self.terms:
            own = spelled(term.each / (SCALES[term.scale] if self.is_money else 1))
            each = own if term.scale == self.scale else f"{own} {term.scale}"
            told.append(each if term.times == 1 else f"{spelled(term.times)} × {each}")
        unit = f" {self.scale} đồng".replace("  ", " ") if self.is_money else f" {self.scale}"
        return " + ".join(told) + (unit if len(told) == 1 else "")


def amount_sum(
    unit: str, question: str, subject: Subject, evidence: Evidence, ranked: Sequence[Scored]
) -> AmountSum | None:
    """The sum that a folded `question` asks for, of money where `unit` is "", else of what it counts.

    None where the plan tells it itself or its terms are in doubt.
    """
    for rank, scored in enumerate(ranked[:LOOKED_AT]):
        passage = scored.reading.passage
        siblings = _siblings(evidence.plan, passage)
        pattern = amounts_counting(unit, [passage, *siblings]) if unit else AMOUNTS_OF_MONEY
        found = _of_rows(evidence.plan, passage, unit, question)
        if found is None:
            about_it = rank == 0 and subject.coverage(scored.reading) >= HELD
            chosen = ((e, _chosen(e, question, about_it)) for e in enumerations(passage, siblings, pattern))
            found = next((AmountSum(terms, e.passages, not unit) for e, terms in chosen if terms), None)
        if found:
            return found if found.bound != "mixed" else None
    return None


def _chosen(found: Enumeration, question: str, about_it: bool) -> tuple[Term, ...]:
    """The terms that the question names; all where it names none, is `about_it`, and they need no names."""
    named = named_of([t.label for t in found.terms], question)
    chosen = tuple(found.terms[i] for i in named)
    if len(chosen) > 1 or (chosen and chosen[0].times > 1):
        return chosen
    if chosen or found.by_name or not about_it:
        return ()
    return found.terms if len(found.terms) > 1 or found.terms[0].times > 1 else ()


def _of_rows(plan: Plan, passage: Passage, unit: str, question: str) -> AmountSum | None:
    """The cells of one column in the rows of a table that the question names."""
    table = rows_of(plan, passage)
    if table is None:
        return None
    named = named_of([row.label for row in table.rows], question)
    column = column_asked(table, unit, question)
    if len(named) < 2 or column is None:
        return None
    chosen = [table.rows[i] for i in named]
    cells = [row.amount(column) for row in chosen]
    if any(cell is None for cell in cells):
        return None
    money = table.scale(column)
    if (money is None) != bool(unit):  # neither homes for money nor money for homes
        return None
    scale = money if money is not None else table.unit(unit)
    own = SCALES.get(scale, 1) if money is not None else 1
    terms = tuple(
        Term(Decimal(1), cell * own, r.label, "", scale) for r, cell in zip(chosen, cells, strict=True) if cell
    )
    return AmountSum(terms, (table.head, *(row.passage for row in chosen)), not unit) if len(terms) > 1 else None


def _siblings(plan: Plan, passage: Passage) -> list[Passage]:
    """The items of the list that `passage` is one of, or the points beside its own."""
    if passage.lead is not None:
        return [p for p in plan.passages if p.lead == passage.lead]
    own = plan.by_path.get(passage.section)
    if own is None or own.parent is None:
        return []
    beside = {s.path for s in plan.sections if s.parent == own.parent}
    return [p for p in plan.passages if p.section in beside]


def money_asked(folded: str) -> bool:
    """Whether a sum of money is asked for, also with words between: "tổng tiền hai giải nhì là bao nhiêu"."""
    return re.search(r"(?<!\S)(?:tien|kinh phi|gia tri)(?!\S)", folded) is not None
