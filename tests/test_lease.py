"""Two pollers never fight: whatever they are called, whatever the clock shows, however one of them ends."""

from __future__ import annotations

import os
import signal
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.lease import Lease
from bot.store.sqlite import SqliteStore

BEGUN = datetime.fromisoformat("2026-11-18T00:00+00:00")


@pytest.fixture
def now() -> list[datetime]:
    """The machine's clock, which the test moves."""
    return [BEGUN]


def test_of_two_with_the_same_name_and_number_one_polls(store: SqliteStore, tmp_path: Path) -> None:
    first, second = Lease(store, "poll:1", tmp_path), Lease(store, "poll:1", tmp_path)  # two containers
    assert first.take()
    assert not second.take()
    assert first.take()
    assert not second.take()
    first.end()
    assert second.take()


def test_a_clock_that_jumps_lets_nobody_in(store: SqliteStore, tmp_path: Path, now: list[datetime]) -> None:
    first, second = (Lease(store, "poll:1", tmp_path, lambda: now[0]) for _ in range(2))
    assert first.take()
    now[0] += timedelta(hours=1)
    assert not second.take()
    assert first.take()
    now[0] -= timedelta(hours=2)
    assert first.take()
    assert not second.take()


def test_another_machine_waits_until_the_first_has_been_silent_for_a_minute(
    store: SqliteStore, tmp_path: Path, now: list[datetime]
) -> None:
    elsewhere = tmp_path / "elsewhere"  # locks do not reach across
    elsewhere.mkdir()
    first, second = (Lease(store, "poll:1", folder, lambda: now[0]) for folder in (tmp_path, elsewhere))
    second.holder = "another-machine:1:0"
    assert first.take()
    now[0] += timedelta(seconds=50)
    assert first.take()
    now[0] += timedelta(seconds=50)
    assert not second.take()
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += timedelta(seconds=11)

    second.wait(sleep)
    assert slept == [2.0]
    assert not first.take()  # and it ends


def test_one_that_was_killed_is_not_waited_for(store: SqliteStore, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        first = Lease(SqliteStore(tmp_path / "bot.sqlite3"), "poll:1", tmp_path)
        os.write(writing, b"1" if first.take() else b"0")
        time.sleep(60)
        os._exit(1)
    second = Lease(store, "poll:1", tmp_path)
    try:
        assert os.read(reading, 1) == b"1"
        assert not second.take()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert second.take()
