"""A whole list as it is told: its title, how many items it has, and each of them, shortened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knowledge.answers.composing import MOST_CITATIONS, Draft, cite, own_words, scorer, whole_words
from knowledge.answers.counting import PARTS
from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.first_line import FIRST_LINE, whole_items
from knowledge.answers.leads import list_title
from knowledge.answers.lists import PlanList
from knowledge.answers.sentences import say
from knowledge.answers.spans import Span, list_spans, merge, span_of
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding
from knowledge.plans.model import PassageKind, Plan

LIST_TEXT = 980  # characters of a whole list
SHORT_LIST = 3  # bare headings that are told with what stands under them; of a longer list they are the answer
# How people call the items of a list when they count them; any other is "ý".
_CALLED = {
    "phan": "phần", "muc": "mục", "noi dung": "nội dung", "buoc": "bước", "tieu chi": "tiêu chí", "nhom": "nhóm",
    "giai phap": "giải pháp", "nhiem vu": "nhiệm vụ", "nguyen tac": "nguyên tắc", "muc tieu": "mục tiêu",
}  # fmt: skip


def from_list(
    asked: Understanding, subject: Subject, evidence: Evidence, found: PlanList, ranked: Sequence[Scored]
) -> Draft:
    """The whole list, numbered and shortened item by item; what its three quotes do not hold is counted, not told."""
    plan, score = evidence.plan, scorer(asked, subject)
    full = _with_content(found, asked)
    own_spans = (
        _item_spans(plan, found, score) if full else list_spans(plan, [found.heading, *found.items], MOST_CITATIONS)
    )
    spans = merge(own_spans, MOST_CITATIONS)
    items = [i for i in found.items if any(s.start <= i.start and i.end <= s.end for s in spans)]
    room = max(LIST_TEXT // max(len(items), 1) - 4, 48)
    words = [whole_words(plan, item, score) if full else own_words(item) for item in items]
    lines = [f"{i}. {_item_words(told, room)}" for i, told in enumerate(words, 1)]
    left, total = len(found.items) - len(items), len(found.items)
    if left:
        lines.append(say("lead.more", count=left))
    items_called = _called(asked)
    place = plan.profile.name if plan.profile else plan.id
    own = own_words(found.heading) if found.heading.kind is PassageKind.HEADING else found.section.title
    title = list_title(
        own, FIRST_LINE - len(say("lead.list", place=place, title="", count=total, items=items_called)), plan
    )
    lead = say("lead.list" if total > 1 else "lead.list_one", place=place, title=title, count=total, items=items_called)
    extra = [span_of(plan, s.reading.passage, score) for s in ranked[:2]]
    cited = merge([*spans, *extra], MOST_CITATIONS)
    computed = [str(n) for n in (total, left) if n and total > 1]
    return Draft(lead, "\n".join(lines), "", tuple(cite(plan, s) for s in cited), tuple(dict.fromkeys(computed)))


def _with_content(found: PlanList, asked: Understanding) -> bool:
    """Whether what stands under the items is asked for: they are a few bare headings, and nobody counts them."""
    bare = all(item.kind is PassageKind.HEADING for item in found.items)
    return bare and len(found.items) <= SHORT_LIST and not PARTS.search(asked.folded)


def _item_spans(plan: Plan, found: PlanList, score: Callable[[str], float]) -> list[Span]:
    """The heading of the list alone, then each item with what stands under it."""
    head = found.heading
    return [Span(head.section, head.start, head.end), *(span_of(plan, item, score) for item in found.items)]


def _called(asked: Understanding) -> str:
    """What the question calls the items that it counts: "mấy phần", "bao nhiêu tiêu chí"."""
    counted = PARTS.search(asked.folded)
    return _CALLED.get(" ".join(counted[0].split()[1:]).removeprefix("nhieu "), "ý") if counted else "ý"


def _item_words(words: str, room: int) -> str:
    """An item of a list, shortened to its beginning, with one full stop."""
    words = whole_items(words, room)
    return words if words.endswith("…") else f"{words.rstrip(' .;:,/')}."
