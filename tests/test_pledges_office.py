"""Village heads and communes: invites, the queue, notices, twins, lists, files; and who may see what."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.people.areas import Area
from bot.people.model import Person, Role
from bot.people.rights import Right, may
from bot.pledges.counts import count_pledges
from bot.pledges.model import NEEDS, Pledge, State
from bot.pledges.paper import pledge_document
from bot.pledges.workbook import pledges_workbook
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts
from knowledge.answers.answerer import Answerer
from tests.conftest import NOW
from tests.households import HELPED, STEPS, THO_PHU, THON_2, THON_3, TRIEU_SON, Village, labels, text_of, village


@pytest.fixture
def people(store: SqliteStore, answers: Answerer) -> Village:
    """A bot that takes pledges, and the people around it."""
    return village(store, answers)


def state_of(people: Village, name: str) -> State:
    """Where the last pledge of `name` stands."""
    return people.store.pledges.sent_by(f"console:{name}")[0].state


def test_a_head_confirms_the_commune_receives_and_everybody_is_told_once(people: Village) -> None:
    people.talk("hoa", *STEPS)
    code = people.code("hoa")
    assert [m.lead for m in people.notices("thon2")] == [f"Đăng ký {code}: đã gửi, chờ trưởng thôn hoặc xã xem."]
    assert people.notices("thon3") == people.notices("xa") == people.notices("xakhac") == []
    card = people.talk("thon2", "/xacnhan")
    assert "Nguyen Thi Hoa" in text_of(card)
    assert "Không xác nhận nghèo hay thoát nghèo." in text_of(card)
    people.press("thon2", card, "Đúng, xác nhận")
    told = people.notices("hoa")
    assert [m.lead for m in told] == [f"Có tin mới về đăng ký {code}."]
    assert "Hoa" not in text_of(told[0])
    assert len(people.notices("xa")) == 1
    assert people.talk("xa", "/xacnhan", "1").lead == f"✅ {code}: xã đã nhận."
    assert len(people.notices("hoa")) == len(people.notices("thon2")) == 1
    people.talk("xa", "/xacnhan", "luu")
    assert state_of(people, "hoa") is State.CLOSED
    assert [len(people.notices(name)) for name in ("hoa", "thon2", "xa", "thon3", "xakhac", "tinh")] == [
        1,
        1,
        0,
        0,
        0,
        0,
    ]


def test_nobody_is_written_to_at_night(people: Village) -> None:
    people.clock.pass_by(hours=13)  # 22:00
    people.talk("hoa", *STEPS)
    assert people.notices("thon2") == []
    people.clock.pass_by(hours=9)  # 07:00
    assert len(people.notices("thon2")) == 1


def test_a_pledge_goes_back_with_a_reason_and_opens_at_that_line(people: Village) -> None:
    people.talk("hoa", *STEPS)
    code = people.code("hoa")
    people.talk("thon2", "/xacnhan", "2", "1")
    told = people.notices("hoa")[0]
    assert told.lead == f"Có người nhờ xem lại đăng ký {code}: chỗ tên."
    assert people.press("hoa", told, "Sửa chỗ đó")[0].lead.startswith("Bước 1/8.")
    people.talk("hoa", "Nguyen Thi Hoan", "gui")
    assert state_of(people, "hoa") is State.SUBMITTED
    assert people.code("hoa") == code
    assert "Nguyen Thi Hoan" in text_of(people.talk("thon2", "/xacnhan"))


def test_a_note_goes_back_in_words(people: Village) -> None:
    people.talk("hoa", *STEPS)
    people.talk("thon2", "/xacnhan", "2", "5", "nha nay o thon 3")
    assert state_of(people, "hoa") is State.VILLAGE_RETURNED


def test_a_household_that_is_said_not_to_want_it_is_asked_itself(people: Village) -> None:
    people.talk("hoa", *STEPS)
    people.talk("thon2", "/xacnhan", "2", "4")
    assert state_of(people, "hoa") is State.SUBMITTED
    asked = people.notices("hoa")[0]
    assert labels(asked) == ["Vẫn đăng ký", "Rút đăng ký"]
    people.press("hoa", asked, "Rút đăng ký")
    assert state_of(people, "hoa") is State.WITHDRAWN


def test_the_second_of_two_who_press_is_told_and_changes_nothing(people: Village) -> None:
    people.appoint("thon2b", Role.VILLAGE_HEAD, THON_2)
    people.talk("hoa", *STEPS)
    one, other = people.talk("thon2", "/xacnhan"), people.talk("thon2b", "/xacnhan")
    people.press("thon2", one, "Đúng, xác nhận")
    second = people.press("thon2b", other, "Đúng, xác nhận")[0]
    assert second.lead.startswith(f"{people.code('hoa')} vừa có người khác xử lý lúc 09:00:")
    assert people.press("thon2", one, "Đúng, xác nhận")[0].lead == "Nút này đã cũ. Đây là danh sách bây giờ."
    assert len(people.store.pledges.events(people.store.pledges.sent_by("console:hoa")[0].id)) == 2


def test_a_head_writes_down_for_a_family_that_is_present_and_somebody_else_confirms(people: Village) -> None:
    assert people.talk("thon2", "/dangky", "1", "2").lead == "Chưa ghi được khi nhà đó vắng mặt."
    consent = people.talk("thon2", "/dangky", "1", "1")
    assert consent.lead == "Xin đọc to cho nhà đó nghe:"
    receipt = people.talk("thon2", *HELPED)
    code = people.code("thon2")
    assert receipt.lead == f"✅ Đã gửi. Mã {code}: xin chép ra giấy cho nhà đó giữ."
    assert "Le Van Tu" not in text_of(receipt)
    pledge = people.store.pledges.called(code)
    assert pledge
    assert (pledge.helped, pledge.village) == (True, "thôn 2")
    assert people.talk("thon2", "/xacnhan").lead == "Không có đăng ký nào chờ xem."
    card = people.talk("xa", "/xacnhan")
    assert "do người khác ghi giúp" in text_of(card)
    people.press("xa", card, "Đúng, xác nhận")
    assert state_of(people, "thon2") is State.VILLAGE_CONFIRMED


def test_who_corrects_for_a_family_does_not_confirm_it_either(people: Village) -> None:
    people.talk("thon2", *HELPED)
    people.talk("xa", people.code("thon2"), "sua dang ky", "1", "Le Van Tuan", "gui")
    assert people.talk("xa", "/xacnhan").lead == "Không có đăng ký nào chờ xem."
    assert "Le Van Tuan" in text_of(people.talk("thon2", "/xacnhan"))  # the head wrote it, the officer wrote it anew


def test_a_head_counts_the_own_village_alone(people: Village) -> None:
    people.talk("hoa", *STEPS)
    people.talk("lan", *STEPS[:6], "thon 3", *STEPS[7:])
    people.talk("lan", "/xoa", "1")
    assert people.talk("thon2", "/thongke").lead.endswith(": 1 đăng ký.")
    assert people.talk("thon3", "/thongke").lead.endswith("chưa có đăng ký nào.")
    assert people.talk("xa", "/thongke").lead.endswith(": 2 đăng ký.")


def test_the_commune_finds_corrects_and_withdraws_by_the_code_on_paper(people: Village) -> None:
    people.talk("thon2", *HELPED)
    code = people.code("thon2")
    assert "Le Van Tu" in text_of(people.talk("xa", f"/hoso {code}"))
    assert "Le Van Tu" in text_of(people.talk("xa", "/hoso", code.lower()))
    for stranger in ("xakhac", "tinh", "thon3", "lan"):
        assert "Le Van Tu" not in text_of(people.talk(stranger, f"/hoso {code}"))
    assert people.talk("xa", f"/hoso {code}", "rut dang ky").lead == f"✅ Đã rút đăng ký {code}."
    assert [m.lead for m in people.notices("thon2")] == [f"Có tin mới về đăng ký {code}."]


def test_a_family_without_a_phone_is_forgotten_by_its_code(people: Village) -> None:
    people.talk("thon2", *HELPED)
    code = people.code("thon2")
    pledge = people.store.pledges.called(code)
    assert pledge
    withdrawn = people.talk("xa", code, "rut dang ky")
    assert labels(withdrawn) == ["Bấm nhầm, lấy lại", "Xóa theo lời nhà đó"]
    people.notices("thon2")
    asked = people.press("xa", withdrawn, "Xóa theo lời nhà đó")[0]
    assert asked.lead == f"Xóa hết thông tin của đăng ký {code}? Xóa rồi không lấy lại được."
    for stranger in ("xakhac", "thon3", "tinh", "lan"):
        for choice in (*withdrawn.choices, *asked.choices):
            people.press_data(stranger, choice.data)
    assert not people.store.pledges.get(pledge.id).erased  # type: ignore[union-attr]
    assert people.press("xa", asked, "Xóa hết")[0].lead == f"✅ Đã xóa thông tin của đăng ký {code}."
    assert people.press("xa", asked, "Xóa hết")[0].lead.startswith("Nút này đã cũ")
    assert [m.lines for m in people.notices("thon2")] == [("Thông tin đã xóa theo lời nhà đó.",)]
    kept = people.store.pledges.get(pledge.id)
    assert kept
    assert (kept.erased, kept.name, kept.code, kept.commune) == (True, "", "", "Xã Triệu Sơn")


def test_two_that_may_be_one_household_are_shown_with_the_reason_to_the_head_alone(people: Village) -> None:
    people.talk("hoa", *STEPS)
    people.talk("lan", *STEPS[:2], "Nguyễn Thị Hoa", *STEPS[3:])
    said = people.talk("thon2", "/xacnhan")
    assert said.lead.endswith("có thể là của cùng một nhà.")
    assert said.lines == ("Vì: tên gần giống, cùng thôn 2.",)
    assert labels(said) == ["Cùng một nhà", "Hai nhà khác", "Để sau"]
    assert "Đăng ký 1/2" in people.talk("thon2", "2").lead


def test_an_invite_is_taken_once_and_says_what_it_is(people: Village) -> None:
    said = people.talk("xa", "/moi", "1", "thon 5", "1")
    code = said.lead.rpartition(" ")[2]
    shown = people.talk("moi5", f"/start moi-{code}")
    assert shown.lead == "Mã mời: trưởng thôn, thôn 5, xã Triệu Sơn, tỉnh Thanh Hóa. Đúng bác không?"
    people.press("moi5", shown, "Đúng, tôi nhận")
    person = people.store.people.known("console:moi5")
    assert person
    assert (person.role, person.area) == (Role.VILLAGE_HEAD, Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", "thôn 5"))
    assert people.talk("kedi", f"/start {code}").lead == "Mã mời này đã dùng, hết hạn hoặc gõ nhầm."
    assert people.store.people.known("console:kedi") is None


def test_a_late_or_revoked_invite_opens_nothing(people: Village) -> None:
    code = people.talk("xa", "/moi", "1", "thon 5", "1").lead.rpartition(" ")[2]
    people.clock.pass_by(days=8)
    assert "hết hạn" in people.talk("moi5", "/start", "1", "1", code).lead
    code = people.talk("xa", "/moi", "1", "thon 6", "1").lead.rpartition(" ")[2]
    assert people.talk("xa", "/moi", "2").lead.startswith("✅ Đã thu hồi mã mời.")
    assert "hết hạn" in people.talk("moi6", f"/start {code}").lead


def test_codes_cannot_be_tried_out(people: Village) -> None:
    for number in range(5):
        people.talk("ke", f"/start AAAAAAA{number + 2}")
    assert people.talk("ke", "/start AAAAAAAA").lead == "Gõ sai mã nhiều lần quá, xin đợi một giờ."


TRIEU_SON_DISTRICT = Area("Tỉnh Thanh Hóa", district="Huyện Triệu Sơn", communes=("Xã Triệu Sơn",))
PERSONS = {
    "household": Person("1", "a", Role.HOUSEHOLD),
    "own head": Person("2", "b", Role.VILLAGE_HEAD, THON_2),
    "other head": Person("3", "c", Role.VILLAGE_HEAD, THON_3),
    "own commune": Person("4", "d", Role.OFFICER, TRIEU_SON),
    "other commune": Person("5", "e", Role.OFFICER, THO_PHU),
    "district": Person("6", "f", Role.OFFICER, TRIEU_SON_DISTRICT),
    "province": Person("7", "g", Role.OFFICER, Area("Tỉnh Thanh Hóa")),
    "other province": Person("8", "h", Role.OFFICER, Area("Tỉnh Lâm Đồng")),
    "agency": Person("9", "i", Role.OFFICER, Area("Tỉnh Thanh Hóa", agency="Sở Nội vụ")),
    "admin": Person("10", "j", Role.ADMIN),
}  # fmt: skip
ALLOWED = {
    Right.LIST: {"own head", "own commune"},
    Right.READ: {"own head", "own commune"},
    Right.CONFIRM: {"own head", "own commune"},
    Right.RECEIVE: {"own commune"},
    Right.BY_CODE: {"own commune"},
    Right.WRITE_FOR: {"own head", "own commune"},
    Right.COUNT: {"own head", "own commune", "district", "province", "admin"},
    Right.EXPORT: {"own commune"},
    Right.INVITE_HEAD: {"own commune", "district", "province", "admin"},
    Right.INVITE_OFFICER: {"district", "province", "admin"},
    Right.PLAN: {"own commune", "province", "admin"},
}


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("who", PERSONS)
def test_the_table_of_rights_for_a_pledge_in_thon_2(who: str, right: Right) -> None:
    assert may(PERSONS[who], right, THON_2) == (who in ALLOWED[right])


STRANGERS = ("lan", "thon3", "xakhac", "tinh", "quantri")
COMMANDS = ("/xacnhan", "/thongke", "/hoso", "/hoso {code}", "/sua", "/rut", "/dulieu", "/moi", "/dangky", "{code}")


@pytest.mark.parametrize("who", STRANGERS)
def test_no_command_shows_a_pledge_to_somebody_who_has_no_right_to_it(people: Village, who: str) -> None:
    people.talk("hoa", *STEPS)
    code = people.code("hoa")
    for command in COMMANDS:
        for message in people.say(who, command.format(code=code)):
            said = text_of(message) + "".join(file.data.decode("latin-1") for file in message.files)
            assert "Nguyen Thi Hoa" not in said, command
            assert "nuoi 2 bo" not in said, command
    assert people.notices(who) == []


@pytest.mark.parametrize("who", STRANGERS)
def test_the_buttons_of_others_do_nothing(people: Village, who: str) -> None:
    receipt = people.talk("hoa", *STEPS)
    queue = people.talk("thon2", "/xacnhan")
    counts = people.talk("xa", "/thongke")
    before = people.store.pledges.all()
    for choice in (*receipt.choices, *queue.choices, *counts.choices):
        for message in people.press_data(who, choice.data):
            assert message.lead == "Nút này đã cũ."
            assert not message.files
    assert people.store.pledges.all() == before


def test_a_role_that_was_given_up_has_no_rights_left_in_its_old_buttons(people: Village) -> None:
    people.talk("hoa", *STEPS)
    queue = people.talk("thon2", "/xacnhan")
    people.appoint("thon2", Role.VILLAGE_HEAD, THON_3)
    said = people.press("thon2", queue, "Đúng, xác nhận")
    assert "Nguyen Thi Hoa" not in "".join(text_of(m) for m in said)
    assert state_of(people, "hoa") is State.SUBMITTED


def test_every_full_view_of_somebody_elses_pledge_is_audited(people: Village) -> None:
    people.talk("hoa", *STEPS)
    people.talk("thon2", "/xacnhan")
    people.talk("xa", f"/hoso {people.code('hoa')}")
    reads = [e for e in people.store.audit.entries() if e.action == "pledge.read"]
    assert len(reads) == 2
    assert people.store.audit.verify().broken_at is None


def test_villages_are_counted_in_alphabetical_order_with_a_picture(people: Village) -> None:
    for name, thon in (("a", "thon 10"), ("b", "thon 2"), ("c", "thon 2")):
        people.talk(name, *STEPS[:6], thon, *STEPS[7:])
    said = people.talk("xa", "/thongke")
    assert said.lead == "Xã Triệu Sơn, tỉnh Thanh Hóa: 3 đăng ký."
    assert [line.partition(":")[0] for line in said.lines[:2]] == ["Thôn 2", "Thôn 10"]
    assert said.files[0].picture
    assert said.files[0].data.startswith(b"\x89PNG")
    rows = count_pledges(people.store.pledges.counted(TRIEU_SON), "village", "-")
    assert [row.total for row in rows] == [2, 1]


def pledge(**fields: object) -> Pledge:
    """A pledge with what matters to a test."""
    return Pledge("P", "console:a", NOW, NOW, "C", NOW, state=State.SUBMITTED, code="K7M4", **fields)  # type: ignore[arg-type]


def workbook_text(data: bytes) -> tuple[str, str]:
    """The strings and the sheet of an XLSX file."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        return book.read("xl/sharedStrings.xml").decode(), book.read("xl/worksheets/sheet1.xml").decode()


