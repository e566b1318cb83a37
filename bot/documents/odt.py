"""OpenDocument texts (.odt, ISO/IEC 26300): paragraphs with the numbers of their lists, tables, text boxes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bot.documents.archive import Archive
from bot.documents.faults import UnreadableError
from bot.documents.odt_lists import ListStyles, Numbered
from bot.documents.odt_names import DRAW, OFFICE, TABLE, TEXT
from bot.documents.tables import Cell, Row, write_table
from bot.documents.text import Written

MIMETYPE = b"application/vnd.oasis.opendocument.text"
MOST_REPEATED = 60  # cells that one element stands for; a sheet's empty end says thousands
MOST_SPACES = 40
_PARAGRAPHS = {TEXT + "p", TEXT + "h"}
_NOT_TEXT = {TEXT + "note", TEXT + "tracked-changes", OFFICE + "annotation", TEXT + "ruby-text", DRAW + "frame"}
_HOLDERS = {TEXT + "section", TEXT + "index-body", TEXT + "list-header", TEXT + "list-item"}


def read_odt(archive: Archive, written: Written) -> None:
    """Writes the text of an OpenDocument text."""
    root = archive.xml("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableError("document_broken")
    styles = archive.xml("styles.xml") if "styles.xml" in archive else None
    _Flow(ListStyles([part for part in (styles, root) if part is not None]), written).write(body)


def is_locked(archive: Archive) -> bool:
    """Whether the parts of an OpenDocument file are encrypted (part 3, 4.8)."""
    return "META-INF/manifest.xml" in archive and b":encryption-data" in archive.read("META-INF/manifest.xml")


class _Flow:
    """Writes blocks in order."""

    def __init__(self, lists: ListStyles, written: Written) -> None:
        self._lists = lists
        self._written = written
        self._noted = False

    def write(self, container: etree._Element) -> None:
        for block in container:
            if block.tag in _PARAGRAPHS:
                number = self._lists.heading_number(block) if block.tag == TEXT + "h" else ""
                self._paragraph(block, number)
            elif block.tag == TEXT + "list":
                self._list(self._lists.open(block), block, 1)
            elif block.tag == TABLE + "table":
                self._table(block)
            elif block.tag in _HOLDERS:
                self.write(block)

    def _list(self, numbered: Numbered, element: etree._Element, level: int) -> None:
        for item in element:
            first = item.tag == TEXT + "list-item"
            for block in item:
                if block.tag in _PARAGRAPHS:
                    self._paragraph(block, numbered.next(level, item) if first else "")
                    first = False
                elif block.tag == TEXT + "list":
                    self._list(numbered, block, level + 1)
                elif block.tag == TABLE + "table":
                    self._table(block)

    def _paragraph(self, paragraph: etree._Element, number: str) -> None:
        lines = [line.strip() for line in "".join(_text(paragraph)).split("\n")]
        lines = [line for line in lines if line]
        for at, line in enumerate(lines):
            self._written.line(f"{number} {line}" if number and at == 0 else line)
        self._written.line("")
        if not self._noted and next(paragraph.iter(TEXT + "note"), None) is not None:
            self._noted = True
            self._written.doubt("notes_left_out")
        for frame in _outermost(paragraph, DRAW + "frame"):
            box = frame.find(DRAW + "text-box")
            if box is not None:
                self.write(box)
            elif frame.find(DRAW + "image") is not None:
                self._written.doubt("picture_left_out")

    def _table(self, table: etree._Element) -> None:
        rows: list[Row] = []
        for row in _rows(table):
            cells: list[Cell] = []
            for cell in row:
                repeated = min(MOST_REPEATED, _count(cell, TABLE + "number-columns-repeated"))
                if cell.tag == TABLE + "covered-table-cell":
                    # Under a cell that reaches down it goes on with it; beside one that reaches across, it is counted.
                    above = rows[-1] if rows else ()
                    if not (cells and cells[-1].across > 1) and above:
                        cells += [Cell(continues=True)] * repeated
                elif cell.tag == TABLE + "table-cell":
                    across = min(MOST_REPEATED, _count(cell, TABLE + "number-columns-spanned"))
                    cells += [Cell(self._inside(cell), across)] * (repeated if across == 1 else 1)
            rows.append(cells)
        if rows:
            write_table(rows, self._written)

    def _inside(self, cell: etree._Element) -> tuple[str, ...]:
        whole = self._written
        self._written = whole.part()
        self.write(cell)
        part, self._written = self._written, whole
        return whole.take(part)


def _text(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph; runs of white space count as one space unless they are elements (part 1, 6.1.2)."""
    if element.text:
        yield " ".join(f"x{element.text}x".split())[1:-1]
    for child in element:
        if child.tag == TEXT + "s":
            yield " " * min(MOST_SPACES, _count(child, TEXT + "c"))
        elif child.tag == TEXT + "tab":
            yield "\t"
        elif child.tag == TEXT + "line-break":
            yield "\n"
        elif child.tag not in _NOT_TEXT:
            yield from _text(child)
        if child.tail:
            yield " ".join(f"x{child.tail}x".split())[1:-1]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"):
            yield from _rows(child)


def _outermost(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)


def _count(element: etree._Element, attribute: str) -> int:
    said = element.get(attribute, "1")
    return int(said) if said.isdecimal() and len(said) < 6 else 1
