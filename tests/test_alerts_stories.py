"""Deadlines are confirmed, alerts seen, done and put off, on Telegram and at the terminal alike; and the calendar."""

from __future__ import annotations

from datetime import datetime

import pytest
from icalendar import Calendar

from bot.alerts.ics import confirmed_file
from bot.alerts.rules import Habit
from bot.clock import VIETNAM, Clock
from bot.conversation.reception import Reception
from bot.people.areas import Area
from bot.people.model import Role
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts
from tests.conftest import LAN, ConsoleStory, Seen, Story

COMMUNE = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn")
ADDRESSES = ("console:lan", f"telegram:{LAN}")


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = at("2026-11-02T09:00")

    def __call__(self) -> datetime:
        return self.now


def at(text: str) -> datetime:
    """A time in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.fixture
def clock() -> Clock:
    """It is Monday 02/11/2026, nine o'clock."""
    return Watch()


@pytest.fixture
def officer(store: SqliteStore) -> SqliteStore:
    """Lan is an officer of the commune, wherever she writes."""
    with store.transaction():
        for address in ADDRESSES:
            store.people.give_role(address, Role.OFFICER, COMMUNE, at("2026-10-01T09:00"))
    return store


async def one(story: Story, text: str) -> Seen:
    """The one message that answers `text`."""
    seen = await story.say(text)
    assert len(seen) == 1, seen
    return seen[0]


async def confirm(story: Story) -> Seen:
    """Triệu Sơn's report is confirmed for 2026 as the plan has it, with a receiver."""
    await one(story, "trieu son")
    await one(story, "/nhac")
    await one(story, "de sau")
    await one(story, "1")
    return await one(story, "UBND xã Triệu Sơn")


@pytest.mark.usefixtures("officer")
async def test_a_deadline_of_a_plan_that_is_over_is_confirmed_for_the_year(story: Story) -> None:
    await one(story, "trieu son")
    first = await one(story, "/nhac")
    assert first.text.startswith("Hạn 1/2: ")
    assert "Năm 2026 còn áp dụng không?" in first.text
    asked = await one(story, "de sau")
    assert asked.text.startswith("Hạn 2/2: báo cáo kết quả thực hiện. Năm 2026 còn áp dụng không?")
    assert "Kế hoạch ghi: trước ngày 25 tháng 11 hàng năm." in asked.text
    assert "Nơi nhận trong kế hoạch: UBND huyện (qua phòng Nội vụ) (nay không còn)." in asked.text
    assert "Nguồn: UBND huyện Triệu Sơn (bản này thiếu số, ngày), mục V" in asked.text
    assert asked.labels == ("1 Còn, 25/11/2026", "2 Còn, đổi ngày", "3 Không còn", "4 Để sau")
    receiver = await one(story, "1")
    assert receiver.text.startswith("Năm 2026 nộp cho cơ quan nào?")
    done = await one(story, "UBND xã Triệu Sơn")
    lines = done.text.splitlines()
    assert lines[0] == "✅ Sẽ nhắc 07:30: thứ Tư 18/11, thứ Sáu 20/11, thứ Hai 23/11."
    assert lines[1:3] == [
        "Hạn: trước ngày 25/11/2026.",
        "Nên nộp chậm nhất thứ Hai 23/11 (thứ Ba 24/11 là ngày nghỉ lễ).",
    ]
    again = await one(story, "/nhac")
    assert again.text.startswith("Hạn 1/1: ")


