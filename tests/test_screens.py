"""What people see of an answer: the caution in sight, each line quoted once, no more than fits a small phone."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.conversation.quoting import own_lines, quotes_of
from bot.conversation.reception import Reception
from bot.message import Choice, Message
from bot.pages import clip_around, in_marks
from bot.store.records import Menu
from bot.texts import load_texts, spoken_path
from handlers.console.rendering import show
from handlers.telegram.rendering import render
from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Citation, Intent, Question, Status
from tests.conftest import ConsoleStory, Seen, Story

PLAN = "x"


async def one(story: Story, text: str) -> Seen:
    seen = await story.say(text)
    assert len(seen) == 1, seen
    return seen[0]


def cited(quote: str, section: str = "I.1") -> Citation:
    return Citation(PLAN, "Kế hoạch A", section, quote, 0, len(quote))


def answer(lead: str, *citations: Citation, body: str = "") -> Answer:
    return Answer(Status.ANSWERED, Intent.QUESTION, lead, body, plan=PLAN, citations=citations)


def on_screen(message: Message, width: int = 40) -> str:
    console = Console(width=width, file=io.StringIO(), highlight=False)
    show(console, message)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_line_is_quoted_once_and_without_its_mark() -> None:
    first, second = (
        "- Không quá 10 tập thể.",
        "b) Bằng khen\n- Không quá 10 tập thể.\n- Không quá 15 cá nhân.\n- Hồ sơ 01 bộ.",
    )
    told = answer("Không quá 10 tập thể.", cited(first), cited(second), body="Không quá 15 cá nhân.")
    (quote,) = quotes_of(load_texts(), told, 2000)
    assert quote.parts == ("Không quá 10 tập thể.", "- Không quá 15 cá nhân.")


def test_the_years_of_a_plan_that_is_over_prove_nothing(answers: Answerer) -> None:
    asked = Question("nam 2026 roi con kip nop ho so khen khong", date(2026, 11, 21), "binh-thuan")
    told = answers.answer(asked)
    assert "2026" in told.lead
    assert [q.source.rpartition(" ")[2] for q in quotes_of(load_texts(), told, 2000)] == ["III.3.c"]


def test_a_long_quote_shows_the_part_that_proves_the_first_line() -> None:
    quote = (
        f"{'Đạt thành tích xuất sắc trong các phong trào của địa phương. ' * 5}Có ít nhất 02 lần được tặng giấy khen."
    )
    (shown,) = quotes_of(load_texts(), answer("Có ít nhất 02 lần được tặng giấy khen.", cited(quote)), 2000)
    assert shown.short == "… Có ít nhất 02 lần được tặng giấy khen."
    assert "… “Có ít nhất 02 lần được tặng giấy khen.”" in on_screen(Message("a", quotes=(shown,)), 80)


def test_the_items_of_a_list_are_told_and_not_quoted_again_on_a_screen() -> None:
    told = answer("Hồ sơ: 2 ý.", cited("Hồ sơ gồm:\n- Tờ trình.\n- Biên bản."), body="1. Tờ trình.\n2. Biên bản.")
    quotes = quotes_of(load_texts(), told, 2000)
    message = Message(told.lead, tuple(told.body.splitlines()), quotes=quotes)
    assert on_screen(message).count("Tờ trình") == 1
    assert "▌“Hồ sơ gồm:” …" in on_screen(message)
    assert render(message)[0].count("Hồ sơ gồm") == 1  # a quote that folds holds all of it once


def test_marks_stand_around_the_words_of_the_plan_alone() -> None:
    assert in_marks("… trước ngày 30/12…") == "… “trước ngày 30/12” …"
    assert in_marks("trước ngày 30/12") == "“trước ngày 30/12”"
    assert own_lines("+ 02 hộ gia đình;") == ["02 hộ gia đình;"]


@given(st.text(alphabet="ab ,.;", min_size=1, max_size=300), st.integers(0, 299), st.integers(40, 120))
def test_what_is_cut_around_a_place_holds_the_place(text: str, place: int, limit: int) -> None:
    line = " ".join(text.split())
    if place >= len(line):
        return
    cut = clip_around(line, place, limit)
    assert len(cut) <= limit
    assert cut.removeprefix("… ").rstrip("…") in line or not line


def test_one_short_line_stands_before_the_caution_and_no_item_of_a_list() -> None:
    assert Message("a", ("Nơi nhận: Sở Nội vụ.", "b"), ("đã qua",)).head == ("Nơi nhận: Sở Nội vụ.", "⚠️ đã qua", "b")
    assert Message("a", ("1. Tờ trình.", "2. Biên bản."), ("đã qua",)).head[0] == "⚠️ đã qua"
    assert Message("a", ("dài " * 40,), ("đã qua",)).head[0] == "⚠️ đã qua"


def test_a_section_of_an_annex_is_not_cited_by_its_mark() -> None:
    assert spoken_path("DC.III.4") == "III.4 (kèm theo)"
    assert spoken_path("III.3.c") == "III.3.c"
    assert load_texts().source_line("Kế hoạch A", "DC.II") == "Nguồn: Kế hoạch A, mục II (kèm theo)"


async def test_that_a_plan_is_over_is_said_once_with_the_day_that_it_had(story: Story) -> None:
    seen = await one(story, "nam 2026 roi con kip nop ho so khen binh thuan khong")
    assert seen.text.count("đã qua") == 1
    assert "Hạn cũ trong kế hoạch: trước ngày 30/12 hằng năm." in seen.text
    assert "⚠️ Năm 2026: xin hỏi UBND xã." in seen.text


async def test_a_count_of_days_is_about_the_passage_that_is_quoted_first(story: Story) -> None:
    seen = await one(story, "con may ngay nua nop bao cao binh thuan")
    assert seen.text.startswith("Kế hoạch ghi trước ngày 10 tháng 11")
    assert "30/12" not in seen.text


async def test_a_commune_typed_alone_says_its_name_of_today_and_chooses_the_plan(story: Story) -> None:
    seen = await one(story, "xa minh son trieu son")
    assert seen.text.startswith("Xã Minh Sơn (cũ) nay là xã Triệu Sơn, tỉnh Thanh Hóa.")
    assert "Đã chọn: Triệu Sơn (cũ)." in seen.text
    seen = await one(story, "xã Hàm Cần")
    assert "Bot chưa có kế hoạch của riêng nơi này." in seen.text
    assert "1 Bình Thuận (cũ)" in seen.labels


async def test_a_section_is_read_without_empty_lines_and_its_first_paragraph_once(story: Story) -> None:
    await one(story, "han bao cao nam cua cac so binh thuan")
    seen = await one(story, "xem ca muc")
    assert seen.text.startswith("Mục V.4.")
    assert seen.text.count("Trước ngày 10 tháng 11") == 1
    await one(story, "ho so khen thuong binh thuan gom nhung gi")
    seen = await one(story, "xem ca muc")
    page = seen.text.partition("Mục III.3.b. Hồ sơ đề nghị khen thưởng\n")[2]
    assert page
    assert "\n▌\n" not in page
    assert "\n\n" not in page.strip()


async def test_a_long_list_fits_a_small_phone(story: Story) -> None:
    seen = await one(story, "tieu chi doanh nghiep binh thuan")
    items = [line for line in seen.text.splitlines() if line[:3] in ("1. ", "2. ", "3. ")]
    assert len(items) == 3
    assert sum(map(len, items)) <= 480


async def test_two_plans_side_by_side_have_one_caution(story: Story) -> None:
    await one(story, "ho gd dc bn nguoi bang khen ct tinh")
    seen = await one(story, "xem ca hai")
    assert "Từ 01/7/2025" not in seen.text
    assert "Bình Thuận (cũ): Số lượng khen thưởng hàng năm: Không quá 10 tập thể" in seen.text


@pytest.mark.parametrize(
    ("before", "question", "begins"),
    [
        ("thu tuong khen may ho", "ho so gom gi", "Bình Thuận, hồ sơ đề nghị khen thưởng"),
        ("han nop ho so", "kinh phi o dau", "Kinh phí khen thưởng: "),
        ("tieu chi ho gia dinh", "con xa", "Bình Thuận: đối với xã"),
        ("tieu chi ho gia dinh", "doanh nghiep thi sao", "Bình Thuận, đối với các doanh nghiệp"),
    ],
)
async def test_a_new_subject_is_not_mixed_with_the_one_before(
    story: Story, before: str, question: str, begins: str
) -> None:
    await one(story, "binh thuan")
    await one(story, before)
    assert (await one(story, question)).text.startswith(begins)


@pytest.mark.parametrize("typed", ["toi muon tu tu", "chan qua khong muon song nua", "tôi chỉ muốn chết"])
async def test_danger_to_life_is_answered_at_once_with_help_alone(story: Story, typed: str) -> None:
    seen = await one(story, typed)
    assert seen.text.startswith("Xin nói ngay với người nhà, hàng xóm hoặc trạm y tế xã.")
    assert "gọi ngay" not in seen.text  # no number that the operator has not confirmed
    assert "Bot không giữ tin nhắn này" in seen.text
    assert seen.labels == ("1 Nên gặp ai?",)


async def test_the_line_that_the_operator_confirmed_is_named_first(story: Story, reception: Reception) -> None:
    reception.desk = replace(reception.desk, emergency="115")
    seen = await one(story, "toi khong muon song nua")
    assert seen.text.splitlines()[1] == "Nguy cấp thì gọi ngay 115."


async def test_slowly_is_no_danger(story: Story) -> None:
    assert not (await one(story, "tôi muốn từ từ trả nợ")).text.startswith("Xin nói ngay")


@pytest.mark.parametrize("typed", ["khi nao", "bao nhieu", "o dau", "con may ngay nua"])
async def test_words_of_asking_alone_are_asked_back(story: Story, typed: str) -> None:
    seen = await one(story, typed)
    assert seen.text.startswith("Bot chưa hiểu câu này")
    await one(story, "han nop ho so khen binh thuan")
    assert "30/12" in (await one(story, "khi nao")).text


def test_articles_are_cited_without_the_word_for_a_section() -> None:
    texts = load_texts()
    assert texts.source_line("Quyết định A", "Điều 3.1") == "Nguồn: Quyết định A, Điều 3.1"
    assert texts.line("label_patterns.section", path="Điều 3") == "Điều 3"


ASKED_FIRST = (
    "hạn nộp hồ sơ khen thưởng",
    "hồ sơ khen thưởng gồm những gì",
    "tiêu chí hộ gia đình",
    "có hình thức khen nào",
)


def test_every_question_that_is_offered_next_is_answered(answers: Answerer) -> None:
    offered = {
        (s.label, s.question, s.plan)
        for plan in answers.library
        for text in ASKED_FIRST
        for s in answers.answer(Question(text, date(2026, 11, 21), plan.id)).suggestions
        if s.plan == plan.id
    }
    assert len({label for label, *_ in offered}) == 4
    for label, question, plan in offered:
        told = answers.answer(Question(question, date(2026, 11, 21), plan))
        assert told.status is Status.ANSWERED, (label, plan)
        assert "suất" not in label or any(c.isdigit() for c in told.lead), told.lead


@pytest.mark.parametrize("question", ["số lượng khen thưởng là bao nhiêu", "so luong bang khen duoc tang la bao nhieu"])
def test_a_number_is_not_taken_for_money(answers: Answerer, question: str) -> None:
    assert "số tiền" not in answers.answer(Question(question, date(2026, 11, 21), "binh-thuan")).lead


def test_the_items_of_a_list_end_with_a_full_stop(answers: Answerer) -> None:
    told = answers.answer(Question("có những hình thức khen thưởng nào", date(2026, 11, 21), "lang-son"))
    items = told.body.splitlines()
    assert len(items) == 4
    assert all(item.endswith(".") and not item.endswith("..") for item in items)


async def test_a_number_where_only_words_are_offered_is_not_counted(reception: Reception) -> None:
    """Digits are a value there; "0 choices" helps nobody."""
    store, now = reception.desk.store, reception.clock()
    menu = Menu("m1", "console:lan", (Choice("Tiếp", worded=True),), now)
    with store.transaction():
        store.save_menu(menu)
        store.save_chat(replace(store.chat("console:lan"), menu=menu.id), now)
    seen = await one(ConsoleStory(reception), "3")
    assert seen.text.startswith("Ở đây chọn bằng chữ trên nút, không bằng số.")
