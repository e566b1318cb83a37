"""A .docx file: which parts it has, read in order into text."""

from __future__ import annotations

import posixpath

from lxml import etree

from bot.documents.archive import Archive, parse_xml
from bot.documents.faults import UnreadableError
from bot.documents.text import Written
from bot.documents.word.body import Body
from bot.documents.word.inline import InlineReader
from bot.documents.word.names import RELATION, STRICT, WORD, child_of, is_on, w
from bot.documents.word.numbering import Numbering
from bot.documents.word.styles import Styles

_RELATIONSHIP_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def main_part(archive: Archive) -> str | None:
    """The name of the part with the document's text, or None where the archive is no Word document."""
    if "_rels/.rels" not in archive:
        return None
    targets = _targets(archive, "")
    found = next((t for kind, t in targets.values() if kind == "officeDocument"), None)
    return found if found and found in archive and found.startswith("word/") else None


def read_word(archive: Archive, part: str, written: Written) -> None:
    """Writes the text of a Word document: what its header says first, then the body."""
    targets = _targets(archive, part)
    styles = Styles(_optional(archive, targets, "styles"))
    numbering = Numbering(_optional(archive, targets, "numbering"), styles)
    root = _xml(archive, part)
    body = child_of(root, "body")
    if body is None:
        raise UnreadableError("document_broken")
    writer = Body(InlineReader(styles), numbering, written)
    for kind, name in _margins(body, targets):
        if name in archive:
            _write_margin(_xml(archive, name), kind, written, styles)
    writer.write(body)


def _write_margin(root: etree._Element, kind: str, written: Written, styles: Styles) -> None:
    """The header of the first page, if it has words; a footer is only told of."""
    words = " ".join("".join(p.itertext(w("t"))) for p in root.iter(w("p")))
    if sum(c.isalpha() for c in words) < 3:  # a page number
        return
    if kind == "footer":
        written.doubt("footer_left_out", words)
        return
    Body(InlineReader(styles), Numbering(None, styles), written).write(root)


def _margins(body: etree._Element, targets: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """("header" or "footer", part) of the first page."""
    section = next(iter(body.iter(w("sectPr"))), None)
    if section is None:
        return []
    first = "first" if is_on(child_of(section, "titlePg")) else "default"
    return [
        (kind, targets.get(reference.get(_RELATIONSHIP_ID, ""), ("", ""))[1])
        for kind in ("header", "footer")
        for reference in section.iterfind(w(f"{kind}Reference"))
        if reference.get(w("type")) == first
    ]


def _targets(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """The parts that `part` names, by relation: (last word of the relation's type, name of the part)."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive:
        return {}
    found = {}
    for relation in archive.xml(relations).iter(RELATION):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], target)
    return found


def _optional(archive: Archive, targets: dict[str, tuple[str, str]], kind: str) -> etree._Element | None:
    name = next((target for said, target in targets.values() if said == kind), "")
    return _xml(archive, name) if name in archive else None


def _xml(archive: Archive, name: str) -> etree._Element:
    """The root of a part; the names of "Strict Open XML" are read as the usual ones."""
    return parse_xml(archive.read(name).replace(STRICT.encode(), WORD.encode()))
