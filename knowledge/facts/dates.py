"""Expressions of time in Vietnamese official prose: days, windows, months, quarters, years, recurrences, terms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from knowledge.facts.moments import Every, Moment, Relation, Unit, day_of
from knowledge.facts.numbers import NUMBER_WORDS, read_words
from knowledge.facts.words import pattern

_NUMBER = rf"(?:\d{{1,2}}|{NUMBER_WORDS})"
_FIRST = r"(?:ngày|mùng|mồng)"  # "ngày 5", "mùng 5", "ngày mùng 5"
_EACH = r"(?:hằng|hàng|mỗi)"
_FULL_DATE = rf"(?:{_FIRST}\s*)?\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?\d{{4}}(?!\d)"
_SPELLED_DATE = (
    rf"(?:{_FIRST} (?:{_FIRST} )?{_NUMBER} tháng (?:\d{{1,2}}|giêng|chạp|{NUMBER_WORDS})|"
    r"(?<![\d/.,])\d{1,2} tháng \d{1,2}(?! lần))(?:\s*,? năm \d{4}|\s*/\s*\d{4})?(?!\d)"
)
_SHORT_DATE = rf"(?:{_FIRST}\s*)?(?<![\d/.,])\d{{1,2}}\s?/\s?\d{{1,2}}(?![\d/%.,]\d|/|%)(?!\d)"
# With a hyphen only behind "ngày": elsewhere 1-9 is a range of figures.
_HYPHEN_DATE = rf"{_FIRST} \d{{1,2}}-\d{{1,2}}(?!\d|%|[-.,]\d)"
_DATE = f"(?:{_FULL_DATE}|{_SPELLED_DATE}|{_HYPHEN_DATE}|{_SHORT_DATE})"
_NEXT = r"(?:sau|liền sau|kế tiếp|tiếp theo)"
_YEAR = r"(?:19|20)\d\d"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTH_NAMES = {"giêng": 1, "chạp": 12}

Builder = Callable[[re.Match[str]], Moment | None]


def read_moments(text: str) -> list[Moment]:
    """Every expression of time in `text` (a plain sentence) in order; none overlaps another."""
    lower = text.casefold()
    if not _ANY.search(lower):
        return []
    found: list[Moment] = []
    for word, expression, build in _GRAMMAR:
        for match in expression.finditer(text) if word in lower else ():
            if any(match.start() < m.end and m.core < match.end() for m in found):
                continue
            moment = build(match)
            if moment is not None:
                place = replace(moment, start=match.start(), end=match.end(), core=match.start())
                found.append(_related(text, place))
    return _shared_relation(text, sorted(found, key=lambda m: m.start))


def _window(match: re.Match[str]) -> Moment | None:
    last = _day_parts(match["last"])
    if last is None:
        return None
    lone = re.fullmatch(r"(?:ngày\s*)?(\d{1,2})", match["first"].strip(), re.I)
    # "từ ngày 10 đến ngày 20/9": the month stands once, at the end
    first = (int(lone[1]), last[1], last[2]) if lone else _day_parts(match["first"])
    if first is None or day_of(first[0], first[1], first[2] or 2024) is None:
        return None
    return Moment(0, 0, Unit.WINDOW, day=first[0], month=first[1], year=first[2] or last[2], to=last)


def _date(match: re.Match[str]) -> Moment | None:
    parts = _day_parts(match[0])
    return Moment(0, 0, Unit.DAY, day=parts[0], month=parts[1], year=parts[2]) if parts else None


_SPELLED = pattern(
    rf"(?:{_FIRST} )*(?P<day>.+?) tháng (?P<month>{_NUMBER}|giêng|chạp)",
    r"(?:\s*,? năm (?P<year>\d{4})|\s*/\s*(?P<short>\d{4}))?$",
)


def _day_parts(text: str) -> tuple[int, int, int | None] | None:
    """Day, month and year of a date in digits or words; None where there is no such day."""
    spelled = _SPELLED.match(text.strip())
    if spelled:
        day, month = read_words(spelled["day"]), _month_number(spelled["month"])
        written = spelled["year"] or spelled["short"]
        year = int(written) if written else None
    else:
        digits = [int(d) for d in re.findall(r"\d+", text)]
        if len(digits) not in (2, 3):
            return None
        day, month, year = digits[0], digits[1], digits[2] if len(digits) == 3 else None
    # Without a year 29/2 is allowed: some year has it.
    if day is None or month is None or day_of(day, month, year or 2024) is None:
        return None
    return day, month, year


def _month_number(word: str) -> int | None:
    return _MONTH_NAMES.get(word.casefold()) or read_words(word)


def _month_day(match: re.Match[str]) -> Moment | None:
    day = -1 if match["last"] else read_words(match["day"])
    return Moment(0, 0, Unit.MONTH_DAY, day=day, every=Every.MONTH) if day and day <= 31 else None


def _report_day(match: re.Match[str]) -> Moment | None:
    """The day of "báo cáo tháng trước ngày 20": a month's report is due on that day of every month."""
    day = read_words(match["day"])
    monthly = _MONTHLY.search(match.string, max(0, match.start() - 60), match.start())
    return Moment(0, 0, Unit.MONTH_DAY, day=day, every=Every.MONTH) if monthly and day and day <= 31 else None


