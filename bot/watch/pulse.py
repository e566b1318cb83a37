"""Signs of life of the parts of the running bot, and which of them has been silent too long."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

OUTBOX = "outbox"  # the loop that sends alerts and notices has asked for what is due
DATABASE = "database"  # something was written and committed
TELEGRAM = "telegram"  # Telegram has answered the question for updates
LEASE = "lease"  # polling is still this process's alone

# Seconds of silence that are too many. The outbox is looked at every five seconds, the database is written to each
# minute, a question for updates takes ten seconds at most, the lease ends by itself after sixty.
SILENCE: Mapping[str, float] = {OUTBOX: 180.0, DATABASE: 180.0, TELEGRAM: 300.0, LEASE: 60.0}


class Pulse:
    """When each part was last alive; parts count from the moment at which they are expected."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: dict[str, float] = {}

    def expect(self, *parts: str) -> None:
        """From now on these parts must show signs of life."""
        for part in parts:
            self._last.setdefault(part, self._clock())

    def beat(self, part: str) -> None:
        """The part is alive."""
        self._last[part] = self._clock()

    def ages(self) -> dict[str, float]:
        """Seconds since the last sign of life of each part that is expected."""
        now = self._clock()
        return {part: now - at for part, at in sorted(self._last.items())}

    def silent(self) -> list[str]:
        """The parts that have been silent too long."""
        return [part for part, age in self.ages().items() if age > SILENCE[part]]
