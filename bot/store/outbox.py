"""The outbox in the database: each message one row, claimed by one process, its attempt and its result written down.

An attempt that has no result after a while died with its process: the message waits again, marked. Two kinds of rows
share the table: alerts, which name a deadline and are worded when they are sent, and notices, whose words are sealed in
the row and erased when it has come to its end.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.message import Message, message_from, message_record
from bot.outbox.model import NOTICE, Notice, Posting, State
from bot.store.alerts import alert_of, posting_fields
from bot.store.file import SqliteFile, as_json, instant, stamp
from bot.store.vault import Vault

# An attempt without a result for that long has died with its process: longer than any call to a channel takes.
ATTEMPT_LIFE = timedelta(minutes=2)
ROWS_A_CHAT = 4  # rows looked at for each chat that is asked for: some have several that are due


class Outbox:
    """The outbox in the database. Writes belong into the store's transaction."""

    def __init__(self, file: SqliteFile, vault: Vault) -> None:
        self._file = file
        self._vault = vault

    def post(
        self, key: str, chat: str, message: Message, due: datetime, at: datetime, *, about: str = "", kind: str = NOTICE
    ) -> bool:
        """Have `message` sent to `chat` from `due` on; False if a message with that key was posted before.

        `about` is the address of the person it tells of: it is forgotten with that person. A message of another `kind`
        is worded when it is sent.
        """
        done = self._file.run(
            "INSERT OR IGNORE INTO outbox (deadline, occurrence, chat, kind, due, next, about, state, at, message)"
            " VALUES ('', ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)",
            *(key, chat, kind, stamp(due), stamp(due), about, stamp(at)),
            self._vault.seal(as_json(message_record(message)), f"outbox.message:{key}"),
        )
        return done.rowcount == 1

    def posted(self, key: str) -> datetime | None:
        """When the message with that key was posted; None if it never was, or that is forgotten."""
        row = self._file.one("SELECT at FROM outbox WHERE deadline = '' AND occurrence = ?", key)
        return instant(row["at"]) if row else None

    def withdraw(self, key: str, at: datetime) -> bool:
        """Do not send the message with that key; False if it is sent or on its way."""
        done = self._file.run(
            "UPDATE outbox SET state = 'cancelled', done = ?, message = ''"
            " WHERE deadline = '' AND occurrence = ? AND state = 'waiting'",
            *(stamp(at), key),
        )
        return done.rowcount == 1

    # Sending

    def recover(self, now: datetime) -> int:
        """Attempts that died with their process wait again, marked; also those of a clock that was set back."""
        done = self._file.run(
            "UPDATE outbox SET state = 'waiting', again = 1, next = ?"
            " WHERE state = 'sending' AND (tried < ? OR tried > ?)",
            *(stamp(now), stamp(now - ATTEMPT_LIFE), stamp(now + ATTEMPT_LIFE)),
        )
        return done.rowcount

    def due_chats(
        self, channel: str, now: datetime, *, quiet: bool, limit: int, without: Collection[str] = ()
    ) -> Sequence[str]:
        """The chats of `channel` that something is to be sent to, the longest waiting first."""
        # In the order of an index: with ten thousand waiting only the first few are looked at.
        rows = self._file.all(
            "SELECT chat FROM outbox WHERE state = 'waiting' AND next <= ? AND substr(chat, 1, ?) = ?"
            " AND (? = 0 OR kind LIKE 'snooze%') AND chat NOT IN (SELECT chat FROM addresses_off)"
            " AND chat NOT IN (SELECT value FROM json_each(?)) ORDER BY next LIMIT ?",
            *(stamp(now), len(channel) + 1, f"{channel}:", int(quiet), as_json(list(without)), limit * ROWS_A_CHAT),
        )
        return list(dict.fromkeys(row["chat"] for row in rows))[:limit]

    def waiting(self, chat: str, until: datetime, *, quiet: bool = False) -> Sequence[Posting]:
        """What waits to be sent to `chat` until then, the oldest first; when it is `quiet` only what was put off."""
        rows = self._file.all(
            "SELECT * FROM outbox WHERE state = 'waiting' AND chat = ? AND next <= ?"
            " AND (? = 0 OR kind LIKE 'snooze%') ORDER BY due, id",
            *(chat, stamp(until), int(quiet)),
        )
        return [self._posting(row) for row in rows]

    def begin(self, posting_id: int, now: datetime) -> Posting | None:
        """Write down an attempt; None if another process was first."""
        done = self._file.run(
            "UPDATE outbox SET state = 'sending', attempts = attempts + 1, tried = ?"
            " WHERE id = ? AND state = 'waiting'",
            *(stamp(now), posting_id),
        )
        return self.posting(posting_id) if done.rowcount == 1 else None

    def end(
        self, posting: Posting, state: State, at: datetime, *, late: bool = False, since_attempt: bool = True
    ) -> bool:
        """It has come to its end; after an attempt only if that was the last one. What was said is not kept."""
        done = self._file.run(
            "UPDATE outbox SET state = ?, done = ?, late = ?, sent = CASE ? WHEN 'sent' THEN ? ELSE sent END,"
            " message = '' WHERE id = ? AND attempts = ? AND state = ?",
            *(state, stamp(at), int(late), state, stamp(at), posting.id, posting.attempts),
            State.SENDING if since_attempt else State.WAITING,
        )
        return done.rowcount == 1

    def put_back(self, posting: Posting, later: datetime, *, again: bool = False, failed: bool = True) -> bool:
        """Try again later; `again` when it may have arrived. Waiting for a limit is no failure."""
        done = self._file.run(
            "UPDATE outbox SET state = 'waiting', next = ?, again = max(again, ?), unknowns = unknowns + ?,"
            " failures = failures + ? WHERE id = ? AND attempts = ? AND state = 'sending'",
            *(stamp(later), int(again), int(again), int(failed), posting.id, posting.attempts),
        )
        return done.rowcount == 1

    def postpone(self, posting: Posting, later: datetime) -> None:
        """It waits until then."""
        self._file.run(
            "UPDATE outbox SET next = ?, due = ? WHERE id = ? AND state = 'waiting'",
            *(stamp(later), stamp(later), posting.id),
        )

    def failures(self, posting: Posting) -> tuple[int, int]:
        """How often it failed, and how often it was unknown whether it arrived."""
        row = self._file.one("SELECT failures, unknowns FROM outbox WHERE id = ?", posting.id)
        return (row["failures"], row["unknowns"]) if row else (0, 0)

    # Addresses

    def switch_off(self, chat: str, at: datetime) -> bool:
        """Nothing more is sent to `chat`; False if that was so before."""
        return self._file.run("INSERT OR IGNORE INTO addresses_off VALUES (?, ?)", chat, stamp(at)).rowcount == 1

    def switch_on(self, chat: str, at: datetime) -> bool:
        """The person is back; False if they never were off. What was due meanwhile counts as tried."""
        if self._file.run("DELETE FROM addresses_off WHERE chat = ?", chat).rowcount == 0:
            return False
        self._file.run(
            "UPDATE outbox SET attempts = attempts + 1 WHERE chat = ? AND state = 'waiting' AND next <= ?",
            *(chat, stamp(at)),
        )
        return True

    def is_off(self, chat: str) -> bool:
        """Whether nothing is sent to `chat`."""
        return self._file.one("SELECT 1 FROM addresses_off WHERE chat = ?", chat) is not None

    def move_chat(self, old: str, new: str) -> None:
        """A group has a new address."""
        self._file.run("UPDATE OR IGNORE outbox SET chat = ? WHERE chat = ?", new, old)

    # Looking

    def posting(self, posting_id: int) -> Posting | None:
        """The message with that number."""
        row = self._file.one("SELECT * FROM outbox WHERE id = ?", posting_id)
        return self._posting(row) if row else None

    def by_prefix(self, prefix: str) -> Sequence[Notice]:
        """The notices whose keys begin with `prefix`, in the order in which they were posted."""
        rows = self._file.all(
            "SELECT * FROM outbox WHERE deadline = '' AND substr(occurrence, 1, ?) = ? ORDER BY id",
            *(len(prefix), prefix),
        )
        return [self._notice(row) for row in rows]

    def next_due(self) -> datetime | None:
        """When the next one that waits is to be tried, or a dead attempt is to be found; None if nothing is left."""
        row = self._file.one(
            "SELECT min(CASE state WHEN 'sending' THEN tried ELSE next END) AS at FROM outbox"
            " WHERE state IN ('waiting', 'sending') AND chat NOT IN (SELECT chat FROM addresses_off)"
        )
        return instant(row["at"]) if row and row["at"] else None

    def count_open(self) -> int:
        """How many messages wait or are on their way."""
        row = self._file.one("SELECT count(*) AS n FROM outbox WHERE state IN ('waiting', 'sending')")
        return int(row["n"]) if row else 0

    # Forgetting

    def forget_before(self, instant: datetime) -> None:
        """Forget notices posted before then, sent or not; their keys may be used again."""
        self._file.run("DELETE FROM outbox WHERE deadline = '' AND at < ?", stamp(instant))

    def forget_chat(self, chat: str) -> None:
        """Erase every message to the person at `chat` or about them."""
        self._file.run("DELETE FROM outbox WHERE chat = ? OR about = ?", chat, chat)
        self._file.run("DELETE FROM addresses_off WHERE chat = ?", chat)

    def reseal(self) -> int:
        """Seal every message with the active key; how many there were."""
        rows = self._file.all("SELECT id, occurrence AS key, message FROM outbox WHERE message != ''")
        for row in rows:
            of = f"outbox.message:{row['key']}"
            sealed = self._vault.seal(self._vault.open(row["message"], of), of)
            self._file.run("UPDATE outbox SET message = ? WHERE id = ?", sealed, row["id"])
        return len(rows)

    def _posting(self, row: sqlite3.Row) -> Posting:
        return alert_of(row) if row["deadline"] else self._notice(row)

    def _notice(self, row: sqlite3.Row) -> Notice:
        key = row["occurrence"]
        text = self._vault.open(row["message"], f"outbox.message:{key}")
        message = message_from(json.loads(text)) if text else Message()
        return Notice(**posting_fields(row), key=key, message=message)