async def test_an_alert_comes_with_buttons_and_a_later_time(
    story: Story, officer: SqliteStore, reception: Reception, clock: Watch
) -> None:
    await confirm(story)
    clock.now = at("2026-11-18T07:30")
    chat = next(a for a in ADDRESSES if officer.knows_chat(a))
    (alert,) = reception.sending().claim_all(chat)
    message = alert.message
    assert message.lead == "⏰ Còn 7 ngày: báo cáo kết quả thực hiện."
    assert "Gửi: UBND xã Triệu Sơn." in message.lines
    assert "Cán bộ xã Triệu Sơn, tỉnh Thanh Hóa xác nhận ngày 02/11/2026." in message.lines
    (quote,) = message.quotes
    assert quote.parts[0].startswith("định kỳ trước ngày 25 tháng 11 hàng năm báo cáo kết quả thực hiện về UBND huyện")
    assert quote.source == "Nguồn: UBND huyện Triệu Sơn (bản này thiếu số, ngày), mục V"
    when = await one(story, "3")
    assert when.text.startswith("Nhắc lại lúc nào? Hạn vẫn là trước ngày 25/11/2026.")
    assert when.labels == ("1 Chiều nay 14:00", "2 08:00 ngày mai", "3 08:00 thứ Hai 23/11", "4 Giờ khác")
    after = await one(story, "8h ngay 24/11")
    assert after.text.startswith("Lúc đó đã quá ngày nên nộp. Chưa đặt gì.")
    later = await one(story, "15h chiều mai")
    assert later.text.startswith("✅ Sẽ nhắc lại 15:00 thứ Năm 19/11/2026.")
    slip = await one(story, "xong")
    assert slip.labels == ("1 Bấm nhầm, lấy lại", "2 Hạn đang nhắc")
    back = await one(story, "bam nham")
    assert back.text.startswith("✅ Đã lấy lại: “báo cáo kết quả thực hiện” vẫn được nhắc.")
    assert officer.alerts.waiting_of(alert.postings[0].deadline, "2026.1/2026-11-25", chat)
    done = await one(story, "xong")
    assert done.text.startswith("✅ Đã ghi: đã xong “báo cáo kết quả")
    kinds = {a.kind: a.state.value for a in officer.alerts.ledger(at("2026-11-01"), at("2026-12-31"))}
    assert kinds["snooze:2026-11-19T15:00"] == "cancelled"
    assert kinds["safe"] == "cancelled"


@pytest.mark.usefixtures("officer")
async def test_a_day_is_corrected_in_words(story: Story) -> None:
    await one(story, "trieu son")
    await one(story, "/nhac")
    await one(story, "de sau")
    asked = await one(story, "doi ngay")
    assert asked.text.startswith("Hạn năm 2026 là ngày nào?")
    wrong = await one(story, "32/13")
    assert wrong.text.startswith("Không có ngày 32/13. Chưa ghi gì.")
    past = await one(story, "1/10/2026")
    assert past.text.startswith("Ngày 01/10/2026 đã qua. Chưa ghi gì.")
    await one(story, "truoc 10/12")
    done = await one(story, "bo qua")
    assert "Hạn: trước ngày 10/12/2026." in done.text


@pytest.mark.usefixtures("officer")
async def test_days_are_counted_once_an_officer_has_confirmed_the_deadline(story: Story, clock: Watch) -> None:
    await one(story, "trieu son")
    clock.now = at("2026-11-02T09:00")
    before = await one(story, "con may ngay nua nop bao cao")
    assert before.text.startswith(
        "Kế hoạch ghi trước ngày 25 tháng 11 hàng năm.\n⚠️ Chưa ai xác nhận cho năm 2026 nên bot không đếm ngày."
    )
    assert before.labels[0] == "1 Xác nhận hạn này"
    assert (await one(story, "1")).text.startswith("Hạn 2/2: báo cáo kết quả thực hiện.")
    await confirm(story)
    clock.now = at("2026-11-20T06:00")  # before the alert of that morning
    seen = await one(story, "con may ngay nua nop bao cao")
    assert seen.text.splitlines()[:2] == [
        "Còn 5 ngày đến 25/11/2026. Nên nộp chậm nhất thứ Hai 23/11 (thứ Ba 24/11 là ngày nghỉ lễ).",
        "Kế hoạch 2021-2025 đã qua; cán bộ xã Triệu Sơn, tỉnh Thanh Hóa xác nhận hạn này cho năm 2026 ngày 02/11/2026.",
    ]


@pytest.mark.usefixtures("officer")
async def test_days_are_counted_to_the_deadline_that_one_is_told_of_without_naming_a_place(
    story: Story, clock: Watch
) -> None:
    await confirm(story)
    await one(story, "/kehoach")
    await one(story, "bo chon")
    clock.now = at("2026-11-20T06:00")
    seen = await one(story, "con may ngay nua nop bao cao")
    assert seen.text.startswith("Còn 5 ngày đến 25/11/2026.")
    assert seen.labels == ("1 Đã xong", "2 Nhắc lại")
    assert (await one(story, "xong")).text.startswith("✅ Đã ghi: đã xong “báo cáo kết quả thực hiện”.")
    elsewhere = await one(story, "con may ngay nua nop ho so khen thuong binh thuan")
    assert "Còn" not in elsewhere.text.splitlines()[0]


