"""The audit log: who did what to which record. Lines are only ever added, and each holds a digest of the one before.

There is no personal data in it: people and pledges stand in it by random ids that mean nothing once the record is
erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.store.file import SqliteFile, instant, stamp

START = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the log; `record` is what it was done to ("pledge:ID"), `detail` a word about how."""

    number: int
    at: datetime
    actor: str
    action: str
    record: str
    detail: str
    digest: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the log found: the number of the first line that does not fit (None: all fit), and the end."""

    entries: int
    broken_at: int | None
    head: str


class AuditLog:
    """The audit log in the database."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def add(self, at: datetime, actor: str, action: str, record: str, detail: str = "") -> None:
        """Add a line, in the transaction of what it tells of."""
        row = self._file.one("SELECT number, digest FROM audit ORDER BY number DESC LIMIT 1")
        number, before = (row["number"] + 1, row["digest"]) if row else (1, START)
        values = (number, stamp(at), actor, action, record, detail)
        self._file.run("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", *values, chained(before, *values))

    def entries(self) -> Iterator[AuditEntry]:
        """Every line, the oldest first."""
        for row in self._file.all("SELECT * FROM audit ORDER BY number"):
            yield AuditEntry(
                row["number"],
                instant(row["at"]),
                row["actor"],
                row["action"],
                row["record"],
                row["detail"],
                row["digest"],
            )

    def verify(self) -> Verdict:
        """Whether every line is as it was written and none is missing but the last: note the head elsewhere."""
        rows = self._file.all("SELECT * FROM audit ORDER BY number")
        return chain_of([tuple(row) for row in rows])


def chain_of(lines: Sequence[Sequence[object]]) -> Verdict:
    """Whether lines as they stand in the table, each with its digest last, follow each other."""
    before, count = START, 0
    for count, (*values, digest) in enumerate(lines, 1):
        if values[0] != count or digest != chained(before, *values):
            return Verdict(count - 1, count, before)
        before = str(digest)
    return Verdict(count, None, before)


def chained(before: str, *values: object) -> str:
    """The digest of a line after the line with the digest `before`."""
    return sha256(json.dumps([before, *values]).encode()).hexdigest()
