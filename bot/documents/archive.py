"""Files that are archives of XML (.docx, .odt): what is in them is weighed before anything is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from bot.documents.faults import UnreadableError
from bot.documents.limits import MB, Limits

_ESCAPES = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:")
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|Basic/|Scripts/)", re.I)
_ENCRYPTED = 0x1  # general purpose flag, APPNOTE.TXT 4.4.4


class Archive:
    """A zip file whose names, number of entries, sizes and ratios are within the limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises UnreadableError for a broken, locked or unsafe archive."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as broken:
            raise UnreadableError("document_broken") from broken
        self._limits = limits
        entries = self._zip.infolist()
        if len(entries) > limits.entries or sum(e.file_size for e in entries) > limits.archive:
            raise UnreadableError("document_heavy")
        if any(_MACROS.search(e.filename) or e.flag_bits & _ENCRYPTED for e in entries):
            raise UnreadableError("document_locked")
        if any(_ESCAPES.search(e.filename) for e in entries):
            raise UnreadableError("document_unsafe")
        if any(e.file_size > max(MB, limits.ratio * e.compress_size) for e in entries):
            raise UnreadableError("document_heavy")

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """The bytes of an entry; never more than one part may have, whatever the entry says of its size."""
        try:
            with self._zip.open(name) as part:
                data = part.read(self._limits.part + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as broken:
            raise UnreadableError("document_broken") from broken
        except RuntimeError as locked:  # zipfile says so of an entry with a password
            raise UnreadableError("document_locked") from locked
        if len(data) > self._limits.part:
            raise UnreadableError("document_heavy")
        return data

    def xml(self, name: str) -> etree._Element:
        """The root of an XML entry."""
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML document; one that declares entities or a document type is refused.

    Neither .docx (ECMA-376 part 2, 10.2.2) nor any office that writes .odt has a document type, and entities are how
    a small file becomes a huge one or reads other files.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadableError("document_unsafe")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as broken:
        raise UnreadableError("document_broken") from broken
    if root.getroottree().docinfo.internalDTD is not None:  # written in another encoding than one byte a letter
        raise UnreadableError("document_unsafe")
    return root
