"""The store in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from bot.data_folder import KEYS
from bot.message import Action, Choice, Message, message_from, message_record
from bot.store import replacing
from bot.store.alerts import AlertStore
from bot.store.audit import AuditLog
from bot.store.beats import Beats
from bot.store.counts import Counts
from bot.store.deadlines import DeadlineStore
from bot.store.erasures import Erasures
from bot.store.file import SqliteFile, as_json, instant, stamp
from bot.store.leases import Leases
from bot.store.migrations import apply_migrations
from bot.store.outbox import Outbox
from bot.store.people import PeopleStore
from bot.store.personal import PersonalRecords
from bot.store.plans import PlanStore
from bot.store.pledges import PledgeStore
from bot.store.records import Chat, GivenAnswer, Menu, Opinion, PendingReply, SavedText
from bot.store.subscriptions import Subscriptions
from bot.store.vault import Vault, VaultError


class SqliteStore:
    """The promises of `bot.store.store.Store`. One connection, shared by threads one at a time."""

    def __init__(self, path: Path, keys: Path | None = None) -> None:
        """Open `path` and the keys in the folder `keys`, making them if need be, readable by the owner alone.

        Raises VaultError if the database was sealed with keys that are not there, NewerDatabaseError if a newer version
        has brought it up.
        """
        folder = keys or path.parent / KEYS
        self._in_use = replacing.use(path.parent)
        self._file = SqliteFile(path)
        try:
            self.vault, made = self._prepare(folder)
        except BaseException:
            self.close()
            raise
        self.people = PeopleStore(self._file, self.vault)
        self.pledges = PledgeStore(self._file, self.vault)
        self.personal = PersonalRecords(self._file, self.vault)
        self.plans = PlanStore(self._file)
        self.outbox = Outbox(self._file, self.vault)
        self.deadlines = DeadlineStore(self._file, self.vault)
        self.subscriptions = Subscriptions(self._file)
        self.alerts = AlertStore(self._file)
        self.leases = Leases(self._file)
        self.audit = AuditLog(self._file)
        self.beats = Beats(self._file)
        self.counts = Counts(self._file)
        self.erasures = Erasures(folder / "erasures.txt", self.vault, make=made)
        with self.transaction():
            self.erased_again = self.erasures.repeat(self)  # more than none in a backup that was put back

    def _prepare(self, folder: Path) -> tuple[Vault, bool]:
        """Bring the tables up to this version; the keys in `folder`, and whether they are new."""
        with self.transaction():  # two processes that start together: the second waits, and finds the tables
            apply_migrations(self._file.connection)
            used = {row["key"] for row in self._all("SELECT key FROM seals")}
            vault = Vault(folder / "keys.json", make=not used)
            if missing := used - vault.ids:
                raise VaultError(f"keys {', '.join(sorted(missing))} are missing in {folder}")
            self._run("INSERT OR IGNORE INTO seals VALUES (?)", vault.active)
        return vault, not used

    def transaction(self) -> AbstractContextManager[None]:
        """See `Store`."""
        return self._file.transaction()

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
            topic=json.loads(self.vault.open(row["topic"], f"chats.topic:{address}")),
            topic_at=instant(row["topic_at"]) if row["topic_at"] else None,
            menu=row["menu"],
            task=json.loads(self.vault.open(row["task"], f"chats.task:{address}")),
        )

    def knows_chat(self, address: str) -> bool:
        """See `Store`."""
        return self._one("SELECT 1 FROM chats WHERE address = ?", address) is not None

    def save_chat(self, chat: Chat, at: datetime) -> None:
        """See `Store`."""
        self._run(
            "INSERT OR REPLACE INTO chats (address, audience, young, plan, topic, topic_at, menu, at, task)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            chat.address,
            chat.audience,
            int(chat.young),
            chat.plan,
            self.vault.seal(as_json(dict(chat.topic)), f"chats.topic:{chat.address}"),
            stamp(chat.topic_at) if chat.topic_at else None,
            chat.menu,
            stamp(at),
            self.vault.seal(as_json(dict(chat.task)), f"chats.task:{chat.address}"),
        )

    def save_menu(self, menu: Menu) -> None:
        """See `Store`."""
        choices = [
            {
                "label": c.label,
                "do": c.action.name,
                "with": dict(c.action.args),
                "also": list(c.also),
                "worded": c.worded,
                "contact": c.contact,
            }
            for c in menu.choices
        ]
        sealed = self.vault.seal(as_json(choices), f"menus.choices:{menu.id}")
        self._run("INSERT INTO menus VALUES (?, ?, ?, ?)", menu.id, menu.chat, sealed, stamp(menu.at))

    def menu(self, menu_id: str) -> Menu | None:
        """See `Store`."""
        row = self._one("SELECT * FROM menus WHERE id = ?", menu_id)
        if row is None:
            return None
        choices = tuple(
            Choice(
                c["label"],
                Action(c["do"], c["with"]),
                tuple(c["also"]),
                worded=c.get("worded", False),
                contact=c.get("contact", False),
            )
            for c in json.loads(self.vault.open(row["choices"], f"menus.choices:{menu_id}"))
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
            self.vault.seal(answer.question, f"answers.question:{answer.id}"),
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
        return [Opinion(self._answer(row), bool(row["good"]), instant(row["judged"])) for row in rows]

    def add_reply(
        self, update: str | None, chat: str, message: Message, origin: Mapping[str, str], at: datetime
    ) -> PendingReply:
        """See `Store`."""
        done = self._run(
            "INSERT INTO replies (update_id, chat, message, origin, at) VALUES (?, ?, ?, ?, ?)",
            update,
            chat,
            "",
            as_json(dict(origin)),
            stamp(at),
        )
        assert done.lastrowid is not None
        sealed = self.vault.seal(as_json(message_record(message)), f"replies.message:{done.lastrowid}")
        self._run("UPDATE replies SET message = ? WHERE id = ?", sealed, done.lastrowid)
        return PendingReply(done.lastrowid, chat, message, origin)

    def replies_to(self, update: str) -> list[PendingReply]:
        """See `Store`."""
        return [self._reply(row) for row in self._all("SELECT * FROM replies WHERE update_id = ? ORDER BY id", update)]

    def pending_replies(self, channel: str, since: datetime) -> list[PendingReply]:
        """See `Store`."""
        rows = self._all(
            "SELECT * FROM replies WHERE substr(chat, 1, ?) = ? AND at >= ? ORDER BY id",
            len(channel) + 1,
            f"{channel}:",
            stamp(since),
        )
        return [self._reply(row) for row in rows]

    def end_reply(self, reply_id: int) -> None:
        """See `Store`."""
        self._run("DELETE FROM replies WHERE id = ?", reply_id)

    def forget_before(self, instant: datetime) -> None:
        """See `Store`."""
        at = stamp(instant)
        for table in ("updates", "menus", "replies"):
            self._run(f"DELETE FROM {table} WHERE at < ?", at)
        self._run("DELETE FROM answers WHERE at < ? AND id NOT IN (SELECT answer FROM opinions)", at)

    def erase_chat(self, address: str) -> None:
        """See `Store`."""
        for table, column in (("replies", "chat"), ("menus", "chat"), ("chats", "address")):
            self._run(f"DELETE FROM {table} WHERE {column} = ?", address)
        self.outbox.forget_chat(address)
        self.deadlines.forget_chat(address)
        self.subscriptions.forget_chat(address)
        self.plans.forget_chat(address)

    def chats_before(self, at: datetime) -> list[str]:
        """See `Store`."""
        return [row["address"] for row in self._all("SELECT address FROM chats WHERE at < ?", stamp(at))]

    def turn_keys(self) -> str:
        """See `Store`."""
        key = self.vault.turn()
        with self.transaction():
            self._run("INSERT OR IGNORE INTO seals VALUES (?)", key)
            self.pledges.reseal()
            self.outbox.reseal()
            self.deadlines.reseal()
            for table, column, name in (
                ("replies", "message", "id"),
                ("menus", "choices", "id"),
                ("answers", "question", "id"),
                ("chats", "topic", "address"),
                ("chats", "task", "address"),
            ):
                for row in self._all(f"SELECT {name} AS name, {column} AS value FROM {table}"):
                    of = f"{table}.{column}:{row['name']}"
                    sealed = self.vault.seal(self.vault.open(row["value"], of), of)
                    self._run(f"UPDATE {table} SET {column} = ? WHERE {name} = ?", sealed, row["name"])
        return key

    def drop_old_keys(self) -> int:
        """See `Store`."""
        with self.transaction():
            self._run("DELETE FROM seals WHERE key != ?", self.vault.active)
        return self.vault.drop_old()

    def clear_log(self) -> None:
        """See `Store`."""
        self._file.clear_log()

    def close(self) -> None:
        """See `Store`."""
        self._file.close()
        if self._in_use:
            self._in_use.close()

    def _answer(self, row: sqlite3.Row) -> GivenAnswer:
        sections = tuple(json.loads(row["sections"]))
        question = self.vault.open(row["question"], f"answers.question:{row['id']}")
        at = instant(row["at"])
        return GivenAnswer(row["id"], at, question, row["status"], row["plan"], row["lead"], sections)

    def _reply(self, row: sqlite3.Row) -> PendingReply:
        text = self.vault.open(row["message"], f"replies.message:{row['id']}")
        return PendingReply(
            row["id"], row["chat"], message_from(json.loads(text)), json.loads(row["origin"]), again=True
        )

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._file.run(statement, *values)

    def _one(self, statement: str, *values: object) -> sqlite3.Row | None:
        return self._file.one(statement, *values)

    def _all(self, statement: str, *values: object) -> list[sqlite3.Row]:
        return self._file.all(statement, *values)
