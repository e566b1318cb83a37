"""From passages to the slices of a plan that are quoted, and to the shorter pieces that are shown."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.plans.model import Passage, PassageKind, Plan
from knowledge.text import one_line

MAX_QUOTE = 900  # characters of a quote, as promised by `ask --json`
_CLAUSE = re.compile(r"(?<=[;:.!?])\s+|(?<=,)\s+(?=\S)")
_SENTENCE = re.compile(r"(?<=[;.!?])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Span:
    """A slice [start, end) of a plan's source, under the section that it begins in."""

    section: str
    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters it holds."""
        return self.end - self.start


def span_of(plan: Plan, passage: Passage, score: Callable[[str], float]) -> Span:
    """What to quote for `passage`: with the heading above it, a heading with what stands under it, at most `MAX_QUOTE`.

    `score` tells how much of what is asked stands in a piece; of a passage that is too long, its best run of
    sentences is taken.
    """
    passages, order = plan.passages, passage.order
    if passage.kind is PassageKind.HEADING:
        end = passage.end
        for later in passages[order + 1 :]:
            inside = later.section == passage.section or later.section.startswith(passage.section + ".")
            if not inside or later.kind is PassageKind.CLOSING or later.end - passage.start > MAX_QUOTE:
                break
            end = later.end
        return Span(passage.section, passage.start, end)
    if passage.end - passage.start > MAX_QUOTE:
        return _best_run(passage, score)
    before = passages[order - 1] if order else None
    if (
        before
        and before.kind is PassageKind.HEADING
        and before.section == passage.section
        and passage.end - before.start <= MAX_QUOTE
    ):
        return Span(passage.section, before.start, passage.end)
    return Span(passage.section, passage.start, passage.end)


def tight_span_of(plan: Plan, passage: Passage, score: Callable[[str], float]) -> Span:
    """The passage alone, a heading with what stands under it, at most `MAX_QUOTE` characters."""
    if passage.kind is PassageKind.HEADING or passage.end - passage.start > MAX_QUOTE:
        return span_of(plan, passage, score)
    return Span(passage.section, passage.start, passage.end)


def _best_run(passage: Passage, score: Callable[[str], float]) -> Span:
    """The run of whole sentences (or clauses, of a long sentence) of `passage` that holds most of what is asked."""
    for border in (_SENTENCE, _CLAUSE):
        pieces = _pieces(passage.text, border)
        if max(end - start for start, end in pieces) <= MAX_QUOTE:
            break
    else:
        pieces = [(i, min(i + MAX_QUOTE, len(passage.text))) for i in range(0, len(passage.text), MAX_QUOTE)]
    start, end = _run(passage.text, pieces, MAX_QUOTE, score)
    return Span(passage.section, passage.start + start, passage.start + end)


def _pieces(text: str, border: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts = [0, *(m.end() for m in border.finditer(text)), len(text)]
    found = []
    for start, end in itertools.pairwise(cuts):
        if text[start:end].strip():
            found.append((start, start + len(text[start:end].rstrip())))
    return found or [(0, len(text))]


def merge(spans: Sequence[Span], most: int) -> list[Span]:
    """At most `most` spans in the given order; one that lies in or right beside an earlier one of the same section
    joins it.
    """
    merged: list[Span] = []
    for span in spans:
        for i, have in enumerate(merged):
            start, end = min(have.start, span.start), max(have.end, span.end)
            inside = have.start <= span.start and span.end <= have.end
            near = end - start <= MAX_QUOTE and have.section == span.section
            if inside or near:
                merged[i] = Span(have.section if have.start <= span.start else span.section, start, end)
                break
        else:
            if len(merged) < most:
                merged.append(span)
    return merged


def list_spans(plan: Plan, passages: Sequence[Passage], most: int) -> list[Span]:
    """Neighbouring `passages` as at most `most` slices, cut only between passages."""
    spans: list[Span] = []
    for passage in passages:
        last = spans[-1] if spans else None
        if last and passage.end - last.start <= MAX_QUOTE and plan.source[last.end : passage.start].strip() == "":
            spans[-1] = Span(last.section, last.start, passage.end)
        elif passage.end - passage.start <= MAX_QUOTE:
            spans.append(Span(passage.section, passage.start, passage.end))
        else:
            spans.append(_best_run(passage, lambda piece: -len(piece)))
    return spans[:most]


def shorten(text: str, limit: int, score: Callable[[str], float], opening: bool = False) -> str:
    """`text` on one line, about `limit` characters: whole sentences around the one that holds most, "…" where cut.

    A sentence that is too long is cut at its commas. With `opening` the first words are kept too: they tell who acts.
    """
    line = one_line(text)
    if len(line) <= limit:
        return line
    first, last = _run(line, _pieces(line, _SENTENCE), limit, score)
    if last - first > limit:
        part = line[first:last]
        start, end = _run(part, _pieces(part, _CLAUSE), limit, score)
        first, last = first + start, first + end
    if last - first > limit:
        last = first + max(line[first : first + limit].rfind(" "), 1)
    head = ""
    if opening and first > 0:
        head = line[: min(first, limit // 3)]
        head = (head if len(head) == first else head.rsplit(" ", 1)[0]).rstrip(",; ")
        if len(head) + last - first > limit:
            part = line[first:last]
            start, end = _run(part, _pieces(part, _CLAUSE), max(limit - len(head) - 6, 40), score)
            first, last = first + start, first + end
    before = f"{head} … " if head else ("… " if first else "")
    return before + line[first:last].rstrip(",; ") + (" …" if last < len(line) else "")


def _run(text: str, pieces: list[tuple[int, int]], limit: int, score: Callable[[str], float]) -> tuple[int, int]:
    """The run of neighbouring pieces that holds most and fits `limit`; a single piece may be longer."""
    values = [score(text[start:end]) for start, end in pieces]
    first = last = max(range(len(pieces)), key=lambda i: (values[i], -i))
    while True:
        sides = [
            i
            for i in (first - 1, last + 1)
            if 0 <= i < len(pieces) and pieces[max(last, i)][1] - pieces[min(first, i)][0] <= limit - 4
        ]
        if not sides:
            return pieces[first][0], pieces[last][1]
        grow = max(sides, key=lambda i: (values[i], -i))
        first, last = min(first, grow), max(last, grow)
