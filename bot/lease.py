"""One process at a time asks Telegram for updates; a second one on the same database waits and says why."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

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

    def __init__(self, store: Store, name: str, clock: Callable[[], datetime] = machine_time) -> None:
        self._store = store
        self._name = name
        self._clock = clock
        self.holder = f"{socket.gethostname()}:{os.getpid()}"

    def take(self) -> bool:
        """Take or renew it; False while another process that may be alive holds it."""
        with self._store.transaction():
            held = self._store.leases.holder(self._name)
            if held and held[0] != self.holder and is_dead(held[0]):
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


def is_dead(holder: str) -> bool:
    """Whether the process named is known to have ended: only of this machine can that be told."""
    host, _, pid = holder.rpartition(":")
    if host != socket.gethostname():
        return False
    if int(pid) == os.getpid():  # a container that was started again: the same name, the same number
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
