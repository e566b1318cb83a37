"""Sums of quotas: only inside one list of the plan that gives its parts to one receiver."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.composing import Draft, cite
from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.sentences import say
from knowledge.answers.spans import list_spans
from knowledge.answers.understanding import Understanding
from knowledge.facts import Quota
from knowledge.plans.model import Passage
from knowledge.text import fold

ASKS_SUM = re.compile(
    r"(?<!\S)(?:tong (?:cong|so|thanh|lai|ca|gop)?|cong (?:ca|lai|chung)|cong lai|gop (?:ca|lai|chung)|tat ca(?: la)?|"
    r"ca thay|het thay)(?: \S+){0,14}? (?:bao nhieu|may)(?!\S)|(?:bao nhieu|"
    r"may)(?: \S+){0,3} (?:tat ca|ca thay|tong cong)|(?:bao nhieu|may)(?: \S+){0,4} (?:ca|gop)(?: \S+){1,3} "
    r"(?:lan|va|voi) (?:ca )?(?:tap the|ca nhan|ho)(?!\S)"
)
LEAST_PARTS, NEARLY_BEST = 2, 3
CANDIDATES = 12  # best passages whose lists are looked at


def summed(asked: Understanding, evidence: Evidence, ranked: Sequence[Scored], text: str, draft: Draft) -> Draft:
    """`draft` with the sum of the quotas of the list that the best passage belongs to, when a sum is asked for.

    A place that the question names and that the plan gives other numbers to gets those ("Riêng huyện ...").
    """
    if not ASKS_SUM.search(asked.folded) or not ranked:
        return draft
    plan = evidence.plan
    limits = _limits(evidence, ranked)
    if limits:
        total = sum(int(q.max or 0) for q in limits)
        told = " + ".join(f"{int(q.max or 0)} {_short(q.object)}" for q in limits)
        return replace(
            draft, lead=say("lead.sum_most", total=total, parts=told), computed=(*draft.computed, str(total))
        )
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
        parts = [(p, _for_place(own[p.order], fold(text))) for p in items if own[p.order]]
        if len(parts) >= LEAST_PARTS and len(receivers) == 1 and not any(q.unit for _, q in parts):
            break
    else:
        return draft
    total = sum(int(q.min or 0) for _, q in parts)
    told = " + ".join(f"{int(q.min or 0):02d} {_short(q.object)}" for _, q in parts)
    head = plan.passages[lead] if lead is not None else items[0]
    citations = tuple(cite(plan, s) for s in list_spans(plan, [head, *items], 3))
    return replace(
        draft,
        lead=say("lead.sum", total=total, parts=told),
        citations=citations,
        computed=(*draft.computed, str(total)),
    )


def _limits(evidence: Evidence, ranked: Sequence[Scored]) -> list[Quota]:
    """The upper limits that stand side by side in the first passage near the top that has some; [] where none has."""
    for scored in ranked[:NEARLY_BEST]:
        limits = [q for q in evidence.facts.quotas if _inside(q, scored.reading.passage) and q.max is not None]
        if len(limits) >= LEAST_PARTS and all(q.min is None and q.unit is None for q in limits):
            return limits
    return []


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
    name = re.sub(r"^(?:rieng )?(?:huyen|thanh pho|thi xa|xa) ", "", fold(receiver))
    return len(name.split()) <= 3 and name in question


def _short(words: str) -> str:
    """The things that are counted, without what is said of them."""
    return " ".join(re.split(r"[(,;]|\s(?:là|có|đạt|xuất sắc|tiêu biểu|đủ)\s", words)[0].split()[:5])
