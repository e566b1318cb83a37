"""Figures that are aimed at or must be kept: rates, areas, incomes, counted things."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.facts.model import Quota, Target
from knowledge.facts.numbers import NUMBER, read_number
from knowledge.facts.sentences import Sentence, trim
from knowledge.facts.words import any_of
from knowledge.plans.model import PassageKind, Plan

_UNIT = rf"(?:%\s*(?:/\s*năm)?|(?i:{any_of('targets', 'units')}))"
_VALUE = re.compile(
    rf"(?<![\w.,/])(?P<low>{NUMBER})(?P<first>\s*{_UNIT})?(?:\s*(?:-|–|đến|tới)\s*(?P<high>{NUMBER}))?(?P<unit>\s*{_UNIT})?"
)
_OVER = re.compile(r"(?i)(?:trên|hơn|lớn hơn|cao hơn|vượt)(?:\s+(?:mức|là))?\s*$")
_AT_LEAST = re.compile(r"(?i)(?:từ|ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|tối thiểu là|đạt từ|thấp nhất)(?:\s+(?:là|đạt|phải|có))?\s*$")
_UNDER = re.compile(r"(?i)(?:dưới|thấp hơn|nhỏ hơn|ít hơn)(?:\s+(?:mức|là))?\s*$")
_AT_MOST = re.compile(r"(?i)(?:không quá|tối đa|không vượt quá|nhiều nhất|không cao hơn|tối đa không quá|cao nhất)(?:\s+(?:là|còn))?\s*$")
_ABOUT = re.compile(r"(?i)(?:khoảng|dự kiến|gần|xấp xỉ|ước|bình quân khoảng)\s*$")
_UP = re.compile(r"^\s*(?:trở\s+lên|/năm\s+trở\s+lên)")
_DOWN = re.compile(r"^\s*(?:trở\s+xuống)")
_RISES = re.compile(r"(?i)^[^.;]{0,60}?\s(?:lên|xuống|tăng lên|giảm xuống)(?:\s+(?:còn|đến|tới|đạt|trên|khoảng))*\s+\d")
_AIM = re.compile(rf"(?i:{any_of('targets', 'aims')})")
_AIM_HEADING = re.compile(r"(?i)mục tiêu|chỉ tiêu|tiêu chí|nhiệm vụ|định hướng|kế hoạch")
_SHARE = re.compile(rf"(?i:{any_of('targets', 'shares')})\s+(?:\w+\s+)?$")
_PAST = re.compile(rf"(?i:{any_of('targets', 'past')})")
_BASE = re.compile(r"(?i)(?:^|\s)(?:thì|được hưởng)\s|dự toán chi cân đối")
_BOUNDED = (_OVER, _AT_LEAST, _UNDER, _AT_MOST, _ABOUT)


@dataclass(frozen=True, slots=True)
class _Range:
    low: float | None
    high: float | None
    comparator: str


def read_targets(plan: Plan, sentences: list[Sentence], quotas: tuple[Quota, ...]) -> tuple[Target, ...]:
    """The targets of a plan in the order of the text; figures that are quotas are not repeated."""
    taken = [(q.start, q.end) for q in quotas]
    found: list[Target] = []
    for sentence in sentences:
        if sentence.passage.kind is PassageKind.PREAMBLE or _PAST.search(sentence.text):
            continue
        if any(start <= sentence.start < end for start, end in taken):
            continue
        found.extend(_of_sentence(plan, sentence))
    return tuple(found)


def _of_sentence(plan: Plan, sentence: Sentence) -> list[Target]:
    found = []
    for match in _VALUE.finditer(sentence.text):
        unit = match["unit"] or match["first"]
        if unit is None:
            continue
        text, place = sentence.text, match.start()
        if _is_base(text, match) or not _is_aim(sentence, match, unit.strip()):
            continue
        span = _range(text, match)
        found.append(
            Target(
                plan.id, sentence.section, sentence.start, sentence.end, sentence.quote(plan),
                what=_subject(text, place), low=span.low, high=span.high, comparator=span.comparator,
                unit=" ".join(unit.split()),
            )
        )  # fmt: skip
    return found


def _range(text: str, match: re.Match[str]) -> _Range:
    low = read_number(match["low"])
    before, after = text[: match.start()], text[match.end() :]
    if match["high"]:
        return _Range(low, read_number(match["high"]), "range")
    if _AT_MOST.search(before):
        return _Range(None, low, "<=")
    if _UNDER.search(before):
        return _Range(None, low, "<")
    if _DOWN.match(after):
        return _Range(None, low, "<=")
    if _UP.match(after) or _AT_LEAST.search(before):
        return _Range(low, None, ">=")
    if _OVER.search(before):
        return _Range(low, None, ">")
    return _Range(low, low, "≈" if _ABOUT.search(before) else "=")


def _is_base(text: str, match: re.Match[str]) -> bool:
    """Whether the figure is where a rise begins ("từ 7 triệu năm 2005 lên 14 triệu")."""
    return re.search(r"(?i)từ\s*$", text[: match.start()]) is not None and _RISES.match(text[match.end() :]) is not None


def _is_aim(sentence: Sentence, match: re.Match[str], unit: str) -> bool:
    before, after = sentence.text[: match.start()], sentence.text[match.end() :]
    bounded = any(p.search(before) for p in _BOUNDED)
    if unit.startswith("%"):
        if _BASE.search(after[:80]):
            return False
        limit = _AT_MOST.search(before) or _AT_LEAST.search(before)
        return limit is not None or _SHARE.search(before[-60:]) is None
    aimed = _AIM.search(before) is not None
    heading = any(_AIM_HEADING.search(h) for h in sentence.passage.headings)
    return (bounded and aimed) or (heading and aimed and _AIM.search(before[-40:]) is not None)


def _subject(text: str, place: int) -> str:
    """The words of the clause before the figure."""
    begin = max(text.rfind(mark, 0, place) for mark in ";:(") + 1
    start, end = trim(text, begin, place, ",")
    return text[start:end]
