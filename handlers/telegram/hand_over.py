"""Telegram is told that an update was received only when what it changed is committed.

Polling confirms an update, and a webhook answers 200, as soon as it is put into the application's queue. This queue
lets `put` return when the update is committed; a crash before that makes Telegram deliver it again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from telegram import Update
from telegram.ext import BaseUpdateProcessor


class CommittedQueue(asyncio.Queue[object]):
    """A queue whose `put` returns when the update it brought is done with."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[int, asyncio.Event] = {}

    async def put(self, item: object) -> None:
        """Hand `item` over; an update that was already waiting is waited for, not handed over twice."""
        if not isinstance(item, Update):
            await super().put(item)
            return
        done = self._waiting.get(item.update_id)
        if done is None:
            done = self._waiting[item.update_id] = asyncio.Event()
            await super().put(item)
        await done.wait()

    def release(self, update_id: int) -> None:
        """What the update changed is committed, or nothing will ever come of it."""
        if done := self._waiting.pop(update_id, None):
            done.set()


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