# Up to the words of relation before a bare "ngày 20".
_MONTHLY = pattern(
    rf"(?<!\d\s)(?<!\w)(?:báo cáo(?: \w+){{0,2}}|{_EACH}|định kỳ) tháng(?!\s+\d)[^.;\d]{{0,25}}?",
    r"(?:trước|chậm nhất(?: là| vào)?|muộn nhất(?: là| vào)?|vào|hạn)\s*$",
)


def _quarter_day(match: re.Match[str]) -> Moment | None:
    day = -1 if match["last"] else read_words(match["day"])
    which = 1 if match["which"].casefold() == "đầu" else 3
    return Moment(0, 0, Unit.QUARTER_DAY, day=day, month=which, every=Every.QUARTER) if day and day <= 31 else None


def _month(match: re.Match[str]) -> Moment | None:
    month = read_words(match["month"])
    return Moment(0, 0, Unit.MONTH, month=month, year=int(match["year"])) if month and month <= 12 else None


def _bare_month(match: re.Match[str]) -> Moment | None:
    """A month without its year, where words of time stand before it or "hằng năm" behind it."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    month = _month_number(match["month"])
    named = re.search(r"(?:trong|trước|vào|đến|cuối|đầu|từ|hết)\s+$", before, re.I)
    if month is None or month > 12 or not (named or re.match(rf"\s+{_EACH}\s+năm", after, re.I)):
        return None
    return Moment(0, 0, Unit.MONTH, month=month)


def _quarter(match: re.Match[str]) -> Moment | None:
    year = int(match["year"]) if match["year"] else None
    return Moment(0, 0, Unit.QUARTER, quarter=_QUARTERS[match["quarter"].casefold()], year=year)


def _years(match: re.Match[str]) -> Moment | None:
    first, last = int(match["first"]), int(match["last"])
    return Moment(0, 0, Unit.YEARS, year=first, to_year=last) if first <= last else None


def _year(match: re.Match[str]) -> Moment:
    return Moment(0, 0, Unit.YEAR, year=int(match["year"]))


def _times(match: re.Match[str]) -> Moment:
    """ "3 tháng một lần"."""
    months = (read_words(match["count"]) or 0) * {"tháng": 1, "quý": 3, "năm": 12}[match["unit"].casefold()]
    every = {1: Every.MONTH, 3: Every.QUARTER, 6: Every.HALF_YEAR, 12: Every.YEAR}.get(months, Every.PERIOD)
    return Moment(0, 0, Unit.EVERY, every=every)


def _each(match: re.Match[str]) -> Moment:
    ends = {"năm": Every.YEAR, "tháng": Every.MONTH, "quý": Every.QUARTER, "tuần": Every.WEEK}
    return Moment(0, 0, Unit.EVERY, every=ends[match["unit"].casefold()])


def _feast(_: re.Match[str]) -> Moment:
    # The Lunar New Year falls on another day every year: yearly, without a day.
    return Moment(0, 0, Unit.EVERY, every=Every.YEAR)


def _period(_: re.Match[str]) -> Moment:
    return Moment(0, 0, Unit.EVERY, every=Every.PERIOD)


def _term(match: re.Match[str]) -> Moment | None:
    return Moment(0, 0, Unit.TERM, count=read_words(match["count"]))


# In this order; what an earlier line has read, a later one leaves alone. The first word of a row must stand in the
# sentence for it to be tried: most sentences have no time in them at all.
_GRAMMAR: list[tuple[str, re.Pattern[str], Builder]] = [
    (
        "",
        pattern(rf"(?P<first>{_DATE}|ngày \d{{1,2}})\s*,?\s*(?:đến|tới|[-–])\s*(?:hết |trước )?(?P<last>{_DATE})"),
        _window,
    ),
    (
        "tháng",
        pattern(
            rf"(?:ngày )?(?:(?P<last>(?:ngày )?(?:làm việc )?cuối(?: cùng)?)|(?P<day>{_NUMBER})) (?:của )?tháng ",
            rf"(?P<which>đầu|cuối|thứ ba)(?: tiên| cùng)? (?:của )?(?:{_EACH} )?qu[ýí](?: sau)?",
        ),
        _quarter_day,
    ),
    (
        "ngày",
        pattern(
            rf"ngày (?:(?:làm việc )?(?P<last>cuối(?: cùng)?)|(?:{_FIRST} )?(?P<day>{_NUMBER})) ",
            rf"(?:(?:của )?{_EACH} tháng|của tháng(?: {_NEXT})?|tháng (?:{_NEXT}|báo cáo))",
        ),
        _month_day,
    ),
    ("", pattern(_DATE), _date),
    (
        "ngày",
        pattern(r"ngày (?P<day>\d{1,2})(?!\d|\s?[/.-]\s?\d|\s+(?:tháng|của|hằng|hàng|mỗi|làm việc))"),
        _report_day,
    ),
    (
        "tháng",
        pattern(r"(?<!\d\s)(?<!\d)\btháng (?P<month>\d{1,2})(?:\s*[/-]\s*|\s*,? năm )(?P<year>\d{4})(?!\d)"),
        _month,
    ),
    ("tháng", pattern(rf"(?<!\d\s)\btháng (?P<month>\d{{1,2}}|giêng|chạp)(?= {_EACH} năm|\s*[,.;:()]|$)"), _bare_month),
    (
        "qu",
        pattern(r"\bqu[ýí] (?P<quarter>iv|i{1,3}|[1-4])\b(?:(?:\s*[/,-]\s*(?:năm )?| năm | )(?P<year>\d{4})(?!\d))?"),
        _quarter,
    ),
    (
        "",
        pattern(
            r"(?:giai đoạn |thời kỳ |nhiệm kỳ |trong (?:hai|ba|các|02|03) )?",
            rf"(?:từ )?(?:năm )?(?<!\d)(?P<first>{_YEAR})",
            rf"\s*(?:[-–]|đến|và)\s*(?:hết )?(?:năm )?(?P<last>{_YEAR})(?!\d)",
        ),
        _years,
    ),
    ("năm", pattern(rf"\bnăm (?P<year>{_YEAR})(?![\d/])"), _year),
    ("lần", pattern(rf"(?<!\w)(?P<count>{_NUMBER}) (?P<unit>tháng|năm|quý) (?:một|1|01) lần(?!\w)"), _times),
    ("", pattern(rf"(?<!\w)(?:định kỳ )?{_EACH} (?P<unit>năm|tháng|quý|tuần)(?!\w)"), _each),
    ("tết", pattern(r"(?<!\w)(?:vào|nhân)(?: dịp| ngày)* Tết(?: cổ truyền)? Nguyên đán(?: cổ truyền)?"), _feast),
    ("định", pattern(r"(?<!\w)định kỳ(?!\w)"), _period),
    (
        "ngày",
        pattern(
            r"(?:trong(?: thời hạn| thời gian| vòng)?|(?:chậm|muộn) nhất(?: là| trong| sau)?|không quá|sau) ",
            rf"(?:thời hạn )?(?P<count>\d{{1,3}}|{NUMBER_WORDS})\s*(?:\([^)]*\)\s*)?ngày(?: làm việc)?(?!\s*/|\s*\d)",
        ),
        _term,
    ),
]

_RELATIONS = [
    (
        Relation.BEFORE,
        pattern(
            r"(?:xong )?(?:chậm nhất (?:là )?)?trước\s*(?:(?:thời điểm|cuối|hết) )?",
            r"(?:\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{0,2}\s*(?:phút|')?)?\s*,?\s*)?$",
        ),
    ),
    (
        Relation.BY,
        pattern(
            r"(?:(?:chậm|muộn) nhất(?: là| vào| đến)*(?: hết)?|(?:cho )?(?:đến|tới)(?: hết| cuối)?|kết thúc|hết|",
            r"xong trong|không quá|thời hạn\s*:?)\s*$",
        ),
    ),
    # "Thời gian hoàn thành: 30/6/2023", "Hạn cuối nhận hồ sơ: ..."
    (
        Relation.BY,
        pattern(
            r"(?:thời hạn|hạn (?:cuối|chót|nộp|gửi)|thời gian (?:hoàn thành|thực hiện|gửi|nộp|báo cáo|tổ chức)|",
            r"hoàn thành)[^:;.]{0,40}:\s*$",
        ),
    ),
    (Relation.SINCE, pattern(r"(?:kể )?từ\s*(?:sau )?$")),
    (Relation.IN, pattern(r"(?:trong|vào|nhân)(?: (?:dịp|khoảng|các|hai|ba|\d{1,2}|tuần|cuối|đầu|giữa))*\s*$")),
    # "vào ngày Thương binh liệt sĩ 27 tháng 7"
    (Relation.IN, pattern(r"(?:vào|nhân)(?: dịp)? (?:ngày|lễ|Tết) (?=[A-ZĐ])[^,;.:()\d]{2,50}$")),
]
_ANY = re.compile(r"\d/\d|ngày|tháng|năm|qu[ýí]|tuần|kỳ|tết|(?:19|20)\d\d|mùng|mồng")
_DAY_BEFORE = pattern(r"(?:ngày )?$")
_AND = pattern(r"[\s,]*(?:và|hoặc|,)?[\s,]*(?:ngày\s*)?$")


def _related(text: str, moment: Moment) -> Moment:
    """`moment` with the words of relation that stand before it."""
    begin = _DAY_BEFORE.search(text, max(0, moment.start - 6), moment.start)
    edge = begin.start() if begin and moment.unit in (Unit.DAY, Unit.WINDOW) else moment.start
    for relation, expression in _RELATIONS:
        found = expression.search(text, max(0, edge - 60), edge)
        if found and not text[: found.start()][-1:].isalpha():
            return replace(moment, start=found.start(), relation=relation)
    return replace(moment, start=edge)


def _shared_relation(text: str, moments: list[Moment]) -> list[Moment]:
    """ "trước ngày 15/6 và 15/12": the second day stands to the duty as the first."""
    shared: list[Moment] = []
    for moment in moments:
        last = shared[-1] if shared else None
        days = last is not None and moment.unit is last.unit is Unit.DAY
        if last is not None and days and moment.relation is Relation.AT and _AND.match(text[last.end : moment.start]):
            shared.append(replace(moment, relation=last.relation))
        else:
            shared.append(moment)
    return shared
