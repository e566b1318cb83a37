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


@migrations()
def people_and_pledges(db: Database) -> None:
    """Who people are, what households pledge, what was done by whom, and messages that are to be sent."""
    for statement in (
        "ALTER TABLE chats ADD COLUMN task TEXT NOT NULL DEFAULT '{}'",
        "CREATE TABLE seals (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
        """CREATE TABLE people (
            id TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE, role TEXT NOT NULL, area TEXT NOT NULL, since TEXT)
            STRICT""",
        "CREATE INDEX people_role ON people (role)",
        """CREATE TABLE invites (
            id TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, role TEXT NOT NULL, area TEXT NOT NULL,
            made_by TEXT NOT NULL, at TEXT NOT NULL, expires TEXT NOT NULL, used_at TEXT, used_by TEXT, revoked_at TEXT)
            STRICT""",
        "CREATE TABLE code_tries (chat TEXT NOT NULL, at TEXT NOT NULL) STRICT",
        """CREATE TABLE pledges (
            id TEXT PRIMARY KEY, owner TEXT NOT NULL, at TEXT NOT NULL, changed TEXT NOT NULL, consent TEXT NOT NULL,
            consent_at TEXT NOT NULL, helped INTEGER NOT NULL, state TEXT NOT NULL, step TEXT NOT NULL,
            revises TEXT NOT NULL, code TEXT UNIQUE, name TEXT NOT NULL, phone TEXT NOT NULL,
            phone_digest TEXT NOT NULL,
            province TEXT NOT NULL, commune TEXT NOT NULL, village TEXT NOT NULL, village_digest TEXT NOT NULL,
            standing TEXT NOT NULL, aim TEXT NOT NULL, year INTEGER NOT NULL, needs TEXT NOT NULL, how TEXT NOT NULL,
            submitted TEXT, before TEXT, ended TEXT, offered TEXT, erased INTEGER NOT NULL) STRICT""",
        "CREATE INDEX pledges_owner ON pledges (owner, state)",
        "CREATE INDEX pledges_place ON pledges (commune, village_digest, state)",
        "CREATE INDEX pledges_phone ON pledges (phone_digest) WHERE phone_digest != ''",
        """CREATE TABLE pledge_events (
            pledge TEXT NOT NULL REFERENCES pledges (id) ON DELETE CASCADE, number INTEGER NOT NULL, at TEXT NOT NULL,
            state TEXT NOT NULL, by TEXT NOT NULL, role TEXT NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL,
            PRIMARY KEY (pledge, number)) STRICT""",
        """CREATE TABLE twins (
            one TEXT NOT NULL, other TEXT NOT NULL, same INTEGER NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (one, other)) STRICT""",
        """CREATE TABLE audit (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
            record TEXT NOT NULL, detail TEXT NOT NULL, digest TEXT NOT NULL) STRICT""",
        "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END",
        "CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END",
        """CREATE TABLE outbox (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, chat TEXT NOT NULL, message TEXT NOT NULL,
            due TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, repeat INTEGER NOT NULL,
            at TEXT NOT NULL, tried TEXT, done TEXT) STRICT""",
        "CREATE INDEX outbox_due ON outbox (state, due)",
    ):
        db.execute(statement)


@migrations()
def command_menus(db: Database) -> None:
    """Which commands a channel shows to whom, where they are not everybody's."""
    db.execute("CREATE TABLE command_menus (address TEXT PRIMARY KEY, menu TEXT NOT NULL) STRICT, WITHOUT ROWID")


@migrations()
def beats(db: Database) -> None:
    """When something regular was last done."""
    db.execute("CREATE TABLE beats (name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID")
