"""A Bot API on this machine with Telegram's limits on: 30 messages a second in all, one a second to a chat.

It counts in every window of a second, which is stricter than an average, and answers 429 beyond the limit.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter, deque
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

LIMIT, WINDOW = 30, 1.0
POLL = 1.0  # seconds until an empty getUpdates is answered
BOT = {"id": 123456, "is_bot": True, "first_name": "Bot", "username": "bench_bot"}


class LimitedBotApi(ThreadingHTTPServer):
    """The server; what arrived stands in `arrivals` (monotonic seconds, in order) and `chats`."""

    daemon_threads = True

    def __init__(self, limit: int = LIMIT) -> None:
        super().__init__(("127.0.0.1", 0), _Call)
        self.limit = limit
        self.arrivals: list[float] = []
        self.chats: Counter[str] = Counter()
        self.refused = 0
        self._recent: deque[float] = deque()
        self._last: dict[str, float] = {}
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """The base of the Bot API."""
        return f"http://127.0.0.1:{self.server_port}/bot"

    def take(self, chat: str) -> bool:
        """Whether a message to `chat` is within the limits; it is counted if it is."""
        with self._lock:
            now = time.monotonic()
            while self._recent and self._recent[0] <= now - WINDOW:
                self._recent.popleft()
            if len(self._recent) >= self.limit or now - self._last.get(chat, -WINDOW) < WINDOW:
                self.refused += 1
                return False
            self._recent.append(now)
            self._last[chat] = now
            self.arrivals.append(now)
            self.chats[chat] += 1
            return True


class _Call(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: LimitedBotApi

    def do_POST(self) -> None:
        method = self.path.rpartition("/")[2]
        form = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
        if method == "sendMessage":
            chat = form["chat_id"][0]
            if not self.server.take(chat):
                limited = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1"}
                self._answer(429, limited | {"parameters": {"retry_after": 1}})
                return
            sent = {"message_id": len(self.server.arrivals), "date": 0, "chat": {"id": int(chat), "type": "private"}}
            self._answer(200, {"ok": True, "result": sent | {"text": "."}})
        elif method == "getMe":
            more = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
            self._answer(200, {"ok": True, "result": BOT | more})
        elif method == "getUpdates":
            time.sleep(POLL)
            self._answer(200, {"ok": True, "result": []})
        else:
            self._answer(200, {"ok": True, "result": True})

    def _answer(self, code: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        with suppress(ConnectionError):  # the bot has ended
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""