def test_the_workbook_has_merged_headings_phones_as_text_and_no_formulas() -> None:
    nasty = pledge(name="=cmd|' /C calc'!A0", phone="0912345678", how="+1+1", village="@thon", needs=("credit",))
    strings, sheet = workbook_text(pledges_workbook(load_texts(), "Xã Triệu Sơn", [nasty], NOW))
    assert "<f>" not in sheet
    assert "mergeCell" in sheet
    assert "STT" in strings
    assert "0912345678" in strings
    for cell in ("=cmd", "+1+1", "@thon"):
        assert f">'{cell}" in strings


def test_the_workbook_prints_on_a4_with_its_headings_and_every_row_is_high_enough() -> None:
    long = pledge(name="Tran Thi Ba", needs=NEEDS, how="nuoi bo " * 20, commune="Xã Triệu Sơn", village="thôn 2")
    strings, sheet = workbook_text(pledges_workbook(load_texts(), "Xã Triệu Sơn", [long, pledge()], NOW))
    assert re.search(r'<pageSetup paperSize="9"[^>]* orientation="landscape"', sheet)
    assert "Tính đến ngày 21/11/2026" in strings
    heights = [float(h) for h in re.findall(r'<row r="[78]"[^>]* ht="([\d.]+)"', sheet)]
    assert heights[0] >= 6 * 15  # the second row is as high as rows are
    assert "Xã, tỉnh" in strings  # two communes


