"""Locks between processes on one machine: the kernel lets go of them when a process ends, however it ends."""

from __future__ import annotations

from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

AVAILABLE = fcntl is not None


def lock(file: Path, *, shared: bool = False, wait: bool = False) -> IO[bytes] | None:
    """`file`, locked until it is closed or the process ends; None while another process has it.

    Where there are no such locks (Windows, some network drives) it comes unlocked.
    """
    handle = file.open("ab")
    if fcntl is None:
        return handle
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        handle.close()
        return None
    except OSError:
        return handle
    return handle
