"""What a drafted answer lacks of what is asked: a figure, a sum, how often, a name, the action, the period, the group.

The passages are looked at before an answer is made of them (`refusal`); this looks at the answer. Where a passage
shares its subject with a question that it does not answer, one word mostly tells them apart: who is counted, what is
done, how often, to whom. A value of the right sort beside none of it answers something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answers.composing import Draft
from knowledge.answers.counting import PARTS, counting_words
from knowledge.answers.evidence import Evidence
from knowledge.answers.readings import Reading
from knowledge.answers.refusal import Refusal
from knowledge.answers.understanding import Understanding
from knowledge.answers.values import value_patterns, without_documents
from knowledge.text import fold

# "mấy" after these is a rank, not a number of things.
_RANK = re.compile(
    r"(?<!\S)(?:so|phan|muc|diem|khoan|thu|ngay|thang|nam|quy|dieu|mong|mung|chuong|ky|phieu|mau) "
    r"(?:bao nhieu|may)(?!\S)"
)
_FIGURE = re.compile(r"(?<!\S)(?:bao nhieu(?! lau)|nhieu phan tram)(?!\S)")
_FEW = re.compile(r"(?<!\S)may(?!\S)(?!.*(?<!\S)(?:gi|nao|ai|sao|dau)(?!\S))")
# Figures that count nothing: days, years and places of the outline.
_NO_FIGURE = re.compile(
    r"(?:(?<!\w)ngày\s+)?(?:\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2}/\d{4}|\d{1,2}\s+tháng\s+\d{1,2})|(?<!\w)(?:ngày|tháng)\s+\d+|"
    r"(?:0?[1-9]|10)\s+năm(?=\s*(?:\(|20|19|và|,))|(?:19|20)\d\d|"
    r"(?:mục|khoản|điểm|Điều|phần|Mẫu số|số|quý)\s+\d+|^\W*\d+(?:\.\d+)*[.)/]\s",
    re.IGNORECASE | re.MULTILINE,
)
_IN_WORDS = re.compile(
    r"(?<!\w)(?:một(?! (?:số|trong|cách|phần|bước|mặt))|hai|ba|bốn|sáu|bảy|tám|chín|mười|nửa|toàn bộ)(?!\w)"
    r"((?:\s+\w+){1,4})?"
)


@dataclass(frozen=True)
class _Told:
    """What an answer tells: its words as written, and folded with what stands above the passage that it is from."""

    shown: str
    whole: str
    readings: tuple[Reading, ...]


def lacking(asked: Understanding, text: str, evidence: Evidence, draft: Draft) -> Refusal | None:
    """Why `draft` does not answer the question `text`, or None where nothing that it asks for is missing."""
    told = _told(evidence, draft)
    sentence = _no_figure(asked, text, told)
    return Refusal(sentence) if sentence else None


def _told(evidence: Evidence, draft: Draft) -> _Told:
    first = draft.citations[0]
    readings = tuple(r for r in evidence.readings if r.passage.start < first.end and first.start < r.passage.end)
    whole = " | ".join(f"{r.folded} {r.context} {r.columns}" for r in readings)
    return _Told("\n".join((draft.lead, draft.excerpt or draft.body)), whole, readings)


def _no_figure(asked: Understanding, text: str, told: _Told) -> str | None:
    """A number, a sum or a rate is asked for, and the answer holds no figure at all."""
    counted = _RANK.sub(" ", counting_words(asked.folded, text))
    if PARTS.search(counted) or asked.asks("days", "document", "yes_no"):
        return None
    if not _FIGURE.search(counted) and (asked.asks("who", "duty", "many") or not _FEW.search(counted)):
        return None
    own = _NO_FIGURE.sub(" ", without_documents(told.shown))
    if not re.search(r"\d", own) and not _in_words(own, asked.units):
        return "no_money" if asked.asks_sum else "no_percent" if asked.asks("percent") else "no_count"
    if asked.asks_sum and not any(r.row and r.values.money for r in told.readings):
        return None if value_patterns({"money"})[0].search(own) else "no_money"
    return None


def _in_words(own: str, units: Sequence[str]) -> bool:
    """Whether a number stands in words, of one of the `units` where some are asked for."""
    found = _IN_WORDS.finditer(own)
    return any(not units or any(f" {u} " in f"{fold(m[1] or '')} " for u in units) for m in found)
