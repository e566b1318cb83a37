"""`/healthz` and `/metrics` on a port of their own, served by the loop that also talks with Telegram: if that hangs, so
do they.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import TracebackType

from prometheus_client import CONTENT_TYPE_LATEST
from tornado.httpserver import HTTPServer
from tornado.routing import URLSpec
from tornado.web import Application, RequestHandler

from bot.watch.pulse import Pulse

Page = Callable[[], Awaitable[bytes]]


class PortTakenError(Exception):
    """Somebody else listens there."""


class Health(RequestHandler):
    """200 while every part shows signs of life, else 503; which are silent, and for how long each has been."""

    def initialize(self, pulse: Pulse) -> None:
        """Where the signs of life are."""
        self._pulse = pulse

    def get(self) -> None:
        """Answer."""
        silent = self._pulse.silent()
        self.set_status(503 if silent else 200)
        ages = {part: round(age, 1) for part, age in self._pulse.ages().items()}
        self.write({"ok": not silent, "silent": silent, "seconds": ages})


class Metrics(RequestHandler):
    """The figures."""

    def initialize(self, page: Page) -> None:
        """Where the figures come from."""
        self._page = page

    async def get(self) -> None:
        """Answer."""
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.write(await self._page())


class Endpoint:
    """Listens while it is entered."""

    def __init__(self, at: tuple[str, int], pulse: Pulse, page: Page) -> None:
        routes = [URLSpec("/healthz", Health, {"pulse": pulse}), URLSpec("/metrics", Metrics, {"page": page})]
        self._server = HTTPServer(Application(list(routes), log_function=lambda _: None))
        self._at = at

    async def __aenter__(self) -> Endpoint:
        try:
            self._server.listen(self._at[1], address=self._at[0])
        except OSError as fault:
            raise PortTakenError from fault
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()
        await self._server.close_all_connections()