@pytest.mark.usefixtures("officer")
async def test_the_days_of_alerts_are_changed_in_words(story: Story) -> None:
    await confirm(story)
    asked = await one(story, "doi ngay nhac")
    assert asked.text.startswith("Nhắc trước mấy ngày, lúc mấy giờ?")
    assert asked.labels == ("30, 7 và 3 ngày", "7 ngày và 1 ngày", "Chỉ ngày cuối", "Quay lại")
    last = await one(story, "chi ngay cuoi")
    assert last.text.splitlines()[0] == "✅ Sẽ nhắc 07:30: thứ Hai 23/11."
    await one(story, "han dang nhac")
    await one(story, "1")
    await one(story, "doi ngay nhac")
    wrong = await one(story, "luc 23h, 5 ngay")
    assert wrong.text.startswith("Bot chưa hiểu “luc 23h, 5 ngay”. Chưa đổi gì.")
    changed = await one(story, "14 ngay, 2 ngay, luc 8h")
    assert changed.text.splitlines()[0] == "✅ Sẽ nhắc 08:00: thứ Tư 11/11, thứ Hai 23/11."


async def test_what_no_longer_holds_is_left_out(story: Story, officer: SqliteStore) -> None:
    await one(story, "trieu son")
    await one(story, "/nhac")
    await one(story, "de sau")
    left = await one(story, "khong con")
    assert left.text.startswith("✅ Đã ghi: năm 2026 không còn áp dụng.")
    assert officer.alerts.ledger(at("2026-01-01"), at("2027-12-31")) == []


@pytest.mark.usefixtures("officer")
async def test_an_own_deadline_is_typed_without_accents(story: Story) -> None:
    asked = await one(story, "nhac toi ngay 15/12 nop bao cao quy")
    assert asked.text.splitlines()[:3] == [
        "Đặt nhắc “nop bao cao quy”, hạn thứ Ba 15/12/2026?",
        "Nhắc 07:30 các ngày 13/11, 08/12, 11/12, 14/12, 15/12.",
        "Hạn tự đặt, không phải từ kế hoạch.",
    ]
    assert asked.labels == ("1 Đặt", "2 Đổi ngày", "3 Thôi")
    done = await one(story, "1")
    assert done.text.startswith("✅ Sẽ nhắc 07:30: ")
    listed = await one(story, "hạn đang nhắc")
    assert "1. Thứ Ba 15/12/2026: nop bao cao quy." in listed.text


@pytest.mark.parametrize(
    ("typed", "lead"),
    [
        ("nhac ngay 32/13", "Không có ngày 32/13. Chưa đặt nhắc nào."),
        ("nhac toi nop bao cao", "Chưa rõ ngày. Chưa đặt nhắc nào."),
        ("nhac 15/12", "Nhắc việc gì ngày 15/12/2026? Chưa đặt nhắc nào."),
        ("nhac 1/10/2026 nop", "Ngày 01/10/2026 đã qua. Chưa đặt nhắc nào."),
    ],
)
async def test_a_wrong_wish_says_what_was_understood_and_stores_nothing(
    reception: Reception, officer: SqliteStore, typed: str, lead: str
) -> None:
    seen = await one(ConsoleStory(reception), typed)
    assert seen.text.splitlines()[:2] == [lead, "Ví dụ: nhac 15/12 nop bao cao quy"]
    assert officer.alerts.ledger(at("2026-01-01"), at("2028-12-31")) == []


async def test_whoever_has_no_role_is_told_for_whom_it_is(story: Story) -> None:
    for typed in ("/nhac", "nhac toi ngay 15/12 nop bao cao quy"):
        seen = await one(story, typed)
        assert seen.text.startswith("Nhắc hạn dành cho cán bộ và trưởng thôn có mã mời."), typed
    assert (await one(story, "/nhatky")).text.startswith("Việc này dành cho cán bộ có mã mời.")


