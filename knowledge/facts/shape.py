"""Facts as plain values, in the shape that the command line prints."""

from __future__ import annotations

from typing import Any

from knowledge.facts.model import Criterion, Deadline, Facts, Quota, Reference, Target
from knowledge.plans.model import Metadata, Plan

Values = dict[str, Any]


def facts_as_values(plan: Plan, facts: Facts) -> Values:
    """Everything read from `plan`, ready for JSON: days as ISO 8601, what the text does not give as None."""
    return {
        "metadata": _metadata(plan.metadata),
        "outline": [{"section": s.path, "title": s.title} for s in plan.sections],
        "deadlines": [deadline_as_values(d) for d in facts.deadlines],
        "quotas": [_quota(q) for q in facts.quotas],
        "targets": [_target(t) for t in facts.targets],
        "criteria": [_criterion(c) for c in facts.criteria],
        "award_forms": [{"section": a.section, "form": a.form, "quote": a.quote} for a in facts.award_forms],
        "dossier": [{"section": d.section, "item": d.item, "quote": d.quote} for d in facts.dossier],
        "references": [_reference(r) for r in facts.references],
    }


def _metadata(meta: Metadata) -> Values:
    return {
        "number": meta.number,
        "date": meta.date.isoformat() if meta.date else None,
        "place": meta.place,
        "issuer": meta.issuer,
        "signer": meta.signer,
        "title": meta.title,
        "period": list(meta.period) if meta.period else None,
    }


def deadline_as_values(deadline: Deadline) -> Values:
    """One deadline, ready for JSON."""
    return {
        "section": deadline.section,
        "type": deadline.type.value,
        "date": deadline.date.isoformat() if deadline.date else None,
        "rule": deadline.rule,
        "from": deadline.from_,
        "to": deadline.to,
        "year": deadline.year,
        "quarter": deadline.quarter,
        "month": deadline.month,
        "before": deadline.before,
        "within_days": deadline.within,
        "who": deadline.who,
        "what": deadline.what,
        "to_whom": deadline.to_whom,
        "quote": deadline.quote,
    }


def _quota(quota: Quota) -> Values:
    return {
        "section": quota.section,
        "award": quota.award,
        "object": quota.object,
        "min": quota.min,
        "max": quota.max,
        "unit": quota.unit,
        "allocated_to": quota.allocated_to,
        "period": quota.period,
        "quote": quota.quote,
    }


def _target(target: Target) -> Values:
    return {
        "section": target.section,
        "what": target.what,
        "low": target.low,
        "high": target.high,
        "comparator": target.comparator,
        "unit": target.unit,
        "quote": target.quote,
    }


def _criterion(criterion: Criterion) -> Values:
    points = [point.quote for point in criterion.points]
    return {"section": criterion.section, "object": criterion.object, "points": points}


def _reference(reference: Reference) -> Values:
    return {
        "type": reference.type,
        "name": reference.name,
        "number": reference.number,
        "date": reference.date.isoformat() if reference.date else None,
        "issuer": reference.issuer,
        "place": reference.place,
        "quote": reference.quote,
    }
