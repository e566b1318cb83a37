"""Answers are looked up in processes of their own; whatever becomes of those, everybody is answered, in order."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answering import processes as answering_processes
from bot.answering.processes import AnsweringProcesses
from bot.conversation.event import Content, Event
from bot.conversation.reception import Reception
from bot.conversation.turn import Answers
from bot.plans.live import LiveAnswers
from knowledge.answers.model import Question
from tests.conftest import LAN
from tests.new_plans import COMMUNE_PLAN
from tests.telegram_api import TelegramApi
from tests.test_telegram_delivery import serving, until_sent

TODAY = datetime(2024, 6, 3, tzinfo=UTC).date()
QUESTIONS = [
    Question("han nop ho so khen thuong binh thuan khi nao", TODAY),
    Question("tieu chi ho gia dinh tieu bieu", TODAY, "trieu-son"),
    Question("con nam 2025", TODAY, "trieu-son", {"words": "han bao cao tong ket"}),
]


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """An empty folder of added plans."""
    folder = tmp_path / "plans"
    folder.mkdir()
    return folder


@pytest.fixture
def live(plans: Path) -> LiveAnswers:
    """The bot's own answers."""
    return LiveAnswers(plans)


@pytest.fixture
async def processes(plans: Path, live: LiveAnswers) -> AsyncIterator[AnsweringProcesses]:
    """Two real processes, ready."""
    processes = AnsweringProcesses(plans, 2, lambda: live.stamp)
    processes.start()
    await until(lambda: len(processes.ready) == 2)
    yield processes
    await processes.stop()


async def until(true: Callable[[], object]) -> None:
    """Wait until something is so, at most 20 seconds."""
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.02)


def is_running(process: int) -> bool:
    """Whether a process is there."""
    with suppress(OSError):
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        return state != "Z"
    return False


async def test_they_find_what_the_bot_itself_would_find(processes: AnsweringProcesses, live: LiveAnswers) -> None:
    found = await asyncio.gather(*map(processes.look_up, QUESTIONS))
    assert found == [live.current.look_up(question) for question in QUESTIONS]


async def test_one_that_is_killed_leaves_nobody_waiting_and_is_started_again(
    processes: AnsweringProcesses, live: LiveAnswers
) -> None:
    first = processes.ready
    for process in first:
        os.kill(process, signal.SIGSTOP)
    asked = [asyncio.create_task(processes.look_up(question)) for question in QUESTIONS]
    await asyncio.sleep(0)
    for process in first:
        os.kill(process, signal.SIGKILL)
    assert await asyncio.gather(*asked) == [None] * 3
    await until(lambda: len(processes.ready) == 2 and not set(processes.ready) & set(first))
    assert await processes.look_up(QUESTIONS[0]) == live.current.look_up(QUESTIONS[0])


async def test_one_that_is_stuck_is_waited_for_once(
    processes: AnsweringProcesses, live: LiveAnswers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering_processes, "PATIENCE", 0.2)
    stuck = processes.ready
    for process in stuck:
        os.kill(process, signal.SIGSTOP)
    assert await asyncio.gather(*map(processes.look_up, QUESTIONS)) == [None] * 3
    await until(lambda: len(processes.ready) == 2 and not set(processes.ready) & set(stuck))
    monkeypatch.undo()
    assert await processes.look_up(QUESTIONS[0]) == live.current.look_up(QUESTIONS[0])


async def test_nothing_is_taken_from_one_that_read_other_plans(
    processes: AnsweringProcesses, live: LiveAnswers, plans: Path
) -> None:
    (plans / "xa-moi.txt").write_text(COMMUNE_PLAN, encoding="utf-8")
    assert live.refresh(lambda: None)
    assert await processes.look_up(QUESTIONS[0]) is None
    await processes.keep_up()
    await until(lambda: len(processes.ready) == 2)
    assert await processes.look_up(QUESTIONS[0]) == live.current.look_up(QUESTIONS[0])


async def test_they_end_with_the_bot(plans: Path, live: LiveAnswers) -> None:
    processes = AnsweringProcesses(plans, 1, lambda: live.stamp)
    processes.start()
    await until(lambda: processes.ready)
    running = processes.ready
    await processes.stop()
    await until(lambda: not any(map(is_running, running)))
    assert await processes.look_up(QUESTIONS[0]) is None


def children_of(process: int) -> list[int]:
    """The processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]


async def test_a_bot_that_is_killed_leaves_no_process_behind(api: TelegramApi, tmp_path: Path) -> None:
    async with serving(api, tmp_path, ANSWERING_PROCESSES="2") as process:
        await until(lambda: len(children_of(process.pid)) == 2)
        children = children_of(process.pid)
        process.kill()
        await process.wait()
        await until(lambda: not any(map(is_running, children)))


async def test_what_one_chat_asks_is_answered_in_its_order(api: TelegramApi, tmp_path: Path) -> None:
    async with serving(api, tmp_path, ANSWERING_PROCESSES="2") as process:
        await until(lambda: len(children_of(process.pid)) == 2)
        await asyncio.sleep(1)  # they read the plans
        said = [
            "han nop ho so khen thuong o binh thuan la khi nao",
            "/start",
            "tieu chi ho gia dinh o trieu son",
            "/huy",
        ]
        for text in said:
            await api.say(LAN, text)
        await until_sent(api, len(said))
        together = [sent.text.splitlines()[0] for sent in api.sent]
        api.sent.clear()
        for number, text in enumerate(said, 1):
            await api.say(LAN, text)
            await until_sent(api, number)
        assert [sent.text.splitlines()[0] for sent in api.sent] == together
        process.terminate()
        await process.wait()


@pytest.fixture
def reception(make_reception: Callable[[Answers], Reception], live: LiveAnswers) -> Reception:
    """The conversation on answers that can be looked up elsewhere."""
    return make_reception(live)


@pytest.mark.parametrize(
    "text", ["/start", "2", "…", "001203004567", "x" * 2000, "Bot ơi 001203004567 hạn nộp hồ sơ ở Triệu Sơn là khi nào"]
)
def test_what_is_no_question_is_not_looked_up_ahead(reception: Reception, text: str) -> None:
    assert reception.question_ahead(event(text)) is None


def test_a_question_is_looked_up_ahead_once_and_where_the_chat_stands(reception: Reception, live: LiveAnswers) -> None:
    text = "tiêu chí của hộ gia đình là gì"
    reception.receive(event("/kehoach trieu son"))
    ahead = reception.question_ahead(event(text))
    assert ahead is not None
    assert (ahead.question.text, ahead.question.plan) == (text, "trieu-son")
    ahead.take_over(live.current.look_up(ahead.question))
    assert reception.question_ahead(event(text)) is None


def test_what_was_found_in_old_plans_is_not_told_from_new_ones(
    reception: Reception, live: LiveAnswers, plans: Path
) -> None:
    text = "hạn báo cáo ở xã Triệu Sơn là khi nào"
    ahead = reception.question_ahead(event(text))
    assert ahead is not None
    found = live.current.look_up(ahead.question)
    (plans / "xa-moi.txt").write_text(COMMUNE_PLAN, encoding="utf-8")
    assert live.refresh(lambda: None)
    ahead.take_over(found)
    assert live.answer(ahead.question) != found.answer


def event(text: str) -> Event:
    """Somebody types `text` in private."""
    return Event(f"telegram:{LAN}", f"telegram:{LAN}", Content.TEXT, text)
