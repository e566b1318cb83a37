"""A household registers, and changes its mind: every step, by button, by number, in words."""

from __future__ import annotations

import pytest

from bot.conversation.event import Content, Event
from bot.message import Message
from bot.pledges.model import State
from bot.store.sqlite import SqliteStore
from knowledge.answers.answerer import Answerer
from tests.households import HELPED, OFFICE, PLEDGE_LINE, STEPS, Office, Village, labels, text_of, village


@pytest.fixture
def people(store: SqliteStore, answers: Answerer) -> Village:
    """A bot that takes pledges, and the people around it."""
    return village(store, answers)


def upto(step: str) -> tuple[str, ...]:
    """What is typed until the bot asks what `step` answers."""
    return STEPS[: STEPS.index(step)]


def test_without_somebody_responsible_no_pledge_is_taken(store: SqliteStore, answers: Answerer) -> None:
    nobody = village(store, answers, Office())
    for typed in ("/dangky", "dang ky", "toi muon dang ky thoat ngheo"):
        assert nobody.talk("hoa", typed).lead == "Hiện bot chưa nhận đăng ký."
    assert store.pledges.all() == []


def test_a_household_registers_from_the_first_words_to_the_code(people: Village) -> None:
    receipt = people.talk("hoa", *STEPS)
    code = people.code("hoa")
    assert receipt.lead == f"✅ Đã gửi. Mã đăng ký: {code}."
    assert PLEDGE_LINE in text_of(receipt)
    pledge = people.store.pledges.called(code)
    assert pledge
    assert (pledge.name, pledge.phone, pledge.commune, pledge.village) == (
        "Nguyen Thi Hoa",
        "",
        "Xã Triệu Sơn",
        "thôn 2",
    )
    assert (pledge.standing, pledge.aim, pledge.year) == ("near_poor", "exit_near_poor", 2027)
    assert (pledge.needs, pledge.how) == (("credit", "training"), "nuoi 2 bo sinh san")
    kept = people.store.text(pledge.consent)
    assert kept
    assert OFFICE.controller in kept.text  # the very words that were agreed to


def test_nobody_is_promised_to_look_where_nobody_is(people: Village) -> None:
    there = people.talk("hoa", *STEPS)
    assert "Trưởng thôn hoặc cán bộ xã sẽ xem." in text_of(there)
    elsewhere = people.talk("lan", *STEPS[:4], "phuong phu thuy phan thiet", *STEPS[5:])
    assert "Ở phường Phú Thủy chưa có ai dùng bot để xem." in text_of(elsewhere)
    assert "sẽ xem" not in text_of(elsewhere)
    alone = people.talk("xakhac", *HELPED[:4], "Le Van Tu", "bo qua", "thon 1", *HELPED[6:])
    assert "ở xã Thọ Phú chưa có ai khác dùng bot" in text_of(alone)


def test_the_card_shows_everything_and_says_what_a_pledge_is(people: Village) -> None:
    card = people.talk("hoa", *upto("gui"))
    assert card.lines[0] == "1. Tên: Nguyen Thi Hoa."
    assert card.lines[5] == "6. Muốn: thoát cận nghèo, năm 2027."
    assert card.lines[-1] == PLEDGE_LINE
    assert labels(card) == ["Gửi", "Sửa", "Để sau"]
    assert all(choice.worded for choice in card.choices)


def test_no_ends_politely_and_keeps_nothing(people: Village) -> None:
    said = people.talk("hoa", "toi muon dk thoat ngheo", "khong")
    assert said.lead == "Vâng, không đăng ký."
    assert people.store.pledges.all() == []
    assert list(people.store.audit.entries()) == []


@pytest.mark.parametrize("typed", ["ok", "u", "dạ", "vâng"])
def test_a_bare_yes_is_no_consent(people: Village, typed: str) -> None:
    said = people.talk("hoa", "toi muon dk thoat ngheo", typed)
    assert said.lead == "Xin trả lời rõ: Đồng ý, hay Không đồng ý?"
    assert people.store.pledges.all() == []
    assert people.talk("hoa", "dong y").lead.startswith("Bước 1/8.")


