"""The one SQLite file: its connection, its transactions, and how values are written in it."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

# How long a writer waits for another process that is writing.
BUSY_MS = 10_000
# What is deleted is overwritten: a sealed field that was erased is not found in free pages.
PRAGMAS = (
    f"busy_timeout = {BUSY_MS}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
)
# How a transaction begins, ends and is undone; within another one SQLite calls it a savepoint.
OUTER = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
INNER = ("SAVEPOINT inside", "RELEASE inside", ("ROLLBACK TO inside", "RELEASE inside"))


class NewerDatabaseError(Exception):
    """A database that a newer version has brought up: this one would misread it."""


class UnusableDatabaseError(Exception):
    """A file that is no database, is damaged, or is held by somebody who does not let go."""


class SqliteFile:
    """One connection, shared by threads one at a time."""

    def __init__(self, path: Path) -> None:
        """Open `path`, making it and its folder if need be, readable by the owner alone."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        self._lock = threading.RLock()
        self._inside = False  # a transaction
        self.connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        try:
            for pragma in PRAGMAS:
                self.connection.execute(f"PRAGMA {pragma}")
        except sqlite3.DatabaseError as fault:
            self.connection.close()
            raise UnusableDatabaseError(str(path)) from fault

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. The write lock is taken at once: a read that turns into a write cannot fail half-way.

        One within another is all or nothing by itself, and committed with the other.
        """
        with self._lock:
            if self._inside and not self.connection.in_transaction:  # a full disk ends it without asking
                raise sqlite3.OperationalError("the transaction was rolled back")
            begin, end, undo = INNER if self._inside else OUTER
            self.connection.execute(begin)
            outside, self._inside = self._inside, True
            try:
                yield
                self.connection.execute(end)
            except BaseException:
                if self.connection.in_transaction:
                    for statement in undo:
                        self.connection.execute(statement)
                raise
            finally:
                self._inside = outside

    def run(self, statement: str, *values: object) -> sqlite3.Cursor:
        """Run one statement."""
        with self._lock:
            return self.connection.execute(statement, values)

    def one(self, statement: str, *values: object) -> sqlite3.Row | None:
        """The first row, if there is one."""
        row: sqlite3.Row | None = self.run(statement, *values).fetchone()
        return row

    def all(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """Every row."""
        return self.run(statement, *values).fetchall()

    def put(self, table: str, row: dict[str, object]) -> None:
        """Insert `row`, or put it in place of the one with the same key."""
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        self.run(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", *row.values())

    def clear_log(self) -> None:
        """Write the write-ahead log into the file and empty it, so that nothing of what was deleted is left in it."""
        with self._lock:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self.connection.close()


def as_json(value: Any) -> str:
    """`value` as JSON with its letters readable."""
    return json.dumps(value, ensure_ascii=False)


def stamp(at: datetime) -> str:
    """`at` as text that sorts by time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def stamp_or_none(at: datetime | None) -> str | None:
    """`at` as text, or NULL."""
    return stamp(at) if at else None


def instant(text: str) -> datetime:
    """The time that `stamp` wrote."""
    return datetime.fromisoformat(text)


def instant_or_none(text: str | None) -> datetime | None:
    """The time that `stamp_or_none` wrote."""
    return instant(text) if text else None