def test_the_printed_pledge_is_signed_by_the_household_and_by_who_wrote_it_down() -> None:
    from docx import Document  # noqa: PLC0415

    for helped in (False, True):
        paper = Document(BytesIO(pledge_document(load_texts(), pledge(helped=helped, commune="Xã Triệu Sơn"))))
        signed = [cell.text for cell in paper.tables[0].rows[0].cells]
        assert ("NGƯỜI GHI GIÚP" in signed[0]) is helped
        assert "NGƯỜI ĐĂNG KÝ" in signed[1]
        assert paper.sections[0].page_width.mm == pytest.approx(210, abs=0.1)
        assert "Kính gửi: Ủy ban nhân dân xã Triệu Sơn" in [p.text for p in paper.paragraphs]


def test_the_officer_of_the_commune_exports_the_own_list_and_nobody_else(people: Village) -> None:
    people.talk("hoa", *STEPS)
    counts = people.talk("xa", "/thongke")
    file = people.press("xa", counts, "Xuất Excel")[0].files[0]
    assert "Nguyen Thi Hoa" in workbook_text(file.data)[0]
    for who in ("thon2", "tinh", "quantri"):
        assert "Xuất Excel" not in labels(people.talk(who, "/thongke"))
    assert [e.action for e in people.store.audit.entries()].count("pledges.exported") == 1


