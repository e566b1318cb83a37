"""A Bot API on 127.0.0.1, as far as the bot uses it: what people do goes in, what the bot sent comes out.

It is as strict as Telegram: HTML must be valid, texts 1-4,096 characters, callback data at most 64 bytes, and an update
is delivered again and again until it is confirmed.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from aiohttp import web

TOKEN = "123456:LOCAL-abcdefghijklmnopqrstuvwxyz"
BOT = {"id": 123456, "is_bot": True, "first_name": "Bot", "username": "phong_trao_bot"}
GROUP_FROM = -1000  # chats below are groups

_TAG = re.compile(r"<(/?)(b|i|blockquote)( expandable)?>")


@dataclass
class Sent:
    """One call of the bot that people see: a new message or an edited one."""

    chat: int
    html: str
    buttons: list[dict[str, Any]]
    message: int
    edited: bool = False
    call: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What is read."""
        return unescape(_TAG.sub("", self.html))

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons."""
        return [b["text"] for b in self.buttons]


def fault_in(html: str) -> str | None:
    """What Telegram would say about this HTML, or None."""
    open_tags: list[str] = []
    rest = html
    for tag in _TAG.finditer(html):
        if not tag[1]:
            open_tags.append(tag[2])
        elif not open_tags or open_tags.pop() != tag[2]:
            return "can't parse entities: unmatched end tag"
    rest = _TAG.sub("", html)
    if open_tags or "<" in rest or ">" in rest or re.search(r"&(?!amp;|lt;|gt;|quot;)", rest):
        return "can't parse entities"
    visible = unescape(rest)
    if not visible.strip():
        return "message text is empty"
    return "message is too long" if len(visible.encode("utf-16-le")) // 2 > 4096 else None


class TelegramApi:
    """The server; `say`, `press` and the like are what people do."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.confirmed = 0
        self.refuse: Callable[[str, dict[str, Any]], tuple[int, str] | None] = lambda _method, _data: None
        self.files: dict[str, bytes] = {}  # by file id
        self._updates: list[dict[str, Any]] = []
        self._again: list[dict[str, Any]] = []
        self._last_update = 7000
        self._last_message = 100
        self._news = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """The base of the Bot API."""
        return f"http://127.0.0.1:{self.port}/bot"

    async def start(self) -> None:
        """Listen."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._handle)
        app.router.add_get("/bot{token}/files/{file}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner:
            await self._runner.cleanup()

    # What people do

    async def push(self, **update: Any) -> int:
        """An update happens; its id."""
        async with self._news:
            self._last_update += 1
            self._updates.append({"update_id": self._last_update} | update)
            self._news.notify_all()
        return self._last_update

    async def push_again(self, update: dict[str, Any]) -> None:
        """The same update is delivered once more, although it was confirmed."""
        async with self._news:
            self._again.append(update)
            self._news.notify_all()
            await asyncio.wait_for(self._news.wait_for(lambda: not self._again), timeout=10)

    def message(self, chat: int, person: int = 0, **content: Any) -> dict[str, Any]:
        """A message of `person` in `chat`, as Telegram describes it."""
        self._last_message += 1
        group = chat < GROUP_FROM
        where = {"id": chat, "type": "supergroup", "title": "Thôn 2"} if group else {"id": chat, "type": "private"}
        sender = {"id": person or chat, "is_bot": False, "first_name": "Lan"}
        return {"message_id": self._last_message, "date": 1795000000, "chat": where, "from": sender} | content

    async def say(self, chat: int, text: str, *, person: int = 0, **more: Any) -> int:
        """`person` types `text`; mentions and commands in it are marked as Telegram marks them."""
        entities = [
            {"type": kind, "offset": m.start(), "length": m.end() - m.start()}
            for kind, form in (("mention", r"(?<!\w)@\w+"), ("bot_command", r"^/\w+(@\w+)?"))
            for m in re.finditer(form, text)
        ]
        content = {"text": text} | ({"entities": entities} if entities else {}) | more
        return await self.push(message=self.message(chat, person, **content))

    async def send_file(self, chat: int, name: str, data: bytes, *, size: int | None = None) -> int:
        """The person sends a file; `size` is what Telegram says of it."""
        file_id = f"file-{len(self.files)}"
        self.files[file_id] = data
        size = len(data) if size is None else size
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": size}
        return await self.push(message=self.message(chat, document=document))

    async def edit(self, chat: int, text: str) -> int:
        """The person changes what they typed."""
        return await self.push(edited_message=self.message(chat, text=text, edit_date=1795000001))

    async def press(self, sent: Sent, label: str, *, person: int = 0) -> int:
        """Press the button of `sent` whose label ends with `label`."""
        found = [b for b in sent.buttons if b["text"].endswith(label)]
        assert found, f"no {label!r} in {sent.labels}"
        return await self.press_data(sent.chat, found[0]["callback_data"], sent.message, person=person)

    async def press_data(self, chat: int, data: str, message: int = 1, *, person: int = 0) -> int:
        """A button press with that data, which may be forged."""
        shown = self.message(chat) | {"message_id": message, "from": BOT, "text": "…"}
        sender = {"id": person or chat, "is_bot": False, "first_name": "Lan"}
        query = {"id": "1", "from": sender, "message": shown, "chat_instance": "1", "data": data}
        return await self.push(callback_query=query)

    def update(self, update_id: int) -> dict[str, Any]:
        """The update of that id as it was delivered."""
        return next(u for u in self._updates if u["update_id"] == update_id)

    # What the bot does

    async def _handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        form = await request.post()
        data = {key: decoded(str(value)) for key, value in form.items()}
        if request.match_info["token"] != TOKEN:
            return failure(401, "Unauthorized")
        self.calls.append((method, data))
        if refusal := self.refuse(method, data):
            return failure(*refusal)
        answer = getattr(self, f"_{method}", None)
        result = await answer(data) if answer else True
        return result if isinstance(result, web.Response) else web.json_response({"ok": True, "result": result})

    async def _getMe(self, _: dict[str, Any]) -> object:  # noqa: N802 - Telegram's names
        return BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    async def _getUpdates(self, data: dict[str, Any]) -> object:  # noqa: N802
        offset = int(data.get("offset", 0))
        async with self._news:
            if offset:
                self.confirmed = max(self.confirmed, offset - 1)
                self._news.notify_all()
            waiting: list[dict[str, Any]] = []

            def news() -> bool:
                waiting[:] = [*self._again, *(u for u in self._updates if u["update_id"] > self.confirmed)]
                return bool(waiting)

            if not news():
                try:
                    await asyncio.wait_for(self._news.wait_for(news), timeout=min(float(data.get("timeout", 0)), 2.0))
                except TimeoutError:
                    return []
            self._again.clear()
            self._news.notify_all()
            return waiting[: int(data.get("limit", 100))]

    async def _getFile(self, data: dict[str, Any]) -> object:  # noqa: N802
        file_id = str(data["file_id"])
        if file_id not in self.files:
            return failure(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self.files[file_id])
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": f"files/{file_id}"}

    async def _file(self, request: web.Request) -> web.Response:
        self.calls.append(("file", {"file_id": request.match_info["file"]}))
        return web.Response(body=self.files[request.match_info["file"]])

    async def _sendMessage(self, data: dict[str, Any]) -> object:  # noqa: N802
        self._last_message += 1
        return self._show(data, self._last_message, edited=False)

    async def _editMessageText(self, data: dict[str, Any]) -> object:  # noqa: N802
        return self._show(data, int(data["message_id"]), edited=True)

    def _show(self, data: dict[str, Any], message: int, *, edited: bool) -> object:
        if fault := fault_in(data["text"]):
            return failure(400, f"Bad Request: {fault}")
        rows = data.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = [button for row in rows for button in row]
        if any(len(b.get("callback_data", "").encode()) > 64 for b in buttons):
            return failure(400, "Bad Request: BUTTON_DATA_INVALID")
        sent = Sent(int(data["chat_id"]), data["text"], buttons, message, edited, data)
        self.sent.append(sent)
        chat = {"id": sent.chat, "type": "supergroup" if sent.chat < GROUP_FROM else "private"}
        return {"message_id": message, "date": 1795000000, "chat": chat, "from": BOT, "text": sent.text}

    async def until_confirmed(self, update_id: int) -> None:
        """Wait until the bot has told that the update was received."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: self.confirmed >= update_id), timeout=10)


def decoded(value: str) -> Any:
    """A form field, which is JSON if it is no plain text."""
    if value[:1] in "{[":
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            return value
    return value


def failure(code: int, description: str) -> web.Response:
    """An error as Telegram answers it."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if code == 429:
        body["parameters"] = {"retry_after": int(re.findall(r"\d+", description)[-1])}
    return web.json_response(body, status=code)
