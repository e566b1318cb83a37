"""What is kept of one person beside pledges and the role: all of it, for the person to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.store.file import SqliteFile, instant
from bot.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Kept:
    """What the tables hold of somebody. Counts are of rows; `invites` are those given out, `acts` lines of the audit
    log and of pledges' histories that name the person by a random id.
    """

    own_deadlines: Sequence[str]
    followed: Sequence[str]
    confirmed: Sequence[tuple[datetime, str]]
    uploads: Sequence[str]
    progress: int
    alerts: int
    messages: int
    menus: int
    invites: int
    acts: int
    wrong_codes: int
    unreachable: bool
    own_menu: bool


class PersonalRecords:
    """Looks a person up in every table that knows an address or a person's id."""

    def __init__(self, file: SqliteFile, vault: Vault) -> None:
        self._file = file
        self._vault = vault

    def of(self, address: str, person: str) -> Kept:
        """What is kept of the person with the id `person` at `address`."""
        followed = self._file.all(
            "SELECT d.id, d.what FROM follows f JOIN deadlines d ON d.id = f.deadline"
            " WHERE f.chat = ? AND d.owner = '' ORDER BY f.at",
            address,
        )
        confirmed = self._file.all(
            "SELECT d.id, d.what, c.at FROM confirmations c JOIN deadlines d ON d.id = c.deadline"
            " WHERE c.address = ? ORDER BY c.at",
            address,
        )
        own = self._file.all("SELECT id, what FROM deadlines WHERE owner = ? ORDER BY at", address)
        return Kept(
            [self._what(row["id"], row["what"]) for row in own],
            [self._what(row["id"], row["what"]) for row in followed],
            [(instant(row["at"]), self._what(row["id"], row["what"])) for row in confirmed],
            [
                row["name"]
                for row in self._file.all("SELECT name FROM uploads WHERE chat = ? OR owner = ?", address, person)
            ],
            progress=self._count("progress WHERE chat = ?", address),
            alerts=self._count("outbox WHERE deadline != '' AND (chat = ? OR about = ?)", address, address),
            messages=self._count("outbox WHERE deadline = '' AND (chat = ? OR about = ?)", address, address)
            + self._count("replies WHERE chat = ?", address),
            menus=self._count("menus WHERE chat = ?", address),
            invites=self._count("invites WHERE made_by = ?", person),
            acts=self._count("audit WHERE actor = ?", person) + self._count("pledge_events WHERE by = ?", person),
            wrong_codes=self._count("code_tries WHERE chat = ?", address),
            unreachable=bool(self._count("addresses_off WHERE chat = ?", address)),
            own_menu=bool(self._count("command_menus WHERE address = ?", address)),
        )

    def _what(self, deadline: str, what: str) -> str:
        return self._vault.open(what, f"deadlines.what:{deadline}")

    def _count(self, where: str, *values: str) -> int:
        row = self._file.one(f"SELECT count(*) AS n FROM {where}", *values)
        return int(row["n"]) if row else 0
