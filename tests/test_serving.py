"""`campaign-bot serve` as its own process: it starts when it can, and ends soon when it is told to."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import LAN
from tests.telegram_api import TOKEN, TelegramApi
from tests.test_telegram_delivery import serving, until_sent

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


async def test_a_token_that_telegram_refuses_is_said_in_one_line_without_it(api: TelegramApi, tmp_path: Path) -> None:
    wrong = "123456:WRONG-abcdefghijklmnopqrstuvwxyz"
    async with serving(api, tmp_path, TOKEN=wrong) as process:
        _, log = await asyncio.wait_for(process.communicate(), timeout=20)
    assert process.returncode == 1
    assert "CAMPAIGN_BOT_TOKEN: Telegram không nhận mã này." in log.decode()
    assert wrong.partition(":")[2] not in log.decode()
    assert TOKEN.partition(":")[2] not in log.decode()
    assert "Traceback" not in log.decode()
