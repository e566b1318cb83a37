"""Who has to do what for whom, as verbatim words around a moment."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.facts.sentences import Sentence, leads_of, plain, trim
from knowledge.facts.words import any_of
from knowledge.plans.markers import marker_of
from knowledge.plans.model import PassageKind, Plan

_ACTOR = re.compile(rf"(?i:(?:{any_of('actors', 'openers')}\s+)*)(?P<actor>(?i:{any_of('actors', 'heads')}))")
_END = re.compile(rf"(?i:{any_of('actors', 'ends')})|[;:.]")
_VERB = re.compile(rf"(?i:{any_of('duties', 'verbs')})")
_LABEL = re.compile(r"^(?P<label>[^:.;]{3,220}?)\s*:(?=\s|$)")
_TIME_FIRST = re.compile(r"^(?:[^,:;]{0,60}\b(?:năm|tháng|ngày|quý)\b[^,:;]{0,40}|(?:Định kỳ|Hằng năm|Hàng năm)[^,:;]{0,30})[,:]\s*", re.I)
_TO = re.compile(
    r"(?<!\w)(?i:(?:gửi|nộp|chuyển)(?:\s+(?:hồ\s+sơ|báo\s+cáo|văn\s+bản|kết\s+quả))?(?:\s+(?:về|cho|tới|đến|qua))?|(?:gửi|nộp|báo\s+cáo|trình|phản\s+ánh)[^,;:.()]{0,90}?\s(?:về|cho|tới)|báo\s+cáo(?:\s+(?:về|cho))?|trình(?:\s+lên)?)"
    rf"\s+(?P<office>(?i:{any_of('actors', 'heads')})"
    r"(?:(?!\s+(?:trước|xong|chậm|muộn|để|vào|theo|xem|quyết|tổng|phê|ban\s+hành|hằng|hàng|định|khen|tặng|kết|biết|về|thẩm|đúng|chủ\s+trì|sau|trong\s+thời)\b)[^,;.])*)"
)
_OPEN = re.compile(r"\([^)]*$")


@dataclass(frozen=True, slots=True)
class Duty:
    """The verbatim words of a duty; None where the text does not say."""

    who: str | None
    what: str | None
    to_whom: str | None


def read_duty(plan: Plan, sentence: Sentence, at: tuple[int, int]) -> Duty:
    """The duty around the moment that stands at `at` in the sentence."""
    label, body = _without_label(sentence.text)
    who, rest = _actor(sentence.text, body)
    return Duty(
        who=who or label or _actor_above(plan, sentence),
        what=_work(sentence.text, rest, at),
        to_whom=_office(sentence.text, at),
    )


def has_verb(text: str) -> bool:
    """Whether a verb of work stands in a plain text."""
    return _VERB.search(text) is not None


def names_office(text: str) -> bool:
    """Whether something is sent, handed in or reported to an office that is named."""
    return _TO.search(text) is not None


def _without_label(text: str) -> tuple[str | None, int]:
    """The actor that stands as a label before a colon ("Sở Nội vụ: ..."), and where the words after it begin."""
    label = _LABEL.match(text)
    if label is None:
        return None, 0
    actor = _ACTOR.match(label["label"].strip())
    return (label["label"][actor.start("actor") :].strip() if actor else None), label.end()


def _actor(text: str, begin: int) -> tuple[str | None, int]:
    """The actor named from `begin` on, behind words of time, and where its duty begins."""
    first = _TIME_FIRST.match(text[begin:])
    if first and has_verb(text[begin + first.end() :]):
        begin += first.end()
    while begin < len(text) and text[begin].isspace():
        begin += 1
    named = _ACTOR.match(text, begin)
    if named is None:
        return None, begin
    end = _END.search(text, named.end("actor"))
    if end is None:
        return None, begin
    start, stop = trim(text, named.start("actor"), end.start(), ",:")
    return (text[start:stop] if stop - start < 400 else None), end.start()


def _actor_above(plan: Plan, sentence: Sentence) -> str | None:
    """The actor that the introducing passage or the nearest heading names."""
    for lead in leads_of(plan, sentence.passage):
        text = plain(lead.text)
        marker = marker_of(lead.text)
        label = (_without_label(text[marker.length if marker else 0 :].strip()))[0]
        if label:
            return label
    own = sentence.passage.kind is not PassageKind.ITEM and sentence.passage.kind is not PassageKind.PARAGRAPH
    for heading in reversed(sentence.passage.headings[: -1 if own else None]):
        actor = _ACTOR.match(heading)
        if actor and not _VERB.search(heading) and heading not in sentence.text:
            return heading[actor.start("actor") :]
    return None


def _work(text: str, begin: int, at: tuple[int, int]) -> str | None:
    """The words of the work: from its first verb to the moment, or to the end where the moment stands before it."""
    end = at[0] if at[0] > begin else len(text)
    verb = _VERB.search(text, begin, end)
    if verb is None:
        start, stop = trim(text, begin, end, ",.;:()")
    else:
        start, stop = trim(text, verb.start(), end, ",.;:(")
    return text[start:stop] or None


def _office(text: str, at: tuple[int, int]) -> str | None:
    """The office to which something is sent: the last one named before the moment, else the first one behind it."""
    offices = list(_TO.finditer(text))
    before = [m for m in offices if m.end() <= at[0]]
    chosen = before[-1] if before else next(iter(offices), None)
    if chosen is None:
        return None
    start, stop = chosen.span("office")
    if _OPEN.search(text[start:stop]):
        closed = text.find(")", stop)
        stop = closed + 1 if 0 <= closed - stop < 80 else stop
    start, stop = trim(text, start, stop, ",:;")
    return text[start:stop]
