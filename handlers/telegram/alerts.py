"""Alerts on their way to Telegram: paced, each with the result that the database waits for."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import structlog
from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.alerts.sending import Alerting, Dispatch, Outcome, Result
from handlers.telegram.intake import CHANNEL
from handlers.telegram.rendering import keyboard, render

# Telegram's limits for bots: 30 messages a second in all, one a second to a chat (core.telegram.org/bots/faq).
LIMIT, WINDOW = 30, 1.0
STEP = 1 / 60  # seconds between two messages: room to catch up after a slow one, within the limit
PATIENCE = 3.0  # for an answer; a message that hangs does not hold up the others for longer
BETWEEN_IN_CHAT = 1.0
# Chats claimed at once: half a second of sending, so that a crash leaves few attempts open.
CLAIMED = 15
# What Telegram says when a chat is gone for good; any other bad request is our fault and tried again.
GONE = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "bot was kicked",
    "have no rights",
    "user not found",
)
# It never left: no connection, or none free.
NOT_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

log = structlog.get_logger()

Run = Callable[[Callable[[], Any]], Awaitable[Any]]


@dataclass
class Mark:
    """A message that was sent, and when it was answered."""

    answered: asyncio.Event = field(default_factory=asyncio.Event)
    at: float = 0.0


class Pace:
    """Sees to it that no second holds more than 30 messages, as counted where they arrive.

    A message leaves a second after the 30th before it was answered, less the shortest time that an answer has taken: it
    cannot arrive sooner than a second after that one, however unevenly the network carries them.
    """

    def __init__(self, limit: int = LIMIT, step: float = STEP) -> None:
        self._marks: deque[Mark] = deque(maxlen=limit)
        self._step = step
        self._turn = asyncio.Lock()
        self._last = 0.0
        self._shortest = WINDOW

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Wait for the next slot; what is done within it is the sending."""
        async with self._turn:
            await self._wait()
            mark = Mark()
            self._marks.append(mark)
            begun = self._last = asyncio.get_running_loop().time()
        try:
            yield
        finally:
            mark.at = asyncio.get_running_loop().time()
            mark.answered.set()
            self._shortest = min(self._shortest, mark.at - begun)

    async def _wait(self) -> None:
        loop, at = asyncio.get_running_loop(), self._last + self._step
        if len(self._marks) == self._marks.maxlen:
            oldest = self._marks[0]
            with suppress(TimeoutError):
                await asyncio.wait_for(oldest.answered.wait(), PATIENCE)
            at = max(at, (oldest.at or loop.time()) + WINDOW - self._shortest)
        if (pause := at - loop.time()) > 0:
            await asyncio.sleep(pause)


class AlertCarrier:
    """Carries what is due; `run` calls the database on the conversation's thread."""

    def __init__(
        self, alerting: Alerting, run: Run, pace: Pace | None = None, between: float = BETWEEN_IN_CHAT
    ) -> None:
        self.alerting = alerting
        self._run = run
        self._pace = pace or Pace()
        self._between = between
        self._busy = asyncio.Lock()

    async def beat(self, bot: Bot, going: Callable[[], bool] = lambda: True) -> None:
        """Send everything that is due, as long as the bot is `going`.

        The next chats are claimed while those before are being written to.
        """
        if self._busy.locked():
            return
        async with self._busy:
            claimed: list[Dispatch] = await self._claim()
            while claimed:
                if not going():
                    await self._give_back(claimed)
                    return
                coming = asyncio.create_task(self._claim())
                chats: defaultdict[str, list[Dispatch]] = defaultdict(list)
                for dispatch in claimed:
                    chats[dispatch.chat].append(dispatch)
                await asyncio.gather(*(self._carry(bot, dispatches) for dispatches in chats.values()))
                claimed = await coming

    async def _claim(self) -> list[Dispatch]:
        found: list[Dispatch] = await self._run(lambda: self.alerting.claim(CHANNEL, CLAIMED))
        return found

    async def _give_back(self, claimed: Sequence[Dispatch]) -> None:
        """Nothing of it was sent: the next process sends it, unmarked."""
        for dispatch in claimed:
            await self._run(lambda d=dispatch: self.alerting.settle(d, Result(Outcome.WAIT)))  # type: ignore[misc]

    async def _carry(self, bot: Bot, dispatches: Sequence[Dispatch]) -> None:
        for number, dispatch in enumerate(dispatches):
            if number:
                await asyncio.sleep(self._between)
            async with self._pace.slot():
                result = await attempt(bot, dispatch)
            await self._run(lambda d=dispatch, r=result: self.alerting.settle(d, r))  # type: ignore[misc]


async def attempt(bot: Bot, dispatch: Dispatch) -> Result:
    """Send it, and say how that ended."""
    try:
        await send(bot, dispatch)
    except ChatMigrated as moved:
        return Result(Outcome.MOVED, chat=f"{CHANNEL}:{moved.new_chat_id}")
    except RetryAfter as limit:
        return Result(Outcome.WAIT, seconds=in_seconds(limit.retry_after))
    except Forbidden:
        return Result(Outcome.REFUSED)
    except BadRequest as refusal:
        gone = any(words in refusal.message.lower() for words in GONE)
        log.warning("alert_refused", gone=gone)
        return Result(Outcome.REFUSED if gone else Outcome.FAILED)
    except NetworkError as failure:
        # Without a cause it is Telegram's own answer (5xx): it was not taken.
        left = failure.__cause__ is not None and not isinstance(failure.__cause__, NOT_LEFT)
        log.warning("alert_failed", error=type(failure).__name__, left=left)
        return Result(Outcome.UNKNOWN if left else Outcome.FAILED)
    except TelegramError as failure:
        log.error("alert_failed", error=type(failure).__name__)
        return Result(Outcome.FAILED)
    return Result(Outcome.SENT)


async def send(bot: Bot, dispatch: Dispatch) -> None:
    """Every piece of the message, the buttons under the last."""
    chat = int(dispatch.chat.partition(":")[2])
    pieces = render(dispatch.message)
    buttons = keyboard(dispatch.message.choices, f"https://t.me/{bot.username}")
    for number, piece in enumerate(pieces, 1):
        markup = buttons if number == len(pieces) else None
        await bot.send_message(chat, piece, parse_mode=ParseMode.HTML, reply_markup=markup)


def in_seconds(pause: float | timedelta) -> float:
    """PTB gives a number or a timedelta, as its settings say."""
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
