"""A Bot API on this machine, for measuring: what people write goes in, what the bot sends comes out.

As far as the bot uses it, it behaves like Telegram: an update is delivered again until it is confirmed, a message has
a number, a button the data that the bot gave it. It can also behave as badly as a network does (`Fault`).
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

TOKEN = "123456:BENCH-abcdefghijklmnopqrstuvwxyz"
BOT = {"id": 123456, "is_bot": True, "first_name": "Bot", "username": "bench_bot"}
WRITTEN_AT = 1795000000
LONGEST_POLL = 10.0  # seconds
HANGS = 60.0  # seconds for which a call that hangs is not answered: longer than any client waits


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with a call: an error, or no answer; before what it asks for is done, or after."""

    status: int = 0  # 0: the connection is dropped
    retry_after: int = 0
    hangs: bool = False
    done: bool = False  # it is done, and the answer lost


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message of the bot as it arrived."""

    chat: int
    text: str
    data: tuple[str, ...]  # of its buttons, with their labels before: "1 Đã nhận=aB3"
    at: float
    number: int


class LocalApi:
    """The server. `say` and `press` are what people do, `reply` waits for what the bot says to a chat."""

    def __init__(self, fault: Callable[[str, Mapping[str, str]], Fault | None] = lambda _method, _data: None) -> None:
        self.fault = fault
        self.arrivals: list[Arrival] = []
        self.confirmed = 0
        self.polled = asyncio.Event()  # somebody has asked for updates; whoever waits for the next poll clears it
        self.port = 0
        self._updates: deque[dict[str, Any]] = deque()
        self._last_update = 7000
        self._last_message = 100
        self._news = asyncio.Event()
        self._waiting: defaultdict[int, asyncio.Queue[Arrival]] = defaultdict(asyncio.Queue)
        self._server: HTTPServer | None = None

    @property
    def url(self) -> str:
        """The base of the Bot API."""
        return f"http://127.0.0.1:{self.port}/bot"

    def start(self) -> None:
        """Listen on a free port, the same one after `stop`."""
        application = Application([(r"/bot[^/]+/(\w+)", _Call, {"api": self})], log_function=lambda _: None)
        self._server = HTTPServer(application)
        sockets = bind_sockets(self.port, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        self._server.add_sockets(sockets)

    async def stop(self) -> None:
        """Stop listening and drop every connection."""
        if self._server:
            self._server.stop()
            await self._server.close_all_connections()

    # What people do

    def push(self, **update: Any) -> int:
        """Something happens; its number."""
        self._last_update += 1
        self._updates.append({"update_id": self._last_update} | update)
        self._news.set()
        return self._last_update

    def say(self, chat: int, text: str) -> int:
        """Somebody types `text` in a private chat."""
        content: dict[str, Any] = {"text": text}
        if text.startswith("/"):
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        return self.push(message=self._message(chat, self._person(chat)) | content)

    def press(self, chat: int, data: str, message: int) -> int:
        """Somebody presses the button with `data` under `message`."""
        shown = self._message(chat, BOT) | {"message_id": message, "text": "…"}
        query = {"id": "1", "from": self._person(chat), "message": shown, "chat_instance": "1", "data": data}
        return self.push(callback_query=query)

    async def reply(self, chat: int, patience: float = 60.0) -> Arrival:
        """The next message that the bot sends to `chat`."""
        return await asyncio.wait_for(self._waiting[chat].get(), patience)

    # What the bot does

    async def answer(self, method: str, data: Mapping[str, str]) -> object:
        """The result of a call."""
        if method == "getUpdates":
            return await self._get_updates(data)
        if method in ("sendMessage", "editMessageText"):
            return self._arrived(data)
        return BOT | {"can_join_groups": True} if method == "getMe" else True

    async def _get_updates(self, data: Mapping[str, str]) -> object:
        self.polled.set()
        self.confirmed = max(self.confirmed, int(data.get("offset", "0")) - 1)
        while self._updates and self._updates[0]["update_id"] <= self.confirmed:
            self._updates.popleft()
        if not self._updates:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), min(float(data.get("timeout", "0")), LONGEST_POLL))
            except TimeoutError:
                return []
        limit = int(data.get("limit", "100"))
        return [update for _, update in zip(range(limit), self._updates, strict=False)]

    def _arrived(self, data: Mapping[str, str]) -> object:
        self._last_message += 1
        number, chat = int(data.get("message_id", self._last_message)), int(data["chat_id"])
        rows = json.loads(data.get("reply_markup", "{}")).get("inline_keyboard", [])
        buttons = tuple(f"{b['text']}={b.get('callback_data', '')}" for row in rows for b in row)
        arrival = Arrival(chat, data["text"], buttons, perf_counter(), number)
        self.arrivals.append(arrival)
        self._waiting[chat].put_nowait(arrival)
        return self._message(chat, BOT) | {"message_id": number, "text": data["text"]}

    def _message(self, chat: int, sender: Mapping[str, Any]) -> dict[str, Any]:
        self._last_message += 1
        where = {"id": chat, "type": "private", "first_name": "Lan"}
        return {"message_id": self._last_message, "date": WRITTEN_AT, "chat": where, "from": sender}

    def _person(self, chat: int) -> dict[str, Any]:
        return {"id": chat, "is_bot": False, "first_name": "Lan"}


class _Call(RequestHandler):
    """One call of the bot."""

    def initialize(self, api: LocalApi) -> None:  # tornado's way to hand something over
        self.api = api

    async def post(self, method: str) -> None:
        """Answer it, or do what the fault says."""
        data = {name: values[-1].decode(errors="replace") for name, values in self.request.body_arguments.items()}
        fault = self.api.fault(method, data)
        result = await self.api.answer(method, data) if fault is None or fault.done else None
        if fault is None:
            self._write(200, {"ok": True, "result": result})
        elif fault.status:
            more = {"parameters": {"retry_after": fault.retry_after}} if fault.retry_after else {}
            self._write(fault.status, {"ok": False, "error_code": fault.status, "description": "fault"} | more)
        else:
            if fault.hangs:
                await asyncio.sleep(HANGS)
            self.request.connection.stream.close()  # type: ignore[union-attr]
            self._finished = True

    def _write(self, status: int, body: Mapping[str, Any]) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(body))
