"""People and invites, kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from bot.ids import Ids, random_id
from bot.people.areas import Area
from bot.people.model import Invite, Person, Role
from bot.store.file import SqliteFile, as_json, instant, instant_or_none, stamp
from bot.store.vault import Vault


class PeopleStore:
    """People by their address, and the invites that gave them a role."""

    def __init__(self, file: SqliteFile, vault: Vault) -> None:
        self._file = file
        self._vault = vault

    def known(self, address: str) -> Person | None:
        """The person at `address`, or None if nothing personal was ever done there."""
        row = self._file.one("SELECT * FROM people WHERE address = ?", address)
        return person_of(row) if row else None

    def at(self, address: str, ids: Ids = random_id) -> Person:
        """The person at `address`, noted as a household if need be."""
        person = self.known(address)
        if person is None:
            person = Person(ids(10), address)
            self._save(person)
        return person

    def give_role(self, address: str, role: Role, area: Area, at: datetime, ids: Ids = random_id) -> Person:
        """From now on the person at `address` has this role and no other."""
        person = Person(self.at(address, ids).id, address, role, area, at)
        self._save(person)
        return person

    def with_role(self, role: Role) -> Sequence[Person]:
        """Everybody of that role, by id."""
        return [person_of(row) for row in self._file.all("SELECT * FROM people WHERE role = ? ORDER BY id", role)]

    def erase(self, address: str) -> None:
        """Forget the person at `address`."""
        self._file.run("DELETE FROM people WHERE address = ?", address)
        self._file.run("DELETE FROM code_tries WHERE chat = ?", address)

    def add_invite(self, invite: Invite, code: str) -> None:
        """Keep `invite`; of its code only a digest."""
        self._file.run(
            "INSERT INTO invites (id, digest, role, area, made_by, at, expires) VALUES (?, ?, ?, ?, ?, ?, ?)",
            invite.id,
            self._vault.digest(code, "invites.code"),
            invite.role,
            as_json(asdict(invite.area)),
            invite.made_by,
            stamp(invite.at),
            stamp(invite.expires),
        )

    def invite_called(self, code: str) -> Invite | None:
        """The invite with that code, used or not."""
        digests = self._vault.digests(code, "invites.code")
        marks = ", ".join("?" * len(digests))
        row = self._file.one(f"SELECT * FROM invites WHERE digest IN ({marks})", *digests)
        return invite_of(row) if row else None

    def invite(self, invite_id: str) -> Invite | None:
        """The invite with that id."""
        row = self._file.one("SELECT * FROM invites WHERE id = ?", invite_id)
        return invite_of(row) if row else None

    def open_invites(self, made_by: str, now: datetime) -> Sequence[Invite]:
        """What that person gave out and nobody has taken yet, the newest first."""
        rows = self._file.all(
            "SELECT * FROM invites WHERE made_by = ? AND used_at IS NULL AND revoked_at IS NULL AND expires > ?"
            " ORDER BY at DESC, id",
            made_by,
            stamp(now),
        )
        return [invite_of(row) for row in rows]

    def take_invite(self, invite_id: str, person: str, at: datetime) -> bool:
        """Take the invite; False if somebody was first, or it is late or revoked."""
        done = self._file.run(
            "UPDATE invites SET used_at = ?, used_by = ?"
            " WHERE id = ? AND used_at IS NULL AND revoked_at IS NULL AND expires > ?",
            stamp(at),
            person,
            invite_id,
            stamp(at),
        )
        return done.rowcount == 1

    def revoke_invite(self, invite_id: str, at: datetime) -> bool:
        """Nobody can take the invite any more; False if it was taken or revoked before."""
        done = self._file.run(
            "UPDATE invites SET revoked_at = ? WHERE id = ? AND used_at IS NULL AND revoked_at IS NULL",
            stamp(at),
            invite_id,
        )
        return done.rowcount == 1

    def note_try(self, chat: str, at: datetime, since: datetime) -> int:
        """A wrong code was typed in `chat`; how many there were since then."""
        self._file.run("INSERT INTO code_tries VALUES (?, ?)", chat, stamp(at))
        return self.tries(chat, since)

    def tries(self, chat: str, since: datetime) -> int:
        """How many wrong codes were typed in `chat` since then."""
        row = self._file.one("SELECT count(*) AS n FROM code_tries WHERE chat = ? AND at >= ?", chat, stamp(since))
        return int(row["n"]) if row else 0

    def forget_tries(self, before: datetime) -> None:
        """Forget the wrong codes before then."""
        self._file.run("DELETE FROM code_tries WHERE at < ?", stamp(before))

    def menu_shown(self, address: str) -> str:
        """The commands that the channel shows at `address`; nothing if it shows what everybody sees."""
        row = self._file.one("SELECT menu FROM command_menus WHERE address = ?", address)
        return str(row["menu"]) if row else ""

    def menus_shown(self) -> Sequence[str]:
        """The addresses at which a channel shows commands of their own."""
        return [row["address"] for row in self._file.all("SELECT address FROM command_menus ORDER BY address")]

    def note_menu(self, address: str, menu: str) -> None:
        """The channel now shows `menu` at `address`; nothing of it is kept when that is what everybody sees."""
        if menu:
            self._file.put("command_menus", {"address": address, "menu": menu})
        else:
            self._file.run("DELETE FROM command_menus WHERE address = ?", address)

    def _save(self, person: Person) -> None:
        since = stamp(person.since) if person.since else None
        area = as_json(asdict(person.area))
        row: dict[str, object] = {"id": person.id, "address": person.address, "role": person.role}
        self._file.put("people", row | {"area": area, "since": since})


def area_of(text: str) -> Area:
    """The area that was written as JSON."""
    fields = json.loads(text)
    return Area(**fields | {"communes": tuple(fields["communes"])})


def person_of(row: sqlite3.Row) -> Person:
    """The person of a row of `people`."""
    since = instant_or_none(row["since"])
    return Person(row["id"], row["address"], Role(row["role"]), area_of(row["area"]), since)


def invite_of(row: sqlite3.Row) -> Invite:
    """The invite of a row of `invites`."""
    return Invite(
        row["id"],
        Role(row["role"]),
        area_of(row["area"]),
        row["made_by"],
        instant(row["at"]),
        instant(row["expires"]),
        instant_or_none(row["used_at"]),
        instant_or_none(row["revoked_at"]),
    )
