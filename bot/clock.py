"""Time as the bot sees it: always aware, always Vietnam's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

Clock = Callable[[], datetime]


def clock_from(start: datetime | None = None) -> Clock:
    """A clock that shows the time of Vietnam; with `start` it shows that instant now and runs on from there."""
    if start is None:
        return lambda: datetime.now(VIETNAM)
    begun = datetime.now(VIETNAM)
    return lambda: (start + (datetime.now(VIETNAM) - begun)).astimezone(VIETNAM)
