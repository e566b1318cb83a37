"""Whatever a message says, each channel can show it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.message import Choice, Message, Quote, message_from, message_record
from bot.pages import clip, split_text
from handlers.console.rendering import plain_text
from handlers.telegram.rendering import LONGEST_TEXT, keyboard, plain, render, utf16
from tests.telegram_api import fault_in

# All that may come along: markup, entities, emoji of two units, marks that combine, control signs, lone surrogates.
texts = st.text(alphabet=st.sampled_from(list("ab c.,;\n<>&\"'đếộ*_`[]()#\x00\x1b\u202e\u200b\ud800😀⚠️0")), max_size=60)
long_texts = st.builds(lambda piece, times: piece * times, texts, st.integers(1, 200))
quotes = st.builds(lambda parts, source, short: Quote(tuple(parts), source, short), st.lists(long_texts, min_size=1, max_size=3), texts, texts)  # fmt: skip  # noqa: E501
choices = st.builds(Choice, label=st.text(max_size=24), data=st.just("m:AAAAAAAA:1"), private=st.booleans())
messages = st.builds(
    Message,
    lead=texts,
    lines=st.lists(long_texts, max_size=4).map(tuple),
    cautions=st.lists(texts, max_size=2).map(tuple),
    quotes=st.lists(quotes, max_size=3).map(tuple),
    page=long_texts,
    source=texts,
    choices=st.lists(choices, max_size=9).map(tuple),
    replaces=st.booleans(),
)


@settings(max_examples=80, deadline=None)
@given(messages)
def test_telegram_html_is_always_valid_and_never_too_long(message: Message) -> None:
    pieces = render(message)
    assert pieces
    for piece in pieces:
        assert utf16(piece) <= LONGEST_TEXT
        assert fault_in(piece) is None or not plain(piece).strip("\n \u200b\u202e")


@settings(max_examples=80, deadline=None)
@given(messages)
def test_nothing_of_a_message_is_lost_on_the_way(message: Message) -> None:
    shown = "".join("".join(plain(piece).split()) for piece in render(message))
    for text in (message.lead, *message.lines, message.page, message.source):
        kept = "".join(c for c in text if c not in "\x00\x1b\ud800")
        assert "".join(kept.split()) in shown


@given(messages)
@settings(max_examples=40, deadline=None)
def test_a_kept_message_comes_back_as_it_was(message: Message) -> None:
    assert message_from(message_record(message)) == message


@given(messages)
@settings(max_examples=40, deadline=None)
def test_a_terminal_gets_no_control_signs(message: Message) -> None:
    assert not set(plain_text(message)) & {"\x00", "\x1b", "\ud800"}


@settings(max_examples=150, deadline=None)
@given(long_texts, st.integers(2, 300))
def test_pieces_are_never_too_long_and_lose_nothing_but_blanks(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(texts, st.integers(10, 50))
def test_a_clipped_text_fits_and_shows_that_it_was_cut(text: str, limit: int) -> None:
    cut = clip(text, limit)
    assert len(cut) <= limit
    assert cut == text or cut.endswith("…")


def test_a_text_is_cut_at_the_end_of_a_sentence() -> None:
    text = "Câu thứ nhất. Câu thứ hai, khá dài. Câu thứ ba."
    assert split_text(text, 36) == ["Câu thứ nhất. Câu thứ hai, khá dài.", "Câu thứ ba."]


def test_a_text_is_cut_between_paragraphs_first() -> None:
    assert split_text("Một. Hai.\n\nBa. Bốn.", 14) == ["Một. Hai.", "Ba. Bốn."]


def test_a_long_quote_folds_and_its_source_is_seen() -> None:
    html = render(Message("Dòng đầu", quotes=(Quote(("dài " * 60,), "Nguồn: A"),)))[0]
    assert html.startswith("<b>Dòng đầu</b>\n<blockquote expandable>“dài")
    assert html.endswith("</blockquote>\n<i>Nguồn: A</i>")


def test_a_short_quote_does_not_fold() -> None:
    assert "<blockquote>“ngắn”</blockquote>" in render(Message("a", quotes=(Quote(("ngắn",), "Nguồn: A"),)))[0]


def test_what_proves_the_answer_comes_first_in_a_folded_quote() -> None:
    quote = Quote(("c) Thời gian. " * 20 + "trước ngày 30/12",), "Nguồn: A", "trước ngày 30/12")
    assert "<blockquote expandable>“trước ngày 30/12”\n\n“c) Thời gian." in render(Message("a", quotes=(quote,)))[0]


def test_the_caution_is_within_the_first_lines() -> None:
    message = Message("a", ("1. x", "2. y", "3. z"), ("coi chừng", "thêm"))
    assert message.head == ("⚠️ coi chừng", "thêm", "1. x", "2. y", "3. z")
    assert Message("a", ("một dòng",), ("coi chừng",)).head == ("một dòng", "⚠️ coi chừng")


def test_buttons_are_numbered_and_stand_in_rows_that_fit() -> None:
    labels = ["Xem cả mục", "Hồ sơ gồm gì?", "👍 Đúng ý", "👎 Chưa đúng"]
    buttons = keyboard([Choice(label, data="m:A:1") for label in labels], "https://t.me/x")
    assert buttons
    rows = [[button.text for button in row] for row in buttons.inline_keyboard]
    assert rows == [["1 Xem cả mục", "2 Hồ sơ gồm gì?"], ["3 👍 Đúng ý", "4 👎 Chưa đúng"]]


def test_a_private_door_is_a_link_without_a_number() -> None:
    buttons = keyboard([Choice("Nhắn riêng", private=True)], "https://t.me/x")
    assert buttons
    assert buttons.inline_keyboard[0][0].url == "https://t.me/x"
    assert keyboard([], "https://t.me/x") is None