def test_the_commands_invite_export_and_keep_to_the_terms(
    people: Village, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.talk("hoa", *STEPS)
    people.talk("lan", *STEPS[:4])
    people.talk("hoa", "/rut")
    monkeypatch.setenv("CAMPAIGN_BOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CAMPAIGN_BOT_CLOCK", "2027-12-01T09:00")
    run = CliRunner().invoke
    out = tmp_path / "list.xlsx"
    assert "Đã ghi 1 đăng ký" in run(main, ["export", "pledges", "--out", str(out)]).output
    assert oct(out.stat().st_mode)[-3:] == "600"
    area = "thôn 7, xã Minh Sơn, Triệu Sơn, Thanh Hóa"
    invited = run(main, ["invite", "--role", "village_head", "--area", area, "--bot", "@b"]).output
    assert invited.startswith("Mã mời trưởng thôn, thôn 7, xã Triệu Sơn, tỉnh Thanh Hóa.")
    assert "https://t.me/b?start=moi-" in invited
    assert "có thể là" in run(main, ["invite", "--role", "officer", "--area", "xã Minh Sơn"]).output
    assert "Sẽ xóa 1 bản viết dở" in run(main, ["retention", "--dry-run"]).output
    assert people.store.pledges.drafts("console:lan")
    assert "thông tin riêng của 1 đăng ký" in run(main, ["retention"]).output
    assert people.store.pledges.drafts("console:lan") == []
    assert people.store.pledges.within(TRIEU_SON) == []
    assert (
        "Sẽ xóa 0 bản viết dở, 0 bản nháp kế hoạch, thông tin riêng của 0"
        in run(main, ["retention", "--dry-run"]).output
    )


def test_a_list_shows_initials_and_a_look_at_one_is_audited(people: Village) -> None:
    people.talk("hoa", *STEPS)
    people.talk("thon2", "/thongke")
    listed = people.talk("thon2", "xem danh sach")
    code = people.code("hoa")
    assert listed.lines == (f"1. {code}: N.T.H, thôn 2; chờ xem.",)
    assert "Nguyen Thi Hoa" not in text_of(listed)
    assert "Nguyen Thi Hoa" in text_of(people.talk("thon2", code))
    assert [e.action for e in people.store.audit.entries()][-1] == "pledge.read"
    assert "Xem danh sách" not in labels(people.talk("tinh", "/thongke"))


def test_the_history_says_who_did_what_without_names(people: Village) -> None:
    people.talk("hoa", *STEPS)
    people.talk("thon2", "/xacnhan", "2", "1")
    people.talk("hoa", "/sua", "1", "Nguyen Thi Hoan", "gui")
    people.talk("thon2", "/xacnhan", "1")
    told = [m.lines[0] for m in people.notices("hoa") if m.lead.startswith("Có tin mới")]
    assert told == ["Trưởng thôn đã xác nhận thông tin."]
    people.talk("xa", "/xacnhan", "1")
    people.talk("hoa", "rut", "lay lai")
    shown = people.talk("hoa", "/hoso")
    assert [line.partition(": ")[2] for line in shown.lines[-7:]] == [
        "đã gửi, chờ trưởng thôn hoặc xã xem.",
        "cần sửa lại, chỗ tên.",
        "đã sửa, gửi lại.",
        "trưởng thôn đã xác nhận thông tin.",
        "xã đã nhận.",
        "đã rút.",
        "đã lấy lại, xã đã nhận.",
    ]
