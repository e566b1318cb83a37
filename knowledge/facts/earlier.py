"""Which earlier plans a plan takes the place of, as its text says or its subject suggests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import token_set_ratio

from knowledge.plans.model import Plan
from knowledge.text import fold, one_line

BEFORE, AFTER = 200, 200  # characters around a number in which a text says what becomes of the document
SAME_SUBJECT = 70  # of 100: titles that are taken for one subject
_REPLACES = re.compile(r"thay thế|thay cho|thay Kế hoạch|bãi bỏ|hủy bỏ|huỷ bỏ", re.IGNORECASE)
_AMENDS = re.compile(r"sửa đổi|bổ sung|điều chỉnh", re.IGNORECASE)
_LAPSES = re.compile(r"hết hiệu lực|không còn hiệu lực", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;](?=\s)")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A plan that another one may take the place of; `quote` are the words that say so, empty where none do."""

    plan: Plan
    amends: bool
    quote: str = ""


def find_earlier(plan: Plan, others: Iterable[Plan], territory: str, agency: str = "") -> list[Earlier]:
    """The plans among `others` that `plan` names as replaced or amended, then those of the same place and subject with
    an earlier day or period. `territory` is the place as it is called now, `agency` the body if it is one's own plan.
    """
    others = [other for other in others if other.id != plan.id]
    named = [found for other in others if (found := _named(plan, other))]
    known = {found.plan.id for found in named}
    alike = [o for o in others if o.id not in known and _is_earlier(o, plan) and _is_alike(o, plan, territory, agency)]
    return [*named, *(Earlier(other, amends=False) for other in alike)]


def _named(plan: Plan, other: Plan) -> Earlier | None:
    if not other.metadata.number or other.metadata.number == plan.metadata.number:
        return None
    number = r"\s?".join(map(re.escape, re.split(r"(?<=[/-])|(?=[/-])", other.metadata.number)))
    for found in re.finditer(rf"(?<![\d/]){number}(?![\w-])", plan.source):
        before = _SENTENCE.split(plan.source[max(0, found.start() - BEFORE) : found.start()])[-1]
        after = _SENTENCE.split(plan.source[found.end() : found.end() + AFTER])[0]
        replaces, amends = _last(_REPLACES, before), _last(_AMENDS, before)
        lapses = _LAPSES.search(after)
        if max(replaces, amends) < 0 and not lapses:
            continue
        start = found.start() - len(before)
        quote = one_line(plan.source[start : found.end() + (lapses.end() if lapses else 0)])
        return Earlier(other, amends > replaces and not lapses, quote)
    return None


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)


def _is_earlier(old: Plan, new: Plan) -> bool:
    """Whether a plan's period ends before the other's begins, or it is older within the same one."""
    first, second = old.metadata.period, new.metadata.period
    if first and second and first != second:
        return first[0] < second[0] and first[1] <= second[1]
    return bool(old.metadata.date and new.metadata.date and old.metadata.date < new.metadata.date)


def _is_alike(old: Plan, new: Plan, territory: str, agency: str) -> bool:
    """Whether both are of the same place and body, of one kind, and about one subject."""
    profile, one, other = old.profile, old.metadata, new.metadata
    if profile is None or fold(territory) not in (fold(profile.territory), fold(profile.since_2025 or "")):
        return False
    if bool(agency) != bool(profile.extra.get("agency")):
        return False
    if agency and fold(agency) not in fold(profile.extra["agency"]):
        return False
    if one.kind and other.kind and one.kind != other.kind:
        return False
    return token_set_ratio(_subject(old), _subject(new)) >= SAME_SUBJECT


def _subject(plan: Plan) -> str:
    """The folded title without years and the name of the place."""
    title = re.sub(r"\d+|giai đoạn|năm|trên địa bàn.*", " ", plan.metadata.title or "")
    return " ".join(fold(title).split())
