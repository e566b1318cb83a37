"""Which passages of a plan speak to a question, best first."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from knowledge.answers.tables import head_of, is_money, is_rate
from knowledge.answers.understanding import AWARDS, GROUPS, OCCASIONS, OWN_DAY, TO_BE_DONE, Understanding, named
from knowledge.answers.values import Values, counted_unit, read_values
from knowledge.facts import Facts, facts_of
from knowledge.language.lexicon import load_lexicon
from knowledge.language.wording import Vocabulary, Word, folded_text, long_form, written_text
from knowledge.plans.model import Passage, PassageKind, Plan
from knowledge.search.index import Index
from knowledge.text import modern_tones

T = TypeVar("T")

SYNONYM_WEIGHT = 0.4  # a word that means the same counts less than the word that was typed
BEFORE_WEIGHT, FEW_WORDS, SAME_SECTION = 0.6, 5, 1.15  # what a question that goes on takes from the one before
# What a passage's score is multiplied by; found on questions about documents of several sorts, coarse on purpose.
VALUE_ASKED, VALUE_MISSING = 1.45, 0.65
DAY_ASKED_MISSING, DAY_MISSING = 0.5, 0.8
GROUP_HEADING, GROUP_OTHER = 1.5, 0.7
AWARD_NAMED, AWARD_OTHER = 1.35, 0.75
OCCASION_OTHER = 0.8
YEAR_NAMED = 1.3
SECTION_ASKED = 1.5
BASIS_ASKED = 2.2  # the question asks what the plan is based on
HEADING_SAID = 1.5  # the question says the whole heading of the passage
SECTION_NAMED, NUMBER_NAMED = 4.0, 1.8  # the question names the section or another document's number
BODY_NAMED, BODY_NAMED_WHOLE, OPENING = (
    1.35,
    1.7,
    12,
)  # ... or names the body that the passage begins with, within so many words
END_MATTER, PREAMBLE, HEADING_ALONE, ANNEX_NOT_NAMED = 0.35, 0.6, 0.8, 0.75
_SECTIONS = tuple(
    (kind, re.compile(rf"\b(?:{heading})\b"))
    for kind, heading in (
        ("criteria", "tieu chi|dieu kien|tieu chuan"),
        ("forms", "hinh thuc"),
        ("award", "hinh thuc"),
        ("dossier", "ho so|thu tuc|thanh phan"),
        ("purpose", "muc dich|yeu cau|muc tieu"),
        ("steps", "trinh tu|thu tuc|quy trinh"),
        ("timeline", "tien do|lo trinh"),
        ("money", "kinh phi|muc|nguon von"),
    )
)
_BASIS = re.compile(r"(?:can cu|thuc hien|theo|xet) ")


@dataclass(frozen=True)
class Reading:
    """A passage with what the search needs of it, worked out once."""

    passage: Passage
    words: tuple[Word, ...]
    folded: str
    context: str  # folded headings and lead above it
    values: Values
    group: str | None  # whom its nearest heading is about
    heading: str  # its nearest heading, folded
    awards: frozenset[str]
    occasions: frozenset[str]
    opening: str  # the folded words that it and its nearest headings begin with: who acts


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage and how well it speaks to the question."""

    reading: Reading
    score: float
    via: Reading | None = None  # the passage whose reference led here


