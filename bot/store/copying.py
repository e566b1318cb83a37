"""A copy of the database while it is in use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from errno import ENOSPC
from pathlib import Path

from bot.store.file import BUSY_MS, UnusableDatabaseError


def copy_database(path: Path, target: Path) -> None:
    """Write what is committed at this moment into the new file `target`; writers and readers go on meanwhile.

    Raises UnusableDatabaseError if it cannot be read, OSError if there is no room.
    """
    target.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as source:
            source.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.DatabaseError as fault:
        if fault.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise OSError(ENOSPC, "no room", str(target)) from fault
        raise UnusableDatabaseError(str(path)) from fault
