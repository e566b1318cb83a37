"""How many there are of what: figures about the whole database, without anything personal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.store.file import SqliteFile, instant, stamp

ALERT, NOTICE = "alert", "notice"
_KIND = f"iif(deadline = '', '{NOTICE}', '{ALERT}')"


class Counts:
    """Counts in the database."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def pledges(self) -> Mapping[str, int]:
        """Pledges and drafts by state."""
        rows = self._file.all("SELECT state, count(*) AS n FROM pledges GROUP BY state ORDER BY state")
        return {row["state"]: row["n"] for row in rows}

    def outbox(self) -> Mapping[tuple[str, str], int]:
        """Messages of the outbox by kind ("alert", "notice") and state."""
        rows = self._file.all(f"SELECT {_KIND} AS kind, state, count(*) AS n FROM outbox GROUP BY 1, 2 ORDER BY 1, 2")
        return {(row["kind"], row["state"]): row["n"] for row in rows}

    def waiting(self, kind: str) -> int:
        """Messages of that kind that wait or are on their way."""
        found = self.outbox()
        return found.get((kind, "waiting"), 0) + found.get((kind, "sending"), 0)

    def overdue(self, now: datetime) -> int:
        """Messages that wait although their time has come."""
        row = self._file.one("SELECT count(*) AS n FROM outbox WHERE state = 'waiting' AND next <= ?", stamp(now))
        return int(row["n"]) if row else 0

    def oldest_waiting(self, now: datetime) -> datetime | None:
        """When the message was due that has waited longest of those whose time has come; None if there is none.

        Addresses that are switched off do not count: nothing is sent there until the person writes again.
        """
        row = self._file.one(
            "SELECT min(next) AS at FROM outbox WHERE state IN ('waiting', 'sending') AND next <= ?"
            " AND chat NOT IN (SELECT chat FROM addresses_off)",
            stamp(now),
        )
        return instant(row["at"]) if row and row["at"] else None

    def answers(self, since: datetime, until: datetime) -> Mapping[str, int]:
        """Answers that were given between then and then, by status."""
        rows = self._file.all(
            "SELECT status, count(*) AS n FROM answers WHERE at >= ? AND at < ? GROUP BY status ORDER BY status",
            *(stamp(since), stamp(until)),
        )
        return {row["status"]: row["n"] for row in rows}

    def alerts_ended(self, since: datetime, until: datetime) -> Mapping[str, int]:
        """Alerts that came to their end between then and then, by state; "late" are those sent late."""
        rows = self._file.all(
            "SELECT iif(state = 'sent' AND late = 1, 'late', state) AS state, count(*) AS n FROM outbox"
            " WHERE deadline != '' AND done >= ? AND done < ? GROUP BY 1 ORDER BY 1",
            *(stamp(since), stamp(until)),
        )
        return {row["state"]: row["n"] for row in rows}
