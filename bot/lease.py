"""One process at a time asks Telegram for updates; a second one on the same database waits and says why.

Two things hold that, and both are needed: a lock on a file beside the database, which the kernel lets go of the moment
its process ends, however it ends and whatever the clock shows; and a row in the database, which tells who holds it and
keeps out another machine.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

import structlog

from bot.store.locks import AVAILABLE, lock
from bot.store.store import Store

LIFE = timedelta(seconds=60)
RENEWED = 20.0  # seconds
LOOK = 2.0  # seconds between looks while somebody else holds it

log = structlog.get_logger()


def machine_time() -> datetime:
    """Leases live by the machine's clock, whatever the bot's own clock shows."""
    return datetime.now(UTC)


class Lease:
    """A lease in the database, held by this process."""

    def __init__(self, store: Store, name: str, folder: Path, clock: Callable[[], datetime] = machine_time) -> None:
        """`folder` is that of the database: whoever shares the one shares the other."""
        self._store = store
        self._name = name
        self._file = folder / f"{name.replace(':', '-')}.lock"
        self._clock = clock
        self._lock: IO[bytes] | None = None
        # Two containers may have the same name and the same process number.
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"

    def take(self) -> bool:
        """Take or renew it; False while another process that may be alive holds it."""
        if self._lock is None:
            self._lock = lock(self._file)
        if self._lock is None:
            return False
        with self._store.transaction():
            held = self._store.leases.holder(self._name)
            # Whoever held it on this machine has let go of the lock, so it has ended.
            if held and held[0] != self.holder and machine_of(held[0]) == machine_of(self.holder) and AVAILABLE:
                self._store.leases.end(self._name, held[0])
            return self._store.leases.take(self._name, self.holder, self._clock(), LIFE)

    def wait(self, sleep: Callable[[float], None] = time.sleep) -> None:
        """Return when it is ours; until then say once who holds it."""
        said = ""
        while not self.take():
            held = self._store.leases.holder(self._name)
            if held and held[0] != said:
                said = held[0]
                log.warning("waiting_for_lease", lease=self._name, held_by=said, until=held[1].isoformat())
            sleep(LOOK)

    def end(self) -> None:
        """Give it back."""
        with self._store.transaction():
            self._store.leases.end(self._name, self.holder)
        if self._lock:
            self._lock.close()
            self._lock = None


def machine_of(holder: str) -> str:
    """The machine on which the process named runs."""
    return holder.split(":", maxsplit=1)[0]
