"""Plain text and Markdown."""

from __future__ import annotations

import unicodedata

from bot.documents.faults import UnreadableError
from bot.documents.text import Written

BOMS = (b"\xff\xfe", b"\xfe\xff")


def read_plain(data: bytes, written: Written) -> None:
    """Writes the lines of a text file in UTF-8 or UTF-16."""
    text = decoded(data)
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\n\r\t\f\v" for c in text)
    if odd > len(text) // 200 + 2 or not any(c.isalpha() for c in text):
        raise UnreadableError("document_not_text")
    written.as_it_is(text.replace("\r\n", "\n").replace("\r", "\n"))


def decoded(data: bytes) -> str:
    """The characters of a text file."""
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in BOMS else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("document_not_text" if b"\x00" in data[:4096] else "document_encoding")
