"""A PDF file: pages in order, page numbers and repeated lines left out, tables kept as rows."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from dataclasses import dataclass, field

import pypdfium2 as pdfium
from pypdfium2 import raw

from bot.documents.faults import UnreadableError
from bot.documents.limits import Limits
from bot.documents.pdf.grids import grids_of, table_of
from bot.documents.pdf.lines import Column, Table, in_reading_order, lines_of
from bot.documents.pdf.page import Run, read_page
from bot.documents.pdf.paragraphs import LEAST_LINES, Edges, Paragraphs, edges_of, usual_edges
from bot.documents.tables import Row, write_table
from bot.documents.text import Written

MARGIN = 0.15  # of the page's height: page numbers stand this near to its edge
AT_EDGE = 2  # lines at the top and as many at the foot that may belong to the page and not to the text
SCANNED = 0.5  # of a page that a picture covers, where it has no text
FEW_LETTERS = 5  # on a page: none to read
OFTEN = 3  # pages on which a line at the edge stands before it counts as repeated
NOTE_SIZE = 0.88  # of the usual letter size: notes at the foot are smaller
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:Trang\s*)?(\d{1,4})(?:\s*[/|]\s*\d{1,4})?[-–\s]*$", re.I)
_CONTENTS = re.compile(r"(?:\.\s?){6}\d{1,4}$")  # a line of a table of contents
_ITEM = re.compile(r"\w{1,4}[.)]\s*\w")  # "1. Mục đích" stands on many pages with another number and is no header
_NOTE = re.compile(r"\[?\d{1,3}[\])]?\s*\S")


@dataclass
class _Sheet:
    """A page as it is to be written."""

    number: int
    parts: list[Column | Table] = field(default_factory=list)
    scanned: bool = False
    noted: bool = False


def read_pdf(data: bytes, written: Written, limits: Limits) -> None:
    """Writes the text of a PDF; UnreadableError for a locked file, a scan, or letters that have no meaning."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) or "assword" in str(error)
        raise UnreadableError("document_locked" if locked else "document_broken") from error
    if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise UnreadableError("document_locked")
    if len(document) > limits.pages:
        raise UnreadableError("document_heavy")
    sheets = _sheets(document, limits.text)
    if all(sheet.scanned for sheet in sheets):
        raise UnreadableError("document_scanned")
    _write(sheets, written)


def _sheets(document: pdfium.PdfDocument, most: int) -> list[_Sheet]:
    pages, length = [], 0
    for number in range(len(document)):
        page = document[number]
        try:
            read = read_page(page)
        finally:
            page.close()
        length += sum(len(run.text) for run in read.runs)
        if length > most:
            raise UnreadableError("document_heavy")
        grids = grids_of(read.rules)
        tables = [(grid, [r for r in read.runs if grid.holds(r)]) for grid in grids]
        taken = {id(run) for _, runs in tables for run in runs}
        rows = lines_of(run for run in read.runs if id(run) not in taken)
        letters = sum(c.isalnum() for run in read.runs for c in run.text)
        scanned = letters < FEW_LETTERS and read.pictured >= SCANNED
        pages.append((number + 1, rows, [(g.ys[0], table_of(g, runs)) for g, runs in tables], read.height, scanned))
    if all(not rows and not tables for _, rows, tables, _, _ in pages):
        raise UnreadableError("document_scanned")
    numbered = _page_numbers([(number, rows, height) for number, rows, _, height, _ in pages])
    repeated = _repeated([(rows, height) for _, rows, _, height, _ in pages])
    usual = statistics.median([run.size for _, rows, _, _, _ in pages for row in rows for run in row] or [12.0])
    sheets, told = [], set[str]()
    for number, rows, drawn, height, scanned in pages:
        kept = [row for row in rows if not _is_margin(row, rows, height, repeated, told)]
        kept = [row for row in kept if id(row) not in numbered and not _CONTENTS.search(row[-1].text)]
        body, noted = _without_notes(kept, usual)
        sheets.append(_Sheet(number, _parts(body, drawn), scanned, noted))
    return sheets


