"""What officers correct in a draft, and what that changes for those who ask, plan and are alerted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.calendar.entries import read_calendar
from bot.conversation.event import Content, Event, SentFile
from bot.message import Message
from bot.plans.model import State
from bot.store.sqlite import SqliteStore
from knowledge.plans.model import Plan
from tests.households import Village, labels, text_of
from tests.new_plans import COMMUNE_PLAN, LATER_PLAN, PROVINCE_PLAN, office_of, work_on

HAN = "han bao cao xa trieu son"
Send = Callable[..., Message]


@pytest.fixture
def office(tmp_path: Path, store: SqliteStore) -> Village:
    """A bot that takes plans."""
    return office_of(tmp_path, store)


@pytest.fixture
def send(office: Village, tmp_path: Path) -> Send:
    """Sends a text as a file of `name`; the card."""

    def send(name: str, text: str) -> Message:
        file = tmp_path / "a.txt"
        file.write_text(text, encoding="utf-8")
        sent = SentFile(file.name, len(text.encode()), str(file))
        office.send(Event(f"console:{name}", f"console:{name}", Content.DOCUMENT, file=sent))
        card = work_on(office)
        assert card is not None
        return card

    return send


def press(office: Village, name: str, message: Message, *labels: str) -> Message:
    """Press one button after the other; the last answer."""
    for label in labels:
        message = office.press(name, message, label)[-1]
    return message


def publish(office: Village, name: str, card: Message) -> Message:
    """Publish the draft of `card`."""
    press(office, name, card, "Công bố", "Công bố")
    done = work_on(office)
    assert done is not None
    return done


def say_of_earlier(office: Village, name: str, card: Message, label: str) -> Message:
    """Say what the draft is to the first earlier plan; the message after that."""
    return press(office, name, card, "So với bản cũ", label)


def plan_of(office: Village, plan_id: str = "xa-trieu-son-2026") -> Plan:
    """A plan that answers now."""
    return office.reception.desk.library[plan_id]


def test_a_corrected_deadline_counts_everywhere_and_its_quote_stays(office: Village, send: Send) -> None:
    card = send("xa", COMMUNE_PLAN)
    fact = press(office, "xa", card, "Xem các hạn", "Xem hạn 1")
    assert "Bot hiểu: trước ngày 20/11 hằng năm." in text_of(fact)
    press(office, "xa", fact, "Sửa ngày")
    assert "Bot chưa hiểu ngày “32/13”." in office.talk("xa", "32/13").lead
    corrected = office.talk("xa", "truoc 25/11")
    assert "Bot hiểu: trước ngày 25/11 hằng năm." in text_of(corrected)
    assert "Đã xem: (đã sửa)." in text_of(corrected)
    publish(office, "xa", office.talk("xa", "/themkehoach", "1"))
    answer = office.talk("hoa", HAN)
    assert "Cán bộ đã sửa lại ngày 21/11/2026: trước ngày 25/11 hằng năm." in text_of(answer)
    assert answer.quotes[0].parts[0].endswith("trước ngày 20 tháng 11 hằng năm.")
    days = {e.day for e in read_calendar([plan_of(office)], date(2027, 1, 1), date(2027, 12, 31)).entries}
    assert days == {date(2027, 11, 25), date(2027, 12, 5)}
    assert plan_of(office).source == COMMUNE_PLAN


def test_a_dropped_deadline_is_gone_from_answers_calendar_and_confirming(office: Village, send: Send) -> None:
    card = send("xa", COMMUNE_PLAN)
    press(office, "xa", card, "Xem các hạn", "Xem hạn 1", "Bỏ chỗ này")
    done = publish(office, "xa", office.talk("xa", "/themkehoach", "1"))
    days = {e.day for e in read_calendar([plan_of(office)], date(2027, 1, 1), date(2027, 12, 31)).entries}
    assert days == {date(2027, 12, 5)}
    assert "báo cáo kết quả" not in text_of(press(office, "xa", done, "Xác nhận hạn"))
    answer = office.talk("hoa", HAN)
    assert "20 tháng 11" not in answer.lead


def test_a_corrected_quota_is_told_beside_its_quote(office: Village, send: Send) -> None:
    card = send("xa", COMMUNE_PLAN)
    press(office, "xa", card, "Xem số lượng", "Xem chỗ 1", "Sửa số")
    assert "Bot hiểu: không quá 9." in text_of(office.talk("xa", "khong qua 9"))
    publish(office, "xa", office.talk("xa", "/themkehoach", "1"))
    answer = office.talk("hoa", "may ho duoc tang giay khen xa trieu son")
    assert "Cán bộ đã sửa lại ngày 21/11/2026: không quá 9." in text_of(answer)
    assert "không quá 07 hộ" in answer.quotes[0].parts[0]


@pytest.mark.parametrize(
    ("field", "wrong", "right", "shown"),
    [
        ("Số", "mười hai", "so 15/kh-ubnd", "15/KH-UBND"),
        ("Ngày ban hành", "30/02/2026", "6/1/2026", "06/01/2026"),
        ("Ngày ban hành", "06/01/2999", "ngày 6 tháng 1 năm 2026", "06/01/2026"),
        ("Giai đoạn", "2030 - 2026", "2026 - 2028", "2026 - 2028"),
        ("Tên", "abc", "Thực hiện Phong trào thi đua Vì người nghèo", "Thực hiện Phong trào thi đua Vì người nghèo"),
        ("Cơ quan", "12", "Ủy ban nhân dân xã Triệu Sơn", "Ủy ban nhân dân xã Triệu Sơn"),
        ("Tên gọi ngắn", "1", "xã Triệu Sơn mới", "xã Triệu Sơn mới"),
    ],
)
def test_what_the_document_is_can_be_corrected(
    office: Village, send: Send, field: str, wrong: str, right: str, shown: str
) -> None:
    press(office, "xa", send("xa", COMMUNE_PLAN), "Sửa thông tin", field)
    refused = office.talk("xa", wrong)
    assert refused.lead == f"Bot chưa hiểu “{wrong}”. Chưa ghi gì."
    assert "ví dụ" in text_of(refused) or "Xin gõ tên" in text_of(refused)
    assert f"{field}: {shown}" in text_of(office.talk("xa", right))


def test_a_missing_number_and_day_are_doubts_that_are_settled_by_typing(office: Village, send: Send) -> None:
    text = COMMUNE_PLAN.replace("Số: 12/KH-UBND\n", "").replace(", ngày 05 tháng 01 năm 2026", "")
    card = send("xa", text)
    assert "Số: không thấy. Ngày: không thấy." in text_of(card)
    doubt = press(office, "xa", card, "Xem chỗ ngờ")
    assert doubt.lead == "Chỗ ngờ 1/2: Không thấy số văn bản."
    assert labels(doubt) == ["Để trống", "Tiếp", "Quay lại"]
    assert office.talk("xa", "12/KH-UBND").lead == "Chỗ ngờ 2/2: Không thấy ngày ban hành."
    card = press(office, "xa", office.talk("xa", "hom nao do"), "Để trống")
    assert "Số: 12/KH-UBND. Ngày: không thấy." in text_of(card)
    assert "Chỗ ngờ: 0." in text_of(card)


def test_a_plan_of_another_place_is_not_published(office: Village, send: Send) -> None:
    card = send("xakhac", COMMUNE_PLAN)
    assert press(office, "xakhac", card, "Xem chỗ ngờ").lead == "Chỗ ngờ 1/1: văn bản ghi nơi khác: xã Triệu Sơn."
    refused = press(office, "xakhac", card, "Công bố")
    assert refused.lead == "Chưa rõ đây là kế hoạch của nơi nào."
    press(office, "xakhac", refused, "Sửa thông tin", "Nơi áp dụng")
    assert "Chỉ công bố được kế hoạch của nơi mình" in office.talk("xakhac", "xã Triệu Sơn, Thanh Hóa").lead
    assert office.store.plans.in_state(State.PUBLISHED) == []


def test_an_admin_says_whose_plan_it_is(office: Village, send: Send) -> None:
    card = send("quantri", COMMUNE_PLAN.replace("XÃ TRIỆU SƠN", "XÃ").replace("xã Triệu Sơn", "xã"))
    assert "Nơi: không thấy." in text_of(card)
    press(office, "quantri", card, "Sửa thông tin", "Nơi áp dụng")
    details = office.talk("quantri", "xã Triệu Sơn, Thanh Hóa")
    assert "Nơi áp dụng: xã Triệu Sơn, tỉnh Thanh Hóa" in text_of(details)
    publish(office, "quantri", press(office, "quantri", details, "Quay lại"))
    assert office.talk("hoa", HAN).lead.startswith("Trước ngày 20 tháng 11")


def test_a_draft_that_is_thrown_away_is_gone(office: Village, send: Send) -> None:
    sure = press(office, "xa", send("xa", COMMUNE_PLAN), "Bỏ tệp")
    assert "không lấy lại được" in sure.lead
    assert press(office, "xa", sure, "Bỏ tệp").lead == "✅ Đã bỏ tệp."
    assert labels(office.talk("xa", "/themkehoach")) == ["Để sau"]
    assert office.store.plans.digests() == frozenset()


def test_the_audit_log_names_each_decision_and_nobody(office: Village, send: Send) -> None:
    card = send("xa", COMMUNE_PLAN)
    press(office, "xa", card, "Xem các hạn", "Xem hạn 1", "Đúng", "Bỏ chỗ này")
    publish(office, "xa", office.talk("xa", "/themkehoach", "1"))
    entries = [e for e in office.store.audit.entries() if e.action.startswith("plan.")]
    assert [(e.action, e.detail) for e in entries if e.action == "plan.corrected"] == [
        ("plan.corrected", "kept"),
        ("plan.corrected", "dropped"),
    ]
    assert all("console" not in f"{e.actor}{e.record}{e.detail}" for e in entries)
    assert {e.action for e in entries} == {"plan.received", "plan.read", "plan.corrected", "plan.published"}


def test_a_plan_that_says_what_it_replaces_is_compared_and_answers_in_its_place(office: Village, send: Send) -> None:
    publish(office, "xa", send("xa", COMMUNE_PLAN))
    before = office.talk("hoa", HAN)
    cited = press(office, "hoa", before, "Xem cả mục")
    card = send("xa", LATER_PLAN)
    first = press(office, "xa", card, "Công bố")
    assert first.lead == "Văn bản này có thay bản cũ không? Xin chọn trước khi công bố."
    asked = press(office, "xa", first, "So với bản cũ")
    assert "số 12/KH-UBND" in text_of(asked)
    assert "Văn bản mới nói như vậy." in text_of(asked)
    changes = press(office, "xa", asked, "Thay bản đó")
    assert changes.lead == "So với bản cũ: 1 chỗ mới, 2 chỗ đổi, 1 chỗ không còn."
    assert "Cũ: trước ngày 20/11 hằng năm." in text_of(changes)
    assert "Mới: trước ngày 15/12 hằng năm." in text_of(changes)
    one = press(office, "xa", changes, "Xem từng chỗ")
    assert "20 tháng 11" in one.quotes[0].parts[0]
    assert "15 tháng 12" in one.quotes[1].parts[0]
    sure = press(office, "xa", changes, "Công bố")
    assert sure.lead == "Công bố để mọi người hỏi được? Bản cũ vẫn xem lại được."
    press(office, "xa", sure, "Công bố")
    work_on(office)
    after = office.talk("hoa", HAN)
    assert after.lead.startswith("Trước ngày 15 tháng 12 hằng năm")
    assert "Kế hoạch này thay bản cũ (UBND xã Triệu Sơn, số 12/KH-UBND) từ ngày 10/11/2026." in text_of(after)
    again = press(office, "hoa", before, "Xem cả mục")
    assert (again.page, again.source) == (cited.page, cited.source), "an earlier citation opens as it was"


def test_the_old_plan_can_be_read_and_answers_for_the_time_when_it_held(office: Village, send: Send) -> None:
    publish(office, "tinh", say_of_earlier(office, "tinh", send("tinh", PROVINCE_PLAN), "Thay bản đó"))
    assert office.talk("hoa", "han bao cao binh thuan").lead.startswith("Trước ngày 20 tháng 11")
    then = office.talk("lan", "nam 2024 han bao cao binh thuan")
    assert "10 tháng 11" in then.lead
    assert "Từ ngày 05/01/2026 có kế hoạch mới: UBND tỉnh Lâm Đồng, số 1500/KH-UBND." in text_of(then)
    listed = office.talk("hoa", "/kehoach")
    assert "Bình Thuận (cũ)" not in labels(listed)
    card = press(office, "hoa", listed, "Lâm Đồng")
    old = press(office, "hoa", card, "Xem bản cũ")
    assert old.lead == "Kế hoạch Bình Thuận (cũ), bản cũ: chỉ để xem lại."
    assert press(office, "hoa", old, "Đọc từng mục").lead == "Kế hoạch Bình Thuận (cũ): các mục."


def test_a_plan_that_amends_answers_where_it_says_something_and_the_amended_one_elsewhere(
    office: Village, send: Send
) -> None:
    publish(office, "xa", send("xa", COMMUNE_PLAN))
    amending = LATER_PLAN.replace("thay thế Kế hoạch", "sửa đổi, bổ sung Kế hoạch").split("II. TIÊU CHÍ")[0] + (
        "II. SỬA ĐỔI MỤC IV\n1. Các thôn báo cáo kết quả thực hiện về Ủy ban nhân dân xã trước ngày 15 tháng 12"
        " hằng năm.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn An\n"
    )
    asked = press(office, "xa", send("xa", amending), "So với bản cũ")
    assert labels(asked)[0] == "Chỉ sửa một phần"
    publish(office, "xa", press(office, "xa", asked, "Chỉ sửa một phần"))
    changed = office.talk("hoa", HAN)
    assert changed.lead.startswith("Trước ngày 15 tháng 12")
    assert "Bản này sửa đổi kế hoạch UBND xã Triệu Sơn, số 12/KH-UBND" in text_of(changed)
    kept = office.talk("lan", "tieu chi thon xa trieu son")
    assert "số 12/KH-UBND" in kept.quotes[0].source
    assert "Kế hoạch này có bản sửa đổi từ ngày 10/11/2026" in text_of(kept)


def test_who_followed_a_changed_deadline_is_told_once_and_never_alerted_of_the_old_day(
    office: Village, send: Send
) -> None:
    done = publish(office, "xa", send("xa", COMMUNE_PLAN))
    office.notices("dongnghiep")
    press(office, "xa", done, "Xác nhận hạn", "Còn, 05/12/2026")
    office.talk("xa", "bo qua")
    assert [c.day for c in office.store.deadlines.confirmed(date(2026, 11, 21), date(2027, 1, 1))] == [
        date(2026, 12, 5)
    ]
    card = send("xa", LATER_PLAN)
    changes = say_of_earlier(office, "xa", card, "Thay bản đó")
    assert "1 người theo dõi" in text_of(changes)
    publish(office, "xa", changes)
    told = [m for m in office.notices("xa") if "không còn hạn" in m.lead]
    assert [m.lead for m in told] == ["Kế hoạch mới không còn hạn: gửi hồ sơ đề nghị khen thưởng."]
    assert office.store.deadlines.confirmed(date(2026, 11, 21), date(2027, 1, 1)) == []
    office.clock.pass_by(days=9)
    assert office.notices("xa") == []


def test_a_deadline_that_stays_the_same_goes_on_under_the_new_plan(office: Village, send: Send) -> None:
    done = publish(office, "xa", send("xa", COMMUNE_PLAN))
    press(office, "xa", done, "Xác nhận hạn", "Còn, 05/12/2026")
    office.talk("xa", "bo qua")
    same = LATER_PLAN.replace(
        "2. Trưởng thôn lập danh sách hộ cần giúp, gửi Ủy ban nhân dân xã trước ngày 31 tháng 3 hằng năm.",
        "2. Phòng Kinh tế gửi hồ sơ đề nghị khen thưởng về Ủy ban nhân dân xã trước ngày 05 tháng 12 hằng năm.",
    )
    publish(office, "xa", say_of_earlier(office, "xa", send("xa", same), "Thay bản đó"))
    (held,) = office.store.deadlines.confirmed(date(2026, 11, 21), date(2027, 1, 1))
    kept = office.store.deadlines.deadline(held.deadline)
    assert kept is not None
    assert kept.plan == "xa-trieu-son-2026-2"
    assert [f.chat for f in office.store.deadlines.followers(held.deadline)] == ["console:xa"]


def test_a_retired_plan_answers_nothing_and_can_be_read(office: Village, send: Send) -> None:
    publish(office, "xa", send("xa", COMMUNE_PLAN))
    for name in ("hoa", "xakhac", "tinh"):
        assert "Cất kế hoạch" not in labels(office.talk(name, "/kehoach xã Triệu Sơn"))
    sure = press(office, "xa", office.talk("xa", "/kehoach xã Triệu Sơn"), "Cất kế hoạch")
    assert "Bot không trả lời từ đó nữa." in sure.lead
    done = press(office, "xa", sure, "Cất kế hoạch")
    assert office.reception.refresh_plans()
    assert "20 tháng 11" not in office.talk("hoa", HAN).lead
    card = press(office, "xa", done, "Xem bản cũ")
    assert card.lead == "Kế hoạch xã Triệu Sơn, bản cũ: chỉ để xem lại."
    assert "Bản này đã cất, chỉ để xem lại." in text_of(card)
    assert "IV" in text_of(press(office, "xa", card, "Đọc từng mục"))


def test_a_draft_stays_with_the_officers_of_its_area_when_its_sender_is_forgotten(office: Village, send: Send) -> None:
    send("xa", COMMUNE_PLAN)
    office.talk("xa", "/xoa", "1")
    (upload,) = office.store.plans.in_state(*State)
    assert (upload.state, upload.owner, upload.chat) == (State.READ, "", "")
    assert labels(office.talk("dongnghiep", "/themkehoach")) == ["Nháp a.txt", "Để sau"]
