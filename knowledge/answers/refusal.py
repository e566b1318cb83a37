"""When a plan does not answer: by rule, never by score.

A score cannot tell what is not there (questions out of scope score like those in scope), so each rule names what is
missing: the sort of value that is asked for, an award, a subject that only other plans have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.answers.evidence import Evidence, Reading, Scored
from knowledge.answers.subject import Rarity, Subject, stands_in
from knowledge.answers.tables import head_of, years_of
from knowledge.answers.understanding import AWARDS, OWN_DAY, SOURCE_OF_FUNDS, Understanding
from knowledge.answers.values import counted_unit
from knowledge.language.lexicon import read_data
from knowledge.plans.model import PassageKind
from knowledge.text import fold, modern_tones

# How much of the question's content a passage with the wanted value must hold.
DATED, COUNTED, RATED, PAID = 0.3, 0.3, 0.3, 0.35
DATED_BY_PHRASE, OWN_RATE, OWN_UNIT = (
    0.25,
    0.15,
    0.2,
)  # ... where the asker gives a rate, or names the unit that is counted
ANY = 0.15  # below this share, whatever was found is about something else
ANY_WITH_ABSENT, ANY_WITH_ABSENTS = (
    0.42,
    0.5,
)  # ... and below this one when a set phrase of the question stands in other plans only
_DISTRIBUTES = re.compile(
    r"(?<!\S)(?:moi|tung|cho moi) (?:huyen|xa|thon|don vi|co quan|so|ban|nganh|noi|dia phuong|thanh pho)(?!\S)"
)
# A department by its whole name; one that the plan never names is given nothing by it.
_DEPARTMENT = re.compile(
    r"(?<!\S)so (?:y te|giao duc|cong thuong|xay dung|nong nghiep|tu phap|giao thong|khoa hoc|du lich|ngoai vu|"
    r"tai chinh|ke hoach|thong tin|van hoa|"
    r"noi vu|lao dong|tai nguyen)(?!\S)|(?<!\S)hoi (?:nong dan|phu nu|cuu chien binh|chu thap do)(?!\S)"
)
_TERM = re.compile(r"(?<!\S)(?:thoi han|trong vong|trong)(?: la)? (?:may|bao nhieu) ngay(?!\S)")
_COUNTS_PARTS = re.compile(
    r"(?<!\S)(?:bao nhieu|may) (?:phan|muc|noi dung|buoc|y|diem|tieu chi|hinh thuc|loai|"
    r"nhom|viec|giai phap|nhiem vu|dieu|chuong|chinh)(?!\S)"
)
_WHERE = re.compile(
    r"(?<!\S)(?:diem|khoan|muc|phan|dieu) nao(?!\S)|quy dinh (?:o|tai) (?:dau|diem|muc|phan|ke hoach)|"
    r"theo (?:ke hoach|van ban|quy dinh) nao"
)
_KINDS_OF_DOCUMENT = (
    r"quyet dinh|ke hoach|cong van|nghi dinh|chi thi|thong tu|huong dan|nghi quyet|luat|phap lenh|to trinh|van ban|"
    r"quy che"
)
_OTHERS_DOCUMENT = re.compile(
    r"(?<!\S)(?:can cu|theo|thuc hien|huong dan|thay the|dua vao|thu tuong|trung uong|tinh uy|dai hoi|"
    r"dan chieu|nhac den|vien dan|dan ra|neu trong|kem theo|ban hanh kem|de an|phe duyet|chuong trinh)(?!\S)"
)
_REFERS = re.compile(
    r"(?:quy định|nêu) tại (?:điểm|khoản|mục|phần|Điều)[^.;]{0,60}?"
    r"((?:Kế hoạch|Quyết định|Hướng dẫn|Nghị định|Thông tư) số [\w/\-–]+)|"
    r"(?:quy định tại|theo) ((?:Kế hoạch|Hướng dẫn) số [\w/\-–]+)"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the plan does not answer: the name of a sentence, and the passage that points elsewhere."""

    sentence: str
    pointer: Scored | None = None
    detail: str = ""