def test_the_difference_to_a_recognition_is_told(people: Village) -> None:
    said = people.talk("hoa", "/dangky", "3")
    assert "Công nhận là quyết định của Chủ tịch UBND xã" in said.lead
    assert "Mẫu số 04" in text_of(said)
    assert people.talk("hoa", "dong y").lead.startswith("Bước 1/8.")


BAD = [
    (1, ("a" * 200, "😀😀", "<b>x</b>", "12345", "..."), "Nguyen Thi Hoa"),
    (2, ("123", "abc", "091234567", "😀", "0123456789", "so nao cung duoc"), "0912 345 678"),
    (3, ("xyz", "😀", "a" * 500, "<script>"), "xa trieu son"),
    (4, ("😀", "a" * 300, "<b>"), "thon 2"),
    (5, ("giau", "9", "😀"), "1"),
    (6, ("lam giau", "😀", "7"), "1"),
    (6, ("1999", "27", "2099", "😀"), "2027"),
    (7, ("0", "vang bac", "😀"), "9"),
    (8, ("😀", "a" * 300, "<i>x</i>"), "nuoi ga"),
]


def test_bad_input_at_each_step_is_answered_with_an_example_and_the_step_again(people: Village) -> None:
    said = people.talk("hoa", "/dangky", "dong y")
    for number, bad, good in BAD:
        for typed in (*bad, "038085001234", "123456789"):
            said = people.talk("hoa", typed)
            assert "trục trặc" not in text_of(said), typed
            assert f"— Bước {number}/8." in text_of(said), (number, typed, text_of(said))
            assert "Ví dụ" in text_of(said) or "không được giữ lại" in text_of(said), (number, typed)
        said = people.talk("hoa", good)
        if said.lead.endswith("Đúng không?"):
            said = people.talk("hoa", "1")
        if good == "9" or "needs" in good:
            continue
    assert said.lead == "Xin xem lại, đúng thì bấm Gửi."


@pytest.mark.parametrize("step", range(2, len(STEPS)))
def test_what_is_no_text_is_not_kept_and_the_step_comes_again(people: Village, step: int) -> None:
    asked = people.talk("hoa", *STEPS[:step])
    before = people.store.pledges.drafts("console:hoa")[0]
    for content in (Content.PHOTO, Content.DOCUMENT, Content.CONTACT, Content.OTHER):
        said = people.send(Event("console:hoa", "console:hoa", content, text="0900000000"))[-1]
        assert "Bước" in text_of(said) or "Xin xem lại" in text_of(said), (asked.lead, content)
        assert "không được giữ lại" in text_of(said) or content is Content.OTHER
    assert people.store.pledges.drafts("console:hoa")[0] == before


def test_an_id_number_is_dropped_and_nobody_is_accused(people: Village) -> None:
    said = people.talk("hoa", *upto("bo qua"), "038085001234")
    assert said.lead == "Dãy 12 số vừa gửi không được giữ lại. Đăng ký không cần số căn cước."
    assert said.lines[-1] == "— Bước 2/8. Số điện thoại? Không có thì bỏ qua."


def test_a_question_in_the_middle_is_answered_and_the_step_comes_again(people: Village) -> None:
    people.talk("hoa", *upto("bo qua"))
    said = people.say("hoa", "han nop ho so khen thuong binh thuan khi nao?")
    assert "30/12" in text_of(said[0])
    assert said[-1].lead.startswith("Bước 2/8.")
    about_support = people.talk("hoa", "dk roi co bi cat ho tro ko")
    assert about_support.lead == "Kế hoạch không ghi việc này."
    assert "diện hộ do Chủ tịch UBND xã quyết định" in text_of(about_support)
    assert "Bước 2/8" in text_of(about_support)
    assert people.talk("hoa", "bo qua").lead.startswith("Bước 3/8.")


def test_digits_mean_the_step_though_an_answer_with_buttons_came_before_it(people: Village) -> None:
    people.talk("hoa", *upto("can ngheo"))
    answer, step = people.say("hoa", "tieu chi ho gia dinh la gi?")
    assert answer.choices
    assert all(choice.worded for choice in answer.choices)
    assert step.lead.startswith("Bước 5/8.")
    more = people.press("hoa", answer, answer.choices[0].label)
    assert more[-1].lead.startswith("Bước 5/8.")
    assert people.talk("hoa", "2").lead.startswith("Bước 6/8.")
    assert people.store.pledges.drafts("console:hoa")[0].standing == "near_poor"


