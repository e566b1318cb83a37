"""What a question counts ("mấy hộ", "bao nhiêu trang"), how often, and the figures that people tell of themselves."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

from knowledge.language.lexicon import read_data
from knowledge.language.wording import Word
from knowledge.text import fold, nfc

# A word of money: without one "bao nhiêu" asks for a number.
MONEY_SAID = re.compile(
    r"(?<!\S)(?:tien|(?<!lao )(?<!hop )(?<!cong )(?<!hoat )(?<!van )(?<!hanh )dong|trieu|ty|nghin|ngan|"
    r"kinh phi|muc|qua|tro cap|phu cap|thuong|ho tro|luong|von|lai|thu nhap|gia|phi|"
    r"xu|vay|gop|chi|huong|tra)(?!\S)"
)
# How often something is done: "mấy tháng một lần".
FREQUENCY = re.compile(
    r"(?<!\S)(?:(?:may|bao nhieu) (?:ngay|tuan|thang|quy|nam)|bao lau)(?: \S+){0,4} (?:mot|1|moi) (?:lan|ky)(?!\S)|"
    r"(?<!\S)(?:mot|moi|1) (?:nam|thang|quy|tuan)(?: \S+){0,5} (?:may|bao nhieu) (?:lan|ky|dot)(?!\S)"
)
# The parts of a list are counted, not things: "mấy phần", "bao nhiêu tiêu chí".
PARTS = re.compile(
    r"(?<!\S)(?:bao nhieu|may) (?:phan|muc|noi dung|buoc|y|diem|tieu chi|hinh thuc|loai|nhom|viec|giai phap|nhiem vu|"
    r"dieu(?! kien)|dieu kien|chuong|chinh|dip|nguyen tac|muc tieu|yeu cau|khoan)(?!\S)"
)
# Units that plans count by, some with other words between: "bao nhiêu đơn vị cấp xã".
_KNOWN = re.compile(
    r"(?<!\S)(?:bao nhieu|may) (?:don vi (?:cap )?)?(tap the|ca nhan|ho|thon|xa|huyen|nguoi|"
    r"doanh nghiep|khu pho|met vuong|m2|nam(?! (?:\S+ )?(?:mot|1|lien))|"
    r"chuc danh|hop tac xa|to hop tac|thanh vien|bo(?! phan)|lan|suat|nha|can(?! bo))(?!\S)"
)
# How long something lasts: "ít nhất mấy ngày".
_LASTS = re.compile(
    r"(?<!\S)(?:it nhat|toi thieu|toi da|trong|sau|truoc|vong|trong vong|duoc|qua|keo dai|niem yet|cong khai|"
    r"nghi|them|du|han)"
    r"(?: la)? (?:may|bao nhieu) (ngay|tuan|thang|gio|phut|nam)(?! (?:\S+ )?(?:mot|1|moi) lan)(?! nua)(?!\S)"
)
# Any other thing that is counted, by the words after "mấy".
_COUNTED = re.compile(
    r"(?<!\S)(?:bao nhieu|may) "
    r"(?=(lao dong|bang khen|giay (?:khen|to)|huan chuong|"
    r"hoc (?:sinh|vien)|can bo|giao vien|cong (?:nhan|chuc|trinh)|[a-z]{2,})(?!\S))"
    r"(?!\S+ (?:gi|nao)(?!\S))"
)


@cache
def _not_counted() -> frozenset[str]:
    """The words after "mấy" of which no number stands in a plan: a rate, a day, a sum, the parts of a list."""
    return frozenset(read_data("asking.toml")["not_counted"].split())


# "mấy" before a noun that is no number: "mấy ông", "mấy bộ nào", and the year, day or rank in "năm mấy".
_PLURAL = re.compile(
    r"(?<!\S)may (?=(?:co quan|ban nganh|don vi|dia phuong|doan the|\S+) nao(?!\S))|"
    r"(?<!\S)may (?=(?:cai|ong|ba|anh|chi|co|chu|bac|vi|dua|nguoi|nha|ho|cap)(?: (?!bao |may )\S+)+? "
    r"(?:gi|nao|sao|the nao|dau|ai)(?!\S))|"
    r"(?<!\S)may (?=(?!(?:ho|suat|bo|lan|ngay|thang|nam|tuan|gio|phan|trieu|ty|dong|met|m2|can|thon|xa|huyen|nguoi|"
    r"tap the|ca nhan|phut|diem|buoc|bang khen|giay khen)(?!\S))"
    r"[a-z]+(?: (?!bao |may |thi )[a-z]+){1,7} (?:gi|nao)(?!\S))|"
    r"^(?:(?:the|con|vay|roi) )*may (?=(?!(?:ho|suat|bo|lan|ngay|thang|nam|tuan|gio|phan|trieu|ty|dong)(?!\S))"
    r"[a-z]+(?: (?!bao |may )[a-z]+){2,12} (?:ai|lam gi|viec gi|the nao|ra sao)(?!\S))|"
    r"(?<!\S)(?<!co )(?<!duoc )may (?=(?!(?:ho|suat|bo|lan|ngay|thang|nam|tuan|gio|phan|trieu|ty|dong)(?!\S))"
    r"[a-z]+(?: (?!bao |may )[a-z]+){0,6} co (?:[a-z]+ ){2,12}khong$)"
)
# Nobody counts these: "mấy" before them only tells that they are several, whatever else the question parts by commas.
_PERSONS = re.compile(
    r"(?<!\S)may (?=(?:ong|anh|vi|dua|em|chau|thim|sep|"
    r"(?:chu|bac|co|chi|thay) (?:cong an|bo doi|can bo|cong chuc|vien chuc|bac si|giao vien|lanh dao))(?!\S))"
)
# ... and those that are another word without their accents: "mấy cô" is no "máy có", "mấy chị" no "mấy chi".
_PERSONS_WRITTEN = re.compile(r"(?<!\w)mấy (o|cô|bà|chị|mệ|mế|bố|già|chú|bác|dì|cậu|mợ|thầy|cụ)(?!\w)", re.IGNORECASE)
_NO_NUMBER = re.compile(r"(?<!\w)(?:máy|mây|mày)(?!\w)", re.IGNORECASE)  # written with its mark it is another word
_EACH = "(?<!moi )(?<!hang )(?<!tung )(?<!mot )(?<!1 )(?<!trong )"  # "mỗi năm mấy hộ" counts
_ORDINAL = re.compile(
    rf"(?<!\S){_EACH}(nam|ngay|thang|quy|thu|mung) may(?!\S)(?! (?:thang|nam|quy) may)"
    r"(?! (?:ho|nguoi|xa|thon|huyen|lan|ca nhan|tap the|don vi|doanh nghiep|can|suat|bang khen|giay khen|dot|ky)(?!\S))"
)


def counting_words(folded: str, text: str) -> str:
    """The folded question without "mấy" where it counts nothing; `text` is the question as written.

    A comma or "và" between "mấy" and another word of asking parts two questions: there each may count.
    """
    if _NO_NUMBER.search(nfc(text)) and "mấy" not in nfc(text).lower():
        folded = re.sub(r"(?<!\S)may(?!\S)", "", folded)
    plain = _PERSONS.sub("", _ORDINAL.sub(r"\1", folded))
    for person in {fold(m[1]) for m in _PERSONS_WRITTEN.finditer(nfc(text))}:
        plain = re.sub(rf"(?<!\S)may (?={person}(?!\S))", "", plain)
    return plain if re.search(r"[,;]|\bv(?:à|a)\b", text) else _PLURAL.sub("", plain)


def with_commas(words: Sequence[Word], text: str) -> str:
    """The folded words with a comma where the question has one: "trung ương bao nhiêu, tỉnh bao nhiêu" counts none."""
    parted = [
        w.folded + (" ," if w.end < after.start and re.search(r"[,;?]", text[w.end : after.start]) else "")
        for w, after in itertools.pairwise(words)
    ]
    return " ".join([*parted, *(w.folded for w in words[-1:])])


_AWARDS = ("bang khen", "giay khen", "giay to", "huan chuong")  # counted by those who get them


def units_of(folded: str) -> tuple[str, ...]:
    """What a question counts, by folded words; () where it counts nothing."""
    others = (u for u in _COUNTED.findall(folded) if u not in (*_not_counted(), *_AWARDS))
    return tuple(dict.fromkeys(_KNOWN.findall(folded) or _LASTS.findall(folded) or others))


_OWN = re.compile(
    r"(?<![\d/,.])(\d{1,4}(?:,\d+)?) (thang|nam|ho|nguoi|lan|trieu|ty|trieu dong|m2|tuoi|gio|buoi|"
    r"mo hinh|ngay cong|lao dong)"
    r"(?!\S)(?! (?:\d|sau|nay|truoc))"
)


def own_figures(folded: str, percents: tuple[float, ...]) -> tuple[tuple[float, str], ...]:
    """The figures that a person tells of the own case, with their units; a rate has the unit "%"."""
    told = [(float(m[1].replace(",", ".")), m[2]) for m in _OWN.finditer(folded)]
    return (*((p, "%") for p in percents), *told)
