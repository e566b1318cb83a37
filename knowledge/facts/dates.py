"""Expressions of time in Vietnamese official prose: days, windows, months, quarters, years, recurrences, terms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge.facts.numbers import NUMBER_WORDS, read_words


class Unit(StrEnum):
    """What kind of moment an expression names."""

    DAY = "day"  # 30/11/2023; without a year: 30/12
    WINDOW = "window"  # từ ngày 17/10 đến ngày 18/11
    MONTH_DAY = "month_day"  # ngày 05 hằng tháng
    QUARTER_DAY = "quarter_day"  # ngày 20 của tháng cuối quý
    MONTH = "month"  # tháng 6/2012
    QUARTER = "quarter"  # Quý III năm 2022
    YEAR = "year"  # năm 2023
    YEARS = "years"  # giai đoạn 2022 - 2025
    EVERY = "every"  # hằng năm, 3 tháng một lần, định kỳ
    TERM = "term"  # trong thời hạn 15 ngày


class Relation(StrEnum):
    """How a duty stands to its moment."""

    BEFORE = "before"  # trước ngày
    BY = "by"  # chậm nhất, đến ngày, hết
    SINCE = "since"  # từ, kể từ
    IN = "in"  # trong, vào
    AT = "at"  # no word of relation


class Every(StrEnum):
    """How often."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    PERIOD = "period"  # định kỳ, without saying how often


@dataclass(frozen=True, slots=True)
class Moment:
    """One expression of time: [start, end) in its sentence, relation words included; what it does not say is None."""

    start: int
    end: int
    unit: Unit
    relation: Relation = Relation.AT
    day: int | None = None
    month: int | None = None
    year: int | None = None
    quarter: int | None = None
    to: tuple[int, int, int | None] | None = None  # last day of a window: day, month, year
    to_year: int | None = None
    every: Every | None = None
    count: int | None = None  # how many days of a term
    core: int = 0  # where the expression itself begins, behind its relation words

    def on(self, year: int) -> date | None:
        """Its day in `year`, None if there is no such day."""
        return day_of(self.day, self.month, year)


def day_of(day: int | None, month: int | None, year: int | None) -> date | None:
    """That calendar day, None if it is not fully given or does not exist (31/2)."""
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


_DAY_WORD = rf"(?:ngày|mùng|mồng)(?:\s+(?:ngày|mùng|mồng))?\s+(?:\d{{1,2}}|{NUMBER_WORDS})"
_MONTH_WORD = rf"tháng\s+(?:\d{{1,2}}|giêng|chạp|{NUMBER_WORDS})"
# A day with slashes or in words, with or without its year.
_DATE = (
    r"(?:(?:ngày|mùng|mồng)\s*)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)"
    rf"|{_DAY_WORD}\s+{_MONTH_WORD}(?:\s*,?\s+năm\s+\d{{4}}|\s*/\s*\d{{4}})?"
    r"|(?:(?:ngày|mùng|mồng)\s*)?(?<![\d/.,])\d{1,2}\s?/\s?\d{1,2}(?![\d/%.,]\d|/|%)(?!\d)"
)
_EACH = r"(?:hằng|hàng|mỗi)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}

Builder = Callable[[re.Match[str]], Moment | None]


def read_moments(text: str) -> list[Moment]:
    """Every expression of time in `text` (a plain sentence) in order; none overlaps another."""
    found: list[Moment] = []
    for pattern, build in _GRAMMAR:
        for match in pattern.finditer(text):
            if any(match.start() < m.end and m.core < match.end() for m in found):
                continue
            moment = build(match)
            if moment is not None:
                found.append(_related(text, replace(moment, start=match.start(), end=match.end(), core=match.start())))
    return _shared_relation(text, sorted(found, key=lambda m: m.start))


def _window(match: re.Match[str]) -> Moment | None:
    first, last = _day_parts(match["first"]), _day_parts(match["last"])
    if first is None and last is not None and match["first"].strip().removeprefix("ngày").strip().isdigit():
        # "từ ngày 10 đến ngày 20/9": the month stands once, at the end
        first = (int(match["first"].strip().removeprefix("ngày")), last[1], last[2])
    if first is None or last is None:
        return None
    year = first[2] or last[2]
    return Moment(0, 0, Unit.WINDOW, day=first[0], month=first[1], year=year, to=last)


def _date(match: re.Match[str]) -> Moment | None:
    parts = _day_parts(match[0])
    return Moment(0, 0, Unit.DAY, day=parts[0], month=parts[1], year=parts[2]) if parts else None


