"""What stands in one paragraph of a Word document: text, line breaks, and what hangs on it (boxes, pictures, notes)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from bot.documents.legacy import convert, encoding_of_font, is_capitals_font
from bot.documents.word.names import CHART, COMPATIBILITY, DIAGRAM, MATH_TEXT, PICTURE, VML_PICTURE, child_of, w
from bot.documents.word.styles import Styles

SOFT_HYPHEN = "\u00ad"
_GONE = {w("del"), w("moveFrom")}
_NOT_TEXT = {w("pPr"), w("rPr"), w("sdtPr"), w("instrText"), w("delText"), w("fldChar"), w("ruby"), w("tblPr")}
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): SOFT_HYPHEN,
}
_DRAWN = {w("drawing"), w("pict"), w("object")}
_NOTES = {w("footnoteReference"), w("endnoteReference")}


@dataclass
class Inline:
    """A paragraph as it is shown: its text with "\\n" for line breaks, and the boxes that hang on it."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: int = 0
    objects: int = 0
    notes: int = 0
    changed: bool = False  # text was deleted or moved away with the changes tracked
    encodings: set[str] = field(default_factory=set)


class InlineReader:
    """Reads paragraphs with the fonts and capitals that the styles give them."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles

    def read(self, paragraph: etree._Element) -> Inline:
        """What stands in a paragraph; deleted and hidden text is left out."""
        found = Inline()
        pieces: list[tuple[str, str | None, bool]] = []
        self._descend(paragraph, paragraph, found, pieces)
        found.text = _joined(pieces)
        found.encodings = {encoding for text, encoding, _ in pieces if encoding and text.strip()}
        return found

    def _descend(
        self,
        element: etree._Element,
        paragraph: etree._Element,
        found: Inline,
        pieces: list[tuple[str, str | None, bool]],
    ) -> None:
        for child in element:
            if child.tag in _GONE:
                found.changed = True
            elif child.tag == w("r"):
                self._run(child, paragraph, found, pieces)
            elif child.tag == COMPATIBILITY + "AlternateContent":
                self._descend(_chosen(child), paragraph, found, pieces)
            elif child.tag == MATH_TEXT:
                pieces.append((child.text or "", None, False))
            elif child.tag not in _NOT_TEXT:
                self._descend(child, paragraph, found, pieces)

    def _run(
        self,
        run: etree._Element,
        paragraph: etree._Element,
        found: Inline,
        pieces: list[tuple[str, str | None, bool]],
    ) -> None:
        if self.styles.switch(run, paragraph, "vanish"):
            return
        font = self.styles.font(run, paragraph)
        encoding = encoding_of_font(font)
        capitals = self.styles.switch(run, paragraph, "caps") or is_capitals_font(font)
        for child in run:
            text = _text_of(child)
            if text:
                pieces.append((text, encoding, capitals))
            elif child.tag in _DRAWN:
                _note_drawing(child, found)
            elif child.tag == COMPATIBILITY + "AlternateContent":
                for drawn in _chosen(child):
                    _note_drawing(drawn, found)
            elif child.tag in _NOTES:
                found.notes += 1


def _text_of(element: etree._Element) -> str:
    if element.tag == w("t"):
        return element.text or ""
    if element.tag == w("br"):
        return "" if element.get(w("type")) in ("page", "column") else "\n"
    if element.tag == w("sym"):
        return "•"
    return _SIGNS.get(str(element.tag), "")


def _joined(pieces: list[tuple[str, str | None, bool]]) -> str:
    """The text of all pieces; neighbours in one code table are converted together, since VNI cuts a letter in two."""
    text, at = "", 0
    while at < len(pieces):
        encoding, capitals = pieces[at][1:]
        end = at
        while end < len(pieces) and pieces[end][1:] == (encoding, capitals):
            end += 1
        piece = "".join(one for one, _, _ in pieces[at:end])
        piece = convert(piece, encoding) if encoding else piece
        text += piece.upper() if capitals else piece
        at = end
    return text


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The first alternative; an old program's second one says the same again."""
    choice = alternatives.find(COMPATIBILITY + "Choice")
    return choice if choice is not None else alternatives


def _note_drawing(drawn: etree._Element, found: Inline) -> None:
    boxes = [
        box
        for box in drawn.iter(w("txbxContent"))
        if not any(up.tag == COMPATIBILITY + "Fallback" for up in box.iterancestors())
    ]
    found.boxes += [box for box in boxes if not any(up in boxes for up in box.iterancestors())]
    if boxes:
        return
    if drawn.tag == w("object"):
        found.objects += 1
    elif next(drawn.iter(PICTURE, VML_PICTURE, CHART, DIAGRAM), None) is not None:
        found.pictures += 1


def mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was deleted with the changes tracked: it goes on with the next."""
    return child_of(paragraph, "pPr/rPr/del") is not None
