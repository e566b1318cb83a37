"""Updates of any form, and calls of the webhook by anybody: nothing falls over, nothing of them stands in the log."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot

from handlers.telegram.intake import read_update
from handlers.telegram.polling import read_or_empty
from tests.conftest import LAN
from tests.fuzzing import fuzz
from tests.telegram_api import BOT, TOKEN, TelegramApi
from tests.test_telegram_delivery import QUESTION, serving, until_listening, until_sent

SECRET = "s" * 32
# Told by somebody who knows the secret, and nothing comes of it.
HARMLESS = (b"{}", b'{"update_id": "x"}')
PRIVATE = "bí mật của bác Hoa"


def updates() -> list[dict[str, Any]]:
    """One update of each sort."""
    api = TelegramApi()
    text = api.message(LAN, text="@phong_trao_bot xin chào", entities=[{"type": "mention", "offset": 0, "length": 15}])
    group = api.message(-100200300, person=LAN, text="chào", reply_to_message=text | {"from": BOT}, message_thread_id=4)
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    contact = {"phone_number": "+84912345678", "first_name": "Hoa", "user_id": LAN}
    document = {"file_id": "a", "file_unique_id": "b", "file_name": "k.docx", "file_size": 5}
    messages = [
        *(text, group, api.message(LAN, photo=photo, caption="ảnh"), api.message(LAN, contact=contact)),
        *(api.message(LAN, document=document), api.message(LAN, new_chat_title="x"), api.message(LAN)),
        api.message(LAN, poll={"id": "1", "question": "?", "options": [], "total_voter_count": 0, "type": "quiz"}),
    ]
    query = {"id": "1", "from": text["from"], "message": text, "chat_instance": "1", "data": "m:A:1"}
    gone = query | {"message": {"chat": text["chat"], "message_id": 5, "date": 0}}
    found = [{"update_id": 1, "message": message} for message in messages]
    found += [{"update_id": 2, "edited_message": text}, {"update_id": 3, "channel_post": text}]
    found += [{"update_id": 4, "callback_query": q} for q in (query, gone, query | {"data": None}, {"id": "1"})]
    return [*found, {"update_id": 5}, {"update_id": 6, "message": None}, {"update_id": 7, "of_tomorrow": {"a": 1}}]


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to every part of a JSON value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, part in parts for found in ((*way, key), *places(part, (*way, key)))]


odd = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.text(max_size=8), st.just([]), st.just({})
)


@st.composite
def malformed(draw: st.DrawFn) -> dict[str, Any]:
    """An update of which some parts are missing, or are something else."""
    update = copy.deepcopy(draw(st.sampled_from(updates())))
    for _ in range(draw(st.integers(1, 3))):
        ways = [way for way in places(update) if way != ("update_id",)]
        if not ways:
            break
        *above, last = draw(st.sampled_from(ways))
        part = update
        for key in above:
            part = part[key]
        if draw(st.booleans()):
            part[last] = draw(odd)
        else:
            del part[last]
    return update


@pytest.fixture(scope="module")
def bot() -> Bot:
    """A bot that knows its name."""
    bot = Bot(TOKEN)
    bot._bot_user = type("Me", (), {"id": BOT["id"], "username": BOT["username"]})()
    return bot


@given(raw=malformed())
@fuzz(150)
def test_an_update_of_any_form_is_read_or_stepped_over(bot: Bot, raw: dict[str, Any]) -> None:
    event = read_update(read_or_empty(raw, bot), bot)
    assert event is None or (isinstance(event.text, str) and event.chat.partition(":")[2].lstrip("-").isdigit())


@pytest.mark.parametrize("raw", updates())
def test_an_update_as_telegram_sends_it_is_read(bot: Bot, raw: dict[str, Any]) -> None:
    read_update(read_or_empty(raw, bot), bot)


@pytest.fixture
def health(unused_tcp_port_factory: Callable[[], int]) -> str:
    """Where the bot tells how it is."""
    return f"127.0.0.1:{unused_tcp_port_factory()}"


@pytest.fixture
async def webhook(
    api: TelegramApi, tmp_path: Path, unused_tcp_port: int, health: str
) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """The real listener in a process of its own."""
    at = f"127.0.0.1:{unused_tcp_port}"
    settings = {"WEBHOOK_URL": "https://bot.example.vn/telegram", "WEBHOOK_SECRET": SECRET, "LISTEN": at}
    settings |= {"HEALTH_LISTEN": health}
    async with serving(api, tmp_path, "--webhook", **settings) as process:
        await until_listening(unused_tcp_port)
        yield f"http://{at}/telegram", process


def calls(update: dict[str, Any]) -> list[tuple[str, dict[str, str], bytes]]:
    """What nobody but a stranger or a fault would send: what it is, headers, body."""
    good = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    body = json.dumps(update).encode()
    odd_bodies = (b"", b"null", b"[]", b"[1]", b"1", b'"x"', b"{", b"\xff\xfe", b"{}", b'{"update_id": "x"}', b"NaN")
    deep = b"[" * 100_000 + b"]" * 100_000
    return [
        ("no secret", {"Content-Type": "application/json"}, body),
        ("wrong secret", good | {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1] + "t"}, body),
        ("part of the secret", good | {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]}, body),
        ("secret and more", good | {"X-Telegram-Bot-Api-Secret-Token": SECRET + "s"}, body),
        ("another type", good | {"Content-Type": "text/plain"}, body),
        ("a form", good | {"Content-Type": "application/x-www-form-urlencoded"}, b"update=" + body),
        ("oversized", {"Content-Type": "application/json"}, b"x" * 3_000_000),
        ("deep", good, deep),
        *((f"odd body {odd_body!r}", good, odd_body) for odd_body in odd_bodies),
    ]


async def test_a_webhook_is_called_by_anybody(
    api: TelegramApi, webhook: tuple[str, asyncio.subprocess.Process]
) -> None:
    url, process = webhook
    update = {"update_id": 9001, "message": api.message(LAN, text=PRIVATE)}
    async with ClientSession(timeout=ClientTimeout(20)) as http:
        for what, headers, body in calls(update):
            async with http.post(url, headers=headers, data=body) as refused:
                assert 400 <= refused.status < 600 or body in HARMLESS, (what, refused.status)
                said = await refused.text()
            assert SECRET not in said
            assert PRIVATE not in said
        async with http.get(url) as refused:
            assert refused.status == 405
        async with http.post(f"{url}/../etc", data=b"{}") as refused:
            assert refused.status in (403, 404)
        good = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        asked = {"update_id": 9002, "message": api.message(LAN, text=QUESTION)}
        async with http.post(url, headers=good, json=asked) as taken:
            assert taken.status == 200
    await until_sent(api, 1)
    assert [sent.text.splitlines()[0][:5] for sent in api.sent] == ["Trước"]
    await ends_without_a_word(process)


def of_tomorrow(api: TelegramApi, update_id: int) -> list[dict[str, Any]]:
    """Updates that PTB cannot read: parts that it takes for granted are not there."""
    whole = api.message(LAN, text=PRIVATE)
    without_sender_id = whole | {"from": {"first_name": PRIVATE}}
    answering = whole | {"reply_to_message": {"text": PRIVATE}}
    photo = whole | {"photo": [{"words": PRIVATE}]}
    return [{"update_id": update_id + n, "message": m} for n, m in enumerate((without_sender_id, answering, photo))]


async def test_a_webhook_accepts_what_cannot_be_read_so_that_what_comes_after_it_is_not_held_back(
    api: TelegramApi, webhook: tuple[str, asyncio.subprocess.Process], health: str
) -> None:
    url, process = webhook
    unreadable = of_tomorrow(api, 9001)
    async with ClientSession(timeout=ClientTimeout(20)) as http:
        for update in (*unreadable, {"update_id": 9010, "message": api.message(LAN, text=QUESTION)}):
            good = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            async with http.post(url, headers=good, json=update) as taken:
                assert taken.status == 200
        await until_sent(api, 1)
        assert await skipped(http, health) == len(unreadable)
    await ends_without_a_word(process)


async def test_polling_steps_over_what_cannot_be_read(api: TelegramApi, tmp_path: Path, health: str) -> None:
    unreadable = of_tomorrow(api, 1)
    for update in unreadable:
        await api.push(message=update["message"])
    asked = await api.say(LAN, QUESTION)
    async with serving(api, tmp_path, HEALTH_LISTEN=health) as process, ClientSession() as http:
        await until_sent(api, 1)
        await api.until_confirmed(asked)
        assert await skipped(http, health) == len(unreadable)
        await ends_without_a_word(process)
    assert len(api.sent) == 1


async def skipped(http: ClientSession, health: str) -> float:
    """How many updates the metrics count as stepped over."""
    async with http.get(f"http://{health}/metrics") as page:
        lines = (await page.text()).splitlines()
    counted = [line for line in lines if line.startswith("campaign_bot_errors_total") and "update_skipped" in line]
    return sum(float(line.rpartition(" ")[2]) for line in counted)


async def ends_without_a_word(process: asyncio.subprocess.Process) -> None:
    """It ends, and nothing that anybody wrote stands in its log."""
    process.terminate()
    _, log = await asyncio.wait_for(process.communicate(), 20)
    assert PRIVATE not in log.decode()
    assert SECRET not in log.decode()
    assert "Traceback" not in log.decode()
