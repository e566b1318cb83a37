"""How the application starts, and how it ends when it is asked to: soon, with nothing half done.

What an update changed is committed before anything is sent, and what was not sent stays in the database: so sending
can be cut off at any point. What is under way gets a few seconds to end by itself, then it is left to the next start.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import structlog
from telegram import Update
from telegram.error import InvalidToken, TelegramError

from handlers.telegram.application import App
from handlers.telegram.hand_over import CommittedQueue
from handlers.telegram.webhook import Webhook

ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY]
# A container is killed ten seconds after it was asked to stop.
LAST_POLL = 1.0  # seconds to tell Telegram which updates were received
UNDER_WAY = 3.0  # seconds for what is being sent
CLOSING = 1.0  # seconds for connections
AGAIN = 5.0  # seconds until the start is tried again while Telegram cannot be reached

log = structlog.get_logger()


class TokenRefusedError(Exception):
    """Telegram does not know the token."""


Beside = AbstractAsyncContextManager[object]


@dataclass(frozen=True)
class Way:
    """How updates come in: it is opened once Telegram is reached, and closed before anything else ends."""

    open: Callable[[], Awaitable[object]]
    close: Callable[[], Awaitable[object]]


def poll(application: App, asked: asyncio.Event, beside: Beside) -> None:
    """Run by long polling until SIGINT, SIGTERM or `asked`; while Telegram cannot be reached, keep trying."""
    assert application.updater
    updater = application.updater

    async def close() -> None:
        if updater.running:
            await updater.stop()

    way = Way(lambda: updater.start_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1), close)
    asyncio.run(run(application, way, asked, beside))


def listen(application: App, asked: asyncio.Event, beside: Beside, at: tuple[str, int], url: str, secret: str) -> None:
    """Run by webhook until SIGINT, SIGTERM or `asked`; only calls with `secret` are let in."""
    queue = application.update_queue
    assert isinstance(queue, CommittedQueue)

    async def run_listening() -> None:
        webhook = Webhook(application.bot, queue, "/".join(url.split("/")[3:]), secret)

        async def open_webhook() -> None:
            await reach(lambda: application.bot.set_webhook(url, allowed_updates=ALLOWED_UPDATES, secret_token=secret))
            webhook.open(at)

        await run(application, Way(open_webhook, webhook.close), asked, beside)

    asyncio.run(run_listening())


async def run(application: App, way: Way, asked: asyncio.Event, beside: Beside) -> None:
    """Start, take updates on `way` until the end is `asked` for, and end; `beside` is entered all the time."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked.set)
    async with beside:
        await run_alone(application, way, asked)


async def run_alone(application: App, way: Way, asked: asyncio.Event) -> None:
    """The same without anything beside it."""
    starting = asyncio.create_task(start(application, way))
    waiting = asyncio.create_task(asked.wait())
    try:
        await asyncio.wait((starting, waiting), return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            await waiting
    finally:
        starting.cancel()
        waiting.cancel()
        await end(application, way)


async def start(application: App, way: Way) -> None:
    """Make contact with Telegram, however long that takes, and begin; TokenRefusedError if it is of no use."""
    await reach(application.initialize)
    assert application.post_init
    await application.post_init(application)
    await way.open()
    await application.start()
    log.info("started")


async def reach(call: Callable[[], Awaitable[object]]) -> None:
    """Call Telegram until it answers; TokenRefusedError if it does not know the token."""
    while True:
        try:
            await call()
            return
        except InvalidToken:
            raise TokenRefusedError from None  # its words hold the token
        except TelegramError as failure:
            log.warning("telegram_not_reached", error=type(failure).__name__, again_in=AGAIN)
        await asyncio.sleep(AGAIN)


async def end(application: App, way: Way) -> None:
    """Take no more updates, let what is under way end or cut it off, close everything."""
    log.info("stopping")
    await within(LAST_POLL, way.close(), "last_poll")
    if application.running:
        await within(UNDER_WAY, application.stop(), "under_way")
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await within(CLOSING, application.shutdown(), "closing")
    assert application.post_shutdown
    await application.post_shutdown(application)
    log.info("stopped")


async def within(seconds: float, work: Awaitable[object], name: str) -> None:
    """Wait for `work` so long; then go on without it."""
    try:
        await asyncio.wait_for(work, seconds)
    except TimeoutError:
        log.warning("cut_off", what=name)
    except Exception as error:  # the end must be reached all the same
        log.error("stop_failed", what=name, error=type(error).__name__)
