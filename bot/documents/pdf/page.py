"""One page of a PDF: runs of letters that stand together, and the lines that are drawn. Points, y grows upwards."""

from __future__ import annotations

import bisect
import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from bot.documents.faults import UnreadableError

SPACE = 0.17  # of the letter size: a wider gap is a space between words
APART = 1.5  # of the letter size: a wider gap divides cells or columns
SAME_LINE = 0.45  # of the letter size: letters this near in height stand on one line
THIN = 2.5  # points; a drawn shape that is thinner is a line
MOST_LETTERS = 50_000  # of a page; a full one has six thousand
MOST_SHAPES = 5_000  # of a page; a drawing with more is no table
HYPHENS = (0x02, 0xFFFE)  # what PDFium says for a hyphen at the end of a line
MOST_CORNERS = 2_000


@dataclass(slots=True)
class Run:
    """Letters that stand together on one line, between `left` and `right`; `bottom` is the line that they stand on."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    word: float = 0.0  # where the first word ends

    @property
    def middle(self) -> float:
        """Half the height of a small letter."""
        return self.bottom + self.size / 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line: horizontal from (x0, y0) to (x1, y0), or vertical from (x0, y0) to (x0, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Whether it lies."""
        return self.x1 - self.x0 > self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page."""

    runs: list[Run]
    rules: list[Rule]
    width: float
    height: float
    pictured: float  # share of the page that pictures cover, at most 1


def read_page(page: pdfium.PdfPage) -> Page:
    """The runs and rules of a page."""
    width, height = page.get_size()
    rules, pictured = _drawn(page)
    text = page.get_textpage()
    try:
        runs = _runs(text, sorted((r for r in rules if not r.horizontal), key=lambda r: r.x0))
    finally:
        text.close()
    return Page(runs, rules, width, height, min(1.0, pictured / max(1.0, width * height)))


def _runs(text: pdfium.PdfTextPage, walls: list[Rule]) -> list[Run]:
    """Runs in the order of the page's content; a drawn wall between two letters parts them."""
    runs: list[Run] = []
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    space = False
    count = raw.FPDFText_CountChars(text)
    if count > MOST_LETTERS:
        raise UnreadableError("document_heavy")
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in (0, 0x200B, 0xFEFF):
            continue
        if code in HYPHENS:
            code = ord("-")
        if code in (0x20, 0x09, 0x0A, 0x0D, 0xA0):
            space = space or code != 0x0A
            continue
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetMatrix(text, at, matrix)
        # Not the box's height: that is the letter's own in some fonts.
        size = raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        if not (size > 0 and all(map(math.isfinite, (size, box.left, box.right, y.value)))):
            continue
        base = y.value
        letter = chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"
        last = runs[-1] if runs else None
        gap = box.left - last.right if last else 0.0
        if (
            last is not None
            and abs(last.bottom - base) < SAME_LINE * max(last.size, size)
            and -size < gap < APART * size
            and not (gap > SPACE * size and _walled(walls, last.right, box.left, base + size / 3))
        ):
            apart = gap > SPACE * size or (space and gap > SPACE / 2 * size)
            last.text += (" " if apart else "") + letter
            last.right = max(last.right, box.right)
            if " " not in last.text:
                last.word = last.right
        else:
            runs.append(Run(letter, box.left, box.right, base, size, box.right))
        space = False
    return runs


def _walled(walls: list[Rule], left: float, right: float, height: float) -> bool:
    """Whether an upright line stands between two places at this height."""
    at = bisect.bisect_left(walls, left - 1, key=lambda r: r.x0)
    while at < len(walls) and walls[at].x0 <= right + 1:
        if walls[at].y0 <= height <= walls[at].y1:
            return True
        at += 1
    return False


def _drawn(page: pdfium.PdfPage) -> tuple[list[Rule], float]:
    """The drawn lines of a page, and the area that its pictures cover."""
    rules: list[Rule] = []
    pictured = 0.0
    kinds = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    for count, shape in enumerate(page.get_objects(filter=kinds, max_depth=4)):
        if count > MOST_SHAPES:
            return [], pictured
        left, bottom, right, top = shape.get_bounds()
        if shape.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictured += max(0.0, right - left) * max(0.0, top - bottom)
        elif right - left <= THIN or top - bottom <= THIN:
            rules.append(_line(left, bottom, right, top))
        else:
            rules += _corners(shape)
    return rules, pictured


def _line(left: float, bottom: float, right: float, top: float) -> Rule:
    if right - left > top - bottom:
        return Rule(left, (bottom + top) / 2, right, (bottom + top) / 2)
    return Rule((left + right) / 2, bottom, (left + right) / 2, top)


def _corners(shape: pdfium.PdfObject) -> Iterator[Rule]:
    """The upright and lying edges of a stroked shape, such as the frame of a cell."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shape, fill, stroke)
    corners = raw.FPDFPath_CountSegments(shape)
    if not stroke.value or corners > MOST_CORNERS:
        return
    matrix = shape.get_matrix()
    start = before = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(corners):
        segment = raw.FPDFPath_GetPathSegment(shape, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and before is not None:
            yield from _edge(before, point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from _edge(point, start)
        before = point


def _edge(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    (x0, y0), (x1, y1) = one, other
    if (abs(x1 - x0) <= THIN) != (abs(y1 - y0) <= THIN):
        yield _line(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
