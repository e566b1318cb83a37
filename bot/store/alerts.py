"""The alerts that are planned ahead and sent once, and what became of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.alerts.model import Alert, Planned, State
from bot.store.file import SqliteFile, instant, instant_or_none, stamp

# An attempt without a result for that long has died with its process: longer than any call to a channel takes.
ATTEMPT_LIFE = timedelta(minutes=2)
ROWS_A_CHAT = 4  # rows looked at for each chat that is asked for: some have several that are due


class AlertStore:
    """The alerts in the database. Writes belong into the store's transaction."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    # Planning

    def plan(self, alerts: Iterable[Planned], at: datetime) -> int:
        """Plan alerts that are not yet planned; how many were new. One that was cancelled comes back."""
        new = 0
        for one in alerts:
            done = self._file.run(
                "INSERT INTO alerts (deadline, occurrence, chat, kind, due, next, about, state, at)"
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
            "UPDATE alerts SET state = 'cancelled', done = ? WHERE deadline = ? AND state = 'waiting'"
            " AND substr(occurrence, 1, ?) = ? AND occurrence != ?",
            *(stamp(at), deadline, len(occurrence) + 1, f"{occurrence}/", keep),
        )

    def cancel_deadline(self, deadline: str, chat: str, at: datetime) -> None:
        """Do not send what waits about `deadline` to `chat`."""
        self._file.run(
            "UPDATE alerts SET state = 'cancelled', done = ?"
            " WHERE deadline = ? AND (chat = ? OR about = ?) AND state = 'waiting'",
            *(stamp(at), deadline, chat, chat),
        )

    def cancel_occurrence(self, deadline: str, occurrence: str, at: datetime, chat: str) -> None:
        """Do not send what waits about that occurrence to `chat`, nor what the person above would be told."""
        self._file.run(
            "UPDATE alerts SET state = 'cancelled', done = ? WHERE deadline = ? AND occurrence = ?"
            " AND (chat = ? OR about = ?) AND state = 'waiting'",
            *(stamp(at), deadline, occurrence, chat, chat),
        )

    def cancel_above(self, deadline: str, occurrence: str, about: str, at: datetime) -> None:
        """The person above need not be told that nobody has seen it."""
        self._file.run(
            "UPDATE alerts SET state = 'cancelled', done = ?"
            " WHERE deadline = ? AND occurrence = ? AND about = ? AND state = 'waiting'",
            *(stamp(at), deadline, occurrence, about),
        )

    # Sending

    def recover(self, now: datetime) -> int:
        """Attempts that died with their process wait again, marked; also those of a clock that was set back."""
        done = self._file.run(
            "UPDATE alerts SET state = 'waiting', again = 1, next = ?"
            " WHERE state = 'sending' AND (tried < ? OR tried > ?)",
            *(stamp(now), stamp(now - ATTEMPT_LIFE), stamp(now + ATTEMPT_LIFE)),
        )
        return done.rowcount

    def due_chats(self, channel: str, now: datetime, *, quiet: bool, limit: int) -> Sequence[str]:
        """The chats of `channel` that something is to be sent to, the longest waiting first."""
        # In the order of an index: with ten thousand waiting only the first few are looked at.
        rows = self._file.all(
            "SELECT chat FROM alerts WHERE state = 'waiting' AND next <= ? AND substr(chat, 1, ?) = ?"
            " AND (? = 0 OR kind LIKE 'snooze%') AND chat NOT IN (SELECT chat FROM addresses_off)"
            " ORDER BY next LIMIT ?",
            *(stamp(now), len(channel) + 1, f"{channel}:", int(quiet), limit * ROWS_A_CHAT),
        )
        return list(dict.fromkeys(row["chat"] for row in rows))[:limit]

    def waiting(self, chat: str, until: datetime, *, quiet: bool = False) -> Sequence[Alert]:
        """What waits to be sent to `chat` until then, the oldest first."""
        rows = self._file.all(
            "SELECT * FROM alerts WHERE state = 'waiting' AND chat = ? AND next <= ?"
            " AND (? = 0 OR kind LIKE 'snooze%') ORDER BY due, id",
            *(chat, stamp(until), int(quiet)),
        )
        return [alert_of(row) for row in rows]

    def begin(self, alert_id: int, now: datetime) -> bool:
        """Write down an attempt; False if another process was first."""
        done = self._file.run(
            "UPDATE alerts SET state = 'sending', attempts = attempts + 1, tried = ?"
            " WHERE id = ? AND state = 'waiting'",
            *(stamp(now), alert_id),
        )
        return done.rowcount == 1

    def end(self, alert: Alert, state: State, at: datetime, *, late: bool = False, since_attempt: bool = True) -> bool:
        """The alert has come to its end; after an attempt only if that was the last one."""
        done = self._file.run(
            "UPDATE alerts SET state = ?, done = ?, late = ?, sent = CASE ? WHEN 'sent' THEN ? ELSE sent END"
            " WHERE id = ? AND attempts = ? AND state = ?",
            *(state, stamp(at), int(late), state, stamp(at), alert.id, alert.attempts),
            State.SENDING if since_attempt else State.WAITING,
        )
        return done.rowcount == 1

    def put_back(self, alert: Alert, later: datetime, *, again: bool = False, failed: bool = True) -> bool:
        """Try again later; `again` when it may have arrived. Waiting for a limit is no failure."""
        done = self._file.run(
            "UPDATE alerts SET state = 'waiting', next = ?, again = max(again, ?), unknowns = unknowns + ?,"
            " failures = failures + ? WHERE id = ? AND attempts = ? AND state = 'sending'",
            *(stamp(later), int(again), int(again), int(failed), alert.id, alert.attempts),
        )
        return done.rowcount == 1

    def failures(self, alert: Alert) -> tuple[int, int]:
        """How often it failed, and how often it was unknown whether it arrived."""
        row = self._file.one("SELECT failures, unknowns FROM alerts WHERE id = ?", alert.id)
        return (row["failures"], row["unknowns"]) if row else (0, 0)

    def sent_days(self, deadline: str, occurrence: str, chat: str) -> Sequence[date]:
        """The days in Vietnam on which the person was told of that occurrence."""
        rows = self._file.all(
            "SELECT sent FROM alerts WHERE deadline = ? AND occurrence = ? AND chat = ? AND state = 'sent'"
            " AND about = '' ORDER BY sent",
            *(deadline, occurrence, chat),
        )
        return list(dict.fromkeys(vietnam_day(instant(row["sent"])) for row in rows))

    # Addresses

    def switch_off(self, chat: str, at: datetime) -> bool:
        """Nothing more is sent to `chat`; False if that was so before."""
        return self._file.run("INSERT OR IGNORE INTO addresses_off VALUES (?, ?)", chat, stamp(at)).rowcount == 1

    def switch_on(self, chat: str) -> bool:
        """The person is back; False if they never were off."""
        return self._file.run("DELETE FROM addresses_off WHERE chat = ?", chat).rowcount == 1

    def is_off(self, chat: str) -> bool:
        """Whether nothing is sent to `chat`."""
        return self._file.one("SELECT 1 FROM addresses_off WHERE chat = ?", chat) is not None

    def move_chat(self, old: str, new: str) -> None:
        """A group has a new address."""
        self._file.run("UPDATE OR IGNORE alerts SET chat = ? WHERE chat = ?", new, old)

    def forget_chat(self, chat: str) -> None:
        """Forget everything about the person at `chat`."""
        self._file.run("DELETE FROM alerts WHERE chat = ? OR about = ?", chat, chat)
        self._file.run("DELETE FROM addresses_off WHERE chat = ?", chat)

    # Looking

    def ledger(self, since: datetime, until: datetime, chat: str = "") -> Sequence[Alert]:
        """Every alert that was due between then and then, in order; with `chat` that person's alone."""
        rows = self._file.all(
            "SELECT * FROM alerts WHERE due >= ? AND due < ? AND (? = '' OR chat = ?) ORDER BY due, id",
            *(stamp(since), stamp(until), chat, chat),
        )
        return [alert_of(row) for row in rows]

    def next_due(self) -> datetime | None:
        """When the next alert that waits is to be tried, or a dead attempt is to be found; None if nothing is left."""
        row = self._file.one(
            "SELECT min(CASE state WHEN 'sending' THEN tried ELSE next END) AS at FROM alerts"
            " WHERE state IN ('waiting', 'sending') AND chat NOT IN (SELECT chat FROM addresses_off)"
        )
        return instant(row["at"]) if row and row["at"] else None

    def count_open(self) -> int:
        """How many alerts wait or are on their way."""
        row = self._file.one("SELECT count(*) AS n FROM alerts WHERE state IN ('waiting', 'sending')")
        return int(row["n"]) if row else 0

    def alert(self, alert_id: int) -> Alert | None:
        """The alert with that number."""
        row = self._file.one("SELECT * FROM alerts WHERE id = ?", alert_id)
        return alert_of(row) if row else None


def vietnam_day(at: datetime) -> date:
    """The day of that instant in Vietnam, which has had no summer time since 1975."""
    return (at + (timedelta(hours=7) - (at.utcoffset() or timedelta()))).date()


def alert_of(row: sqlite3.Row) -> Alert:
    """The alert of a row."""
    return Alert(
        id=row["id"],
        deadline=row["deadline"],
        occurrence=row["occurrence"],
        chat=row["chat"],
        kind=row["kind"],
        due=instant(row["due"]),
        state=State(row["state"]),
        next=instant(row["next"]),
        attempts=row["attempts"],
        again=bool(row["again"]),
        about=row["about"],
        sent=instant_or_none(row["sent"]),
        late=bool(row["late"]),
    )
