"""The sorts of value that a passage holds: dates, rates, counts, sums of money, numbers of documents, bodies."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from knowledge.plans.model import Passage, PassageKind
from knowledge.text import fold

# A date or number that only names another document: "Quyết định số 666/QĐ-TTg ngày 02/6/2022".
_ITS_DAY = r"(?:,?\s*ngày\s+\d{1,2}\s*(?:/\s*\d{1,2}\s*/\s*\d{4}|\s*tháng\s+\d{1,2}\s+năm\s+\d{4}))?"
_NAMES_DOCUMENT = re.compile(
    r"(?:số\s*)?\d+(?:/\d{4})?\s*/\s*[A-ZĐƯ][\w\-–&]*(?:\s*[-–/]\s*[A-ZĐƯ][\w\-]*)*"
    + _ITS_DAY
    + r"|\d+\s*[-–]\s*[A-ZĐƯ]{2,3}\s*/\s*[A-ZĐƯ]{2,3}"
    + _ITS_DAY
    + r"|(?:Luật|Pháp lệnh|Hiến pháp)[^.;]{0,80}?ngày\s+[\d/]+"
)
_DOCUMENT = re.compile(
    r"số\s*:?\s*\d+|\d+/[A-ZĐ]{2,}|Nghị quyết Đại hội|Mẫu (?:số )?\d+|(?:Hướng dẫn|Quy chế|Quy định|Luật|Pháp lệnh) "
)
_DATE = re.compile(
    r"\b\d{1,2}/\d{1,2}(?:/\d{4})?\b|\b(?:ngay|mung) \d{1,2} thang \d{1,2}|\bthang \d{1,2}\b|"
    r"\bqu[yi] (?:i{1,3}|iv|[1-4])\b|\bnam 20\d\d\b|\bhang (?:nam|thang|quy)\b"
    r"|\bhang thang\b|\bsau \d+ ngay\b|\bke tu ngay\b|\b\d+ ngay\b|\bdinh ky\b|"
    r"\b\d+ thang (?:mot|1) lan\b|\bvao dip\b|\bgiai doan 20|\btu nam 20\d\d"
)
_SPAN = re.compile(
    r"\btu nam (?:19|20)\d\d den (?:nam )?(?:19|20)\d\d|\bgiai doan (?:19|20)\d\d|\b20\d\d\s*[-–]\s*20\d\d"
)
_FREQUENCY = re.compile(
    r"\bhang (?:ngay|tuan|thang|quy|nam)\b|\bmoi (?:tuan|thang|quy|nam)\b|\bdinh ky\b|"
    r"\b(?:\d+|mot|hai|ba|sau) (?:thang|nam|tuan|quy) (?:mot|1) lan\b"
)
_EXACT_DATE = re.compile(
    r"\b\d{1,2}/\d{1,2}(?:/\d{4})?\b|\b(?:ngay|mung) \d{1,2} thang \d{1,2}|"
    r"\bngay (?:mung )?\d{1,2} (?:hang|moi|cua) (?:thang|quy)|\b(?:truoc|cham nhat) ngay \d{1,2}\b(?! ?[/%])"
)
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*%|‰|phần trăm")
_MONEY = re.compile(r"\d[\d.,]*\s*(?:triệu|tỷ|nghìn|đồng(?! chí)|đ/)")
_COUNT = re.compile(
    r"(?:^|[\s(\"“])\d{1,3}(?:\.\d{3})?\s+(?![%/]|tháng|năm|/)[a-zà-ỹđ]|(?:một|hai|ba|bốn|năm|"
    r"sáu|bảy) (?:suất|lần|bộ|mức|đơn vị|hộ)"
)
# A body by its name, or bodies of one sort: "Sở Y tế", "các phòng", "cấp xã"; not the "so" of "so với".
# What becomes of those who do not do what they have to (folded).
CONSEQUENCE = re.compile(
    r"(?<!\w)(?:(?:se|thi|deu) khong duoc|khong (?:xet|xem xet|tong hop)|"
    r"khong duoc (?:tong hop|xet|vay|huong|nhan|cap|phan bo|khen|de nghi)|"
    r"bi (?:thu hoi|xu ly|xu phat|dinh chi|huy|loai|cat)|"
    r"thu hoi|xu ly|kiem diem|chiu trach nhiem|boi (?:thuong|hoan))(?!\w)"
)
_BODY = re.compile(
    r"(?:Sở|Phòng|Ban|Ủy ban|Uỷ ban|UBND|Hội đồng|Bộ|Văn phòng|Thủ trưởng|Chủ tịch|Cơ quan|Mặt trận|MTTQ|Trung tâm|"
    r"Ngân hàng|Liên minh|Hội|Cục|Chi cục|Công an|Đoàn|Thủ tướng|Chính phủ|Kho bạc|Giám đốc|Trưởng|"
    r"[Cc]ác (?:sở|phòng|đơn vị|xã|huyện|cơ quan)|[Cc]ấp (?:xã|huyện|tỉnh))(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Values:
    """Which sorts of value stand in a passage (document names apart)."""

    date: bool
    exact_date: bool
    frequency: bool
    percent: bool
    money: bool
    count: bool
    document: bool
    body: bool
    signature: bool

    def holds(self, kinds: Collection[str]) -> bool:
        """Whether a value of a kind that is asked for stands here."""
        return (
            (("date" in kinds or "days" in kinds) and self.date)
            or ("percent" in kinds and self.percent)
            or ("money" in kinds and self.money)
            or ("count" in kinds and (self.count or self.percent))
            or ("document" in kinds and self.document)
            or ("who" in kinds and self.body and "date" not in kinds)
            or ("signer" in kinds and self.signature)
        )


def read_values(passage: Passage) -> Values:
    """The sorts of value in `passage`."""
    own = without_documents(passage.text) if passage.kind is not PassageKind.HEADER else passage.text
    own = re.sub(r"^\W*\d+(?:\.\d+)*[.)/]\s", "", own)
    plain = fold(own).replace("hằng", "hang")
    return Values(
        date=bool(_DATE.search(plain)),
        exact_date=bool(_EXACT_DATE.search(plain)),
        frequency=bool(_FREQUENCY.search(plain)),
        percent=bool(_PERCENT.search(own)),
        money=bool(_MONEY.search(own)),
        count=bool(_COUNT.search(own)),
        document=bool(_DOCUMENT.search(passage.text)),
        body=bool(_BODY.search(passage.text)),
        signature=passage.kind is PassageKind.SIGNATURE,
    )


# Units between which and their number other words may stand: "10 thôn, khu phố", "02 đến 03 đơn vị cấp xã".
NEAR_UNITS = frozenset(
    (
        "tap the",
        "ca nhan",
        "ho",
        "thon",
        "xa",
        "huyen",
        "nguoi",
        "doanh nghiep",
        "khu pho",
        "suat",
        "nha",
        "can",
        "bo",
        "can bo",
    )
)
# What a plan may call a thing that people count by another name.
_UNIT_SAID = {
    "nguoi": "ca nhan|nguoi|dong chi|phu nu|thanh nien|tre em|hoc sinh|(?<!so )lao dong(?! thuong)|hoi vien|doan vien|"
    "hoc vien",
    "tieng": "gio|tieng",
    "chi": "chi|phu nu|nguoi",
    "dua": "tre|tre em|hoc sinh|em|chau",
    "cong": "ngay cong|cong",
    "lan": "lan|luot",
    "met": "met|m2|m 2",
    "suat": "suat|tap the|ca nhan|ho|thon|xa|doanh nghiep|don vi",
    "nha": "nha|can|ho",
    "can": "can|nha|ho",
    "khu pho": "khu pho|thon",
    "met vuong": "m2|m 2|met vuong",
    "m2": "m2|m 2|met vuong",
}


@lru_cache(maxsize=1024)
def counted_unit(unit: str, plan: str = "") -> re.Pattern[str]:
    """A number with `unit` (folded; any word when it is empty) within the next words, in a folded text.

    Another name for the unit counts only where the folded text `plan` does not count by the unit itself.
    """
    words = re.escape(unit) or r"\S+"
    gap = 3 if unit in NEAR_UNITS or not unit else 1
    if unit in _UNIT_SAID and not re.search(rf"(?:\d|mot|hai|ba) {unit}(?!\S)", plan):
        words = _UNIT_SAID[unit]
    return re.compile(rf"(?:(?<!\S)\d[\d.]*|\bmot|\bhai|\bba) (?:[^\s;.:,]+ ){{0,{gap}}}?(?:{words})(?!\S)")


@lru_cache(maxsize=8192)
def without_documents(text: str) -> str:
    """`text` without the numbers and dates that only name another document."""
    return _NAMES_DOCUMENT.sub(" ", text)


def value_patterns(
    kinds: Collection[str], *, exact_day: bool = False, units: Collection[str] = ()
) -> list[re.Pattern[str]]:
    """What a value of the kinds asked for looks like, in a text as written or folded; counts of `units` where some
    are named.
    """
    if units:
        return [counted_unit(u) for u in units]
    date = _EXACT_DATE if exact_day else _DATE
    table = {
        "span": _SPAN,
        "date": date,
        "days": _EXACT_DATE,
        "percent": _PERCENT,
        "money": _MONEY,
        "count": _COUNT,
        "document": _NAMES_DOCUMENT,
        "consequence": CONSEQUENCE,
    }
    if "span" in kinds:
        return [_SPAN, date] if "date" in kinds else [_SPAN]
    return [pattern for kind, pattern in table.items() if kind in kinds]
