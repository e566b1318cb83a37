"""Every set of migrations, in the order in which they are applied."""

from __future__ import annotations

import sqlite3
from functools import cache

from sqlite_utils import Database

from bot.store.alerts_schema import migrations as alerts
from bot.store.file import NewerDatabaseError
from bot.store.plans_schema import migrations as plans
from bot.store.schema import migrations as bot

SETS = (bot, alerts, plans)


def apply_migrations(connection: sqlite3.Connection) -> None:
    """Bring the database up to this version, in the caller's transaction; NewerDatabaseError if it is beyond it."""
    if unknown := [name for name in applied_migrations(connection) if name not in known_migrations()]:
        raise NewerDatabaseError(", ".join(unknown))
    for one in SETS:
        one.apply(Database(connection))


def applied_migrations(connection: sqlite3.Connection) -> list[str]:
    """The migrations that the database notes as applied, of whatever version."""
    if not Database(connection)["_sqlite_migrations"].exists():
        return []
    rows = connection.execute("SELECT migration_set, name FROM _sqlite_migrations ORDER BY migration_set, name")
    return [f"{row[0]}:{row[1]}" for row in rows]


@cache
def known_migrations() -> tuple[str, ...]:
    """The migrations as they are noted in a database ("bot:beats"): those that a new one lacks."""
    return tuple(f"{one.name}:{migration.name}" for one in SETS for migration in one.pending(Database(memory=True)))
