"""Polling that one update cannot bring to a stop.

PTB reads a batch of updates as a whole: one that has a form it does not know (a newer Bot API, an older local server)
makes it drop the batch and fetch the same one for ever.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

log = structlog.get_logger()


class TolerantBot(ExtBot[Any]):
    """A bot that steps over updates it cannot read."""

    async def get_updates(  # the many timeouts are passed on as they come
        self,
        offset: int | None = None,
        limit: int | None = None,
        timeout: int | timedelta | None = None,
        allowed_updates: Sequence[str] | None = None,
        **more: Any,
    ) -> tuple[Update, ...]:
        """As in PTB, but an update that cannot be read comes empty."""
        try:
            return await super().get_updates(offset, limit, timeout, allowed_updates, **more)
        except TelegramError:
            raise
        except Exception as error:  # whatever PTB raises over a form it does not know
            log.error("updates_unreadable", error=type(error).__name__)
        wanted = {"offset": offset, "limit": limit, "allowed_updates": allowed_updates}
        with warnings.catch_warnings():  # PTB would rather have us call get_updates
            warnings.simplefilter("ignore")
            raw = await self.do_api_request(
                "getUpdates", api_kwargs={key: value for key, value in wanted.items() if value is not None}
            )
        return tuple(read_or_empty(update, self) for update in raw)


def read_or_empty(raw: Mapping[str, Any], bot: Bot) -> Update:
    """The update, or one that holds its number alone."""
    try:
        return Update.de_json(dict(raw), bot)
    except Exception as error:
        log.error("update_skipped", error=type(error).__name__)
        return Update(raw["update_id"])
