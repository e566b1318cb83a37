"""Sums that a question asks for, told with every term; only where the plan's figures allow it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.answers.composing import MOST_CITATIONS, SHOWN, Draft, cite, own_words, scorer
from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.first_line import FIRST_LINE
from knowledge.answers.sentences import say
from knowledge.answers.spans import MAX_QUOTE, Span, list_spans, shorten, tight_span_of
from knowledge.answers.subject import Subject
from knowledge.answers.sums.of_amounts import AmountSum, amount_sum, money_asked
from knowledge.answers.sums.of_quotas import QuotaSum, quota_sum
from knowledge.answers.sums.supplements import with_supplement
from knowledge.answers.tables import head_of, row_words
from knowledge.answers.understanding import Understanding
from knowledge.facts import Quota
from knowledge.plans.model import Passage
from knowledge.text import fold

_MANY = r"(?:bao nhieu|may)"
_ADDED = (
    r"(?:tong(?! (?:ket|hop|the|quan|cuc|bi thu)(?!\S))(?: cong| so| thanh| lai| ca| gop| tien| kinh phi| gia tri)?|"
    r"cong (?:ca|lai|chung|het|gop|don)|gop(?: ca| lai| chung| het)?|tat ca(?: la)?|ca thay|het thay|tron bo|toan bo|"
    r"tinh (?:het|ca|chung|gop|ra))"
)
# "tổng cộng bao nhiêu", "bao nhiêu tất cả", "cộng A với B được mấy", "trao hết thì mất mấy".
ASKS_SUM = re.compile(
    rf"(?<!\S)(?:{_ADDED}(?: \S+){{0,14}}? {_MANY}|"
    rf"{_MANY}(?: \S+){{0,5}} (?:tat ca|ca thay|tong cong|cong lai|gop lai|het thay)|"
    rf"{_MANY}(?: \S+){{0,4}} (?:ca|gop)(?: \S+){{1,3}} (?:lan|va|voi) (?:ca )?(?:tap the|ca nhan|ho)|"
    rf"cong(?: \S+){{1,8}} (?:voi|va|lan)(?: \S+){{1,8}} {_MANY}|"
    rf"(?:trao|tang|chi|cap|phat) het(?: \S+){{0,10}} {_MANY}|"
    rf"(?:voi|va|lan)(?: \S+){{1,6}} cong(?: \S+){{0,3}} {_MANY})(?!\S)"
)
_MOST = re.compile(r"(?<!\S)(?:nhieu nhat|toi da|cao nhat|kich|khong qua|het co)(?!\S)")
_LEAST = re.compile(r"(?<!\S)(?:it nhat|toi thieu|thap nhat)(?!\S)")
_FIGURE = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class _Told:
    """A sum as it is told, with the passages that hold its terms."""

    lead: str
    terms: str
    passages: tuple[Passage, ...]
    computed: tuple[str, ...]


def summed(
    asked: Understanding,
    subject: Subject,
    evidence: Evidence,
    ranked: Sequence[Scored],
    text: str,
    draft: Draft | None,
) -> Draft | None:
    """`draft` with the sum that the question asks for, as it is where none is asked for or the plan allows none.

    Without a `draft` (the plan has no such figure) there is one only if the sum can be told.
    """
    question = f"{asked.folded} {fold(text)}"
    supplement = with_supplement(asked, question, evidence, ranked)
    if supplement:
        return _draft(_of_amounts(supplement), evidence, scorer(asked, subject))
    if not ranked or not ASKS_SUM.search(asked.folded):
        return draft
    found = _of_question(asked, subject, evidence, ranked, text)
    return _draft(found, evidence, scorer(asked, subject)) if found else draft


def _of_question(
    asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored], text: str
) -> _Told | None:
    """The sum of money where that is asked for; else of quotas, or of what stands side by side in the unit counted."""
    question = f"{asked.folded} {fold(text)}"
    things = asked.units and not asked.sum_named  # "bao nhiêu suất quà"
    if money_asked(asked.folded) or (asked.asks("money") and not things):
        money = amount_sum("", question, subject, evidence, ranked)
        return _of_amounts(money) if money else None
    if quotas := quota_sum(asked, evidence, ranked, text):
        return _of_quotas(quotas, asked)
    counted = amount_sum(asked.units[0], question, subject, evidence, ranked) if asked.units else None
    return _of_amounts(counted) if counted else None


def _of_amounts(found: AmountSum) -> _Told:
    total = found.told()
    exact = "sum" if len(found.terms) > 1 else "product"
    kind = {"least": "sum_least", "most": "sum_most", "": exact}[found.bound]
    return _told(kind, total, found.parts(), found.passages, tuple(_FIGURE.findall(total)))


def _of_quotas(found: QuotaSum, asked: Understanding) -> _Told:
    low, high = found.low, found.high
    if low is not None and high is not None and low != high:
        if _LEAST.search(asked.folded):
            high = None
        elif _MOST.search(asked.folded):
            low = None
    shown = [_part(q, low, high) for q in found.parts]
    parts = f"{found.times} × {shown[0]}" if found.times > 1 else " + ".join(shown)
    numbers = [str(n) for n in dict.fromkeys((low, high)) if n is not None]
    kind = "sum_most" if low is None else "sum_least" if high is None else "sum" if low == high else "sum_range"
    computed = tuple(dict.fromkeys([*numbers, *([str(found.times)] if found.times > 1 else [])]))
    return _told(kind, numbers[0], parts, found.passages, computed, numbers[-1])


def _part(quota: Quota, low: int | None, high: int | None) -> str:
    """One quota with what it counts: the end of its range that is added up, or both."""
    ends = [int(n) for n, side in ((quota.min, low), (quota.max, high)) if n is not None and side is not None]
    return f"{' đến '.join(f'{n:02d}' for n in dict.fromkeys(ends))} {_short(quota.object)}"


def _told(
    kind: str, total: str, parts: str, passages: tuple[Passage, ...], computed: tuple[str, ...], high: str = ""
) -> _Told:
    """The first line, and the terms on their own line where it has no room for them."""
    lead = say(f"lead.{kind}", total=total, parts=parts, high=high)
    if len(lead) <= FIRST_LINE:
        return _Told(lead, "", passages, computed)
    return _Told(f"{lead.split(':')[0]}.", say("lead.terms", parts=parts), passages, computed)


def _draft(found: _Told, evidence: Evidence, score: Callable[[str], float]) -> Draft:
    """The sum in front, under it the words that hold its terms."""
    plan, passages = evidence.plan, found.passages
    first, last = passages[0], passages[-1]
    if head_of(plan, last) is first and last.end - first.start <= MAX_QUOTE:  # rows with the names of their columns
        spans = [Span(first.section, first.start, last.end)]
        excerpt = "; ".join(row_words(first, row) for row in passages[1:])
    elif len(passages) > 1:
        spans = list_spans(plan, passages, MOST_CITATIONS)
        excerpt = "; ".join(own_words(p).replace("*", "").strip(" ;.") for p in passages)
    else:
        spans = [tight_span_of(plan, first, lambda piece: float(len(_FIGURE.findall(piece))))]
        excerpt = own_words(first) if first.end - first.start <= MAX_QUOTE else plan.quote(spans[0].start, spans[0].end)
    citations = tuple(cite(plan, s) for s in spans)
    return Draft(found.lead, found.terms, shorten(excerpt.replace("*", ""), SHOWN, score), citations, found.computed)


def _short(words: str) -> str:
    """The things that are counted, without what is said of them."""
    return " ".join(re.split(r"[(,;]|\s(?:là|có|đạt|xuất sắc|tiêu biểu|đủ|hoặc)\s", words)[0].split()[:5])
