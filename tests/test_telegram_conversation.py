"""What is particular to Telegram: edits, updates that come twice, groups, buttons, what is no text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.conversation.reception import Reception
from bot.conversation.turn import Answers
from knowledge.answers.model import Answer, Question
from knowledge.library import Library
from tests.conftest import GROUP, LAN, TelegramStory, telegram_running
from tests.telegram_api import TelegramApi

QUESTION = "han nop ho so khen thuong binh thuan khi nao"
MINH = 555002

MakeReception = Callable[[Answers], Reception]


async def test_it_answers_an_edited_question_again(telegram: TelegramStory) -> None:
    await telegram.ask("tieu chi ho gia dinh binh thuan")
    sent = await telegram.after(await telegram.api.edit(LAN, QUESTION))
    assert "30/12" in sent[0].text


async def test_the_same_update_twice_is_answered_once(telegram: TelegramStory) -> None:
    update = await telegram.api.say(LAN, QUESTION)
    assert len(await telegram.after(update)) == 1
    await telegram.api.push_again(telegram.api.update(update))
    sent = await telegram.ask("tro giup")
    assert [s.text.splitlines()[0] for s in sent] == ["Gõ câu hỏi như nói chuyện, bot tìm trong kế hoạch."]


async def test_a_press_that_comes_twice_changes_nothing_the_second_time(telegram: TelegramStory) -> None:
    await telegram.ask("/kehoach")
    places = (await telegram.ask("/kehoach"))[0]
    update = await telegram.api.press(places, "Bình Thuận (cũ)")
    await telegram.after(update)
    await telegram.ask("/kehoach bac giang")
    await telegram.api.push_again(telegram.api.update(update))
    await telegram.ask("tro giup")
    assert telegram.reception.desk.store.chat(f"telegram:{LAN}").plan == "bac-giang"


async def test_a_button_pressed_twice_gives_one_opinion(telegram: TelegramStory) -> None:
    answer = (await telegram.ask(QUESTION))[0]
    await telegram.press(answer, "Đúng ý")
    await telegram.press(answer, "Chưa đúng")
    opinions = telegram.reception.desk.store.opinions()
    assert [opinion.good for opinion in opinions] == [False]
    assert opinions[0].answer.question == QUESTION
    assert "binh-thuan III.3.c" in opinions[0].answer.sections


async def test_a_button_of_an_older_message_still_works(telegram: TelegramStory) -> None:
    answer = (await telegram.ask(QUESTION))[0]
    await telegram.ask("/start")
    sent = await telegram.press(answer, "Xem cả mục")
    assert sent[0].text.startswith("Mục III.3.c.")
    assert not sent[0].edited


async def test_pages_turn_in_place(telegram: TelegramStory) -> None:
    await telegram.ask("/kehoach binh thuan")
    outline = (await telegram.ask("doc tung muc"))[0]
    third = await telegram.press(outline, "Mục III")
    assert third[0].edited
    assert third[0].message == outline.message
    first = await telegram.press(third[0], "Đọc cả mục")
    second = await telegram.press(first[0], "Trang sau")
    assert second[0].edited
    assert "Trang 2/" in second[0].text


async def test_a_page_that_cannot_be_edited_is_sent_anew(telegram: TelegramStory) -> None:
    await telegram.ask("/kehoach binh thuan")
    outline = (await telegram.ask("doc tung muc"))[0]
    telegram.api.refuse = lambda method, _: (
        (400, "Bad Request: message can't be edited") if method == "editMessageText" else None
    )
    sent = await telegram.press(outline, "Mục III")
    assert not sent[0].edited
    assert sent[0].text.startswith("Mục III.")


FORGED = ["", "m:", "m:ZZZZZZZZ:1", "m:ZZZZZZZZ:-1", "m::", "x" * 64, "plan:binh-thuan", "m:1:1:1"]


@pytest.mark.parametrize("data", FORGED)
async def test_forged_button_data_is_an_old_button(telegram: TelegramStory, data: str) -> None:
    sent = await telegram.after(await telegram.api.press_data(LAN, data))
    assert sent[0].text.startswith("Nút này đã cũ.")
    assert sent[0].labels == ["1 Hỏi về kế hoạch", "2 Chọn nơi", "3 Trợ giúp"]


async def test_a_button_of_somebody_elses_chat_is_an_old_button(telegram: TelegramStory) -> None:
    answer = (await telegram.ask(QUESTION))[0]
    for number in ("1", "99"):
        data = answer.buttons[0]["callback_data"].rpartition(":")[0] + f":{number}"
        sent = await telegram.after(await telegram.api.press_data(MINH, data))
        assert sent[0].text.startswith("Nút này đã cũ.")


async def test_every_press_is_answered_so_that_the_button_stops_spinning(telegram: TelegramStory) -> None:
    answer = (await telegram.ask(QUESTION))[0]
    await telegram.press(answer, "Đúng ý")
    assert "answerCallbackQuery" in [method for method, _ in telegram.api.calls]


FILE = {"file_id": "1", "file_unique_id": "1"}
STICKER = FILE | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}
NO_TEXT = [
    ({"sticker": STICKER}, "Bot chỉ đọc được chữ."),
    ({"voice": FILE | {"duration": 1}}, "Bot chỉ đọc được chữ."),
    ({"photo": [FILE | {"width": 1, "height": 1}]}, "Ảnh không được giữ lại."),
    ({"contact": {"phone_number": "0912345678", "first_name": "Lan"}}, "Số điện thoại và vị trí không được giữ lại."),
]


@pytest.mark.parametrize(("content", "line"), NO_TEXT)
async def test_what_is_no_text_gets_a_helpful_line(telegram: TelegramStory, content: dict[str, Any], line: str) -> None:
    sent = await telegram.after(await telegram.api.push(message=telegram.api.message(LAN, **content)))
    assert line in sent[0].text
    assert sent[0].labels == ["1 Trợ giúp"]


async def test_somebody_who_joins_is_no_message(telegram: TelegramStory) -> None:
    joined = telegram.api.message(GROUP, new_chat_members=[{"id": MINH, "is_bot": False, "first_name": "Minh"}])
    assert await telegram.after(await telegram.api.push(message=joined)) == []


async def test_an_update_that_cannot_be_read_does_not_hold_up_the_next(telegram: TelegramStory) -> None:
    await telegram.api.push(message={"message_id": "of another form", "text": "mot cau rieng"})
    assert len(await telegram.ask("tro giup")) == 1
    assert len(await telegram.ask("tro giup")) == 1


async def test_an_update_of_another_kind_is_passed_over(telegram: TelegramStory) -> None:
    await telegram.api.push(channel_post=telegram.api.message(LAN, text="x"))
    assert len(await telegram.ask("tro giup")) == 1


async def test_in_a_group_it_is_silent_unless_it_is_called(telegram: TelegramStory) -> None:
    assert await telegram.ask("han bao cao trieu son", GROUP, person=LAN) == []
    assert await telegram.ask("/trogiup", GROUP, person=LAN) == []
    sent = await telegram.ask("@phong_trao_bot han nop ho so khen thuong binh thuan", GROUP, person=LAN)
    assert "30/12" in sent[0].text
    assert sent[0].call["reply_parameters"]["message_id"]


async def test_in_a_group_it_answers_a_reply_to_its_message(telegram: TelegramStory) -> None:
    answered = telegram.api.message(GROUP) | {"from": {"id": 123456, "is_bot": True, "first_name": "Bot"}}
    sent = await telegram.ask(QUESTION, GROUP, person=LAN, reply_to_message=answered)
    assert "30/12" in sent[0].text


async def test_in_a_group_there_are_no_thumbs_and_no_place_is_chosen_for_others(telegram: TelegramStory) -> None:
    sent = await telegram.ask("@phong_trao_bot han nop ho so khen thuong binh thuan", GROUP, person=LAN)
    assert not any("👍" in label or "👎" in label for label in sent[0].labels)
    await telegram.ask("/kehoach@phong_trao_bot binh thuan", GROUP, person=LAN)
    assert telegram.reception.desk.store.chat(f"telegram:{GROUP}").plan is None


@pytest.mark.parametrize("text", ["toi muon dang ky thoat ngheo", "/dangky", "/xoa", "dang ky", "xem dang ky cua toi"])
async def test_in_a_group_there_are_no_personal_matters(telegram: TelegramStory, text: str) -> None:
    called = text.replace(" ", "@phong_trao_bot ", 1) if text.startswith("/") else f"@phong_trao_bot {text}"
    called = f"{text}@phong_trao_bot" if text.startswith("/") else called
    sent = await telegram.ask(called, GROUP, person=LAN)
    assert sent[0].text == "Việc riêng xin nhắn riêng cho bot."
    assert sent[0].buttons == [{"text": "Nhắn riêng", "url": "https://t.me/phong_trao_bot"}]


async def test_an_id_number_in_a_group_is_met_with_silence_there_and_a_private_line(telegram: TelegramStory) -> None:
    assert await telegram.ask("@phong_trao_bot 038085001234", GROUP, person=LAN) == []
    await telegram.ask("/start")
    sent = await telegram.ask("@phong_trao_bot 038085001234", GROUP, person=LAN)
    assert [s.chat for s in sent] == [LAN]
    assert sent[0].text.startswith("Dãy 12 số vừa gửi không được giữ lại.")


class Faulty:
    """Answers that fail."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def answer(self, question: Question) -> Answer:
        raise RuntimeError(f"cannot answer {question.text}")


