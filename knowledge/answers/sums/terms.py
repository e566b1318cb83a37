"""What may be added up: the amounts that stand side by side in one enumeration of a plan, each with its own words.

"02 giải Nhì mỗi giải 6 triệu đồng" is one term, 2 times 6 million. An amount "for each" without how many there are is
no term, and an amount beside a number that may be its own or everybody's ("03 giải Ba 9 triệu đồng") spoils the whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.answers.sums.amounts import MONEY, SCALES, exact
from knowledge.answers.values import without_documents
from knowledge.facts.numbers import NUMBER
from knowledge.plans.markers import marker_of
from knowledge.plans.model import Passage
from knowledge.text import fold, one_line

_BOUND = r"(?:(?P<bound>từ|không quá|tối đa|tối thiểu|ít nhất|không dưới|trên|dưới|hơn|khoảng)\s+)?"
AMOUNTS_OF_MONEY = re.compile(rf"{_BOUND}(?<![\d.,/])(?:trị giá\s+)?{MONEY}(?P<each>\s*/\s*\w+)?")
_RANGE = re.compile(r"(?:\d|triệu|tỷ|nghìn|đồng)\s*(?:đến|-|–)\s*$")
_COUNT = re.compile(rf"{_BOUND}(?<![\d.,/])(?P<count>{NUMBER})\s+(?P<thing>[a-zà-ỹđ]+)")
_EACH = re.compile(r"(?<!\w)(?:mỗi|từng)\s+(?P<thing>[a-zà-ỹđ]+)(?:\s+[^\d,;:.]{1,24})?\s*$", re.IGNORECASE)
# What stands before it is the whole, what follows are its parts.
_PARTS = re.compile(r"(?:(?<!\w)(?:gồm|trong đó|bao gồm|gồm có)(?!\w)\s*:?|:)\s*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ])")
_BREAK = re.compile(r"[,;:](?!\d)|(?<!\d)\.\s")
_HEAD_OF_ITEM = re.compile(r"[,(:]")
LEAST = frozenset({"từ", "tối thiểu", "ít nhất", "không dưới", "trên", "hơn"})
MOST = frozenset({"không quá", "tối đa", "dưới"})


@dataclass(frozen=True, slots=True)
class Term:
    """One amount: `times` times `each` dong or things; `label` are the folded words that name it."""

    times: Decimal
    each: Decimal
    label: str
    bound: str = ""
    scale: str = ""  # the unit that it is written in: of money ("triệu"), or what is counted ("hộ")

    @property
    def value(self) -> Decimal:
        """What it comes to."""
        return self.times * self.each


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Terms that stand side by side; with `by_name` only those that a question names are added up: the plan tells the
    sum of all itself, or each item may be for somebody else.
    """

    terms: tuple[Term, ...]
    by_name: bool
    passages: tuple[Passage, ...]


def amounts_counting(unit: str, passages: Sequence[Passage]) -> re.Pattern[str]:
    """Amounts of a folded `unit` ("ho", "hoc sinh") as `passages` write it."""
    plain = re.compile(rf"(?<!\S){re.escape(unit)}(?!\w)")
    written = {text[m.start() : m.end()] for p in passages for text in [p.text] for m in plain.finditer(fold(text))}
    words = "|".join(sorted(map(re.escape, written))) or "(?!)"
    return re.compile(rf"{_BOUND}(?<![\d.,/])(?P<number>{NUMBER})\s+(?P<scale>{words})(?!\w)(?P<each>\s*/\s*\w+)?")


def enumerations(
    passage: Passage, siblings: Sequence[Passage], amounts: re.Pattern[str] = AMOUNTS_OF_MONEY
) -> list[Enumeration]:
    """The enumerations of `amounts` that `passage` holds or, with one an item, that it is an item of."""
    found = [
        Enumeration(tuple(terms), told, (passage,))
        for sentence in _SENTENCE.split(one_line(without_documents(passage.text.replace("*", ""))))
        for terms, told in [_in_sentence(sentence, amounts)]
        if terms
    ]
    if len(siblings) > 1:
        lines = [_unmarked(one_line(without_documents(p.text.replace("*", "")))) for p in siblings]
        items = [_in_sentence(line, amounts, whole=True)[0] for line in lines]
        if all(len(terms) == 1 for terms in items):
            found.append(Enumeration(tuple(t for terms in items for t in terms), True, tuple(siblings)))
    return found


def _unmarked(line: str) -> str:
    mark = marker_of(line)
    return line[mark.length :] if mark else line


def _in_sentence(sentence: str, pattern: re.Pattern[str], whole: bool = False) -> tuple[list[Term], bool]:
    """The terms of one sentence, and whether their sum stands before them; none where one of them is in doubt.

    With `whole` the sentence is one item, of which the words before a colon are the name.
    """
    amounts = list(pattern.finditer(sentence))
    told = False
    if not whole and len(amounts) > 1:
        border = next((m for m in _PARTS.finditer(sentence, amounts[0].end()) if m.end() <= amounts[1].start()), None)
        if border is not None and _BREAK.sub("", sentence[amounts[0].end() : border.start()]).strip(" đồng") == "":
            amounts, told = amounts[1:], True
    terms: list[Term] = []
    begin = 0
    for amount in amounts:
        before = sentence[begin : amount.start()]
        begin = amount.end()
        term = _term(amount, before, sentence[: amount.start()], whole)
        if term is None:
            return [], told
        terms.append(term)
    return terms, told


def _term(amount: re.Match[str], before: str, sentence: str, whole: bool) -> Term | None:
    """One amount with how many times it is given; None where that is in doubt."""
    if _RANGE.search(before):
        return None
    scale = amount["scale"] or ""
    value = exact(amount["number"]) * SCALES.get(scale, 1)
    each = _EACH.search(before)
    thing = fold(each["thing"]) if each else fold(amount["each"] or "").strip(" /")
    if thing:
        near = [m for m in _COUNT.finditer(before) if fold(m["thing"]) == thing]
        counts = near or [m for m in _COUNT.finditer(sentence) if fold(m["thing"]) == thing]
        if not counts or (not near and len(counts) > 1):
            return None
        count = counts[-1]
        label = before[count.start() : each.start() if each else len(before)] if near else sentence[count.start() :]
        bound = amount["bound"] or count["bound"] or ""
        return Term(exact(count["count"]), value, _name(fold(_BREAK.split(label)[0])), bound, scale)
    clause = before if whole else _BREAK.split(before)[-1]
    counts = list(_COUNT.finditer(clause))
    if counts and exact(counts[-1]["count"]) != 1:
        return None
    label = _HEAD_OF_ITEM.split(clause.lstrip("+- "))[0] if whole else clause
    return Term(Decimal(1), value, _name(fold(label)), amount["bound"] or "", scale)


def _name(label: str) -> str:
    return " ".join(re.findall(r"[a-z]+", label))
