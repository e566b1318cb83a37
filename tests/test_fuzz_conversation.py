"""Whatever is typed or pressed, by whoever, in the middle of whatever: an answer that can be shown, never a fault.

Each example is a person of a role who is brought into the middle of a task, and then does anything at all.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NoReturn

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.event import Content, Event
from bot.conversation.reception import Reception
from bot.message import Message
from bot.people.areas import Area
from bot.people.model import Role
from bot.store.sqlite import SqliteStore
from handlers.console.rendering import numbered, plain_text
from handlers.telegram.rendering import keyboard, render
from knowledge.answers.answerer import Answerer
from tests.fuzzing import fuzz
from tests.households import STEPS, THON_2, TRIEU_SON, Village, village
from tests.telegram_api import fault_in

ROLES = {
    Role.HOUSEHOLD: Area(),
    Role.VILLAGE_HEAD: THON_2,
    Role.OFFICER: TRIEU_SON,
    Role.ADMIN: Area(),
}
# What brings somebody into the middle of each task.
BEGUN: tuple[tuple[str, ...], ...] = (
    (),
    *(STEPS[:length] for length in (1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 13)),
    ("/start",),
    ("/hoso",),
    ("/rut",),
    ("/xoa",),
    ("/sua",),
    ("/dulieu",),
    ("/moi",),
    ("/moi", "1"),
    ("/nhac",),
    ("/nhac", "1"),
    ("/nhac", "2"),
    ("nhac toi ngay 15/12 nop bao cao quy",),
    ("nhac toi ngay 15/12 nop bao cao quy", "2"),
    ("/xacnhan",),
    ("/xacnhan", "2"),
    ("/thongke",),
    ("/lich",),
    ("/themkehoach",),
    ("/kehoach", "1"),
    ("/nhatky",),
    ("han nop ho so khen thuong binh thuan",),
    ("han nop ho so khen thuong binh thuan", "1"),
)
LETTERS = "abcdefghijklmnopqrstuvwxyzàáảãạăâđêôơưỳỹỵ ABC0123456789.,/:-?!()\"'%\n"
ODD = "\x00\x1b\u200b\u202e\ud800\u0301😀👍🏽𝟙٣①½ﬁİß\u2028<>&*_`[]{}\\"
WORDS = (
    *("dung", "Đúng", "khong", "co", "gui", "sua", "quay lai", "bo qua", "dung lai", "thoi", "xong", "giup", "de sau"),
    *("1", "2", "3", "9", "10", "0", "-1", "99999999999999999999", "1 3", "1,2,9", "0912345678", "+84 912 345 678"),
    *(
        "15/12",
        "32/13/2026",
        "29/2/2027",
        "31/12/9999",
        "0/0",
        "ngay mai",
        "thu hai tuan sau",
        "8h",
        "25:61",
        "luc 8h30",
    ),
    *(
        "/dangky",
        "/nhac 30/2",
        "/moi x",
        "/xacnhan",
        "/start K7M4",
        "/start ../../etc",
        "/khongco",
        "/",
        "@bot",
        "K7M4",
    ),
    *("xa minh son trieu son", "thon 2", "binh thuan", "can ngheo 2028", "2026", "1900", "150 trieu", "thoat ngheo"),
    *("nhac toi ngay 15/12 nop bao cao", "han nop ho so", "cam on", "038085001234", "nha toi bi ep dang ky"),
)
typed = st.one_of(
    st.sampled_from(WORDS),
    st.text(LETTERS, max_size=60),
    st.text(LETTERS + ODD, max_size=30),
    st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
    st.text(LETTERS + ODD, min_size=1, max_size=3).map(lambda part: part * 2000),
)
forged = st.one_of(
    st.sampled_from(("m:", "m::", "m:A:1", "m:A:999999999999", "m:A:-1", "m:A:٣", "", ":", "x" * 64, "m:A:1:2:3")),
    st.text(max_size=20),
)
# A button of the last messages by its place, a typed text, data of a button, or something that is no text.
deed = st.one_of(
    st.tuples(st.just("press"), st.integers(0, 12)),
    st.tuples(st.just("type"), typed),
    st.tuples(st.just("type"), typed),
    st.tuples(st.just("data"), forged),
    st.tuples(st.just("send"), st.sampled_from((Content.PHOTO, Content.CONTACT, Content.OTHER))),
)


class Strict(Reception):
    """A conversation in which a fault is an error of the test."""

    def _tell_fault(self, _: Event, error: Exception) -> NoReturn:
        raise error


class Somebody:
    """A person who does anything at all; what comes back must be fit to be shown."""

    def __init__(self, office: Village, role: Role, number: int) -> None:
        self.reception = office.reception
        self.address = f"telegram:{50_000 + number}"
        self.choices: list[str] = []
        if role is not Role.HOUSEHOLD:
            office.appoint_at(self.address, role, ROLES[role])

    def do(self, kind: str, what: object) -> None:
        """One deed."""
        if kind == "press":
            assert isinstance(what, int)
            if self.choices:
                self.send(Content.CHOICE, self.choices[what % len(self.choices)])
        elif kind == "send":
            assert isinstance(what, Content)
            self.send(what, "")
        else:
            self.send(Content.CHOICE if kind == "data" else Content.TEXT, str(what))

    def send(self, content: Content, text: str, *, group: bool = False) -> None:
        """An event, and what is said to it."""
        chat = "telegram:-100500" if group else self.address
        replies = self.reception.receive(Event(chat, self.address, content, text, group=group))
        for reply in replies:
            check(reply.message)
            self.choices = [c.data for c in reply.message.choices if c.data] or self.choices
            self.reception.delivered(reply)


def check(message: Message) -> None:
    """A message that Telegram takes and the terminal shows."""
    pieces = render(message)
    assert all(fault_in(piece) is None for piece in pieces), pieces
    keyboard(message.choices, "https://t.me/bot")
    assert all(len(choice.data.encode()) <= 64 for choice in message.choices)
    assert plain_text(message).strip()
    numbered(message.choices)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, answers: Answerer) -> Iterator[Village]:
    """A bot that takes pledges, for all examples together."""
    store = SqliteStore(tmp_path_factory.mktemp("fuzz") / "bot.sqlite3")
    made = village(store, answers)
    made.reception = Strict(made.reception.desk, made.reception.clock)
    yield made
    store.close()


numbers = itertools.count()


@given(
    role=st.sampled_from(list(ROLES)),
    begun=st.sampled_from(BEGUN),
    deeds=st.lists(deed, min_size=1, max_size=6),
)
@fuzz(40)
def test_whatever_is_done_in_the_middle_of_whatever(
    office: Village, role: Role, begun: Sequence[str], deeds: Sequence[tuple[str, object]]
) -> None:
    somebody = Somebody(office, role, next(numbers))
    for text in begun:
        somebody.send(Content.TEXT, text)
    for kind, what in deeds:
        somebody.do(kind, what)


@given(text=typed, role=st.sampled_from(list(ROLES)))
@fuzz(25)
def test_whatever_is_said_in_a_group(office: Village, text: str, role: Role) -> None:
    Somebody(office, role, next(numbers)).send(Content.TEXT, text, group=True)


@pytest.mark.parametrize("begun", BEGUN[::4])
def test_nothing_that_is_typed_stands_in_the_log(office: Village, begun: Sequence[str]) -> None:
    somebody = Somebody(office, Role.OFFICER, next(numbers))
    with structlog.testing.capture_logs() as logs:
        for text in (*begun, "Nguyễn Thị Riêng Tư 0912345678", "bệnh tim riêng tư"):
            somebody.send(Content.TEXT, text)
    said = str(logs).lower()
    assert "riêng" not in said
    assert "0912345678" not in said
    assert all(len(text) < 8 or text.lower() not in said for text in begun)
