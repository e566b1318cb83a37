"""What was erased, noted outside the database: a backup that is put back is erased again when it is opened.

The file lies with the keys, not with the database. It holds ids and digests that mean nothing without both.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.pledges.model import Pledge, State
from bot.store.file import instant, stamp
from bot.store.people import PeopleStore
from bot.store.pledges import PledgeStore
from bot.store.vault import Vault


class Erasable(Protocol):
    """What is erased from."""

    people: PeopleStore
    pledges: PledgeStore

    def erase_chat(self, address: str) -> None:
        """Forget the chat."""
        ...

    def chats_before(self, at: datetime) -> list[str]:
        """The chats in which nothing happened since then."""
        ...


class Erasures:
    """The list of erased pledges and people."""

    def __init__(self, file: Path, vault: Vault, *, make: bool = False) -> None:
        """With `make` an empty list is made where there is none: a list that is missing later was lost."""
        if make:
            file.touch(mode=0o600)
        self._file = file
        self._vault = vault

    def note_pledge(self, pledge_id: str) -> None:
        """Note, durably, that the pledge is erased; called before that is committed."""
        self._add(f"pledge {pledge_id}")

    def note_person(self, address: str, at: datetime) -> None:
        """Note, durably, that everything of the person until then is erased."""
        self._add(f"person {self._vault.digest(address, 'erasures')} {stamp(at)}")

    def repeat(self, store: Erasable) -> int:
        """Erase again what came back; how many records that were."""
        if not self._file.exists():
            return 0
        again = 0
        for line in self._file.read_text(encoding="ascii").splitlines():
            kind, _, rest = line.partition(" ")
            if kind == "pledge":
                pledge = store.pledges.get(rest)
                if pledge and not pledge.erased:
                    erase_pledge(store.pledges, pledge, pledge.changed)
                    again += 1
            elif kind == "person":
                digest, _, at = rest.partition(" ")
                for address in store.chats_before(instant(at)):
                    if digest in self._vault.digests(address, "erasures"):
                        store.erase_chat(address)
                        store.people.erase(address)
                        again += 1
        return again

    def _add(self, line: str) -> None:
        handle = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="ascii") as out:
            out.write(line + "\n")
            out.flush()
            os.fsync(out.fileno())


def erase_pledge(pledges: PledgeStore, pledge: Pledge, at: datetime) -> None:
    """Erase what is personal in the pledge; its commune and its state stay for counting. A draft is gone altogether."""
    if pledge.state is State.DRAFT:
        pledges.delete(pledge.id)
        return
    kept = Pledge(
        pledge.id,
        "",
        pledge.at,
        at,
        pledge.consent,
        pledge.consent_at,
        helped=pledge.helped,
        state=pledge.state,
        province=pledge.province,
        commune=pledge.commune,
        submitted=pledge.submitted,
        before=pledge.before,
        ended=pledge.ended,
        erased=True,
    )
    pledges.save(replace(kept, step=""))
    pledges.forget_notes(pledge.id)
