"""The files as officers gave them, kept under the digest of their bytes."""

from __future__ import annotations

from pathlib import Path

from bot.documents.model import DocumentText
from bot.whole_files import write_whole

FOLDER = "originals"


def keep_original(data: bytes, document: DocumentText, plans: Path) -> Path:
    """Keeps a file's bytes in `plans/originals/<sha256>.<kind>`, once however often given; returns that path."""
    file = original_file(document, plans)
    if not (file.is_file() and file.stat().st_size == len(data)):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, data)
    return file


def original_file(document: DocumentText, plans: Path) -> Path:
    """Where the bytes of a document are kept, whether or not they are there."""
    return plans / FOLDER / f"{document.sha256}.{document.kind}"