@pytest.mark.parametrize("command", ["/rut", "/sua", "/hoso"])
def test_where_nothing_is_sent_what_is_begun_is_offered(people: Village, command: str) -> None:
    people.talk("hoa", *upto("bo qua"))
    assert people.talk("hoa", command).lead.startswith("Còn một đăng ký viết dở")
    assert people.talk("hoa", "3").lead == "✅ Đã xóa bản viết dở."


def test_help_in_the_middle_brings_the_step_back(people: Village) -> None:
    people.talk("hoa", *upto("bo qua"))
    said = people.say("hoa", "tro giup")
    assert said[-1].lead.startswith("Bước 2/8.")


def test_back_shows_what_stands_and_keeps_it(people: Village) -> None:
    people.talk("hoa", *upto("1 3"))
    said = people.talk("hoa", "quay lai")
    assert said.lead == "Quay lại bước 6/8."
    assert said.lines == ("Đang ghi: thoát cận nghèo, năm 2027.",)
    assert people.talk("hoa", "giu nguyen").lead.startswith("Bước 7/8.")


def test_a_line_of_the_card_is_corrected_by_its_number(people: Village) -> None:
    people.talk("hoa", *upto("gui"))
    assert people.talk("hoa", "1").lead.startswith("Bước 1/8.")
    card = people.talk("hoa", "Nguyễn Thị Hoà")
    assert card.lines[0] == "1. Tên: Nguyễn Thị Hoà."
    people.talk("hoa", "sua", "6", "thoat ngheo")
    card = people.talk("hoa", "2028")
    assert card.lines[5] == "6. Muốn: thoát nghèo, năm 2028."


def test_a_stopped_draft_is_kept_offered_days_later_and_gone_on_with(people: Village) -> None:
    said = people.talk("hoa", *upto("xa minh son trieu son"), "Dừng")
    assert said.lead.startswith("Đã dừng ở bước 3/8.")
    assert people.notices("thon2") == []
    people.clock.pass_by(days=3)
    answered, offered = people.say("hoa", "han nop ho so khen thuong binh thuan khi nao")
    assert "30/12" in text_of(answered)
    assert offered.lead == "Còn một đăng ký viết dở từ ngày 21/11/2026, đến bước 3/8."
    assert offered.lines == ("Không viết tiếp thì tự xóa ngày 21/12/2026.",)
    assert len(people.say("hoa", "han nop ho so khen thuong binh thuan khi nao")) == 1  # offered once a day
    assert people.talk("hoa", "/dangky").lead.startswith("Còn một đăng ký viết dở")
    assert people.talk("hoa", "1").lead.startswith("Bước 3/8.")


def test_a_draft_left_alone_does_not_swallow_what_is_typed_days_later(people: Village) -> None:
    people.talk("hoa", *upto("bo qua"))
    people.clock.pass_by(days=2)
    said = people.say("hoa", "han bao cao binh thuan")
    assert said[-1].lead.startswith("Còn một đăng ký viết dở")
    assert people.store.pledges.drafts("console:hoa")[0].phone == ""


def test_old_buttons_and_buttons_pressed_twice_change_nothing(people: Village) -> None:
    standing = people.talk("hoa", *upto("can ngheo"))
    people.press("hoa", standing, "Hộ nghèo")
    again = people.press("hoa", standing, "Hộ cận nghèo")
    assert again[0].lead == "Nút này đã cũ."
    assert "— Bước 6/8" in text_of(again[0])
    assert people.store.pledges.drafts("console:hoa")[0].standing == "poor"
    people.talk("hoa", "thoat ngheo", "2027")
    needs = people.talk("hoa", "1")
    people.press("hoa", needs, "Học nghề")
    people.press("hoa", needs, "Học nghề")
    assert people.store.pledges.drafts("console:hoa")[0].needs == ("credit", "training")
    card = people.talk("hoa", "9", "bo qua")
    people.press("hoa", card, "Gửi")
    people.press("hoa", card, "Gửi")
    assert len(people.store.pledges.sent_by("console:hoa")) == 1


