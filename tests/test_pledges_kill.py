"""kill -9 anywhere: what was answered is there after the restart, and nothing is there twice."""

from __future__ import annotations

import os
import random
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.event import Event
from bot.ids import random_id
from bot.people.communes import find_communes
from bot.store.file import SqliteFile
from bot.store.sqlite import SqliteStore
from knowledge.answers.answerer import Answerer
from tests.conftest import NOW
from tests.households import STEPS, village

KILLS = int(os.environ.get("KILLS", "60"))  # KILLS=200 takes a minute
STATEMENTS = 330  # that the scenario runs, about
# A household registers, the head confirms, the commune receives; the household withdraws and takes it back.
TURNS = (
    *(("hoa", text) for text in STEPS),
    ("thon2", "/xacnhan"),
    ("thon2", "1"),
    ("xa", "/xacnhan"),
    ("xa", "1"),
    ("hoa", "/rut"),
    ("hoa", "lay lai"),
)


def take_turns(folder: Path, answers: Answerer, die_at: int, report: int) -> int:
    """Deliver every update, those already done too, as a channel does that was not told; how many statements ran.

    At the statement `die_at` the process is killed. Each turn that is answered is reported.
    """
    ran = 0
    usual = SqliteFile.run

    def run(file: SqliteFile, statement: str, *values: object) -> Any:
        nonlocal ran
        ran += 1
        if ran == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return usual(file, statement, *values)

    SqliteFile.run = run  # type: ignore[method-assign]
    try:
        people = village(SqliteStore(folder / "bot.sqlite3"), answers, ids=random_id)
        for number, (name, text) in enumerate(TURNS):
            address = f"console:{name}"
            for reply in people.reception.receive(Event(address, address, text=text, update=f"console:{number}")):
                people.reception.delivered(reply)
            os.write(report, bytes([number]))
        people.store.close()
    finally:
        SqliteFile.run = usual  # type: ignore[method-assign]
    return ran


def in_child(folder: Path, answers: Answerer, die_at: int) -> tuple[bytes, int]:
    """Take the turns in a process of its own; what was answered, and how the process ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            take_turns(folder, answers, die_at, writing)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    answered = b""
    while part := os.read(reading, 64):
        answered += part
    os.close(reading)
    return answered, os.waitpid(child, 0)[1]


def outcome(folder: Path) -> dict[str, Any]:
    """What is in the database, without ids that chance gave."""
    store = SqliteStore(folder / "bot.sqlite3")
    pledges = store.pledges.sent_by("console:hoa")
    found = {
        "pledges": [(p.name, p.village, p.standing, p.aim, p.year, p.needs, p.how, p.state) for p in pledges],
        "drafts": len(store.pledges.drafts("console:hoa")),
        "events": [(e.number, e.state, e.reason) for p in pledges for e in store.pledges.events(p.id)],
        "audit": [e.action for e in store.audit.entries() if e.action != "pledge.read"],
        "whole": store.audit.verify().broken_at,
        "posted": sorted((p.chat, p.key.split(":")[2]) for p in store.outbox.by_prefix("pledge:")),
        "replies": len(store.pending_replies("console", NOW - timedelta(days=1))),
    }
    store.close()
    return found


@pytest.fixture
def undisturbed(tmp_path: Path, answers: Answerer) -> dict[str, Any]:
    """How it ends when nobody kills anything."""
    find_communes("xa minh son")  # read once, not in every child
    folder = tmp_path / "undisturbed"
    answered, status = in_child(folder, answers, 0)
    assert (len(answered), status) == (len(TURNS), 0)
    found = outcome(folder)
    assert len(found["pledges"]) == 1
    assert found["replies"] == 0
    return found


def test_nothing_is_lost_and_nothing_twice_wherever_the_process_is_killed(
    tmp_path: Path, answers: Answerer, undisturbed: dict[str, Any]
) -> None:
    places = random.Random(4)
    for number in range(KILLS):
        folder = tmp_path / str(number)
        die_at = places.randint(1, STATEMENTS)
        answered, status = in_child(folder, answers, die_at)
        if status == 0:
            continue
        assert os.WTERMSIG(status) == signal.SIGKILL
        again, status = in_child(folder, answers, 0)
        assert status == 0
        assert again[: len(answered)] == answered
        assert outcome(folder) == undisturbed, f"killed at statement {die_at}"
