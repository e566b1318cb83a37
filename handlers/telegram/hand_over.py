"""Telegram is told that an update was received only when what it changed is committed.

A webhook answers 200 as soon as an update is put into the application's queue: this queue lets `put` return when the
update is committed. Polling confirms updates with the next question for more, which names the first that is not
committed: those before it are confirmed, and updates can be worked on side by side. After a crash Telegram delivers
the others again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from telegram import Update
from telegram.ext import BaseUpdateProcessor


class CommittedQueue(asyncio.Queue[object]):
    """A queue whose `put` returns when the update it brought is done with, or, when `polled`, at once."""

    def __init__(self) -> None:
        super().__init__()
        self.polled = False
        self._waiting: dict[int, asyncio.Event] = {}
        self._released = asyncio.Event()  # since somebody began to wait for it

    async def put(self, item: object) -> None:
        """Hand `item` over; an update that was already waiting is waited for, not handed over twice."""
        if not isinstance(item, Update):
            await super().put(item)
            return
        done = self._waiting.get(item.update_id)
        if done is None:
            done = self._waiting[item.update_id] = asyncio.Event()
            await super().put(item)
        if not self.polled:
            await done.wait()

    @property
    def first_waiting(self) -> int | None:
        """The lowest number of the updates that were handed over and are not released."""
        return min(self._waiting, default=None)

    async def eased(self, most: int) -> None:
        """Return when at most so many of the updates that were handed over are not released."""
        while len(self._waiting) > most:
            await self.next_release()

    async def next_release(self) -> None:
        """Return when another update is released."""
        self._released.clear()
        await self._released.wait()

    def release(self, update_id: int) -> None:
        """What the update changed is committed, or nothing will ever come of it."""
        if done := self._waiting.pop(update_id, None):
            done.set()
            self._released.set()


class ReleasingProcessor(BaseUpdateProcessor):
    """Processes updates side by side and sees to it that each is released, whatever becomes of it."""

    def __init__(self, queue: CommittedQueue, at_once: int) -> None:
        super().__init__(at_once)
        self._queue = queue

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        """Process `update`, then release it."""
        try:
            await coroutine
        finally:
            if isinstance(update, Update):
                self._queue.release(update.update_id)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to end."""
