"""Alerts on Telegram: the real application, a Bot API on this machine, real processes that are really killed."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.alerts.model import Confirmation, KeptDeadline, Verdict
from bot.alerts.planning import hold
from bot.bench.bot_api import LimitedBotApi
from bot.bench.burst import measure_burst
from bot.clock import VIETNAM
from bot.conversation.reception import Reception
from bot.message import Message
from bot.outbox.model import Dispatch, Outcome
from bot.outbox.sending import Sending
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts
from handlers.telegram.carrier import Carrier, attempt
from handlers.telegram.pace import Pace
from handlers.telegram.request import PooledRequest
from tests.conftest import LAN, ids_in_order, telegram_running
from tests.telegram_api import TOKEN, TelegramApi
from tests.test_telegram_delivery import serving, until_sent

CONFIRMED = datetime(2026, 11, 2, 9, 0, tzinfo=VIETNAM)
MORNING = datetime(2026, 11, 18, 7, 30, tzinfo=VIETNAM)


def confirm(store: SqliteStore, chats: range | list[int], count: int = 1) -> None:
    """Deadlines of 25/11/2026 that everybody in `chats` follows."""
    with store.transaction():
        for number in range(count):
            deadline = KeptDeadline(f"d{number}", "báo cáo kết quả", "trieu-son", "V", "trước ngày 25/11", "UBND huyện")
            store.deadlines.save_deadline(deadline, CONFIRMED)
            for chat in chats:
                store.deadlines.follow(deadline.id, f"telegram:{chat}", CONFIRMED)
            said = Confirmation(
                deadline.id, "2026.1", Verdict.CONFIRMED, date(2026, 11, 25), True, "", "Cán bộ", "", CONFIRMED
            )
            hold(store, said, CONFIRMED)


def ends(store: SqliteStore) -> list[str]:
    """The states of the alerts of that morning."""
    return [a.state.value for a in store.alerts.ledger(MORNING, MORNING.replace(hour=8))]


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """It is Wednesday 18/11/2026, half past seven."""
    return lambda: MORNING


async def test_an_alert_comes_by_itself_and_its_buttons_work(
    api: TelegramApi, reception: Reception, store: SqliteStore
) -> None:
    confirm(store, [LAN])
    async with telegram_running(api, reception) as telegram:
        await until_sent(api, 1)
        (alert,) = api.sent
        assert alert.text.startswith("⏰ Còn 7 ngày: báo cáo kết quả.")
        assert alert.labels == ["1 Đã nhận", "2 Đã xong", "3 Nhắc lại"]
        api.sent = []
        (done,) = await telegram.press(alert, "Đã xong")
        assert done.text.startswith("✅ Đã ghi: đã xong “báo cáo kết quả")
    assert ends(store) == ["sent"]
    assert store.outbox.count_open() == 0


@pytest.fixture
async def bot(api: TelegramApi) -> AsyncIterator[Bot]:
    """A bot without a rate limiter."""
    request = PooledRequest(8, read_timeout=0.2)
    bot = Bot(TOKEN, base_url=api.url, base_file_url=api.url, request=request)
    async with bot:
        yield bot


@pytest.mark.parametrize(
    ("code", "said", "outcome"),
    [
        (403, "Forbidden: bot was blocked by the user", Outcome.REFUSED),
        (403, "Forbidden: user is deactivated", Outcome.REFUSED),
        (400, "Bad Request: chat not found", Outcome.REFUSED),
        (400, "Bad Request: message is too long", Outcome.FAILED),
        (429, "Too Many Requests: retry after 7", Outcome.WAIT),
        (502, "Bad Gateway", Outcome.FAILED),
        (401, "Unauthorized", Outcome.FAILED),
    ],
)
async def test_what_telegram_answers_decides_what_becomes_of_it(
    api: TelegramApi, bot: Bot, code: int, said: str, outcome: Outcome
) -> None:
    api.refuse = lambda method, _: (code, said) if method == "sendMessage" else None
    result = await attempt(bot, Dispatch(f"telegram:{LAN}", Message("⏰"), ()))
    assert result.outcome is outcome
    assert result.seconds == (7 if code == 429 else 0)


async def test_no_answer_after_it_left_is_unknown_and_no_connection_is_a_failure(
    api: TelegramApi, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slow(_: dict[str, Any]) -> object:
        await asyncio.sleep(1)
        return True

    monkeypatch.setattr(api, "_sendMessage", slow)
    dispatch = Dispatch(f"telegram:{LAN}", Message("⏰"), ())
    assert (await attempt(bot, dispatch)).outcome is Outcome.UNKNOWN
    await api.stop()
    assert (await attempt(bot, dispatch)).outcome is Outcome.FAILED


async def test_whoever_blocked_the_bot_gets_alerts_again_after_writing(
    api: TelegramApi, reception: Reception, store: SqliteStore
) -> None:
    confirm(store, [LAN])
    api.refuse = lambda method, _: (403, "Forbidden: bot was blocked") if method == "sendMessage" else None
    async with telegram_running(api, reception) as telegram:
        for _ in range(1000):
            if store.outbox.is_off(f"telegram:{LAN}"):
                break
            await asyncio.sleep(0.005)
        assert ends(store) == ["refused"]
        api.refuse = lambda _method, _data: None
        await telegram.ask("tro giup")
        assert not store.outbox.is_off(f"telegram:{LAN}")


async def test_alerts_leave_evenly_just_under_telegram_s_limit(
    api: TelegramApi, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats = range(1000, 1060)
    confirm(store, chats)
    moments: list[float] = []
    shown = api._sendMessage

    async def timed(data: dict[str, Any]) -> object:
        moments.append(asyncio.get_running_loop().time())
        return await shown(data)

    monkeypatch.setattr(api, "_sendMessage", timed)
    sending = Sending(store, load_texts(), ids_in_order(), lambda: MORNING)

    async def run(call: Callable[[], Any]) -> Any:
        return await asyncio.to_thread(call)

    bot = Bot(TOKEN, base_url=api.url, request=PooledRequest(32))
    async with bot:
        await Carrier(sending, run, Pace()).beat(bot)
    assert sorted(sent.chat for sent in api.sent) == list(chats)
    assert most_in_a_second(moments) <= 30


def most_in_a_second(moments: list[float]) -> int:
    """The most of `moments` that lie within one second."""
    return max(sum(begun <= m < begun + 1 for m in moments[i:]) for i, begun in enumerate(moments))


def test_a_burst_leaves_within_the_limit_and_nobody_is_missed() -> None:
    burst = measure_burst(45)
    assert (burst.missed, burst.twice, burst.refused) == (0, 0, 0)
    assert burst.most_in_a_second <= 30


def test_the_limited_bot_api_refuses_the_thirty_first_in_a_second_and_the_second_of_a_chat() -> None:
    api = LimitedBotApi()
    taken = [api.take(str(chat)) for chat in range(31)]
    assert taken == [True] * 30 + [False]
    assert not api.take("0")
    assert api.refused == 2
    api.server_close()


async def test_no_second_holds_more_than_thirty_however_unevenly_they_arrive() -> None:
    pace, arrivals, chance = Pace(), [], random.Random(1)

    async def carry(number: int) -> None:
        async with pace.slot(str(number)):
            await asyncio.sleep(chance.choice((0.005, 0.01, 0.12)))
            arrivals.append(asyncio.get_running_loop().time())
            await asyncio.sleep(0.002)

    await asyncio.gather(*(carry(number) for number in range(75)))
    assert most_in_a_second(sorted(arrivals)) <= 30


async def test_a_kill_loses_no_alert_and_sends_none_twice_unmarked(api: TelegramApi, tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "bot.sqlite3")
    confirm(store, range(2000, 2040))
    clock = {"CLOCK": "2026-11-18T07:30"}
    async with serving(api, tmp_path, **clock) as process:
        await until_sent(api, 8)
        process.send_signal(signal.SIGKILL)
        await process.wait()
    # The clock starts later: attempts that died with the process are found two minutes after they began.
    async with serving(api, tmp_path, CLOCK="2026-11-18T07:34") as process:
        for _ in range(3000):
            if set(ends(store)) == {"sent"}:
                break
            await asyncio.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), timeout=20)
    assert ends(store) == ["sent"] * 40
    seen: set[int] = set()
    for sent in api.sent:
        assert sent.chat not in seen or "(gửi lại)" in sent.text
        seen.add(sent.chat)
    assert seen == set(range(2000, 2040))
    store.close()


async def test_a_second_process_says_who_polls_and_takes_over_when_that_ends(api: TelegramApi, tmp_path: Path) -> None:
    async with serving(api, tmp_path) as first:
        await api.say(LAN, "tro giup")
        await until_sent(api, 1)
        async with serving(api, tmp_path) as second:
            assert second.stderr
            log = b""
            while b"waiting_for_lease" not in log:
                log = await asyncio.wait_for(second.stderr.readline(), timeout=20)
            assert str(first.pid).encode() in log
            first.send_signal(signal.SIGTERM)
            await asyncio.wait_for(first.wait(), timeout=20)
            api.sent = []
            await api.say(LAN, "tro giup")
            await until_sent(api, 1)
