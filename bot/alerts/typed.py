"""Days and times as people type them: "15/12", "ngay 15 thang 12", "mai", "thu hai", "15h chieu mai"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.alerts.rules import DEFAULT_TIME, QUIET_FROM, QUIET_UNTIL, Habit
from bot.alerts.working_days import DAY
from bot.clock import VIETNAM
from knowledge.text import fold, nfc

MORNING, AFTERNOON = time(8), time(14)
MOST_LEADS, LONGEST_LEAD = 6, 365  # days before that one may choose

_DATE = re.compile(
    r"(?P<before>truoc )?(?:ngay )?(?<![\d/.-])(?:(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?(?![\d/])"
    r"|(\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?\b)"
)
_NEAR = re.compile(
    r"\b(?P<before>truoc )?(?:(hom nay)|(?:ngay )?(mai|mot|kia)|thu (hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat))\b"
)
_TIME = re.compile(
    r"\b(?:luc )?(\d{1,2})\s*(?:(?:h|:|gio)\s*(\d{2})?|(?=\s+(?:sang|chieu|toi)\b))(\s*ruoi)?"
    r"(?:\s*(sang|trua|chieu|toi))?(?!\w)"
)
_PART = re.compile(r"\b(?:buoi )?(sang|chieu)\b")
_AFTER = re.compile(r"\b(\d{1,3}) (phut|tieng|gio|ngay)(?: nua)\b")
_WISH = re.compile(
    r"^(?:xin |hay |lam on )*(?:dat (?:lich )?)?nhac(?: (?:lai|cho|giup|toi|em|minh|anh|chi|bac|chau|nho))*"
    r"(?: (?:vao|la|han|luc))?\b"
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5} | {str(n): n - 2 for n in range(2, 8)}


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A day that was typed; `day` is None where there is no such day. `words` is how it was typed."""

    day: date | None
    words: str
    before: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wish:
    """An own deadline as typed: its day, if one was named, and the words that are left."""

    day: TypedDay | None
    what: str


def read_day(text: str, today: date) -> TypedDay | None:
    """The first day that `text` names, the next one of that name from today on; None where it names none."""
    folded = fold(text)
    if found := _DATE.search(folded):
        number, month, year = found[2] or found[5], found[3] or found[6], found[4] or found[7]
        words = "/".join(part for part in (number, month, year) if part)
        return TypedDay(_next(today, number, month, year), words, bool(found["before"]), *found.span())
    if found := _NEAR.search(folded):
        day = _near(found, today)
        return TypedDay(day, found[0], bool(found["before"]), *found.span())
    return None


def read_day_of(text: str, year: int, today: date) -> TypedDay | None:
    """The first day that `text` names, in `year` unless it says another; "mai" and weekdays count from today."""
    if _DATE.search(fold(text)) is None:
        return read_day(text, today)
    found = read_day(text, date(year, 1, 1))
    if found and found.day and found.day.year != year and str(found.day.year) not in found.words:
        return replace(found, day=None)  # 29 February in a year that has none
    return found


def read_wish(text: str, today: date) -> Wish | None:
    """The own deadline that `text` asks to be told of; None if it does not ask for that."""
    text = nfc(text).strip()
    folded = fold(text)
    asked = _WISH.match(folded)
    if asked is None:
        return None
    if len(folded) != len(text):  # a sign that folds to several: the accents are given up
        text = folded
    day = read_day(text[asked.end() :], today)
    if day is None:
        return Wish(None, text[asked.end() :].strip(" ,.:;-"))
    start, end = asked.end() + day.start, asked.end() + day.end
    rest = f"{text[asked.end() : start].rstrip()} {text[end:].lstrip(' ,.:;-')}"
    return Wish(day, " ".join(re.sub(r"^\s*(?:là|la|vào|vao|ngày|ngay|về|ve|việc|viec|phải|phai)\b", "", rest).split()))


def read_habit(text: str) -> Habit | None:
    """The days before and the time that `text` names ("14 ngay, 2 ngay, luc 8h"); None where it names no day."""
    folded = fold(text)
    at = _time(folded) if re.search(r"\d\s*(?:h|gio|:)", folded) else None
    without = re.sub(r"\d{1,2}\s*(?:h|gio|:)\s*\d{0,2}", " ", folded)
    leads = tuple(dict.fromkeys(int(n) for n in re.findall(r"\d+", without)))
    if not leads or len(leads) > MOST_LEADS or not all(1 <= n <= LONGEST_LEAD for n in leads):
        return None
    if at and (at >= QUIET_FROM or at < QUIET_UNTIL):
        return None
    return Habit(tuple(sorted(leads, reverse=True)), at or DEFAULT_TIME)


def is_wish(text: str) -> bool:
    """Whether `text` asks to be told of a day that it names."""
    wish = read_wish(text, date(2000, 1, 1))
    return wish is not None and wish.day is not None


def read_moment(text: str, now: datetime) -> datetime | None:
    """The time from now on that `text` names; None where it names none or one that is over."""
    now = now.astimezone(VIETNAM)
    folded = fold(text)
    if found := _AFTER.search(folded):
        unit = {"phut": timedelta(minutes=1), "ngay": DAY}.get(found[2], timedelta(hours=1))
        return now + int(found[1]) * unit
    named = read_day(text, now.date())
    rest = folded if named is None else f"{folded[: named.start]} {folded[named.end :]}"
    at = _time(rest)
    if (named is None and at is None) or (named is not None and named.day is None):
        return None
    day = named.day if named is not None and named.day else now.date()
    moment = datetime.combine(day, at or MORNING, VIETNAM)
    if named is None and moment <= now:
        moment += DAY
    return moment if moment > now else None


def _time(folded: str) -> time | None:
    if found := _TIME.search(folded):
        hour, minute = int(found[1]), int(found[2] or (30 if found[3] else 0))
        if found[4] in ("chieu", "toi") and hour < 12:
            hour += 12
        return time(hour, minute) if hour < 24 and minute < 60 else None
    if found := _PART.search(folded):
        return MORNING if found[1] == "sang" else AFTERNOON
    return None


def _next(today: date, number: str, month: str, year: str | None) -> date | None:
    for candidate in [int(year)] if year else [today.year + n for n in range(9)]:  # 29/02 may be eight years away
        try:
            day = date(candidate, int(month), int(number))
        except ValueError:
            if (int(number), int(month)) != (29, 2):
                return None
            continue
        if year or day >= today:
            return day
    return None


def _near(found: re.Match[str], today: date) -> date:
    if found[2]:
        return today
    if found[3]:
        return today + (1 if found[3] == "mai" else 2) * DAY
    weekday = 6 if found[5] else _WEEKDAYS[found[4]]
    return today + ((weekday - today.weekday() - 1) % 7 + 1) * DAY
