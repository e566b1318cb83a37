"""What an answer tells: its own words, and what stands around the passage that it quotes first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from knowledge.answers.composing import Draft
from knowledge.answers.evidence import Evidence
from knowledge.answers.readings import Reading
from knowledge.language.wording import folded_form


@dataclass(frozen=True)
class Told:
    """What an answer tells: its words as written, and folded with what stands above the passages that it quotes."""

    shown: str
    body: str
    around: str
    readings: tuple[Reading, ...]

    @cached_property
    def folded(self) -> str:
        """What is shown, folded line by line."""
        return " | ".join(folded_form(line) for line in self.shown.split("\n"))

    @cached_property
    def folded_body(self) -> str:
        """The lines under the first, folded."""
        return folded_form(self.body)

    @cached_property
    def whole(self) -> str:
        """All of it, folded."""
        return f"{self.folded} | {self.around} | {self.folded_body}"


def told_by(evidence: Evidence, draft: Draft) -> Told:
    """What `draft`, which has citations, tells."""
    first = draft.citations[0]
    quoted = tuple(r for r in evidence.readings if r.passage.start < first.end and first.start < r.passage.end)
    around = " | ".join(f"{r.folded} | {r.context} | {r.columns}" for r in quoted)
    return Told("\n".join((draft.lead, draft.excerpt or draft.body)), draft.body, around, quoted)
