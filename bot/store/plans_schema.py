"""The tables of uploaded plans, one migration after the other; a migration that has shipped is never changed."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("plans")


@migrations()
def uploads(db: Database) -> None:
    """Files that officers have sent, what was read of them, and what was decided about it."""
    db.execute(
        """CREATE TABLE uploads (
            id TEXT PRIMARY KEY, owner TEXT NOT NULL, chat TEXT NOT NULL, area TEXT NOT NULL, name TEXT NOT NULL,
            ref TEXT NOT NULL, state TEXT NOT NULL, original TEXT NOT NULL, text TEXT NOT NULL, message TEXT NOT NULL,
            plan TEXT NOT NULL, at TEXT NOT NULL, changed TEXT NOT NULL, findings TEXT NOT NULL, review TEXT NOT NULL)
            STRICT"""
    )
    db.execute("CREATE INDEX uploads_state ON uploads (state, at)")
