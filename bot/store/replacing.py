"""Everything that is kept, put in place of what was there: a crash leaves the one or the other, never a mixture.

What is to come waits in a folder of its own. A mark in it, written last, is the moment from which it counts: whoever
opens the database after a crash finishes what the mark says. What was there is moved aside, not deleted.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import IO

from bot.data_folder import DATABASE, PLANS
from bot.store.locks import lock
from bot.whole_files import write_whole

COMING = ".restore"
READY = "ready"
IN_USE = "in-use.lock"
SIDE_FILES = (f"{DATABASE}-wal", f"{DATABASE}-shm")


def use(folder: Path) -> IO[bytes] | None:
    """Hold the data folder: nothing in it is replaced meanwhile. A replacing that a crash cut off is finished first."""
    folder.mkdir(parents=True, exist_ok=True)
    if is_ready(folder):
        with_all = hold_alone(folder, wait=True)
        try:
            finish(folder)
        finally:
            if with_all:
                with_all.close()
    return lock(folder / IN_USE, shared=True, wait=True)


def hold_alone(folder: Path, *, wait: bool = False) -> IO[bytes] | None:
    """Hold the data folder while nobody else uses it; None while somebody does."""
    return lock(folder / IN_USE, wait=wait)


def is_ready(folder: Path) -> bool:
    """Whether something waits to be put in place."""
    return (folder / COMING / READY).exists()


def begin(folder: Path) -> Path:
    """An empty folder for what is to come; what a crash left of an earlier one is gone."""
    coming = folder / COMING
    shutil.rmtree(coming, ignore_errors=True)
    coming.mkdir(mode=0o700, parents=True)
    return coming


def give_up(folder: Path) -> None:
    """Nothing is to come after all."""
    if not is_ready(folder):
        shutil.rmtree(folder / COMING, ignore_errors=True)


def mark_ready(folder: Path, aside: str) -> None:
    """From now on what waits counts; what is there will be moved into the folder `aside`, which must not exist."""
    for path in sorted((folder / COMING).rglob("*")):
        sync(path)
    write_whole(folder / COMING / READY, aside.encode())
    sync(folder / COMING)


def finish(folder: Path) -> None:
    """Do what the mark says, from wherever it was left; nothing if there is none."""
    if not is_ready(folder):
        return
    coming = folder / COMING
    aside = folder / (coming / READY).read_text()
    for name, sides in ((DATABASE, SIDE_FILES), (PLANS, ())):
        if (coming / name).exists():  # else it has its place already
            for old in (*sides, name):
                if (folder / old).exists():
                    aside.mkdir(mode=0o700, exist_ok=True)
                    os.rename(folder / old, aside / old)
            os.rename(coming / name, folder / name)
    sync(folder)
    os.unlink(coming / READY)
    shutil.rmtree(coming)


def sync(path: Path) -> None:
    """Make a file or the entries of a folder durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
