"""Days between today and a day that a plan names, and the last day on which something may safely be done."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.answers.evidence import Scored
from knowledge.answers.understanding import Understanding
from knowledge.answers.values import without_documents
from knowledge.text import fold

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_DAY = r"(\d{1,2})(?:\s*/\s*(\d{1,2})(?:\s*/\s*(\d{4}))?|\s+thang\s+(\d{1,2})(?:\s+nam\s+(\d{4}))?)"
_BEFORE = re.compile(rf"(?:truoc|xong truoc|cham nhat|den het)\s+(?:la\s+)?(?:ngay\s+)?{_DAY}")
_WINDOW = re.compile(rf"tu ngay\s+{_DAY}\s+den (?:het )?(?:ngay\s+)?{_DAY}")
_ANY = re.compile(rf"(?:ngay|vao|den)\s+{_DAY}")
_PART_ENDS = re.compile(r";|\.(?=\s)")
_LATE = re.compile(r"(?<!\S)(?:tre|qua han|muon)(?!\S)")


LATELY = timedelta(days=92)  # since a day that somebody may still be late for


@dataclass(frozen=True, slots=True)
class Due:
    """A day that a passage names, as it falls nearest to the day of asking; `before` when it must be done by the day
    before.
    """

    day: date
    before: bool
    passage: Scored

    def spoken(self) -> str:
        """ "trước ngày 25/11" or "ngày 18/11", with the year where the plan names one day only."""
        return f"{'trước ' if self.before else ''}ngày {short_day(self.day)}"


def short_day(day: date) -> str:
    """25/11/2026, as people read it."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def last_safe_day(due: Due) -> date:
    """The last working day in Vietnam (weekends, holidays and swap days counted) before `due.day`, or that day itself.

    Source of the holidays: the `holidays` package, Vietnam's Labour Code 2019, article 112.
    """
    import holidays  # noqa: PLC0415 - 60 ms that only a question about days pays

    day = due.day - timedelta(days=1) if due.before else due.day
    calendar = holidays.country_holidays("VN", years=[day.year - 1, day.year])
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def find_due(
    asked: Understanding, today: date, ranked: Sequence[Scored], issued: date | None, weigh: Callable[[str], float]
) -> Due | None:
    """The day that the best dated passages name, in the year that the question is about; None where none names one.

    A day before the plan was `issued` tells how things stood, not when something is due; of what is due every year a
    day that the passage sets for this year alone goes first ("riêng năm 2026: ..."), and of several duties the one
    of whose clause `weigh` finds most in the question.
    """
    for scored in ranked:
        plain = fold(without_documents(scored.reading.passage.text.replace("*", ""))).replace("\n", " ")
        days = [f for f in _days_in(plain, asked, today, weigh) if issued is None or f[0] >= issued]
        if days:
            return Due(*days[0], scored)
    return None


def _days_in(plain: str, asked: Understanding, today: date, weigh: Callable[[str], float]) -> list[tuple[date, bool]]:
    """The days that a folded passage names, the one to count to first, each with whether it is a bound."""
    window = _WINDOW.search(plain)
    if window:
        start = _nearest(window.groups()[:5], today, late=False)
        end = _nearest(window.groups()[5:], today, late=False)
        if start and end:
            if re.search(r"(?<!\S)(?:bat dau|mo)(?!\S)", asked.folded):
                return [(start, False)]
            return [(end, False)]
    late = bool(_LATE.search(asked.folded))
    alone = re.search(rf"rieng nam {today.year}\b", plain)
    bounds = list(every := tuple(_BEFORE.finditer(plain)))
    if alone:
        bounds.sort(key=lambda m: m.start() < alone.start())
    else:  # stable: where no clause says more of the question than others, the first one
        bounds.sort(key=lambda m: -weigh(_clause(plain, m, every)))
    if bounds:
        first = bounds[:2] if alone else bounds[:1]
        return [(day, True) for m in first if (day := _nearest(m.groups(), today, late=late))]
    found = _ANY.search(plain)
    day = _nearest(found.groups(), today, late=False) if found else None
    return [(day, False)] if day else []


def _clause(plain: str, day: re.Match[str], days: Sequence[re.Match[str]]) -> str:
    """The part of a folded passage in which a day stands: between semicolons or full stops, or between the commas
    after the other `days`.
    """
    start = max((m.end() for m in _PART_ENDS.finditer(plain, 0, day.start())), default=0)
    part = _PART_ENDS.search(plain, day.end())
    end = part.start() if part else len(plain)
    before = max((d.end() for d in days if start < d.end() <= day.start()), default=start)
    after = any(day.end() <= d.start() < end for d in days)
    begins = plain.find(",", before, day.start()) + 1 if before > start else start
    ends = plain.find(",", day.end(), end) if after else end
    return plain[max(begins, before) : ends if ends >= 0 else day.end()]


def _nearest(parts: Sequence[str | None], today: date, late: bool) -> date | None:
    """The day of `parts` (day, month and year in two spellings): a yearly one in this year, and when it is asked for as
    late and has not come yet, in the year before, if that was lately: in June nobody asks about last December.
    """
    number, month, year = parts[0], parts[1] or parts[3], parts[2] or parts[4]
    try:
        day = date(int(year) if year else today.year, int(month or 0), int(number or 0))
        if not year and late and day > today and today - day.replace(year=today.year - 1) <= LATELY:
            day = day.replace(year=today.year - 1)
    except ValueError:
        return None
    return day
