"""Questions about the document itself: who signed it, its number, its day, what it is called."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from knowledge.answers.composing import MOST_CITATIONS, Draft, cite, own_words
from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.first_line import FIRST_LINE, calm
from knowledge.answers.sentences import say
from knowledge.answers.spans import Span, merge
from knowledge.answers.understanding import OWN_DAY, OWN_NUMBER, Understanding
from knowledge.plans.model import Passage, PassageKind
from knowledge.text import fold, one_line

SHOWN = 240  # characters of one line of a header or signature
# Who signs stands in capitals above the name; "KT. CHỦ TỊCH" says for whom.
_NAME = re.compile(r"(?<=\n)\s*(?!\s|(?:PHÓ|CHỦ|GIÁM|TRƯỞNG|CHÁNH|CỤC|TỔNG)\s)[^\W\d_][^\n(]*\Z")
_FOR_WHOM = re.compile(r"(?:KT|TL|TUQ|TM)\s*\.?\s+(?P<whom>.+?)\s+(?=(?:PHÓ|CHỦ|GIÁM|TRƯỞNG|CHÁNH|CỤC|TỔNG|Q\.) ?)")
_KEPT = re.compile(r"(?<!\S)(?:dong luu|luu (?:o|tai))(?!\S)")
_KEPT_SAID = re.compile(r"Lưu\s*:[^|\n]*")
_MONTH = re.compile(r"(?<!\S)(?:thang|nam) (?:nao|may)(?!\S)")


def about_document(asked: Understanding, evidence: Evidence, ranked: Sequence[Scored], of_other: bool) -> Draft | None:
    """The answer when the signer, number, day or title of the plan is asked for; None for any other question.

    `of_other` tells that the question names another document, whose number stands in the legal bases.
    """
    if asked.asks("days", "contact"):
        return None
    own_number = bool(OWN_NUMBER.search(asked.folded)) and not of_other
    own_day = bool(OWN_DAY.search(asked.folded)) and not of_other
    wanted: list[Passage | None] = []
    if asked.asks("signer"):
        wanted.append(_signature(asked, evidence))
    if own_number:
        wanted.append(_header(evidence, r"[Ss]ố\s*:?\s*\d"))
    if own_day or (asked.asks("signer") and asked.asks("date")):
        wanted.append(_header(evidence, r"ngày\s+\d{1,2}\s+tháng") or month_of(asked, evidence))
    if asked.asks("title"):
        wanted.append(_title(evidence))
    passages = list(dict.fromkeys(p for p in wanted if p is not None))
    if asked.asks("recipients") and not passages:
        return _recipients(asked, evidence)
    if not passages:
        return None
    rest = [s.reading.passage for s in ranked[:2] if s.reading.passage not in passages]
    citations = tuple(
        cite(evidence.plan, Span(p.section, p.start, p.end)) for p in [*passages, *rest][:3] if p.end - p.start <= 900
    )
    told = [_told(p)[:SHOWN] for p in passages]
    if len(told) > 1 and len(" ".join(told)) <= FIRST_LINE:
        told = [" ".join(told)]
    return Draft(told[0], "\n".join(told[1:]), "", citations)


def _told(passage: Passage) -> str:
    """A line of a header as it is read aloud; of a signature, who signed and for whom."""
    if passage.kind is PassageKind.SIGNATURE:
        return _signed(passage.text.replace("*", "").strip())
    words = re.sub(r"\s+/", "/", one_line(passage.text)).rstrip(" .;").split()
    capitals = sum(1 for _ in itertools.takewhile(lambda w: w.isupper() and len(w) > 1, words))
    return " ".join((calm(" ".join(words[:capitals])), *words[capitals:])).strip() + "."


def _signed(text: str) -> str:
    name = _NAME.search(text)
    office = one_line(text[: name.start()] if name else text)
    for_whom = _FOR_WHOM.match(office)
    title = calm(office[for_whom.end() :] if for_whom else office)
    if name and for_whom:
        return say("lead.signed_for", title=title, name=one_line(name[0]), whom=calm(for_whom["whom"]))
    return say("lead.signed", title=title, name=one_line(name[0])) if name else f"{title}."


def _recipients(asked: Understanding, evidence: Evidence) -> Draft | None:
    """Whom the document is addressed to, and to whom it is sent besides."""
    passages = [p for p in evidence.plan.passages if p.kind is PassageKind.RECIPIENTS and p.section == "recipients"]
    named = [p for p in passages if any(body in fold(p.text) for body in asked.bodies)]
    addressed = [p for p in evidence.plan.passages if fold(p.text).lstrip("* ").startswith("kinh gui")][:1]
    if not passages or named or asked.asks("yes_no"):
        return None
    kept = next(((p, m) for p in passages if (m := _KEPT_SAID.search(p.text))), None)
    if kept and _KEPT.search(asked.folded):
        passage, words = kept
        place = Span(passage.section, passage.start, passage.end)
        return Draft(f"{one_line(words[0]).rstrip(' .;/')}.", "", "", (cite(evidence.plan, place),))
    spans = merge([Span(p.section, p.start, p.end) for p in [*addressed, *passages]], MOST_CITATIONS)
    told = [p for p in [*addressed, *passages] if any(s.start <= p.start and p.end <= s.end for s in spans)]
    places = [own_words(p).rstrip(";.") for p in told if fold(p.text).strip("*: ") != "noi nhan"]
    lines = "\n".join(f"{i}. {place}." for i, place in enumerate(places, 1))
    lead = say("lead.recipients", document=evidence.plan.metadata.kind or "Văn bản", count=len(places))
    return Draft(lead, lines, "", tuple(cite(evidence.plan, s) for s in spans), (str(len(places)),))


def _signature(asked: Understanding, evidence: Evidence) -> Passage | None:
    """The signature of the plan, or of the annex that the question names."""
    found = [p for p in evidence.plan.passages if p.kind is PassageKind.SIGNATURE]
    if not found:
        return None
    return found[-1] if evidence.names_annex(asked) else found[0]


def _header(evidence: Evidence, pattern: str) -> Passage | None:
    return next(
        (p for p in evidence.plan.passages if p.kind is PassageKind.HEADER and re.search(pattern, p.text)), None
    )


def month_of(asked: Understanding, evidence: Evidence) -> Passage | None:
    """The line with the month of a plan whose day was left open, where the month or year is asked for."""
    return _header(evidence, r"tháng\s+\d{1,2}\s+năm") if _MONTH.search(asked.folded) else None


def _title(evidence: Evidence) -> Passage | None:
    headers = [p for p in evidence.plan.passages if p.kind is PassageKind.HEADER and p.section == "header"]
    return max(headers, key=lambda p: (re.search(r"ngày .* năm|^Số", p.text) is None, len(p.text)), default=None)
