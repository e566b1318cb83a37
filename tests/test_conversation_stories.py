"""The same stories on Telegram and in the terminal."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Seen, Story

HELLO = "Đây là máy trả lời tự động (bot)"


async def one(story: Story, text: str) -> Seen:
    """The one message that answers `text`."""
    seen = await story.say(text)
    assert len(seen) == 1, seen
    return seen[0]


async def test_it_asks_who_you_are_at_the_start(story: Story) -> None:
    seen = await one(story, "/start")
    assert HELLO in seen.text
    assert seen.labels == ("1 Trưởng thôn", "2 Hộ gia đình", "3 Cán bộ", "4 Hỏi luôn")


async def test_a_question_typed_at_the_start_is_answered_at_once(story: Story) -> None:
    await one(story, "/start")
    seen = await one(story, "han nop ho so khen thuong binh thuan khi nao")
    assert "30/12" in seen.text
    assert "Nguồn: UBND tỉnh Bình Thuận, số 3994/KH-UBND, mục III.3.c" in seen.text


async def test_an_answer_has_its_caution_quote_and_buttons(story: Story) -> None:
    seen = await one(story, "han nop ho so khen thuong binh thuan khi nao")
    assert "⚠️ Kế hoạch 2021-2025, nay đã qua." in "\n".join(seen.text.splitlines()[:4])
    assert "trước ngày 30/12" in seen.text
    assert seen.labels[0] == "1 Xem cả mục"
    assert seen.labels[-2:] == (f"{len(seen.labels) - 1} 👍 Đúng ý", f"{len(seen.labels)} 👎 Chưa đúng")


async def test_a_role_and_a_place_are_chosen_by_number(story: Story) -> None:
    await one(story, "/start")
    wishes = await one(story, "2")
    assert wishes.text.startswith("Bác cần việc gì?")
    assert wishes.labels == ("1 Hỏi về kế hoạch", "2 Đăng ký thoát nghèo", "3 Xem đăng ký của tôi")
    places = await one(story, "1")
    assert places.text.startswith("Bác chọn kế hoạch nơi nào?")
    assert places.labels[0] == "1 Bình Thuận (cũ)"
    chosen = await one(story, "1")
    assert chosen.text.startswith("Đã chọn: Bình Thuận (cũ).")
    seen = await one(story, "tieu chi ho gia dinh")
    assert "3994/KH-UBND" in seen.text


async def test_an_officer_is_called_anh_chi(story: Story) -> None:
    await one(story, "/start")
    await one(story, "can bo")
    seen = await one(story, "quay lai")
    assert seen.text.startswith("Anh/chị cần việc gì?")


async def test_somebody_who_says_em_is_not_called_bac(story: Story) -> None:
    await one(story, "cho em hoi han bao cao trieu son")
    seen = await one(story, "quay lai")
    assert seen.text.startswith("Anh/chị cần việc gì?")


async def test_words_work_like_buttons_without_accents_capitals_or_slash(story: Story) -> None:
    for typed in ("/trogiup", "tro giup", "TRỢ GIÚP", "Trợ giúp", "huong dan"):
        seen = await one(story, typed)
        assert seen.text.startswith("Gõ câu hỏi như nói chuyện")
    for typed in ("Chọn nơi", "chon noi", "1", "1.", "so 1"):
        await one(story, "tro giup")
        seen = await one(story, typed)
        assert seen.text.startswith("Bác chọn kế hoạch nơi nào?")


async def test_a_place_is_chosen_by_its_name(story: Story) -> None:
    seen = await one(story, "trieu son")
    assert seen.text.startswith("Đã chọn: Triệu Sơn (cũ).")
    seen = await one(story, "/kehoach bac giang")
    assert seen.text.startswith("Đã chọn: Bắc Giang (cũ).")


async def test_a_plan_is_read_from_its_outline_down_to_the_passage(story: Story) -> None:
    await one(story, "/kehoach")
    await one(story, "binh thuan")
    outline = await one(story, "doc tung muc")
    assert "I. Mục đích, yêu cầu" in outline.text
    assert "4 Mục III" in outline.labels
    third = await one(story, "muc iii")
    assert third.text.startswith("Mục III. Đối tượng")
    await one(story, "Mục III.3")
    leaf = await one(story, "Mục III.3.c")
    assert "trước ngày 30/12" in leaf.text
    assert "Nguồn: UBND tỉnh Bình Thuận, số 3994/KH-UBND, mục III.3.c" in leaf.text
    back = await one(story, "quay lai")
    assert back.text.startswith("Mục III.3.")


async def test_a_long_section_is_read_page_by_page(story: Story) -> None:
    await one(story, "/kehoach binh thuan")
    await one(story, "1")
    await one(story, "muc iii")
    first = await one(story, "doc ca muc")
    assert "Trang 1/" in first.text
    assert "1 Trang sau" in first.labels
    second = await one(story, "sau")
    assert "Trang 2/" in second.text
    assert second.labels[:2] == ("1 Trang trước", "2 Trang sau")
    again = await one(story, "Trang trước")
    assert again.text == first.text


async def test_the_whole_section_around_a_quote_is_one_choice_away(story: Story) -> None:
    await one(story, "han nop ho so khen thuong binh thuan khi nao")
    seen = await one(story, "xem ca muc")
    assert seen.text.startswith("Mục III.3.c.")
    assert "họp Hội đồng thi đua, khen thưởng" in seen.text


async def test_a_caution_can_be_asked_about(story: Story) -> None:
    await one(story, "han nop ho so khen thuong binh thuan khi nao")
    for typed in ("vi sao", "/kehoach binh thuan", "vi sao"):
        seen = await one(story, typed)
    assert "Kế hoạch Bình Thuận (cũ) chỉ ghi cho giai đoạn 2021-2025, nay đã qua." in seen.text
    assert "Bot chép lại để tra cứu" in seen.text


async def test_it_asks_which_place_where_plans_differ_and_keeps_the_choice(story: Story) -> None:
    seen = await one(story, "ho gd dc bn nguoi bang khen ct tinh")
    assert {label[2:] for label in seen.labels[:2]} == {"Bình Thuận (cũ)", "Bắc Giang (cũ)"}
    assert seen.labels[2:] == ("3 Xem cả hai",)
    answer = await one(story, "binh thuan")
    assert "Nguồn: UBND tỉnh Bình Thuận, số 3994/KH-UBND, mục III.2.b" in answer.text
    assert "Câu sau bot cũng trả lời theo Bình Thuận (cũ)." in answer.text
    again = await one(story, "tieu chi ho gia dinh")
    assert "3994/KH-UBND" in again.text


async def test_two_places_are_shown_side_by_side(story: Story) -> None:
    await one(story, "ho gd dc bn nguoi bang khen ct tinh")
    seen = await one(story, "ca hai")
    assert "Bình Thuận (cũ): " in seen.text
    assert "Bắc Giang (cũ): " in seen.text
    assert "III.2.b" in seen.text
    assert "IV.2.a" in seen.text


async def test_a_thumb_is_kept_and_thanked_for(story: Story) -> None:
    await one(story, "han nop ho so khen thuong binh thuan khi nao")
    seen = await one(story, "dung y")
    assert seen.text == "✅ Đã ghi: đúng ý."


async def test_commands_that_do_not_work_yet_say_so_and_where_to_go(story: Story) -> None:
    for typed in ("/dangky", "dang ky", "/hoso", "/sua", "/rut", "rut", "/xoa", "/xacnhan", "/thongke"):
        seen = await one(story, typed)
        assert "chưa" in seen.text.splitlines()[0] or "dành cho" in seen.text.splitlines()[0], typed
        assert "UBND" in seen.text or "Ủy ban nhân dân" in seen.text, typed
        assert seen.labels, typed


async def test_an_unknown_command_leads_to_help(story: Story) -> None:
    seen = await one(story, "/abc")
    assert seen.text.startswith("Bot không có lệnh này.")
    assert seen.labels == ("1 Trợ giúp",)


async def test_a_digit_beyond_the_menu_shows_the_menu_again(story: Story) -> None:
    start = await one(story, "/start")
    seen = await one(story, "9")
    assert seen.text.startswith("Danh sách đang mở có 4 số.")
    assert seen.labels == start.labels


async def test_a_digit_without_a_menu_is_not_understood(story: Story) -> None:
    seen = await one(story, "3")
    assert seen.text.startswith("Bot chưa hiểu câu này.")


async def test_no_odd_input_breaks_it(story: Story) -> None:
    odd = ("😀😀😀", "…", "\u202e\u200b?", "<b>x</b> <script>", "&amp; &lt;b&gt;", "a" * 10_000, "nghèo " * 1_600)
    for typed in odd:
        seen = await story.say(typed[:4096])
        assert len(seen) == 1, typed[:20]
        assert seen[0].text
        assert "trục trặc" not in seen[0].text, typed[:20]


async def test_an_id_number_is_dropped_and_the_question_beside_it_answered(story: Story) -> None:
    seen = await story.say("038085001234")
    assert len(seen) == 1
    assert seen[0].text.startswith("Dãy 12 số vừa gửi không được giữ lại.")
    seen = await story.say("so cua toi 038 085 001 234, han nop ho so khen thuong binh thuan khi nao")
    assert len(seen) == 2
    assert "30/12" in seen[1].text


async def test_money_with_dots_is_no_id_number(story: Story) -> None:
    seen = await story.say("vay 150.000.000 dong binh thuan duoc khong")
    assert len(seen) == 1
    assert "không được giữ lại" not in seen[0].text


async def test_somebody_who_is_forced_is_told_whom_to_see_and_nothing_is_kept(story: Story, tmp_path: Path) -> None:
    seen = await one(story, "thon bat nha toi dk, ko dk thi cat ho ngheo")
    assert seen.text.startswith("Đăng ký là tự nguyện. Bác có quyền không đăng ký.")
    assert seen.labels == ("1 Không đăng ký", "2 Nên gặp ai?", "3 Hỏi việc khác")
    assert "Không cần qua trưởng thôn." in (await one(story, "2")).text
    assert b"cat ho ngheo" not in b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
