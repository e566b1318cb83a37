"""Plans as files: read with care, kept in the data folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bot.documents import DocumentError, DocumentText, keep_original, original_file, plan_of, read_document
from bot.documents.faults import error_of
from bot.documents.reading import check_size
from bot.whole_files import write_whole
from knowledge.plans.model import Plan
from knowledge.text import fold

_PLAN_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
LONGEST_ID = 60  # of an id made from a file's name


@dataclass(frozen=True, slots=True)
class Added:
    """A plan that was kept; `changed` is False when the same file was kept under this id before."""

    plan: Plan
    document: DocumentText
    changed: bool


def read_plan_file(file: Path, plan_id: str | None = None) -> Plan:
    """The plan in a file, with the doubts of reading it.

    Raises DocumentError with what happened and what to do when the file is missing or cannot be read.
    """
    return plan_of(read_document(file_bytes(file), file.name), plan_id or file.stem)


def file_bytes(file: Path) -> bytes:
    """The bytes of a file; DocumentError when there is none."""
    if not file.is_file():
        raise error_of("document_missing", file.name)
    check_size(file.stat().st_size, file.name)
    return file.read_bytes()


def id_of(file: Path) -> str:
    """A plan's id from its file's name: "Kế hoạch 3994.docx" is ke-hoach-3994."""
    return re.sub(r"[^a-z0-9]+", "-", fold(file.stem))[:LONGEST_ID].strip("-")


def add_plan(file: Path, folder: Path, plan_id: str | None = None) -> Added:
    """Keeps a plan's text in `folder` under its id, and the file itself in `folder/originals`; the same file again
    changes nothing.

    Raises DocumentError as `read_plan_file` does, and for an id with other letters than a-z, 0-9 and dashes.
    """
    name = plan_id or id_of(file)
    if not _PLAN_ID.fullmatch(name):
        raise error_of("document_id", name)
    data = file_bytes(file)
    document = read_document(data, file.name)
    plan = plan_of(document, name)
    kept, text = folder / f"{name}.txt", document.text.encode()
    if original_file(document, folder).is_file() and kept.is_file() and kept.read_bytes() == text:
        return Added(plan, document, changed=False)
    folder.mkdir(parents=True, exist_ok=True)
    keep_original(data, document, folder)
    write_whole(kept, text)
    return Added(plan, document, changed=True)


__all__ = ["Added", "DocumentError", "add_plan", "file_bytes", "id_of", "read_plan_file"]
