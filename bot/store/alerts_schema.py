"""The tables of alerts, one migration after the other; a migration that has shipped is never changed."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("alerts")


@migrations()
def alerts(db: Database) -> None:
    """Deadlines, what was said of them, who follows them; alerts and what became of them; leases of processes."""
    for statement in (
        """CREATE TABLE deadlines (
            id TEXT PRIMARY KEY, what TEXT NOT NULL, plan TEXT NOT NULL, section TEXT NOT NULL, quote TEXT NOT NULL,
            source TEXT NOT NULL, owner TEXT NOT NULL, at TEXT NOT NULL) STRICT""",
        """CREATE TABLE confirmations (
            deadline TEXT NOT NULL, occurrence TEXT NOT NULL, verdict TEXT NOT NULL, day TEXT, before INTEGER NOT NULL,
            to_whom TEXT NOT NULL, by TEXT NOT NULL, address TEXT NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (deadline, occurrence)) STRICT""",
        "CREATE INDEX confirmations_day ON confirmations (verdict, day)",
        """CREATE TABLE follows (
            deadline TEXT NOT NULL, chat TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (deadline, chat)) STRICT""",
        "CREATE INDEX follows_chat ON follows (chat)",
        """CREATE TABLE progress (
            deadline TEXT NOT NULL, occurrence TEXT NOT NULL, chat TEXT NOT NULL, word TEXT NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (deadline, occurrence, chat)) STRICT""",
        """CREATE TABLE alerts (
            id INTEGER PRIMARY KEY, deadline TEXT NOT NULL, occurrence TEXT NOT NULL, chat TEXT NOT NULL,
            kind TEXT NOT NULL, due TEXT NOT NULL, next TEXT NOT NULL, about TEXT NOT NULL, state TEXT NOT NULL,
            at TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
            unknowns INTEGER NOT NULL DEFAULT 0, again INTEGER NOT NULL DEFAULT 0, late INTEGER NOT NULL DEFAULT 0,
            tried TEXT, sent TEXT, done TEXT, UNIQUE (deadline, occurrence, chat, kind)) STRICT""",
        "CREATE INDEX alerts_next ON alerts (state, next)",
        "CREATE INDEX alerts_chat ON alerts (chat, state, next)",
        "CREATE INDEX alerts_due ON alerts (due)",
        "CREATE TABLE addresses_off (chat TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until TEXT NOT NULL) STRICT, WITHOUT ROWID",
    ):
        db.execute(statement)


@migrations()
def habits(db: Database) -> None:
    """How somebody wants to be told of a deadline; empty where it is as usual."""
    db.execute("ALTER TABLE follows ADD COLUMN habit TEXT NOT NULL DEFAULT ''")


@migrations()
def one_outbox(db: Database) -> None:
    """Alerts and notices wait in one table: a notice has no deadline, its key stands in place of the occurrence."""
    for statement in (
        "ALTER TABLE alerts ADD COLUMN message TEXT NOT NULL DEFAULT ''",
        """INSERT INTO alerts (deadline, occurrence, chat, kind, due, next, about, state, at, attempts, tried, sent,
            done, again, message)
            SELECT '', key, chat, 'notice', due, due, '', iif(state = 'dropped', 'cancelled', state), at, attempts,
            tried, iif(state = 'sent', done, NULL), done, 0, message FROM outbox""",
        "DROP TABLE outbox",
        "ALTER TABLE alerts RENAME TO outbox",
        "CREATE UNIQUE INDEX outbox_key ON outbox (occurrence) WHERE deadline = ''",
    ):
        db.execute(statement)


@migrations()
def subscriptions(db: Database) -> None:
    """Whole plans and places are followed; a deadline that somebody dropped stays dropped although its plan is."""
    db.execute(
        """CREATE TABLE subscriptions (
            chat TEXT NOT NULL, subject TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (chat, subject))
            STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX subscriptions_subject ON subscriptions (subject)")
    db.execute("ALTER TABLE follows ADD COLUMN muted INTEGER NOT NULL DEFAULT 0")


@migrations()
def places(db: Database) -> None:
    """The place that a plan is for, as a digest names it."""
    db.execute("ALTER TABLE deadlines ADD COLUMN place TEXT NOT NULL DEFAULT ''")


@migrations()
def own_habits(db: Database) -> None:
    """How somebody wants to be told of whatever they will follow; who never said has no row."""
    db.execute("CREATE TABLE habits (chat TEXT PRIMARY KEY, habit TEXT NOT NULL) STRICT, WITHOUT ROWID")