def names_other_document(asked: Understanding, evidence: Evidence) -> bool:
    """Whether the question is about another document that the plan names: a legal basis, a plan of a body above."""
    level = evidence.plan.profile.level if evidence.plan.profile else ""
    above = r"thu tuong|trung uong|chinh phu|tinh uy|quoc hoi|bo" + (
        r"|tinh|so (?:noi vu|lao dong)"
        if level == "district"
        else r"|uy ban nhan dan tinh|cua tinh"
        if level == "agency"
        else ""
    )
    return _asks_other_kind(asked, evidence) or bool(
        _OTHERS_DOCUMENT.search(asked.folded) or re.search(rf"(?<!\S)(?:{above})(?!\S)", asked.folded)
    )


def _asks_other_kind(asked: Understanding, evidence: Evidence) -> bool:
    """Whether the number of a document of another kind than the plan is asked for: "tờ trình số mấy"."""
    own = fold(evidence.plan.metadata.kind or "")
    found = re.findall(
        rf"(?<!\S)({_KINDS_OF_DOCUMENT}|bao cao)(?: \S+){{0,6}}? so (?:may|bao nhieu)(?!\S)", asked.folded
    )
    return bool(found) and own not in found and "van ban" not in found


def refuse(
    asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored], rarity: Rarity
) -> Refusal | None:
    """The reason why `evidence` does not answer what is `asked`, or None when it does."""
    return (
        _never_said(asked, evidence)
        or _award_absent(asked, evidence)
        or _only_referred(asked, ranked)
        or _value_absent(asked, subject, evidence, ranked)
        or _subject_absent(asked, subject, evidence, ranked, rarity)
    )


def _never_said(asked: Understanding, evidence: Evidence) -> Refusal | None:
    """What no plan says: telephone numbers, results, hours and halls, forms, who is poor, benefits of other laws."""
    if asked.asks("contact") and not re.search(r"\b(?:dien thoai|email|dia chi)\b", evidence.folded):
        return Refusal("no_contact")
    if asked.asks("standing"):
        return Refusal("verdict")
    if asked.asks("result") and not asked.asks("days") and not re.search(r"\d", asked.folded):
        return Refusal("no_list")
    if asked.asks("signer") and not any(p.kind is PassageKind.SIGNATURE for p in evidence.plan.passages):
        return Refusal("no_signer")
    body = _DEPARTMENT.search(asked.folded)
    if body and not asked.asks("compare") and f" {body[0]} " not in f" {evidence.folded} ":
        return Refusal("not_in_plan")
    if asked.asks("venue"):
        return Refusal("no_venue")
    if asked.asks("form_paper") and not re.search(r"\b(?:mau don|don de nghi|don dang ky|bieu mau)\b", evidence.folded):
        return Refusal("no_form")
    question = f" {asked.folded} "
    for folded, topic in _benefits():
        if folded in question and _is_said(topic, asked) and folded not in f" {evidence.folded} ":
            return Refusal("not_in_plan")
    return None