def _parts(rows: list[list[Run]], tables: list[tuple[float, Table]]) -> list[Column | Table]:
    """Lines and tables of a page from the top."""
    parts: list[Column | Table] = []
    for top, table in tables:
        above = [row for row in rows if row[0].middle > top]
        rows = rows[len(above) :]
        parts += [*in_reading_order(above), table]
    return parts + in_reading_order(rows)


def _edge_text(row: list[Run]) -> str:
    """A line at a page's edge without what changes from page to page."""
    return re.sub(r"\d+", "#", " ".join(run.text for run in row)).strip()


def _at_edge(row: list[Run], rows: list[list[Run]], height: float) -> bool:
    near = row[0].middle > (1 - MARGIN) * height or row[0].middle < MARGIN * height
    outer = any(row is one for one in (*rows[:AT_EDGE], *rows[-AT_EDGE:]))
    return near and outer and not _ITEM.match(row[0].text)


def _repeated(pages: list[tuple[list[list[Run]], float]]) -> set[str]:
    """The lines at the edges of many pages."""
    seen = Counter(
        text for rows, height in pages for text in {_edge_text(r) for r in rows if _at_edge(r, rows, height)}
    )
    most = max(OFTEN, 0.4 * len(pages))
    return {text for text, count in seen.items() if count >= most and any(c.isalpha() for c in text)}


def _page_numbers(pages: list[tuple[int, list[list[Run]], float]]) -> set[int]:
    """The lines (by identity) that count the pages: a number at the edge that grows from page to page."""
    found: list[tuple[int, int]] = []
    for number, rows, height in pages:
        for row in rows:
            said = _PAGE_NUMBER.match(" ".join(run.text for run in row)) if _at_edge(row, rows, height) else None
            if said:
                found.append((int(said[1]) - number, id(row)))
    often = Counter(shift for shift, _ in found)
    return {row for shift, row in found if shift == 0 or often[shift] > 1}


def _is_margin(row: list[Run], rows: list[list[Run]], height: float, repeated: set[str], told: set[str]) -> bool:
    """Whether a line was seen before at the edge of a page."""
    if not _at_edge(row, rows, height):
        return False
    text = _edge_text(row)
    again = text in repeated and text in told
    told.add(text)
    return again


def _without_notes(rows: list[list[Run]], usual: float) -> tuple[list[list[Run]], bool]:
    """The lines of a page without the notes at its foot, and whether there were any."""
    foot = len(rows)
    while foot and max(run.size for run in rows[foot - 1]) < NOTE_SIZE * usual:
        foot -= 1
    if foot == len(rows) or not _NOTE.match(rows[foot][0].text):
        return rows, False
    return rows[:foot], True


def _write(sheets: list[_Sheet], written: Written) -> None:
    columns = [part for sheet in sheets for part in sheet.parts if isinstance(part, list)]
    usual = usual_edges([(len(column), edges_of(column)) for column in columns])
    paragraphs, table = Paragraphs(), list[Row]()
    for sheet in sheets:
        if sheet.scanned:
            written.doubt("page_left_out", str(sheet.number))
        if sheet.noted:
            written.doubt("notes_left_out")
        for at, part in enumerate(sheet.parts):
            if isinstance(part, tuple):
                _lines(paragraphs.finish(), written)
                goes_on = at == 0 and table and len(part[0]) == len(table[0])
                if not goes_on:
                    _end_table(table, written)
                table += part[1:] if goes_on and _texts(part[0]) == _texts(table[0]) else part
                continue
            _end_table(table, written)
            _lines(paragraphs.add(part, _edges(part, usual)), written)
    _end_table(table, written)
    _lines(paragraphs.finish(), written)


def _edges(column: Column, usual: Edges | None) -> Edges:
    """A column's own edges, or the usual ones for a few lines that stand within them."""
    own = edges_of(column)
    if usual is None or len(column) >= LEAST_LINES or own.left < usual.left - 5 or own.right > usual.right + 5:
        return own
    return usual


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def _end_table(table: list[Row], written: Written) -> None:
    if table:
        write_table(table, written)
        table.clear()


def _lines(paragraphs: list[str], written: Written) -> None:
    for paragraph in paragraphs:
        written.line(paragraph)
        written.line("")
