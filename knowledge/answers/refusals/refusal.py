"""When a plan does not answer: by rule, never by score.

A score cannot tell what is not there (questions out of scope score like those in scope), so each rule names what is
missing: the sort of value that is asked for, an award, a subject that only other plans have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from knowledge.answers.composing import Draft
from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.metadata import month_of
from knowledge.answers.rarity import Rarity
from knowledge.answers.refusals.missing import missing_value
from knowledge.answers.refusals.premises import award_of_other, day_absent, name_absent, words_of_other
from knowledge.answers.refusals.whereabouts import whereabouts_missing
from knowledge.answers.subject import Subject, stands_in
from knowledge.answers.understanding import AWARDS, GROUPS, OWN_DAY, OWN_NUMBER, Understanding, named
from knowledge.language.lexicon import read_data
from knowledge.plans.model import PassageKind
from knowledge.text import fold, modern_tones

ANY = 0.15  # below this share, whatever was found is about something else
ANY_WITH_ABSENT, ANY_WITH_ABSENTS = (
    0.42,
    0.5,
)  # ... and below this one when a set phrase of the question stands in other plans only
# A department by its whole name; one that the plan never names is given nothing by it.
_FIELDS = (
    "y te|giao duc|cong thuong|xay dung|nong nghiep|tu phap|giao thong|khoa hoc|du lich|ngoai vu|tai chinh|ke hoach|"
    "thong tin|van hoa|noi vu|lao dong|tai nguyen|kinh te|ha tang|quan ly do thi|dan toc"
)
_DEPARTMENT = re.compile(
    rf"(?<!\S)(?:so|phong) (?:{_FIELDS})(?!\S)|(?<!\S)hoi (?:nong dan|phu nu|cuu chien binh|chu thap do)(?!\S)|"
    r"(?<!\S)(?:doan thanh nien|cong an|bo doi bien phong|kho bac|toa an|vien kiem sat|kiem lam|cuc thue|"
    r"thanh tra(?= (?:cua|so|ban)(?!\S)))(?!\S)"
)
LEAST_SUBJECT = 2  # words: of a question with fewer, what it is about is the plan itself
_BOUNDS = frozenset(("it nhat", "nhieu nhat", "toi da", "toi thieu", "danh cho"))  # no subject of a plan
_TOGETHER = r"to chuc doan the|cac doan the|doan the|to chuc chinh tri xa hoi"  # the mass organisations
_LONG_NAMES = {
    "hoi phu nu": "hoi (?:lien hiep )?phu nu",
    "hoi nong dan": "hoi nong dan",
    "hoi cuu chien binh": "hoi cuu chien binh",
    "doan thanh nien": "doan (?:thanh nien|tncs)|thanh nien cong san",
}
_YEARS = re.compile(r"(?<!\S)(?:19|20)\d\d(?!\S)")
# Groups that plans judge by criteria of their own, and the words of those criteria.
_JUDGED = frozenset({"business", "household", "village", "commune", "district"})
_JUDGES = re.compile(r"(?<!\S)(?:tieu chi|tieu chuan|dieu kien|doi tuong)(?!\S)")
LEAST_JUDGING = 3  # passages on criteria that a plan has which judges anyone
_FULL_NUMBER = re.compile(r"\d+(?:/\d{4})?[-/][A-ZĐ]{2,}")
_CHOSEN = re.compile(r"(?<!\S)(huyen|xa|thon|don vi) nao (?:\S+ ){0,3}chon (?:lam|la) (\S+ \S+)(?: (\S+ \S+))?")
_RULES = re.compile(r"(?<!\S)(?:quy dinh|huong dan|ghi|noi|viet|neu|yeu cau)(?!\S)")
_WHERE = re.compile(
    r"(?<!\S)(?:diem|khoan|muc|phan|dieu) nao(?!\S)|quy dinh (?:o|tai) (?:dau|diem|muc|phan|ke hoach)|"
    r"theo (?:ke hoach|van ban|quy dinh) nao"
)
_REFERS = re.compile(
    r"(?:quy định|nêu) tại (?:điểm|khoản|mục|phần|Điều)[^.;]{0,60}?"
    r"((?:Kế hoạch|Quyết định|Hướng dẫn|Nghị định|Thông tư) số [\w/\-–]+)|"
    r"(?:quy định tại|theo) ((?:Kế hoạch|Hướng dẫn) số [\w/\-–]+)"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the plan does not answer: the name of a sentence, the passage that points elsewhere, or what came nearest."""

    sentence: str
    pointer: Scored | None = None
    detail: str = ""
    nearest: Draft | None = None


def refuse(
    asked: Understanding,
    subject: Subject,
    evidence: Evidence,
    ranked: Sequence[Scored],
    rarity: Rarity,
    today: date,
) -> Refusal | None:
    """The reason why `evidence` does not answer what is `asked` on the day `today`, or None when it does."""
    return (
        _never_said(asked, evidence)
        or _award_absent(asked, evidence)
        or _premise_absent(asked, evidence, ranked, today)
        or _group_absent(asked, evidence)
        or _only_referred(asked, ranked)
        or _value_absent(asked, subject, evidence, ranked)
        or _subject_absent(asked, subject, evidence, ranked, rarity)
    )


