"""Leases: of two processes on one database only one does what the lease is for."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.file import SqliteFile, instant, stamp


class Leases:
    """The leases in the database; one that is not renewed ends by itself."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def take(self, name: str, holder: str, now: datetime, life: timedelta) -> bool:
        """Take or renew the lease; False while somebody else holds it."""
        done = self._file.run(
            "INSERT INTO leases VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
            " SET holder = excluded.holder, until = excluded.until WHERE holder = excluded.holder OR until < ?",
            *(name, holder, stamp(now + life), stamp(now)),
        )
        return done.rowcount == 1

    def holder(self, name: str) -> tuple[str, datetime] | None:
        """Who holds the lease, and until when."""
        row = self._file.one("SELECT holder, until FROM leases WHERE name = ?", name)
        return (row["holder"], instant(row["until"])) if row else None

    def end(self, name: str, holder: str) -> None:
        """Give the lease back, or take it from a holder that is known to be dead."""
        self._file.run("DELETE FROM leases WHERE name = ? AND holder = ?", name, holder)