async def test_a_village_head_follows_what_was_confirmed(reception: Reception, officer: SqliteStore) -> None:
    await confirm(ConsoleStory(reception))
    with officer.transaction():
        officer.people.give_role("console:lan", Role.VILLAGE_HEAD, COMMUNE, at("2026-10-01T09:00"))
        officer.deadlines.unfollow(
            officer.deadlines.confirmed(at("2026-11-01").date(), at("2026-12-31").date())[0].deadline, "console:lan"
        )
    head = ConsoleStory(reception)
    listed = await one(head, "/nhac")
    assert listed.labels == ("1 Nhắc hạn 1", "Hạn đang nhắc", "Theo dõi cả nơi")
    followed = await one(head, "1")
    assert followed.labels == ("1 Thôi nhắc hạn 1", "Hạn đang nhắc", "Theo dõi cả nơi")


async def test_the_ledger_counts_what_was_sent(reception: Reception, officer: SqliteStore, clock: Watch) -> None:
    lan = ConsoleStory(reception)
    await confirm(lan)
    clock.now = at("2026-11-18T07:30")
    lan.phone.catch_up()
    clock.now = at("2026-11-18T08:00")
    seen = await one(lan, "nhat ky")
    assert seen.text.splitlines()[:2] == ["Tin nhắc 30 ngày qua: 1 tin.", "Đã gửi đúng giờ: 1."]
    assert officer.outbox.count_open() == 7


async def test_the_calendar_of_a_plan_that_is_over_says_so_and_quotes(story: Story) -> None:
    seen = await one(story, "/lich binh thuan")
    lines = seen.text.splitlines()
    assert lines[0] == "Các hạn kế hoạch Bình Thuận (cũ) ghi."
    assert "⚠️ Kế hoạch 2021-2025, nay đã qua." in "".join(lines[1:3])
    assert "Chưa hạn nào được xác nhận cho năm 2026; bot không nhắc." in seen.text
    assert "1. Trước 10/11 hằng năm: báo cáo tình hình" in seen.text
    assert "2. Trước 30/12 hằng năm: Hồ sơ đề nghị khen thưởng" in seen.text
    assert "không ghi ngày: " in seen.text
    assert "Nguồn: UBND tỉnh Bình Thuận, số 3994/KH-UBND, mục V.4" in seen.text


async def test_the_calendar_shows_which_duties_are_confirmed_and_which_no_longer_hold(
    reception: Reception, officer: SqliteStore
) -> None:
    lan = ConsoleStory(reception)
    await confirm(lan)
    for typed in ("/nhac", "khong con"):
        await one(lan, typed)
    seen = await one(lan, "/lich trieu son")
    assert "Cán bộ đã xác nhận 1 hạn cho năm 2026." in seen.text
    assert "3. Trước 25/11 hằng năm: báo cáo kết quả thực hiện. Đã xác nhận: trước ngày 25/11/2026." in seen.text
    assert "Năm 2026 không còn áp dụng." in seen.text
    assert officer.outbox.count_open() > 0


async def test_the_calendar_asks_which_place(story: Story) -> None:
    seen = await one(story, "/lich")
    assert seen.text.startswith("Xem lịch nơi nào?")
    assert (await one(story, "lang son")).text.startswith("Các hạn kế hoạch")


async def test_the_picture_and_the_calendar_file_come_with_their_figures(reception: Reception) -> None:
    lan = ConsoleStory(reception)
    await one(lan, "/lich trieu son")
    seen = await one(lan, "anh")
    assert seen.text.startswith("Lịch năm 2025, kế hoạch Triệu Sơn (cũ).")
    assert "Có ngày: 2." in seen.text
    assert "lich-trieu-son-2025.png" in seen.text
    assert "lich-trieu-son.ics" in seen.text


async def test_confirmed_deadlines_are_a_calendar_file_with_alarms(reception: Reception, officer: SqliteStore) -> None:
    await confirm(ConsoleStory(reception))
    (said,) = officer.deadlines.confirmed(at("2026-11-01").date(), at("2026-12-31").date())
    deadline = officer.deadlines.deadline(said.deadline)
    assert deadline
    (event,) = Calendar.from_ical(
        confirmed_file([(deadline, said, Habit())], load_texts(), at("2026-11-02T09:00"))
    ).walk("VEVENT")
    assert event["uid"] == f"{deadline.id}-2026.1@campaign-bot"
    assert event.decoded("dtstart") == at("2026-11-23").date()
    assert len(event.walk("VALARM")) == 4
