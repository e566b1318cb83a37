"""A copy of the database while it is in use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.file import BUSY_MS


def copy_database(path: Path, target: Path) -> None:
    """Write what is committed at this moment into the new file `target`; writers and readers go on meanwhile."""
    target.touch(mode=0o600)
    with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as source:
        source.execute("VACUUM INTO ?", (str(target),))
