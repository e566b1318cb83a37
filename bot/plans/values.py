"""Corrected values as officers type them: "truoc 25/11", "25/11/2026", "khong qua 10", "2 - 3"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.text import fold

_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[/.-]|\s*thang\s*)\s*(\d{1,2})(?:\s*(?:[/.-]|\s*nam\s*)\s*(\d{4}))?(?!\d)")
_BEFORE = re.compile(r"\btruoc\b")
_FIGURE = r"\d+(?:[.,]\d+)?"
_SPAN = re.compile(rf"({_FIGURE})\s*(?:-|den)\s*({_FIGURE})")
_ONE = re.compile(_FIGURE)
_AT_MOST = re.compile(r"khong qua|toi da|nhieu nhat|<=")
_AT_LEAST = re.compile(r"it nhat|toi thieu|>=")
_UNTIL = re.compile(r";UNTIL=\w+")
LEAP_YEAR = 2028  # so that 29/02 is a day


@dataclass(frozen=True, slots=True)
class Typed:
    """A corrected value: the fields that change, and the sentence that says it with its words."""

    values: dict[str, Any]
    key: str
    words: dict[str, str]


def read_moment(text: str, fact: Mapping[str, Any]) -> Typed | None:
    """The day in `text`: with a year that day alone, without one every year as long as `fact` counted."""
    folded = fold(text)
    found = _DAY.search(folded)
    if not found:
        return None
    number, month, year = int(found[1]), int(found[2]), int(found[3] or 0)
    try:
        day = date(year or LEAP_YEAR, month, number)
    except ValueError:
        return None
    before = bool(_BEFORE.search(folded))
    plain: dict[str, Any] = {
        "date": None, "rule": None, "from_": None, "to": None, "year": None, "quarter": None, "month": None,
        "before": before, "within": None,
    }  # fmt: skip
    if year:
        changed = {"type": "one_off", "date": day.isoformat()}
        return Typed(plain | changed, "before" if before else "on", {"day": f"{day:%d/%m/%Y}"})
    until = _UNTIL.search(fact["rule"] or "")
    rule = f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={number}{until[0] if until else ''}"
    key = "before_yearly" if before else "on_yearly"
    return Typed(plain | {"type": "annual", "rule": rule}, key, {"day": f"{day:%d/%m}"})


def read_figures(text: str) -> Typed | None:
    """The figures in `text`: a span, a most, a least, or one number."""
    folded = fold(text)
    if span := _SPAN.search(folded):
        low, high = number(span[1]), number(span[2])
        if low > high:
            return None
        return Typed({"min": low, "max": high}, "from_to", {"first": span[1], "last": span[2]})
    one = _ONE.search(folded)
    if not one:
        return None
    value = number(one[0])
    if _AT_MOST.search(folded):
        return Typed({"min": None, "max": value}, "at_most", {"value": one[0]})
    if _AT_LEAST.search(folded):
        return Typed({"min": value, "max": None}, "at_least", {"value": one[0]})
    return Typed({"min": value, "max": value}, "figure", {"value": one[0]})


def number(written: str) -> float:
    """A figure as Vietnamese is written: "1,5" is one and a half, "1.000" a thousand."""
    return float(re.sub(r"\.(?=\d{3}(?:\D|$))", "", written).replace(",", "."))
