"""The sorts of value that a plan does not have on a subject: no day, no number, no rate, no sum."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.counting import PARTS
from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.metadata import month_of
from knowledge.answers.readings import Reading
from knowledge.answers.refusals.premises import KINDS_OF_DOCUMENT, names_other_document
from knowledge.answers.subject import Subject
from knowledge.answers.tables import head_of, years_of
from knowledge.answers.understanding import BODY, OWN_DAY, SOURCE_OF_FUNDS, Understanding
from knowledge.answers.values import counted_unit
from knowledge.language.wording import folded_form
from knowledge.plans.model import PassageKind
from knowledge.text import fold

# How much of the question's content a passage with the wanted value must hold.
DATED, COUNTED, RATED, PAID = 0.3, 0.3, 0.3, 0.35
DATED_BY_PHRASE, OWN_RATE, OWN_UNIT = (
    0.25,
    0.15,
    0.2,
)  # ... where the asker gives a rate, or names the unit that is counted
# ... and, of a passage that is not among the best, in parts of what the passage that holds most of it holds
BESIDE_BEST, NEARLY_BEST, AT_TOP = 0.45, 3, 0.6
OTHER_NAME = 0.5  # ... of the best passage, which counts people by another name
ALMOST_ALL = 0.75  # ... of the passage that names a document by its number
SPEAKS_BEST = 2.0  # ... what the passage that speaks best to the question holds counts so much
DATED_BEST, HARDLY_ANY = 0.5, 3  # ... of the best passage, and words of a question that hardly says what it is about
_DISTRIBUTES = re.compile(
    r"(?<!\S)(?:moi|tung|cho moi) "
    r"(huyen|xa|phuong|thon|don vi|co quan|so|ban|nganh|noi|dia phuong|thanh pho|truong (?:thon|ap))(?!\S)"
)
_ANY_RECEIVER = frozenset(("don vi", "co quan", "noi", "dia phuong"))
_PER = "(?:hộ|người|thôn|căn|xã|suất|tháng|ngày|đơn vị|tập thể|cá nhân)"
_PAPERS = frozenset(("bo", "ban"))  # of a dossier for an award: no awards are counted
_EACH = re.compile(r"(?<!\w)(?:mỗi|từng)(?!\w)", re.IGNORECASE)
_TERM = re.compile(r"(?<!\S)(?:thoi han|trong vong|trong)(?: la)? (?:may|bao nhieu) ngay(?!\S)")


def missing_value(asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored]) -> str | None:
    """The name of the sentence that says which value is missing, or None when the plan has it on this subject."""
    if not ranked:
        return None
    if (
        asked.asks("dossier")
        and not asked.asks("date", "days", "document")
        and not re.search(r"\bho so\b|\bgiay to\b|bao cao gom|thuyet minh", evidence.folded)
    ):
        return "not_in_plan"
    term = _TERM.search(asked.folded)
    if term and not re.search(r"(?<!\S)\d+ ngay(?!\S)", " ".join(s.reading.folded for s in ranked[:12])):
        return "no_date"
    if _year_absent(asked, evidence, ranked):
        return "not_in_plan"
    if not asked.sum_named and SOURCE_OF_FUNDS.search(asked.folded) and re.search(r"kinh phi|tien|von", asked.folded):
        return None if re.search(r"(?<!\S)(?:kinh phi|ngan sach|nguon von)(?!\S)", evidence.folded) else "no_money"
    if asked.asks_sum:
        return None if _paid(asked, subject, evidence, ranked) else "no_money"
    number = re.search(r"(?<!thieu )so (?:may|bao nhieu|hieu)|mang so|ky hieu", asked.folded)
    signed = OWN_DAY.search(asked.folded)
    if number or signed or asked.asks("document"):
        named = number and _names_document(asked, subject, ranked[0])
        return None if named else _number_absent(asked, evidence, bool(number), bool(signed))
    if asked.exact_day:
        return None if _dated(asked, subject, evidence, ranked) else "no_date"
    if (
        asked.units
        and not asked.asks("yes_no", "percent")
        and not any(evidence.tells_how_many(r, asked.units[0]) for r in evidence.readings)
    ):
        return "no_count"
    if asked.asks("yes_no", "who", "criteria"):
        return None
    if asked.asks("percent"):
        held = max(
            _best(ranked, subject, "percent"),
            _best(ranked, subject, "count")
            if asked.asks("count") and not re.search("phan tram|%", asked.folded)
            else 0.0,
        )
        return None if held >= (OWN_RATE if asked.percents else RATED) else "no_percent"
    if asked.asks("count") and not PARTS.search(asked.folded):
        return None if _counted(asked, subject, evidence, ranked, asked.units[0] if asked.units else "") else "no_count"
    return None


def _year_absent(asked: Understanding, evidence: Evidence, ranked: Sequence[Scored]) -> bool:
    """Whether the best passage is a row of a table that has no figure of the year that is asked for."""
    best = ranked[0].reading.passage
    head = head_of(evidence.plan, best)
    told = years_of(head, best) if head else frozenset()
    return bool(asked.years and told) and told.isdisjoint(asked.years)


def _names_document(asked: Understanding, subject: Subject, best: Scored) -> bool:
    """Whether the best passage holds most of the question and the number of a document of the kind asked for."""
    kinds = "|".join(re.findall(KINDS_OF_DOCUMENT, asked.folded))
    if not kinds or len(subject.words) <= HARDLY_ANY or _coverage(subject, best) < ALMOST_ALL:
        return False
    return re.search(rf"(?<!\S)(?:{kinds}) so \d", best.reading.folded) is not None


def _number_absent(asked: Understanding, evidence: Evidence, number: bool, signed: bool) -> str | None:
    """Whether the number or day of a document is asked for, the plan's own or another's, that the text lacks."""
    meta = evidence.plan.metadata
    others = names_other_document(asked, evidence)
    if (number or signed) and not others:
        missing_number, missing_day = number and meta.number is None, signed and meta.date is None
        missing_day = missing_day and month_of(asked, evidence) is None
        if (missing_number and (missing_day or not signed)) or (
            missing_day and not number and not asked.asks("signer", "who")
        ):
            return "no_date_own"
    if number and others:
        kinds = re.findall(KINDS_OF_DOCUMENT, asked.folded)
        kinds = [k for k in kinds if k != fold(meta.kind or "")] or kinds
        said = rf"(?<!\S)(?:{'|'.join(kinds)})(?: lien (?:nganh|tich))? (?:so )?\d"
        if kinds and "van ban" not in kinds and not re.search(said, evidence.folded):
            return "no_date_own"
    return None


def _best(ranked: Sequence[Scored], subject: Subject, value: str) -> float:
    """The best coverage among passages that hold the sort of value; of the very best passage, it counts more."""
    held = (_said(subject, s, place) for place, s in enumerate(ranked) if getattr(s.reading.values, value))
    return max(held, default=0.0)


def _said(subject: Subject, found: Scored, place: int) -> float:
    """What a passage holds of the question; the one that speaks best to it may say the rest in other words."""
    return _coverage(subject, found) * (1.0 if place else SPEAKS_BEST)


def _paid(asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored]) -> bool:
    """Whether a passage on the subject has a sum, and one for each where it is asked what each gets or gives."""
    each = _DISTRIBUTES.search(asked.folded)
    receiver = each[1] if each and each[1] not in _ANY_RECEIVER else ""
    for place, s in enumerate(ranked):
        if not s.reading.values.money or _said(subject, s, place) < PAID:
            continue
        text = " ".join((s.reading.passage.text, *_above(evidence, s.reading)))
        if not each or _gives_each(text, receiver) or re.search(rf"đồng\s?/\s?{_PER}", text):
            return True
    return False


def _coverage(subject: Subject, found: Scored) -> float:
    """What a passage, or the one that led to it, holds of the question."""
    return max(subject.coverage(found.reading), subject.coverage(found.via) if found.via else 0.0)


def _dated(asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored]) -> bool:
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
    # Who acts is named beside other duties too: the names of bodies do not make it this one.
    bodies = f" {' '.join(m[0] for m in BODY.finditer(asked.folded))} "
    named = [p for p in subject.pairs if subject.is_set(p)]
    phrases = [p for p in named if f" {p} " not in bodies] or named
    # What the whole document is about is said in its title, and not again beside each day.
    title = f" {folded_form(evidence.plan.metadata.title or '')} "
    said_once = all(f" {p} " in title for p in phrases)
    if phrases != named and not said_once:
        found = [s for s in found if _holds_one(s.reading, subject.with_synonyms(phrases))]
    if found and found[0] is ranked[0]:  # what speaks best to the question has a day: most of its words are enough
        share = _coverage(subject, found[0])
        few = len(subject.words) <= HARDLY_ANY and not phrases
        if share >= DATED_BEST or (few and (share > 0 or len(subject.words) < 2)):
            return True
    least = DATED_BY_PHRASE if phrases else DATED
    for s in found:
        if phrases and not said_once and not _holds_one(s.reading, subject.with_synonyms(phrases)):
            continue
        if _coverage(subject, s) >= least:
            return True
    return False


def _holds_one(reading: Reading, phrases: Sequence[str]) -> bool:
    """Whether one of `phrases` stands in a passage or above it."""
    whole = f" {reading.folded} {reading.context} "
    return any(f" {p} " in whole for p in phrases)


def _is_basis(reading: Reading) -> bool:
    """Whether a passage is a legal basis of the plan: its day is another document's."""
    return reading.passage.kind is PassageKind.PREAMBLE and reading.folded.startswith("can cu ")


