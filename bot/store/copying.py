"""A copy of the database while it is in use, and whether a database is whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from bot.store.alerts_schema import migrations as alert_migrations
from bot.store.file import BUSY_MS
from bot.store.plans_schema import migrations as plan_migrations
from bot.store.schema import migrations

SETS = (migrations, alert_migrations, plan_migrations)


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in a database file.

    `faults` are SQLite's own words about damage; `missing` are migrations that this version would still apply,
    `unknown` those that it does not know.
    """

    faults: tuple[str, ...]
    applied: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    keys: frozenset[str]


def copy_database(path: Path, target: Path) -> None:
    """Write what is committed at this moment into the new file `target`; writers and readers go on meanwhile."""
    target.touch(mode=0o600)
    with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as source:
        source.execute("VACUUM INTO ?", (str(target),))


def examine(path: Path) -> Examination:
    """Look whether the database at `path` is whole and of which schema; nothing is changed."""
    try:
        return examined(path)
    except sqlite3.DatabaseError as fault:  # no database at all, or too damaged to be read
        return Examination((str(fault),), (), (), (), frozenset())


def examined(path: Path) -> Examination:
    """The same, raising sqlite3.DatabaseError if it cannot be read."""
    with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=rw", uri=True, timeout=BUSY_MS / 1000)) as file:
        faults = [row[0] for row in file.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
        faults += [f"foreign key of {row[0]}" for row in file.execute("PRAGMA foreign_key_check")]
        tables = {row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        applied: list[str] = []
        if "_sqlite_migrations" in tables:
            rows = file.execute("SELECT migration_set, name FROM _sqlite_migrations ORDER BY migration_set, name")
            applied = [f"{row[0]}:{row[1]}" for row in rows]
        keys = {row[0] for row in file.execute("SELECT key FROM seals")} if "seals" in tables else set()
    known = [name for one in SETS for name in names_of(one)]
    return Examination(
        faults=tuple(faults),
        applied=tuple(applied),
        missing=tuple(name for name in known if name not in applied),
        unknown=tuple(name for name in applied if name not in known),
        keys=frozenset(keys),
    )


def names_of(one: Migrations) -> list[str]:
    """The migrations of a set as they are noted in a database: those that a new one lacks."""
    return [f"{one.name}:{migration.name}" for migration in one.pending(Database(memory=True))]
