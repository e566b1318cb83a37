"""What runs in the child process: limits first, then the file, then one JSON reply. Not for importing."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from types import FrameType

from bot.documents.archive import Archive
from bot.documents.faults import UnreadableError
from bot.documents.kinds import kind_of
from bot.documents.legacy import check_letters
from bot.documents.limits import MB, Limits
from bot.documents.odt import MIMETYPE, is_locked, read_odt
from bot.documents.plain import read_plain
from bot.documents.process import peak_memory
from bot.documents.text import Written
from bot.documents.word.package import main_part, read_word
from knowledge.plans.reading import read_plan

LOW_PRIORITY = 10  # answers to villagers go first
_late: list[bool] = []  # whether the time was up, also where a parser hid the error that says so
GRACE = 2  # seconds of processor between asking the child to stop and stopping it


def main() -> None:
    """Reads standard input as the file, writes the reply to standard output."""
    asked = json.loads(sys.argv[1])
    limits = Limits(**asked["limits"])
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # what a parser prints is not the reply
    confine(limits)
    reply: dict[str, object] = {"text": "", "kind": "", "doubts": [], "fault": ""}
    try:
        kind, written = read_kind(sys.stdin.buffer.read(limits.file + 1), asked["name"], limits)
        check_letters(written)
        _try_plan(written.text, limits)
        reply |= {"text": written.text, "kind": kind, "doubts": written.placed_doubts}
    except UnreadableError as fault:
        reply["fault"] = fault.code
    except (MemoryError, RecursionError, TimeoutError):
        reply["fault"] = "document_heavy"
    except Exception:  # a parser may raise anything on a broken file, and here nothing else can fail
        reply["fault"] = "document_heavy" if _late else "document_broken"
    reply["peak_memory"] = peak_memory()
    with os.fdopen(out, "wb") as pipe:
        pipe.write(json.dumps(reply).encode("ascii"))


def read_kind(data: bytes, name: str, limits: Limits) -> tuple[str, Written]:
    """What a file is and the text in it; UnreadableError, or whatever its parser raises on a broken file."""
    kind = kind_of(data, name)
    written = Written(limits.text)
    if kind in ("txt", "md"):
        read_plain(data, kind == "md", written)
        return kind, written
    if kind == "pdf":
        from bot.documents.pdf.file import read_pdf  # noqa: PLC0415 - 15 MB that other files do not need

        read_pdf(data, written, limits)
        return kind, written
    return _read_archive(Archive(data, limits), written), written


def _read_archive(archive: Archive, written: Written) -> str:
    if "mimetype" in archive and archive.read("mimetype").strip() == MIMETYPE:
        if is_locked(archive):
            raise UnreadableError("document_locked")
        read_odt(archive, written)
        return "odt"
    part = main_part(archive)
    if part is None:
        raise UnreadableError("document_unknown")
    read_word(archive, part, written)
    return "docx"


def _try_plan(text: str, limits: Limits) -> None:
    """Reads the plan and its facts once here, so that a text that takes too long never reaches the bot itself."""
    from knowledge.facts import read_facts  # noqa: PLC0415 - half of the start, which a refused file need not wait for

    signal.signal(signal.SIGVTALRM, _out_of_time)
    signal.setitimer(signal.ITIMER_VIRTUAL, limits.plan)
    read_facts(read_plan("plan", text))
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def confine(limits: Limits) -> None:
    """Limits of memory, processor and files for this process; it can start no other and write to no disk."""
    os.nice(LOW_PRIORITY)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor, limits.processor + GRACE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_STACK, (8 * MB, 8 * MB))
    signal.signal(signal.SIGXCPU, _out_of_time)


def _out_of_time(_signal: int, _frame: FrameType | None) -> None:
    _late.append(True)
    raise TimeoutError


if __name__ == "__main__":
    main()
