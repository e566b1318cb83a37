"""What a question is about, and how much of it a passage holds."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cache, lru_cache

from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.rarity import Rarity
from knowledge.answers.readings import Reading
from knowledge.answers.understanding import GROUPS, Understanding
from knowledge.language.lexicon import load_lexicon, read_data
from knowledge.language.wording import Word, folded_form
from knowledge.search.index import DECIMALS
from knowledge.search.tokens import query_tokens
from knowledge.text import fold, modern_tones

CONTEXT_SHARE = 0.8  # a word that stands only in the headings above a passage
SYNONYM_SHARE = 0.8  # a word whose synonym stands there
LOOKED_AT = 16  # best passages whose content is looked at
CONTENT_HELD = 0.5  # what a passage that holds the whole content of a question is lifted by, in parts of its score
LONGEST_PHRASE = 5  # words


class Subject:
    """The content of a question: its words that are neither stop words nor words of asking, and pairs of them."""

    def __init__(self, asked: Understanding, rarity: Rarity, before: Sequence[Word] = ()) -> None:
        content = [*_content(asked.words, rarity, bool(asked.named_days)), "", *_content(before, rarity, False)]
        content, spoken = _everyday(asked.words, content, rarity)
        self._rarity = rarity
        self.words = tuple(dict.fromkeys([*(w for w in content if w), *spoken]))
        pairs = [f"{a} {b}" for a, b in itertools.pairwise(content) if a and b]
        self.pairs = tuple(dict.fromkeys(p for p in pairs if rarity.knows(p)))
        self._others = {t: _synonyms_of(t) for t in (*self.words, *self.pairs)}
        self._weights = {t: rarity.weight(t) for t in (*self.words, *self.pairs)}
        for phrase in spoken:  # it weighs as much as what is written for it
            known = [rarity.weight(o) for o in self._others[phrase] if rarity.knows(o)]
            self._weights[phrase] = max(known, default=self._weights[phrase])
        self.total = sum(self._weights.values())
        self._held: dict[int, float] = {}  # what each reading that was looked at holds
        self._terms = self._between_spaces()

        self._set = {p for p in self.pairs if rarity.is_set(p)}

    def part(self, folded: str) -> Subject:
        """The subject of only those words that stand in a folded text."""
        part = copy(self)
        part._held = {}
        inside = f" {folded} "
        part._weights = {t: w for t, w in self._weights.items() if f" {t} " in inside}
        part.total = sum(part._weights.values())
        part._terms = part._between_spaces()
        return part

    def is_set(self, pair: str) -> bool:
        """Whether a pair of words is a set phrase ("báo cáo", "hồ sơ"), not a chance neighbourhood."""
        return pair in self._set

    @property
    def keeps_together(self) -> Callable[[str], bool]:
        """Tells whether a folded pair of words, asked for or not, is a set phrase of the plans."""
        return self._rarity.is_set

    def with_synonyms(self, phrases: Iterable[str]) -> list[str]:
        """The phrases and those that mean the same."""
        return [q for p in phrases for q in (p, *self._others.get(p, ()))]

    def in_text(self, text: str) -> float:
        """The summed weight of what stands in `text`, any text as written."""
        return self._sum(_between_blanks(text), "")

    def heading_match(self, folded_heading: str) -> float:
        """How much of a heading the question says (0 to 1), by the weight of the heading's words that are content."""
        terms = _heading_terms(folded_heading)
        if not terms:
            return 0.0
        weights = {t: self._rarity.weight(t) for t in terms}
        meant = {o for others in self._others.values() for o in others}
        return sum(weight for t, weight in weights.items() if t in self._weights or t in meant) / sum(weights.values())

    def share_of(self, folded: str, group_named: bool, besides: str = "") -> float:
        """The share of the question's content that stands in a folded text; the name of a group counts when it is
        named there, and so do terms of words of `besides`.
        """
        if not self.total:
            return 1.0
        known = set(besides.split())
        found = self._sum(f" {folded} ", "")
        found += sum(
            w for t, w in self._weights.items() if set(t.split()) <= known and not self._stands(t, f" {folded} ", "")
        )
        if group_named:
            group = " ".join(GROUPS.values())
            found += sum(
                w
                for t, w in self._weights.items()
                if re.search(rf"(?<![a-z]){t}(?![a-z])", group) and f" {t} " not in f" {folded} "
            )
        return min(found / self.total, 1.0)

    def coverage(self, reading: Reading) -> float:
        """The share (0 to 1) of the question's content that a passage holds, with its headings."""
        held = self._held.get(id(reading))
        if held is None:
            held = self._sum(f" {reading.folded} ", f" {reading.context} ") / self.total if self.total else 0.0
            self._held[id(reading)] = held
        return held

    def ordered(self, ranked: Sequence[Scored]) -> list[Scored]:
        """The passages again, those that hold more of the question's content lifted."""
        best = ranked[:LOOKED_AT]
        lifted = [replace(s, score=s.score * (1 + CONTENT_HELD * self.coverage(s.reading))) for s in best]
        return [
            *sorted(lifted, key=lambda s: (-round(s.score, DECIMALS), s.reading.passage.order)),
            *ranked[LOOKED_AT:],
        ]

    def share_absent(self, evidence: Evidence) -> float:
        """The share (0 to 1) of the question's content that stands nowhere in a plan, in no form."""
        whole = f" {evidence.folded} "
        return sum(w for t, w in self._weights.items() if not self._stands(t, whole, "")) / (self.total or 1.0)

    def _sum(self, text: str, context: str) -> float:
        # As `_stands` says it, for each of hundreds of passages: without building a string for each.
        found = 0.0
        for term, weight, others in self._terms:
            if term in text:
                found += weight
            elif term in context:
                found += CONTEXT_SHARE * weight
            elif others and any(other in text or other in context for other in others):
                found += SYNONYM_SHARE * weight
        return found

    def _between_spaces(self) -> list[tuple[str, float, tuple[str, ...]]]:
        """Each term with its weight and what means the same, as `_sum` looks for them."""
        return [(f" {t} ", w, tuple(f" {o} " for o in self._others[t])) for t, w in self._weights.items()]

    def _stands(self, term: str, text: str, context: str) -> float:
        """How much of a term stands in a text or its context (each between spaces): 1, less for a synonym, or 0."""
        if f" {term} " in text:
            return 1.0
        if f" {term} " in context:
            return CONTEXT_SHARE
        return SYNONYM_SHARE if any(f" {o} " in text or f" {o} " in context for o in self._others[term]) else 0.0

    def absent_from(self, evidence: Evidence, rarity: Rarity) -> list[str]:
        """Pairs that other plans have and this plan has in no form: what it may not speak of at all."""
        whole = f" {evidence.folded} "
        return [
            p
            for p in self.pairs
            if f" {p} " not in whole and rarity.knows(p) and not any(f" {o} " in whole for o in self._others[p])
        ]