def _day_parts(text: str) -> tuple[int, int, int | None] | None:
    """Day, month and year of a date in digits or words; None where there is no such day."""
    words = re.search(rf"(?:ngày|mùng|mồng)\s+(.+?)\s+tháng\s+(\S+(?:\s+(?:mươi|một|hai))?)(?:\s*,?\s+năm\s+(\d{{4}})|\s*/\s*(\d{{4}}))?\s*$", text, re.I)
    if words:
        month = {"giêng": 1, "chạp": 12}.get(words[2].casefold()) or read_words(words[2].rstrip(","))
        day, year = read_words(re.sub(r"^(?:mùng|mồng)\s+", "", words[1])), words[3] or words[4]
    else:
        digits = [int(d) for d in re.findall(r"\d+", text)]
        if len(digits) not in (2, 3):
            return None
        day, month, year = digits[0], digits[1], str(digits[2]) if len(digits) == 3 else None
    if day is None or month is None or day_of(day, month, int(year) if year else 2024) is None:
        return None
    return day, month, int(year) if year else None


def _month_day(match: re.Match[str]) -> Moment | None:
    day = -1 if match["last"] else read_words(match["day"])
    return Moment(0, 0, Unit.MONTH_DAY, day=day, every=Every.MONTH) if day and day <= 31 else None


def _quarter_day(match: re.Match[str]) -> Moment | None:
    day = -1 if match["last"] else read_words(match["day"])
    which = {"đầu": 1, "cuối": 3}.get(match["which"].casefold(), 3)
    return Moment(0, 0, Unit.QUARTER_DAY, day=day, month=which, every=Every.QUARTER) if day and day <= 31 else None


def _month(match: re.Match[str]) -> Moment | None:
    month = read_words(match["month"])
    if month is None or not 1 <= month <= 12:
        return None
    return Moment(0, 0, Unit.MONTH, month=month, year=int(match["year"]) if match["year"] else None)


def _bare_month(match: re.Match[str]) -> Moment | None:
    """A month without its year, where words of time stand before it or "hằng năm" behind it."""
    before = match.string[: match.start()]
    month = {"giêng": 1, "chạp": 12}.get(match["month"].casefold()) or read_words(match["month"])
    yearly = re.match(rf"\s+{_EACH}\s+năm", match.string[match.end() :], re.I)
    named = re.search(r"(?:trong|trước|vào|đến|cuối|đầu|từ|hết)\s+$", before, re.I)
    return Moment(0, 0, Unit.MONTH, month=month) if month and month <= 12 and (yearly or named) else None


def _quarter(match: re.Match[str]) -> Moment | None:
    quarter = _ROMAN.get(match["quarter"].casefold())
    return Moment(0, 0, Unit.QUARTER, quarter=quarter, year=int(match["year"]) if match["year"] else None)


def _years(match: re.Match[str]) -> Moment | None:
    first, last = int(match["first"]), int(match["last"])
    return Moment(0, 0, Unit.YEARS, year=first, to_year=last) if first <= last else None


def _year(match: re.Match[str]) -> Moment:
    return Moment(0, 0, Unit.YEAR, year=int(match["year"]))


def _every(match: re.Match[str]) -> Moment | None:
    words = match[0].casefold()
    count = re.match(rf"(\d+|{NUMBER_WORDS})\s+(tháng|năm|quý)", words)
    if count:
        months = (read_words(count[1]) or 0) * {"tháng": 1, "quý": 3, "năm": 12}[count[2]]
        every = {1: Every.MONTH, 3: Every.QUARTER, 6: Every.HALF_YEAR, 12: Every.YEAR}.get(months, Every.PERIOD)
    else:
        ends = {"năm": Every.YEAR, "tháng": Every.MONTH, "quý": Every.QUARTER, "tuần": Every.WEEK}
        every = next((e for word, e in ends.items() if words.endswith(word)), Every.PERIOD)
    return Moment(0, 0, Unit.EVERY, every=every)


def _term(match: re.Match[str]) -> Moment | None:
    return Moment(0, 0, Unit.TERM, count=read_words(match["count"]))


