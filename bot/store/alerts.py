"""The alerts in the outbox: planned ahead, cancelled when they are no longer wanted, and what became of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.alerts.model import Alert, Planned
from bot.outbox.model import State
from bot.store.file import SqliteFile, instant, instant_or_none, stamp


class AlertStore:
    """The rows of the outbox that name a deadline. Writes belong into the store's transaction."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    # Planning

    def plan(self, alerts: Iterable[Planned], at: datetime) -> int:
        """Plan alerts that are not yet planned; how many were new. One that was cancelled comes back."""
        new = 0
        for one in alerts:
            done = self._file.run(
                "INSERT INTO outbox (deadline, occurrence, chat, kind, due, next, about, state, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?)"
                " ON CONFLICT (deadline, occurrence, chat, kind) DO UPDATE SET state = 'waiting', due = excluded.due,"
                " next = excluded.next WHERE state = 'cancelled' AND excluded.due > excluded.at",
                *(one.deadline, one.occurrence, one.chat, one.kind, stamp(one.due), stamp(one.due), one.about),
                stamp(at),
            )
            new += done.rowcount
        return new

    def cancel(self, deadline: str, occurrence: str, at: datetime, *, keep: str = "") -> None:
        """Do not send what waits about that occurrence of `deadline` on whatever day, but for the day in `keep`."""
        self._file.run(
            "UPDATE outbox SET state = 'cancelled', done = ? WHERE deadline = ? AND state = 'waiting'"
            " AND substr(occurrence, 1, ?) = ? AND occurrence != ?",
            *(stamp(at), deadline, len(occurrence) + 1, f"{occurrence}/", keep),
        )

    def cancel_deadline(self, deadline: str, chat: str, at: datetime) -> None:
        """Do not send what waits about `deadline` to `chat`."""
        self._file.run(
            "UPDATE outbox SET state = 'cancelled', done = ?"
            " WHERE deadline = ? AND (chat = ? OR about = ?) AND state = 'waiting'",
            *(stamp(at), deadline, chat, chat),
        )

    def cancel_occurrence(self, deadline: str, occurrence: str, at: datetime, chat: str) -> None:
        """Do not send what waits about that occurrence to `chat`, nor what the person above would be told."""
        self._file.run(
            "UPDATE outbox SET state = 'cancelled', done = ? WHERE deadline = ? AND occurrence = ?"
            " AND (chat = ? OR about = ?) AND state = 'waiting'",
            *(stamp(at), deadline, occurrence, chat, chat),
        )

    def cancel_above(self, deadline: str, occurrence: str, about: str, at: datetime) -> None:
        """The person above need not be told that nobody has seen it."""
        self._file.run(
            "UPDATE outbox SET state = 'cancelled', done = ?"
            " WHERE deadline = ? AND occurrence = ? AND about = ? AND state = 'waiting'",
            *(stamp(at), deadline, occurrence, about),
        )

    # Looking

    def sent_days(self, deadline: str, occurrence: str, chat: str) -> Sequence[date]:
        """The days in Vietnam on which the person was told of that occurrence."""
        rows = self._file.all(
            "SELECT sent FROM outbox WHERE deadline = ? AND occurrence = ? AND chat = ? AND state = 'sent'"
            " AND about = '' ORDER BY sent",
            *(deadline, occurrence, chat),
        )
        return list(dict.fromkeys(vietnam_day(instant(row["sent"])) for row in rows))

    def last_sent(self, deadline: str, occurrence: str, chat: str) -> datetime | None:
        """When the person was last told of that occurrence."""
        row = self._file.one(
            "SELECT max(sent) AS sent FROM outbox WHERE deadline = ? AND occurrence = ? AND chat = ? AND about = ''",
            *(deadline, occurrence, chat),
        )
        return instant_or_none(row["sent"]) if row else None

    def is_under_way(self, deadline: str, occurrence: str, chat: str, now: datetime) -> bool:
        """Whether something about that occurrence is due to the person and has not been sent yet."""
        row = self._file.one(
            "SELECT 1 FROM outbox WHERE deadline = ? AND occurrence = ? AND chat = ? AND about = ''"
            " AND (state = 'sending' OR (state = 'waiting' AND next <= ?))",
            *(deadline, occurrence, chat, stamp(now)),
        )
        return row is not None

    def waiting_of(self, deadline: str, occurrence: str, chat: str) -> Sequence[Alert]:
        """What is still to be sent to the person about that occurrence, in order."""
        rows = self._file.all(
            "SELECT * FROM outbox WHERE deadline = ? AND occurrence = ? AND chat = ? AND about = ''"
            " AND state = 'waiting' ORDER BY due",
            *(deadline, occurrence, chat),
        )
        return [alert_of(row) for row in rows]

    def ledger(self, since: datetime, until: datetime, chat: str = "") -> Sequence[Alert]:
        """Every alert that was due between then and then, in order; with `chat` that person's alone."""
        rows = self._file.all(
            "SELECT * FROM outbox WHERE due >= ? AND due < ? AND deadline != '' AND (? = '' OR chat = ?)"
            " ORDER BY due, id",
            *(stamp(since), stamp(until), chat, chat),
        )
        return [alert_of(row) for row in rows]

    def alert(self, alert_id: int) -> Alert | None:
        """The alert with that number."""
        row = self._file.one("SELECT * FROM outbox WHERE id = ? AND deadline != ''", alert_id)
        return alert_of(row) if row else None


def vietnam_day(at: datetime) -> date:
    """The day of that instant in Vietnam, which has had no summer time since 1975."""
    return (at + (timedelta(hours=7) - (at.utcoffset() or timedelta()))).date()


def alert_of(row: sqlite3.Row) -> Alert:
    """The alert of a row."""
    return Alert(**posting_fields(row), deadline=row["deadline"], occurrence=row["occurrence"])


def posting_fields(row: sqlite3.Row) -> dict[str, Any]:
    """What alerts and notices have in common."""
    return {
        "id": row["id"],
        "chat": row["chat"],
        "kind": row["kind"],
        "due": instant(row["due"]),
        "state": State(row["state"]),
        "next": instant(row["next"]),
        "attempts": row["attempts"],
        "again": bool(row["again"]),
        "about": row["about"],
        "sent": instant_or_none(row["sent"]),
        "late": bool(row["late"]),
    }
