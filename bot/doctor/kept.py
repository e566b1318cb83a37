"""What is kept: keys, database, plans, backups."""

from __future__ import annotations

import stat
from datetime import datetime, timedelta
from pathlib import Path

from bot.backups.archive import ERASURES
from bot.doctor.finding import Finding, bad, ok, warn
from bot.store.examining import Examination
from bot.store.vault import Vault, VaultError

OLDEST_BACKUP = timedelta(days=2)


def check_keys(folder: Path, data: Path, found: Examination | None) -> list[Finding]:
    """Whether the keys are there, for their owner alone, apart from the data, and open what the database holds."""
    file = folder / "keys.json"
    if not file.is_file():
        if found and found.keys:
            return [bad("keys", "keys_missing", value=folder)]
        return [ok("keys", "keys_none_yet", value=folder.absolute())]
    findings = []
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        findings.append(bad("keys", "keys_open", value=file))
    try:
        missing = (found.keys if found else frozenset()) - Vault(file, make=False).ids
    except VaultError:
        return [*findings, bad("keys", "keys_unreadable", value=file)]
    if missing:
        findings.append(bad("keys", "keys_other", value=", ".join(sorted(missing))))
    if folder.resolve().is_relative_to(data.resolve()):
        findings.append(warn("keys", "keys_beside", value=folder))
    if not (folder / ERASURES).is_file():
        findings.append(warn("keys", "erasures_missing", value=folder))
    return findings or [ok("keys", "keys_ok", value=folder.absolute())]


def check_database(found: Examination | None, version: str) -> list[Finding]:
    """Whether the database is whole and of this version, and its audit log unbroken."""
    if found is None:
        return [ok("database", "database_none_yet")]
    if found.faults:
        return [bad("database", "database_damaged")]
    findings = []
    if found.unknown:
        findings.append(bad("database", "database_newer", value=version))
    if found.audit_broken_at is not None:
        findings.append(bad("database", "audit_broken", count=found.audit_broken_at))
    if findings:
        return findings
    line = "database_to_upgrade" if found.missing else "database_ok"
    return [ok("database", line, count=len(found.missing) or found.audit_lines)]


def check_plans(folder: Path) -> list[Finding]:
    """Whether every plan can be read."""
    from knowledge.library import load_library  # noqa: PLC0415 - slow, and last

    try:
        library = load_library(folder)
    except Exception as error:  # whatever is in a file that somebody has put there
        return [bad("plans", "plans_unreadable", value=folder, name=type(error).__name__)]
    empty = [plan.id for plan in library if not plan.passages]
    if empty:
        return [warn("plans", "plans_empty", list=", ".join(empty))]
    return [ok("plans", "plans_ok", count=len(library))]


def check_backups(folder: Path | None, last: datetime | None, now: datetime) -> list[Finding]:
    """Whether there is a backup that is not too old, and a place for the next."""
    if last is not None and now - last <= OLDEST_BACKUP:
        return [ok("backup", "backup_ok", moment=f"{last.astimezone(now.tzinfo):%H:%M %d/%m/%Y}")]
    return [warn("backup", "backup_none" if folder is None else "backup_old")]
