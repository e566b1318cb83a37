"""Calls of the Bot API, through aiohttp.

PTB's own way (httpx) looks at every connection of its pool for every call: with a pool for many chats that takes longer
than all that the bot does for an answer. It also tells here what alerts need to know: whether a call can have arrived.
"""

from __future__ import annotations

from typing import Any
from urllib.request import getproxies

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# Seconds, PTB's defaults: for a free connection, for connecting, for sending, for sending files, for the answer.
POOL, CONNECT, WRITE, WRITE_FILES, READ = 1.0, 5.0, 5.0, 20.0, 5.0
IDLE = 30.0  # seconds for which a connection that is not needed is kept


class NotSent(NetworkError):  # noqa: N818 - it stands beside PTB's TimedOut, BadRequest, Forbidden
    """The call never left: no connection."""


def may_have_arrived(failure: NetworkError) -> bool:
    """Whether the call left and its answer is what is missing; without a cause it is Telegram's own answer (5xx)."""
    return failure.__cause__ is not None and not isinstance(failure, NotSent)


class PooledRequest(BaseRequest):
    """At most `connections` at once, kept open from call to call; a proxy is taken from the environment."""

    def __init__(self, connections: int, read_timeout: float = READ) -> None:
        self._connections = connections
        self._read = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer is waited for."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            pool = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=IDLE)
            headers = {"User-Agent": self.USER_AGENT}
            jar = aiohttp.DummyCookieJar()
            proxied = bool(getproxies())  # looked for once: aiohttp would do it for every call
            self._session = aiohttp.ClientSession(connector=pool, headers=headers, cookie_jar=jar, trust_env=proxied)

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer. Raises `NotSent`, `TimedOut`, or `NetworkError` for what is lost."""
        if self._session is None:
            raise RuntimeError("This request is not initialized!")
        files = request_data.multipart_data if request_data else None
        connect = or_default(connect_timeout, CONNECT)
        write = or_default(write_timeout, WRITE_FILES if files else WRITE)
        read = or_default(read_timeout, self._read)
        waited = or_default(pool_timeout, POOL) + connect
        # aiohttp begins to wait for the answer while files are still on their way.
        answered = read + (write if files else 0)
        timeout = aiohttp.ClientTimeout(waited + write + read, connect=waited, sock_connect=connect, sock_read=answered)
        try:
            async with self._session.request(method, url, data=body_of(request_data), timeout=timeout) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(type(error).__name__) from error
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:  # what it says may hold the address, and that the token
            raise NetworkError(type(error).__name__) from error


def body_of(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    """The parameters as a form, with the files in it."""
    if data is None:
        return None
    if not data.multipart_data:
        return data.json_parameters
    form = aiohttp.FormData(quote_fields=False)  # a file keeps its name: Telegram shows "%20" as it is
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def or_default(timeout: Any, default: float) -> float:
    """`timeout` in seconds if one was given for the call."""
    return default if timeout is BaseRequest.DEFAULT_NONE or timeout is None else float(timeout)