def test_an_ambiguous_place_is_asked_about(people: Village) -> None:
    said = people.talk("hoa", *upto("xa minh son trieu son"), "trieu son")
    assert said.lead == "Triệu Sơn là huyện cũ hay xã mới, thưa bác?"
    assert labels(said)[:3] == ["Xã Triệu Sơn", "Xã khác của huyện cũ", "Gõ lại"]
    eight = people.talk("hoa", "2")
    assert labels(eight)[:2] == ["Xã An Nông", "Xã Đồng Tiến"]
    assert people.talk("hoa", "xã an nông").lead.startswith(("Bước 4/8", "Có nhiều nơi"))


def test_an_old_commune_is_brought_to_its_new_name_and_confirmed(people: Village) -> None:
    said = people.talk("hoa", *upto("xa minh son trieu son"), "xa minh son trieu son")
    assert said.lead == "Xã Minh Sơn (cũ) nay là xã Triệu Sơn, tỉnh Thanh Hóa. Đúng không?"


def test_the_same_house_again_is_asked_about_but_only_ones_own(people: Village) -> None:
    people.talk("hoa", *STEPS)
    asked = people.talk("hoa", *STEPS)
    assert asked.lead.startswith(f"Tên này đã gửi đăng ký {people.code('hoa')} ngày 21/11/2026.")
    assert labels(asked) == ["Nhà khác, gửi tiếp", "Sửa đăng ký trước", "Thôi"]
    sent = people.talk("lan", *STEPS)  # somebody else's is never told of
    assert sent.lead.startswith("✅ Đã gửi.")
    assert people.talk("hoa", "1").lead.startswith("✅ Đã gửi.")
    assert len(people.store.pledges.sent_by("console:hoa")) == 2


def test_it_is_withdrawn_in_one_step_and_taken_back_within_a_day(people: Village) -> None:
    people.talk("hoa", *STEPS)
    code = people.code("hoa")
    assert people.talk("hoa", "rut").lead == f"✅ Đã rút đăng ký {code}."
    people.clock.pass_by(hours=23)
    assert people.talk("hoa", "lay lai").lead.startswith(f"✅ Đã lấy lại đăng ký {code}:")
    withdrawn = people.talk("hoa", "/rut")
    people.clock.pass_by(hours=25)
    assert people.press("hoa", withdrawn, "Bấm nhầm, lấy lại")[0].lead.endswith("không lấy lại được.")
    pledge = people.store.pledges.called(code)
    assert pledge
    assert pledge.state is State.WITHDRAWN


def test_a_correction_counts_when_it_is_sent_and_is_looked_at_anew(people: Village) -> None:
    people.talk("hoa", *STEPS)
    people.talk("thon2", "/xacnhan", "1")
    people.talk("hoa", "/sua", "1", "Nguyen Thi Hoan")
    pledge = people.store.pledges.called(people.code("hoa"))
    assert pledge
    assert (pledge.name, pledge.state) == ("Nguyen Thi Hoa", State.VILLAGE_CONFIRMED)
    people.talk("hoa", "gui")
    pledge = people.store.pledges.called(people.code("hoa"))
    assert pledge
    assert (pledge.name, pledge.state) == ("Nguyen Thi Hoan", State.SUBMITTED)


def test_everything_that_is_kept_comes_as_a_file(people: Village) -> None:
    people.talk("hoa", *STEPS)
    file = people.talk("hoa", "/dulieu").files[0]
    text = file.data.decode()
    assert file.name == "thong-tin-cua-toi.txt"
    for kept in ("Nguyen Thi Hoa", "nuoi 2 bo sinh san", "console:hoa", people.code("hoa"), OFFICE.controller):
        assert kept in text


def test_deleting_erases_what_is_personal_and_leaves_the_counts(people: Village) -> None:
    people.talk("hoa", *STEPS)
    code = people.code("hoa")
    assert people.talk("hoa", "/xoa", "1").lead == "✅ Đã xóa."
    assert people.store.pledges.called(code) is None
    assert not people.store.knows_chat("console:hoa")
    assert people.store.people.known("console:hoa") is None
    assert "1 đăng ký" in people.talk("xa", "/thongke").lead
    assert people.talk("hoa", "/hoso").lead == "Bác chưa gửi đăng ký nào."


FORCED = "thon bat nha toi dk, ko dk thi cat ho ngheo"


