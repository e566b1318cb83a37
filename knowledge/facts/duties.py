"""Who has to do what for whom, as verbatim words around a moment."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.facts.sentences import Sentence, leads_of, plain, sentences_of, trim
from knowledge.facts.words import actor_heads, alternatives, any_of, pattern, words
from knowledge.plans.markers import marker_of
from knowledge.plans.model import Passage, PassageKind, Plan

_NO_FLAGS = re.RegexFlag(0)
# In "Chương trình", "tờ trình", "Thi đua - Khen thưởng" these are no verbs.
_NOT_IN_NAME = r"(?<![Cc]hương\s)(?<![Tt]ờ\s)(?<![Qq]uá\s)(?<!công\s)(?<!lộ\s)(?<!quy\s)(?<!tiến\s)"
_PRAISING = r"(?<!đua\s)(?<!đua,\s)(?<!-\s)khen thưởng"
_FAMILY = alternatives(word.capitalize() for word in words("actors", "families"))
_ACTOR = pattern(rf"(?:(?i:{any_of('actors', 'openers')}) )*(?P<actor>{actor_heads()}|{_FAMILY})", flags=_NO_FLAGS)
_ENDS = rf"{_NOT_IN_NAME}{any_of('actors', 'ends')}"
_END = pattern(rf"{_ENDS}|[;:.]", flags=_NO_FLAGS)
_UNIT = pattern(rf"(?P<actor>{any_of('actors', 'units')})(?= {_ENDS})", flags=_NO_FLAGS)
_VERB = pattern(rf"{_NOT_IN_NAME}(?i:{any_of('duties', 'verbs')}|{_PRAISING})", flags=_NO_FLAGS)
_WORKS = pattern(rf"{_NOT_IN_NAME}{any_of('duties', 'verbs')}", flags=_NO_FLAGS)  # no name: "Sở Xây dựng"
_ASKED = pattern(rf"(?<!\w)(?:yêu cầu|đề nghị|giao|phân công)(?: cho)? (?P<actor>{actor_heads()})", flags=_NO_FLAGS)
_LABEL = re.compile(r"^(?P<label>[^:.;]{3,220}?)\s*:(?=\s|$)")
# "Trước ngày 10 tháng 11 hằng năm, các sở ...": time stands before whoever has to act.
_TIME_FIRST = pattern(
    r"(?:trước|trong|đến|hết|từ|năm|quý|quí|tháng|ngày|vào|chậm nhất|kết thúc|định kỳ|hằng|hàng|giai đoạn|cuối|đầu|",
    r"xong|sau)(?!\w)[^,:;]{0,90}[,:]\s*",
)
_OFFICE_ENDS = (
    r"(?:trước|xong|chậm|muộn|để|vào|theo|xem|quyết|tổng|phê|ban hành|hằng|hàng|định|khen|tặng|kết|biết|về|thẩm|đúng|"
    r"chủ trì|sau|trong|tình hình|cho|khi|nếu|từ)\b"
)
_TO = pattern(
    rf"(?<!\w){_NOT_IN_NAME}(?i:(?:gửi|nộp|chuyển)(?: hồ sơ| báo cáo| văn bản| kết quả)?(?: (?:về|cho|tới|đến|qua))?|",
    r"(?:gửi|nộp|báo cáo|trình|phản ánh)\s[^,;:.()]{0,90}?\s(?:về|cho|tới|với)|báo cáo(?: (?:về|cho))?|trình(?: lên)?)",
    rf" (?P<office>{actor_heads()}(?:(?! {_OFFICE_ENDS})[^,;.])*)",
    flags=_NO_FLAGS,
)
_GOES = pattern(r"(?:\s(?:gửi|nộp|chuyển|báo cáo|trình))?(?:\s(?:về|cho|tới|đến|qua|lên|với))?\s*$")
_RECURS = pattern(r"\s*\)?\s*(?:(?:hằng|hàng) (?:năm|tháng|quý)|định kỳ)?\s*(?:phải |sẽ |có )?")
# "Hồ sơ đề nghị khen thưởng ... gửi về": a paper that is sent is named before its verb.
_PAPER = pattern(r"\s*(?:hồ sơ|danh sách|dự toán|tờ trình|bản đăng ký|đăng ký)(?!\w)")
_BEFORE_TIME = re.compile(r"\s*(?P<label>[^\W\d_][^:.;,]{2,80}?)\s*:\s*$")
_JOINT = pattern(r"^[\s,;:.]*(?:và |đồng thời )?(?:tiến hành )?")


@dataclass(frozen=True, slots=True)
class Duty:
    """The verbatim words of a duty; None where the text does not say."""

    who: str | None
    what: str | None
    to_whom: str | None


def read_duty(plan: Plan, sentence: Sentence, at: tuple[int, int], after: int = 0) -> Duty:
    """The duty around the moment that stands at `at` in the sentence; `after` is where the moment before it ends."""
    who, begin = _actor(sentence.text)
    office = _office(sentence.text, at)
    work = _work(sentence.text, max(begin, after), at, office)
    to_whom = " ".join(sentence.text[slice(*office)].split()) if office else None
    return Duty(who or _actor_before(sentence) or _actor_above(plan, sentence), work, to_whom)


def has_verb(text: str) -> bool:
    """Whether a verb of work stands in a plain text."""
    return _VERB.search(text) is not None


def names_office(text: str) -> bool:
    """Whether something is sent, handed in or reported to an office that is named."""
    return _TO.search(text) is not None


def names_actor(text: str) -> bool:
    """Whether a sentence says itself who has to act."""
    return _actor(text)[0] is not None


def _actor(text: str) -> tuple[str | None, int]:
    """The actor that a sentence names, as a label or as its subject, and where its duty begins."""
    label = _LABEL.match(text)
    named = _ACTOR.match(label["label"].strip()) if label else None
    begin = label.end() if label and named else 0
    first = _TIME_FIRST.match(text, begin)
    if first and has_verb(text[first.end() :]):
        begin = first.end()
    while begin < len(text) and text[begin].isspace():
        begin += 1
    subject = _ACTOR.match(text, begin) or _UNIT.match(text, begin)
    end = _END.search(text, subject.end("actor")) if subject else None
    asked = _ASKED.search(text, begin)
    if asked and (subject is None or end is None or asked.start() <= end.start()):
        subject, end = asked, _END.search(text, asked.end("actor"))
    if subject and end and label and named and end[0] in ";.":
        # "Phòng Kinh tế: cơ quan thường trực; ...": a name without a verb tells who the label is
        subject = None
    if subject and end:
        start, stop = trim(text, subject.start("actor"), end.start(), ",:")
        return " ".join(text[start:stop].split()), end.start()
    return (" ".join(label["label"][named.start("actor") :].split()) if label and named else None), begin


def _actor_before(sentence: Sentence) -> str | None:
    """The actor of the sentence before it in the same passage: "Sở Nội vụ ...; tham mưu ..."."""
    if sentence.first:
        return None
    actors = [_actor(s.text)[0] for s in sentences_of(sentence.passage) if s.start < sentence.start]
    return next((actor for actor in reversed(actors) if actor), None)


def _actor_above(plan: Plan, sentence: Sentence) -> str | None:
    """The actor that the introducing passage or the nearest heading names."""
    for lead in leads_of(plan, sentence.passage):
        label = _label_of(lead)
        if label:
            return label
    headings = sentence.passage.headings
    if sentence.passage.kind not in (PassageKind.ITEM, PassageKind.PARAGRAPH) or _opens_section(plan, sentence):
        headings = headings[:-1]
    for heading in reversed(headings):
        actor = _ACTOR.match(heading)
        if actor and not _WORKS.search(heading, actor.start("actor")):
            return heading[actor.start("actor") :]
    return None


def _opens_section(plan: Plan, sentence: Sentence) -> bool:
    """Whether the passage is the numbered paragraph that gives its section its title."""
    section = plan.by_path.get(sentence.section)
    return section is not None and section.start == sentence.passage.start


def _label_of(lead: Passage) -> str | None:
    text = plain(lead.text)
    marker = marker_of(lead.text)
    label = _LABEL.match(text[marker.length if marker else 0 :].strip())
    actor = _ACTOR.match(label["label"]) if label else None
    return " ".join(label["label"][actor.start("actor") :].split()) if label and actor else None


def _work(text: str, begin: int, at: tuple[int, int], office: tuple[int, int] | None) -> str | None:
    """The words of the work: from its first verb to the moment or the office it goes to."""
    behind = _RECURS.match(text[at[1] :])
    follows = at[1] + (behind.end() if behind else 0)
    if at[0] <= begin or _VERB.match(text, follows):
        begin, end = max(begin, follows) if at[0] > begin or at[1] else begin, len(text)
    else:
        end = at[0]
    joint = _JOINT.match(text[begin:end])
    begin += joint.end() if joint else 0
    if office and begin < office[0] < end:
        goes = _GOES.search(text, begin, office[0])
        cut = goes.start() if goes else office[0]
        end = cut if cut > begin + 10 else end
    label = _BEFORE_TIME.match(text[begin:end])
    if label:
        # "Khen tổng kết: trước ngày 30/9": the label is the work
        return " ".join(label["label"].split())
    verb = None if _PAPER.match(text, begin) else _VERB.search(text, begin, end)
    start, stop = trim(text, verb.start() if verb else begin, end, ",.;:(/")
    return " ".join(text[start:stop].split()) or None


def _office(text: str, at: tuple[int, int]) -> tuple[int, int] | None:
    """Where the office stands to which something is sent: the last one before the moment, else the first behind it."""
    offices = list(_TO.finditer(text))
    before = [m for m in offices if m.end() <= at[0]]
    chosen = before[-1] if before else next(iter(offices), None)
    if chosen is None:
        return None
    start, stop = chosen.span("office")
    if text.count("(", start, stop) > text.count(")", start, stop):
        closed = text.find(")", stop)
        stop = closed + 1 if 0 <= closed - stop < 80 else text.find("(", start)
    return trim(text, start, stop, ",:;")
