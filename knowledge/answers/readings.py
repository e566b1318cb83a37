"""Passages as the search reads them: folded, with what stands above them and the values that they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from knowledge.answers.tables import head_of, is_money, is_rate
from knowledge.answers.understanding import AWARDS, GROUPS, OCCASIONS, named
from knowledge.answers.values import Values, read_values
from knowledge.language.wording import Word, folded_text, long_form
from knowledge.plans.model import Passage, PassageKind, Plan

OPENING = 12  # words of a passage in which it says who acts


@dataclass(frozen=True)
class Reading:
    """A passage with what the search needs of it, worked out once."""

    passage: Passage
    words: tuple[Word, ...]
    folded: str
    context: str  # folded headings and lead above it
    values: Values
    group: str | None  # whom its nearest heading is about
    heading: str  # its nearest heading, folded
    awards: frozenset[str]
    occasions: frozenset[str]
    columns: str  # of a row of a table, the folded names of its columns
    opening: str  # the folded words that it and its nearest headings begin with: who acts

    @property
    def row(self) -> bool:
        """Whether it is a row of a table."""
        return bool(self.columns)


def read_passage(plan: Plan, passage: Passage) -> Reading:
    """`passage` of `plan`, read."""
    words = tuple(long_form(passage.text))
    lead = plan.passages[passage.lead].text if passage.lead is not None else ""
    own = plan.by_path.get(passage.section)
    above = [h for h in passage.headings if own is None or h != own.title or passage.kind is not PassageKind.HEADING]
    context = folded_text(long_form(" . ".join([*above, lead[:200]])))
    nearest = folded_text(long_form(above[-1])) if above else ""
    folded = folded_text(words)
    groups = named(GROUPS, nearest) or named(GROUPS, " ".join(folded.split()[:12]))
    mark = re.compile(r"^(?:[\divx]+|[a-z]) ")
    opening = " | ".join([mark.sub("", folded), *(folded_text(long_form(h)) for h in above[-2:])])
    opening = " | ".join(" ".join(part.split()[:OPENING]) for part in opening.split(" | "))
    said = f"{folded} {context}"
    return Reading(
        passage=passage,
        words=words,
        folded=folded,
        context=context,
        values=_values(plan, passage),
        group=groups[0] if groups else None,
        heading=nearest,
        awards=frozenset(named(AWARDS, said)),
        occasions=frozenset(named(OCCASIONS, said)),
        columns=folded_text(long_form(head.text)) if (head := head_of(plan, passage)) else "",
        opening=opening,
    )


def _values(plan: Plan, passage: Passage) -> Values:
    """The sorts of value in a passage; the figures of a table are what its columns say."""
    values, head = read_values(passage), head_of(plan, passage)
    if head is None:
        return values
    return replace(values, money=is_money(head), percent=is_rate(head), count=True)
