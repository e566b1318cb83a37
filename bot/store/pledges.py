"""Pledges, kept: what is personal in them sealed, and found by digests."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.people.areas import Area, village_key
from bot.pledges.model import Pledge, PledgeEvent, State
from bot.store.file import SqliteFile, as_json, instant, instant_or_none, stamp, stamp_or_none
from bot.store.vault import Vault

SEALED = ("name", "phone", "village", "how", "standing", "aim", "needs")
_ACTIVE = "state NOT IN ('draft', 'withdrawn', 'closed') AND erased = 0"


class PledgeStore:
    """The pledges and what became of them."""

    def __init__(self, file: SqliteFile, vault: Vault) -> None:
        self._file = file
        self._vault = vault

    def save(self, pledge: Pledge) -> None:
        """Keep `pledge` in place of what stood there."""
        row: dict[str, object] = {
            "id": pledge.id,
            "owner": pledge.owner,
            "at": stamp(pledge.at),
            "changed": stamp(pledge.changed),
            "consent": pledge.consent,
            "consent_at": stamp(pledge.consent_at),
            "helped": int(pledge.helped),
            "state": pledge.state,
            "step": pledge.step,
            "revises": pledge.revises,
            "code": pledge.code or None,
            "province": pledge.province,
            "commune": pledge.commune,
            "year": pledge.year,
            "submitted": stamp_or_none(pledge.submitted),
            "before": pledge.before,
            "ended": stamp_or_none(pledge.ended),
            "offered": stamp_or_none(pledge.offered),
            "erased": int(pledge.erased),
            "phone_digest": self._vault.digest(pledge.phone, "pledges.phone"),
            "village_digest": self._vault.digest(village_key(pledge.village), "pledges.village"),
        }
        for field in SEALED:
            value = getattr(pledge, field)
            text = as_json(list(value)) if isinstance(value, tuple) and value else value or ""
            row[field] = self._vault.seal(text, f"pledges.{field}:{pledge.id}")
        marks = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id")
        self._file.run(
            f"INSERT INTO pledges ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
            f" ON CONFLICT (id) DO UPDATE SET {marks}",
            *row.values(),
        )

    def get(self, pledge_id: str) -> Pledge | None:
        """The pledge, or None."""
        return self._first("SELECT * FROM pledges WHERE id = ?", pledge_id)

    def called(self, code: str) -> Pledge | None:
        """The pledge with that code, or None."""
        return self._first("SELECT * FROM pledges WHERE code = ?", code.strip().upper())

    def drafts(self, owner: str) -> Sequence[Pledge]:
        """What `owner` has begun and not sent, the last changed first."""
        return self._many("SELECT * FROM pledges WHERE owner = ? AND state = 'draft' ORDER BY changed DESC, id", owner)

    def sent_by(self, owner: str) -> Sequence[Pledge]:
        """What `owner` has sent and not erased, the newest first."""
        return self._many(
            "SELECT * FROM pledges WHERE owner = ? AND state != 'draft' AND erased = 0 ORDER BY submitted DESC, id",
            owner,
        )

    def of_owner(self, owner: str) -> Sequence[Pledge]:
        """Everything that `owner` has written, drafts too."""
        return self._many("SELECT * FROM pledges WHERE owner = ? ORDER BY at, id", owner)

    def within(self, area: Area, states: Iterable[State] = tuple(State)) -> Sequence[Pledge]:
        """The pledges of those states in `area`, the oldest first; never drafts, never what was erased."""
        wanted = [state for state in states if state is not State.DRAFT]
        clauses, values = [f"state IN ({', '.join('?' * len(wanted))})", "erased = 0"], [str(s) for s in wanted]
        for column, value in (("province", area.province), ("commune", area.commune)):
            if value:
                clauses.append(f"{column} = ?")
                values.append(value)
        if area.communes:
            clauses.append(f"commune IN ({', '.join('?' * len(area.communes))})")
            values.extend(area.communes)
        if area.village:
            digests = self._vault.digests(village_key(area.village), "pledges.village")
            clauses.append(f"village_digest IN ({', '.join('?' * len(digests))})")
            values.extend(digests)
        found = self._many(f"SELECT * FROM pledges WHERE {' AND '.join(clauses)} ORDER BY submitted, id", *values)
        return [pledge for pledge in found if area.holds(pledge.area)]

    def counted(self, area: Area) -> Sequence[Pledge]:
        """Every pledge ever sent in `area` for counting; of those erased nobody knows the village any more."""
        rows = self._many("SELECT * FROM pledges WHERE state != 'draft' ORDER BY submitted, id")
        return [pledge for pledge in rows if area.holds(pledge.area)]

    def with_phone(self, phone: str) -> Sequence[Pledge]:
        """What stands under that phone and is not over."""
        digests = self._vault.digests(phone, "pledges.phone")
        marks = ", ".join("?" * len(digests))
        statement = f"SELECT * FROM pledges WHERE phone_digest IN ({marks}) AND {_ACTIVE} ORDER BY submitted, id"
        return self._many(statement, *digests) if digests else []

    def all(self) -> Sequence[Pledge]:
        """Every pledge and draft."""
        return self._many("SELECT * FROM pledges ORDER BY at, id")

    def delete(self, pledge_id: str) -> None:
        """The draft is gone, and nothing of it is left."""
        self._file.run("DELETE FROM pledges WHERE id = ? AND state = 'draft'", pledge_id)

    def add_event(self, pledge_id: str, at: datetime, state: State, by: str, role: str, reason: str = "",
                  note: str = "") -> int:  # fmt: skip
        """Note what became of the pledge; the number of the event within it."""
        row = self._file.one("SELECT count(*) AS n FROM pledge_events WHERE pledge = ?", pledge_id)
        number = (row["n"] if row else 0) + 1
        sealed = self._vault.seal(note, f"pledge_events.note:{pledge_id}:{number}")
        values = (pledge_id, number, stamp(at), state, by, role, reason, sealed)
        self._file.run("INSERT INTO pledge_events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *values)
        return int(number)

    def events(self, pledge_id: str) -> Sequence[PledgeEvent]:
        """What became of the pledge, in order."""
        rows = self._file.all("SELECT * FROM pledge_events WHERE pledge = ? ORDER BY number", pledge_id)
        return [self._event(row) for row in rows]

    def forget_notes(self, pledge_id: str) -> None:
        """Erase the words that were written about the pledge."""
        self._file.run("UPDATE pledge_events SET note = '' WHERE pledge = ?", pledge_id)

    def judge_twins(self, one: str, other: str, same: bool, by: str, at: datetime) -> None:
        """Somebody has said whether two pledges are of one household."""
        first, second = sorted((one, other))
        self._file.run("INSERT OR REPLACE INTO twins VALUES (?, ?, ?, ?, ?)", first, second, int(same), by, stamp(at))

    def twins_judged(self, one: str, other: str) -> bool | None:
        """What was said of the two, or None."""
        row = self._file.one("SELECT same FROM twins WHERE one = ? AND other = ?", *sorted((one, other)))
        return bool(row["same"]) if row else None

    def reseal(self) -> int:
        """Seal everything with the active key; how many pledges there are."""
        pledges = self.all()
        for pledge in pledges:
            self.save(pledge)
            for event in self.events(pledge.id):
                sealed = self._vault.seal(event.note, f"pledge_events.note:{pledge.id}:{event.number}")
                self._file.run(
                    "UPDATE pledge_events SET note = ? WHERE pledge = ? AND number = ?", sealed, pledge.id, event.number
                )
        return len(pledges)

    def _event(self, row: sqlite3.Row) -> PledgeEvent:
        note = self._vault.open(row["note"], f"pledge_events.note:{row['pledge']}:{row['number']}")
        at, state = instant(row["at"]), State(row["state"])
        return PledgeEvent(row["pledge"], row["number"], at, state, row["by"], row["role"], row["reason"], note)

    def _first(self, statement: str, *values: object) -> Pledge | None:
        row = self._file.one(statement, *values)
        return self._pledge(row) if row else None

    def _many(self, statement: str, *values: object) -> list[Pledge]:
        return [self._pledge(row) for row in self._file.all(statement, *values)]

    def _pledge(self, row: sqlite3.Row) -> Pledge:
        opened = {field: self._vault.open(row[field], f"pledges.{field}:{row['id']}") for field in SEALED}
        needs = tuple(json.loads(opened.pop("needs") or "[]"))
        return Pledge(
            id=row["id"],
            owner=row["owner"],
            at=instant(row["at"]),
            changed=instant(row["changed"]),
            consent=row["consent"],
            consent_at=instant(row["consent_at"]),
            helped=bool(row["helped"]),
            state=State(row["state"]),
            step=row["step"],
            revises=row["revises"],
            code=row["code"] or "",
            province=row["province"],
            commune=row["commune"],
            year=row["year"],
            needs=needs,
            submitted=instant_or_none(row["submitted"]),
            before=State(row["before"]) if row["before"] else None,
            ended=instant_or_none(row["ended"]),
            offered=instant_or_none(row["offered"]),
            erased=bool(row["erased"]),
            **opened,
        )