@lru_cache(maxsize=8192)
def _heading_terms(folded: str) -> tuple[str, ...]:
    """The words of a heading that are content, and the pairs of them, each once."""
    plain = [w for w in folded.split() if w not in _asking_words()[1] and not w.isdigit() and len(w) > 1]
    return tuple(dict.fromkeys((*plain, *(f"{a} {b}" for a, b in itertools.pairwise(plain)))))


def _between_blanks(text: str) -> str:
    return f" {folded_form(text)} "


def _content(words: Sequence[Word], rarity: Rarity, dated: bool) -> list[str]:
    """The folded words in order, "" in place of those that tell nothing of the subject."""
    kept = {t for t in query_tokens(" ".join(w.written for w in words)) if "_" not in t and not t.startswith("=")}
    asking = _in_asking_phrases([w.folded for w in words])
    tells = [
        w.folded in kept
        and i not in asking
        and not _is_asking(w, rarity)
        and not (dated and w.folded[0].isdigit())
        and not w.folded.endswith("%")  # a rate that one names is compared, not looked for
        for i, w in enumerate(words)
    ]
    # "bản" alone asks for nothing, "biên bản" is a thing; but "tiêu" of "đạt tiêu chí" goes with "chí".
    accented = any(w.written != w.folded for w in words)
    paired = [i + 1 < len(words) and _is_phrase(words[i], words[i + 1], rarity) for i in range(len(words))]
    settled = {k for i, p in enumerate(paired) if p and tells[i] and tells[i + 1] for k in (i, i + 1)}
    bound = {
        i
        for i in range(len(words))
        if i not in asking
        for other, pair in ((i - 1, i - 1), (i + 1, i))
        if 0 <= other < len(words) and paired[pair] and tells[other] and other not in settled
        if accented or rarity.needs(words[other].folded, f"{words[pair].folded} {words[pair + 1].folded}")
    }
    return [w.folded if tells[i] or i in bound else "" for i, w in enumerate(words)]


def _everyday(words: Sequence[Word], content: Sequence[str], rarity: Rarity) -> tuple[list[str], list[str]]:
    """`content` without the words of everyday phrases that no plan has, and those phrases: each is one term."""
    plain, left, spoken = tuple(w.folded for w in words), list(content), []
    taken: set[int] = set()
    for size in range(LONGEST_PHRASE, 1, -1):
        for i in range(len(plain) - size + 1):
            phrase, places = plain[i : i + size], range(i, i + size)
            if phrase not in load_lexicon().everyday or taken.intersection(places):
                continue
            if not all(rarity.knows(f"{a} {b}") for a, b in itertools.pairwise(phrase)):
                spoken.append(" ".join(phrase))
                taken.update(places)
                left[i : i + size] = [""] * size
    return left, spoken


def _is_phrase(first: Word, second: Word, rarity: Rarity) -> bool:
    return rarity.is_set(f"{first.folded} {second.folded}")


def _in_asking_phrases(plain: Sequence[str]) -> set[int]:
    """The places of words that belong to a phrase of asking ("bao nhiêu", "như thế nào")."""
    found: set[int] = set()
    phrases = _asking_phrases()
    for i in range(len(plain)):
        for size in (3, 2):
            if tuple(plain[i : i + size]) in phrases:
                found.update(range(i, i + size))
    return found


@cache
def _asking_phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(p.split()) for p in read_data("asking.toml")["phrases"])


def _is_asking(word: Word, rarity: Rarity) -> bool:
    """Whether a word is one of asking: as typed, and where its accents make a word that no plan has, without them."""
    written, bare = _asking_words()
    if word.written == word.folded:
        return word.folded in bare and not rarity.means_more(word.folded, written)
    typed = modern_tones(word.written)
    return typed in written or (word.folded in bare and not rarity.writes(typed))


@cache
def _asking_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words of asking with their accents, and as they are typed without."""
    written = frozenset(modern_tones(w) for w in read_data("asking.toml")["words"])
    return written, frozenset(fold(w) for w in written)


def _synonyms_of(term: str) -> list[str]:
    return [" ".join(s) for s in load_lexicon().synonyms.get(tuple(term.split()), ())]


def stands_in(phrases: Mapping[str, str], name: str, evidence: Evidence) -> bool:
    """Whether the pattern `name` of `phrases` is found anywhere in the plan."""
    return re.search(rf"(?<!\S)(?:{phrases[name]})(?!\S)", evidence.folded) is not None


def plain(text: str) -> str:
    """`text` folded, one space between words: for comparing values as they are written."""
    return " ".join(fold(text).split())
