"""What a document says of itself: number, date, place, issuer, signer, title, kind, period."""

from __future__ import annotations

import re
from datetime import date

from knowledge.plans.model import Metadata, Passage, PassageKind
from knowledge.plans.outline import SIGNER_TITLE
from knowledge.text import fold, one_line

HEAD = 2500  # characters at the top in which number, date and title stand
_NUMBER = re.compile(
    r"Số\s*:?\s*(\d+[a-z]?(?:\s*/\s*\d{4})?\s*/\s*[A-ZĐƯ][\w\-–&]*(?:\s*-\s*[A-ZĐƯ][\w&]*)*|"
    r"\d+\s*-\s*[A-ZĐƯ]{2,3}\s*/\s*\w+)"
)
_DATE = re.compile(r"([A-ZĐÀ-Ỹ][\wÀ-ỹ.\- ]{1,40}?),\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_KINDS = (
    "Kế hoạch",
    "Quyết định",
    "Chỉ thị",
    "Nghị quyết",
    "Hướng dẫn",
    "Thông báo",
    "Công văn",
    "Chương trình",
    "Đề án",
    "Báo cáo",
    "Thông tư",
    "Nghị định",
    "Tờ trình",
    "Quy chế",
    "Kết luận",
)
_KIND_IN_NUMBER = {
    "KH": "Kế hoạch",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "NQ": "Nghị quyết",
    "HD": "Hướng dẫn",
    "TB": "Thông báo",
    "CTr": "Chương trình",
    "ĐA": "Đề án",
    "BC": "Báo cáo",
    "TTr": "Tờ trình",
    "KL": "Kết luận",
}
_DATED_LINE = re.compile(r"ngày\s[^\n]{1,30}\snăm\s+\d{4}")
_KIND_LINE = re.compile(r"^[*\s]*(" + "|".join(k.upper() for k in _KINDS) + r")[*\s]*$", re.MULTILINE)
_PERIOD = re.compile(r"(?:giai đoạn|5 năm|thời kỳ|năm)?\s*(20\d\d)\s*[-–đếntới ]{1,7}\s*(20\d\d)")
_YEAR = re.compile(r"năm\s+(20\d\d)", re.IGNORECASE)
_ISSUES = re.compile(
    r"((?:Chủ tịch\s+)?(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Thủ tướng Chính phủ|"
    r"Ủy ban thường vụ Quốc hội|Chính phủ|Ban Dân tộc|Sở|Ban|Bộ|Hội đồng nhân dân|Liên minh|"
    r"Hội|Phòng|Chi cục)"
    r"(?:\s+[\wÀ-ỹ\-]+){0,9}?)\s+(?:ban hành|xây dựng Kế hoạch|yêu cầu|xây dựng kế hoạch)"
)
# What ends the name of who issues: the number below it, or the national motto beside it.
_BELOW_ISSUER = re.compile(r"\n\s*(?:Số\b|CỘNG (?:HÒA|HOÀ)\b)")
LEAST_ISSUER = 5  # letters; a shorter top line is half of a name
_SIGNED = re.compile(r"(?<!\w)((?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]*\s+){1,4}[A-ZĐÀ-Ỹ][a-zđà-ỹ]+)[*\s]*$")


def read_metadata(source: str, passages: list[Passage]) -> Metadata:
    """The metadata of the first document in `source`; what is missing or left blank in it is None."""
    first = next(
        (p.start for p in passages if p.kind in (PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.ITEM)), HEAD
    )
    head = source[: max(min(first, 3 * HEAD), 400)]
    header = "\n".join(p.text for p in passages if p.kind is PassageKind.HEADER and p.section == "header")
    number = _NUMBER.search(header)
    # Number and place often share a line: "Số: 27/KH-UBND   Nà Pán, ngày 14 tháng 01 năm 2026".
    unnumbered = header.replace(number[0], "\n", 1) if number else header
    dated = _DATE.search(unnumbered)
    kind, title = _title(header, number[1] if number else "")
    signer_title, signer = _signature(passages)
    return Metadata(
        number="".join(number[1].split()) if number else None,
        date=_date(dated),
        place=_place(dated, unnumbered),
        issuer=_issuer(header, head),
        signer=signer,
        signer_title=signer_title,
        title=title,
        kind=kind,
        period=_period(title or header),
    )


def _date(found: re.Match[str] | None) -> date | None:
    try:
        return date(int(found[4]), int(found[3]), int(found[2])) if found else None
    except ValueError:
        return None


def _place(dated: re.Match[str] | None, header: str) -> str | None:
    said = dated or re.search(r"([A-ZĐÀ-Ỹ][\wÀ-ỹ ]{1,30}?),\s*ngày\s", header)
    return one_line(re.split(r"\s{3,}|\t", said[1])[-1]) if said else None


