"""Days that a reader may take in two ways, or that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from knowledge.plans.model import Warning

# Day before month is the only order of official documents (Decree 30/2020/NĐ-CP, annex I); programs write others.
_FULL = re.compile(r"(?<![\d/.\-])(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/.\-]*[\d/])")
_SHORT = re.compile(r"\bngày\s+(\d{1,2})[/\-](\d{1,2})(?![\d/\-]|\.\d)", re.I)
LEAP = 2024  # 29/2 is a day of some years


def doubtful_dates(source: str) -> Iterator[Warning]:
    """A warning for each date with a year of two digits, with the month first, or that is no day at all."""
    found = list(_FULL.finditer(source))
    month_first = any(int(m[1]) <= 12 < int(m[3]) <= 31 for m in found if len(m[4]) == 4)
    for one in found:
        first, second, year = int(one[1]), int(one[3]), one[4]
        if len(year) == 2:
            if one[2] == "/" and 1 <= first <= 31 and 1 <= second <= 31:
                yield Warning("date_two_ways", one.start(), one[0])
        elif second > 12 >= first or (month_first and first <= 12 and first != second):
            yield Warning("date_two_ways", one.start(), one[0])
        elif not _is_day(first, second, int(year)):
            yield Warning("no_such_date", one.start(), one[0])
    for one in _SHORT.finditer(source):
        if not _is_day(int(one[1]), int(one[2]), LEAP):
            yield Warning("no_such_date", one.start(), one[0])


def _is_day(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
