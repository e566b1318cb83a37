"""The time in which a plan speaks: since when, until when, and which year a section of its schedule is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from knowledge.facts.dates import read_moments
from knowledge.facts.model import Reference
from knowledge.facts.moments import Moment, Unit
from knowledge.facts.sentences import Sentence
from knowledge.plans.model import PassageKind, Plan

# A regulation stands until it is replaced: a day without a year in it comes back every year.
_STANDING = re.compile(r"^(?:Quy định|Quy chế|Quyết định|Nghị định|Thông tư|Luật|Nghị quyết|Hướng dẫn)", re.I)
# "3. Năm 2023: ...", "Quý III năm 2022: ...", "Trong tháng 6/2013:"
_HEADS = re.compile(r"^(?:(?:Trong|Đến|Hết|Cuối|Đầu|Từ)\s+)?(?:giai đoạn|năm|qu[ýí]|tháng)\s[^:.;,]{0,30}?:", re.I)
_SCHEDULED = {Unit.YEAR, Unit.QUARTER, Unit.MONTH, Unit.YEARS}


@dataclass(frozen=True, slots=True)
class Frame:
    """The time of a plan: nothing before `since` is due, rules end with `last_year`."""

    since: date
    issued: date | None
    last_year: int | None
    only_year: int | None  # the one year that the plan is about
    standing: bool  # a regulation, not a plan
    schedule: Mapping[str, Moment] = field(default_factory=dict)  # section path -> the time its heading gives

    def at(self, sentence: Sentence) -> Frame:
        """The frame inside a section that has its own year."""
        moment = self.schedule.get(sentence.section)
        if moment is None or moment.year is None or moment.unit is Unit.YEARS:
            return self
        return replace(self, only_year=moment.year)


def read_frame(plan: Plan, sentences: list[Sentence], references: tuple[Reference, ...]) -> Frame:
    """The frame of `plan`: its date and period; where it has lost its date, that of the documents it names."""
    meta = plan.metadata
    period = meta.period
    issued = meta.date
    since = issued or _youngest(references) or (date(period[0] - 1, 1, 1) if period else date.min)
    only = period[0] if period and period[0] == period[1] else None
    standing = period is None and bool(_STANDING.match(meta.kind or meta.title or ""))
    if only is None and period is None and issued and not standing:
        only = issued.year
    return Frame(
        since=since, issued=issued, last_year=period[1] if period else None, only_year=only,
        standing=standing, schedule=_schedule(plan, sentences),
    )  # fmt: skip


def _youngest(references: tuple[Reference, ...]) -> date | None:
    """The date of the youngest document that the plan names: the plan itself is not older."""
    return max((r.date for r in references if r.date), default=None)


def _schedule(plan: Plan, sentences: list[Sentence]) -> dict[str, Moment]:
    """The sections whose heading is a time ("1. Năm 2022:"), with those below them."""
    own = {s.section: m for s in sentences if s.passage.kind is PassageKind.HEADING and (m := heading_time(s.text))}
    return {
        section.path: moment
        for section in plan.sections
        for path, moment in own.items()
        if section.path == path or section.path.startswith(f"{path}.")
    }


def heading_time(text: str) -> Moment | None:
    """The time that a sentence begins with as a label before a colon, else None."""
    head = _HEADS.match(text)
    moments = read_moments(head[0]) if head else []
    return moments[0] if moments and moments[0].unit in _SCHEDULED else None
