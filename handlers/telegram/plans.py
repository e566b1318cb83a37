"""Files of plans on Telegram: fetched after they were noted, read beside everything else, their progress shown."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import Any

import structlog
from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.documents import DocumentError, Limits
from bot.documents.faults import error_of
from bot.documents.limits import MB
from bot.message import Message
from bot.plans.model import State, Upload
from bot.plans.work import PlanWork
from handlers.telegram.delivery import Delivery, edit
from handlers.telegram.intake import CHANNEL
from handlers.telegram.rendering import render

log = structlog.get_logger()

Run = Callable[[Callable[[], Any]], Awaitable[Any]]


class PlanCarrier:
    """Does the work on uploads, one after the other, on threads of its own."""

    def __init__(self, work: PlanWork, run: Run, delivery: Delivery) -> None:
        """`run` runs a short call on the conversation's thread."""
        self._work = work
        self._run = run
        self._delivery = delivery
        self._busy = False

    async def shown(self, news: str, message: str) -> None:
        """The message that tells of an upload is there: later news take its place."""
        await self._run(lambda: self._work.note_message(news, message))

    async def beat(self, bot: Bot) -> bool:
        """Do all the work there is, and whether there was any; returns at once while another beat does it."""
        if self._busy:
            return False
        self._busy, came_on = True, False
        try:
            while await self._round(bot):
                came_on = True
        finally:
            self._busy = False
        return came_on

    async def _round(self, bot: Bot) -> bool:
        """One step for each upload that waits; whether any came on."""
        uploads = await self._run(lambda: self._work.waiting(CHANNEL))
        came_on = [await self._step(bot, upload) for upload in uploads]
        return any(came_on)

    async def _step(self, bot: Bot, upload: Upload) -> bool:
        if upload.state is State.RECEIVED:
            return await self._fetch(bot, upload)
        loop, shown = asyncio.get_running_loop(), list[Future[None]]()

        def progress(message: Message) -> None:
            shown.append(asyncio.run_coroutine_threadsafe(self._show(bot, upload.id, message), loop))

        replies = await asyncio.to_thread(self._work.advance, upload, progress)
        # What was on its way may not come in the place of the last word.
        await asyncio.gather(*(asyncio.wrap_future(one) for one in shown), return_exceptions=True)
        await self._delivery.send(bot, replies)
        return True

    async def _fetch(self, bot: Bot, upload: Upload) -> bool:
        """Fetch the file; False if the network does not let us now."""
        try:
            data = await fetched(bot, upload)
        except DocumentError as error:
            replies = await asyncio.to_thread(self._work.refuse, upload, error)
        except (BadRequest, Forbidden):  # Telegram no longer has it, or gives out none of that size
            replies = await asyncio.to_thread(self._work.refuse_unfetched, upload)
        except TelegramError as failure:
            log.warning("plan_not_fetched", error=type(failure).__name__)
            if not self._work.is_late(upload):
                return False
            replies = await asyncio.to_thread(self._work.refuse_unfetched, upload)
        else:
            await asyncio.to_thread(self._work.keep, upload, data)
            return True
        await self._delivery.send(bot, replies)
        return True

    async def _show(self, bot: Bot, upload_id: str, message: Message) -> None:
        """Show how far it is, if that can be shown; nobody misses it otherwise."""
        upload = await self._run(lambda: self._work.upload(upload_id))
        if upload is None or not upload.message or upload.state is not State.KEPT:
            return
        try:
            await edit(bot, int(upload.chat.partition(":")[2]), int(upload.message), render(message)[0], None)
        except TelegramError as failure:
            log.info("progress_not_shown", error=type(failure).__name__)


async def fetched(bot: Bot, upload: Upload) -> bytes:
    """The bytes of the file. Raises DocumentError when it is larger than what was said of it and too large."""
    file = await bot.get_file(upload.ref)
    most = Limits().file
    if (file.file_size or 0) > most:
        sizes = {"count": str(-(-(file.file_size or 0) // MB)), "value": str(most // MB)}
        raise error_of("document_too_big", upload.name, sizes)
    return bytes(await file.download_as_bytearray())
