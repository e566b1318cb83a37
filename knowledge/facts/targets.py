"""Figures that are aimed at or must be kept: rates, areas, incomes, counted things."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.facts.model import Quota, Target
from knowledge.facts.numbers import NUMBER, read_number
from knowledge.facts.sentences import Sentence
from knowledge.facts.tables import is_row, read_row
from knowledge.facts.words import any_of, bare_alternatives, pattern, words
from knowledge.plans.model import Passage, PassageKind, Plan

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
# What has to be reached by whoever it is, without a word of aiming: "mỗi quý kiểm tra ít nhất 08 xã".
_FLOOR = pattern(r"(?:ít nhất|tối thiểu|không dưới|không ít hơn)", _LINK)
_UNDER = pattern(r"(?:dưới|thấp hơn|nhỏ hơn|ít hơn)", _LINK)
_AT_MOST = pattern(r"(?:không quá|tối đa|không vượt quá|nhiều nhất|không cao hơn|không lớn hơn|cao nhất)", _LINK)
_ABOUT = pattern(r"(?:khoảng|dự kiến|gần|xấp xỉ|ước)", _LINK)
_RISEN = pattern(r"(?:lên|xuống)(?: (?:còn|đến|tới|đạt|khoảng|trên))*\s*$")
_UP, _DOWN = pattern(r"\s*(?:/năm)?\s*trở lên"), pattern(r"\s*trở xuống")
_RISES = pattern(rf"[^.;]{{0,60}}?\s(?:lên|xuống)(?: (?:còn|đến|tới|đạt|trên|dưới|khoảng))* {NUMBER}")
_AIM = pattern(any_of("targets", "aims"))
_AIM_HEADING = pattern(r"mục tiêu|chỉ tiêu|tiêu chí|nhiệm vụ|định hướng|kế hoạch")
_CRITERIA = pattern(r"(?<!\w)(?:tiêu chí|tiêu chuẩn|điều kiện)(?!\w)")
_TABLE_HEADING = pattern(r"(?<!\w)(?:mục tiêu|chỉ tiêu)(?!\w)")
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
    r"(?:đạt|còn|có thêm|thêm|phấn đấu(?: \w+){0,2}|tạo việc làm(?: mới)? cho|giải quyết việc làm(?: mới)? cho|",
    r"xây dựng|trồng|kết nạp|đào tạo)\s*$",
)
# "Các xã có tỷ lệ hộ nghèo trên 20% được ưu tiên đầu tư": who a rule is for.
_WHOM = pattern(r"(?:các|những|đối với|trường hợp)\s[^,;.]*\scó\s[^,;.]*$")
_GETS = pattern(r"[^,;.]{0,40}\sđược\s")
_DIGIT = re.compile(r"\d")
_EDGE = re.compile(r"[;:(]|\shoặc\s")
_YEAR = pattern(r"\s*\(?(?:vào |trong )?năm (?:19|20)\d\d\)?")
# Words before a figure that do not say what it measures.
_BARE = pattern(
    r"(?:\W|\d|(?<!\w)(?:",
    r"đến|tới|hết|cuối|năm|ngày|tháng|quý|giai đoạn|và|có|thêm|có thêm|phấn đấu|đạt|là|đảm bảo|bảo đảm|duy trì|",
    r"mỗi|hằng|hàng|bình quân|giảm|tăng|tối thiểu|ít nhất|trên|khoảng|hoàn thành|xóa|xoá|khởi công|xây dựng|",
    r"mục tiêu|chỉ tiêu|thêm được|nâng|từng bước|toàn xã|toàn huyện|toàn tỉnh)(?!\w))*",
)
_VERBS = pattern(r"(?:\s|^)(?:phấn đấu|đạt|có|có thêm|thêm|là|đảm bảo|bảo đảm|và|ít nhất|tối thiểu|trên|khoảng|\W)*$")
_LABEL_YEAR = pattern(r"(?:đến |hết |cuối |trong )*năm (?P<year>(?:19|20)\d\d)\s*:")
_ROW = pattern(r"^[^;.:]*?(?:,|\svà)\s*(?:năm (?:19|20)\d\d,? )?(?:là |có |thêm |ít nhất |khoảng )*$")
_IN_ROW = pattern(r"(?:,|;|\svà)\s*(?:có |thêm |ít nhất |tối thiểu |trên |khoảng )*$")
_STOP = re.compile(r"[;:.(](?!\d)")
_NEXT = pattern(rf"\s*(?:,|\svà)(?=[^,]{{0,60}}?(?<![\w.,/]){NUMBER}\s*{_UNIT})")
_MEASURE = pattern(r"%|‰|đồng|usd|tấn|tạ|kg|ha$|km|m2|m²|m3|kwh|mw|triệu|tỷ|lần|tiêu chí")
_BOUND = pattern(
    r"\s(?:từ|trên|dưới|hơn|đến|là|khoảng|không quá|tối đa|tối thiểu|ít nhất|không thấp hơn|không dưới|ở mức|lên)\s*$"
)
_REST = pattern(r"^\s*(?:trở lên|trở xuống|/năm|và|,|;)[\s,]*")


_BOUNDING = (">", ">=", "<", "<=")


@dataclass(frozen=True, slots=True)
class _Range:
    low: float | None
    high: float | None
    comparator: str


def read_targets(plan: Plan, sentences: list[Sentence], quotas: tuple[Quota, ...]) -> tuple[Target, ...]:
    """The targets of a plan in the order of the text; figures that are quotas are not repeated."""
    rows = [
        Target(
            plan.id, passage.section, cell.start, cell.end, plan.quote(cell.start, cell.end),
            what=cell.what, low=cell.low, high=cell.high, comparator=cell.comparator, unit=cell.unit,
        )
        for passage in plan.passages
        if passage.lead is not None and is_row(plan, passage) and _below_aims(passage)
        for cell in read_row(plan, passage)
    ]  # fmt: skip
    taken = {(quota.start, end) for quota in quotas for end in (quota.min, quota.max)}
    told = [
        target
        for sentence in sentences
        if sentence.passage.kind is not PassageKind.PREAMBLE and not is_row(plan, sentence.passage)
        for target in _of_sentence(plan, sentence)
        if (target.start, target.low) not in taken and (target.start, target.high) not in taken
    ]
    return tuple(sorted(told + rows, key=lambda target: target.start))


def _below_aims(passage: Passage) -> bool:
    """Whether a table stands below a heading of aims, not of results."""
    if any(_ASSESSMENT.match(heading) for heading in passage.headings):
        return False
    return any(_TABLE_HEADING.search(heading) for heading in passage.headings)


def _of_sentence(plan: Plan, sentence: Sentence) -> list[Target]:
    found: list[Target] = []
    if not _DIGIT.search(sentence.text):
        return found
    text, last = sentence.text, 0
    figures = sorted([*_VALUE.finditer(text), *_TIMES.finditer(text)], key=lambda m: m.start("low"))
    for match in figures:
        unit = (match.groupdict().get("of_range") or match["of_one"]).strip()
        previous = found[-1] if found else None
        goes_on = _goes_on(text, last, match, previous)
        if not _is_base(text, match) and (goes_on or _is_aim(sentence, match, unit)):
            span = _range(text, match)
            if goes_on and span.comparator == "=" and previous and previous.comparator in _BOUNDING:
                span = _Range(*_bounded(span.low, previous.comparator), previous.comparator)
            found.append(
                Target(
                    plan.id, sentence.section, sentence.start, sentence.end, sentence.quote(plan),
                    what=_with_year(text, _subject(text, last, match, previous)), low=span.low, high=span.high,
                    comparator=span.comparator, unit=" ".join(unit.split()),
                )
            )  # fmt: skip
            last = match.end()
    return found


def _goes_on(text: str, last: int, match: re.Match[str], previous: Target | None) -> bool:
    """Whether a figure stands in a row with an aim of its unit: "..., 03 xã kiểu mẫu", "..., năm 2027 là 40 nhà"."""
    if previous is None or match.re is _TIMES:
        return False
    unit = " ".join((match.groupdict().get("of_range") or match["of_one"]).split())
    same = unit.split()[0] == previous.unit.split()[0]  # "45 hộ nghèo, 30 hộ cận nghèo"
    return same and unit[0] not in "%‰" and _ROW.search(text[last : match.start("low")]) is not None


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


def _bounded(figure: float | None, comparator: str) -> tuple[float | None, float | None]:
    """The ends of a figure to which the bound of the one before it belongs: "ít nhất 45 hộ nghèo, 30 hộ cận nghèo"."""
    return (figure, None) if comparator[0] == ">" else (None, figure)


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
    if _FLOOR.search(before) or (limited and any(_CRITERIA.search(h) for h in sentence.passage.headings[-2:])):
        return True
    headed = any(_AIM_HEADING.search(heading) for heading in sentence.passage.headings)
    aimed = _AIM.search(before) is not None or any(_TABLE_HEADING.search(h) for h in sentence.passage.headings)
    return aimed and (bool(bounded) or (headed and _AIM.search(before[-50:]) is not None))


def _is_past(sentence: Sentence, before: str) -> bool:
    """Whether the words before a figure, or the headings above it, tell what has been reached already."""
    if any(_ASSESSMENT.match(heading) for heading in sentence.passage.headings):
        return True
    gone = list(_PAST.finditer(before))
    return bool(gone) and _AHEAD.search(before, gone[-1].end()) is None


def _subject(text: str, last: int, match: re.Match[str], previous: Target | None) -> str:
    """What the figure measures: the words of the clause before it, those behind it where those before say nothing.

    A figure of another year ("... đạt 52 triệu đồng năm 2024 và 56 triệu đồng năm 2025") measures what the one
    before it does.
    """
    place = match.start("low")
    edges = [m.end() for m in _EDGE.finditer(text, last, place) if text[m.end() : place].strip()]
    words_ = _tidy(text[edges[-1] if edges else last : place])
    behind = _behind(text, match)
    tail = words_.rsplit(",", 1)[-1]
    year = _YEAR.match(text, match.end()) or _YEAR.search(tail)
    if previous is not None and year and _BARE.fullmatch(tail):
        words_ = tail
    if _BARE.fullmatch(words_) is None and not (last and _IN_ROW.search(text[last:place]) and behind):
        return words_
    if previous is not None and year and (not behind or _YEAR.search(tail)):
        return f"{_YEAR.sub('', previous.what).strip()} {' '.join(year[0].split())}"
    # "Phấn đấu 100% hộ nghèo được cấp thẻ", "có thêm 06 xã đạt chuẩn, 03 xã kiểu mẫu"
    said = "" if last and _IN_ROW.search(text[last:place]) else _VERBS.sub("", words_).strip(" ,")
    return " ".join(part for part in (said, behind) if part) or words_


def _with_year(text: str, what: str) -> str:
    """`what` with the year that the sentence begins with as a label: "Năm 2024: ..."."""
    label = _LABEL_YEAR.match(text)
    return f"{what} năm {label['year']}" if label and label["year"] not in what else what


def _behind(text: str, match: re.Match[str]) -> str:
    """The words behind a figure up to the end of its clause or the comma before the next figure."""
    stop = _STOP.search(text, match.end())
    clause = text[match.end() : stop.start() if stop else len(text)]
    following = _NEXT.search(clause)
    if following:
        clause = clause[: following.start()]
    unit = " ".join((match.groupdict().get("of_range") or match["of_one"]).split())
    if _MEASURE.search(unit):
        return _tidy(_YEAR.sub("", clause, count=1) if _YEAR.match(clause) else clause)
    return _tidy(f"{unit} {clause}") if _tidy(clause) else ""


def _tidy(text: str) -> str:
    """`text` on one line without the words that only bound the figure ("trên", "không quá")."""
    text = _REST.sub("", text)
    while (bound := _BOUND.search(text)) is not None:
        text = text[: bound.start()]
    return " ".join(text.split()).strip(" ,;:.()")
