"""The flow of a Word document: paragraphs, tables and boxes in order, written as lines."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bot.documents.tables import Cell, write_table
from bot.documents.text import Written
from bot.documents.word.inline import SOFT_HYPHEN, Inline, InlineReader, mark_is_deleted
from bot.documents.word.names import COMPATIBILITY, child_of, value_of, w
from bot.documents.word.numbering import Numbering
from knowledge.plans.markers import marker_of

_HOLDERS = {w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo"), w("smartTag")}
MOST_DEEP = 8  # tables in tables and boxes in boxes


class Body:
    """Writes what stands in a document's body, in headers and in boxes."""

    def __init__(self, inline: InlineReader, numbering: Numbering, written: Written) -> None:
        self._inline = inline
        self._numbering = numbering
        self._written = written
        self._told: set[str] = set()
        self._deep = 0

    def write(self, container: etree._Element) -> None:
        """Writes the blocks of a container in order."""
        carried = ""
        for block in _blocks(container):
            if block.tag == w("tbl"):
                self._table(block)
                continue
            if self._inline.styles.is_contents(block):
                continue
            said = self._inline.read(block)
            self._doubts(said)
            said.text = carried + said.text
            carried = said.text if mark_is_deleted(block) else ""
            if mark_is_deleted(block):
                continue
            for line in self._lines(block, said):
                self._written.line(line)
            self._written.line("")
            for box in said.boxes:
                self._inside(box)
        if carried:
            self._written.line(carried)

    def _inside(self, box: etree._Element) -> None:
        if self._deep == MOST_DEEP:
            self._once("table_left_out")
            return
        self._deep += 1
        self.write(box)
        self._deep -= 1

    def _lines(self, paragraph: etree._Element, said: Inline) -> list[str]:
        """The lines of a paragraph, the number that Word shows before the first."""
        number = self._numbering.number_of(paragraph)
        lines = [line.strip() for line in said.text.replace(SOFT_HYPHEN, "").split("\n")]
        if not any(lines):
            return []
        if number:
            first = next(i for i, line in enumerate(lines) if line)
            lines[first] = f"{number} {lines[first]}"
        return [_without_tab(line) for line in lines if line]

    def _table(self, table: etree._Element) -> None:
        rows = []
        for row in table.iter(w("tr")):
            if next(row.iterancestors(w("tbl"))) is not table or child_of(row, "trPr/del") is not None:
                continue
            before = value_of(row, "trPr/gridBefore") or "0"
            cells = [Cell(across=_small(before))] if _small(before) else []
            rows.append(cells + [self._cell(cell) for cell in _cells(row)])
        if rows:
            write_table(rows, self._written)

    def _cell(self, cell: etree._Element) -> Cell:
        merged = child_of(cell, "tcPr/vMerge")
        continues = merged is not None and merged.get(w("val")) in (None, "continue")
        across = max(1, _small(value_of(cell, "tcPr/gridSpan") or "1"))
        whole = self._written
        self._written = whole.part()
        self._inside(cell)
        part, self._written = self._written, whole
        return Cell(whole.take(part), across, continues)

    def _doubts(self, said: Inline) -> None:
        for _ in range(said.pictures):
            self._written.doubt("picture_left_out")
        for _ in range(said.objects):
            self._written.doubt("table_left_out")
        if said.notes:
            self._once("notes_left_out")
        if said.changed:
            self._once("changes_accepted")
        for encoding in sorted(said.encodings):
            self._once("old_letters", encoding.upper())

    def _once(self, code: str, detail: str = "") -> None:
        if code + detail not in self._told:
            self._told.add(code + detail)
            self._written.doubt(code, detail)


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    for child in container:
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag in _HOLDERS and value_of(child, "sdtPr/docPartObj/docPartGallery") != "Table of Contents":
            yield from _blocks(child)
        elif child.tag == COMPATIBILITY + "AlternateContent":
            yield from _blocks(next(iter(child), child))


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == w("tc"):
            yield child
        elif child.tag in _HOLDERS:
            yield from _cells(child)


def _small(number: str) -> int:
    return int(number) if number.isdecimal() and len(number) < 3 else 0


def _without_tab(line: str) -> str:
    """A line whose mark ("1.", "a)") is followed by a space and not by a tab, which would make it a row of a table."""
    marker = marker_of(line)
    if marker is None:
        return line
    mark = line[: marker.length]
    return f"{mark.rstrip()} {line[marker.length :]}" if "\t" in mark else line
