"""Calls of the Bot API: what is known of a call that failed, and that no error holds the token."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from telegram import Bot, InputFile
from telegram.error import NetworkError, TimedOut

from handlers.telegram.request import NotSent, PooledRequest
from tests.conftest import LAN
from tests.telegram_api import TOKEN, TelegramApi

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], object]


async def bot_at(url: str) -> Bot:
    """A bot that waits a fifth of a second for an answer."""
    request = PooledRequest(2, read_timeout=0.2)
    bot = Bot(TOKEN, base_url=url, request=request, get_updates_request=request)
    await request.initialize()
    return bot


@pytest.fixture
async def line() -> AsyncIterator[Callable[[Serve], object]]:
    """Starts a server that behaves as it is told; its address."""
    servers = []

    async def start(serve: Serve) -> str:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        servers.append(server)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot"

    yield start
    for server in servers:
        server.close()


async def test_what_never_left_is_told_from_what_may_have_arrived(line: Callable[[Serve], asyncio.Future[str]]) -> None:
    async def drop(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.close()

    async def hang(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    for serve, error in ((drop, NetworkError), (hang, TimedOut)):
        bot = await bot_at(await line(serve))
        with pytest.raises(error) as failure:
            await bot.send_message(LAN, "xin chào")
        assert not isinstance(failure.value, NotSent)
        assert failure.value.__cause__ is not None
        assert TOKEN not in str(failure.value)
        await bot.request.shutdown()
    bot = await bot_at("http://127.0.0.1:9/bot")  # nobody listens there
    with pytest.raises(NotSent) as failure:
        await bot.send_message(LAN, "xin chào")
    assert TOKEN not in str(failure.value)
    await bot.request.shutdown()


async def test_no_free_connection_means_that_it_never_left(line: Callable[[Serve], asyncio.Future[str]]) -> None:
    async def hang(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    bot = await bot_at(await line(hang))
    calls = [bot.send_message(LAN, "a", read_timeout=1.0, pool_timeout=0.1, connect_timeout=0.1) for _ in range(3)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert sorted(type(result) for result in results if isinstance(result, NotSent)) == [NotSent]
    await bot.request.shutdown()


async def test_files_and_letters_arrive_as_they_are(api: TelegramApi) -> None:
    bot = await bot_at(api.url)
    await bot.send_message(LAN, "“Hộ nghèo” &amp; 1+1=2 % ạ")
    await bot.send_document(LAN, InputFile(b"\x00\xff" * 1000, "danh sách.xlsx"), caption="Danh sách")
    (_, message), (method, upload) = api.calls
    assert message["text"] == "“Hộ nghèo” &amp; 1+1=2 % ạ"
    assert method == "sendDocument"
    assert upload["caption"] == "Danh sách"
    assert any("danh sách.xlsx" in str(value) for value in upload.values())
    await bot.request.shutdown()
