"""Work that waits together is committed together; nobody is told before that, and one's fault is not the other's."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.file import SqliteFile
from bot.store.grouped import GroupedWork
from bot.store.sqlite import SqliteStore

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
async def work(store: SqliteStore) -> AsyncIterator[GroupedWork]:
    """Work on a real database file."""
    work = GroupedWork(store.transaction)
    yield work
    work.close()


def held(work: GroupedWork) -> tuple[asyncio.Task[None], threading.Event]:
    """The thread is busy until the event is set: what comes meanwhile waits together."""
    free = threading.Event()
    return asyncio.create_task(work.run(lambda: (free.wait(5), None)[1])), free


def note(store: SqliteStore, name: str) -> Callable[[], bool]:
    """A call that changes the store."""

    def call() -> bool:
        with store.transaction():
            return store.note_update(name, AT)

    return call


async def test_what_waits_together_is_committed_at_once(store: SqliteStore, work: GroupedWork) -> None:
    commits: list[str] = []
    busy, free = held(work)
    await asyncio.sleep(0.05)
    store._file.connection.set_trace_callback(commits.append)
    tasks = [asyncio.create_task(work.run(note(store, f"u{number}"))) for number in range(10)]
    await asyncio.sleep(0)
    free.set()
    assert await asyncio.gather(*tasks) == [True] * 10
    await busy
    assert commits.count("COMMIT") == 2  # what held the thread, and the ten


async def test_nobody_is_told_before_it_is_committed(store: SqliteStore, work: GroupedWork, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "bot.sqlite3")
    tasks = [asyncio.create_task(work.run(note(store, f"u{number}"))) for number in range(20)]
    for number, task in enumerate(tasks):
        await task
        assert other.execute("SELECT 1 FROM updates WHERE id = ?", (f"u{number}",)).fetchone()
    other.close()


async def test_a_call_that_fails_takes_nothing_with_it(store: SqliteStore, work: GroupedWork) -> None:
    def fail() -> None:
        with store.transaction():
            store.note_update("bad", AT)
            raise ValueError("bad")

    busy, free = held(work)
    await asyncio.sleep(0.05)
    tasks = [asyncio.create_task(work.run(call)) for call in (note(store, "a"), fail, note(store, "b"))]
    await asyncio.sleep(0)
    free.set()
    await busy
    a, bad, b = await asyncio.gather(*tasks, return_exceptions=True)
    assert (a, b) == (True, True)
    assert isinstance(bad, ValueError)
    assert store.note_update("bad", AT)
    assert not store.note_update("a", AT)


async def test_when_the_common_commit_fails_each_is_done_by_itself(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "deferred.sqlite3")
    file = store._file
    file.run("CREATE TABLE child (id TEXT REFERENCES updates(id) DEFERRABLE INITIALLY DEFERRED)")
    work = GroupedWork(store.transaction)

    def orphan() -> None:  # is only noticed at the commit
        with store.transaction():
            file.run("INSERT INTO child VALUES ('nobody')")

    busy, free = held(work)
    await asyncio.sleep(0.05)
    tasks = [asyncio.create_task(work.run(call)) for call in (note(store, "a"), orphan, note(store, "b"))]
    await asyncio.sleep(0)
    free.set()
    a, bad, b = await asyncio.gather(*tasks, return_exceptions=True)
    assert (a, b) == (True, True)
    assert isinstance(bad, sqlite3.IntegrityError)
    await busy
    assert not store.note_update("b", AT)
    assert file.one("SELECT count(*) AS n FROM child")["n"] == 0  # type: ignore[index]
    work.close()
    store.close()


async def test_a_store_that_cannot_begin_fails_each_and_goes_on_afterwards(
    store: SqliteStore, work: GroupedWork, tmp_path: Path
) -> None:
    store._file.connection.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    results = await asyncio.gather(
        *(work.run(note(store, f"u{number}")) for number in range(3)), return_exceptions=True
    )
    assert all(isinstance(result, sqlite3.OperationalError) for result in results)
    other.execute("ROLLBACK")
    other.close()
    assert await work.run(note(store, "u0"))


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SqliteFile]:
    """A database file with a table."""
    file = SqliteFile(tmp_path / "file.sqlite3")
    file.run("CREATE TABLE t (a)")
    yield file
    file.close()


def kept(file: SqliteFile) -> list[int]:
    """What stands in the table."""
    return [row["a"] for row in file.all("SELECT a FROM t")]


def test_a_transaction_within_another_is_undone_alone(file: SqliteFile) -> None:
    def fail() -> None:
        with file.transaction():
            file.run("INSERT INTO t VALUES (2)")
            raise ValueError

    with file.transaction():
        file.run("INSERT INTO t VALUES (1)")
        with pytest.raises(ValueError):  # noqa: PT011 - it is ours
            fail()
        with file.transaction():
            file.run("INSERT INTO t VALUES (3)")
    assert kept(file) == [1, 3]


def test_what_holds_a_transaction_undoes_it(file: SqliteFile) -> None:
    def fail() -> None:
        with file.transaction():
            with file.transaction():
                file.run("INSERT INTO t VALUES (1)")
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - it is ours
        fail()
    assert kept(file) == []


def test_a_transaction_that_was_ended_by_the_database_takes_no_more(file: SqliteFile) -> None:
    def go_on() -> None:
        with file.transaction():
            file.run("INSERT INTO t VALUES (1)")
            file.connection.execute("ROLLBACK")  # as a full disk does it
            with file.transaction():
                file.run("INSERT INTO t VALUES (2)")

    with pytest.raises(sqlite3.OperationalError):
        go_on()
    assert kept(file) == []
    with file.transaction():
        file.run("INSERT INTO t VALUES (3)")
    assert kept(file) == [3]