def _counted(asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored], unit: str) -> bool:
    """Whether a passage on the subject counts the `unit` that is asked for (any unit, when none is named)."""
    said = counted_unit(unit, evidence.folded)
    awards = bool(re.search(r"(?<!\S)(?:khen|bang khen|giay khen)(?!\S)", asked.folded))
    each = _DISTRIBUTES.search(asked.folded)
    receiver = each[1] if each and each[1] not in _ANY_RECEIVER else ""
    share = each is not None or asked.local
    own = OWN_UNIT if unit else COUNTED
    beside = BESIDE_BEST * max((_coverage(subject, s) for s in ranked[:8]), default=0.0)
    for place, s in enumerate(ranked):
        text = f"{s.reading.folded} {s.reading.context}"
        if (
            awards
            and unit not in _PAPERS
            and not (s.reading.values.count and re.search(r"(?<!\S)(?:khen|de nghi)(?!\S)", text))
        ):
            continue
        if (
            (_tells_how_many(asked, evidence, subject, s, place, unit) if unit else said.search(s.reading.folded))
            and _said(subject, s, place) >= max(own, beside * (1.0 if place >= NEARLY_BEST else AT_TOP))
            and (not share or _gives_each(" ".join((s.reading.passage.text, *_above(evidence, s.reading))), receiver))
        ):
            return True
    return False


def _tells_how_many(
    asked: Understanding, evidence: Evidence, subject: Subject, found: Scored, place: int, unit: str
) -> bool:
    """Whether a passage tells how many of `unit` there are; the best one, when it holds most of the question, may
    call people by another name though the plan counts by this one elsewhere, beside the body that is asked about.
    """
    if evidence.tells_how_many(found.reading, unit):
        return True
    if place or unit != "nguoi" or subject.coverage(found.reading) < OTHER_NAME:
        return False
    clauses = (folded_form(c) for c in re.split(r"(?<=[;.])\s", found.reading.passage.text))
    bodies = [" ".join(b.split()[:3]) for b in asked.bodies]
    return any(counted_unit(unit).search(c) and all(b in c for b in bodies) for c in clauses)


def _gives_each(text: str, receiver: str) -> bool:
    """Whether a text gives something to each of several, and names the folded `receiver` where there is one."""
    return _EACH.search(text) is not None and (not receiver or re.search(rf"\b{receiver}\b", fold(text)) is not None)


def _above(evidence: Evidence, reading: Reading) -> list[str]:
    """The headings and the words that introduce a passage, as written."""
    lead = reading.passage.lead
    return [*reading.passage.headings, evidence.plan.passages[lead].text if lead is not None else ""]
