"""A short soak: real processes, one killed, a network that fails; and what the report would say of losses."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bench.faults import Faults
from bot.bench.local_api import Arrival
from bot.bench.soak import measure_soak
from bot.bench.soak_report import errors_in, judge, repeated
from bot.message import Message
from bot.store.sqlite import SqliteStore

BUTTONS = ("1 Đúng ý=m:ABC:1",)


def test_a_short_soak_loses_nothing() -> None:
    figures = measure_soak(minutes=0.06, people=6, officers=8)
    assert figures.kills >= 1
    assert sum(figures.faults.values()) >= 1
    assert figures.alerts >= 8
    assert figures.pledges >= 1
    assert figures.sound, figures.as_json()


def arrival(text: str, number: int, data: tuple[str, ...] = BUTTONS) -> Arrival:
    """A message of the bot."""
    return Arrival(9001, text, data, 0.0, number)


def test_what_came_twice_is_told_by_its_buttons() -> None:
    said = arrival("Trước ngày 30/12", 1)
    assert repeated([said, arrival("(gửi lại) Trước ngày 30/12", 2)]) == (1, 0)
    assert repeated([said, arrival("Trước ngày 30/12", 2)]) == (0, 1)
    assert repeated([said, arrival("Trước ngày 30/12", 2, ("1 Đúng ý=m:XYZ:1",))]) == (0, 0)


def test_what_is_lost_is_counted(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "bot.sqlite3")
    at = datetime(2026, 3, 2, tzinfo=UTC)
    with store.transaction():
        store.note_update("telegram:7001", at)
        store.add_reply("telegram:7001", "telegram:9001", Message("Chưa đến"), {}, at)
    store.close()
    (tmp_path / "log.jsonl").write_text("")
    figures = judge(tmp_path, [7001, 7002, 7003], [19001], [], [], {}, 0)
    assert (figures.lost_messages, figures.lost_replies, figures.lost_pledges) == (2, 1, 1)
    assert not figures.sound
    again = judge(tmp_path, [7001, 7002, 7003], [19001], [], [], {}, 0)
    assert again.lost_messages == 2  # looking changes nothing


def test_an_error_in_the_log_is_one_unless_it_was_injected(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    lines = [
        {"level": "info", "event": "turn"},
        {"level": "error", "event": "Exception happened while polling for updates.", "logger": "telegram.ext.Updater"},
        {"level": "error", "event": "turn_failed", "logger": "bot"},
    ]
    log.write_text("\n".join([*map(json.dumps, lines), "Traceback (most recent call last):"]))
    assert errors_in(log) == {"bot turn_failed": 1, "no record: Traceback (most recent call last):": 1}


@pytest.mark.parametrize("method", ["sendMessage", "getUpdates"])
def test_faults_come_as_often_as_they_are_meant_to(method: str) -> None:
    faults = Faults(1)
    happened = sum(faults(method, {}) is not None for _ in range(20_000))
    assert happened == sum(faults.injected.values())
    assert 300 < happened < 1500
    faults.on = False
    assert faults(method, {}) is None
    assert Faults(1)("getMe", {}) is None
