"""What the process around the Telegram application wants of it, and gives it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.watch.pulse import Pulse


@dataclass
class Supervision:
    """`renew` holds the lease of polling and is False when that is lost; `ended` is set then. `pulse` takes the signs
    of life, `chores` are begun each minute.
    """

    renew: Callable[[], bool] | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    pulse: Pulse = field(default_factory=Pulse)
    chores: Callable[[], None] = lambda: None