_COUNT = rf"(?P<count>\d{{1,3}}|{NUMBER_WORDS})"
_GRAMMAR: list[tuple[re.Pattern[str], Builder]] = [
    (re.compile(rf"(?P<first>{_DATE}|ngày\s+\d{{1,2}})\s*(?:,\s*)?(?:đến|tới|[-–])\s*(?:hết\s+|trước\s+)?(?P<last>{_DATE})", re.I), _window),
    (re.compile(rf"(?:ngày\s+)?(?:(?P<last>(?:ngày\s+)?(?:làm\s+việc\s+)?cuối(?:\s+cùng)?)|(?P<day>\d{{1,2}}|{NUMBER_WORDS}))\s+(?:của\s+)?tháng\s+"
                rf"(?P<which>đầu|cuối|thứ\s+ba|thứ\s+hai)(?:\s+(?:tiên|cùng))?\s+(?:của\s+)?(?:{_EACH}\s+)?quý(?:\s+sau)?", re.I), _quarter_day),
    (re.compile(rf"(?:ngày\s+(?:làm\s+việc\s+)?(?P<last>cuối(?:\s+cùng)?)|ngày\s+(?P<day>\d{{1,2}}|{NUMBER_WORDS}))\s+(?:(?:của\s+)?{_EACH}\s+tháng|của\s+tháng(?:\s+(?:sau|liền\s+sau|kế\s+tiếp|tiếp\s+theo))?|tháng\s+(?:sau|liền\s+sau|kế\s+tiếp|tiếp\s+theo))", re.I), _month_day),
    (re.compile(_DATE, re.I), _date),
    (re.compile(r"(?<!\d\s)(?<!\d)\btháng\s+(?P<month>\d{1,2})(?:\s*[/-]\s*|\s*,?\s+năm\s+)(?P<year>\d{4})(?!\d)", re.I), _month),
    (re.compile(rf"(?<!\d\s)\btháng\s+(?P<month>\d{{1,2}}|giêng|chạp)(?=\s+{_EACH}\s+năm|\s*[,.;:)]|$)", re.I), _bare_month),
    (re.compile(r"\bquý\s+(?P<quarter>iv|i{1,3}|[1-4])(?:\s*[/,-]\s*(?:năm\s+)?|\s+năm\s+|\s+)(?P<year>\d{4})(?!\d)", re.I), _quarter),
    (re.compile(r"\bquý\s+(?P<quarter>iv|i{1,3}|[1-4])\b(?P<year>)", re.I), _quarter),
    (re.compile(r"(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ)?\s*(?:từ\s+)?(?:các\s+)?(?:năm\s+)?(?<!\d)(?P<first>(?:19|20)\d\d)\s*(?:[-–]|đến)\s*(?:hết\s+)?(?:năm\s+)?(?P<last>(?:19|20)\d\d)(?!\d)", re.I), _years),
    (re.compile(r"\bnăm\s+(?P<year>(?:19|20)\d\d)(?![\d/])", re.I), _year),
    (re.compile(rf"(?<!\w)(?:(?:\d{{1,2}}|{NUMBER_WORDS})\s+(?:tháng|năm|quý)\s+(?:một|1|01)\s+lần|(?:định\s+kỳ\s+)?{_EACH}\s+(?:năm|tháng|quý|tuần)|định\s+kỳ)(?!\w)", re.I), _every),
    (re.compile(rf"(?:trong\s+(?:thời\s+(?:hạn|gian)|vòng)|chậm\s+nhất(?:\s+(?:là|trong|sau))?|muộn\s+nhất(?:\s+là)?|không\s+quá|sau)\s+(?:thời\s+hạn\s+)?{_COUNT}\s*(?:\([^)]*\)\s*)?ngày(?:\s+làm\s+việc)?(?!\s*/)", re.I), _term),
]  # fmt: skip

_RELATIONS = [
    (Relation.BEFORE, re.compile(r"(?:xong\s+)?(?:chậm\s+nhất\s+(?:là\s+)?)?trước\s*(?:(?:thời\s+điểm|cuối|hết)\s+)?$", re.I)),
    (Relation.BY, re.compile(r"(?:(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào|đến))*(?:\s+hết)?|(?:cho\s+)?(?:đến|tới)(?:\s+(?:hết|cuối))?|hết|xong\s+trong|không\s+quá|thời\s+hạn\s*:?)\s*$", re.I)),
    (Relation.SINCE, re.compile(r"(?:kể\s+)?từ\s*(?:sau\s+)?$", re.I)),
    (Relation.IN, re.compile(r"(?:trong|vào|nhân|tại)(?:\s+(?:dịp|khoảng|các|cuối|đầu|giữa))*\s*$", re.I)),
]  # fmt: skip
_DAY_BEFORE = re.compile(r"(?:ngày\s+)?$", re.I)


def _related(text: str, moment: Moment) -> Moment:
    """`moment` with the words of relation that stand before it."""
    begin = _DAY_BEFORE.search(text, max(0, moment.start - 6), moment.start)
    edge = begin.start() if begin and moment.unit in (Unit.DAY, Unit.WINDOW) else moment.start
    for relation, pattern in _RELATIONS:
        found = pattern.search(text, max(0, edge - 40), edge)
        if found and not text[: found.start()][-1:].isalpha():
            return replace(moment, start=found.start(), relation=relation)
    return replace(moment, start=edge)


_AND = re.compile(r"[\s,]*(?:và|hoặc|,)?[\s,]*(?:ngày\s*)?$")


def _shared_relation(text: str, moments: list[Moment]) -> list[Moment]:
    """"trước ngày 15/6 và 15/12": the second day stands to the duty as the first."""
    shared: list[Moment] = []
    for moment in moments:
        last = shared[-1] if shared else None
        if (
            last is not None and moment.relation is Relation.AT and moment.unit is last.unit is Unit.DAY
            and _AND.match(text[last.end : moment.start])
        ):
            moment = replace(moment, relation=last.relation)  # noqa: PLW2901
        shared.append(moment)
    return shared

