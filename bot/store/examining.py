"""Whether a database file is whole and of which schema, found without changing anything in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.store.audit import chain_of
from bot.store.beats import BACKUP, SERVE
from bot.store.file import BUSY_MS, instant
from bot.store.migrations import applied_migrations, known_migrations

AUDIT = "SELECT number, at, actor, action, record, detail, digest FROM audit ORDER BY number"


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in a database file.

    `faults` are SQLite's own words about damage, `keys` those that sealed something in it. `missing` are migrations
    that this version would still apply, `unknown` those that it does not know.
    """

    faults: tuple[str, ...]
    applied: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    keys: frozenset[str] = frozenset()
    audit_lines: int = 0
    audit_broken_at: int | None = None
    written: datetime | None = None  # the last sign of life of the bot in it
    backup: datetime | None = None  # the last backup made of it


def examine(path: Path) -> Examination:
    """Look whether the database at `path` is whole and of which schema; nothing is changed."""
    try:
        return examined(path)
    except sqlite3.DatabaseError as fault:  # no database at all, or too damaged to be read
        return Examination((str(fault),), (), (), ())


def examined(path: Path) -> Examination:
    """The same, raising sqlite3.DatabaseError if it cannot be read."""
    with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=rw", uri=True, timeout=BUSY_MS / 1000)) as file:
        faults = [row[0] for row in file.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
        faults += [f"foreign key of {row[0]}" for row in file.execute("PRAGMA foreign_key_check")]
        tables = {row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        applied = applied_migrations(file)
        keys = {row[0] for row in file.execute("SELECT key FROM seals")} if "seals" in tables else set()
        lines = file.execute(AUDIT).fetchall() if "audit" in tables else []
        beats = dict(file.execute("SELECT name, at FROM beats")) if "beats" in tables else {}
    verdict = chain_of(lines)
    known = known_migrations()
    return Examination(
        faults=tuple(faults),
        applied=tuple(applied),
        missing=tuple(name for name in known if name not in applied),
        unknown=tuple(name for name in applied if name not in known),
        keys=frozenset(keys),
        audit_lines=verdict.entries,
        audit_broken_at=verdict.broken_at,
        written=instant(beats[SERVE]) if SERVE in beats else None,
        backup=instant(beats[BACKUP]) if BACKUP in beats else None,
    )
