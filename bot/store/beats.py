"""When something regular was last done: signs of life of the running bot, and the last backup."""

from __future__ import annotations

from datetime import datetime

from bot.store.file import SqliteFile, instant, stamp

SERVE = "serve"  # the bot on Telegram is alive
BACKUP = "backup"  # a backup was made and read back


class Beats:
    """The last time of each, in the database, by the machine's clock."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def note(self, name: str, at: datetime) -> None:
        """It was done at that time."""
        self._file.run("INSERT OR REPLACE INTO beats VALUES (?, ?)", name, stamp(at))

    def last(self, name: str) -> datetime | None:
        """When it was last done; None if it never was."""
        row = self._file.one("SELECT at FROM beats WHERE name = ?", name)
        return instant(row["at"]) if row else None