@cache
def _benefits() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What other laws give, folded between blanks and as its words."""
    return tuple((f" {fold(topic)} ", tuple(topic.split())) for topic in read_data("topics.toml")["benefits"])


def _is_said(topic: Sequence[str], asked: Understanding) -> bool:
    """Whether the words of `topic` stand in the question, as they are or without accents: "số đó" is not "sổ đỏ"."""
    for start in range(len(asked.words) - len(topic) + 1):
        typed = asked.words[start : start + len(topic)]
        if all(modern_tones(w.written) in (modern_tones(t), fold(t)) for w, t in zip(typed, topic, strict=True)):
            return True
    return False


def _award_absent(asked: Understanding, evidence: Evidence) -> Refusal | None:
    named_by_issuer = [a for a in asked.awards if a in ("order", "prime_minister", "certificate")]
    for award in named_by_issuer:
        if not stands_in(AWARDS, award, evidence) and re.search(r"khen|huan chuong", asked.folded):
            return Refusal(
                "no_award",
                detail={"order": "Huân chương", "prime_minister": "Bằng khen Thủ tướng", "certificate": "Giấy khen"}[
                    award
                ],
            )
    return None


def _only_referred(asked: Understanding, ranked: Sequence[Scored]) -> Refusal | None:
    """Criteria that the plan does not copy but finds in another document."""
    if not asked.asks("criteria") or asked.asks("document") or not ranked or _WHERE.search(asked.folded):
        return None
    best = ranked[:3]
    referring = [s for s in best if _REFERS.search(s.reading.passage.text)]
    if len(referring) < min(2, len(best)) or ranked[0] is not referring[0]:
        return None
    found = _REFERS.search(referring[0].reading.passage.text)
    assert found is not None
    return Refusal("refers", referring[0], found[1] or found[2])


def _value_absent(
    asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored]
) -> Refusal | None:
    """The plan has no passage on this subject with the sort of value that is asked for."""
    if not ranked:
        return None
    if (
        asked.asks("dossier")
        and not asked.asks("date", "days", "document")
        and not re.search(r"\bho so\b|\bgiay to\b|bao cao gom|thuyet minh", evidence.folded)
    ):
        return Refusal("not_in_plan")
    term = _TERM.search(asked.folded)
    if term and not re.search(r"(?<!\S)\d+ ngay(?!\S)", " ".join(s.reading.folded for s in ranked[:12])):
        return Refusal("no_date")
    if _year_absent(asked, evidence, ranked):
        return Refusal("not_in_plan")
    if SOURCE_OF_FUNDS.search(asked.folded) and re.search(r"kinh phi|tien|von", asked.folded):
        return (
            None
            if re.search(r"(?<!\S)(?:kinh phi|ngan sach|nguon von)(?!\S)", evidence.folded)
            else Refusal("no_money")
        )
    if asked.asks_sum:
        return None if _best(ranked, subject, "money") >= PAID else Refusal("no_money")
    number = re.search(r"(?<!thieu )so (?:may|bao nhieu|hieu)|mang so|ky hieu", asked.folded)
    signed = OWN_DAY.search(asked.folded)
    if number or signed or asked.asks("document"):
        return _number_absent(asked, evidence, bool(number), bool(signed))
    if asked.exact_day:
        return None if _dated(asked, subject, ranked) else Refusal("no_date")
    if (
        asked.units
        and not asked.asks("yes_no")
        and not any(counted_unit(asked.units[0], evidence.folded).search(r.folded) for r in evidence.readings)
    ):
        return Refusal("no_count")
    if asked.asks("yes_no", "who", "criteria"):
        return None
    if asked.asks("percent"):
        held = max(
            _best(ranked, subject, "percent"),
            _best(ranked, subject, "count")
            if asked.asks("count") and not re.search("phan tram|%", asked.folded)
            else 0.0,
        )
        return None if held >= (OWN_RATE if asked.percents else RATED) else Refusal("no_percent")
    if asked.asks("count") and not _COUNTS_PARTS.search(asked.folded):
        return (
            None
            if _counted(asked, subject, evidence, ranked, asked.units[0] if asked.units else "")
            else Refusal("no_count")
        )
    return None


def _year_absent(asked: Understanding, evidence: Evidence, ranked: Sequence[Scored]) -> bool:
    """Whether the best passage is a row of a table that has no figure of the year that is asked for."""
    best = ranked[0].reading.passage
    head = head_of(evidence.plan, best)
    told = years_of(head, best) if head else frozenset()
    return bool(asked.years and told) and told.isdisjoint(asked.years)


def _number_absent(asked: Understanding, evidence: Evidence, number: bool, signed: bool) -> Refusal | None:
    """Whether the number or day of a document is asked for, the plan's own or another's, that the text lacks."""
    meta = evidence.plan.metadata
    others = names_other_document(asked, evidence)
    if (number or signed) and not others:
        missing_number, missing_day = number and meta.number is None, signed and meta.date is None
        if (missing_number and (missing_day or not signed)) or (
            missing_day and not number and not asked.asks("signer", "who")
        ):
            return Refusal("no_date_own")
    if number and others:
        kinds = re.findall(_KINDS_OF_DOCUMENT, asked.folded)
        if kinds and not re.search(rf"{kinds[0]} (?:so )?\d", evidence.folded):
            return Refusal("no_date_own")
    return None


def _best(ranked: Sequence[Scored], subject: Subject, value: str) -> float:
    """The best coverage among passages that hold the sort of value."""
    return max((_coverage(subject, s) for s in ranked if getattr(s.reading.values, value)), default=0.0)


def _coverage(subject: Subject, found: Scored) -> float:
    """What a passage, or the one that led to it, holds of the question."""
    return max(subject.coverage(found.reading), subject.coverage(found.via) if found.via else 0.0)


def _dated(asked: Understanding, subject: Subject, ranked: Sequence[Scored]) -> bool:
    """Whether a passage with a day (a year, for a question that is content with it) is on the subject."""
    wanted = "exact_date" if asked.exact_day else "date"
    found = [
        s
        for s in ranked
        if getattr(s.reading.values, wanted)
        and s.reading.passage.kind not in (PassageKind.HEADER, PassageKind.RECIPIENTS)
        and not _is_basis(s.reading)
    ]
    # The set phrases of the question, "báo cáo", "hồ sơ", "cao điểm": a date beside none of them is another duty's.
    phrases = [p for p in subject.pairs if subject.is_set(p)]
    least = DATED_BY_PHRASE if phrases else DATED
    for s in found:
        if phrases and not any(
            f" {p} " in f" {s.reading.folded} {s.reading.context} " for p in subject.with_synonyms(phrases)
        ):
            continue
        if _coverage(subject, s) >= least:
            return True
    return False


def _is_basis(reading: Reading) -> bool:
    """Whether a passage is a legal basis of the plan: its day is another document's."""
    return reading.passage.kind is PassageKind.PREAMBLE and reading.folded.startswith("can cu ")


