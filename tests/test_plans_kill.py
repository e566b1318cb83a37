"""kill -9 anywhere between a file's arrival and its publication: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.event import Content, Event, SentFile
from bot.ids import random_id
from bot.plans.live import LiveAnswers
from bot.plans.model import State
from bot.store.file import SqliteFile
from bot.store.sqlite import SqliteStore
from tests.new_plans import COMMUNE_PLAN, office_of, work_on

KILLS = int(os.environ.get("KILLS", "3"))  # KILLS=60 takes a minute
STATEMENTS = 150  # that the scenario runs, about
XA = "console:xa"


def take_turns(folder: Path, answers: LiveAnswers, die_at: int) -> None:
    """An officer sends a plan and publishes it; every update is delivered, those already done too.

    At the statement `die_at`, and at a write of a file in its place where it is negative, the process is killed.
    """
    ran = 0
    usual, replaced = SqliteFile.run, os.replace

    def run(file: SqliteFile, statement: str, *values: object) -> Any:
        nonlocal ran
        ran += 1
        if ran == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return usual(file, statement, *values)

    def replace(*places: Any) -> None:
        nonlocal ran
        if die_at < 0 and (ran := ran - 1) == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        replaced(*places)

    if die_at < 0:
        os.replace = replace
    else:
        SqliteFile.run = run  # type: ignore[method-assign]
    answers._folder = folder / "plans"  # worked out once for all children, of the shipped plans
    office = office_of(folder, SqliteStore(folder / "bot.sqlite3"), random_id, answers)
    sent = SentFile("a.txt", len(COMMUNE_PLAN.encode()), str(folder / "a.txt"))
    events = (
        Event(XA, XA, Content.DOCUMENT, update="console:1", file=sent),
        Event(XA, XA, text="cong bo", update="console:2"),
        Event(XA, XA, text="cong bo", update="console:3"),
    )
    for event in events:
        for reply in office.reception.receive(event):
            office.reception.delivered(reply)
        work_on(office)
    office.store.close()


def in_child(folder: Path, answers: LiveAnswers, die_at: int) -> int:
    """Take the turns in a process of its own; how it ended."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            take_turns(folder, answers, die_at)
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]


def outcome(folder: Path) -> dict[str, Any]:
    """What is there in the end, without ids that chance gave."""
    store = SqliteStore(folder / "bot.sqlite3")
    uploads = store.plans.in_state(*State)
    found = {
        "uploads": [(u.state, u.plan, u.name) for u in uploads],
        "audit": [e.action for e in store.audit.entries()],
        "whole": store.audit.verify().broken_at,
        "asked": [p.chat for p in store.outbox.by_prefix("plan:")],
        "plans": sorted(f.name for f in (folder / "plans").glob("[a-z]*") if f.is_file()),
        "text": (folder / "plans" / "xa-trieu-son-2026.txt").read_text(encoding="utf-8") == COMMUNE_PLAN,
        "originals": len(list((folder / "plans" / "originals").glob("*.txt"))),
    }
    store.close()
    return found


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> LiveAnswers:
    """The answers before anything is published, worked out once for all children."""
    return LiveAnswers(tmp_path_factory.mktemp("nothing") / "plans")


def test_a_plan_is_published_once_wherever_the_process_is_killed(tmp_path: Path, answers: LiveAnswers) -> None:
    def folder(name: str) -> Path:
        made = tmp_path / name
        made.mkdir()
        (made / "a.txt").write_text(COMMUNE_PLAN, encoding="utf-8")
        return made

    undisturbed = folder("undisturbed")
    assert in_child(undisturbed, answers, 0) == 0
    expected = outcome(undisturbed)
    assert expected["asked"] == ["console:dongnghiep"]
    assert expected["uploads"] == [(State.PUBLISHED, "xa-trieu-son-2026", "a.txt")]
    places = random.Random(7)
    at = [-2, -4, -5, *(places.randint(60, STATEMENTS) for _ in range(KILLS))]
    killed = 0
    for number, die_at in enumerate(at):
        here = folder(str(number))
        status = in_child(here, answers, die_at)
        if os.WIFSIGNALED(status):
            killed += 1
            assert in_child(here, answers, 0) == 0, f"killed at {die_at}"
        assert outcome(here) == expected, f"killed at {die_at}"
    assert killed >= 3
