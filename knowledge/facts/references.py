"""Other documents that a plan names, and the places where it names them."""

from __future__ import annotations

import re

from knowledge.facts.model import Reference
from knowledge.facts.moments import day_of
from knowledge.facts.sentences import Sentence
from knowledge.facts.words import any_of, pattern
from knowledge.plans.model import Plan

# 666/QĐ-TTg, 12/2012/QĐ-UBND, 92-KH/TU, 19-CT / TU, 2919/BTĐKT-P.III, 494/NQ-UBTVQH13
_NUMBER = (
    r"\d+[a-z]?\s?(?:/\s?\d{4}\s?)?/\s?[A-ZĐƯ][\w&]*(?:\s?[-–]\s?[A-ZĐƯ](?:[\w&]|\.(?=\w))*)*(?:\s?/\s?[A-ZĐƯ]\w*)?"
    r"|\d+\s?[-–]\s?[A-ZĐ]{2,4}\s?/\s?[A-ZĐ]\w*"
)
_DAY = r"(?P<day>\d{1,2})\s?(?:/|-|\.|\s+tháng\s+)\s?(?P<month>\d{1,2})\s?(?:/|-|\.|\s+năm\s+)\s?(?P<year>\d{4})"
_DATED = rf"(?:\s*,?\s*(?:ký\s+|ban\s+hành\s+)?ngày\s+{_DAY})"
_OFFICES = "Ban|Bộ|Thủ|Chủ|Chính|Ủy|Uỷ|UBND|HĐND|Hội|Quốc|Tỉnh|Thành|Huyện|Sở|Bí|Trung|Đảng|Liên|Mặt|Đoàn|Phòng"
_GOES_ON = (
    "về|tiếp tục|ban hành|quy định|hướng dẫn|phê duyệt|thực hiện|tổ chức|tăng cường|sửa đổi|tại|theo|để|đối với|V/v|"
    "trong|đến|từ|trước|vào|nhằm|nêu|ưu đãi|lãnh đạo|và (?:các|Thông|Nghị|Quyết|Chỉ|Kế|Công|Luật|Hướng)"
)
_AFTER = rf"(?= (?:{_GOES_ON}|Hướng|Phê)\b|\s*[,;.()“\"]|\s*$)"
_ISSUER = rf"(?: của (?P<issuer>(?:{_OFFICES})[^,;.()“\"]{{0,70}}?){_AFTER})?"
_CASE = re.RegexFlag(0)


def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    kind = any_of("documents", "kinds")
    law = any_of("documents", "laws")
    numbered = pattern(
        rf"(?:(?P<kind>(?i:{kind}))(?: của\s[^,;.()]{{3,50}}?)?\s*)?(?:[Ss]ố\s*:?\s*)?",
        rf"(?P<number>{_NUMBER}){_DATED}?{_ISSUER}",
        flags=_CASE,
    )
    # "Luật Tổ chức HĐND và UBND ngày 26/11/2003": no number, but no word that would make the day a term
    unnumbered = pattern(
        rf"(?P<kind>(?i:{law}))\s(?:(?!trước\b|đến\b|từ\b|nhất\b|hết\b|vào\b|gửi\b|ngày\b)",
        r"(?:[^,;.()]|,(?=\s(?:[A-ZĐÀ-Ỹ]|khen|chống|chữa|ngừa|sửa)))){0,90}?",
        rf"\s*ngày {_DAY}",
        flags=_CASE,
    )
    return numbered, unnumbered


_NUMBERED, _UNNUMBERED = _patterns()
_DIGIT = re.compile(r"\d")
_PART = (
    r"(?:(?:tiết|[Đđ]iểm|[Kk]hoản|[Mm]ục|[Pp]hần|[Đđ]iều(?=\s+\d)|[Mm]ẫu|Phụ lục)\s+(?:số\s+)?[\wđ.]+"
    r"(?:\s+(?:và|,)\s+(?:điểm|khoản|mục)\s+\w+)?\s*,?\s*)+"
)
_PLACE = re.compile(rf"({_PART})(?:phần\s+Phụ\s+lục\s+)?(?:ban\s+hành\s+)?(?:kèm\s+theo\s+|của\s+)?$")


def named_documents(text: str) -> list[tuple[int, int]]:
    """The places in a plain sentence that name a document, its date included: a date in them is no moment of a duty."""
    return [m.span() for m in _matches(text)]


def _matches(text: str) -> list[re.Match[str]]:
    """Every naming of a document in `text`, those without a number only where none with a number stands."""
    if not _DIGIT.search(text):
        return []
    numbered = list(_NUMBERED.finditer(text))
    return numbered + [
        m for m in _UNNUMBERED.finditer(text) if not any(n.start() < m.end() and m.start() < n.end() for n in numbered)
    ]


def read_references(plan: Plan, sentences: list[Sentence]) -> tuple[Reference, ...]:
    """The documents with a number or a date that the plan names, each part of each once, in the order of the text."""
    found: dict[tuple[str | None, str | None], Reference] = {}
    for sentence in sentences:
        for match in _matches(sentence.text):
            reference = _reference(plan, sentence, match)
            key = (reference.number or reference.quote, reference.place)
            if key not in found or (reference.date and not found[key].date):
                found[key] = reference
    own = plan.metadata.number
    return tuple(sorted((r for r in found.values() if r.number is None or r.number != own), key=lambda r: r.start))


def _reference(plan: Plan, sentence: Sentence, match: re.Match[str]) -> Reference:
    groups = match.groupdict()
    part = _PLACE.search(sentence.text, max(0, match.start() - 80), match.start())
    start = sentence.start + (part.start() if part else match.start())
    end = sentence.start + match.end()
    while plan.source[start].isspace():
        start += 1
    day = day_of(int(groups["day"]), int(groups["month"]), int(groups["year"])) if groups["day"] else None
    number = re.sub(r"\s+", "", groups["number"]) if groups.get("number") else None
    return Reference(
        plan.id, sentence.section, start, end, plan.quote(start, end),
        type=_kind(groups["kind"]), number=number, date=day,
        issuer=" ".join(groups["issuer"].split()) if groups.get("issuer") else None,
        place=" ".join(part[1].split()).strip(" ,") if part else None,
        title=_title(sentence.text[match.start() : match.start("day")]) if number is None else None,
    )  # fmt: skip


def _title(text: str) -> str:
    """ "Luật Người cao tuổi" of what stands before its day: "Luật Người cao tuổi ngày"."""
    return " ".join(text.split()).removesuffix("ngày").rstrip(" ,")


def _kind(word: str | None) -> str:
    return word[:1].upper() + " ".join(word[1:].split()).lower() if word else "Văn bản"
