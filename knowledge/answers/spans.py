"""From passages to the slices of a plan that are quoted, and to the shorter pieces that are shown."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.answers.first_line import CUT, whole_items
from knowledge.answers.tables import head_of
from knowledge.plans.model import Passage, PassageKind, Plan
from knowledge.text import one_line

MAX_QUOTE = 900  # characters of a quote, as promised by `ask --json`
GAP = 3  # characters that an omission takes
LONG_SENTENCE = 0.55  # of the room: a longer sentence is cut at its commas
LEAST_FILLED = 40  # characters that must be left for the beginning of what follows
SHORT_CLAUSE = 36  # characters under which a clause goes with the next one
WHOLE_PHRASE = 0.85  # of the best cut's value, for one that begins with a phrase
# Words that lead a phrase inside a clause.
_OPENS = re.compile(
    r"(?:do|gửi|nộp|trình|trước|sau|xong|có|được|để|trong|với|từ|và|hoặc|phải|không|riêng|"
    r"theo|tại|về|cho|gồm|là|thì|nếu|khi|giao|đề nghị|báo cáo|tối đa|mỗi|định kỳ|chậm nhất|duy trì)\s"
)
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
    head = head_of(plan, passage)
    if head and passage.end - head.start <= MAX_QUOTE:  # figures are quoted with the names of their columns
        return Span(passage.section, head.start, passage.end)
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
    """`text` on one line, about `limit` characters: the sentences and clauses that hold most, in order, "…" where cut.

    With `opening` the first words are kept too: they tell who acts.
    """
    line = one_line(text)
    if len(line) <= limit:
        return line
    pieces = _small_pieces(line, limit)
    values = [score(line[start:end]) for start, end in pieces]
    kept: set[int] = set()
    room = limit
    if opening and pieces[0][1] <= limit // 2:
        kept.add(0)
        room -= pieces[0][1]
    order = sorted(range(len(pieces)), key=lambda i: (-values[i], i))
    best = pieces[order[0]]
    if best[1] - best[0] + GAP > room:  # what holds most is never left out: it is cut
        pieces[order[0]] = _window(line, best, max(room - 2 * GAP, SHORT_CLAUSE), score)
    for i in order:
        size = pieces[i][1] - pieces[i][0] + GAP
        if i not in kept and (i == order[0] or (size <= room and (values[i] > 0 or kept & {i - 1, i + 1}))):
            kept.add(i)
            room -= size
    told = [pieces[i] for i in sorted(kept)]
    return _joined(line, [*told, *_filling(line, pieces, kept, order[0], room - GAP)])


def _filling(
    line: str, pieces: Sequence[tuple[int, int]], kept: set[int], best: int, room: int
) -> list[tuple[int, int]]:
    """The beginning of what follows the run that holds most, where that is the last and `room` is left for a phrase."""
    after = next(i for i in range(best, len(pieces) + 1) if i not in kept)
    if room < LEAST_FILLED or after == len(pieces) or after < max(kept):
        return []
    start, end = pieces[after]
    words = whole_items(line[start:end], room).removesuffix(CUT)
    return [(start, start + len(words))] if len(words) >= LEAST_FILLED // 2 and line[start:].startswith(words) else []


def _window(line: str, piece: tuple[int, int], size: int, score: Callable[[str], float]) -> tuple[int, int]:
    """`size` characters of a piece, in whole words, that hold most; where it costs little, from where a phrase begins:
    "có ít nhất 02 lần", not "nhất 02 lần".
    """
    start, end = piece
    best, most = (start, end), -1.0
    whole, most_whole = (start, end), -1.0
    for begin in [start, *(start + m.end() for m in re.finditer(r"\s", line[start:end]))]:
        stop = min(begin + size, end)
        stop = stop if stop == end else begin + max(line[begin:stop].rfind(" "), 1)
        value = score(line[begin:stop])
        if value > most:
            best, most = (begin, stop), value
        if value > most_whole and (begin == start or _opens_phrase(line, begin)):
            whole, most_whole = (begin, stop), value
        if stop == end:
            break
    return whole if most_whole >= WHOLE_PHRASE * most else best


def _opens_phrase(line: str, begin: int) -> bool:
    """Whether a phrase begins there: with a figure, a word that leads one, or after a mark."""
    return line[begin].isdigit() or line[begin - 2] in ",;:–-" or _OPENS.match(line, begin) is not None


def _small_pieces(line: str, limit: int) -> list[tuple[int, int]]:
    """The sentences of a line, the long ones cut at their commas into clauses of some length."""
    found: list[tuple[int, int]] = []
    for start, end in _pieces(line, _SENTENCE):
        if end - start <= limit * LONG_SENTENCE:
            found.append((start, end))
            continue
        clauses = [(start + a, start + b) for a, b in _pieces(line[start:end], _CLAUSE)]
        merged = clauses[:1]
        for clause in clauses[1:]:
            if merged[-1][1] - merged[-1][0] < SHORT_CLAUSE:
                merged[-1] = (merged[-1][0], clause[1])
            else:
                merged.append(clause)
        found += merged
    return found


def _joined(line: str, pieces: Sequence[tuple[int, int]]) -> str:
    """Pieces of a line in order, neighbours together, "…" where something is left out."""
    text, end = "", 0
    for start, stop in pieces:
        gap = line[end:start].strip() != ""
        if gap:
            text = f"{text.rstrip(',; ')} … " if text else "… "
        elif text:
            text += " "
        text += line[start:stop]
        end = stop
    return text.rstrip(",; ") + (" …" if line[end:].strip(" .") else "")


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
