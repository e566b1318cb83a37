"""From the lines of a document to its blocks: one logical paragraph or list item each, page breaks mended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from knowledge.plans.markers import Marker, marker_of

# A line shorter than this that lacks an end mark is a heading or a title, not half of a sentence.
LONG_LINE = 50
LONGEST_PARAGRAPH = 20_000  # characters; what is longer is no paragraph that somebody wrote
_LINE = re.compile(r"[^\n]+")
_PAIR = re.compile(r"(\w+) (?=(\w+))")
_END_MARK = re.compile(r"[.;:!?…]$")
# A row of a table whose columns were set with spaces or with bars.
COLUMNS = re.compile(r"\S(?: {3,}|\s*\t\s*|\s+\|\s+)\S")
_BETWEEN = re.compile(r" {3,}|\s*\t\s*|\s+\|\s+")
# A row whose columns were set with dashes: a name and figures only, "Thôn Đông - 31 - 8".
_DASHED = re.compile(r"[^\W\d][^\n|]*?(?:\s[-–]\s(?:không quá\s)?\d[\d.,]*\s*%?){2,}$")
_DASH = re.compile(r"\s+[-–]\s+")
# A row that begins with its number ("1.", "1.1") is no section: no heading has two tabs.
_ROW = re.compile(r"\S\s*\t\s*\S[^\t]*\t\s*\S")
# Two things that stand on one line: a bold heading glued to what is before it, the recipients after a last
# heading, a signature beside the recipients in a table row.
_SEAM = re.compile(
    r"(?<=\*\*)(?=[IVX]+\.\s)|(?<=[^\s*])(?=\*{0,2}Nơi nhận\s*:)|(?<=\S)\s*\|\s*(?=(?:TM|KT|"
    r"TL|TUQ|Q)\.|THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG (?:BAN|PHÒNG)|CHÁNH|PHÓ|CỤC TRƯỞNG|HIỆU TRƯỞNG)"
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
    beside = _Beside(source)
    for start, end in lines:
        gap = not blocks or source.count("\n", blocks[-1].end, start) > 1
        text = source[start:end]
        if blocks and _continues(blocks[-1], text, beside):
            last = blocks[-1]
            blocks[-1] = Block(last.start, end, source[last.start : end], last.marker, last.after_gap)
        else:
            marker = None if _ROW.search(text) else marker_of(text)
            blocks.append(Block(start, end, text, marker, gap))
    return blocks


def is_row_below(row: str, above: str) -> bool:
    """Whether `row` is a row of a table and `above` another one, or the names of its columns."""
    if COLUMNS.search(row):
        return COLUMNS.search(above) is not None
    if not _DASHED.match(row.strip(" *.;")) or COLUMNS.search(above):
        return False
    names = _DASH.split(above.strip())
    return len(names) == len(_DASH.split(row.strip())) and all(names)


def cells_of(row: str) -> list[str]:
    """The cells of a row of a table, from left to right; emphasis marks and outer bars are left out."""
    between = _BETWEEN if COLUMNS.search(row) else _DASH
    return [cell.strip(" *") for cell in between.split(row.strip().strip("|").strip())]


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


class _Beside:
    """Which words stand side by side on a line of `source`; counted when first asked."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        """Each word with the one after it and a space between them."""
        return {(m[1], m[2]) for m in _PAIR.finditer(self._source)}


def _continues(before: Block, text: str, beside: _Beside) -> bool:
    """Whether `text` is the rest of the sentence that a line or page end cut in `before`."""
    if len(before.text) > LONGEST_PARAGRAPH:
        return False
    last_line = before.text[before.text.rfind("\n") + 1 :]
    head = last_line.rstrip('*_ ”")')
    if _END_MARK.search(head) or marker_of(text) is not None or COLUMNS.search(text) or COLUMNS.search(last_line):
        return False
    if len(last_line) < LONG_LINE and not head.endswith(","):
        return False
    first = text.lstrip('“"(*')[:1]
    if first.islower() or first.isdigit():
        return True
    # A capital may go on with a name: "Mặt trận | Tổ quốc". It does if the two words stand together elsewhere.
    left = re.findall(r"\w+", head)[-1:]
    right = re.findall(r"\w+", text)[:1]
    return bool(left and right) and not head.endswith(",") and (left[0], right[0]) in beside.pairs
