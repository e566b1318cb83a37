"""An officer sends a plan to the bot: read, reviewed, published, and answered from, through the real application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from bot.people.areas import Area
from bot.people.model import Role
from bot.plans.model import State
from bot.store.sqlite import SqliteStore
from tests.conftest import GROUP, TelegramStory, telegram_running
from tests.households import Village
from tests.new_plans import COMMUNE_PLAN, LAM_DONG, PROVINCE_PLAN, THO_PHU, TRIEU_SON, office_of
from tests.telegram_api import Sent, TelegramApi

HOA, OFFICER, COLLEAGUE, ELSEWHERE, PROVINCE, HEAD, ADMIN = 1, 2, 3, 4, 5, 6, 7
QUESTION = "han bao cao xa trieu son"


@pytest.fixture
def office(tmp_path: Path, store: SqliteStore) -> Village:
    """Officers on Telegram."""
    made = office_of(tmp_path, store)
    for person, area in ((OFFICER, TRIEU_SON), (COLLEAGUE, TRIEU_SON), (ELSEWHERE, THO_PHU), (PROVINCE, LAM_DONG)):
        made.appoint_at(f"telegram:{person}", Role.OFFICER, area)
    made.appoint_at(f"telegram:{HEAD}", Role.VILLAGE_HEAD, Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", "thôn 2"))
    return made


@pytest.fixture
async def story(api: TelegramApi, office: Village) -> AsyncIterator[TelegramStory]:
    """The application, running."""
    async with telegram_running(api, office.reception) as story:
        yield story


async def until(condition: Callable[[], object]) -> None:
    """Wait until `condition()` holds."""
    for _ in range(4000):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not happen")


def shown(api: TelegramApi, chat: int, words: str) -> list[Sent]:
    """What was sent or edited in `chat` that has these words."""
    return [s for s in api.sent if s.chat == chat and words in s.text]


async def card_of(api: TelegramApi, chat: int, name: str, data: bytes) -> Sent:
    """Send a file; the card, when it is there."""
    await api.send_file(chat, name, data)
    await until(lambda: shown(api, chat, "Đọc xong."))
    return shown(api, chat, "Đọc xong.")[-1]


async def publish(api: TelegramApi, story: TelegramStory, card: Sent) -> Sent:
    """Publish the draft of `card`; what is said when that is done."""
    sure = to(await story.press(card, "Công bố"), card.chat)
    await api.press(sure, "Công bố")
    await until(lambda: shown(api, card.chat, "Đã công bố"))
    return shown(api, card.chat, "Đã công bố")[-1]


def to(sent: list[Sent], chat: int) -> Sent:
    """The last of what was sent that went to `chat`."""
    return [s for s in sent if s.chat == chat][-1]


def word_file(text: str) -> bytes:
    """The text as a Word file."""
    document, out = docx.Document(), BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


async def test_a_word_file_becomes_a_plan_that_villagers_are_answered_from(
    api: TelegramApi, story: TelegramStory, office: Village
) -> None:
    before = await story.ask(QUESTION, HOA)
    assert "huyện Triệu Sơn" in before[0].text
    card = await card_of(api, OFFICER, "ke-hoach-2026.docx", word_file(COMMUNE_PLAN))
    assert "Số: 12/KH-UBND. Ngày: 05/01/2026." in card.text
    assert "Nơi: xã Triệu Sơn, tỉnh Thanh Hóa." in card.text
    assert "Có ngày: 2. Chỉ có năm: 1. Số lượng: 1." in card.text
    told = [s for s in api.sent if s.chat == OFFICER]
    assert told[0].text.startswith("Đã nhận ke-hoach-2026.docx. Đang đọc")
    assert {s.message for s in told} == {told[0].message}, "one message, edited"
    done = await publish(api, story, card)
    assert "Đã công bố lúc 09:00" in done.text
    assert [label.split(" ", 1)[1] for label in done.labels] == ["Xác nhận hạn", "Đọc từng mục"]
    api.sent.clear()
    answer = to(await story.ask(QUESTION, HOA), HOA)
    assert answer.text.startswith("Trước ngày 20 tháng 11 hằng năm")
    assert "Nguồn: UBND xã Triệu Sơn, số 12/KH-UBND, mục IV.1" in answer.text
    assert "nay đã qua" not in answer.text
    assert [e.action for e in office.store.audit.entries()][-3:] == ["plan.received", "plan.read", "plan.published"]


async def test_the_other_officers_of_the_area_are_asked_to_confirm_once(api: TelegramApi, story: TelegramStory) -> None:
    card = await card_of(api, OFFICER, "a.txt", COMMUNE_PLAN.encode())
    await publish(api, story, card)
    await until(lambda: shown(api, COLLEAGUE, "2 hạn chờ xác nhận"))
    asked = shown(api, COLLEAGUE, "2 hạn chờ xác nhận")
    assert len(asked) == 1
    assert not shown(api, ELSEWHERE, "hạn chờ xác nhận")
    api.sent.clear()
    first = to(await story.press(asked[0], "Xem từng hạn"), COLLEAGUE)
    assert first.text.startswith("Hạn 1/2")


@pytest.mark.parametrize("person", [HOA, HEAD])
async def test_others_are_told_who_may_send_plans_and_nothing_is_fetched(
    api: TelegramApi, story: TelegramStory, person: int, office: Village
) -> None:
    sent = await story.after(await api.send_file(person, "a.txt", COMMUNE_PLAN.encode()))
    assert sent[0].text.startswith("Thêm kế hoạch dành cho cán bộ có mã mời.")
    sent = await story.ask("/themkehoach", person)
    assert sent[0].text.startswith("Thêm kế hoạch dành cho cán bộ có mã mời.")
    assert not [m for m, _ in api.calls if m in ("getFile", "file")]
    assert office.store.plans.in_state(*State) == []


async def test_a_file_that_is_too_large_is_refused_before_it_is_fetched(api: TelegramApi, story: TelegramStory) -> None:
    sent = await story.after(await api.send_file(OFFICER, "a.docx", b"x", size=14 * 1024 * 1024))
    assert sent[0].text.startswith("Tệp 14 MB, bot nhận đến 10 MB.")
    assert not [m for m, _ in api.calls if m == "getFile"]


@pytest.mark.usefixtures("story")
async def test_a_file_that_cannot_be_read_is_refused_in_the_place_of_the_progress(
    api: TelegramApi, office: Village
) -> None:
    await api.send_file(OFFICER, "a.docx", b"  \n")
    await until(lambda: shown(api, OFFICER, "Tệp a.docx trống."))
    told = [s for s in api.sent if s.chat == OFFICER]
    assert {s.message for s in told} == {told[0].message}
    assert [u.state for u in office.store.plans.in_state(*State)] == [State.REFUSED]
    assert office.store.plans.digests() == frozenset()


@pytest.mark.usefixtures("story")
async def test_a_file_that_telegram_no_longer_has_is_asked_for_again(api: TelegramApi) -> None:
    api.refuse = lambda method, _: (
        (400, "Bad Request: file is temporarily unavailable") if method == "getFile" else None
    )
    # Not by way of the story, which would take away what is said soon after the receipt.
    await api.send_file(OFFICER, "a.txt", COMMUNE_PLAN.encode())
    await until(lambda: shown(api, OFFICER, "Không tải được tệp a.txt.\nXin gửi lại tệp."))


async def test_nobody_else_sees_or_opens_a_draft_but_a_colleague_goes_on_with_it(
    api: TelegramApi, story: TelegramStory
) -> None:
    card = await card_of(api, OFFICER, "a.txt", COMMUNE_PLAN.encode())
    for person in (HOA, HEAD, ELSEWHERE, PROVINCE):
        api.sent.clear()
        answer = (await story.ask("han nop ho so khen thuong xa trieu son 05 thang 12", person))[0]
        assert "12/KH-UBND" not in answer.text
        assert "05 tháng 12" not in answer.text.replace("05 thang 12", "")
        listed = (await story.ask("/themkehoach", person))[0]
        assert not [label for label in listed.labels if "Nháp" in label]
        data = card.buttons[0]["callback_data"]
        forged = await story.after(await api.press_data(person, data))
        assert "Nút này đã cũ" in forged[0].text
    api.sent.clear()
    listed = (await story.ask("/themkehoach", COLLEAGUE))[0]
    opened = (await story.press(listed, "Nháp a.txt"))[0]
    assert opened.text.startswith("Đọc xong.")
    await publish(api, story, opened)
    api.sent.clear()
    await api.press(card, "Công bố")
    await until(lambda: shown(api, OFFICER, "Bản nháp này không còn"))


async def test_a_file_in_a_group_is_not_taken(api: TelegramApi, story: TelegramStory, office: Village) -> None:
    document = {"file_id": "f", "file_unique_id": "f", "file_name": "a.txt", "file_size": 10}
    caption = {"caption": "@phong_trao_bot", "caption_entities": [{"type": "mention", "offset": 0, "length": 15}]}
    update = await api.push(message=api.message(GROUP, OFFICER, document=document, **caption))
    assert (await story.after(update))[0].text.startswith("Trong nhóm bot không nhận tệp.")
    assert office.store.plans.in_state(*State) == []


async def test_the_new_plan_of_a_province_answers_for_the_provinces_that_are_part_of_it(
    api: TelegramApi, story: TelegramStory
) -> None:
    card = await card_of(api, PROVINCE, "tinh.txt", PROVINCE_PLAN.encode())
    asked = to(await story.press(card, "So với bản cũ"), PROVINCE)
    assert "UBND tỉnh Bình Thuận, số 3994/KH-UBND" in asked.text
    await publish(api, story, to(await story.press(asked, "Thay bản đó"), PROVINCE))
    for question in ("han bao cao tinh lam dong", "han bao cao dak nong", "han bao cao binh thuan"):
        api.sent.clear()
        answer = to(await story.ask(question, HOA), HOA)
        assert "Nguồn: UBND tỉnh Lâm Đồng, số 1500/KH-UBND, mục IV.1" in answer.text
