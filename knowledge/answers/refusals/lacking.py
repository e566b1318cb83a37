"""What a drafted answer lacks of what is asked: a figure, a moment, a name, a document; or it is about a neighbour.

The passages are looked at before an answer is made of them (`refusal`); this looks at the answer, which may hold less
than the passage, and another value than the one that let the question through.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from knowledge.answers.counting import PARTS, counting_words
from knowledge.answers.evidence import Evidence
from knowledge.answers.refusals.acts import act_unsaid, form_unsaid, later_year, other_time, right_unsaid, term_unsaid
from knowledge.answers.refusals.kept_apart import is_neighbour
from knowledge.answers.refusals.matters import matter_unsaid
from knowledge.answers.refusals.officials import nameless
from knowledge.answers.refusals.premises import named_by_number
from knowledge.answers.refusals.refusal import Refusal
from knowledge.answers.refusals.told import Told
from knowledge.answers.refusals.whereabouts import of_another
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import OWN_NUMBER, Understanding
from knowledge.answers.values import value_patterns, without_documents
from knowledge.language.wording import folded_form
from knowledge.text import fold, nfc, one_line

# "mấy" after these is a rank, not a number of things.
_RANK = re.compile(
    r"(?<!\S)(?:so|phan|muc|diem|khoan|thu|ngay|thang|nam|quy|dieu|mong|mung|chuong|ky|phieu|mau) "
    r"(?:bao nhieu|may)(?!\S)"
)
_FIGURE = re.compile(r"(?<!\S)(?:bao nhieu(?! lau)|nhieu phan tram)(?!\S)")
_FEW = re.compile(r"(?<!\S)may(?!\S)(?!.*(?<!\S)(?:gi|chi|nao|ai|sao|dau)(?!\S))")
# What is asked for is not the figure: "bên nào phải xem có bao nhiêu hộ", "ở đâu thì mấy nơi mới nhận".
_BESIDE_FIGURE = re.compile(
    r"(?<!\S)(?:(?:ben|don vi|co quan|ai|noi) nao .*xem|o (?:mo|dau) thi)(?!\S)|"
    r"(?<!\S)(?:ai|(?:ben|don vi|co quan|noi|cap|so|phong) nao)(?: (?:la|duoc|co|se|quyen|thi|moi|tu)){0,3} "
    r"(?:dinh|quyet|quyet dinh|chot|an dinh|quy dinh|xac dinh|tinh|phan bo|phan|duyet|xet|chia|cho)(?: \S+){0,3} "
    r"(?:bao nhieu|may)(?!\S)"
)
# Figures that count nothing: days, years and places of the outline.
_NO_FIGURE = re.compile(
    r"(?:(?<!\w)ngày\s+)?(?:\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2}/\d{4}|\d{1,2}\s+tháng\s+\d{1,2})|"
    r"(?<!\w)(?:ngày|tháng)\s+\d+|(?:0?[1-9]|10)\s+năm(?=\s*(?:\(|20|19|và|,))|(?:19|20)\d\d|"
    r"(?:mục|khoản|điểm|Điều|phần|Mẫu số|số|quý)\s+\d+|^\W*\d+(?:\.\d+)*[.)/]\s",
    re.IGNORECASE | re.MULTILINE,
)
_IN_WORDS = re.compile(
    r"(?<!\w)(?:một(?! (?:số|trong|cách|phần|bước|mặt))|hai|ba|bốn|sáu|bảy|tám|chín|mười|nửa|toàn bộ)(?!\w)"
    r"((?:\s+\w+){1,4})?"
)
# A moment of a sort is asked for (folded), and how an answer names one (as written); what comes each year has neither.
_MOMENTS = (
    (
        re.compile(r"(?<!\S)(?:ngay|hom|bua) (?:(?:mong|mung) )?(?:may|nao)(?!\S)|(?<!\S)(?:mong|mung) may(?!\S)"),
        re.compile(r"\d/\d|ngày\s+\d|\d+ ngày|tháng\s+\d|\d{1,2}\s+tháng|hằng|hàng|mỗi|[Qq]uý"),
    ),
    (
        re.compile(r"(?<!\S)thang (?:may|nao)(?!\S)"),
        re.compile(r"(?:tháng|quý)\s+\d|\d/\d|[Qq]uý [IV]|hằng|hàng|mỗi"),
    ),
    (
        re.compile(
            r"(?<!\S)nam (?:nao|mo)(?!\S)(?! cung)|"
            r"(?<!moi )(?<!mot )(?<!hang )(?<!dau )(?<!trong )(?<!cuoi )(?<!\S)nam may"
            r"(?=$| (?:thi|phai|la|duoc|moi|xong)(?!\S))"
        ),
        re.compile(r"(?:19|20)\d\d|hằng|hàng|mỗi"),
    ),
)
_LEFT_OPEN = re.compile(r"ngày\s+tháng\s+\d+(?:\s+năm\s+\d+)?")  # "ngày    tháng 7 năm 2022"
_NAME = re.compile(
    r"(?<!\S)(?:(?<!mo hinh )(?<!phong trao )(?<!ke hoach )(?<!cuoc thi )(?<!chuong trinh )(?<!du an )(?<!de an )"
    r"ten (?:la )?gi|ho(?: va)? ten|ke ten)(?!\S)"
)
_NAMED = re.compile(r"(?:đồng chí|[Ôô]ng|[Bb]à) [A-ZĐÀ-Ỹ]")
_WHICH_PLACE = re.compile(
    r"(?<!\S)(?:xuong|giup|o|tai|ve|den|nhung|cac|la|di|ho tro|chon) (?:nhung |cac )?(?:xa|huyen|thon|quan|tinh)"
    r"(?: mien nui| ngheo| diem)? nao(?!\S)(?! (?:duoc|dat|co|thi|muon|lam|phai|nam))|"
    r"(?<!\S)(?:xa|huyen|thon|quan|tinh) nao (?:thuoc|da(?! dat)|dan dau|dung dau|"
    r"nop (?:cham|muon|tre)|co (?:nhieu|it))(?!\S)"
)
_PLACE_SAID = re.compile(
    r"(?:[Xx]ã|[Hh]uyện|[Tt]ỉnh|[Tt]hôn|[Qq]uận|thành phố|[Bb]uôn|[Bb]ản|[Pp]hường)[^.;]{0,30}? [A-ZĐÀ-Ỹ][a-zđà-ỹ]"
)
_WHICH_PAPERS = re.compile(r"(?<!\S)(?:gom|co|can)(?: nhung| cac)?(?: giay to)? (?:gi|nao)(?!\S)")
_PAPERS_SAID = re.compile(
    r"gồm|kèm|[Bb]iên bản|[Bb]áo cáo|[Đđ]ơn |[Tt]ờ trình|[Dd]anh sách|[Ảả]nh|[Gg]iấy|[Bb]ản (?:sao|kê|chụp|photo)"
)
_WHY = re.compile(
    r"(?<!\S)(?:tai sao|vi sao|vi co gi|co gi ma|co sao|ly do(?: la)? (?:gi|nao|sao)|co gi(?= \S+ lai))(?!\S)|"
    r"^sao (?=(?:\S+ )+ma (?:khong|chi|gi|lai)(?!\S))"
)
_BECAUSE = re.compile(r"(?<!\w)(?:nhằm|[Dd]o|bởi|nguyên nhân|lý do|[Đđ]ể|vì vậy|vì thế)(?!\w)")
_LOAN = re.compile(r"(?<!\S)(?:vay (?:von|tien|ngan|them|uu)|(?:duoc|cho|muon|di|xin) vay)(?!\S)")
_FIRM = re.compile(
    r"(?<!\S)(?:nha thau|nha cung cap|cong ty|cua hang|ngan hang|benh vien|tap doan|don vi thi cong|"
    r"(?:o |tai )truong|co so day nghe) (?:nao|gi)(?!\S)"
)
_FIRM_SAID = re.compile(
    r"(?:[Cc]ông ty|[Tt]ập đoàn|[Nn]gân hàng|[Bb]ệnh viện|[Dd]oanh nghiệp|[Cc]ửa hàng|"
    r"[Tt]rường|[Tt]rung tâm)(?: \w+)? [A-ZĐÀ-Ỹ][a-zđà-ỹ]"
)
_WHICH_DOCUMENT = re.compile(
    r"(?<!\S)(?:quyet dinh|nghi dinh|cong van|thong tu|chi thi|nghi quyet|van ban|luat|quy dinh) "
    r"(?:nao|gi|so (?:may|nao|bao nhieu))(?!\S)"
)
_DOCUMENT_SAID = re.compile(
    r"\d+\s*(?:/\s*\d{4})?\s*[/-]\s*[A-ZĐ]|[Ss]ố\s*:?\s*\d|Luật|Pháp lệnh|[Qq]uy định|Hướng dẫn|Nghị quyết|Quy chế"
)

_RATE = re.compile(r"(?<!\S)(?:may|bao nhieu|nhieu|bn) (?:phan tram|%)")
_NUMBER_SAID = re.compile(r"\d+\s*(?:/\s*\d{4})?\s*[/-]\s*[A-ZĐ]|(?<!\w)[Ss]ố\s*:?\s*\d|\d{2,}")
_PLACE = re.compile(
    r"(?<!\S)(?:huyen|xa|phuong|thi xa|thi tran|quan|thon|ap|buon) "
    r"(?!(?:em|toi|minh|tui|ta|chung|nha|bon|con|chau|bac) )(?P<name>[a-z]+ [a-z’']+)(?!\S)"
)
_EACH = re.compile(
    r"(?<!\w)(?:mỗi|từng) (?:huyện|xã|phường|thôn|buôn|ấp|đơn vị|địa phương|nơi|cơ quan)(?!\w)", re.IGNORECASE
)


def lacking(asked: Understanding, subject: Subject, text: str, evidence: Evidence, told: Told) -> Refusal | None:
    """Why an answer that tells `told` does not answer the question `text`; None where nothing asked for is missing."""
    sentence = (
        _no_figure(asked, text, told)
        or _no_moment(asked, told)
        or _no_name(asked, told)
        or _no_document(asked, evidence, told)
        or ("not_in_plan" if _no_loan(asked, text, evidence, told) else None)
        or ("not_in_plan" if _WHY.search(asked.folded) and not _BECAUSE.search(told.shown) else None)
        or ("not_in_plan" if _no_papers(asked, f"{told.shown} {told.body}") else None)
        or of_another(asked, told.readings)
        or ("no_date" if later_year(asked, fold(f"{told.shown} {told.body}")) else None)
    )
    if sentence:
        return Refusal(sentence)
    figure = not asked.asks("yes_no", "document") and (
        asked.asks("count", "money", "percent") or _FIGURE.search(_counted(asked, text)) is not None
    )
    shown, body, whole = told.folded, told.folded_body, told.whole
    if (
        act_unsaid(asked, whole)
        or term_unsaid(asked, whole)
        or other_time(asked, whole)
        or right_unsaid(asked, subject, whole)
    ):
        return Refusal("not_in_plan")
    if form_unsaid(asked, f"{shown} | {body}"):
        return Refusal("no_form")
    unsaid = matter_unsaid(asked, f"{shown} | {body}", whole)
    if unsaid:
        return Refusal(unsaid)
    first = told.readings[0].awards if told.readings else frozenset[str]()
    if figure and asked.asks("count") and asked.awards and first and first.isdisjoint(asked.awards):
        return Refusal("no_count")
    dated = asked.asks("date") and asked.day is None and not asked.asks("days", "compare", "document")
    if (figure or dated) and _other_place(asked, text, evidence, told):
        return Refusal(_of_sort(asked))
    if is_neighbour(asked, shown, whole, evidence.folded, figure=figure):
        return Refusal(_of_sort(asked))
    return None


def _other_place(asked: Understanding, text: str, evidence: Evidence, told: Told) -> bool:
    """Whether a figure is asked for a place by its name that stands nowhere beside it, and there is none for each."""
    written = one_line(nfc(text))
    profile = evidence.plan.profile  # the plan's own place needs no naming
    own = fold(f"{profile.name} {profile.territory}") if profile else ""
    around = " | ".join(
        (own, fold(one_line(told.shown)), *(f"{r.context} | {r.folded if r.row else ''}" for r in told.readings))
    )
    if _EACH.search(" ".join((told.shown, *(h for r in told.readings for h in r.passage.headings)))):
        return False
    plain = fold(written)
    for m in _PLACE.finditer(plain):
        name = m["name"] if asked.local else _capitalised(written[m.start("name") :])
        if name and f" {fold(name)} " not in f" {around} ":
            return True
    return False


def _capitalised(written: str) -> str:
    """The words with a capital that a text begins with."""
    return " ".join(itertools.takewhile(lambda word: word[:1].isupper(), written.split()))


def _counted(asked: Understanding, text: str) -> str:
    return _RANK.sub(" ", counting_words(asked.folded, text))


def _of_sort(asked: Understanding) -> str:
    """The name of the sentence that says which sort of value is missing."""
    if asked.asks("percent"):
        return "no_percent"
    if asked.asks_sum:
        return "no_money"
    return "no_date" if asked.asks("date", "days") else "no_count"


def _no_figure(asked: Understanding, text: str, told: Told) -> str | None:
    """A number, a sum or a rate is asked for, and the answer holds no figure at all; or no sum where one is."""
    counted = _counted(asked, text)
    if PARTS.search(counted) or asked.asks("days", "document", "yes_no"):
        return None
    if _BESIDE_FIGURE.search(counted):
        return None
    if not _FIGURE.search(counted) and (asked.asks("who", "duty", "many") or not _FEW.search(counted)):
        return None
    own = _NO_FIGURE.sub(" ", without_documents(told.shown))
    if not re.search(r"\d", own) and not _in_words(own, asked.units):
        return "no_money" if asked.asks_sum else "no_percent" if asked.asks("percent") else "no_count"
    if _RATE.search(f"{asked.folded} {fold(text)}"):
        rated = any(r.row and r.values.percent for r in told.readings)
        return None if rated or value_patterns({"percent"})[0].search(own) else "no_percent"
    if asked.asks_sum and not any(r.row and r.values.money for r in told.readings):
        return None if value_patterns({"money"})[0].search(own) else "no_money"
    return None


def _in_words(own: str, units: Sequence[str]) -> bool:
    """Whether a number stands in words, of one of the `units` where some are asked for; "một" alone counts nothing."""
    for found in _IN_WORDS.finditer(own):
        after = f"{fold(found[1] or '')} "
        if any(f" {unit} " in after for unit in units) or (not units and not fold(found[0]).startswith("mot")):
            return True
    return False


def _no_moment(asked: Understanding, told: Told) -> str | None:
    """A day, a month or a year is asked for and the answer names none."""
    (day, day_said), *others = _MOMENTS
    missing = day.search(asked.folded) and not day_said.search(_LEFT_OPEN.sub(" ", told.shown))
    missing = missing or any(wanted.search(asked.folded) and not said.search(told.shown) for wanted, said in others)
    often = asked.asks_frequency and not any(r.values.frequency for r in told.readings)
    return "no_date" if missing or (often and asked.asks("date")) else None


def _no_name(asked: Understanding, told: Told) -> str | None:
    """The name of a person or a firm is asked for, or who holds an office, and the answer names none."""
    person = _NAME.search(asked.folded) and not asked.asks("signer", "recipients") and not _NAMED.search(told.shown)
    vacant = nameless(asked, f"{told.shown}\n{told.body}", told.readings)
    firm = _FIRM.search(asked.folded) and not asked.asks("criteria") and not _FIRM_SAID.search(told.shown)
    place = _WHICH_PLACE.search(asked.folded) and not asked.asks("criteria") and not _PLACE_SAID.search(told.shown)
    return "no_list" if person or vacant or firm or place else None


def _no_papers(asked: Understanding, said: str) -> bool:
    """Whether it is asked what papers a dossier holds, and the answer names no paper."""
    return asked.asks("dossier") and _WHICH_PAPERS.search(asked.folded) is not None and not _PAPERS_SAID.search(said)


def _no_loan(asked: Understanding, text: str, evidence: Evidence, told: Told) -> bool:
    """Whether it is asked if one may borrow, and the answer is not about loans; "vậy" is no "vay"."""
    title = evidence.plan.metadata.title or ""
    if re.search(r"(?<!\S)(?:vay|tin dung|von)(?!\S)", folded_form(title)):  # the whole plan is about loans
        return False
    asks = asked.asks("yes_no") and _LOAN.search(asked.folded) and re.search(r"(?<!\w)vay(?!\w)", nfc(text).lower())
    return bool(asks) and not re.search(r"(?<!\S)(?:vay|tin dung|von)(?!\S)", told.around)


def _no_document(asked: Understanding, evidence: Evidence, told: Told) -> str | None:
    """Which document, or who signed another one, is asked for, and the answer names neither."""
    if asked.asks("signer") and not asked.own_day and named_by_number(asked, evidence) is not None:
        return "no_signer"
    if asked.asks("document") and OWN_NUMBER.search(asked.folded) and not _NUMBER_SAID.search(told.shown):
        return "not_in_plan"
    if asked.asks("document") and _WHICH_DOCUMENT.search(asked.folded) and not _DOCUMENT_SAID.search(told.shown):
        return "not_in_plan"
    return None