def _never_said(asked: Understanding, evidence: Evidence) -> Refusal | None:
    """What no plan says: results, forms, who is poor, benefits of other laws."""
    if asked.asks("standing"):
        return Refusal("verdict")
    if (
        asked.asks("result")
        and not asked.asks("days", "who")
        and not _chosen_by_name(asked, evidence)
        and not re.search(r"\d", _YEARS.sub("", asked.folded))
    ):
        return Refusal("no_list")
    if asked.asks("signer") and not any(p.kind is PassageKind.SIGNATURE for p in evidence.plan.passages):
        return Refusal("no_signer")
    body = _DEPARTMENT.search(asked.folded)
    if body and not asked.asks("compare") and not _names_body(body[0], asked, evidence):
        return Refusal("not_in_plan")
    papers = asked.asks("dossier") and re.search(r"\bho so\b", evidence.folded)
    if (
        asked.asks("form_paper")
        and not papers
        and not re.search(r"\b(?:mau don|don de nghi|don dang ky|bieu mau|mau (?:so )?\d+)\b", evidence.folded)
    ):
        return Refusal("no_form")
    question = f" {asked.folded} "
    for folded, topic in _benefits():
        if folded in question and _is_said(topic, asked) and folded not in f" {evidence.folded} ":
            return None if f" khong{folded}" in question else Refusal("not_in_plan")
    return None


def _names_body(body: str, asked: Understanding, evidence: Evidence) -> bool:
    """Whether the plan names a body: a mass organisation by its long name too, or among all of them where no figure of
    its own is asked for.
    """
    said = _LONG_NAMES.get(body, re.escape(body))
    if body in _LONG_NAMES and not asked.asks("count", "money", "percent"):
        said += f"|{_TOGETHER}"
    return re.search(rf"(?<!\S)(?:{said})(?!\S)", evidence.folded) is not None


def _chosen_by_name(asked: Understanding, evidence: Evidence) -> bool:
    """Whether it is asked which place is chosen for something, and the plan itself makes one of that name it."""
    chosen = _CHOSEN.search(asked.folded)
    if not chosen:
        return False
    kind, made, field = chosen.groups()
    made += rf"(?: \S+){{0,5}} {field}" if field else ""
    return re.search(rf"(?<!\S){kind} (?:\S+ ){{1,4}}(?:thanh|la|lam) {made}(?!\S)", evidence.folded) is not None


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


def _group_absent(asked: Understanding, evidence: Evidence) -> Refusal | None:
    """Criteria of a group that the plan judges nowhere though it judges others."""
    wanted = set(asked.groups)
    if not asked.asks("criteria") or asked.asks("compare", "yes_no") or not wanted or not wanted <= _JUDGED:
        return None
    judging = [r for r in evidence.readings if _JUDGES.search(f"{r.context} {r.folded}")]
    if len(judging) < LEAST_JUDGING or any(wanted & {*named(GROUPS, r.folded), r.group} for r in judging):
        return None
    return Refusal("not_in_plan")


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


def _premise_absent(asked: Understanding, evidence: Evidence, ranked: Sequence[Scored], today: date) -> Refusal | None:
    """Something that the question takes for granted and the plan does not have."""
    other = words_of_other(asked, evidence)
    if other:
        pointer = next((s for s in ranked if any(n in s.reading.passage.text for n in asked.numbered)), None)
        return Refusal("refers", pointer, other)
    if _unknown_document(asked, evidence) or day_absent(asked, evidence, today):
        return Refusal("not_in_plan")
    if name_absent(asked, ranked):
        return Refusal("no_list")
    return Refusal("no_count") if award_of_other(asked, ranked) else None


def _unknown_document(asked: Understanding, evidence: Evidence) -> bool:
    """Whether it is asked what a document rules that the plan, by its full number, does not even name."""
    full = [n for n in asked.numbered if _FULL_NUMBER.match(n)]
    if not full or asked.asks("yes_no") or not _RULES.search(asked.folded):
        return False
    plain = re.sub(r"\s", "", evidence.plan.source)
    return not any(re.sub(r"\s", "", n) in plain for n in full)


def _value_absent(
    asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored]
) -> Refusal | None:
    """The plan has no passage on this subject with the sort of value that is asked for."""
    sentence = whereabouts_missing(asked, subject, ranked) or missing_value(asked, subject, evidence, ranked)
    return Refusal(sentence) if sentence else None


def _subject_absent(
    asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored], rarity: Rarity
) -> Refusal | None:
    meta = evidence.plan.metadata
    own_day = OWN_DAY.search(asked.folded) and (meta.date is not None or month_of(asked, evidence) is not None)
    own_number = meta.number is not None and OWN_NUMBER.search(asked.folded)
    numbered = any(n in evidence.plan.source for n in asked.numbered)
    if own_day or own_number or numbered or asked.asks("signer", "title", "recipients") or asked.of_other:
        return None
    best = max((subject.coverage(s.reading) for s in ranked[:8]), default=0.0)
    absent = [p for p in subject.absent_from(evidence, rarity) if subject.is_set(p) and p not in _BOUNDS]
    if len(subject.words) < LEAST_SUBJECT and not absent:
        return None
    if best < ANY or (absent and best < (ANY_WITH_ABSENT if len(absent) == 1 else ANY_WITH_ABSENTS)):
        return Refusal("not_in_plan")
    return None
