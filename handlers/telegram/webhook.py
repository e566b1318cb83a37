"""Telegram's calls: each brings one update, and is answered when what it changed is committed.

Telegram repeats a call that is not answered with 200, and holds back everything behind it. So an update that cannot be
read is accepted and stepped over: what people write after it must arrive.
"""

from __future__ import annotations

import hmac
import json

import structlog
from telegram import Bot
from tornado.httpserver import HTTPServer
from tornado.routing import URLSpec
from tornado.web import Application, HTTPError, RequestHandler

from handlers.telegram.hand_over import CommittedQueue
from handlers.telegram.polling import read_or_none

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST = 4 * 1024 * 1024  # bytes of a call; the longest message with all that it answers is far below

log = structlog.get_logger()


class Call(RequestHandler):
    """One call: 403 without the secret, 400 where no JSON object arrived, else 200."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, bot: Bot, queue: CommittedQueue, secret: str) -> None:
        """Who reads it, where it goes, and what it must bring."""
        self._bot = bot
        self._queue = queue
        self._secret = secret.encode()

    async def post(self) -> None:
        """Hand the update over, and wait until it is committed."""
        given = self.request.headers.get(SECRET_HEADER, "").encode()
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip()
        if not hmac.compare_digest(given, self._secret) or kind != "application/json":
            raise HTTPError(403)
        try:
            raw = json.loads(self.request.body)
        except (ValueError, RecursionError):  # cut off or changed on its way: Telegram has it whole
            raw = None
        if not isinstance(raw, dict):
            log.error("call_unreadable")
            raise HTTPError(400)
        update = read_or_none(raw, self._bot)
        if update is not None:
            await self._queue.put(update)

    def log_exception(self, typ: object, value: BaseException | None, tb: object) -> None:  # noqa: ARG002
        """Only what is no refusal, and without what it says."""
        if not isinstance(value, HTTPError):
            log.error("call_failed", error=type(value).__name__)


class Webhook:
    """Listens from `open` to `close`."""

    def __init__(self, bot: Bot, queue: CommittedQueue, path: str, secret: str) -> None:
        parts = {"bot": bot, "queue": queue, "secret": secret}
        routes = [URLSpec(rf"/{path.strip('/')}/?", Call, parts)]
        self._server = HTTPServer(Application(list(routes), log_function=lambda _: None), max_body_size=MOST)

    def open(self, at: tuple[str, int]) -> None:
        """Take calls; OSError if somebody else listens there."""
        self._server.listen(at[1], address=at[0])

    async def close(self) -> None:
        """Take no more; a call that was not answered is repeated by Telegram."""
        self._server.stop()
        await self._server.close_all_connections()
