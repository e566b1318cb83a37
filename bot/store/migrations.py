"""Every set of migrations, in the order in which they are applied."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from bot.store.alerts_schema import migrations as alerts
from bot.store.plans_schema import migrations as plans
from bot.store.schema import migrations as bot

SETS = (bot, alerts, plans)


def apply_migrations(connection: sqlite3.Connection) -> None:
    """Bring the database up to this version, in the caller's transaction."""
    for one in SETS:
        one.apply(Database(connection))


def known_migrations() -> list[str]:
    """The migrations as they are noted in a database ("bot:beats"): those that a new one lacks."""
    return [f"{one.name}:{migration.name}" for one in SETS for migration in one.pending(Database(memory=True))]
