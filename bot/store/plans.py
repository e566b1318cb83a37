"""Uploaded plans, kept: the rows; the files themselves are in the data folder."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.plans.model import WORK_LEFT, Review, State, Upload
from bot.store.file import SqliteFile, as_json, instant, stamp
from bot.store.people import area_of

# What becomes of an upload whose sender is forgotten before it is done with.
_ABANDONED = (
    (State.RECEIVED, State.DISCARDED),
    (State.KEPT, State.DISCARDED),
    (State.PUBLISHING, State.READ),
)
_FIELDS = "id, owner, chat, area, name, ref, state, original, text, message, plan, at, changed"


class PlanStore:
    """The uploads in the database. Writes belong into the store's transaction."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def add(self, upload: Upload) -> None:
        """Keep a new upload."""
        self._file.put("uploads", row_of(upload) | {"findings": "", "review": ""})

    def save(self, upload: Upload) -> None:
        """Keep `upload` in place of what stood there; what was found in it and decided stays."""
        row = row_of(upload)
        assignments = ", ".join(f"{name} = ?" for name in row)
        self._file.run(f"UPDATE uploads SET {assignments} WHERE id = ?", *row.values(), upload.id)

    def upload(self, upload_id: str) -> Upload | None:
        """The upload with that id."""
        row = self._file.one(f"SELECT {_FIELDS} FROM uploads WHERE id = ?", upload_id)
        return upload_of(row) if row else None

    def in_state(self, *states: State) -> Sequence[Upload]:
        """The uploads in one of `states`, the oldest first."""
        marks = ", ".join("?" * len(states))
        rows = self._file.all(f"SELECT {_FIELDS} FROM uploads WHERE state IN ({marks}) ORDER BY at, id", *states)
        return [upload_of(row) for row in rows]

    def work_left(self) -> Sequence[Upload]:
        """The uploads that something is still to be done with, the oldest first."""
        return self.in_state(*WORK_LEFT)

    def save_findings(self, upload_id: str, findings: Mapping[str, Any]) -> None:
        """Keep what was read of it."""
        self._file.run("UPDATE uploads SET findings = ? WHERE id = ?", as_json(dict(findings)), upload_id)

    def findings(self, upload_id: str) -> dict[str, Any]:
        """What was read of it; empty before that."""
        row = self._file.one("SELECT findings FROM uploads WHERE id = ?", upload_id)
        found: dict[str, Any] = json.loads(row["findings"]) if row and row["findings"] else {}
        return found

    def forget_findings(self, upload_id: str) -> None:
        """Forget what was read of it and decided about it."""
        self._file.run("UPDATE uploads SET findings = '', review = '' WHERE id = ?", upload_id)

    def save_review(self, upload_id: str, review: Review) -> None:
        """Keep what was decided about it."""
        self._file.run("UPDATE uploads SET review = ? WHERE id = ?", as_json(asdict(review)), upload_id)

    def review(self, upload_id: str) -> Review:
        """What was decided about it."""
        row = self._file.one("SELECT review FROM uploads WHERE id = ?", upload_id)
        return Review(**json.loads(row["review"])) if row and row["review"] else Review()

    def digests(self) -> frozenset[str]:
        """The digests of files and texts that are still needed."""
        rows = self._file.all(
            "SELECT original, text FROM uploads WHERE state NOT IN (?, ?, ?)",
            *(State.DISCARDED, State.REFUSED, State.PUBLISHED),
        )
        return frozenset(digest for row in rows for digest in (row["original"], row["text"]) if digest)

    def forget_chat(self, chat: str) -> None:
        """Nothing more is said to `chat`: what was not read is dropped, drafts stay with the officers of their area."""
        for before, after in _ABANDONED:
            self._file.run("UPDATE uploads SET state = ?, plan = '' WHERE chat = ? AND state = ?", after, chat, before)
        self._file.run("UPDATE uploads SET owner = '', chat = '', ref = '', message = '' WHERE chat = ?", chat)


def row_of(upload: Upload) -> dict[str, object]:
    """The columns of `upload`."""
    return {
        "id": upload.id,
        "owner": upload.owner,
        "chat": upload.chat,
        "area": as_json(asdict(upload.area)),
        "name": upload.name,
        "ref": upload.ref,
        "state": upload.state,
        "original": upload.original,
        "text": upload.text,
        "message": upload.message,
        "plan": upload.plan,
        "at": stamp(upload.at),
        "changed": stamp(upload.changed),
    }


def upload_of(row: sqlite3.Row) -> Upload:
    """The upload of a row."""
    return Upload(
        id=row["id"],
        owner=row["owner"],
        chat=row["chat"],
        area=area_of(row["area"]),
        name=row["name"],
        ref=row["ref"],
        state=State(row["state"]),
        at=instant(row["at"]),
        changed=instant(row["changed"]),
        original=row["original"],
        text=row["text"],
        message=row["message"],
        plan=row["plan"],
    )
