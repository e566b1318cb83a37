"""Typed facts of a plan: deadlines, quotas, targets, criteria, award forms, dossiers, references."""

from knowledge.facts.corrections import corrected, correction_key, facts_of, remember
from knowledge.facts.model import (
    AwardForm,
    Criterion,
    Deadline,
    DeadlineType,
    DossierItem,
    Fact,
    Facts,
    Point,
    Quota,
    Reference,
    Target,
)
from knowledge.facts.reading import read_facts

__all__ = [
    "AwardForm", "Criterion", "Deadline", "DeadlineType", "DossierItem", "Fact", "Facts", "Point", "Quota",
    "Reference", "Target", "corrected", "correction_key", "facts_of", "read_facts", "remember",
]  # fmt: skip