def test_somebody_who_is_forced_is_answered_first_and_nobody_is_told(people: Village) -> None:
    before = people.store.audit.verify()
    people.talk("hoa", *upto("bo qua"))
    entries = people.store.audit.verify().entries
    said = people.talk("hoa", FORCED)
    assert said.lead == "Đăng ký là tự nguyện. Bác có quyền không đăng ký."
    assert said.lines[-1] == "Bot không giữ tin nhắn này, không báo trưởng thôn hay ai khác."
    assert said.quotes == ()  # nobody knows which plan holds where they live
    assert labels(said) == ["Không đăng ký", "Nên gặp ai?", "Hỏi việc khác"]
    contact = people.talk("hoa", "nen gap ai")
    assert contact.lead == "Bà Mai, 0900 000 000."
    assert "trưởng thôn" in contact.lines[0]
    assert people.store.audit.verify().entries == entries > before.entries
    assert people.store.outbox.by_prefix("") == []
    assert people.store._all("SELECT * FROM answers") == []
    assert dict(people.store.chat("console:hoa").topic) == {}


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("binh thuan", "Nguồn: UBND tỉnh Bình Thuận, số 3994/KH-UBND, mục III.1.đ"),
        ("huyen trieu son", "Nguồn: UBND huyện Triệu Sơn (bản này thiếu số, ngày), mục III.1.đ"),
        ("lang son", ""),  # its plan does not have the words
    ],
)
def test_the_plan_of_a_known_place_says_itself_that_it_is_free(people: Village, place: str, source: str) -> None:
    quotes = people.talk("hoa", place, FORCED).quotes
    assert [q.source for q in quotes] == ([source] if source else [])
    assert all(q.parts == ("tự nguyện đăng ký thoát nghèo",) for q in quotes)


@pytest.mark.parametrize(
    "typed",
    [
        "truong thon ep toi phai dang ky thoat ngheo",
        "bi bat ky don thoat ngheo thi lam sao",
        "Họ dọa cắt hộ nghèo nếu nhà tôi không đăng ký",
        "khong dang ky thi bi cat bao hiem y te",
        "xa bat buoc nha em dk thoat ngheo co dung ko",
        "toi khong muon dang ky ma thon cu bat",
    ],
)
def test_pressure_is_heard_however_it_is_told(people: Village, typed: str) -> None:
    assert people.talk("hoa", typed).lead.startswith("Đăng ký là tự nguyện.")


def test_a_channel_keeps_no_typed_line_that_is_personal(people: Village) -> None:
    noted = people.reception.may_be_noted
    assert noted("console:hoa", "han bao cao trieu son")
    assert not noted("console:hoa", FORCED)
    assert not noted("console:hoa", "dien thoai 0912 345 678")
    people.talk("hoa", *upto("Nguyen Thi Hoa"))
    assert not noted("console:hoa", "Nguyen Thi Hoa")


def test_what_was_sent_stays_when_only_the_draft_is_refused(people: Village) -> None:
    said = people.talk("hoa", *STEPS, *STEPS[:4], FORCED)
    assert labels(said) == ["Rút đăng ký", "Không đăng ký", "Nên gặp ai?"]
    assert people.press("hoa", said, "Không đăng ký")[0].lead == "✅ Đã xóa bản viết dở."
    assert len(people.store.pledges.sent_by("console:hoa")) == 1


def test_the_printed_pledge_is_a_document_without_number_seal_or_signature(people: Village) -> None:
    people.talk("hoa", *STEPS)
    shown = people.talk("hoa", "/hoso")
    file = people.press("hoa", shown, "Bản in")[0].files[0]
    assert file.name.endswith(".docx")
    text = document_text(file.data)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert PLEDGE_LINE in text
    assert "Nguyen Thi Hoa" in text
    assert "Số:" not in text


def document_text(data: bytes) -> str:
    """The paragraphs of a DOCX file."""
    from io import BytesIO  # noqa: PLC0415

    from docx import Document  # noqa: PLC0415

    return "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)


def test_no_message_of_the_way_is_longer_than_a_screen_or_speaks_of_approval(people: Village) -> None:
    said: list[Message] = []
    for typed in (*STEPS, "/hoso", "/rut", "1", "/dulieu"):
        said.extend(people.say("hoa", typed))
    for message in said:
        assert len(message.lead) <= 90, message.lead
        assert len(message.choices) <= 11
        assert "duyệt" not in text_of(message)


