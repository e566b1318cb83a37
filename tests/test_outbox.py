"""One outbox: notices are sent by the same rules as alerts."""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.clock import VIETNAM
from bot.conversation.reception import Reception
from bot.message import Action, Choice, Message
from bot.outbox.model import Dispatch, Outcome, Result, State
from bot.outbox.sending import Sending
from bot.people.areas import Area
from bot.people.model import Role
from bot.store.alerts_schema import migrations as alert_migrations
from bot.store.schema import migrations
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts
from tests.conftest import ids_in_order, telegram_running
from tests.telegram_api import TelegramApi
from tests.test_telegram_delivery import serving, until_sent

HEAD, BOSS, HOA = "telegram:555001", "telegram:555002", "telegram:555003"
COMMUNE = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn")
SENT = Result(Outcome.SENT)
NEWS = Message(lead="Có tin mới về đăng ký K7M4.", lines=("Gõ: ho so.",))
MORNING = datetime(2026, 11, 18, 7, 30, tzinfo=VIETNAM)


def at(text: str) -> datetime:
    """A time in Vietnam on 18/11/2026."""
    return datetime.fromisoformat(f"2026-11-18T{text}").replace(tzinfo=VIETNAM)


class Post:
    """A database with a clock that is set by hand."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.now = MORNING
        self.sending = Sending(store, load_texts(), ids_in_order(), lambda: self.now)

    def post(self, key: str = "k1", chat: str = HEAD, message: Message = NEWS) -> bool:
        """A notice for now."""
        with self.store.transaction():
            return self.store.outbox.post(key, chat, message, self.now, self.now)

    def sent(self, clock: str, result: Result = SENT) -> list[str]:
        """The first lines of what is sent at that time."""
        return [d.message.lead for d in self.dispatched(clock, result)]

    def dispatched(self, clock: str, result: Result | None = SENT) -> list[Dispatch]:
        """What is sent at that time; without `result` the process dies meanwhile."""
        self.now = at(clock)
        found = self.sending.claim("telegram")
        for one in found if result else ():
            assert result
            self.sending.settle(one, result)
        return found

    def state(self, key: str = "k1") -> State:
        """What became of it."""
        return self.store.outbox.by_prefix(key)[0].state


@pytest.fixture
def post(store: SqliteStore) -> Post:
    """A database with a clock that is set by hand."""
    return Post(store)


def test_a_notice_is_posted_once_and_sent_once(post: Post) -> None:
    assert post.post()
    assert not post.post(message=Message(lead="khác"))
    assert post.sent("07:30") == ["Có tin mới về đăng ký K7M4."]
    assert post.sent("07:31") == []
    assert post.state() is State.SENT


def test_what_was_said_is_not_kept_after_it_was_sent(post: Post, tmp_path: Path) -> None:
    post.post(message=Message(lead="Nguyen Thi Hoa"))
    post.store.clear_log()
    assert b"Nguyen Thi Hoa" not in (tmp_path / "bot.sqlite3").read_bytes()
    post.sent("07:30")
    assert post.store.outbox.by_prefix("k1")[0].message == Message()


def test_a_notice_whose_process_died_is_sent_once_more_marked(post: Post) -> None:
    post.post()
    post.dispatched("07:30", None)
    assert post.sent("07:31") == []
    assert post.sent("07:33") == ["(gửi lại) Có tin mới về đăng ký K7M4."]
    assert post.sent("07:36") == []


def test_a_notice_of_unknown_outcome_is_sent_once_more_and_then_noted_as_unknown(post: Post) -> None:
    post.post()
    unknown = Result(Outcome.UNKNOWN)
    assert post.sent("07:30", unknown) == ["Có tin mới về đăng ký K7M4."]
    assert post.sent("07:31", unknown) == ["(gửi lại) Có tin mới về đăng ký K7M4."]
    assert post.sent("12:00") == []
    assert post.state() is State.UNKNOWN


def test_a_late_notice_says_so(post: Post) -> None:
    post.post()
    (late,) = post.dispatched("09:00")
    assert late.message.lead == "(gửi muộn) Có tin mới về đăng ký K7M4."
    assert late.message.lines == ("Gõ: ho so.", "Lẽ ra gửi 07:30 thứ Tư 18/11; bot bị ngừng nên nay mới gửi.")


def test_a_notice_that_fails_is_tried_again_with_growing_pauses_and_given_up_in_the_end(post: Post) -> None:
    post.post()
    failed = Result(Outcome.FAILED)
    for clock in ("07:30", "07:31", "07:36", "07:51", "08:51"):
        assert len(post.sent(clock, failed)) == 1
        assert post.sent(clock, failed) == []
    for _ in range(60):
        post.now += timedelta(hours=5)
        for one in post.sending.claim("telegram"):
            post.sending.settle(one, failed)
    assert post.state() is State.FAILED


def test_a_limit_is_waited_for(post: Post) -> None:
    post.post()
    post.sent("07:30", Result(Outcome.WAIT, seconds=17))
    assert post.sent("07:30:16") == []
    assert post.sent("07:30:17") == ["Có tin mới về đăng ký K7M4."]


def test_a_moved_group_is_followed_by_notices_too(post: Post) -> None:
    post.post(chat="telegram:-100")
    post.sent("07:30", Result(Outcome.MOVED, chat="telegram:-200"))
    assert [d.chat for d in post.dispatched("07:30")] == ["telegram:-200"]


def test_a_village_head_who_blocked_the_bot_is_told_of_to_the_commune_once(post: Post) -> None:
    village = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", "thôn 2")
    post.store.people.give_role(HEAD, Role.VILLAGE_HEAD, village, MORNING)
    post.store.people.give_role(BOSS, Role.OFFICER, COMMUNE, MORNING)
    post.post()
    post.post("k2")
    post.sent("07:30", Result(Outcome.REFUSED))
    assert post.store.outbox.is_off(HEAD)
    (told,) = post.dispatched("07:31")
    assert told.chat == BOSS
    assert told.message.lead == "⏰ Tin nhắn không gửi được: Trưởng thôn 2, xã Triệu Sơn, tỉnh Thanh Hóa."
    assert told.message.lines == ("Máy đó chặn bot hoặc không còn dùng. Xin báo lại người nhận.",)
    post.post("k3")
    assert post.sent("08:30") == []
    with post.store.transaction():
        post.store.outbox.switch_on(HEAD, post.now)
    (back,) = post.dispatched("10:00")
    assert back.message.lines[-1] == "Lẽ ra gửi 07:30 thứ Tư 18/11; nay mới gửi được."


def test_nobody_is_told_that_a_household_blocked_the_bot(post: Post) -> None:
    post.store.people.give_role(BOSS, Role.OFFICER, COMMUNE, MORNING)
    post.post(chat=HOA)
    post.sent("07:30", Result(Outcome.REFUSED))
    assert post.sent("07:31") == []
    assert post.state() is State.REFUSED


def test_digits_mean_the_menu_of_the_notice_that_came_last(post: Post) -> None:
    post.post(message=Message(lead="Có đăng ký mới.", choices=(Choice("Xem", Action("queue"), data="m:abc:1"),)))
    post.dispatched("07:30")
    assert post.store.chat(HEAD).menu == "abc"


def test_whoever_is_forgotten_has_no_notice_left(post: Post) -> None:
    post.post()
    with post.store.transaction():
        post.store.outbox.post("off:1", BOSS, NEWS, MORNING, MORNING, about=HEAD)
        post.store.erase_chat(HEAD)
    assert post.store.outbox.by_prefix("") == []


def test_a_database_of_two_queues_is_opened_with_one(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    before = sqlite3.connect(file)
    migrations.apply(Database(before))
    alert_migrations.apply(Database(before), stop_before="one_outbox")
    due = "2026-11-18T00:30:00.000000+00:00"
    before.execute(
        "INSERT INTO alerts (deadline, occurrence, chat, kind, due, next, about, state, at)"
        f" VALUES ('d1', '2026.1/2026-11-25', '{HEAD}', '7', '{due}', '{due}', '', 'waiting', '{due}')"
    )
    for key, state in (("k1", "waiting"), ("k2", "sent"), ("k3", "dropped")):
        before.execute(
            "INSERT INTO outbox (key, chat, message, due, state, attempts, repeat, at, done)"
            f" VALUES ('{key}', '{HEAD}', '', '{due}', '{state}', 1, 1, '{due}', '{due}')"
        )
    before.commit()
    before.close()
    store = SqliteStore(file)
    assert [(n.key, n.state.value) for n in store.outbox.by_prefix("")] == [
        ("k1", "waiting"), ("k2", "sent"), ("k3", "cancelled"),
    ]  # fmt: skip
    assert [type(p).__name__ for p in store.outbox.waiting(HEAD, MORNING)] == ["Alert", "Notice"]
    store.close()


async def test_alerts_and_notices_leave_together_each_chat_once_a_second(
    api: TelegramApi, reception: Reception, store: SqliteStore
) -> None:
    with store.transaction():
        for number in range(2):
            store.outbox.post(f"k{number}", HEAD, Message(lead=f"tin {number}"), MORNING, MORNING)
        store.outbox.post("other", BOSS, NEWS, MORNING, MORNING)
    moments: dict[str, float] = {}
    seen = api.refuse

    def timed(method: str, data: dict[str, object]) -> tuple[int, str] | None:
        if method == "sendMessage":
            moments[str(data["text"])] = asyncio.get_running_loop().time()
        return seen(method, data)  # type: ignore[arg-type]

    api.refuse = timed  # type: ignore[assignment]
    async with telegram_running(api, reception):
        await until_sent(api, 3)
    by_text = {text.split("<b>")[1].split("<")[0]: moment for text, moment in moments.items()}
    assert by_text["tin 1"] - by_text["tin 0"] >= 1


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """It is Wednesday 18/11/2026, half past seven."""
    return lambda: MORNING


async def test_two_real_processes_on_one_database_send_each_message_once(api: TelegramApi, tmp_path: Path) -> None:
    hooked: list[object] = []

    async def hook(data: dict[str, object]) -> bool:
        hooked.append(data)
        return True

    api._setWebhook = hook  # type: ignore[attr-defined]
    chats = range(3000, 3080)
    hooks = {"WEBHOOK_URL": "https://bot.example.vn/telegram", "WEBHOOK_SECRET": "x" * 20, "CLOCK": "2026-11-18T07:30"}
    async with (
        serving(api, tmp_path, "--webhook", LISTEN="127.0.0.1:18443", **hooks) as first,
        serving(api, tmp_path, "--webhook", LISTEN="127.0.0.1:18444", **hooks) as second,
    ):
        async with asyncio.timeout(60):
            while len(hooked) < 2:  # both are there before anything is due
                await asyncio.sleep(0.05)
        store = SqliteStore(tmp_path / "bot.sqlite3")
        with store.transaction():
            for chat in chats:
                store.outbox.post(f"k{chat}", f"telegram:{chat}", NEWS, MORNING, MORNING)
        await until_sent(api, len(chats))
        for process in (first, second):
            process.send_signal(signal.SIGTERM)
        logs = [json.loads(line) for p in (first, second) if p.stderr for line in (await p.stderr.read()).splitlines()]
    assert sorted(sent.chat for sent in api.sent) == list(chats)
    assert not any("(gửi lại)" in sent.text for sent in api.sent)
    assert sum(line.get("event") == "outbox" for line in logs) == len(chats)
    assert {notice.state for notice in store.outbox.by_prefix("k")} == {State.SENT}
    store.close()
