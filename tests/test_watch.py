"""The operator sees whether the bot is alive and what it does, and nobody's words or names."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from aiohttp import ClientSession
from structlog.testing import capture_logs

from bot.backups.making import kept_backups
from bot.clock import VIETNAM
from bot.log import HidingFormatter, start_log
from bot.message import Message
from bot.outbox.model import State
from bot.people.areas import Area
from bot.people.model import Role
from bot.store.beats import BACKUP, SERVE
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts
from bot.watch.chores import Chores, Folders
from bot.watch.meters import Meters, read_store
from bot.watch.pulse import DATABASE, OUTBOX, Pulse
from knowledge.answers.answerer import Answerer
from tests.conftest import LAN, NOW
from tests.households import STEPS, village
from tests.telegram_api import TOKEN, TelegramApi
from tests.test_alerts_telegram import confirm
from tests.test_telegram_delivery import QUESTION, serving, until_listening, until_said, until_sent

PERSONAL = ("Nguyen Thi Hoa", "0912345678", "nuoi 2 bo", "thon 2", str(LAN), "khen thuong", TOKEN.partition(":")[2])


async def get(http: ClientSession, port: int, path: str) -> tuple[int, str]:
    """What the bot answers at its port for the operator."""
    async with http.get(f"http://127.0.0.1:{port}/{path}") as answer:
        return answer.status, await answer.text()


async def test_the_running_bot_tells_that_it_is_well_and_what_it_did(
    api: TelegramApi, tmp_path: Path, unused_tcp_port: int
) -> None:
    port = unused_tcp_port
    async with serving(api, tmp_path, HEALTH_LISTEN=f"127.0.0.1:{port}") as process, ClientSession() as http:
        await api.say(LAN, QUESTION)
        await until_sent(api, 1)
        await until_listening(port)
        status, text = await get(http, port, "healthz")
        health = json.loads(text)
        assert (status, health["ok"], health["silent"]) == (200, True, [])
        assert set(health["seconds"]) == {"outbox", "database", "telegram", "lease"}
        status, page = await get(http, port, "metrics")
        assert status == 200
        process.send_signal(signal.SIGTERM)
        await process.communicate()
    assert 'campaign_bot_turns_total{channel="telegram",content="text"} 1.0' in page
    assert 'campaign_bot_answers_total{outcome="answered"} 1.0' in page
    assert 'campaign_bot_turn_seconds_count{channel="telegram"} 1.0' in page
    assert "campaign_bot_outbox_age_seconds 0.0" in page
    assert 'campaign_bot_silence_seconds{part="telegram"}' in page
    assert not [one for one in PERSONAL if one in page]


async def test_while_telegram_cannot_be_reached_the_port_says_what_is_silent(
    api: TelegramApi, tmp_path: Path, unused_tcp_port: int
) -> None:
    await api.stop()
    port = unused_tcp_port
    async with serving(api, tmp_path, HEALTH_LISTEN=f"127.0.0.1:{port}") as process, ClientSession() as http:
        await until_listening(port)
        health = json.loads((await get(http, port, "healthz"))[1])
        process.send_signal(signal.SIGTERM)
        await process.communicate()
    assert "telegram" in health["seconds"]
    assert process.returncode == 0


def test_a_part_that_is_silent_too_long_is_named() -> None:
    now = [0.0]
    pulse = Pulse(lambda: now[0])
    pulse.expect(OUTBOX, DATABASE)
    now[0] = 170
    assert pulse.silent() == []
    pulse.beat(DATABASE)
    now[0] = 190
    assert pulse.silent() == [OUTBOX]
    pulse.beat(OUTBOX)
    assert pulse.silent() == []


def test_errors_and_attempts_are_counted_by_type_and_nothing_else(store: SqliteStore) -> None:
    meters = Meters()
    meters(None, "error", {"event": "turn_failed", "error": "ValueError", "incident": "SC-7Q2F"})
    meters(None, "info", {"event": "outbox", "outcome": "sent", "messages": 3, "ids": [1, 2, 3]})
    with store.transaction():
        store.outbox.post("k", "telegram:1", Message(lead="Nguyen Thi Hoa"), NOW - timedelta(minutes=5), NOW)
    confirm(store, [LAN])
    page = meters.page(read_store(store, NOW, NOW, 5)).decode()
    assert 'campaign_bot_errors_total{event="turn_failed",type="ValueError"} 1.0' in page
    assert 'campaign_bot_outbox_results_total{outcome="sent"} 3.0' in page
    assert 'campaign_bot_outbox_messages{kind="alert",state="waiting"} 8.0' in page
    assert 'campaign_bot_outbox_messages{kind="notice",state="waiting"} 1.0' in page
    assert "SC-7Q2F" not in page
    assert not [one for one in PERSONAL if one in page]
    age = read_store(store, NOW, NOW, 5).outbox_age
    assert age >= 300


# The chores

MakeChores = Callable[..., Chores]


@pytest.fixture
def make_chores(store: SqliteStore, tmp_path: Path) -> MakeChores:
    """Makes the chores at a given hour."""

    def make(hour: int, *, day: int = 21, backups: Path | None = None, admins: Any = ("telegram:9",)) -> Chores:
        now = datetime(2026, 11, day, hour, 0, tzinfo=VIETNAM)
        folders = Folders(tmp_path, tmp_path / "keys", backups, 2)
        return Chores(store, load_texts(), folders, Pulse(), lambda: now, admins, lambda: now)

    return make


def test_admins_are_told_each_morning_once_how_yesterday_was(
    store: SqliteStore, answers: Answerer, make_chores: MakeChores
) -> None:
    people = village(store, answers)
    people.clock.pass_by(days=-1)
    people.talk("lan", "han nop ho so khen thuong binh thuan")
    people.talk("lan", "trieu son ho tro bao nhieu tien mot ho")
    people.talk("hoa", *STEPS)
    with store.transaction():
        store.people.give_role("telegram:8", Role.ADMIN, Area(), NOW)
        store.beats.note(BACKUP, datetime(2026, 11, 21, 2, 0, tzinfo=VIETNAM))
    for hour in (6, 7, 7, 8, 19):
        make_chores(hour).run()
    told = store.outbox.by_prefix("morning:")
    assert sorted(notice.chat for notice in told) == ["telegram:8", "telegram:9"]
    message = told[0].message
    assert message.lead == "Hôm qua 20/11: 1 câu trả lời được, 1 câu kế hoạch không ghi."
    assert message.lines[0] == "Đăng ký đang chờ: 1 chờ thôn, 0 chờ xã."
    assert message.lines[1] == "Tin nhắc: 0 đúng giờ, 0 muộn, 0 không đến; 0 đang chờ."
    assert "Sao lưu gần nhất: 02:00 ngày 21/11." in message.lines[2]
    assert message.cautions == ()
    make_chores(7, day=22).run()
    assert len(store.outbox.by_prefix("morning:")) == 4


def test_alerts_that_came_late_or_not_at_all_are_told(store: SqliteStore, make_chores: MakeChores) -> None:
    confirm(store, [LAN])
    ends = ((State.SENT, False), (State.SENT, True), (State.FAILED, False), (State.REFUSED, False))
    ledger = store.alerts.ledger(NOW - timedelta(days=90), NOW + timedelta(days=90))
    with store.transaction():
        for alert, (state, late) in zip(ledger, ends, strict=False):
            store.outbox.end(alert, state, NOW - timedelta(days=1), late=late, since_attempt=False)
    make_chores(7).run()
    (told,) = store.outbox.by_prefix("morning:")
    assert told.message.lines[1] == "Tin nhắc: 1 đúng giờ, 1 muộn, 2 không đến; 4 đang chờ."
    assert told.message.cautions == ("Hai ngày chưa có bản sao lưu. Xin báo người giữ máy.",)


def test_nobody_is_told_when_that_is_switched_off(store: SqliteStore, make_chores: MakeChores) -> None:
    make_chores(7, admins=None).run()
    assert store.outbox.by_prefix("morning:") == []


def test_a_backup_is_made_each_night_and_after_a_failure_again(
    store: SqliteStore, tmp_path: Path, make_chores: MakeChores
) -> None:
    folder = tmp_path / "backups"
    make_chores(1, backups=folder).run()
    assert kept_backups(folder) == []
    for day in (21, 21, 22, 23):
        make_chores(3, day=day, backups=folder).run()
    assert [made.day for made, _ in kept_backups(folder)] == [22, 23]
    assert store.beats.last(BACKUP) == datetime(2026, 11, 23, 3, 0, tzinfo=VIETNAM)
    assert store.beats.last(SERVE)
    (tmp_path / "file").write_text("no folder")
    failing = make_chores(3, backups=tmp_path / "file")
    failing.run()
    assert failing._not_before == datetime(2026, 11, 21, 4, 0, tzinfo=VIETNAM)


def test_a_chore_that_fails_hinders_no_other_and_a_database_that_cannot_be_written_is_silent(
    tmp_path: Path,
) -> None:
    with closing(SqliteStore(tmp_path / "bot.sqlite3")) as store:
        pulse = Pulse()
    chores = Chores(
        store, load_texts(), Folders(tmp_path, tmp_path / "keys", tmp_path / "b", 1), pulse, lambda: NOW, ()
    )
    with capture_logs() as events:
        chores.run()
    assert [event["what"] for event in events if event["event"] == "chore_failed"] == ["show_life", "back_up", "tell"]
    assert DATABASE not in pulse.ages()
    assert len(kept_backups(tmp_path / "b")) <= 1


# The log


async def test_a_household_s_words_names_and_phone_reach_no_log(api: TelegramApi, tmp_path: Path) -> None:
    phone = ("0912345678" if text == "bo qua" else text for text in STEPS)
    async with serving(api, tmp_path, CONTROLLER="Ủy ban nhân dân xã Triệu Sơn") as process:
        for text in phone:
            before = len(api.sent)
            await api.say(LAN, text)
            await until_sent(api, before + 1)
        await until_said(api, "✅")
        await api.push(message={"text": "Nguyen Thi Hoa", "date": "khen thuong"})  # a form that nobody knows
        api.refuse = lambda method, _: (502, "Nguyen Thi Hoa") if method == "sendMessage" else None
        await api.say(LAN, QUESTION)
        for _ in range(1000):
            if [method for method, _ in api.calls].count("sendMessage") > len(api.sent):
                break
            await asyncio.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        _, log = await process.communicate()
    text = log.decode()
    assert '"event": "turn"' in text
    assert '"event": "reply_failed"' in text
    assert not [one for one in PERSONAL if one in text]
    assert all(json.loads(line) for line in text.splitlines())


def test_what_nobody_catches_is_logged_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    import sys  # noqa: PLC0415

    kept = logging.getLogger().handlers[:], sys.excepthook, threading.excepthook
    try:
        start_log(logging.INFO)

        def fail() -> None:
            raise ValueError("Nguyen Thi Hoa")

        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        line = json.loads(capsys.readouterr().err)
        assert (line["event"], line["error"]) == ("uncaught", "ValueError")
        assert "Hoa" not in json.dumps(line)
    finally:
        logging.getLogger().handlers[:], sys.excepthook, threading.excepthook = kept
        logging.captureWarnings(False)
        structlog.reset_defaults()


@pytest.mark.parametrize(
    "said",
    [
        "Task exception was never retrieved\nfuture: <Task exception=ValueError('Nguyen Thi Hoa')>",
        "Exception in callback say('Nguyen Thi Hoa')",
        "Executing <Handle say('Nguyen Thi Hoa')> took 0.2 seconds",
    ],
)
def test_asyncio_s_own_lines_lose_what_was_called_with_what(said: str) -> None:
    record = logging.LogRecord("asyncio", logging.ERROR, "x.py", 1, said, (), None)
    line = HidingFormatter([]).format(record)
    assert "Hoa" not in line
    assert json.loads(line)["event"]
