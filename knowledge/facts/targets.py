"""Figures that are aimed at or must be kept: rates, areas, incomes, counted things."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.facts.model import Quota, Target
from knowledge.facts.numbers import NUMBER, read_number
from knowledge.facts.sentences import Sentence
from knowledge.facts.words import any_of, bare_alternatives, pattern, words
from knowledge.plans.model import PassageKind, Plan

_RATE = r"[%‰](?:\s*/\s*năm)?"
_COUNTED = rf"{bare_alternatives(words('targets', 'units'))}(?:\s*/\s*(?:người|năm|hộ|ha|tháng))*(?!\w)"
_UNIT = rf"(?:{_RATE}|{_COUNTED})"
_VALUE = pattern(
    rf"(?<![\w.,/])(?P<low>{NUMBER})",
    rf"(?:(?P<unit>\s*{_RATE})?\s*(?:-|–|đến|tới)\s*(?P<high>{NUMBER})(?P<of_range>\s*{_UNIT})|(?P<of_one>\s*{_UNIT}))",
)
_TIMES = pattern(rf"(?:gấp|tăng)(?: trên| hơn| khoảng)? (?P<low>{NUMBER})(?P<of_one> lần)(?!\w)")
_LINK = r"(?: (?:là|đạt|phải|có|mức|còn))*\s*$"
_OVER = pattern(r"(?<!không )(?:trên|lớn hơn|cao hơn|vượt|hơn)".replace("(?<!không )", r"(?<!không\s)"), _LINK)
_AT_LEAST = pattern(
    r"(?:từ|ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|không nhỏ hơn|thấp nhất|trở lên)", _LINK
)
_UNDER = pattern(r"(?:dưới|thấp hơn|nhỏ hơn|ít hơn)", _LINK)
_AT_MOST = pattern(r"(?:không quá|tối đa|không vượt quá|nhiều nhất|không cao hơn|không lớn hơn|cao nhất)", _LINK)
_ABOUT = pattern(r"(?:khoảng|dự kiến|gần|xấp xỉ|ước)", _LINK)
_RISEN = pattern(r"(?:lên|xuống)(?: (?:còn|đến|tới|đạt|khoảng|trên))*\s*$")
_UP, _DOWN = pattern(r"\s*(?:/năm)?\s*trở lên"), pattern(r"\s*trở xuống")
_RISES = pattern(rf"[^.;]{{0,60}}?\s(?:lên|xuống)(?: (?:còn|đến|tới|đạt|trên|dưới|khoảng))* {NUMBER}")
_AIM = pattern(any_of("targets", "aims"))
_AIM_HEADING = pattern(r"mục tiêu|chỉ tiêu|tiêu chí|nhiệm vụ|định hướng|kế hoạch")
_SHARE = pattern(any_of("targets", "shares"), r" (?:\w+ )?$")
_FUND = pattern(r"(?:ngân sách|vốn|nguồn|kinh phí)(?: \w+){0,4}\s+$")
_AHEAD = pattern(any_of("targets", "ahead"))
# What stands below these headings tells how things are, not what is aimed at.
_ASSESSMENT = pattern(
    r"^(?:đánh giá|kết quả|thực trạng|tình hình|những kết quả|một số kết quả|khái quát|đặc điểm|sự cần thiết)"
)
_DESCRIPTION = pattern(any_of("targets", "descriptions"))
_PAST = pattern(any_of("targets", "past"))
# "... trên 70% dự toán chi cân đối ngân sách địa phương năm 2012 thì ..." is who a rule is for.
_CONDITION = pattern(r"(?:^|\s)(?:thì|được hưởng)\s|dự toán chi cân đối")
_REACHES = pattern(
    r"(?:đạt|còn|tạo việc làm(?: mới)? cho|giải quyết việc làm(?: mới)? cho|xây dựng|trồng|kết nạp|đào tạo)\s*$"
)
# "Các xã có tỷ lệ hộ nghèo trên 20% được ưu tiên đầu tư": who a rule is for.
_WHOM = pattern(r"(?:các|những|đối với|trường hợp)\s[^,;.]*\scó\s[^,;.]*$")
_GETS = pattern(r"[^,;.]{0,40}\sđược\s")
_DIGIT = re.compile(r"\d")
_EDGE = re.compile(r"[;:(]|\shoặc\s")
_BOUND = pattern(
    r"\s(?:từ|trên|dưới|hơn|đến|là|khoảng|không quá|tối đa|tối thiểu|ít nhất|không thấp hơn|không dưới|ở mức|lên)\s*$"
)
_REST = pattern(r"^\s*(?:trở lên|trở xuống|/năm|và|,|;)[\s,]*")


@dataclass(frozen=True, slots=True)
class _Range:
    low: float | None
    high: float | None
    comparator: str


def read_targets(plan: Plan, sentences: list[Sentence], quotas: tuple[Quota, ...]) -> tuple[Target, ...]:
    """The targets of a plan in the order of the text; figures that are quotas are not repeated."""
    taken = {(quota.start, end) for quota in quotas for end in (quota.min, quota.max)}
    return tuple(
        target
        for sentence in sentences
        if sentence.passage.kind is not PassageKind.PREAMBLE
        for target in _of_sentence(plan, sentence)
        if (target.start, target.low) not in taken and (target.start, target.high) not in taken
    )


def _of_sentence(plan: Plan, sentence: Sentence) -> list[Target]:
    found: list[Target] = []
    if not _DIGIT.search(sentence.text):
        return found
    text, last = sentence.text, 0
    figures = sorted([*_VALUE.finditer(text), *_TIMES.finditer(text)], key=lambda m: m.start("low"))
    for match in figures:
        unit = (match.groupdict().get("of_range") or match["of_one"]).strip()
        if not _is_base(text, match) and _is_aim(sentence, match, unit):
            span = _range(text, match)
            found.append(
                Target(
                    plan.id, sentence.section, sentence.start, sentence.end, sentence.quote(plan),
                    what=_subject(text, last, match), low=span.low, high=span.high, comparator=span.comparator,
                    unit=" ".join(unit.split()),
                )
            )  # fmt: skip
            last = match.end()
    return found


def _range(text: str, match: re.Match[str]) -> _Range:
    """What a figure bounds: "từ 4% trở lên" from below, "dưới 3%" from above, "0,4 - 0,6%" on both sides."""
    low, high = read_number(match["low"]), match.groupdict().get("high")
    before, after = text[: match.start("low")], text[match.end() :]
    if high:
        return _Range(low, read_number(high), "range")
    if _AT_MOST.search(before) or _DOWN.match(after):
        return _Range(None, low, "<=")
    if _AT_LEAST.search(before) or _UP.match(after):
        return _Range(low, None, ">=")
    if _UNDER.search(before):
        return _Range(None, low, "<")
    if _OVER.search(before):
        return _Range(low, None, ">")
    return _Range(low, low, "≈" if _ABOUT.search(before) else "=")


def _is_base(text: str, match: re.Match[str]) -> bool:
    """Whether the figure is where a rise begins ("từ 7 triệu năm 2005 lên 14 triệu")."""
    return re.search(r"(?i)từ\s*$", text[: match.start()]) is not None and _RISES.match(text[match.end() :]) is not None


def _is_aim(sentence: Sentence, match: re.Match[str], unit: str) -> bool:
    before, after = sentence.text[: match.start("low")], sentence.text[match.end() :]
    if _is_past(sentence, before):
        return False
    if _WHOM.search(before) and _GETS.match(after):
        return False
    limited = _AT_MOST.search(before) or _AT_LEAST.search(before)
    if unit[0] in "%‰":
        if _CONDITION.search(after[:80]) or _DESCRIPTION.search(before[-80:]):
            return False
        return limited is not None or not (_SHARE.search(before[-60:]) or _FUND.search(before))
    if match.re is _TIMES:
        return True
    bounded = limited or any(p.search(before) for p in (_OVER, _UNDER, _ABOUT, _RISEN, _REACHES))
    headed = any(_AIM_HEADING.search(heading) for heading in sentence.passage.headings)
    aimed = _AIM.search(before) is not None
    return aimed and (bool(bounded) or (headed and _AIM.search(before[-50:]) is not None))


def _is_past(sentence: Sentence, before: str) -> bool:
    """Whether the words before a figure, or the headings above it, tell what has been reached already."""
    if any(_ASSESSMENT.match(heading) for heading in sentence.passage.headings):
        return True
    gone = list(_PAST.finditer(before))
    return bool(gone) and _AHEAD.search(before, gone[-1].end()) is None


def _subject(text: str, last: int, match: re.Match[str]) -> str:
    """What the figure measures: the words of the clause before it, those behind it where none stand before."""
    place = match.start("low")
    edges = [m.end() for m in _EDGE.finditer(text, last, place) if text[m.end() : place].strip()]
    words_ = _tidy(text[edges[-1] if edges else last : place])
    if len(words_.split()) > 2:
        return words_
    # "Phấn đấu 100% hộ nghèo được cấp thẻ"
    stop = re.search(r"[;:(,.]", text[match.end() :])
    behind = _tidy(text[match.end() : match.end() + stop.start() if stop else len(text)])
    return " ".join(part for part in (words_, behind) if part)


def _tidy(text: str) -> str:
    """`text` on one line without the words that only bound the figure ("trên", "không quá")."""
    text = _REST.sub("", text)
    while (bound := _BOUND.search(text)) is not None:
        text = text[: bound.start()]
    return " ".join(text.split()).strip(" ,;:.()")
