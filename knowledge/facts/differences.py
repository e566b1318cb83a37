"""What a new plan lays down otherwise than an earlier one: new, changed and gone deadlines and quotas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from rapidfuzz.fuzz import token_sort_ratio

from knowledge.facts.model import Deadline, Facts, Quota
from knowledge.text import fold, one_line

ALIKE = 72  # of 100: from here on two duties in other words are taken for one; 55 for "báo cáo" against "hồ sơ"

F = TypeVar("F", Deadline, Quota)


class How(StrEnum):
    """What became of a fact."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Difference(Generic[F]):
    """A fact of the earlier plan, of the new one, or both where they are about the same."""

    how: How
    old: F | None
    new: F | None


def deadline_differences(old: Facts, new: Facts) -> list[Difference[Deadline]]:
    """Each deadline of both plans once, matched by what is to be done; the changed first, the same last."""
    return _differences(old.deadlines, new.deadlines, _duty, _moment)


def quota_differences(old: Facts, new: Facts) -> list[Difference[Quota]]:
    """Each quota of both plans once, matched by whom and what it is for."""
    return _differences(old.quotas, new.quotas, _award, lambda q: (q.min, q.max, q.unit))


def _differences(
    old: Sequence[F], new: Sequence[F], about: Callable[[F], str], value: Callable[[F], object]
) -> list[Difference[F]]:
    olds, news = [about(f) for f in old], [about(f) for f in new]
    likeness = sorted(
        ((token_sort_ratio(a, b), -abs(i - j), i, j) for i, a in enumerate(olds) for j, b in enumerate(news)),
        reverse=True,
    )
    of_old: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, i, j in likeness:
        if score >= ALIKE and i not in of_old and j not in taken:
            of_old[i] = j
            taken.add(j)
    found: list[Difference[F]] = []
    for i, fact in enumerate(old):
        if i not in of_old:
            found.append(Difference(How.GONE, fact, None))
            continue
        other = new[of_old[i]]
        found.append(Difference(How.SAME if value(fact) == value(other) else How.CHANGED, fact, other))
    found += [Difference(How.NEW, None, fact) for j, fact in enumerate(new) if j not in taken]
    order = list(How)
    return sorted(found, key=lambda d: order.index(d.how))


def _duty(deadline: Deadline) -> str:
    """What is to be done, without the moment, so that another day does not make it another duty."""
    words = one_line(deadline.what or deadline.quote).replace("*", "")
    return fold(words.replace(one_line(deadline.moment or ""), "") if deadline.moment else words)


def _moment(deadline: Deadline) -> object:
    """When it falls, without until when it comes back: every new plan has a new end."""
    rule = deadline.rule.partition(";UNTIL")[0] if deadline.rule else None
    return (
        rule, deadline.date, deadline.from_, deadline.to, deadline.year, deadline.quarter, deadline.month,
        deadline.before, deadline.within,
    )  # fmt: skip


def _award(quota: Quota) -> str:
    return fold(" ".join((quota.award or "", quota.object, quota.allocated_to or "")))
