"""Lines become paragraphs again: across lines, columns and pages, by where each line ends and the next begins."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bot.documents.pdf.lines import Column, Line
from knowledge.plans.markers import marker_of

INDENT = 0.6  # of the letter size: a line that begins further in is indented
ROOM = 0.3  # of the letter size: a word that would have fitted with this room to spare begins a line on purpose
SPACED = 1.18  # of the usual distance between lines: more is room between paragraphs
CENTRED = 1.2  # of the letter size: how much the room at both sides of a line in the middle may differ
LETTER_SPACE = 0.25  # of the letter size
OTHER_SIZE = 0.15  # lines whose sizes differ by more are not one paragraph
LONG_TITLE = 38  # characters in capitals
USUAL_PITCH = 1.4  # of the letter size, between lines
FEW_LINES = 4  # do not tell their own distance
LEAST_LINES = 8  # of a column before its own edges are trusted
_END_MARK = re.compile(r"[.;:!?…]$")
_DATED = re.compile(r"ngày\s.*\snăm\s|\bSố\s*:")
_ISSUER = re.compile(r"(?:[ỦU][ỶY] BAN|UBND|CHỦ TỊCH|HỘI ĐỒNG|BỘ TRƯỞNG|THỦ TƯỚNG|GIÁM ĐỐC|CHÁNH) ")
_RANGE = re.compile(r"[-–]\s?\d{4}\b")
_YEAR = re.compile(r"\d{4}$")
_GLUED = re.compile(r"(?:\w[-–]|\S/)$")


@dataclass(frozen=True, slots=True)
class Edges:
    """Where the text of a column begins and ends, and how far its lines are apart."""

    left: float
    right: float
    pitch: float
    flush: bool = False  # whether further lines of a paragraph begin at the left edge, and first lines further in


def edges_of(column: Column) -> Edges:
    """The edges of a column by its own lines."""
    steps = [a.bottom - b.bottom for a, b in itertools.pairwise(column) if a.bottom - b.bottom > 0]
    near = sorted(s for s in steps if s < 3 * column[0].size)
    pitch = near[len(near) // 10] if near else USUAL_PITCH * column[0].size
    if len(column) < FEW_LINES:
        pitch = min(pitch, USUAL_PITCH * column[0].size)
    left = min(line.left for line in column)
    at_edge = sum(line.left < left + INDENT * line.size for line in column)
    return Edges(
        left,
        max(line.right for line in column),
        pitch,
        flush=len(column) >= LEAST_LINES and len(column) / 2 < at_edge < len(column),
    )


def usual_edges(all_edges: Sequence[tuple[int, Edges]]) -> Edges | None:
    """The edges of the columns with many lines, for those that have few; (lines, edges) of each."""
    full = [edges for count, edges in all_edges if count >= LEAST_LINES]
    if not full:
        return None
    return Edges(
        statistics.median_low([e.left for e in full]),
        statistics.median_high([e.right for e in full]),
        statistics.median_low([e.pitch for e in full]),
        sum(e.flush for e in full) * 2 > len(full),
    )


def _is_centred(line: Line, edges: Edges) -> bool:
    """Whether a line stands in the middle of its column and fills it at neither side."""
    before, behind = line.left - edges.left, edges.right - line.right
    room = min(before, behind)
    uneven = CENTRED if room > 2 * line.size else ROOM
    return room > ROOM * line.size and abs(before - behind) < uneven * line.size


def _stands_alone(text: str) -> bool:
    """Whether a line in the middle is a whole: KẾ HOẠCH, TỈNH HÒA LÂM; a longer one is part of a title."""
    return text.isupper() and len(text) < LONG_TITLE


@dataclass
class Paragraphs:
    """Paragraphs in the making: `open` is the text of the last, which the next line may go on with."""

    open: str = ""
    last: Line | None = None
    edges: Edges | None = None
    first_left: float = 0.0  # where the open paragraph's first line begins
    centred: bool = False  # whether that line stands in the middle

    def add(self, column: Column, edges: Edges) -> list[str]:
        """Takes the lines of a column; the paragraphs that are finished."""
        done = []
        for at, line in enumerate(column):
            if self.last and self.edges and self._goes_on(line, edges, same_column=at > 0):
                glue = "" if _GLUED.search(self.open) and line.text[:1].isalnum() else " "
                self.open += glue + line.text
            else:
                if self.open:
                    done.append(self.open)
                self.open, self.first_left, self.centred = line.text, line.left, _is_centred(line, edges)
            self.last, self.edges = line, edges
        return done

    def finish(self) -> list[str]:
        """Ends the open paragraph."""
        done = [self.open] if self.open else []
        self.open, self.last = "", None
        return done

    def _goes_on(self, line: Line, edges: Edges, same_column: bool) -> bool:
        """Whether `line` goes on with the open paragraph."""
        last, before = self.last, self.edges
        assert last
        assert before
        size = max(last.size, line.size)
        if abs(last.size - line.size) > OTHER_SIZE * size or "\t" in last.text or "\t" in line.text:
            return False
        if line.text.startswith("Nơi nhận"):
            return False
        if same_column and last.bottom - line.bottom > SPACED * edges.pitch:
            return False
        needs = LETTER_SPACE * size + line.word - line.left
        full = last.right + needs > before.right - ROOM * size
        if full and _RANGE.match(line.text) and _YEAR.search(last.text):
            return True
        # The first line of an item, or one that is further in than those below it, may be in the middle by chance.
        at_edge = edges.flush and line.left < edges.left + INDENT * size
        chance = full and (at_edge or marker_of(self.open) is not None)
        if _is_centred(line, edges) or (_is_centred(last, before) and not chance):
            return same_column and self._is_one_title(line, edges, full)
        if not full:
            return False
        ended, mark = bool(_END_MARK.search(last.text)), marker_of(line.text) is not None
        return not (ended and mark) and self._fits_in(line, edges, ended or mark)

    def _is_one_title(self, line: Line, edges: Edges, full: bool) -> bool:
        """Whether `line`, or the one before it, stands in the middle and both are one title."""
        last, before = self.last, self.edges
        assert last
        assert before
        filled = full and (self.centred or self.open == last.text) and not _END_MARK.search(last.text)
        if not _is_centred(line, edges) or not (_is_centred(last, before) or filled):
            return False
        if _stands_alone(last.text) or _DATED.search(line.text) or (line.text.isupper() and not last.text.isupper()):
            return False
        needs = LETTER_SPACE * line.size + line.word - line.left
        cut = last.right - last.left + needs > before.right - before.left - ROOM * line.size
        return cut or (line.text.isupper() and not _ISSUER.match(line.text))

    def _fits_in(self, line: Line, edges: Edges, begins: bool) -> bool:
        """Whether `line` begins where a further line of the open paragraph would; `begins`: its words may begin one."""
        last, before = self.last, self.edges
        assert last
        assert before
        near = INDENT * line.size
        from_edge = line.left - edges.left
        first, last_from_edge = self.first_left, last.left - before.left
        if last.left > first + near or last.left < first - near:  # the last line is not the first of its paragraph
            return abs(from_edge - last_from_edge) < near
        if from_edge < near or line.left < first - near:
            return True
        if line.left > first + near:  # a list's text hangs behind its mark
            return marker_of(last.text) is not None
        return not (before.flush or begins)