@pytest.mark.parametrize("typed", ["toi ten la Nguyen Thi Hoa", "Tên em là: Nguyen Thi Hoa", "ho ten: Nguyen Thi Hoa."])
def test_a_name_is_taken_out_of_the_words_around_it(people: Village, typed: str) -> None:
    people.talk("hoa", *upto("Nguyen Thi Hoa"), typed)
    assert people.store.pledges.drafts("console:hoa")[0].name == "Nguyen Thi Hoa"


@pytest.mark.parametrize("typed", ["khong co dien thoai", "ko co", "Không có", "chua co so"])
def test_to_say_that_there_is_nothing_is_to_skip(people: Village, typed: str) -> None:
    assert people.talk("hoa", *upto("bo qua"), typed).lead.startswith("Bước 3/8.")


def test_a_phone_is_shared_by_two_households_and_neither_hears_of_the_other(people: Village) -> None:
    people.talk("hoa", *STEPS[:3], "0912 345 678", *STEPS[4:])
    said = [people.say("lan", text) for text in (*STEPS[:2], "Tran Van Ba", "0912345678", *STEPS[4:])]
    assert said[-1][-1].lead.startswith("✅ Đã gửi.")
    assert people.code("hoa") not in "".join(text_of(m) for turn in said for m in turn)
    twins = people.talk("thon2", "/xacnhan")
    assert twins.lines == ("Vì: cùng số điện thoại.",)


@pytest.mark.parametrize(
    "typed", ["+84 912 345 678", "(+84) 912345678", "0912.345.678", "dt 0912 345 678", "84912345678"]
)
def test_a_phone_is_read_however_it_is_written(people: Village, typed: str) -> None:
    assert people.talk("hoa", *STEPS[:3], typed).lead.startswith("Bước 3/8."), typed
    assert people.store.pledges.drafts("console:hoa")[0].phone == "0912345678"


def test_a_registration_takes_thirteen_short_messages_without_an_accent() -> None:
    assert len(STEPS) == 13
    assert sum(map(len, STEPS)) <= 180
    assert all(text.isascii() for text in STEPS)


def test_an_old_button_asks_anew_before_it_deletes(people: Village) -> None:
    people.talk("hoa", *STEPS)
    asked = people.talk("hoa", "/xoa")
    people.clock.pass_by(hours=2)
    assert people.press("hoa", asked, "Xóa hết")[0].lead.startswith("Xóa hết thông tin của bác?")
    assert people.store.pledges.sent_by("console:hoa")


def test_somebody_who_is_forced_gets_out_with_one_tap(people: Village) -> None:
    said = people.talk("hoa", *upto("bo qua"), FORCED)
    assert people.press("hoa", said, "Không đăng ký")[0].lead == "Vâng, không đăng ký."
    assert people.store.pledges.all() == []
    said = people.talk("lan", *STEPS, FORCED)
    assert labels(said)[0] == "Rút đăng ký"
    assert people.press("lan", said, "Rút đăng ký")[0].lead.startswith("✅ Đã rút đăng ký")


@pytest.mark.parametrize("typed", ["đồng ý ạ", "dạ em đồng ý", "toi dong y nhe", "Đồng ý"])
def test_consent_is_given_in_polite_words_too(people: Village, typed: str) -> None:
    assert people.talk("hoa", "/dangky", typed).lead.startswith("Bước 1/8.")


@pytest.mark.parametrize("typed", ["toi khong dong y", "thoi ko dk a", "Không đồng ý"])
def test_consent_is_refused_in_words_too(people: Village, typed: str) -> None:
    assert people.talk("hoa", "/dangky", typed).lead == "Vâng, không đăng ký."
    assert people.store.pledges.all() == []


def test_a_question_before_the_consent_is_answered_and_the_consent_asked_again(people: Village) -> None:
    answer, again = (*people.say("hoa", "/dangky"), *people.say("hoa", "han nop ho so khen thuong binh thuan"))[1:]
    assert "30/12" in text_of(answer)
    assert again.lead == "Xin trả lời rõ: Đồng ý, hay Không đồng ý?"
    assert people.talk("hoa", "1").lead.startswith("Bước 1/8.")
