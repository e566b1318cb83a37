"""Who follows a whole plan or a place, and who wants an overview every Monday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.store.file import SqliteFile, stamp


class Subscriptions:
    """The subscriptions in the database: a subject ("plan:trieu-son", "area:Tỉnh Thanh Hóa", "overview") and a chat."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def add(self, chat: str, subject: str, at: datetime) -> bool:
        """From now on; False if that was so before."""
        done = self._file.run("INSERT OR IGNORE INTO subscriptions VALUES (?, ?, ?)", chat, subject, stamp(at))
        return done.rowcount == 1

    def drop(self, chat: str, subject: str) -> bool:
        """No longer; False if that was so before."""
        done = self._file.run("DELETE FROM subscriptions WHERE chat = ? AND subject = ?", chat, subject)
        return done.rowcount == 1

    def of(self, chat: str) -> Sequence[str]:
        """What the person at `chat` has subscribed to, the oldest first."""
        rows = self._file.all("SELECT subject FROM subscriptions WHERE chat = ? ORDER BY at, subject", chat)
        return [str(row["subject"]) for row in rows]

    def with_prefix(self, prefix: str) -> Sequence[tuple[str, str]]:
        """Chats and subjects that begin with `prefix`."""
        rows = self._file.all(
            "SELECT chat, subject FROM subscriptions WHERE substr(subject, 1, ?) = ? ORDER BY chat",
            *(len(prefix), prefix),
        )
        return [(row["chat"], row["subject"]) for row in rows]

    def move_chat(self, old: str, new: str) -> None:
        """A group has a new address."""
        self._file.run("UPDATE OR IGNORE subscriptions SET chat = ? WHERE chat = ?", new, old)

    def forget_chat(self, chat: str) -> None:
        """Forget what the person at `chat` has subscribed to."""
        self._file.run("DELETE FROM subscriptions WHERE chat = ?", chat)
