"""What plans are compared by: the day of a duty, or the rate that is aimed at, as typed facts with their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from knowledge.answers.evidence import Evidence
from knowledge.answers.sentences import say
from knowledge.answers.spans import MAX_QUOTE, Span
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding
from knowledge.facts import Deadline, DeadlineType, Fact, Target
from knowledge.facts.numbers import NUMBER
from knowledge.language.lexicon import read_data
from knowledge.text import fold, one_line

F = TypeVar("F", bound=Fact)

# Something that grows or falls by a rate: "giảm nghèo nhanh hơn", "mục tiêu cao nhất".
RATES = re.compile(
    r"(?<!\S)(?:muc tieu|chi tieu|ty le|phan tram|giam|bot|ha (?:xuong|thap|ty le)|tang|muc giam|toc do)(?!\S)"
)
# Which end of the order is asked for; days are in order when the earlier is the less.
MOST = re.compile(r"(?<!\S)(?:cao|nhieu|nhanh|manh|lon|muon|tre|cham|sau)(?: \S+)? (?:nhat|hon)(?!\S)")
LEAST = re.compile(r"(?<!\S)(?:thap|it|nho|som|gap)(?: \S+)? (?:nhat|hon)(?!\S)|(?<!\S)(?:cham|yeu) (?:nhat|hon)(?!\S)")
SPEAKS = 0.5  # of the rest of the question that a fact's sentence holds
_BOUND = r"(?:từ|trên|dưới|hơn|ít nhất|tối thiểu|không quá|tối đa|khoảng|bình quân từ)"
_RATE = re.compile(
    rf"(?:{_BOUND}\s+)?{NUMBER}(?:\s*[-–]\s*{NUMBER})?\s*[%‰](?:\s*/\s*năm)?(?:\s*(?:trở lên|trở xuống))?"
)
MONTH_DAYS = 31  # days are put in order as if every month had 31
YEAR_DAYS = 13 * MONTH_DAYS  # more than any day of a year is worth


@dataclass(frozen=True, slots=True)
class Measure:
    """What one plan says of the thing compared: its words, where they stand, and the number that puts it in order."""

    words: str
    span: Span
    order: float


def measure_of(asked: Understanding, subject: Subject, evidence: Evidence) -> Measure | None:
    """The fact of a plan that the question compares: a day if days are asked for, a rate if rates are; else None."""
    if asked.asks("date", "days", "span"):
        return _day(asked, subject, evidence)
    if not asked.units and not asked.asks("criteria", "dossier", "forms", "duty") and RATES.search(asked.folded):
        return _rate(subject, evidence)
    return None


def order_asked(asked: Understanding, found: Sequence[Measure]) -> str:
    """The name of the order that the question asks for, "" for none: what is asked for stands first in it.

    Days and rates are never in one order, nor a day of the year and a bare year.
    """
    if len({m.order > YEAR_DAYS for m in found}) > 1:
        return ""
    kind = "day" if asked.asks("date", "days", "span") else "rate"
    if LEAST.search(asked.folded):
        return f"{kind}_up"
    return f"{kind}_down" if MOST.search(asked.folded) else ""


def _rate(subject: Subject, evidence: Evidence) -> Measure | None:
    rates = [t for t in evidence.facts.targets if t.unit.startswith(("%", "‰"))]
    best = _best(_topic(subject, "rates"), rates, lambda t: t.what)
    words = _figure(best) if best else ""
    if best is None or not words:
        return None
    return Measure(words, _span(evidence, best), best.low if best.low is not None else best.high or 0.0)


def _figure(target: Target) -> str:
    """The words of the plan in which the figure of `target` stands: "từ 0,75%/năm trở lên"."""
    edge = f"{target.low if target.low is not None else target.high:g}".replace(".", ",")
    said = [" ".join(m[0].split()) for m in _RATE.finditer(target.quote)]
    return next((words for words in said if re.search(rf"(?<![\d,]){re.escape(edge)}(?![\d,]*\d)", words)), "")


def _day(asked: Understanding, subject: Subject, evidence: Evidence) -> Measure | None:
    dated = [d for d in evidence.facts.deadlines if d.moment and _order(d) is not None]
    if asked.exact_day or "bao cao" in asked.folded or "ho so" in asked.folded:
        dated = [d for d in dated if d.date or (d.rule and "BYMONTHDAY" in d.rule)]
    best = _best(_topic(subject, "days"), dated, lambda d: d.what or "")
    order = _order(best) if best else None
    if best is None or order is None:
        return None
    return Measure(moment_words(best), _span(evidence, best), order)


def moment_words(due: Deadline) -> str:
    """The moment of a duty as the plan writes it, with "hằng năm" where it comes back every year."""
    moment = one_line(due.moment or "")
    yearly = due.type in (DeadlineType.ANNUAL, DeadlineType.WINDOW) and due.rule is not None
    if yearly and not re.search(r"(?:hang|moi) nam", fold(moment)):
        return say("lead.yearly", moment=moment)
    return moment


def _order(due: Deadline) -> float | None:
    """Where in the year a duty lies; one with a bare year comes after all of those. None without either."""
    if due.date:
        return due.date.month * MONTH_DAYS + due.date.day
    month, day = (re.search(rf"{part}=(\d+)", due.rule or "") for part in ("BYMONTH", "BYMONTHDAY"))
    if month:
        return int(month[1]) * MONTH_DAYS + (int(day[1]) if day else 0)
    return due.year * YEAR_DAYS if due.year else None


def _topic(subject: Subject, sort: str) -> Subject:
    """What is left of the question without the words of comparing and those that every fact of the `sort` has."""
    return subject.part(" ".join(w for w in subject.words if _left_out(sort).isdisjoint(w.split())))


@cache
def _left_out(sort: str) -> frozenset[str]:
    words = read_data("comparing.toml")
    return frozenset((*words["comparing"].split(), *words[sort].split()))


def _best(topic: Subject, facts: Sequence[F], own: Callable[[F], str]) -> F | None:
    """The fact that holds most of the topic in its own words, the first of equals; None if even its whole sentence
    holds hardly any.
    """
    speaking = [f for f in facts if topic.in_text(f.quote) >= SPEAKS * topic.total]
    return max(speaking, key=lambda f: (topic.in_text(own(f)), -f.start)) if speaking else None


def _span(evidence: Evidence, fact: Fact) -> Span:
    """The passage that holds the fact, if it is short enough to be quoted whole, else the fact's own sentence."""
    for reading in evidence.readings:
        passage = reading.passage
        if passage.start <= fact.start < passage.end and passage.end - passage.start <= MAX_QUOTE:
            return Span(passage.section, passage.start, passage.end)
    return Span(fact.section, fact.start, min(fact.end, fact.start + MAX_QUOTE))
