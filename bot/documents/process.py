"""The child process that parses a file: fed from an unnamed file, answering through a pipe, ended with its group."""

from __future__ import annotations

import json
import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import bot
from bot.documents.limits import Limits

ROOT = Path(bot.__file__).parents[1]
NEARLY = 0.7  # of the memory limit: a child that ends with more in use has run out of it
POLL = 0.05  # seconds between two looks at the child's memory
LONGEST_CHARACTER = 6  # bytes of one character in JSON
# What an interpreter needs to start; tokens and keys in the environment are none of the child's business.
PASSED = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "PYTHONHOME")


# What the child may say. A parser that was taken over by a file must not name a path or a message of its own.
KINDS = ("", "docx", "pdf", "odt", "txt", "md")
_FAULT = re.compile(r"(document_[a-z_]{1,30})?")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the child said: `fault` is empty or the code of a message; `peak_memory` is in bytes, 0 where unknown."""

    text: str = ""
    kind: str = ""
    doubts: tuple[tuple[str, int, str], ...] = ()
    fault: str = ""
    peak_memory: int = 0


def child_environment() -> dict[str, str]:
    """What a child process of the bot gets of its environment."""
    return {key: os.environ[key] for key in PASSED if key in os.environ} | {"PYTHONUTF8": "1"}


def run_reader(data: bytes, name: str, limits: Limits) -> Reply:
    """Reads `data` in a child process within `limits`; whatever happens to the child becomes a fault."""
    with tempfile.TemporaryFile() as handed:
        handed.write(data)
        handed.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-m", "bot.documents.child", json.dumps({"name": name, "limits": asdict(limits)})],
            stdin=handed,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=child_environment(),
            start_new_session=True,
        )
    try:
        said, peak = _listen(child, limits)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        status = child.wait()
        assert child.stdout
        child.stdout.close()
    reply = _understood(said) if said is not None else Reply(fault="document_heavy")
    if reply is None:
        # A parser in C that gets no more memory may crash.
        heavy = status in (-signal.SIGKILL, -signal.SIGXCPU) or peak > NEARLY * limits.memory
        reply = Reply(fault="document_heavy" if heavy else "document_broken")
    return replace(reply, peak_memory=max(peak, reply.peak_memory))


def _listen(child: subprocess.Popen[bytes], limits: Limits) -> tuple[bytes | None, int]:
    """All that the child says until it closes its pipe, or None when it takes too long or says too much; its memory."""
    assert child.stdout
    most = LONGEST_CHARACTER * limits.text
    ends = time.monotonic() + limits.wall
    said, peak = bytearray(), 0
    with selectors.DefaultSelector() as ready:
        ready.register(child.stdout, selectors.EVENT_READ)
        while time.monotonic() < ends and len(said) <= most:
            peak = max(peak, peak_memory(child.pid))
            if not ready.select(POLL):
                continue
            piece = os.read(child.stdout.fileno(), 1 << 16)
            if not piece:
                return bytes(said), peak
            said += piece
    return None, peak


def _understood(said: bytes) -> Reply | None:
    """The reply in what the child said; None when it is none."""
    try:
        reply = json.loads(said)
        doubts = tuple((str(code), int(place), str(detail)) for code, place, detail in reply["doubts"])
        if not isinstance(reply["text"], str) or reply["kind"] not in KINDS or not _FAULT.fullmatch(reply["fault"]):
            return None
        return Reply(reply["text"], reply["kind"], doubts, reply["fault"], int(reply["peak_memory"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def peak_memory(process: int | str = "self") -> int:
    """The largest resident memory that a process had, in bytes; 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
        line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0")
        return int(line.split()[1]) * 1024
    return 0
