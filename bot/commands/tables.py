"""Tables of facts for an officer's terminal."""

from __future__ import annotations

from rich.table import Table

from knowledge.facts import Facts
from knowledge.plans.model import Plan


def facts_tables(plan: Plan, facts: Facts) -> list[Table]:
    """Tables."""
    return []
