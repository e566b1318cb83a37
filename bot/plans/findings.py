"""What was read of an upload, as plain data: what the review shows without reading the text again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from knowledge.facts import Deadline, DeadlineType, Fact, Facts, Quota, correction_key
from knowledge.library import profile_of
from knowledge.plans.model import Plan, Warning
from knowledge.text import one_line

LONGEST_QUOTE = 900
TITLE_SHOWN = 120
QUOTED_BY_DOUBT = 160  # characters of the text at the place of a doubt
_WITHOUT_DAY = (DeadlineType.YEAR, DeadlineType.QUARTER, DeadlineType.MONTH)


_FIELDS_OF = {kind: {f.name for f in fields(kind)} for kind in (Deadline, Quota)}


def findings_of(plan: Plan, facts: Facts) -> dict[str, Any]:
    """Everything the review shows of `plan`, JSON-able; facts are named d0, d1 ..., q0, q1 ..."""
    meta = plan.metadata
    return {
        "metadata": {
            "number": meta.number,
            "date": _plain(meta.date),
            "place": meta.place,
            "issuer": meta.issuer,
            "title": meta.title,
            "kind": meta.kind,
            "period": list(meta.period) if meta.period else None,
        },
        "territory": profile_of(plan).territory,
        "outline": [[s.path, one_line(s.title)[:TITLE_SHOWN], s.depth] for s in plan.sections],
        "doubts": [_doubt(plan, warning) for warning in plan.warnings],
        "deadlines": _facts("d", facts.deadlines),
        "quotas": _facts("q", facts.quotas),
    }


def has_day(deadline: Deadline) -> bool:
    """Whether the plan names a day of it."""
    if deadline.date or (deadline.from_ and len(deadline.from_) > 4):
        return True
    return deadline.rule is not None and "BYMONTHDAY" in deadline.rule


def _facts(mark: str, facts: Iterable[Fact]) -> list[dict[str, Any]]:
    return [fact_values(fact) | {"name": f"{mark}{number}"} for number, fact in enumerate(facts)]


def fact_values(fact: Fact) -> dict[str, Any]:
    """A fact as plain data, with the mark that tells it apart."""
    found = {f.name: _plain(getattr(fact, f.name)) for f in fields(fact) if f.name != "plan"}
    found["quote"] = one_line(fact.quote)[:LONGEST_QUOTE]
    found["mark"] = correction_key(fact)[3]
    if isinstance(fact, Deadline):
        found["day"], found["only_year"] = has_day(fact), fact.type in _WITHOUT_DAY
    return found


def fact_from(plan_id: str, values: dict[str, Any]) -> Deadline | Quota:
    """The fact that `values` were made of; its quote is on one line."""
    known = {k: v for k, v in values.items() if k in _FIELDS_OF[Quota if "type" not in values else Deadline]} | {
        "plan": plan_id
    }
    if "type" not in values:
        return Quota(**known)
    known["type"] = DeadlineType(values["type"])
    known["date"] = date.fromisoformat(values["date"]) if values["date"] else None
    return Deadline(**known)


def _doubt(plan: Plan, warning: Warning) -> dict[str, Any]:
    text = plan.source[warning.place : warning.place + QUOTED_BY_DOUBT].split("\n")[0]
    section = plan.section_at(warning.place)
    return {
        "code": warning.code,
        "detail": warning.detail,
        "line": plan.source.count("\n", 0, warning.place) + 1 if warning.place else 0,
        "quote": one_line(text) if warning.place else "",
        "section": section.path if section else "",
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