def _counted(asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored], unit: str) -> bool:
    """Whether a passage on the subject counts the `unit` that is asked for (any unit, when none is named)."""
    said = counted_unit(unit, evidence.folded)
    awards = bool(re.search(r"(?<!\S)(?:khen|bang khen|giay khen)(?!\S)", asked.folded))
    share = bool(_DISTRIBUTES.search(asked.folded)) or asked.local
    least = OWN_UNIT if unit else COUNTED
    for s in ranked:
        text = f"{s.reading.folded} {s.reading.context}"
        if awards and not (s.reading.values.count and re.search(r"(?<!\S)(?:khen|de nghi)(?!\S)", text)):
            continue
        if (
            said.search(s.reading.folded)
            and _coverage(subject, s) >= least
            and (not share or re.search(r"(?<!\S)(?:moi|tung)(?!\S)", text))
        ):
            return True
    return False


def _subject_absent(
    asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored], rarity: Rarity
) -> Refusal | None:
    if asked.asks("signer", "title", "recipients") or any(n in evidence.plan.source for n in asked.numbered):
        return None
    best = max((subject.coverage(s.reading) for s in ranked[:8]), default=0.0)
    absent = [p for p in subject.absent_from(evidence, rarity) if subject.is_set(p)]
    if best < ANY or (absent and best < (ANY_WITH_ABSENT if len(absent) == 1 else ANY_WITH_ABSENTS)):
        return Refusal("not_in_plan")
    return None