class Evidence:
    """One plan, ready to be searched."""

    def __init__(self, plan: Plan, rest: Callable[[], None] | None = None) -> None:
        """`rest` is called after each passage: who builds beside those who answer lets them go first."""
        self.plan = plan
        self._rest = rest or _go_on
        self.readings = [self._resting(_read(plan, p)) for p in plan.passages]
        self._annexes = {
            s.path: _annex_words(s.title)
            for s in plan.sections
            if s.parent is None and s.path.isupper() and len(s.path) > 1
        }

    @cached_property
    def index(self) -> Index:
        """The plan's passages with their headings and leads as context."""
        texts = (self._resting(written_text(r.words)) for r in self.readings)
        return Index.build(list(texts), [r.context for r in self.readings], rest=self._rest)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the plan and their neighbours."""
        words: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        for reading in self.readings:
            plain = [w.folded for w in reading.words]
            words.update(plain)
            pairs.update(itertools.pairwise(plain))
        return Vocabulary(frozenset(words), frozenset(pairs))

    @cached_property
    def counts(self) -> tuple[Counter[str], Counter[str]]:
        """How often each word and pair of words stands in the plan: folded, and as written."""
        plain: Counter[str] = Counter()
        written: Counter[str] = Counter()
        for reading in self.readings:
            plain.update(_words_and_pairs([w.folded for w in reading.words]))
            written.update(_words_and_pairs([modern_tones(w.written) for w in reading.words]))
            self._rest()
        return plain, written

    @cached_property
    def facts(self) -> Facts:
        """The typed facts of the plan."""
        return facts_of(self.plan)

    @cached_property
    def folded(self) -> str:
        """The whole plan in the long folded form."""
        return " | ".join(r.folded for r in self.readings)

    def of(self, plan: Plan) -> Evidence:
        """The same for a plan with the same text, of which other things are known now."""
        same = copy(self)
        same.plan = plan
        same.__dict__.pop("facts", None)
        return same

    def warm(self) -> Evidence:
        """Work out now what else would be worked out for the first question."""
        _ = self.index, self.vocabulary, self.counts, self.facts, self.folded
        return self

    def _resting(self, made: T) -> T:
        self._rest()
        return made

    def names_annex(self, asked: Understanding) -> bool:
        """Whether the question names an annex of the plan ("đề cương")."""
        said = set(asked.folded.split())
        return any(words <= said for words in self._annexes.values())

    def rank(self, asked: Understanding, before: Sequence[Word] = (), section: str = "") -> list[Scored]:
        """The passages that share words with the question, best first.

        `before` are words of the question before it, `section` the one that answered that: both count a part.
        """
        known = asked.besides.split()
        asking = [w for w in asked.words if w.folded not in known] or list(asked.words)
        found = self.index.scores(written_text(asking))
        if len(asking) < len(asked.words):
            before = [*before, *(w for w in asked.words if w.folded in known)]
        weight = BEFORE_WEIGHT if len(asked.words) <= FEW_WORDS else BEFORE_WEIGHT / 2
        for order, score in self.index.scores(written_text(before)).items():
            found[order] = found.get(order, 0.0) + weight * score
        # "bao nhiêu tiền": money is what is asked for there, not what the passage speaks of.
        subject = [w for w in asked.words if not (asked.asks_sum and w.folded == "tien")]
        same = [*_synonyms(subject), *(f"{d} tháng {m} {d}/{m}" for d, m in asked.named_days)]
        for order, score in self.index.scores(" . ".join(same)).items():
            found[order] = found.get(order, 0.0) + SYNONYM_WEIGHT * score
        scored = [
            Scored(
                self.readings[o],
                s
                * self._fit(asked, self.readings[o])
                * (SAME_SECTION if section and self.readings[o].passage.section == section else 1.0),
            )
            for o, s in found.items()
        ]
        return sorted(scored, key=lambda s: (-s.score, s.reading.passage.order))

    def _fit(self, asked: Understanding, reading: Reading) -> float:
        """How well the passage's sort fits what is asked, as a factor."""
        passage, factor = reading.passage, 1.0
        if reading.values.holds(asked.kinds):
            factor *= VALUE_ASKED
        if asked.wants_value and not asked.asks("yes_no", "who") and not getattr(reading.values, asked.wants_value):
            factor *= DAY_ASKED_MISSING if asked.exact_day else VALUE_MISSING
        elif asked.asks("date") and TO_BE_DONE.search(asked.folded) and not reading.values.exact_date:
            factor *= DAY_MISSING
        if asked.units and not any(counted_unit(u, self.folded).search(reading.folded) for u in asked.units):
            factor *= VALUE_MISSING
        factor *= _section_fit(asked, reading) * _body_fit(asked, reading)
        if len(reading.heading.split()) > 1 and f" {reading.heading} " in f" {asked.folded} ":
            factor *= HEADING_SAID
        if asked.groups and reading.group:
            factor *= (
                GROUP_HEADING
                if reading.group in asked.groups
                else GROUP_OTHER
                if asked.asks("criteria", "duty")
                else 1.0
            )
        factor *= _named_fit(asked.awards, reading.awards, AWARD_NAMED, AWARD_OTHER)
        factor *= _named_fit(asked.occasions, reading.occasions, 1.1, OCCASION_OTHER)
        if asked.section and _lies_in(passage.section, asked.section):
            factor *= SECTION_NAMED
        if asked.numbered and any(n in passage.text for n in asked.numbered):
            factor *= NUMBER_NAMED
        if asked.years and any(str(y) in reading.folded for y in asked.years):
            factor *= YEAR_NAMED
        if passage.kind is PassageKind.RECIPIENTS and asked.asks("recipients"):
            factor *= SECTION_NAMED
        elif passage.kind in (PassageKind.RECIPIENTS, PassageKind.SIGNATURE) and not asked.asks("signer"):
            factor *= END_MATTER
        own_day = asked.asks("date") and OWN_DAY.search(asked.folded)
        if passage.kind is PassageKind.HEADER and not own_day and not asked.asks("document", "signer", "title"):
            factor *= END_MATTER / (VALUE_ASKED if asked.asks("date") else 1.0)
        if passage.kind is PassageKind.PREAMBLE and not asked.asks("document", "signer"):
            factor *= PREAMBLE
        if passage.kind is PassageKind.HEADING:
            factor *= HEADING_ALONE
        annex = passage.section.split(".")[0]
        if annex in self._annexes and not self._annexes[annex] <= set(asked.folded.split()):
            factor *= ANNEX_NOT_NAMED
        elif annex in self._annexes:
            factor *= SECTION_ASKED
        return factor


