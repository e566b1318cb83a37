"""The store in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.message import Action, Choice, Message, message_from, message_record
from bot.store.records import Chat, GivenAnswer, Menu, Opinion, PendingReply, SavedText
from bot.store.schema import migrations

# How long a writer waits for another process that is writing.
BUSY_MS = 10_000


class SqliteStore:
    """The promises of `bot.store.store.Store`. One connection, shared by threads one at a time."""

    def __init__(self, file: Path) -> None:
        """Open `file`, making it and its folder if need be, readable by the owner alone."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600, exist_ok=True)
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        for pragma in (f"busy_timeout = {BUSY_MS}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        with self.transaction():  # two processes that start together: the second waits, and finds the tables
            migrations.apply(Database(self._connection))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See `Store`. The write lock is taken at once: a read that turns into a write cannot fail half-way."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def note_update(self, update: str, at: datetime) -> bool:
        """See `Store`."""
        done = self._run("INSERT OR IGNORE INTO updates (id, at) VALUES (?, ?)", update, stamp(at))
        return done.rowcount == 1

    def chat(self, address: str) -> Chat:
        """See `Store`."""
        row = self._one("SELECT * FROM chats WHERE address = ?", address)
        if row is None:
            return Chat(address)
        return Chat(
            address=address,
            audience=row["audience"],
            young=bool(row["young"]),
            plan=row["plan"],
            topic=json.loads(row["topic"]),
            topic_at=instant(row["topic_at"]) if row["topic_at"] else None,
            menu=row["menu"],
        )

    def knows_chat(self, address: str) -> bool:
        """See `Store`."""
        return self._one("SELECT 1 FROM chats WHERE address = ?", address) is not None

    def save_chat(self, chat: Chat, at: datetime) -> None:
        """See `Store`."""
        self._run(
            "INSERT OR REPLACE INTO chats (address, audience, young, plan, topic, topic_at, menu, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            chat.address,
            chat.audience,
            int(chat.young),
            chat.plan,
            as_json(dict(chat.topic)),
            stamp(chat.topic_at) if chat.topic_at else None,
            chat.menu,
            stamp(at),
        )

    def save_menu(self, menu: Menu) -> None:
        """See `Store`."""
        choices = [
            {"label": c.label, "do": c.action.name, "with": dict(c.action.args), "also": list(c.also)}
            for c in menu.choices
        ]
        self._run("INSERT INTO menus VALUES (?, ?, ?, ?)", menu.id, menu.chat, as_json(choices), stamp(menu.at))

    def menu(self, menu_id: str) -> Menu | None:
        """See `Store`."""
        row = self._one("SELECT * FROM menus WHERE id = ?", menu_id)
        if row is None:
            return None
        choices = tuple(
            Choice(c["label"], Action(c["do"], c["with"]), tuple(c["also"])) for c in json.loads(row["choices"])
        )
        return Menu(row["id"], row["chat"], choices, instant(row["at"]))

    def save_text(self, text: SavedText) -> None:
        """See `Store`."""
        values = (text.key, text.plan, text.title, text.source, text.text)
        self._run("INSERT OR IGNORE INTO texts VALUES (?, ?, ?, ?, ?)", *values)

    def text(self, key: str) -> SavedText | None:
        """See `Store`."""
        row = self._one("SELECT key, plan, title, source, text FROM texts WHERE key = ?", key)
        return SavedText(**dict(row)) if row else None

    def save_answer(self, answer: GivenAnswer) -> None:
        """See `Store`."""
        self._run(
            "INSERT INTO answers (id, at, question, status, plan, lead, sections) VALUES (?, ?, ?, ?, ?, ?, ?)",
            answer.id,
            stamp(answer.at),
            answer.question,
            answer.status,
            answer.plan,
            answer.lead,
            as_json(list(answer.sections)),
        )

    def save_opinion(self, answer_id: str, good: bool, at: datetime) -> bool:
        """See `Store`."""
        done = self._run(
            "INSERT OR REPLACE INTO opinions SELECT id, ?, ? FROM answers WHERE id = ?", int(good), stamp(at), answer_id
        )
        return done.rowcount == 1

    def opinions(self) -> list[Opinion]:
        """See `Store`."""
        rows = self._all(
            "SELECT answers.*, good, opinions.at AS judged FROM opinions JOIN answers ON id = answer"
            " ORDER BY judged DESC, id"
        )
        return [Opinion(answer_of(row), bool(row["good"]), instant(row["judged"])) for row in rows]

    def add_reply(
        self, update: str | None, chat: str, message: Message, origin: Mapping[str, str], at: datetime
    ) -> PendingReply:
        """See `Store`."""
        done = self._run(
            "INSERT INTO replies (update_id, chat, message, origin, at) VALUES (?, ?, ?, ?, ?)",
            update,
            chat,
            as_json(message_record(message)),
            as_json(dict(origin)),
            stamp(at),
        )
        assert done.lastrowid is not None
        return PendingReply(done.lastrowid, chat, message, origin)

    def replies_to(self, update: str) -> list[PendingReply]:
        """See `Store`."""
        return [reply_of(row) for row in self._all("SELECT * FROM replies WHERE update_id = ? ORDER BY id", update)]

    def pending_replies(self, channel: str, since: datetime) -> list[PendingReply]:
        """See `Store`."""
        rows = self._all(
            "SELECT * FROM replies WHERE substr(chat, 1, ?) = ? AND at >= ? ORDER BY id",
            len(channel) + 1,
            f"{channel}:",
            stamp(since),
        )
        return [reply_of(row) for row in rows]

    def end_reply(self, reply_id: int) -> None:
        """See `Store`."""
        self._run("DELETE FROM replies WHERE id = ?", reply_id)

    def forget_before(self, instant: datetime) -> None:
        """See `Store`."""
        at = stamp(instant)
        for table in ("updates", "menus", "replies"):
            self._run(f"DELETE FROM {table} WHERE at < ?", at)
        self._run("DELETE FROM answers WHERE at < ? AND id NOT IN (SELECT answer FROM opinions)", at)

    def close(self) -> None:
        """See `Store`."""
        with self._lock:
            self._connection.close()

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        with self._lock:
            return self._connection.execute(statement, values)

    def _one(self, statement: str, *values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._run(statement, *values).fetchone()
        return row

    def _all(self, statement: str, *values: object) -> list[sqlite3.Row]:
        return self._run(statement, *values).fetchall()


def answer_of(row: sqlite3.Row) -> GivenAnswer:
    """The answer of a row of `answers`."""
    sections = tuple(json.loads(row["sections"]))
    at = instant(row["at"])
    return GivenAnswer(row["id"], at, row["question"], row["status"], row["plan"], row["lead"], sections)


def reply_of(row: sqlite3.Row) -> PendingReply:
    """The reply of a row of `replies`."""
    return PendingReply(row["id"], row["chat"], message_from(json.loads(row["message"])), json.loads(row["origin"]))


def as_json(value: Any) -> str:
    """`value` as JSON with its letters readable."""
    return json.dumps(value, ensure_ascii=False)


def stamp(at: datetime) -> str:
    """`at` as text that sorts by time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def instant(text: str) -> datetime:
    """The time that `stamp` wrote."""
    return datetime.fromisoformat(text)
