"""A file's bytes in, its text out; the parsing happens in a child process."""

from __future__ import annotations

import hashlib

from bot.documents.faults import error_of
from bot.documents.limits import MB, Limits
from bot.documents.model import DocumentText
from bot.documents.process import run_reader
from bot.texts import load_texts
from knowledge.plans.model import Warning


def read_document(data: bytes, name: str, limits: Limits | None = None) -> DocumentText:
    """The text of the file `name` with the bytes `data`; its kind is decided by what it holds, not by its name.

    Blocks for up to `limits.wall` seconds and may be called from any thread. Raises DocumentError, whose message says
    in Vietnamese what is wrong and what to do: empty, too big, locked, a scan, broken, too heavy to read.
    """
    limits = limits or Limits()
    check_size(len(data), name, limits)
    if not data.strip():
        raise error_of("document_empty", name)
    reply = run_reader(data, name, limits)
    if reply.fault:
        raise error_of(reply.fault if load_texts().has(reply.fault) else "document_broken", name)
    doubts = tuple(Warning(*doubt) for doubt in reply.doubts)
    return DocumentText(reply.text, reply.kind, hashlib.sha256(data).hexdigest(), doubts, reply.peak_memory)


def check_size(size: int, name: str, limits: Limits | None = None) -> None:
    """Raises DocumentError when a file of `size` bytes is larger than may be given."""
    most = (limits or Limits()).file
    if size > most:
        raise error_of("document_too_big", name, {"count": str(-(-size // MB)), "value": str(most // MB)})
