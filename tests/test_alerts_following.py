"""Whole plans and places are followed, the week is looked over, single days are corrected, heads see who confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.alerts.overview import last_day_of_week, next_overview
from bot.alerts.scope import concerns
from bot.clock import VIETNAM, Clock
from bot.conversation.event import Event
from bot.conversation.kept_alerts import subscription_lines
from bot.conversation.plan_changes import tell_followers
from bot.conversation.reception import Reception
from bot.conversation.turn import Answers, Turn
from bot.message import Message
from bot.people.areas import Area
from bot.people.model import Role
from bot.store.records import Chat
from bot.store.sqlite import SqliteStore
from handlers.console.phone import Phone
from handlers.console.rendering import numbered, plain_text
from knowledge.answers.answerer import Answerer
from knowledge.library import load_library
from tests.conftest import Seen

THANH_HOA = Area("Tỉnh Thanh Hóa")
COMMUNE = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn")
VILLAGE = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", "thôn 2")
QUARTERLY = """ỦY BAN NHÂN DÂN
XÃ TRIỆU SƠN
Số: 12/KH-UBND
Triệu Sơn, ngày 15 tháng 1 năm 2026

KẾ HOẠCH
Tổ chức Phong trào thi đua “Vì người nghèo - Không để ai bị bỏ lại phía sau” xã Triệu Sơn giai đoạn 2026-2030

I. TỔ CHỨC THỰC HIỆN
1. Các thôn báo cáo kết quả thực hiện về UBND xã định kỳ hằng quý, trước ngày 20 của tháng cuối quý.
"""


def at(text: str) -> datetime:
    """A time in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = at("2026-11-02T09:00")

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """It is Monday 02/11/2026, nine o'clock."""
    return Watch()


class Office:
    """An officer, a province's officer and a village head, each at a phone."""

    def __init__(self, reception: Reception, store: SqliteStore, clock: Watch) -> None:
        self.store = store
        self.clock = clock
        self.reception = reception
        self._seen: list[Seen] = []
        with store.transaction():
            for name, role, area in (
                ("lan", Role.OFFICER, COMMUNE),
                ("tinh", Role.OFFICER, THANH_HOA),
                ("thon", Role.VILLAGE_HEAD, VILLAGE),
            ):
                store.people.give_role(f"console:{name}", role, area, at("2026-10-01T09:00"))

    def says(self, name: str, *texts: str) -> Seen:
        """Type one after the other; the last answer."""
        self._seen = []
        phone = Phone(self.reception, name, self._show)
        for text in texts:
            phone.say(text)
        return self._seen[-1]

    def gets(self, name: str, when: str) -> list[str]:
        """The first lines of what comes to that phone at that time."""
        self.clock.now = at(when)
        self._seen = []
        Phone(self.reception, name, self._show).catch_up()
        return [seen.text.splitlines()[0] for seen in self._seen]

    def confirm(self) -> None:
        """Lan confirms Triệu Sơn's report."""
        self.says("lan", "/nhac", "de sau", "1", "bo qua")

    def _show(self, message: Message) -> None:
        self._seen.append(Seen(plain_text(message), tuple(numbered(message.choices))))


@pytest.fixture
def office(reception: Reception, store: SqliteStore, clock: Watch) -> Office:
    """Three phones on the shipped plans."""
    return Office(reception, store, clock)


