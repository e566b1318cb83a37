"""How answers call a plan."""

from __future__ import annotations

from knowledge.plans.model import Plan


def short_name(plan: Plan) -> str:
    """The place of a plan, or its id."""
    return plan.profile.name if plan.profile else plan.id


def spoken_name(plan: Plan) -> str:
    """How a refusal calls the plan: by its place where it has one."""
    name = plan.profile.name if plan.profile else ""
    if name and not any(c.isdigit() for c in name):
        return f"Kế hoạch {name}"
    return f"{plan.metadata.kind or 'Văn bản'} này"
