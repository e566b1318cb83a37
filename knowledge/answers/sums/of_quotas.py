"""Sums of quotas: the parts of one list for one receiver, or one part for several receivers that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.sums.choosing import named_of
from knowledge.answers.understanding import GROUPS, Understanding, named
from knowledge.facts import Quota
from knowledge.plans.model import Passage
from knowledge.text import fold

LEAST_PARTS, NEARLY_BEST = 2, 3
CANDIDATES = 12  # best passages whose lists are looked at
# What is named with a whole: collectives are districts, communes and villages too.
_COLLECTIVES = frozenset({"collective", "district", "commune", "village", "agency"})
# All receivers together are meant, whose number a plan seldom tells.
_EVERYWHERE = re.compile(r"(?<!\S)(?:toan|khap) (?:tinh|huyen|xa|nganh|nuoc)(?!\S)")
_NOT_THIS = r"(?:khong phai|khong tinh|khong ke|tru|khac|ngoai)(?: la)?(?: huyen| thanh pho| thi xa| xa)? "


@dataclass(frozen=True, slots=True)
class QuotaSum:
    """Quotas that are added up, each `times` times, with the passages that prove them."""

    parts: tuple[Quota, ...]
    passages: tuple[Passage, ...]
    times: int = 1  # receivers that each get this

    @property
    def low(self) -> int | None:
        """The least that they come to; None where the plan sets only bounds above."""
        lows = [q.min for q in self.parts]
        return None if None in lows else self.times * sum(int(n or 0) for n in lows)

    @property
    def high(self) -> int | None:
        """The most that they come to; None where the plan sets only bounds below."""
        highs = [q.max for q in self.parts]
        return None if None in highs else self.times * sum(int(n or 0) for n in highs)


def quota_sum(asked: Understanding, evidence: Evidence, ranked: Sequence[Scored], question: str) -> QuotaSum | None:
    """The quotas that the question adds up, or None where the plan does not give them to one receiver.

    A place that the question names and that the plan gives other numbers to gets those ("Riêng huyện ...").
    """
    found = (
        _of_receivers(asked, evidence, ranked, f"{asked.folded} {fold(question)}")
        or _side_by_side(asked, evidence, ranked)
        or _of_list(asked, evidence, ranked, fold(question))
    )
    for_each = found is not None and found.times == 1 and any(q.allocated_to for q in found.parts)
    return None if for_each and _EVERYWHERE.search(asked.folded) else found


def _side_by_side(asked: Understanding, evidence: Evidence, ranked: Sequence[Scored]) -> QuotaSum | None:
    """The numbers that stand in the best passage, or in the next ones with a bound or a range."""
    for rank, scored in enumerate(ranked[:NEARLY_BEST]):
        own = _once(q for q in evidence.facts.quotas if _inside(q, scored.reading.passage) and q.max is not None)
        if len(own) < LEAST_PARTS or any(q.unit for q in own) or len({q.period for q in own}) > 1:
            continue
        if len({q.object for q in own}) < len(own) or (rank and all(q.min == q.max for q in own)):
            continue
        parts = _asked_for(own, asked)
        return QuotaSum(parts, (scored.reading.passage,)) if parts else None
    return None


def _of_list(asked: Understanding, evidence: Evidence, ranked: Sequence[Scored], question: str) -> QuotaSum | None:
    """The exact numbers of the list that the best passage belongs to, where it gives them to one receiver."""
    plan = evidence.plan
    for scored in ranked[:CANDIDATES]:
        lead = scored.reading.passage.lead
        items = [
            p
            for p in plan.passages
            if p.lead == lead and p.lead is not None and p.section == scored.reading.passage.section
        ]
        own = {p.order: _numbers_of(p, evidence.facts.quotas) for p in items}
        # Numbers given to several receivers are never added up: they are no one's sum.
        receivers = {q.allocated_to for quotas in own.values() for q in quotas[:1]}
        told = [_for_place(own[p.order], question) for p in items if own[p.order]]
        if len(told) >= LEAST_PARTS and len(receivers) == 1 and not any(q.unit for q in told):
            parts = _asked_for(told, asked)
            head = [plan.passages[lead]] if lead is not None else []
            chosen = [p for p in items if any(q in own[p.order] for q in parts)]
            return QuotaSum(parts, (*head, *chosen)) if parts else None
    return None


def _of_receivers(asked: Understanding, evidence: Evidence, ranked: Sequence[Scored], question: str) -> QuotaSum | None:
    """What each of several receivers that the question names gets of one thing, where the plan gives all the same."""
    for scored in ranked[:NEARLY_BEST]:
        given = [q for q in evidence.facts.quotas if _inside(q, scored.reading.passage) and q.allocated_to]
        groups = set(asked.groups)
        objects = {q.object for q in given if groups & set(named(GROUPS, fold(q.object)))} or {q.object for q in given}
        same = [q for q in given if q.object in objects and not q.unit]
        receivers = list(dict.fromkeys(q.allocated_to or "" for q in same))
        if len(objects) != 1 or len(receivers) < LEAST_PARTS or len({(q.min, q.max) for q in same}) > 1:
            continue
        chosen = named_of([fold(r) for r in receivers], question)
        if len(chosen) >= LEAST_PARTS and len(chosen) >= len(asked.bodies):
            return QuotaSum((same[0],), (scored.reading.passage,), len(chosen))
    return None


def _asked_for(quotas: Sequence[Quota], asked: Understanding) -> tuple[Quota, ...]:
    """Those of `quotas` that the question names by their group; all where it names none; () where it names one."""
    wanted = set(asked.groups)
    if "collective" in wanted:
        wanted |= _COLLECTIVES
    chosen = [q for q in quotas if (own := named(GROUPS, fold(q.object))) and own[0] in wanted]
    if not chosen:
        return tuple(quotas)
    return tuple(chosen) if len(chosen) >= LEAST_PARTS else ()


def _once(quotas: Iterable[Quota]) -> list[Quota]:
    """Each number once, though it is given to several receivers."""
    found: dict[tuple[int, str], Quota] = {}
    for quota in quotas:
        found.setdefault((quota.start, quota.object), quota)
    return list(found.values())


def _numbers_of(item: Passage, quotas: Sequence[Quota]) -> list[Quota]:
    """The exact numbers that an item gives, the general one first."""
    return [q for q in quotas if _inside(q, item) and q.min is not None and q.min == q.max]


def _for_place(own: Sequence[Quota], question: str) -> Quota:
    """The number for the place that the question names, where the item has one ("Riêng huyện ..."), else the general
    one.
    """
    return next((q for q in own[1:] if q.allocated_to and _is_named(q.allocated_to, question)), own[0])


def _inside(quota: Quota, passage: Passage) -> bool:
    return passage.start <= quota.start < passage.end


def _is_named(receiver: str, question: str) -> bool:
    """Whether the question is about the place, not about all but it."""
    name = re.sub(r"^(?:rieng )?(?:huyen|thanh pho|thi xa|xa) ", "", fold(receiver))
    return len(name.split()) <= 3 and name in question and not re.search(_NOT_THIS + re.escape(name), question)
