"""The outbox: every message that is not the direct reply to somebody goes through it, and survives a crash there.

A message has a key that says what it is about ("pledge:ID:3:PERSON"); the same key is posted once. Before it is sent
the attempt is written down, after it the result. A crash between the two leaves it open whether it arrived: it is then
sent once more, or dropped if `repeat` is False.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.message import Message, message_from, message_record
from bot.store.file import SqliteFile, as_json, instant, stamp
from bot.store.vault import Vault

# An attempt without a result for that long has died with its process.
ATTEMPT_LIFE = timedelta(minutes=2)
# After a failure of the network it is tried again, later each time, and given up in the end.
PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240))


@dataclass(frozen=True, slots=True)
class Posting:
    """A message of the outbox; `attempts` counts those begun."""

    id: int
    key: str
    chat: str
    message: Message
    due: datetime
    attempts: int
    state: str  # waiting, sending, sent, refused, dropped, failed


class Outbox:
    """The outbox in the database."""

    def __init__(self, file: SqliteFile, vault: Vault) -> None:
        self._file = file
        self._vault = vault

    def post(self, key: str, chat: str, message: Message, due: datetime, at: datetime, *, repeat: bool = True) -> bool:
        """Have `message` sent to `chat` from `due` on; False if a message with that key was posted before."""
        done = self._file.run(
            "INSERT OR IGNORE INTO outbox (key, chat, message, due, state, attempts, repeat, at)"
            " VALUES (?, ?, ?, ?, 'waiting', 0, ?, ?)",
            key,
            chat,
            self._vault.seal(as_json(message_record(message)), f"outbox.message:{key}"),
            stamp(due),
            int(repeat),
            stamp(at),
        )
        return done.rowcount == 1

    def claim(self, channel: str, now: datetime, *, chat: str | None = None, limit: int = 20) -> Sequence[Posting]:
        """Messages of `channel` (or of one `chat`) that are due, each given to one caller, the attempt written down."""
        self._recover(now)
        rows = self._file.all(
            "SELECT id FROM outbox WHERE state = 'waiting' AND due <= ? AND substr(chat, 1, ?) = ?"
            " AND (? IS NULL OR chat = ?) ORDER BY due, id LIMIT ?",
            stamp(now),
            len(channel) + 1,
            f"{channel}:",
            chat,
            chat,
            limit,
        )
        claimed = []
        for row in rows:
            done = self._file.run(
                "UPDATE outbox SET state = 'sending', attempts = attempts + 1, tried = ?"
                " WHERE id = ? AND state = 'waiting'",
                stamp(now),
                row["id"],
            )
            if done.rowcount and (posting := self.posting(row["id"])):
                claimed.append(posting)
        return claimed

    def finish(self, posting_id: int, state: str, at: datetime) -> None:
        """The attempt ended: "sent", "refused" (the person has blocked the bot), "failed" (tried again later)."""
        row = self._file.one("SELECT attempts FROM outbox WHERE id = ?", posting_id)
        if row is None:
            return
        if state == "failed" and row["attempts"] <= len(PAUSES):
            later = at + PAUSES[row["attempts"] - 1]
            self._file.run("UPDATE outbox SET state = 'waiting', due = ? WHERE id = ?", stamp(later), posting_id)
            return
        # What was said is not kept; that it was, is.
        self._file.run("UPDATE outbox SET state = ?, done = ?, message = '' WHERE id = ?", state, stamp(at), posting_id)

    def withdraw(self, key: str, at: datetime) -> bool:
        """Do not send the message with that key; False if it is sent or on its way."""
        done = self._file.run(
            "UPDATE outbox SET state = 'dropped', done = ?, message = '' WHERE key = ? AND state = 'waiting'",
            stamp(at),
            key,
        )
        return done.rowcount == 1

    def posting(self, posting_id: int) -> Posting | None:
        """The message with that number."""
        row = self._file.one("SELECT * FROM outbox WHERE id = ?", posting_id)
        if row is None:
            return None
        text = self._vault.open(row["message"], f"outbox.message:{row['key']}")
        message = message_from(json.loads(text)) if text else Message()
        due, attempts = instant(row["due"]), row["attempts"]
        return Posting(row["id"], row["key"], row["chat"], message, due, attempts, row["state"])

    def by_prefix(self, prefix: str) -> Sequence[Posting]:
        """The messages whose keys begin with `prefix`, in the order in which they were posted."""
        rows = self._file.all("SELECT id FROM outbox WHERE substr(key, 1, ?) = ? ORDER BY id", len(prefix), prefix)
        return [posting for row in rows if (posting := self.posting(row["id"]))]

    def forget_before(self, instant: datetime) -> None:
        """Forget messages posted before then, sent or not; their keys may be used again."""
        self._file.run("DELETE FROM outbox WHERE at < ?", stamp(instant))

    def forget_chat(self, chat: str) -> None:
        """Erase every message to `chat`."""
        self._file.run("DELETE FROM outbox WHERE chat = ?", chat)

    def reseal(self) -> int:
        """Seal every message with the active key; how many there were."""
        rows = self._file.all("SELECT id, key, message FROM outbox WHERE message != ''")
        for row in rows:
            of = f"outbox.message:{row['key']}"
            sealed = self._vault.seal(self._vault.open(row["message"], of), of)
            self._file.run("UPDATE outbox SET message = ? WHERE id = ?", sealed, row["id"])
        return len(rows)

    def _recover(self, now: datetime) -> None:
        """Attempts that died: wait again, or are dropped."""
        self._file.run(
            "UPDATE outbox SET state = CASE repeat WHEN 1 THEN 'waiting' ELSE 'dropped' END"
            " WHERE state = 'sending' AND tried < ?",
            stamp(now - ATTEMPT_LIFE),
        )