def _title(header: str, number: str) -> tuple[str | None, str | None]:
    """The kind of document and its title on one line; a letter names its kind in its number, or says "Kính gửi"."""
    found = _KIND_LINE.search(header)
    if found:
        kind = next(k for k in _KINDS if k.upper() == found[1])
        rest = header[found.end() :].strip()
        lines = [line for line in rest.split("\n") if line.strip()]
        keep: list[str] = []
        for line in lines:
            if (
                keep
                and not line.strip("* ").startswith(("“", '"', "giai đoạn", "("))
                and re.match(r"^[A-ZĐÀ-Ỹ ]+$", line.strip("* "))
            ):
                break
            keep.append(line)
        return kind, one_line(" ".join(keep)).rstrip(" -_") or None
    subject = re.search(r"(?:V/v|Về việc)\s*:?\s*([^|]+?)(?=\n[^\n]*ngày\s|\n\s*Kính gửi|\n\s*\n|\||$)", header)
    first = one_line(header.split("\n", 1)[0]) if header else ""
    for kind in _KINDS:
        if fold(first).startswith(fold(kind) + " "):
            return kind, first[len(kind) :].strip()
    if subject:
        return "Công văn", one_line(subject[1])
    numbered = next((k for mark, k in _KIND_IN_NUMBER.items() if re.search(rf"/{mark}(?:-|$)", number)), None)
    if numbered:
        dated = _DATED_LINE.search(header)
        return numbered, one_line(header[dated.end() :]) or None if dated else None
    if fold(first).startswith("kinh gui"):
        return "Công văn", None
    return None, first or None


def _issuer(header: str, head: str) -> str | None:
    top = re.match(
        r"[*\s]*((?:UBND |ỦY BAN|UỶ BAN|THỦ TƯỚNG|BỘ |B Ộ |SỞ |BAN |HỘI ĐỒNG|CHÍNH PHỦ|TỈNH ỦY|HUYỆN ỦY|"
        r"LIÊN MINH|MẶT TRẬN)[A-ZĐÀ-Ỹ\s,\-–]*)",
        header,
    )
    # "Quyết định của Thủ tướng Chính phủ ban hành ..." tells of another document: what stands after "của" issues
    # nothing here.
    issues = [m for m in _ISSUES.finditer(head) if not head[: m.start()].rstrip().endswith("của")]
    if issues:
        return one_line(issues[-1][1])
    named = _issuing_body(_BELOW_ISSUER.split(top[1])[0]) if top else ""
    if len(named) > LEAST_ISSUER:
        return named
    lone = re.search(r"^[*\s]*((?:Ủy|Uỷ) ban nhân dân[^\n]{0,40})$", head, re.MULTILINE)
    return one_line(lone[1]) if lone else None


def _issuing_body(lines: str) -> str:
    """The body that the capitals at the top name, in small letters: the one below where two stand there, as in "UBND
    TỈNH X", "SỞ Y".
    """
    above, *rest = re.split(
        r"\n\s*(?=(?:SỞ|BAN|CHI CỤC|VĂN PHÒNG|PHÒNG|TRUNG TÂM|LIÊN MINH)\b)|(?<=\S)\s+(?=SỞ\s)", lines.strip()
    )
    if rest and rest[-1].strip() == "VĂN PHÒNG":
        return f"Văn phòng {_in_small_letters(above)}"
    return _in_small_letters(rest[-1] if rest else above)


def _in_small_letters(capitals: str) -> str:
    """ "UBND TỈNH HÒA LÂM" is "UBND tỉnh Hòa Lâm"; each word of an office's own name keeps its capital."""
    words = one_line(capitals).strip(" -").title().replace("Ubnd", "UBND").replace(" Và ", " và ")
    words = re.sub(r"^(Ủy|Uỷ) Ban Nhân Dân\b", r"\1 ban nhân dân", words)
    area = r"(?:(?<=UBND )|(?<=nhân dân ))(Tỉnh|Thành Phố|Huyện|Thị Xã|Quận|Xã|Phường|Thị Trấn)\b"
    return re.sub(area, lambda m: m[1].lower(), words)


def _signature(passages: list[Passage]) -> tuple[str | None, str | None]:
    """The signer's title and name from the first document's signature."""
    for passage in passages:
        if passage.kind is PassageKind.SIGNATURE and passage.section == "signature":
            name = _SIGNED.search(passage.text)
            title = SIGNER_TITLE.match(passage.text)
            words = one_line(passage.text[: name.start()] if name else passage.text)
            return (words or None) if title else None, one_line(name[1]) if name else None
    return None, None


def _period(title: str) -> tuple[int, int] | None:
    span = _PERIOD.search(title)
    if span:
        return int(span[1]), int(span[2])
    year = _YEAR.search(title)
    return (int(year[1]), int(year[1])) if year else None
