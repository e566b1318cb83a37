"""Replies reach the person: through bad networks, limits and kills; and the token reaches no log."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.conversation.event import Event
from bot.conversation.reception import Reception
from handlers.telegram import delivery
from tests.conftest import LAN, TelegramStory, telegram_running
from tests.telegram_api import TOKEN, TelegramApi

QUESTION = "han nop ho so khen thuong binh thuan khi nao"


def failing(times: int, code: int, description: str) -> Callable[[str, dict[str, Any]], tuple[int, str] | None]:
    """A Bot API that refuses the first messages."""
    left = [times]

    def refuse(method: str, _: dict[str, Any]) -> tuple[int, str] | None:
        if method != "sendMessage" or not left[0]:
            return None
        left[0] -= 1
        return code, description

    return refuse


async def test_a_reply_that_fails_is_sent_again(telegram: TelegramStory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "PAUSES", (0.0, 0.0))
    telegram.api.refuse = failing(2, 502, "Bad Gateway")
    assert len(await telegram.ask(QUESTION)) == 1


async def test_too_many_requests_is_obeyed(telegram: TelegramStory) -> None:
    telegram.api.refuse = failing(1, 429, "Too Many Requests: retry after 0")
    assert len(await telegram.ask(QUESTION)) == 1


async def test_somebody_who_blocked_the_bot_is_not_written_to_again(telegram: TelegramStory) -> None:
    telegram.api.refuse = failing(99, 403, "Forbidden: bot was blocked by the user")
    assert await telegram.ask(QUESTION) == []
    assert telegram.reception.undelivered("telegram") == []


async def test_what_was_committed_before_a_crash_is_sent_after_it(api: TelegramApi, reception: Reception) -> None:
    address = f"telegram:{LAN}"
    reception.receive(Event(address, address, text=QUESTION, update="telegram:1"))  # and then the lights go out
    async with telegram_running(api, reception) as telegram:
        for _ in range(1000):
            if api.sent:
                break
            await asyncio.sleep(0.005)
        assert "30/12" in api.sent[0].text
        api.sent.clear()
        await api.push_again({"update_id": 1, "message": api.message(LAN, text=QUESTION)})
        sent = await telegram.ask("tro giup")
        assert [s.text.splitlines()[0] for s in sent] == ["Gõ câu hỏi như nói chuyện, bot tìm trong kế hoạch."]


async def test_thirty_people_at_once_each_get_their_own_answer(telegram: TelegramStory) -> None:
    places = ("Bình Thuận", "Bắc Giang", "Triệu Sơn", "Cao Bằng", "Lạng Sơn")
    chats = range(LAN, LAN + 30)
    for chat in chats:
        last = await telegram.api.say(chat, f"/kehoach {places[chat % 5]}")
    await telegram.api.until_confirmed(last)
    sent = await telegram.after(last)
    assert sorted(s.chat for s in sent) == list(chats)
    assert all(s.text.startswith(f"Đã chọn: {places[s.chat % 5]}") for s in sent)


@asynccontextmanager
async def serving(api: TelegramApi, folder: Path, *more: str, **settings: str) -> AsyncIterator[Process]:
    """`campaign-bot serve` as its own process."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("CAMPAIGN_BOT_")}
    env |= {"CAMPAIGN_BOT_TOKEN": TOKEN, "CAMPAIGN_BOT_API_URL": api.url, "CAMPAIGN_BOT_DATA_DIR": str(folder)}
    env |= {f"CAMPAIGN_BOT_{key}": value for key, value in settings.items()}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "serve", *more, env=env, stderr=PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def until_sent(api: TelegramApi, count: int) -> None:
    """Wait until the bot has sent so many messages."""
    for _ in range(3000):
        if len(api.sent) >= count:
            return
        await asyncio.sleep(0.005)
    raise AssertionError(f"{len(api.sent)} of {count} messages")


async def until_said(api: TelegramApi, text: str) -> None:
    """Wait until the bot has sent a message that begins with `text`."""
    for _ in range(3000):
        if any(sent.text.startswith(text) for sent in api.sent):
            return
        await asyncio.sleep(0.005)
    raise AssertionError([sent.text for sent in api.sent])


async def until_listening(port: int) -> None:
    """Wait until somebody listens at `port`."""
    for _ in range(2000):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.01)
        else:
            writer.close()
            return


async def test_a_menu_survives_a_kill_and_a_term_ends_the_bot_cleanly(api: TelegramApi, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as process:
        await api.say(LAN, "/start")
        await until_sent(api, 1)
        process.send_signal(signal.SIGKILL)
        await process.wait()
    async with serving(api, tmp_path) as process:
        await api.say(LAN, "2")
        # The kill may have fallen between sending and noting it: then the first reply comes once more.
        await until_said(api, "Bác cần việc gì?")
        process.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(process.communicate(), timeout=20)
    assert process.returncode == 0
    assert TOKEN.encode() not in log
    assert b"/start" not in log


async def test_a_webhook_lets_in_only_calls_with_the_secret(
    api: TelegramApi, tmp_path: Path, unused_tcp_port: int
) -> None:
    secret = "s" * 32
    at = f"127.0.0.1:{unused_tcp_port}"
    settings = {"WEBHOOK_URL": "https://bot.example.vn/telegram", "WEBHOOK_SECRET": secret, "LISTEN": at}
    async with serving(api, tmp_path, "--webhook", **settings), ClientSession() as http:
        for _ in range(2000):
            if any(method == "setWebhook" for method, _ in api.calls):
                break
            await asyncio.sleep(0.01)
        await until_listening(unused_tcp_port)  # Telegram is told first
        update = {"update_id": 9001, "message": api.message(LAN, text=QUESTION)}
        url = f"http://{at}/telegram"
        async with http.post(url, json=update) as refused:
            assert refused.status == 403
        for _ in range(2):  # Telegram delivers again what was not answered in time
            async with http.post(url, json=update, headers={"X-Telegram-Bot-Api-Secret-Token": secret}) as taken:
                assert taken.status == 200
        await until_sent(api, 1)
        await asyncio.sleep(0.1)
    assert len(api.sent) == 1
    given = next(data for method, data in api.calls if method == "setWebhook")
    assert given["secret_token"] == secret


async def test_it_does_not_start_without_what_it_needs(api: TelegramApi, tmp_path: Path) -> None:
    async with serving(api, tmp_path, "--webhook", TOKEN="", WEBHOOK_URL="http://x") as process:
        _, log = await process.communicate()
    assert process.returncode == 1
    assert "CAMPAIGN_BOT_WEBHOOK_URL = http://x" in log.decode()
    async with serving(api, tmp_path, "--webhook", TOKEN="") as process:
        _, log = await process.communicate()
    assert process.returncode == 1
    for key in ("TOKEN", "WEBHOOK_URL", "WEBHOOK_SECRET"):
        assert f"Thiếu CAMPAIGN_BOT_{key}" in log.decode()


async def test_the_command_menu_holds_only_what_works(telegram: TelegramStory) -> None:
    menus = [data for method, data in telegram.api.calls if method == "setMyCommands"]
    listed = [c["command"] for c in menus[0]["commands"]]
    assert listed[:3] == ["start", "trogiup", "kehoach"]
    assert listed[-2:] == ["rut", "xoa"]  # never beside "sua"
    assert [c["command"] for c in menus[1]["commands"]] == ["trogiup", "kehoach"]
