"""Making a backup while the bot runs, and keeping only the newest."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.backups.archive import ERASURES, Manifest, part_of, read_archive, write_archive
from bot.backups.sealed import SealedError
from bot.clock import VIETNAM
from bot.data_folder import DATABASE, PLANS
from bot.store.copying import copy_database
from bot.store.examining import examine
from bot.store.file import UnusableDatabaseError
from bot.store.replacing import sync
from bot.store.vault import Vault, VaultError

_NAME = re.compile(r"campaign-bot-(\d{8}-\d{6})\.backup")
_MADE = "%Y%m%d-%H%M%S"
FRESH = ".new-"  # before the name of what is not yet whole
LEFT_OVER = 24 * 3600.0  # seconds


class BackupError(Exception):
    """Something that hinders a backup or putting one back; `code` names the sentence, `value` what it is about."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value


def make_backup(data: Path, keys: Path, file: Path, now: datetime) -> Manifest:
    """Write everything in the folder `data` that is worth keeping into the new `file`, sealed, and read it back.

    Raises BackupError if there is nothing to copy, `file` exists, or it cannot be written.
    """
    if not (data / DATABASE).is_file():
        raise BackupError("nothing_to_back_up", str(data))
    if file.exists():
        raise BackupError("backup_exists", str(file))
    try:
        vault = Vault(keys / "keys.json", make=False)
    except VaultError as fault:
        raise BackupError("keys_missing", str(keys)) from fault
    clear_leftovers(data, ".backup-*", now)
    try:
        with tempfile.TemporaryDirectory(dir=data, prefix=".backup-") as folder, fresh_file(file) as fresh:
            files = parts(data, keys, Path(folder))
            manifest = Manifest(
                made=now.isoformat(timespec="seconds"),
                version=version("campaign-bot"),
                migrations=examine(files[DATABASE]).applied,
                parts=tuple(part_of(name, path) for name, path in files.items()),
            )
            with fresh.open("wb") as out:
                write_archive(out, vault, manifest, files)
                out.flush()
                os.fsync(out.fileno())
            with fresh.open("rb") as written:
                if read_archive(written, vault) != manifest:
                    raise BackupError("not_written", str(file))
    except (OSError, SealedError) as fault:
        raise BackupError("not_written", str(file)) from fault
    except UnusableDatabaseError as fault:
        raise BackupError("not_copied", str(data / DATABASE)) from fault
    return manifest


def parts(data: Path, keys: Path, folder: Path) -> dict[str, Path]:
    """The files of a backup by their names in it, held in `folder` as they are now.

    The database comes first: a file is kept before the database names it, and for a day after it no longer does.
    """
    copy_database(data / DATABASE, folder / DATABASE)
    found = {DATABASE: folder / DATABASE}
    if (keys / ERASURES).is_file():
        (folder / ERASURES).write_bytes((keys / ERASURES).read_bytes())
        found[ERASURES] = folder / ERASURES
    for file in sorted((data / PLANS).rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            name = file.relative_to(data).as_posix()
            with suppress(FileNotFoundError):  # a file that nobody needed any more
                found[name] = held(file, folder / name)
    return found


def held(file: Path, target: Path) -> Path:
    """The content of `file` as it is now, at `target`: files of plans are replaced, never written into."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, target)
    except FileNotFoundError:
        raise
    except OSError:  # a disk without links
        shutil.copyfile(file, target)
    return target


@contextmanager
def fresh_file(file: Path) -> Iterator[Path]:
    """A file beside `file` for its owner alone, which takes its place in the end, whole and durable."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=FRESH)
    os.close(handle)
    try:
        yield Path(name)
        os.rename(name, file)
        with suppress(OSError):  # a drive that cannot do that
            sync(file.parent)
    finally:
        Path(name).unlink(missing_ok=True)


def dated_name(now: datetime) -> str:
    """The name of a backup of that moment."""
    return f"campaign-bot-{now.astimezone(VIETNAM).strftime(_MADE)}.backup"


def kept_backups(folder: Path) -> list[tuple[datetime, Path]]:
    """The dated backups in `folder`, the oldest first."""
    found = [(match[1], file) for file in folder.glob("*.backup") if (match := _NAME.fullmatch(file.name))]
    return [(datetime.strptime(made, _MADE).replace(tzinfo=VIETNAM), file) for made, file in sorted(found)]


def clear_leftovers(folder: Path, pattern: str, now: datetime) -> None:
    """Delete what a backup that was killed a day ago or longer left in `folder`."""
    for file in folder.glob(pattern):
        if now.timestamp() - file.stat().st_mtime > LEFT_OVER:
            shutil.rmtree(file) if file.is_dir() else file.unlink()


def drop_oldest(folder: Path, keep: int, now: datetime) -> list[Path]:
    """Delete the oldest dated backups but the newest `keep`; which they were. Other files are left alone."""
    clear_leftovers(folder, f"{FRESH}*", now)
    dropped = [file for _, file in kept_backups(folder)[:-keep]]
    for file in dropped:
        file.unlink(missing_ok=True)
    return dropped
