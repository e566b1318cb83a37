"""From the lines of a document to its blocks: one logical paragraph or list item each, page breaks mended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.plans.markers import Marker, marker_of

# A line shorter than this that lacks an end mark is a heading or a title, not half of a sentence.
LONG_LINE = 50
_LINE = re.compile(r"[^\n]+")
_END_MARK = re.compile(r"[.;:!?…]$")
# A row of a table whose columns were set with spaces.
COLUMNS = re.compile(r"\S(?: {3,}|\s*\t\s*)\S")
# Two things that stand on one line: a bold heading glued to what is before it, the recipients after a last
# heading, a signature beside the recipients in a table row.
_SEAM = re.compile(
    r"(?<=\*\*)(?=[IVX]+\.\s)|(?<=[^\s*])(?=\*{0,2}Nơi nhận\s*:)|(?<=\S)\s*\|\s*(?=(?:TM|KT|"
    r"TL|TUQ|Q)\.|THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC)"
    r"|(?<=[A-ZĐÀ-Ỹ])(?=\*\*[A-ZĐÀ-Ỹ][a-zà-ỹđ])"
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or item: [start, end) in the source without white space around it, and its marker."""

    start: int
    end: int
    text: str
    marker: Marker | None
    after_gap: bool  # whether an empty line stands before it


def read_blocks(source: str) -> list[Block]:
    """The blocks of `source` in order; together they hold every character that is not white space."""
    lines = [piece for m in _LINE.finditer(source) for piece in _split(m.start(), m[0])]
    blocks: list[Block] = []
    for start, end in lines:
        gap = not blocks or source.count("\n", blocks[-1].end, start) > 1
        text = source[start:end]
        if blocks and _continues(blocks[-1], text, source):
            last = blocks[-1]
            blocks[-1] = Block(last.start, end, source[last.start : end], last.marker, last.after_gap)
        else:
            blocks.append(Block(start, end, text, marker_of(text), gap))
    return blocks


def _split(offset: int, line: str) -> list[tuple[int, int]]:
    """The pieces of one line as places in the source, without the white space (and table bar) between them."""
    pieces, begin = [], 0
    for seam in [*_SEAM.finditer(line), None]:
        stop = seam.start() if seam else len(line)
        piece = line[begin:stop]
        left = len(piece) - len(piece.lstrip())
        if piece.strip():
            pieces.append((offset + begin + left, offset + begin + left + len(piece.strip())))
        begin = seam.end() if seam else stop
    return pieces


def _continues(before: Block, text: str, source: str) -> bool:
    """Whether `text` is the rest of the sentence that a line or page end cut in `before`."""
    head = before.text.rstrip('*_ ”")')
    if _END_MARK.search(head) or marker_of(text) is not None or COLUMNS.search(text) or COLUMNS.search(before.text):
        return False
    last_line = before.text.rsplit("\n", 1)[-1]
    if len(last_line) < LONG_LINE and not head.endswith(","):
        return False
    first = text.lstrip('“"(*')[:1]
    if first.islower() or first.isdigit():
        return True
    # A capital may go on with a name: "Mặt trận | Tổ quốc". It does if the two words stand together elsewhere.
    left = re.findall(r"\w+", head)[-1:]
    right = re.findall(r"\w+", text)[:1]
    return bool(left and right) and not head.endswith(",") and f"{left[0]} {right[0]}" in source
