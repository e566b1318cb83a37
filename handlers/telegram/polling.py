"""Polling that one update cannot bring to a stop.

PTB reads a batch of updates as a whole: one that has a form it does not know (a newer Bot API, an older local server)
makes it drop the batch and fetch the same one for ever.
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError, TimedOut
from telegram.ext import ExtBot

from handlers.telegram.hand_over import CommittedQueue

COMMITTED_WITHIN = 5.0  # seconds; then the wait begins again, unless the bot is to end
RELEASED_WITHIN = 1.0  # seconds; then more is asked for even if nothing was committed meanwhile

log = structlog.get_logger()


class TolerantBot(ExtBot[Any]):
    """A bot that steps over updates it cannot read, and confirms only those that are committed.

    `polled` is called when Telegram has answered.
    """

    def __init__(
        self, queue: CommittedQueue, *arguments: Any, polled: Callable[[], None] = lambda: None, **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        self._queue = queue
        self._polled = polled
        self._brought = 0  # updates that came with the last answer
        self._handed_over: set[int] = set()  # those that Telegram may deliver once more

    async def get_updates(  # the many timeouts are passed on as they come
        self,
        offset: int | None = None,
        limit: int | None = None,
        timeout: int | timedelta | None = None,
        allowed_updates: Sequence[str] | None = None,
        **more: Any,
    ) -> tuple[Update, ...]:
        """As in PTB, but an update that cannot be read comes empty, and none is confirmed before it is committed.

        More is asked for when half of the last updates are committed, so that there is always work; those that are
        not are then delivered once more, and stepped over.
        """
        self._queue.polled = True
        try:
            await asyncio.wait_for(self._queue.eased(self._brought // 2), COMMITTED_WITHIN)
        except TimeoutError:  # asked again at once
            raise TimedOut("updates are not committed yet") from None
        first = self._queue.first_waiting
        updates = await self._fetch(offset if first is None else first, limit, timeout, allowed_updates, **more)
        self._handed_over = {number for number in self._handed_over if first is not None and number >= first}
        new = tuple(update for update in updates if update.update_id not in self._handed_over)
        self._handed_over.update(update.update_id for update in new)
        if new:
            self._brought = len(new)
        elif updates:  # nothing but what is worked on: it would come again at once
            with suppress(TimeoutError):
                await asyncio.wait_for(self._queue.next_release(), RELEASED_WITHIN)
        return new

    async def _fetch(
        self,
        offset: int | None,
        limit: int | None,
        timeout: int | timedelta | None,
        allowed_updates: Sequence[str] | None,
        **more: Any,
    ) -> tuple[Update, ...]:
        """The updates from `offset` on; what cannot be read comes empty."""
        try:
            updates = await super().get_updates(offset, limit, timeout, allowed_updates, **more)
        except TelegramError:
            raise
        except Exception as error:  # whatever PTB raises over a form it does not know
            log.error("updates_unreadable", error=type(error).__name__)
        else:
            self._polled()
            return updates
        wanted = {"offset": offset, "limit": limit, "allowed_updates": allowed_updates}
        with warnings.catch_warnings():  # PTB would rather have us call get_updates
            warnings.simplefilter("ignore")
            raw = await self.do_api_request(
                "getUpdates", api_kwargs={key: value for key, value in wanted.items() if value is not None}
            )
        return tuple(read_or_empty(update, self) for update in raw)


def read_or_empty(raw: Mapping[str, Any], bot: Bot) -> Update:
    """The update, or one that holds its number alone."""
    return read_or_none(raw, bot) or Update(raw["update_id"])


def read_or_none(raw: Mapping[str, Any], bot: Bot) -> Update | None:
    """The update, or None where PTB does not know its form; the log says so, and nothing of what it holds."""
    try:
        update = Update.de_json(dict(raw), bot)
        if isinstance(update.update_id, int):
            return update
        log.error("update_skipped")
    except Exception as error:
        log.error("update_skipped", error=type(error).__name__)
    return None
