"""`campaign-bot serve` as its own process: it starts when it can, and ends soon when it is told to."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.conftest import LAN
from tests.telegram_api import TOKEN, TelegramApi
from tests.test_telegram_delivery import serving, until_listening, until_sent

ENDS = 8  # seconds


async def test_a_term_ends_it_in_time_with_messages_hanging_and_nothing_is_lost_or_said_twice(
    api: TelegramApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, hangs = api._sendMessage, asyncio.Event()

    async def hang(_: dict[str, Any]) -> object:
        hangs.set()
        await asyncio.sleep(60)
        return True

    async with serving(api, tmp_path) as process:
        await api.say(LAN, "/start")
        await until_sent(api, 1)
        monkeypatch.setattr(api, "_sendMessage", hang)
        chats = range(LAN + 1, LAN + 13)
        for chat in chats:
            await api.say(chat, "tro giup")
        await asyncio.wait_for(hangs.wait(), timeout=10)
        process.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(process.communicate(), timeout=ENDS)
    assert process.returncode == 0
    assert b'"event": "stopped"' in log
    monkeypatch.setattr(api, "_sendMessage", shown)
    api.sent = []
    async with serving(api, tmp_path) as process:
        await until_sent(api, len(chats))
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), timeout=ENDS)
    assert sorted(sent.chat for sent in api.sent) == list(chats)


async def test_it_waits_for_telegram_and_ends_while_it_waits(api: TelegramApi, tmp_path: Path) -> None:
    await api.stop()
    async with serving(api, tmp_path) as process:
        assert process.stderr
        log = b""
        while b"telegram_not_reached" not in log:
            log = await asyncio.wait_for(process.stderr.readline(), timeout=20)
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), timeout=ENDS)
    assert process.returncode == 0


@pytest.mark.parametrize("key", ["HEALTH_LISTEN", "LISTEN"])
async def test_a_port_that_is_taken_is_said_in_one_line(api: TelegramApi, tmp_path: Path, key: str) -> None:
    at = f"127.0.0.1:{api.port}"  # where the Bot API listens
    webhook = {"WEBHOOK_URL": "https://bot.example.vn/telegram", "WEBHOOK_SECRET": "s" * 32, key: at}
    async with serving(api, tmp_path, "--webhook", **webhook) as process:
        _, log = await asyncio.wait_for(process.communicate(), timeout=20)
    assert process.returncode == 1
    assert f"CAMPAIGN_BOT_{key} = {at}: không mở được cổng này" in log.decode()
    assert "Traceback" not in log.decode()


async def test_a_webhook_ends_in_time_too_and_tells_that_it_is_well(
    api: TelegramApi, tmp_path: Path, unused_tcp_port_factory: Callable[[], int]
) -> None:
    port, health, secret = unused_tcp_port_factory(), unused_tcp_port_factory(), "s" * 32
    settings = {"WEBHOOK_URL": "https://bot.example.vn/telegram", "WEBHOOK_SECRET": secret}
    settings |= {"LISTEN": f"127.0.0.1:{port}", "HEALTH_LISTEN": f"127.0.0.1:{health}"}
    async with serving(api, tmp_path, "--webhook", **settings) as process, ClientSession() as http:
        await until_listening(port)
        url, headers = f"http://127.0.0.1:{port}/telegram", {"X-Telegram-Bot-Api-Secret-Token": secret}
        calls = [
            http.post(
                url, json={"update_id": 9000 + n, "message": api.message(LAN + n, text="tro giup")}, headers=headers
            )
            for n in range(10)
        ]
        answers = await asyncio.gather(*calls)
        assert {answer.status for answer in answers} == {200}
        async with http.get(f"http://127.0.0.1:{health}/healthz") as well:
            told = await well.json()
        assert (well.status, told["ok"]) == (200, True)
        assert set(told["seconds"]) == {"outbox", "database"}
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), timeout=ENDS)
    assert process.returncode == 0
    async with serving(api, tmp_path) as process:  # what was not sent yet
        await until_sent(api, 10)
    assert sorted(sent.chat for sent in api.sent) == [LAN + n for n in range(10)]


async def test_a_token_that_telegram_refuses_is_said_in_one_line_without_it(api: TelegramApi, tmp_path: Path) -> None:
    wrong = "123456:WRONG-abcdefghijklmnopqrstuvwxyz"
    async with serving(api, tmp_path, TOKEN=wrong) as process:
        _, log = await asyncio.wait_for(process.communicate(), timeout=20)
    assert process.returncode == 1
    assert "CAMPAIGN_BOT_TOKEN: Telegram không nhận mã này." in log.decode()
    assert wrong.partition(":")[2] not in log.decode()
    assert TOKEN.partition(":")[2] not in log.decode()
    assert "Traceback" not in log.decode()
