"""How fast messages leave: Telegram takes 30 a second in all and one a second to a chat."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

# Telegram's limits for bots (core.telegram.org/bots/faq, "My bot is hitting limits").
LIMIT, WINDOW = 30, 1.0
BETWEEN_IN_CHAT = 1.0
STEP = 1 / 60  # seconds between two messages: room to catch up after a slow one, within the limit
PATIENCE = 3.0  # for an answer; a message that hangs does not hold up the others for longer


@dataclass
class Mark:
    """A message that was sent, when, and when it was answered."""

    begun: float
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    at: float = 0.0


class Pace:
    """Sees to it that no second holds more than 30 messages, nor two of one chat, as counted where they arrive.

    A message leaves a second after the 30th before it was answered, less the shortest time that an answer has taken: it
    cannot arrive sooner than a second after that one, however unevenly the network carries them.
    """

    def __init__(self, limit: int = LIMIT, step: float = STEP, in_chat: float = BETWEEN_IN_CHAT) -> None:
        self._marks: deque[Mark] = deque(maxlen=limit)
        self._step = step
        self._in_chat = in_chat
        self._turn = asyncio.Lock()
        self._last = 0.0
        self._shortest = WINDOW
        self._chats: dict[str, float] = {}  # when the last message to a chat was answered, the oldest first

    @asynccontextmanager
    async def slot(self, chat: str) -> AsyncIterator[None]:
        """Wait for the next slot for `chat`, one after the other; what is done within it is the sending."""
        loop = asyncio.get_running_loop()
        if (pause := self._chats.get(chat, 0.0) + self._in_chat - loop.time()) > 0:
            await asyncio.sleep(pause)
        async with self._turn:
            await self._wait()
            self._last = loop.time()
            mark = self._begin()
        try:
            yield
        finally:
            self._end(mark, chat)

    @asynccontextmanager
    async def beside(self, chat: str) -> AsyncIterator[None]:
        """A reply, which does not wait: what waits for a slot leaves it room."""
        mark = self._begin()
        try:
            yield
        finally:
            self._end(mark, chat)

    def resting(self) -> list[str]:
        """The chats that were written to less than a second ago."""
        now = asyncio.get_running_loop().time()
        return [chat for chat, at in self._chats.items() if at + self._in_chat > now]

    def _begin(self) -> Mark:
        mark = Mark(asyncio.get_running_loop().time())
        self._marks.append(mark)
        return mark

    def _end(self, mark: Mark, chat: str) -> None:
        mark.at = asyncio.get_running_loop().time()
        mark.answered.set()
        self._shortest = min(self._shortest, mark.at - mark.begun)
        self._note(chat, mark.at)

    def _note(self, chat: str, at: float) -> None:
        self._chats.pop(chat, None)
        self._chats[chat] = at
        while (oldest := next(iter(self._chats))) != chat and self._chats[oldest] + self._in_chat <= at:
            del self._chats[oldest]

    async def _wait(self) -> None:
        loop, at = asyncio.get_running_loop(), self._last + self._step
        if len(self._marks) == self._marks.maxlen:
            oldest = self._marks[0]
            with suppress(TimeoutError):
                await asyncio.wait_for(oldest.answered.wait(), PATIENCE)
            at = max(at, (oldest.at or loop.time()) + WINDOW - self._shortest)
        if (pause := at - loop.time()) > 0:
            await asyncio.sleep(pause)
