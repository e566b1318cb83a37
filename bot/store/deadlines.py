"""Deadlines that were confirmed or set, what was said of them, who follows them, and what people did about them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, time

from bot.alerts.model import Confirmation, Follower, KeptDeadline, Verdict
from bot.alerts.rules import Habit
from bot.store.file import SqliteFile, as_json, instant, stamp
from bot.store.vault import Vault


class DeadlineStore:
    """The deadlines in the database. Writes belong into the store's transaction."""

    def __init__(self, file: SqliteFile, vault: Vault) -> None:
        self._file = file
        self._vault = vault

    # Deadlines and what was said of them

    def save_deadline(self, deadline: KeptDeadline, at: datetime) -> None:
        """Keep `deadline` in place of what stood there; what somebody typed is sealed."""
        what = deadline.what
        if deadline.owner:
            what = self._vault.seal(what, f"deadlines.what:{deadline.id}")
        self._file.put(
            "deadlines",
            {
                "id": deadline.id,
                "what": what,
                "plan": deadline.plan,
                "section": deadline.section,
                "quote": deadline.quote,
                "source": deadline.source,
                "owner": deadline.owner,
                "place": deadline.place,
                "at": stamp(at),
            },
        )

    def deadline(self, deadline_id: str) -> KeptDeadline | None:
        """The deadline with that id."""
        row = self._file.one("SELECT * FROM deadlines WHERE id = ?", deadline_id)
        if row is None:
            return None
        what = self._vault.open(row["what"], f"deadlines.what:{row['id']}")
        return KeptDeadline(
            row["id"], what, row["plan"], row["section"], row["quote"], row["source"], row["owner"], row["place"]
        )  # fmt: skip

    def confirm(self, said: Confirmation) -> None:
        """Keep what was said of an occurrence, in place of what was said before."""
        self._file.put(
            "confirmations",
            {
                "deadline": said.deadline,
                "occurrence": said.occurrence,
                "verdict": said.verdict,
                "day": said.day.isoformat() if said.day else None,
                "before": int(said.before),
                "to_whom": said.to_whom,
                "by": said.by,
                "address": said.address,
                "at": stamp(said.at),
            },
        )

    def confirmation(self, deadline: str, occurrence: str) -> Confirmation | None:
        """What was last said of that occurrence."""
        row = self._file.one(
            "SELECT * FROM confirmations WHERE deadline = ? AND occurrence = ?", deadline, occurrence.partition("/")[0]
        )
        return confirmation_of(row) if row else None

    def forget_confirmation(self, deadline: str, occurrence: str) -> None:
        """Nothing was said of that occurrence."""
        self._file.run("DELETE FROM confirmations WHERE deadline = ? AND occurrence = ?", deadline, occurrence)

    def occurrences(self, deadline: str, year: str) -> Sequence[Confirmation]:
        """What was said of each occurrence of that deadline in that year, in order."""
        rows = self._file.all(
            "SELECT * FROM confirmations WHERE deadline = ? AND substr(occurrence, 1, 5) = ?"
            " ORDER BY cast(substr(occurrence, 6) AS INTEGER)",
            *(deadline, f"{year}."),
        )
        return [confirmation_of(row) for row in rows]

    def confirmed(self, since: date, until: date, chat: str = "") -> Sequence[Confirmation]:
        """What holds between two days, in order; with `chat` what that person follows."""
        rows = self._file.all(
            "SELECT c.* FROM confirmations c WHERE verdict = 'confirmed' AND day BETWEEN ? AND ?"
            " AND (? = '' OR EXISTS"
            " (SELECT 1 FROM follows f WHERE f.deadline = c.deadline AND f.chat = ? AND muted = 0))"
            " ORDER BY day, deadline",
            since.isoformat(),
            until.isoformat(),
            chat,
            chat,
        )
        return [confirmation_of(row) for row in rows]

    def of_plan(self, plan: str, verdict: Verdict, since: date) -> Sequence[Confirmation]:
        """What was said so of the deadlines of `plan` whose day is `since` or later, in order."""
        rows = self._file.all(
            "SELECT c.* FROM confirmations c JOIN deadlines d ON d.id = c.deadline"
            " WHERE d.plan = ? AND c.verdict = ? AND c.day >= ? ORDER BY c.day, c.deadline",
            *(plan, verdict, since.isoformat()),
        )
        return [confirmation_of(row) for row in rows]

    # Who is told

    def follow(self, deadline: str, chat: str, at: datetime, *, asked: bool = True) -> bool:
        """From now on the person is told of that deadline; False if that was so before.

        Without `asked` it comes with a plan that the person follows: a deadline that they dropped stays dropped.
        """
        done = self._file.run(
            "INSERT INTO follows (deadline, chat, at, habit)"
            " VALUES (?, ?, ?, coalesce((SELECT habit FROM habits WHERE chat = ?), ''))"
            " ON CONFLICT DO UPDATE SET muted = 0, at = excluded.at WHERE muted = 1 AND ?",
            *(deadline, chat, stamp(at), chat, int(asked)),
        )
        return done.rowcount == 1

    def unfollow(self, deadline: str, chat: str, *, asked: bool = True) -> None:
        """The person is no longer told of that deadline; what they asked for themselves is remembered."""
        if asked:
            self._file.run("UPDATE follows SET muted = 1 WHERE deadline = ? AND chat = ?", deadline, chat)
        else:
            self._file.run("DELETE FROM follows WHERE deadline = ? AND chat = ? AND muted = 0", deadline, chat)

    def followers(self, deadline: str) -> Sequence[Follower]:
        """Who is told of that deadline, since when and how."""
        rows = self._file.all("SELECT * FROM follows WHERE deadline = ? AND muted = 0 ORDER BY chat", deadline)
        return [Follower(row["chat"], instant(row["at"]), habit_of(row["habit"])) for row in rows]

    def habit(self, deadline: str, chat: str) -> Habit:
        """How the person wants to be told of that deadline; as usual if they never said."""
        row = self._file.one("SELECT habit FROM follows WHERE deadline = ? AND chat = ?", deadline, chat)
        return habit_of(row["habit"] if row else "")

    def habit_for_all(self, chat: str) -> Habit | None:
        """How the person wants to be told of every deadline; None if they never said."""
        row = self._file.one("SELECT habit FROM habits WHERE chat = ?", chat)
        return habit_of(row["habit"]) if row else None

    def set_habit(self, deadline: str, chat: str, habit: Habit) -> None:
        """From now on the person is told of that deadline in this way."""
        self._file.run(
            "UPDATE follows SET habit = ? WHERE deadline = ? AND chat = ?", habit_text(habit), deadline, chat
        )

    def set_habit_for_all(self, chat: str, habit: Habit) -> None:
        """From now on the person is told in this way of every deadline, also of those that they follow later."""
        self._file.put("habits", {"chat": chat, "habit": habit_text(habit)})
        self._file.run("UPDATE follows SET habit = ? WHERE chat = ?", habit_text(habit), chat)

    def follows(self, deadline: str, chat: str) -> bool:
        """Whether the person is told of that deadline."""
        row = self._file.one("SELECT muted FROM follows WHERE deadline = ? AND chat = ?", deadline, chat)
        return row is not None and not row["muted"]

    # What people did about it

    def note_progress(self, deadline: str, occurrence: str, chat: str, word: str, at: datetime) -> None:
        """The person has said "seen" or "done"; done stays done."""
        self._file.run(
            "INSERT INTO progress VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET word = excluded.word, at = excluded.at WHERE word != 'done'",
            *(deadline, occurrence, chat, word, stamp(at)),
        )

    def forget_progress(self, deadline: str, occurrence: str, chat: str) -> None:
        """The person has said nothing about it."""
        self._file.run(
            "DELETE FROM progress WHERE deadline = ? AND occurrence = ? AND chat = ?", deadline, occurrence, chat
        )

    def progress(self, deadline: str, occurrence: str, chat: str) -> str:
        """What the person last said about it: "", "seen" or "done"."""
        row = self._file.one(
            "SELECT word FROM progress WHERE deadline = ? AND occurrence = ? AND chat = ?", deadline, occurrence, chat
        )
        return str(row["word"]) if row else ""

    def move_chat(self, old: str, new: str) -> None:
        """A group has a new address."""
        for table in ("follows", "progress", "habits"):
            self._file.run(f"UPDATE OR IGNORE {table} SET chat = ? WHERE chat = ?", new, old)

    def own(self, chat: str) -> Sequence[tuple[KeptDeadline, Confirmation]]:
        """The own deadlines of the person at `chat`, by their day."""
        rows = self._file.all(
            "SELECT c.* FROM confirmations c JOIN deadlines d ON d.id = c.deadline WHERE d.owner = ? ORDER BY day", chat
        )
        found = [(self.deadline(row["deadline"]), confirmation_of(row)) for row in rows]
        return [(deadline, said) for deadline, said in found if deadline]

    def erase(self, deadline: str) -> None:
        """Erase an own deadline with everything that was said of it."""
        for table, column in (
            ("deadlines", "id"),
            *((t, "deadline") for t in ("confirmations", "follows", "progress")),
        ):
            self._file.run(f"DELETE FROM {table} WHERE {column} = ?", deadline)

    def forget_chat(self, chat: str) -> None:
        """Forget the person at `chat`; what they confirmed for others stays, without their address."""
        for row in self._file.all("SELECT id FROM deadlines WHERE owner = ?", chat):
            self.erase(row["id"])
        for table in ("follows", "progress", "habits"):
            self._file.run(f"DELETE FROM {table} WHERE chat = ?", chat)
        self._file.run("UPDATE confirmations SET address = '' WHERE address = ?", chat)

    def reseal(self) -> None:
        """Seal what was typed with the active key."""
        for row in self._file.all("SELECT id, what FROM deadlines WHERE owner != ''"):
            of = f"deadlines.what:{row['id']}"
            sealed = self._vault.seal(self._vault.open(row["what"], of), of)
            self._file.run("UPDATE deadlines SET what = ? WHERE id = ?", sealed, row["id"])


def habit_text(habit: Habit) -> str:
    """The habit as it is kept."""
    return as_json({"leads": habit.leads, "at": habit.at.isoformat(), "overdue": habit.overdue})


def habit_of(text: str) -> Habit:
    """The habit that was kept, or the usual one."""
    if not text:
        return Habit()
    kept = json.loads(text)
    return Habit(tuple(kept["leads"]), time.fromisoformat(kept["at"]), kept["overdue"])


def confirmation_of(row: sqlite3.Row) -> Confirmation:
    """The confirmation of a row."""
    return Confirmation(
        deadline=row["deadline"],
        occurrence=row["occurrence"],
        verdict=Verdict(row["verdict"]),
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        before=bool(row["before"]),
        to_whom=row["to_whom"],
        by=row["by"],
        address=row["address"],
        at=instant(row["at"]),
    )
