"""Whoever floods the bot is asked once to wait; who waits for answers never is, and no step or button is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.conversation.allowance import A_SECOND, BUCKET, FORGIVEN, PEOPLE, WAITING, Allowance, Verdict
from bot.conversation.event import Content, Event
from bot.conversation.reception import Reception
from bot.conversation.turn import Office
from bot.store.records import PendingReply
from tests.conftest import LAN, NOW, telegram_running
from tests.telegram_api import TelegramApi

TOO_FAST = "Tin đến nhanh quá, xin đợi 20 giây rồi gửi lại."
PERSON = f"telegram:{LAN}"


@pytest.fixture
def now() -> list[datetime]:
    """The time, which a test moves."""
    return [NOW]


@pytest.fixture
def clock(now: list[datetime]) -> Callable[[], datetime]:
    """The clock shows it."""
    return lambda: now[0]


@pytest.fixture
def limited(reception: Reception) -> Reception:
    """The real conversation with an allowance of three messages."""
    reception.allowance = Allowance(3)
    return reception


def ask(reception: Reception, number: int, text: str = "tro giup", **more: object) -> list[PendingReply]:
    """A message that nobody has answered yet."""
    return list(reception.receive(Event(PERSON, PERSON, text=text, update=f"telegram:{number}", **more)))  # type: ignore[arg-type]


def leads(replies: list[PendingReply]) -> list[str]:
    """The first lines."""
    return [reply.message.lead for reply in replies]


def test_a_flood_is_stopped_with_one_line(limited: Reception, now: list[datetime]) -> None:
    assert all(TOO_FAST not in leads(ask(limited, number)) for number in range(3))
    assert leads(ask(limited, 3)) == [TOO_FAST]
    assert leads(ask(limited, 4)) == []
    now[0] += timedelta(seconds=19)
    assert leads(ask(limited, 5)) == []
    now[0] += timedelta(seconds=1)
    assert TOO_FAST not in leads(ask(limited, 6))


def test_who_waits_for_answers_is_never_stopped(limited: Reception) -> None:
    for number in range(50):
        (reply,) = ask(limited, number)
        assert reply.message.lead != TOO_FAST
        limited.delivered(reply)


def test_another_person_is_answered_meanwhile(limited: Reception) -> None:
    for number in range(5):
        ask(limited, number)
    other = "telegram:555002"
    (reply,) = limited.receive(Event(other, other, text="tro giup", update="telegram:99"))
    assert reply.message.lead != TOO_FAST


def test_what_was_refused_stays_refused_when_it_is_delivered_again(limited: Reception, now: list[datetime]) -> None:
    for number in range(3):
        ask(limited, number)
    (told,) = ask(limited, 3)
    limited.delivered(told)
    now[0] += FORGIVEN
    assert ask(limited, 3) == []


def test_buttons_and_steps_are_taken_all_the_same(limited: Reception) -> None:
    limited.desk = replace(limited.desk, office=Office("UBND xã"))
    typed = ("dang ky thoat ngheo", "dong y", "Nguyen Thi Hoa", "bo qua")
    for number, text in enumerate(typed):
        (*_, step) = ask(limited, number, text)
    assert step.message.lead.startswith("Bước 3/8")
    assert leads(ask(limited, 4, "m:XXXX:1", content=Content.CHOICE)) == ["Nút này đã cũ."]


def test_what_is_said_to_others_in_a_group_does_not_count(limited: Reception) -> None:
    for number in range(10):
        event = Event("telegram:-1001", PERSON, text="xin chào", update=f"telegram:{number}", group=True, called=False)
        assert limited.receive(event) == []
    asked = Event("telegram:-1001", PERSON, text="tro giup", update="telegram:20", group=True)
    assert leads(list(limited.receive(asked))) != [TOO_FAST]


def test_a_program_that_never_stops_is_stopped_by_the_bucket() -> None:
    allowance, at, taken = Allowance(), NOW, 0
    for number in range(6000):  # ten milliseconds from message to message, each answered
        at += timedelta(milliseconds=10)
        verdict = allowance.take(PERSON, str(number), at, spared=True)
        taken += verdict is Verdict.TAKEN
        allowance.will_answer(PERSON, str(number), [])
    assert taken == pytest.approx(BUCKET + 60 * A_SECOND, abs=2)


def test_memory_does_not_grow_with_the_people() -> None:
    allowance = Allowance()
    for number in range(PEOPLE + 500):
        allowance.take(str(number), "m", NOW)
        allowance.will_answer(str(number), "m", [number])
    assert len(allowance._accounts) == len(allowance._replies) == PEOPLE


async def test_a_hundred_messages_at_once_are_not_all_answered(limited: Reception, api: TelegramApi) -> None:
    limited.allowance = Allowance(WAITING)
    for number in range(100):
        last = await api.say(LAN, f"han nop ho so khen thuong binh thuan nam {number}")
    async with telegram_running(api, limited) as story:
        sent = await story.after(last)
    assert [message.text.splitlines()[0] for message in sent].count(TOO_FAST) >= 1
    assert len(sent) < 100
