"""The facts of a plan as they count: what an officer dropped is gone, what an officer corrected is corrected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Any, TypeVar

from knowledge.facts.model import Deadline, DeadlineType, Fact, Facts, Quota
from knowledge.facts.reading import read_facts
from knowledge.plans.model import Correction, Metadata, Plan

MOST_REMEMBERED = 400  # plans whose facts are kept in memory

F = TypeVar("F", Deadline, Quota)
_Key = tuple[str, str, Metadata]  # the period of a plan says until when a rule counts
_read: dict[_Key, Facts] = {}
_lock = Lock()


def facts_of(plan: Plan) -> Facts:
    """The facts of `plan` with its corrections over them; they are read once as long as they are remembered."""
    key = (plan.id, plan.source, plan.metadata)
    with _lock:
        known = _read.get(key)
    if known is None:
        known = read_facts(plan)
        remember(plan, known)
    return corrected(known, plan.corrections)


def remember(plan: Plan, facts: Facts) -> None:
    """Keep `facts`, which were read from the text of `plan`, possibly by another process."""
    with _lock:
        while len(_read) >= MOST_REMEMBERED:
            del _read[next(iter(_read))]
        _read[plan.id, plan.source, plan.metadata] = facts


def corrected(facts: Facts, corrections: Iterable[Correction]) -> Facts:
    """`facts` without those that were dropped, the others with their corrected values; quotes stay as they are."""
    said = {(c.kind, c.start, c.end, c.mark): c for c in corrections}
    if not said:
        return facts
    return replace(facts, deadlines=_kept(facts.deadlines, said), quotas=_kept(facts.quotas, said))


def correction_key(fact: Fact) -> tuple[str, int, int, str]:
    """What tells `fact` apart: its kind, its place, and its moment or object."""
    mark = fact.moment if isinstance(fact, Deadline) else fact.object if isinstance(fact, Quota) else ""
    return ("deadline" if isinstance(fact, Deadline) else "quota", fact.start, fact.end, mark or "")


def with_values(fact: F, values: Iterable[tuple[str, Any]]) -> F:
    """`fact` with other values, given as plain data."""
    changed = dict(values)
    if isinstance(fact, Deadline):
        if changed.get("date"):
            changed["date"] = date.fromisoformat(changed["date"])
        if "type" in changed:
            changed["type"] = DeadlineType(changed["type"])
        if "before" in changed:
            changed["before"] = bool(changed["before"])
    return replace(fact, **changed)


def _kept(facts: tuple[F, ...], said: dict[tuple[str, int, int, str], Correction]) -> tuple[F, ...]:
    kept: list[F] = []
    for fact in facts:
        correction = said.get(correction_key(fact))
        if correction is None:
            kept.append(fact)
        elif not correction.dropped:
            kept.append(with_values(fact, correction.values))
    return tuple(kept)
