"""Alerts go out once, in time, marked when late or repeated, and to nobody who should not get them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.alerts.model import Confirmation, KeptDeadline, Verdict
from bot.alerts.planning import hold, plan_all
from bot.alerts.rules import Habit
from bot.bench.alerting import measure_alerts
from bot.clock import VIETNAM
from bot.ids import random_id
from bot.message import Message
from bot.outbox.model import Dispatch, Outcome, Result, State
from bot.outbox.sending import Sending
from bot.people.areas import Area
from bot.people.model import Role
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts
from tests.conftest import ids_in_order

LAN, BOSS = "telegram:555001", "telegram:555002"
SENT = Result(Outcome.SENT)


def at(text: str) -> datetime:
    """A time in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


class World:
    """A database with a clock that is set by hand."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.now = at("2026-11-02T09:00")
        self.sending = Sending(store, load_texts(), ids_in_order(), lambda: self.now)

    def confirm(self, name: str = "d1", day: str = "2026-11-25", *, chat: str = LAN, plan: str = "trieu-son") -> None:
        """An officer confirms a deadline and follows it."""
        quote = "trước ngày 25 tháng 11 hàng năm" if plan else ""
        source = "UBND huyện Triệu Sơn, mục V"
        deadline = KeptDeadline(name, f"báo cáo kết quả {name}", plan, "V", quote, source, place="Triệu Sơn")
        self.said = Confirmation(
            name, "2026.1", Verdict.CONFIRMED, date.fromisoformat(day), True, "", "Cán bộ xã Triệu Sơn", chat, self.now
        )
        with self.store.transaction():
            self.store.deadlines.save_deadline(deadline, self.now)
            self.store.deadlines.follow(name, chat, self.now)
            hold(self.store, self.said, self.now, self.sending.above)

    def claimed(self, when: str) -> list[Dispatch]:
        """What is claimed at that time."""
        self.now = at(when)
        return self.sending.claim("telegram")

    def sent(self, when: str, result: Result = SENT) -> list[Message]:
        """What is sent at that time."""
        dispatches = self.claimed(when)
        for one in dispatches:
            self.sending.settle(one, result)
        return [one.message for one in dispatches]

    def states(self) -> dict[str, str]:
        """The state of every alert by its kind."""
        return {a.kind: a.state.value for a in self.store.alerts.ledger(at("2020-01-01"), at("2030-01-01"))}


@pytest.fixture
def world(store: SqliteStore) -> Iterator[World]:
    """A database with a clock that is set by hand."""
    return World(store)


def test_each_alert_is_sent_once_at_its_time(world: World) -> None:
    world.confirm()
    assert world.sent("2026-11-18T07:29") == []
    (first,) = world.sent("2026-11-18T07:30")
    assert first.lead == "⏰ Còn 7 ngày: báo cáo kết quả d1."
    assert first.lines == (
        "Hạn: trước ngày 25/11/2026.",
        "Nên nộp chậm nhất thứ Hai 23/11 (thứ Ba 24/11 là ngày nghỉ lễ).",
        "Cán bộ xã Triệu Sơn xác nhận ngày 02/11/2026.",
    )
    assert [c.label for c in first.choices] == ["Đã nhận", "Đã xong", "Nhắc lại"]
    assert world.sent("2026-11-18T07:31") == []
    assert [m.lead for m in world.sent("2026-11-20T07:30")] == ["⏰ Còn 5 ngày: báo cáo kết quả d1."]
    (safe,) = world.sent("2026-11-23T07:30")
    assert "Hôm nay là ngày làm việc cuối trước hạn." in safe.lines
    assert [m.lead for m in world.sent("2026-11-25T07:30")] == ["⏰ Đã qua hạn: báo cáo kết quả d1."]


def test_planning_again_changes_nothing(world: World) -> None:
    world.confirm()
    with world.store.transaction():
        assert plan_all(world.store, world.now) == 0
    assert len(world.sent("2026-11-18T07:30")) == 1
    with world.store.transaction():
        assert plan_all(world.store, world.now) == 0


def test_what_was_not_confirmed_is_never_sent(world: World) -> None:
    assert world.sent("2026-11-18T07:30") == []
    world.confirm()
    left_out = Confirmation("d1", "2026.1", Verdict.LEFT_OUT, None, False, "", "", LAN, world.now)
    with world.store.transaction():
        hold(world.store, left_out, world.now)
    assert world.sent("2026-11-25T07:30") == []
    assert set(world.states().values()) == {"cancelled"}


def test_a_day_that_is_corrected_moves_the_alerts(world: World) -> None:
    world.confirm()
    world.sent("2026-11-18T07:30")
    world.confirm(day="2026-12-10")
    assert world.sent("2026-11-25T08:00") == []
    (seven,) = world.sent("2026-12-03T07:30")
    assert seven.lead.startswith("⏰ Còn 7 ngày")


def test_after_three_days_off_one_alert_comes_at_once_and_says_that_it_is_late(world: World) -> None:
    world.confirm()
    (late,) = world.sent("2026-11-21T08:05")
    assert late.lead == "⏰ (gửi muộn) Còn 4 ngày: báo cáo kết quả d1."
    assert "Lẽ ra gửi 07:30 thứ Sáu 20/11; bot bị ngừng nên nay mới gửi." in late.lines
    assert world.states()["7"] == "covered"
    assert [a.late for a in world.store.alerts.ledger(at("2026-11-20"), at("2026-11-21"))] == [True]


def test_nobody_is_written_to_at_night(world: World) -> None:
    world.confirm()
    assert world.sent("2026-11-18T20:30") == []
    assert world.sent("2026-11-19T06:29") == []
    assert len(world.sent("2026-11-19T06:30")) == 1


def test_three_on_one_morning_are_one_message(world: World) -> None:
    world.now = at("2026-11-30T06:00")
    for number, day in enumerate(("2026-12-30", "2026-12-07", "2026-12-01")):
        world.confirm(f"d{number}", day)
    (digest,) = world.sent("2026-11-30T07:30")
    assert digest.lead == "⏰ 3 hạn, gần nhất là ngày mai 01/12/2026."
    assert digest.lines == (
        "1. Còn 1 ngày, trước ngày 01/12: báo cáo kết quả d2 (Triệu Sơn, mục V).",
        "2. Còn 7 ngày, trước ngày 07/12: báo cáo kết quả d1 (Triệu Sơn, mục V).",
        "3. Còn 30 ngày, trước ngày 30/12: báo cáo kết quả d0 (Triệu Sơn, mục V).",
    )
    assert [c.label for c in digest.choices] == ["Xem hạn 1", "Xem hạn 2", "Xem hạn 3", "Đã nhận cả 3"]
    assert world.sent("2026-11-30T07:31") == []


def test_a_digest_tells_how_many_are_over_and_which_is_next(world: World) -> None:
    world.now = at("2026-11-20T09:00")
    for number, day in enumerate(("2026-11-25", "2026-12-07", "2026-12-01")):
        world.confirm(f"d{number}", day, plan="")
    for clock in ("2026-11-23T07:30", "2026-11-25T07:30", "2026-11-26T07:30", "2026-11-27T07:30"):
        world.sent(clock)
    (digest,) = world.sent("2026-11-30T07:30")
    assert digest.lead == "⏰ 3 hạn, 1 hạn đã qua ngày; gần nhất là ngày mai 01/12/2026."
    assert digest.lines[0] == "1. Đã qua hạn, trước ngày 25/11: báo cáo kết quả d0 (tự đặt)."


def test_two_processes_on_one_database_send_each_alert_once(tmp_path: Path, world: World) -> None:
    other_store = SqliteStore(tmp_path / "bot.sqlite3")
    other = Sending(other_store, load_texts(), random_id, lambda: world.now)
    for number in range(30):
        world.confirm(f"d{number}", chat=f"telegram:{number}")
    world.now = at("2026-11-18T07:30")
    claimed = []
    for _ in range(20):
        claimed += world.sending.claim("telegram", 1) + other.claim("telegram", 1)
    assert len(claimed) == len({d.chat for d in claimed}) == 30
    other_store.close()


def test_a_process_that_died_between_sending_and_its_record_sends_once_more_marked(world: World) -> None:
    world.confirm()
    assert len(world.claimed("2026-11-18T07:30")) == 1  # and then the lights go out
    assert world.sent("2026-11-18T07:31") == []
    (again,) = world.sent("2026-11-18T07:33")
    assert again.lead == "⏰ (gửi lại) Còn 7 ngày: báo cáo kết quả d1."
    assert world.sent("2026-11-18T07:36") == []


def test_a_record_that_comes_too_late_changes_nothing(world: World) -> None:
    world.confirm()
    (slow,) = world.claimed("2026-11-18T07:30")
    (second,) = world.claimed("2026-11-18T07:33")
    world.sending.settle(slow, Result(Outcome.FAILED))
    world.sending.settle(second, SENT)
    assert world.states()["7"] == "sent"


def test_a_clock_that_was_set_back_holds_nothing_up(world: World) -> None:
    world.confirm()
    world.claimed("2026-11-20T07:30")  # the clock was wrong, and the process died
    assert len(world.sent("2026-11-18T07:30")) == 1


def test_a_clock_that_jumps_a_year_ahead_tells_of_a_deadline_once_and_back_again_of_nothing_twice(world: World) -> None:
    world.confirm()
    (late,) = world.sent("2027-11-18T07:30")
    assert late.lead == "⏰ (gửi muộn) Đã qua hạn: báo cáo kết quả d1."
    for clock in ("2027-11-19T07:30", "2026-11-18T07:30", "2026-11-20T07:30", "2026-11-23T07:30"):
        assert world.sent(clock) == []


def test_an_unknown_outcome_is_sent_once_more_and_then_noted_as_unknown(world: World) -> None:
    world.confirm()
    unknown = Result(Outcome.UNKNOWN)
    assert len(world.sent("2026-11-18T07:30", unknown)) == 1
    (again,) = world.sent("2026-11-18T07:31", unknown)
    assert "(gửi lại)" in again.lead
    assert world.sent("2026-11-18T12:00") == []
    assert world.states()["7"] == "unknown"


def test_failures_are_tried_again_with_growing_pauses(world: World) -> None:
    world.confirm()
    failed = Result(Outcome.FAILED)
    times = ["07:30", "07:31", "07:36", "07:51", "08:51", "12:51", "16:51"]
    for number, clock in enumerate(times):
        before = (at(f"2026-11-18T{clock}") - timedelta(seconds=1)).isoformat()[:19]
        assert number == 0 or world.sent(before, failed) == []
        assert len(world.sent(f"2026-11-18T{clock}", failed)) == 1
    (late,) = world.sent("2026-11-19T06:30")
    assert late.lead.startswith("⏰ (gửi muộn) Còn 6 ngày")
    assert "Lẽ ra gửi 07:30 thứ Tư 18/11; nay mới gửi được." in late.lines


def test_a_limit_is_waited_for_and_is_no_failure(world: World) -> None:
    world.confirm()
    world.sent("2026-11-18T07:30", Result(Outcome.WAIT, seconds=17))
    assert world.sent("2026-11-18T07:30:16") == []
    (sent,) = world.sent("2026-11-18T07:30:17")
    assert sent.lead == "⏰ Còn 7 ngày: báo cáo kết quả d1."


def test_whoever_blocked_the_bot_is_not_written_to_and_the_person_above_is_told_once(world: World) -> None:
    commune = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn")
    world.store.people.give_role(LAN, Role.OFFICER, commune, world.now)
    world.store.people.give_role(BOSS, Role.OFFICER, Area("Tỉnh Thanh Hóa"), world.now)
    world.confirm()
    world.sent("2026-11-18T07:30", Result(Outcome.REFUSED))
    (told,) = world.sent("2026-11-18T07:31")
    assert told.lead == "⏰ Tin nhắn không gửi được: Cán bộ xã Triệu Sơn, tỉnh Thanh Hóa."
    assert world.store.outbox.is_off(LAN)
    assert world.sent("2026-11-20T07:30") == []
    with world.store.transaction():
        world.store.outbox.switch_on(LAN, world.now)
    (back,) = world.sent("2026-11-20T08:30")
    assert "(gửi muộn)" in back.lead


def test_the_person_above_is_told_once_if_nobody_has_seen_it(world: World) -> None:
    world.store.people.give_role(LAN, Role.OFFICER, Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn"), world.now)
    world.store.people.give_role(BOSS, Role.OFFICER, Area("Tỉnh Thanh Hóa"), world.now)
    world.confirm()
    world.sent("2026-11-18T07:30")
    world.sent("2026-11-20T07:30")
    (told,) = world.claimed("2026-11-20T14:00")
    assert told.chat == BOSS
    assert told.message.lead == "⏰ Chưa ai bấm Đã nhận: báo cáo kết quả d1, hạn trước ngày 25/11/2026."
    assert "Đã gửi Cán bộ xã Triệu Sơn, tỉnh Thanh Hóa ngày 18/11 và 20/11." in told.message.lines
    world.sending.settle(told, SENT)
    assert [d.chat for d in world.claimed("2026-11-23T07:30")] == [LAN]


def test_the_person_above_waits_until_a_late_alert_can_have_been_seen(world: World) -> None:
    world.store.people.give_role(LAN, Role.OFFICER, Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn"), world.now)
    world.store.people.give_role(BOSS, Role.OFFICER, Area("Tỉnh Thanh Hóa"), world.now)
    world.confirm()
    world.sent("2026-11-18T07:30")
    late = world.claimed("2026-11-20T15:00")  # the machine was off since the morning
    assert [d.chat for d in late] == [LAN]
    world.sending.settle(late[0], SENT)
    assert world.claimed("2026-11-20T18:59") == []
    (told,) = world.claimed("2026-11-20T19:00")
    assert told.chat == BOSS
    assert told.message.lead.startswith("⏰ Chưa ai bấm Đã nhận")


def test_nobody_above_hears_of_what_somebody_set_for_themselves(world: World) -> None:
    world.store.people.give_role(LAN, Role.OFFICER, Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn"), world.now)
    world.store.people.give_role(BOSS, Role.OFFICER, Area("Tỉnh Thanh Hóa"), world.now)
    with world.store.transaction():
        world.store.deadlines.save_deadline(KeptDeadline("own", "gặp bà Hoa", owner=LAN), world.now)
        world.store.deadlines.follow("own", LAN, world.now)
        due = Confirmation("own", "2026.1", Verdict.CONFIRMED, date(2026, 11, 25), True, "", "", LAN, world.now)
        hold(world.store, due, world.now, world.sending.above)
    assert {a.chat for a in world.store.alerts.ledger(at("2026-01-01"), at("2027-12-31"))} == {LAN}
    world.sent("2026-11-18T07:30", Result(Outcome.REFUSED))
    (told,) = world.sent("2026-11-18T07:31")
    assert told.lines == ("Máy đó chặn bot hoặc không còn dùng. Xin báo lại người nhận.",)


def test_the_person_above_hears_nothing_of_what_was_seen(world: World) -> None:
    world.store.people.give_role(LAN, Role.OFFICER, Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn"), world.now)
    world.store.people.give_role(BOSS, Role.OFFICER, Area("Tỉnh Thanh Hóa"), world.now)
    world.confirm()
    world.sent("2026-11-20T07:30")
    with world.store.transaction():
        world.store.deadlines.note_progress("d1", world.said.key, LAN, "seen", world.now)
    assert world.sent("2026-11-20T14:00") == []
    with world.store.transaction():
        plan_all(world.store, world.now, world.sending.above)
    assert world.sent("2026-11-20T14:01") == []


def test_after_done_nothing_more_of_it_is_sent_to_that_person(world: World) -> None:
    world.confirm()
    with world.store.transaction():
        world.store.deadlines.follow("d1", BOSS, world.now)
        hold(world.store, world.said, world.now)
        world.store.deadlines.note_progress("d1", world.said.key, LAN, "done", world.now)
    assert [d.chat for d in world.claimed("2026-11-18T07:30")] == [BOSS]


def test_a_person_may_be_told_on_other_days_and_at_another_time(world: World) -> None:
    world.confirm()
    with world.store.transaction():
        world.store.deadlines.set_habit("d1", LAN, Habit((14,), time(14, 0), 0))
        world.store.alerts.cancel_deadline("d1", LAN, world.now)
        plan_all(world.store, world.now)
    assert world.sent("2026-11-11T13:59") == []
    assert [m.lead for m in world.sent("2026-11-11T14:00")] == ["⏰ Còn 14 ngày: báo cáo kết quả d1."]
    assert world.sent("2026-11-18T15:00") == []
    assert len(world.sent("2026-11-23T14:00")) == 1
    assert world.store.outbox.count_open() == 0


def test_a_moved_group_is_followed(world: World) -> None:
    world.confirm(chat="telegram:-100")
    world.sent("2026-11-18T07:30", Result(Outcome.MOVED, chat="telegram:-200"))
    assert [d.chat for d in world.claimed("2026-11-18T07:30")] == ["telegram:-200"]


def test_whoever_is_forgotten_is_forgotten_here_too(world: World) -> None:
    world.confirm()
    with world.store.transaction():
        world.store.erase_chat(LAN)
    assert world.sent("2026-11-18T07:30") == []
    assert world.store.deadlines.followers("d1") == []


def test_what_was_typed_is_sealed_in_the_file(world: World, tmp_path: Path) -> None:
    with world.store.transaction():
        world.store.deadlines.save_deadline(KeptDeadline("own", "gặp bà Hoa thôn 2", owner=LAN), world.now)
    world.store.clear_log()
    assert "bà Hoa".encode() not in (tmp_path / "bot.sqlite3").read_bytes()
    world.store.turn_keys()
    found = world.store.deadlines.deadline("own")
    assert found
    assert found.what == "gặp bà Hoa thôn 2"


def test_nothing_is_missed_however_often_the_process_is_killed() -> None:
    figures = measure_alerts(officers=8, deadlines=6, kills=12)
    assert figures.kills >= 3
    assert figures.missed == 0
    assert figures.unmarked == 0
    assert figures.duplicates <= figures.doubtful
    assert figures.alerts > 8 * 6 * 5


def test_every_end_of_an_alert_is_one_that_the_ledger_counts() -> None:
    assert {s.value for s in State} == {
        "waiting", "sending", "sent", "covered", "cancelled", "refused", "failed", "unknown",
    }  # fmt: skip
