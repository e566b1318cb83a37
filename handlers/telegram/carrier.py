"""The outbox on its way to Telegram: paced, each message with the result that the database waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.outbox.model import Dispatch, Outcome, Result
from bot.outbox.sending import Sending
from handlers.telegram.delivery import send_whole
from handlers.telegram.intake import CHANNEL
from handlers.telegram.pace import Pace
from handlers.telegram.request import may_have_arrived

# Chats claimed at once: half a second of sending, so that a crash leaves few attempts open.
CLAIMED = 15
LOOK = 0.25  # seconds between looks whether a chat that was just written to is due again
# What Telegram says when a chat is gone for good; any other bad request is our fault and tried again.
GONE = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "bot was kicked",
    "have no rights",
    "user not found",
)
log = structlog.get_logger()

Run = Callable[[Callable[[], Any]], Awaitable[Any]]


class Carrier:
    """Carries what is due; `run` calls the database on the conversation's thread."""

    def __init__(self, sending: Sending, run: Run, pace: Pace) -> None:
        self._sending = sending
        self._run = run
        self._pace = pace
        self._busy = asyncio.Lock()

    async def beat(self, bot: Bot, going: Callable[[], bool] = lambda: True) -> None:
        """Send everything that is due, as long as the bot is `going`: what was claimed is sent, no more is claimed.

        The next messages are claimed while those before are being sent, one a chat; a chat that was just written to
        is left out until it may be written to again, so that it holds up nobody else.
        """
        if self._busy.locked():
            return
        async with self._busy:
            under_way: dict[asyncio.Task[None], str] = {}
            while True:
                if len(under_way) <= CLAIMED and going():
                    for dispatch in await self._claim({*under_way.values(), *self._pace.resting()}):
                        under_way[asyncio.create_task(self._carry(bot, dispatch))] = dispatch.chat
                if under_way:
                    done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                    for task in done:
                        del under_way[task]
                        task.result()
                elif going() and self._pace.resting():
                    await asyncio.sleep(LOOK)
                else:
                    return

    async def _claim(self, without: set[str]) -> Sequence[Dispatch]:
        found: Sequence[Dispatch] = await self._run(lambda: self._sending.claim(CHANNEL, CLAIMED, without=without))
        return found

    async def _carry(self, bot: Bot, dispatch: Dispatch) -> None:
        async with self._pace.slot(dispatch.chat):
            result = await attempt(bot, dispatch)
        await self._run(lambda: self._sending.settle(dispatch, result))


async def attempt(bot: Bot, dispatch: Dispatch) -> Result:
    """Send it, and say how that ended."""
    try:
        await send_whole(bot, int(dispatch.chat.partition(":")[2]), dispatch.message)
    except ChatMigrated as moved:
        return Result(Outcome.MOVED, chat=f"{CHANNEL}:{moved.new_chat_id}")
    except RetryAfter as limit:
        return Result(Outcome.WAIT, seconds=in_seconds(limit.retry_after))
    except Forbidden:
        return Result(Outcome.REFUSED)
    except BadRequest as refusal:
        gone = any(words in refusal.message.lower() for words in GONE)
        log.warning("message_refused", gone=gone)
        return Result(Outcome.REFUSED if gone else Outcome.FAILED)
    except NetworkError as failure:
        left = may_have_arrived(failure)
        log.warning("message_failed", error=type(failure).__name__, left=left)
        return Result(Outcome.UNKNOWN if left else Outcome.FAILED)
    except TelegramError as failure:
        log.error("message_failed", error=type(failure).__name__)
        return Result(Outcome.FAILED)
    return Result(Outcome.SENT)


def in_seconds(pause: float | timedelta) -> float:
    """PTB gives a number or a timedelta, as its settings say."""
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
