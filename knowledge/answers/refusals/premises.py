"""What a question takes for granted and the plan does not have: a day, a year, an award of another body, another
document's own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.understanding import AWARDS, Understanding, named
from knowledge.answers.values import counted_unit
from knowledge.facts.model import Reference
from knowledge.text import fold, one_line

CANDIDATES = 8  # best passages that are looked at for the award that is asked about
KINDS_OF_DOCUMENT = (
    r"quyet dinh|ke hoach|cong van|nghi dinh|chi thi|thong tu|huong dan|nghi quyet|luat|phap lenh|to trinh|van ban|"
    r"quy che"
)
_OTHERS_DOCUMENT = re.compile(
    r"(?<!\S)(?:can cu|theo|thuc hien|huong dan|thay the|dua vao|thu tuong|trung uong|tinh uy|dai hoi|"
    r"dan chieu|nhac den|vien dan|dan ra|neu trong|kem theo|ban hanh kem|de an|phe duyet|chuong trinh)(?!\S)"
)
_AS_WRITTEN = {"huyen": "[Hh]uyện", "xa": "[Xx]ã", "thon": "[Tt]hôn", "tinh": "[Tt]ỉnh", "phuong": "[Pp]hường"}
_BY_NAME = re.compile(
    r"(?<!\S)(?:(huyen|xa|thon|tinh|phuong) (?:cu the nao|nao cu the|ten (?:la )?gi)|"
    r"ten (?:cac |nhung )?(huyen|xa|thon))(?!\S)"
)
# How many awards one must have had, which is not how many there are: "có 02 lần được tặng Giấy khen".
_REQUIRES = re.compile(r"(?<!\S)\d+ lan (?:da )?duoc (?:[^;.]{0,60} )?(?:tang|khen)(?!\S)[^;.]*")
_ITS_WORDS = re.compile(
    r"(?<!\S)nguyen van(?!\S)|(?<!\S)(?:diem [a-z]|khoan \d+|muc \d+|phan [ivx]+)(?: \S+){0,12} "
    r"(?:ke hoach|quyet dinh|huong dan|nghi dinh|thong tu|cong van|chi thi|luat)(?: \S+){0,6} "
    r"(?:viet|ghi|noi|quy dinh|neu|la) (?:nhung )?(?:gi|the nao|ra sao|nhu the nao)(?!\S)",
    re.IGNORECASE,
)
# What a document rules, asks or assigns: in a plan it stands after the name of that document.
_ITS_RULES = re.compile(
    rf"(?<!\S)(?:{KINDS_OF_DOCUMENT}|cong dien|bao cao|thong bao)(?: so)? \S*\d\S*(?: \S+){{0,8}} "
    r"(quy dinh|yeu cau|giao|phan cong|ket luan|huong dan|chi dao|de ra|gom|bao gom|co nhung)(?: \S+){0,9} "
    r"(?:gi|nao|the nao|ra sao|bao nhieu|may)(?!\S)"
)
AFTER_NAME = 220  # characters after the name of a document in which a plan says what that document does


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
    return (
        asked.of_other
        or _asks_other_kind(asked, evidence)
        or named_by_number(asked, evidence) is not None
        or bool(_OTHERS_DOCUMENT.search(asked.folded) or re.search(rf"(?<!\S)(?:{above})(?!\S)", asked.folded))
    )


def _asks_other_kind(asked: Understanding, evidence: Evidence) -> bool:
    """Whether the number of a document of another kind than the plan is asked for: "tờ trình số mấy"."""
    own = fold(evidence.plan.metadata.kind or "")
    found = re.findall(
        rf"(?<!\S)({KINDS_OF_DOCUMENT}|bao cao)(?: \S+){{0,14}}? so (?:may|bao nhieu)(?!\S)", asked.folded
    )
    return bool(found) and own not in found and "van ban" not in found


def words_of_other(asked: Understanding, evidence: Evidence) -> str:
    """The name of another document whose own words are asked for ("khoản 2 mục 1 Kế hoạch 12 ghi gì") and which the
    plan only names; "" for any other question.
    """
    rules = _ITS_RULES.search(asked.folded)
    if not asked.numbered or not (rules or _ITS_WORDS.search(asked.folded)):
        return ""
    own = evidence.plan.metadata.number or ""
    found = [
        reference
        for number in asked.numbered
        for reference in evidence.facts.references
        if (told := reference.number or "") != own and re.match(rf"{re.escape(number)}(?!\d)", told)
    ]
    if rules and any(_rules_there(rules[1], reference, evidence) for reference in found):
        return ""
    return found[0].name if found else ""


def _rules_there(verb: str, reference: Reference, evidence: Evidence) -> bool:
    """Whether the clause that names a document goes on with what it rules: "Thông tư ... quy định mức chi"."""
    after = re.split(r"[.;]\s", evidence.plan.source[reference.start : reference.start + AFTER_NAME])[0]
    return re.search(rf"(?<!\S){verb}(?! tai| cua)(?!\S)", fold(one_line(after))) is not None


def day_absent(asked: Understanding, evidence: Evidence, today: date) -> bool:
    """Whether the question wants a figure for a day or a year, not today's, that the plan has nowhere.

    A day that is asked about itself ("có phải 15/12 không") is no premise; a year inside the plan's period is covered
    by what holds every year.
    """
    if asked.asks("date", "days", "yes_no", "document", "signer") or not asked.asks("money", "count", "percent"):
        return False
    plain = evidence.folded
    days = [d for d in asked.named_days if d != (today.day, today.month)] if asked.day is None else []
    if days and not any(re.search(rf"(?<!\d)0?{d} ?(?:/|-|thang) ?0?{m}(?!\d)", plain) for d, m in days):
        return True
    period = evidence.plan.metadata.period
    outside = [y for y in asked.years if y != today.year and period and not period[0] <= y <= period[1]]
    return bool(outside) and len(outside) == len(asked.years) and not any(str(y) in plain for y in outside)


def award_of_other(asked: Understanding, ranked: Sequence[Scored]) -> bool:
    """Whether a figure is asked for one award and the plan gives it for another only: how many sets go to the chairman
    of the province does not tell how many go to the Prime Minister.
    """
    kinds = [k for k in ("count", "money") if asked.asks(k)]
    if len(asked.awards) != 1 or not kinds or asked.asks("yes_no", "compare", "who"):
        return False
    for scored in ranked[:CANDIDATES]:
        if not asked.units or not _counts(scored, asked.units[0]):
            continue
        whole = fold(one_line(scored.reading.passage.text))
        told = _REQUIRES.sub(" ", whole)
        counted = counted_unit(asked.units[0]).search(re.sub(r"[;:,.](?!\d)", " ", told))
        if told != whole and not counted:
            continue
        said = {*named(AWARDS, f"{told} {scored.reading.context}"), *(scored.reading.awards if told == whole else ())}
        if not said or asked.awards[0] in said:
            return False
    return bool(asked.units) and any(_counts(s, asked.units[0]) for s in ranked[:CANDIDATES])


def name_absent(asked: Understanding, ranked: Sequence[Scored]) -> bool:
    """Whether a certain place is asked for by its name ("huyện cụ thể nào") and none of the best passages names one."""
    wanted = _BY_NAME.search(asked.folded)
    if not wanted:
        return False
    kind = wanted[1] or wanted[2]
    names = re.compile(rf"(?<!\w){_AS_WRITTEN[kind]} [A-ZĐÀ-Ỹ][a-zđà-ỹ]")
    return not any(names.search(s.reading.passage.text) for s in ranked[:CANDIDATES])


def _counts(scored: Scored, unit: str) -> bool:
    return counted_unit(unit).search(scored.reading.folded) is not None


def named_by_number(asked: Understanding, evidence: Evidence) -> Reference | None:
    """The fullest of the places that name the document whose number the question writes; None for the plan's own."""
    own = _bare(evidence.plan.metadata.number or "")
    wanted = [re.compile(rf"{re.escape(_bare(n))}(?!\d)") for n in asked.numbered if not own.startswith(_bare(n))]
    said = [r for r in evidence.facts.references if r.number and any(w.match(_bare(r.number)) for w in wanted)]
    return max(said, key=lambda r: (r.date is not None, r.issuer is not None, -r.start), default=None)


def _bare(number: str) -> str:
    return re.sub(r"\s", "", number).replace("–", "-").casefold()
