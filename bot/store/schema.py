"""The tables, one migration after the other; a migration that has shipped is never changed."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("bot")


@migrations()
def conversations(db: Database) -> None:
    """Chats, menus, updates and replies; cited texts; answers and opinions of them."""
    for statement in (
        """CREATE TABLE chats (
            address TEXT PRIMARY KEY, audience TEXT NOT NULL, young INTEGER NOT NULL, plan TEXT,
            topic TEXT NOT NULL, topic_at TEXT, menu TEXT, at TEXT NOT NULL) STRICT""",
        "CREATE TABLE menus (id TEXT PRIMARY KEY, chat TEXT NOT NULL, choices TEXT NOT NULL, at TEXT NOT NULL) STRICT",
        "CREATE TABLE updates (id TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID",
        """CREATE TABLE replies (
            id INTEGER PRIMARY KEY, update_id TEXT, chat TEXT NOT NULL, message TEXT NOT NULL, origin TEXT NOT NULL,
            at TEXT NOT NULL) STRICT""",
        "CREATE INDEX replies_update ON replies (update_id)",
        """CREATE TABLE texts (
            key TEXT PRIMARY KEY, plan TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL, text TEXT NOT NULL)
            STRICT""",
        """CREATE TABLE answers (
            id TEXT PRIMARY KEY, at TEXT NOT NULL, question TEXT NOT NULL, status TEXT NOT NULL, plan TEXT,
            lead TEXT NOT NULL, sections TEXT NOT NULL) STRICT""",
        """CREATE TABLE opinions (
            answer TEXT PRIMARY KEY REFERENCES answers (id) ON DELETE CASCADE, good INTEGER NOT NULL, at TEXT NOT NULL)
            STRICT""",
    ):
        db.execute(statement)
