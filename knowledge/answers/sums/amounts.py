"""Amounts as such documents write them, exactly: "1.200", "02 triệu đồng", "7,5 tỷ đồng"."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.facts.numbers import NUMBER

SCALES = {"": 1, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
MONEY = rf"(?P<number>{NUMBER})\s*(?:(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ)(?:\s+đồng)?|(?P<dong>đồng)(?!\s+chí))"
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?$")


def exact(number: str) -> Decimal:
    """The value of a number in digits: a dot stands before thousands, a comma before decimals."""
    plain = number.replace(".", "") if _THOUSANDS.match(number) else number
    return Decimal(plain.replace(",", "."))


def spelled(value: Decimal) -> str:
    """`value` as a plan writes it: "1.200", "2,4"."""
    whole = f"{value:,f}"
    if "." in whole:
        whole = whole.rstrip("0").rstrip(".")
    return whole.translate(str.maketrans(",.", ".,"))


def money_spelled(dong: Decimal, scale: str) -> str:
    """A sum of `dong` in the unit that the plan counts in, and in the next one where that reads better:
    "2.400 triệu đồng (2,4 tỷ đồng)".
    """
    told = _in_unit(dong, scale)
    larger = next((s for s in ("tỷ", "triệu") if dong >= SCALES[s] and SCALES[scale] < SCALES[s]), "")
    return f"{told} ({_in_unit(dong, larger)})" if larger else told


def _in_unit(dong: Decimal, scale: str) -> str:
    return f"{spelled(dong / SCALES[scale])} {scale} đồng".replace("  ", " ")
