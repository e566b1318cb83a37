"""What runs in the child process: limits first, then the file, then one JSON reply. Not for importing."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from types import FrameType

from bot.documents.faults import UnreadableError
from bot.documents.kinds import kind_of
from bot.documents.limits import MB, Limits
from bot.documents.plain import read_plain
from bot.documents.process import peak_memory
from bot.documents.text import Written

LOW_PRIORITY = 10  # answers to villagers go first
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
        kind, written = _read(sys.stdin.buffer.read(limits.file + 1), asked["name"], limits)
        reply |= {"text": written.text, "kind": kind, "doubts": written.doubts}
    except UnreadableError as fault:
        reply["fault"] = fault.code
    except (MemoryError, RecursionError, TimeoutError):
        reply["fault"] = "document_heavy"
    except Exception:  # a parser may raise anything on a broken file, and here nothing else can fail
        reply["fault"] = "document_broken"
    reply["peak_memory"] = peak_memory()
    with os.fdopen(out, "wb") as pipe:
        pipe.write(json.dumps(reply).encode("ascii"))


def _read(data: bytes, name: str, limits: Limits) -> tuple[str, Written]:
    kind = kind_of(data, name)
    written = Written(limits.text)
    if kind in ("txt", "md"):
        read_plain(data, written)
        return kind, written
    raise UnreadableError("document_unknown")


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
    raise TimeoutError


if __name__ == "__main__":
    main()