async def test_a_fault_is_told_with_a_code_and_changes_nothing(
    api: TelegramApi, make_reception: MakeReception, answers: Answers, capfd: pytest.CaptureFixture[str]
) -> None:
    reception = make_reception(Faulty(answers.library))
    async with telegram_running(api, reception) as telegram:
        sent = await telegram.ask("cau hoi rieng cua toi")
        assert sent[0].text.startswith("Bot đang trục trặc, chưa làm được việc này.")
        assert "đọc mã: SC-" in sent[0].text
        assert (await telegram.ask("tro giup"))[0].text.startswith("Gõ câu hỏi")
    assert "cau hoi rieng" not in "".join(capfd.readouterr())


async def test_html_in_a_message_is_shown_as_it_was_typed(
    api: TelegramApi, make_reception: MakeReception, answers: Answers
) -> None:
    class Echo(Faulty):
        def answer(self, question: Question) -> Answer:
            return Answer(status=Status.ANSWERED, intent=Intent.QUESTION, lead=question.text, body=question.text)

    from knowledge.answers.model import Intent, Status  # noqa: PLC0415

    text = "<b>a</i> & <script>alert(1)</script> &lt;"
    async with telegram_running(api, make_reception(Echo(answers.library))) as telegram:
        sent = await telegram.ask(text)
        assert sent[0].text.splitlines()[0] == text
