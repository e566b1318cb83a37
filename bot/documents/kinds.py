"""What a file is, by its first bytes and by what it holds; its name only tells Markdown from plain text."""

from __future__ import annotations

from bot.documents.faults import UnreadableError

HEAD = 1024  # bytes in which a PDF says so (ISO 32000-1, annex H.3)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # MS-CFB 2.2: Word up to 2003, and every Office file with a password
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")


def kind_of(data: bytes, name: str) -> str:
    """ "zip", "pdf", "md" or "txt"; a UnreadableError for what is known not to be readable."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if b"%PDF-" in data[:HEAD]:
        return "pdf"
    if data.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise UnreadableError("document_locked" if locked else "document_old_word")
    if data.startswith(PICTURES):
        raise UnreadableError("document_scanned")
    if data.lstrip()[:5].lower() in (b"{\\rtf", b"<html", b"<!doc") or data.startswith(b"<?xml"):
        raise UnreadableError("document_unknown")
    return "md" if name.lower().endswith((".md", ".markdown")) else "txt"