def _go_on() -> None:
    """No rest."""


def _words_and_pairs(words: Sequence[str]) -> list[str]:
    return [*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))]


def _read(plan: Plan, passage: Passage) -> Reading:
    words = tuple(long_form(passage.text))
    lead = plan.passages[passage.lead].text if passage.lead is not None else ""
    own = plan.by_path.get(passage.section)
    above = [h for h in passage.headings if own is None or h != own.title or passage.kind is not PassageKind.HEADING]
    context = folded_text(long_form(" . ".join([*above, lead[:200]])))
    nearest = folded_text(long_form(above[-1])) if above else ""
    folded = folded_text(words)
    groups = named(GROUPS, nearest) or named(GROUPS, " ".join(folded.split()[:12]))
    mark = re.compile(r"^(?:[\divx]+|[a-z]) ")
    opening = " | ".join([mark.sub("", folded), *(folded_text(long_form(h)) for h in above[-2:])])
    opening = " | ".join(" ".join(part.split()[:OPENING]) for part in opening.split(" | "))
    said = f"{folded} {context}"
    return Reading(
        passage=passage,
        words=words,
        folded=folded,
        context=context,
        values=_values(plan, passage, folded),
        group=groups[0] if groups else None,
        heading=nearest,
        awards=frozenset(named(AWARDS, said)),
        occasions=frozenset(named(OCCASIONS, said)),
        opening=opening,
    )


def _values(plan: Plan, passage: Passage, folded: str) -> Values:
    """The sorts of value in a passage; the figures of a table are what its columns say."""
    values, head = read_values(passage, folded), head_of(plan, passage)
    if head is None:
        return values
    return replace(values, money=is_money(head), percent=is_rate(head), count=True)


def _body_fit(asked: Understanding, reading: Reading) -> float:
    """More for a passage that begins with the body that the question names: it is the one that acts or is given."""
    if not asked.bodies or not asked.asks("duty", "count", "many", "who"):
        return 1.0
    beginnings = {" ".join(b.split()[:n]) for b in asked.bodies for n in (2, 3) if len(b.split()) > 1}
    names = [b for b in beginnings if f" {b} " in f" {reading.opening} "]
    if not names:
        return 1.0
    return BODY_NAMED_WHOLE if any(len(n.split()) > 2 for n in names) else BODY_NAMED


def _lies_in(section: str, named_section: str) -> bool:
    return section == named_section or section.startswith(f"{named_section}.")


def _annex_words(title: str) -> frozenset[str]:
    return frozenset(folded_text(long_form(title)).split()[:2])


def _section_fit(asked: Understanding, reading: Reading) -> float:
    """More for a passage under a heading that names the sort of thing asked for."""
    where = reading.context + " " + (reading.folded if reading.passage.kind is PassageKind.HEADING else "")
    for kind, heading in _SECTIONS:
        if (asked.asks(kind) or (kind == "award" and asked.awards and asked.asks("who"))) and heading.search(where):
            return SECTION_ASKED if kind != "purpose" else 1.25
    if asked.asks("signer") and reading.passage.kind is PassageKind.SIGNATURE:
        return 6.0
    if asked.asks("title") and reading.passage.kind is PassageKind.HEADER:
        return 4.0
    if asked.asks("document") and reading.passage.kind in (PassageKind.PREAMBLE, PassageKind.HEADER):
        based = asked.asks("document") and re.search(r"(?<!\S)can cu(?!\S)", asked.folded)
        return BASIS_ASKED if based and _BASIS.match(reading.folded) else 1.4
    return 1.0


def _named_fit(wanted: tuple[str, ...], said: frozenset[str], same: float, other: float) -> float:
    """`same` when a thing that the question names stands in the passage, `other` when only another of its sort does."""
    if not wanted or not said:
        return 1.0
    return same if said & set(wanted) else other


def _synonyms(words: Sequence[Word]) -> list[str]:
    """Phrases that mean the same as phrases of the question, none that stands in it."""
    table = load_lexicon().synonyms
    plain = tuple(w.folded for w in words)
    found: dict[str, None] = {}
    for size in (3, 2, 1):
        for i in range(len(plain) - size + 1):
            for phrase in sorted(table.get(plain[i : i + size], ())):
                found[" ".join(phrase)] = None
    whole = f" {' '.join(plain)} "
    return [p for p in found if f" {p} " not in whole]
