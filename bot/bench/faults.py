"""What goes wrong between a bot and Telegram, in the mixture in which a soak injects it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

from bot.bench.local_api import Fault

# Name, what happens, and how often in a thousand calls.
SENDING = (
    ("500", Fault(500), 6),
    ("502", Fault(502), 6),
    ("429", Fault(429, retry_after=1), 2),
    ("hang", Fault(hangs=True), 1),
    ("hang after", Fault(hangs=True, done=True), 1),
    ("dropped", Fault(), 4),
    ("dropped after", Fault(done=True), 4),
)
POLLING = (
    ("500", Fault(500), 15),
    ("502", Fault(502), 15),
    ("409", Fault(409), 10),
    ("dropped", Fault(), 15),
    ("hang", Fault(hangs=True), 2),
)
SENDERS = ("sendMessage", "editMessageText")


class Faults:
    """Decides for each call; `injected` counts what went wrong by name."""

    def __init__(self, seed: int, often: float = 1.0) -> None:
        self.on = True
        self.injected: Counter[str] = Counter()
        self._chance = random.Random(seed)
        self._often = often

    def __call__(self, method: str, _: Mapping[str, str]) -> Fault | None:
        """What goes wrong with this call, if anything."""
        mixture = SENDING if method in SENDERS else POLLING if method == "getUpdates" else ()
        at = self._chance.uniform(0, 1000 / self._often)
        for name, fault, weight in mixture if self.on else ():
            at -= weight
            if at < 0:
                self.injected[f"{method} {name}"] += 1
                return fault
        return None
