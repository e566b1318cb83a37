"""Putting a backup back: checked whole before anything is touched, then in place at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.backups.archive import ERASURES, Manifest, read_archive
from bot.backups.making import BackupError
from bot.backups.sealed import SealedError
from bot.data_folder import DATABASE, PLANS
from bot.store import replacing
from bot.store.counts import ALERT, NOTICE
from bot.store.examining import examine
from bot.store.sqlite import SqliteStore
from bot.store.vault import Vault, VaultError

ACTOR = "operator"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. `overdue` messages leave as soon as the bot runs; `aside` holds what was there before."""

    manifest: Manifest
    plans: int
    pledges: Mapping[str, int]
    alerts: int
    notices: int
    overdue: int
    erased_again: int
    erasures_known: bool
    audit_broken_at: int | None  # the same in the database that was copied: no reason to refuse it
    aside: str


def restore(file: Path, data: Path, keys: Path, now: datetime, *, force: bool = False) -> Restored:
    """Put the backup in `file` into the folder `data`, in place of what is there only with `force`.

    Raises BackupError if it cannot be read, is not whole, or `data` is in use or not empty: then nothing has changed.
    """
    data.mkdir(parents=True, exist_ok=True)
    alone = replacing.hold_alone(data)
    if alone is None:
        raise BackupError("in_use", str(data))
    with alone:
        replacing.finish(data)
        if is_occupied(data) and not force:
            raise BackupError("occupied", str(data))
        aside = free_name(data, f"before-restore-{now.strftime('%Y%m%d-%H%M%S')}")
        try:
            coming = replacing.begin(data)
            restored = unpack(file, coming, keys, now, aside if is_occupied(data) else "")
            add_erasures(coming / ERASURES, keys)
            replacing.mark_ready(data, aside)
        except OSError as fault:
            raise BackupError("not_restored", str(fault.filename or data)) from fault
        finally:
            replacing.give_up(data)
        try:
            replacing.finish(data)
        except OSError as fault:  # whoever opens the folder next goes on from here
            raise BackupError("not_finished", str(fault.filename or data)) from fault
    return restored


def free_name(folder: Path, name: str) -> str:
    """`name`, or with a number behind it one that nothing in `folder` has."""
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(one for one in names if not (folder / one).exists())


def is_occupied(data: Path) -> bool:
    """Whether something is in the folder that a backup would take the place of."""
    plans = data / PLANS
    return (data / DATABASE).exists() or (plans.is_dir() and any(plans.iterdir()))


def unpack(file: Path, folder: Path, keys: Path, now: datetime, aside: str = "") -> Restored:
    """Write the backup into the empty `folder`, check it in every respect, and bring it up to this version."""
    try:
        with file.open("rb") as source:
            manifest = read_archive(source, Vault(keys / "keys.json", make=False), folder)
    except OSError as fault:
        raise BackupError("not_read", str(file)) from fault
    except VaultError as fault:
        raise BackupError("keys_missing", str(keys)) from fault
    except SealedError as fault:
        raise BackupError(fault.code, fault.value or file.name) from fault
    (folder / PLANS).mkdir(exist_ok=True)
    found = examine(folder / DATABASE)
    if found.faults:
        raise BackupError("damaged", file.name)
    if found.unknown:
        raise BackupError("newer", manifest.version)
    return opened(manifest, folder, keys, now, aside)


def opened(manifest: Manifest, folder: Path, keys: Path, now: datetime, aside: str) -> Restored:
    """Open the database as the bot does: migrations are applied, what was erased is erased again."""
    known = (keys / ERASURES).is_file()
    try:
        store = SqliteStore(folder / DATABASE, keys)
    except VaultError as fault:
        raise BackupError("keys_missing", str(keys)) from fault
    try:
        broken = store.audit.verify().broken_at
        with store.transaction():
            store.audit.add(now, ACTOR, "backup.restored", "backup", manifest.made)
        counts = store.counts
        restored = Restored(
            manifest=manifest,
            plans=len(list((folder / PLANS).glob("*.txt"))),
            pledges={state: n for state, n in counts.pledges().items() if state != "draft"},
            alerts=counts.waiting(ALERT),
            notices=counts.waiting(NOTICE),
            overdue=counts.overdue(now),
            erased_again=store.erased_again,
            erasures_known=known,
            audit_broken_at=broken,
            aside=aside,
        )
        store.clear_log()
    finally:
        store.close()
    return restored


def add_erasures(copied: Path, keys: Path) -> None:
    """Add what the list beside the keys lacks of the one in the backup; it may have been lost with the machine."""
    if not copied.is_file():
        return
    listed = keys / ERASURES
    known = set(listed.read_text(encoding="ascii").splitlines()) if listed.is_file() else set()
    lines = [line for line in copied.read_text(encoding="ascii").splitlines() if line not in known]
    if lines:
        listed.touch(mode=0o600)
        with listed.open("a", encoding="ascii") as out:
            out.write("".join(f"{line}\n" for line in lines))
        replacing.sync(listed)