@pytest.fixture
def quarterly(
    tmp_path: Path, make_reception: Callable[[Answers], Reception], store: SqliteStore, clock: Watch
) -> Office:
    """Three phones on a library with a commune's plan that wants a report each quarter."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "xa-trieu-son.txt").write_text(QUARTERLY, encoding="utf-8")
    clock.now = at("2026-02-02T09:00")
    return Office(make_reception(Answerer(load_library(tmp_path / "plans"))), store, clock)


@pytest.mark.parametrize(
    ("plan", "area", "expected"),
    [
        ("trieu-son", COMMUNE, True),
        ("trieu-son", VILLAGE, True),
        ("trieu-son", THANH_HOA, True),
        ("trieu-son", Area("Tỉnh Thanh Hóa", "Xã Định Hóa"), False),
        ("trieu-son", Area("Tỉnh Lâm Đồng"), False),
        ("binh-thuan", Area("Tỉnh Lâm Đồng"), True),
        ("cao-bang", Area("Tỉnh Cao Bằng"), True),
        ("cao-bang", Area("Tỉnh Cao Bằng", "Xã Nguyên Bình"), False),  # the plan of an agency alone
        ("cao-bang", Area(), True),
    ],
)
def test_a_plan_concerns_its_own_area_those_within_and_those_around(
    answers: Answerer, plan: str, area: Area, expected: bool
) -> None:
    assert concerns(answers.library[plan], area) is expected


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("theo doi thanh hoa", "tỉnh Thanh Hóa"),
        ("theo dõi cả tỉnh Thanh Hóa", "tỉnh Thanh Hóa"),
        ("theo doi ke hoach trieu son", "kế hoạch Triệu Sơn (cũ)"),
        ("cho toi theo doi xa trieu son", "xã Triệu Sơn, tỉnh Thanh Hóa"),
    ],
)
def test_whoever_follows_a_plan_or_a_place_is_told_of_what_is_confirmed_later(
    office: Office, typed: str, name: str
) -> None:
    followed = office.says("thon", typed)
    assert followed.text.startswith(f"✅ Đang theo dõi {name}.")
    assert "Hiện chưa hạn nào được xác nhận." in followed.text
    office.confirm()
    assert office.gets("thon", "2026-11-18T07:30") == ["⏰ Còn 7 ngày: báo cáo kết quả thực hiện."]


def test_whoever_follows_a_place_is_told_of_what_was_confirmed_before(office: Office) -> None:
    office.confirm()
    followed = office.says("tinh", "theo doi ca noi", "thanh hoa")
    assert "Hiện có 1 hạn đã xác nhận." in followed.text
    assert len(office.gets("tinh", "2026-11-18T07:30")) == 1


def test_whoever_no_longer_follows_a_place_is_told_of_nothing_that_came_with_it(office: Office) -> None:
    office.confirm()
    office.says("thon", "theo doi thanh hoa")
    assert office.says("thon", "thoi theo doi thanh hoa").text.startswith("✅ Thôi theo dõi tỉnh Thanh Hóa.")
    assert office.gets("thon", "2026-11-18T07:30") == []


def test_a_deadline_that_was_dropped_stays_dropped_although_its_plan_is_followed(office: Office) -> None:
    office.says("thon", "theo doi thanh hoa")
    office.confirm()
    assert office.says("thon", "/nhac", "1").labels[0] == "1 Nhắc hạn 1"
    office.says("lan", "han dang nhac", "1", "doi ngay han", "truoc 26/11")
    assert office.gets("thon", "2026-11-19T07:30") == []


@pytest.mark.parametrize("typed", ["theo doi xa lung tung", "theo doi cai do"])
def test_a_name_that_nobody_knows_changes_nothing_and_has_an_example(office: Office, typed: str) -> None:
    seen = office.says("thon", typed)
    assert seen.text.splitlines()[0] == f"Chưa thấy kế hoạch hay nơi nào trong câu “{typed}”."
    assert "Ví dụ: theo doi thanh hoa" in seen.text
    assert office.store.subscriptions.of("console:thon") == []


@pytest.mark.parametrize("typed", ["theo doi ho ngheo the nao", "theo doi tieu chi ho gia dinh binh thuan la gi"])
def test_a_question_about_following_up_is_no_wish(office: Office, typed: str) -> None:
    assert "Chưa đổi gì" not in office.says("thon", typed).text
    assert "mã mời" not in office.says("hoa", typed).text


def test_a_question_in_the_middle_is_answered(office: Office) -> None:
    seen = office.says("thon", "theo doi ca noi", "han nop ho so khen thuong binh thuan khi nao")
    assert "30/12" in seen.text


def test_the_card_of_a_deadline_tells_what_comes_and_ends_it(office: Office) -> None:
    office.confirm()
    card = office.says("lan", "han dang nhac", "1")
    lines = card.text.splitlines()
    assert lines[0] == "Trước ngày 25/11/2026: báo cáo kết quả thực hiện."
    assert lines[1] == "Còn 23 ngày. Nên nộp chậm nhất thứ Hai 23/11 (thứ Ba 24/11 là ngày nghỉ lễ)."
    assert "Sẽ nhắc: 07:30 thứ Tư 18/11, 07:30 thứ Sáu 20/11, 07:30 thứ Hai 23/11." in lines
    assert office.says("lan", "nhac lai", "8h ngay 10/11").text.startswith("✅ Sẽ nhắc lại 08:00 thứ Ba 10/11/2026.")
    assert office.says("lan", "han dang nhac", "1", "da xong").text.startswith("✅ Đã ghi: đã xong “báo cáo kết quả")
    assert office.gets("lan", "2026-11-18T07:30") == []


def test_an_own_deadline_is_erased_with_all_that_was_said_of_it(office: Office) -> None:
    office.says("lan", "nhac toi ngay 15/12 nop bao cao quy", "1")
    assert office.says("lan", "han dang nhac", "1", "xoa han").text.startswith("✅ Đã xóa hạn tự đặt.")
    assert office.store.deadlines.own("console:lan") == []
    assert office.gets("lan", "2026-12-15T07:30") == []


def test_a_monday_overview_comes_on_request_and_stops_on_request(office: Office) -> None:
    office.confirm()
    now = office.says("lan", "tuan nay")
    assert now.text.splitlines()[:2] == [
        "Đến Chủ nhật 08/11/2026: không có hạn nào.",
        "Gần nhất sau đó: Còn 23 ngày, trước ngày 25/11: báo cáo kết quả thực hiện (Triệu Sơn, mục V).",
    ]
    assert "Tin đầu: 07:30 thứ Hai 09/11." in office.says("lan", "gui moi thu hai").text
    assert office.gets("lan", "2026-11-09T07:29") == []
    assert office.gets("lan", "2026-11-09T07:30") == ["Đến Chủ nhật 15/11/2026: không có hạn nào."]
    assert office.gets("lan", "2026-11-18T07:30") == [
        "(gửi muộn) Đến Chủ nhật 22/11/2026: không có hạn nào.",  # the machine was off on Monday 16/11
        "⏰ Còn 7 ngày: báo cáo kết quả thực hiện.",
    ]
    assert office.gets("lan", "2026-11-23T07:30")[0] == "Đến Chủ nhật 29/11/2026: 1 hạn."
    office.says("lan", "tuan nay", "thoi gui")
    assert office.gets("lan", "2026-11-30T07:30")[:1] != ["Đến Chủ nhật 06/12/2026: không có hạn nào."]


def test_what_is_done_is_not_in_the_overview_and_what_is_overdue_is(office: Office) -> None:
    office.confirm()
    office.gets("lan", "2026-11-23T07:30")
    assert office.says("lan", "tuan nay").text.splitlines()[0] == "Đến Chủ nhật 29/11/2026: 1 hạn."
    office.gets("lan", "2026-11-27T09:00")
    assert "1. Đã qua hạn, trước ngày 25/11: báo cáo kết quả thực hiện" in office.says("lan", "tuan nay").text
    office.gets("lan", "2026-11-30T07:30")
    office.says("lan", "da xong")
    assert office.says("lan", "tuan nay").text.splitlines()[0] == "Đến Chủ nhật 06/12/2026: không có hạn nào."


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-02T09:00", "2026-11-09T07:30"),
        ("2026-11-09T07:29", "2026-11-09T07:30"),
        ("2026-11-09T07:30", "2026-11-16T07:30"),
        ("2027-02-05T09:00", "2027-02-11T07:30"),  # Monday 08/02/2027 lies in Tết
        ("2026-08-28T09:00", "2026-09-03T07:30"),  # Monday 31/08/2026 was swapped, 01/09 and 02/09 are holidays
    ],
)
def test_the_overview_comes_on_the_first_working_day_of_the_week(now: str, expected: str) -> None:
    assert next_overview(at(now)) == at(expected)


@pytest.mark.parametrize(("day", "expected"), [("2026-11-02", "2026-11-08"), ("2026-11-07", "2026-11-15")])
def test_the_overview_reaches_to_sunday_at_a_weekend_to_the_next(day: str, expected: str) -> None:
    assert last_day_of_week(date.fromisoformat(day)) == date.fromisoformat(expected)


def test_the_head_sees_who_has_confirmed_and_what_colleagues_said(office: Office) -> None:
    office.confirm()
    office.says("thon", "/nhac", "1")
    office.gets("thon", "2026-11-18T07:30")
    office.says("thon", "da nhan")
    seen = office.says("tinh", "ai da xac nhan")
    lines = seen.text.splitlines()
    assert lines[0] == "Đã xác nhận 1 hạn, chưa xác nhận 1 hạn."
    assert lines[1] == "1. trước ngày 25/11/2026: báo cáo kết quả thực hiện."
    assert lines[2].startswith("Cán bộ xã Triệu Sơn, tỉnh Thanh Hóa xác nhận ngày 02/11/2026. Theo dõi 2, đã nhận 1")
    people = office.says("tinh", "1").text
    assert "Trưởng thôn 2, xã Triệu Sơn, tỉnh Thanh Hóa: đã nhận." in people
    assert "Cán bộ xã Triệu Sơn, tỉnh Thanh Hóa: chưa bấm." in people
    assert office.says("thon", "ai da xac nhan").text.startswith("Việc này dành cho cán bộ có mã mời.")


def test_single_days_of_a_duty_that_has_several_are_corrected_and_left_out(quarterly: Office) -> None:
    asked = quarterly.says("lan", "/nhac")
    assert "Các ngày: 20/03, 20/06, 20/09, 20/12." in asked.text
    done = quarterly.says("lan", "1", "bo qua")
    assert done.labels == ("1 Đổi ngày nhắc", "2 Hạn tiếp theo", "3 Sửa từng ngày")
    days = quarterly.says("lan", "sua tung ngay")
    assert "2. trước ngày 20/06/2026." in days.text
    assert "Đang ghi: trước ngày 20/06/2026." in quarterly.says("lan", "2").text
    wrong = quarterly.says("lan", "32/13")
    assert wrong.text.splitlines()[:2] == [
        "Không có ngày 32/13. Chưa ghi gì.",
        "Ví dụ: 25/11, hoặc: truoc 25/11.",
    ]
    assert "Hạn: trước ngày 25/06/2026." in quarterly.says("lan", "truoc 25/6").text
    quarterly.says("lan", "sua tung ngay", "3")
    assert quarterly.says("lan", "bo ngay nay").text.startswith("✅ Đã bỏ ngày này.")
    left = quarterly.says("lan", "sua tung ngay").text
    assert "2. trước ngày 25/06/2026." in left
    assert "3. không nhắc." in left
    days_told = {a.due.astimezone(VIETNAM).date() for a in waiting(quarterly)}
    assert date(2026, 6, 24) in days_told
    assert date(2026, 6, 19) not in days_told
    assert not any(d.month == 9 for d in days_told)
    assert any(d.month == 12 for d in days_told)


def waiting(office: Office) -> list[object]:
    """The alerts that wait."""
    return [a for a in office.store.alerts.ledger(at("2026-01-01"), at("2027-12-31")) if a.state == "waiting"]


def test_what_was_left_out_by_a_slip_is_asked_again(office: Office) -> None:
    left = office.says("lan", "/nhac", "khong con")
    assert left.labels == ("1 Hạn tiếp theo", "2 Bấm nhầm, lấy lại")
    assert office.says("lan", "bam nham").text.startswith("Hạn 1/2: triển khai công tác vận động")


def test_what_was_put_off_is_not_said_to_be_answered(office: Office) -> None:
    end = office.says("lan", "/nhac", "de sau", "de sau")
    assert end.text.startswith("Đã xem hết. Còn 2 hạn để sau.")
    assert office.says("lan", "1").text.startswith("Hạn 1/2: ")


def test_where_nothing_is_left_to_confirm_other_plans_are_a_tap_away(office: Office) -> None:
    done = office.says("lan", "/kehoach bac giang", "/nhac")
    assert done.text.startswith("Bắc Giang (cũ): không còn hạn nào chờ xác nhận.")
    assert office.says("lan", "han noi khac").text.startswith("Hạn 1/2: triển khai công tác vận động")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("ngay mai", "Năm 2026 nộp cho cơ quan nào?"),
        ("thu sau", "Năm 2026 nộp cho cơ quan nào?"),
        ("1/10", "Ngày 01/10/2026 đã qua. Chưa ghi gì."),
        ("31/11", "Không có ngày 31/11. Chưa ghi gì."),
        ("29/2", "Không có ngày 29/2. Chưa ghi gì."),
        ("99", "Bot chưa hiểu ngày “99”. Chưa ghi gì."),
    ],
)
def test_another_day_is_of_the_year_that_is_asked_about(office: Office, typed: str, answer: str) -> None:
    assert office.says("lan", "/nhac", "de sau", "doi ngay", typed).text.splitlines()[0] == answer


def test_whoever_follows_a_plan_hears_that_another_has_taken_its_place(office: Office) -> None:
    office.confirm()
    office.says("thon", "/nhac", "1")
    desk = office.reception.desk
    turn = Turn(desk, Event("console:tinh", "console:tinh"), Chat("console:tinh"), office.clock.now)
    with office.store.transaction():
        assert tell_followers(turn, ["trieu-son"], desk.library["binh-thuan"]) == 2
        assert tell_followers(turn, ["trieu-son"], desk.library["binh-thuan"]) == 0
    assert office.gets("thon", "2026-11-02T09:00") == ["Có kế hoạch mới thay kế hoạch có hạn đang được nhắc."]
    assert office.gets("tinh", "2026-11-02T09:00") == []


@pytest.mark.parametrize("typed", ["25/11", "12", "a"])
def test_a_receiver_that_names_no_office_is_not_kept(office: Office, typed: str) -> None:
    seen = office.says("lan", "/nhac", "de sau", "1", typed)
    assert seen.text.splitlines()[:2] == [
        f"“{typed}” chưa rõ là cơ quan nào. Chưa ghi gì.",
        "Ví dụ: UBND xa Trieu Son. Không biết thì bấm Bỏ qua.",
    ]
    assert office.store.outbox.count_open() == 0
    assert office.says("lan", "bo qua").text.startswith("✅ Sẽ nhắc 07:30")


def test_a_question_while_a_receiver_is_asked_is_answered_and_nothing_kept(office: Office) -> None:
    seen = office.says("lan", "/nhac", "de sau", "1", "han nop ho so khen thuong binh thuan khi nao")
    assert "30/12" in seen.text
    assert office.store.outbox.count_open() == 0


@pytest.mark.parametrize("typed", ["0 ngay", "400 ngay", "luc 23h, 5 ngay", "1 2 3 4 5 6 7"])
def test_days_of_alerts_that_cannot_be_change_nothing(office: Office, typed: str) -> None:
    office.confirm()
    seen = office.says("lan", "han dang nhac", "1", "doi ngay nhac", typed)
    assert seen.text.splitlines()[0] == f"Bot chưa hiểu “{typed}”. Chưa đổi gì."
    assert office.gets("lan", "2026-11-18T07:30") == ["⏰ Còn 7 ngày: báo cáo kết quả thực hiện."]


@pytest.mark.parametrize("typed", [("14 ngay, luc 8h", "dung cho moi han"), ("14 ngay, luc 8h, moi han",)])
def test_the_days_of_one_deadline_become_those_of_all_also_of_later_ones(
    office: Office, typed: tuple[str, ...]
) -> None:
    office.confirm()
    office.says("lan", "nhac 20/11 gui so lieu", "1")
    done = office.says("lan", "han dang nhac", "2", "doi ngay nhac", *typed)
    assert done.text.startswith("✅ Mọi hạn: nhắc trước 14 ngày và ngày làm việc cuối, lúc 08:00.")
    office.says("lan", "nhac 7/12 hop", "1")
    assert office.gets("lan", "2026-11-06T08:00") == ["⏰ Còn 14 ngày: gui so lieu."]
    assert office.gets("lan", "2026-11-11T08:00") == ["⏰ Còn 14 ngày: báo cáo kết quả thực hiện."]
    assert "Sẽ nhắc: 08:00 thứ Hai 23/11, " in office.says("lan", "han dang nhac", "3").text


def test_a_confirmation_before_seven_in_the_morning_has_the_day_of_vietnam(office: Office) -> None:
    office.clock.now = at("2026-11-02T06:10")  # in Greenwich it is still the day before
    office.confirm()
    assert "xác nhận ngày 02/11/2026" in office.says("tinh", "ai da xac nhan").text


def test_what_is_followed_as_a_whole_is_shown_and_erased_with_the_person(office: Office) -> None:
    office.confirm()
    office.says("lan", "theo doi thanh hoa", "tuan nay", "gui moi thu hai")
    office.says("lan", "han dang nhac", "1", "doi ngay nhac", "14 ngay, luc 8h, moi han")
    store = office.store
    turn = Turn(office.reception.desk, Event("console:lan", "console:lan"), Chat("console:lan"), office.clock.now)
    assert list(subscription_lines(turn)) == [
        "Nhắc trước hạn (ngày): 14; lúc 08:00.",
        "Theo dõi tỉnh Thanh Hóa.",
        "Nhận tổng quan tuần mỗi thứ Hai.",
    ]
    assert set(store.subscriptions.of("console:lan")) == {"area:Tỉnh Thanh Hóa", "overview"}
    office.says("lan", "/xoa", "xoa het")
    assert store.subscriptions.of("console:lan") == []
    assert store.deadlines.habit_for_all("console:lan") is None
    assert office.gets("lan", "2026-11-09T07:30") == []
