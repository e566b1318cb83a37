"""Which passages of a plan speak to a question, best first."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from knowledge.answers.fitting import Fit
from knowledge.answers.readings import Reading, read_passage
from knowledge.answers.understanding import Understanding
from knowledge.answers.values import counted_unit
from knowledge.facts import Facts, facts_of
from knowledge.language.lexicon import load_lexicon
from knowledge.language.wording import Vocabulary, Word, folded_text, long_form, written_text
from knowledge.plans.model import Plan
from knowledge.search.index import DECIMALS, Index
from knowledge.search.tokens import PAIR
from knowledge.text import fold, modern_tones

T = TypeVar("T")

_WRITES_REPORT = re.compile(
    r"(?<!\S)bao cao(?!\S).*(?<!\S)(?:viet|ghi|neu|ke|trinh bay|danh gia)(?: ra| ro| cu the)?(?: \S+){0,3} "
    r"(?:gi|nao|sao|the nao|khong)(?!\S)|"
    r"(?<!\S)bao cao(?!\S).*(?<!\S)(?:ke|dua|neu|ghi|can|co)(?: ra| cac| nhung)? so lieu(?!\S)|"
    r"(?<!\S)(?:muc|phan)(?: \S+){1,4} (?:cua|trong) (?:bao cao|de cuong)(?!\S)"
)
# How the outline calls an annex ("DC", "PL2"), and what looks like it: the parts of the plan itself ("II", "IV").
_LETTERS, _ROMAN = re.compile(r"[A-ZĐ]{2,}\d*"), re.compile(r"[IVXL]+")
MOST_TOLD = 20_000  # passages with a unit of which it is remembered whether they count it
LONGEST_PHRASE = 5  # words of a phrase that has synonyms
# A word that means the same counts less than the word that was typed; more where the plan does not have that word.
SYNONYM_WEIGHT, SYNONYM_OF_UNKNOWN = 0.3, 0.4
BEFORE_WEIGHT, FEW_WORDS, SAME_SECTION = 0.6, 5, 1.15  # what a question that goes on takes from the one before
BEFORE_MOST, OWN_SUBJECT = 0.7, 8.0  # ... at most this part of its own best score, where it has a subject of its own


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
        self.readings = [self._resting(read_passage(plan, p)) for p in plan.passages]
        self._told: dict[tuple[int, str], bool] = {}  # by passage and unit, as units are asked for
        self._phrase_scores: dict[str, dict[int, float]] = {}  # of phrases of the lexicon, as they are asked for
        self._annexes = {
            s.path: _annex_words(s.title)
            for s in plan.sections
            if _LETTERS.fullmatch(s.path) and not _ROMAN.fullmatch(s.path) and not self._is_body(s.path)
        }

    def _is_body(self, annex: str) -> bool:
        """Whether most of the document stands in the annex: a decision that issues a regulation."""
        inside = sum(r.passage.section.split(".")[0] == annex for r in self.readings)
        return 2 * inside > len(self.readings)

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
        return any(words <= said for words in self._annexes_of(asked).values())

    def is_named(self, annex: str, asked: Understanding) -> bool:
        """Whether `annex` is an annex that the question names."""
        words = self._annexes_of(asked).get(annex)
        return words is not None and words <= set(asked.folded.split())

    def _annexes_of(self, asked: Understanding) -> Mapping[str, frozenset[str]]:
        """The words that name each annex: of the outline of a report "báo cáo" too, for one who asks what to write."""
        if not _WRITES_REPORT.search(asked.folded):
            return self._annexes
        outlines = {s.path for s in self.plan.sections if s.path in self._annexes and "bao cao" in fold(s.title)}
        return {p: frozenset(("bao", "cao")) if p in outlines else words for p, words in self._annexes.items()}

    def tells_how_many(self, reading: Reading, unit: str) -> bool:
        """Whether a passage tells how many of `unit` there are; a row of a table does when it names it."""
        if reading.row and re.search(rf"(?<!\S){re.escape(unit)}(?!\S)", f"{reading.folded} {reading.columns}"):
            return reading.values.count
        told = self._told.get((reading.passage.order, unit))
        if told is None:
            if len(self._told) >= MOST_TOLD:
                self._told.clear()
            told = counted_unit(unit, self.folded).search(reading.folded) is not None
            self._told[reading.passage.order, unit] = told
        return told

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
        earlier = self.index.scores(written_text(before)) if before else {}
        own = max(found.values(), default=0.0)
        if earlier and own > OWN_SUBJECT:  # "còn đoàn thể?": many words of before do not drown the few new ones
            weight = min(weight, BEFORE_MOST * own / max(earlier.values()))
        for order, score in earlier.items():
            found[order] = found.get(order, 0.0) + weight * score
        # "bao nhiêu tiền": money is what is asked for there, not what the passage speaks of.
        subject = [w for w in asked.words if not (asked.asks_sum and w.folded == "tien")]
        same = [(self._synonym_weight(typed), phrases) for typed, phrases in _synonyms(subject)]
        same += [(SYNONYM_OF_UNKNOWN, [f"{d} tháng {m}", f"{d}/{m}"]) for d, m in asked.named_days]
        for weight, phrases in same:
            for order, score in self._best_of(phrases).items():
                found[order] = found.get(order, 0.0) + weight * score
        fit = Fit(asked, self._annexes_of(asked), self.tells_how_many)
        scored = [
            Scored(
                self.readings[o],
                s
                * fit(self.readings[o])
                * (SAME_SECTION if section and self.readings[o].passage.section == section else 1.0),
            )
            for o, s in found.items()
        ]
        # Rounded: passages that are equal stand in the order of the plan, in whatever order their factors were taken.
        return sorted(
            self._not_dropped(asked, scored), key=lambda s: (-round(s.score, DECIMALS), s.reading.passage.order)
        )

    def _not_dropped(self, asked: Understanding, scored: list[Scored]) -> list[Scored]:
        """`scored` without passages whose only deadline or quota an officer has dropped, where such a one is asked."""
        kinds = {"deadline": asked.asks("date", "days"), "quota": asked.asks("count")}
        dropped = [c for c in self.plan.corrections if c.dropped and kinds.get(c.kind)]
        if not dropped:
            return scored
        kept = [f.start for f in (*self.facts.deadlines, *self.facts.quotas)]
        return [
            s
            for s in scored
            if not any(s.reading.passage.start <= c.start < s.reading.passage.end for c in dropped)
            or any(s.reading.passage.start <= place < s.reading.passage.end for place in kept)
        ]

    def _synonym_weight(self, typed: str) -> float:
        """What counts of the score for a phrase that means the same as `typed`."""
        tokens = typed.split()
        tokens = [f"{a}{PAIR}{b}" for a, b in itertools.pairwise(tokens)] or tokens
        known = all(self.index.idf(token) for token in tokens)
        return SYNONYM_WEIGHT if known else SYNONYM_OF_UNKNOWN

    def _best_of(self, phrases: Sequence[str]) -> dict[int, float]:
        """The score of each passage for the one of `phrases` that suits it best: they are ways to say one thing."""
        best: dict[int, float] = {}
        for phrase in phrases:
            if phrase not in self._phrase_scores:
                self._phrase_scores[phrase] = self.index.scores(phrase)
            for order, score in self._phrase_scores[phrase].items():
                best[order] = max(best.get(order, 0.0), score)
        return best


def _go_on() -> None:
    """No rest."""


def _words_and_pairs(words: Sequence[str]) -> list[str]:
    return [*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))]


def _annex_words(title: str) -> frozenset[str]:
    return frozenset(folded_text(long_form(title)).split()[:2])


def _synonyms(words: Sequence[Word]) -> list[tuple[str, list[str]]]:
    """The phrases of the question that have synonyms, each with those of them that do not stand in it; the longest
    phrases first, and none that overlaps one before it.
    """
    table = load_lexicon().synonyms
    plain = tuple(w.folded for w in words)
    whole = f" {' '.join(plain)} "
    found: list[tuple[str, list[str]]] = []
    taken: set[int] = set()
    for size in range(LONGEST_PHRASE, 0, -1):
        for i in range(len(plain) - size + 1):
            typed, places = plain[i : i + size], range(i, i + size)
            if typed not in table or not taken.isdisjoint(places):
                continue
            taken.update(places)
            same = [" ".join(p) for p in sorted(table[typed])]
            found.append((" ".join(typed), [p for p in same if f" {p} " not in whole]))
    return found
