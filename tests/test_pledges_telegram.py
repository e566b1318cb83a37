"""Pledges through the real application: many at once, everything twice, files, groups, nothing in the clear."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.people.model import Role
from bot.pledges.model import State
from bot.store.sqlite import SqliteStore
from knowledge.answers.answerer import Answerer
from tests.conftest import GROUP, TelegramStory, telegram_running, until
from tests.households import STEPS, THON_2, TRIEU_SON, Village, village
from tests.telegram_api import Sent, TelegramApi

HOA, HEAD, OFFICER = 700001, 700002, 700003
PHONE, ID_NUMBER, PLAN = "0912345678", "038085001234", "nuoi 2 bo sinh san"


@pytest.fixture
def people(store: SqliteStore, answers: Answerer) -> Village:
    """A bot that takes pledges, with a head and an officer on Telegram."""
    made = village(store, answers)
    made.appoint_at(f"telegram:{HEAD}", Role.VILLAGE_HEAD, THON_2)
    made.appoint_at(f"telegram:{OFFICER}", Role.OFFICER, TRIEU_SON)
    return made


@pytest.fixture
async def story(api: TelegramApi, people: Village) -> AsyncIterator[TelegramStory]:
    """The application, running."""
    async with telegram_running(api, people.reception) as story:
        yield story


@pytest.mark.usefixtures("story")
async def test_fifty_households_register_at_the_same_time_and_none_is_lost_or_mixed_up(
    api: TelegramApi, people: Village
) -> None:
    chats = range(710_000, 710_050)
    order = random.Random(5)

    async def register(chat: int) -> None:
        for said, step in enumerate(STEPS, 1):
            text = {"Nguyen Thi Hoa": f"Nguyen Van {letters(chat)}", PLAN: f"trong {chat} cay"}.get(step, step)
            await asyncio.sleep(order.random() / 50)
            await api.say(chat, text)
            await until(lambda wanted=said: sum(s.chat == chat for s in api.sent) >= wanted)

    await asyncio.gather(*(register(chat) for chat in chats))
    pledges = {p.owner: p for p in people.store.pledges.within(THON_2)}
    assert len(pledges) == len({p.code for p in pledges.values()}) == 50
    for chat in chats:
        kept = pledges[f"telegram:{chat}"]
        assert (kept.name, kept.how, kept.state) == (
            f"Nguyen Van {letters(chat)}",
            f"trong {chat} cay",
            State.SUBMITTED,
        )
        last = [s for s in api.sent if s.chat == chat][-1]
        assert kept.code in last.text
    # The head of the village is told of each, one message a second.
    told = [n.key.split(":")[1] for n in people.store.outbox.by_prefix("pledge:") if n.chat == f"telegram:{HEAD}"]
    assert sorted(told) == sorted(p.id for p in pledges.values())
    await until(lambda: sum(s.chat == HEAD for s in api.sent) >= 2)


def letters(number: int) -> str:
    """A number as a name, which has no digits."""
    return "".join("ABCDEGHIKL"[int(digit)] for digit in str(number)).capitalize()


async def test_every_update_twice_changes_nothing_the_second_time(
    api: TelegramApi, story: TelegramStory, people: Village
) -> None:
    for text in STEPS:
        update = await api.say(HOA, text)
        await story.after(update)
        await api.push_again(api.update(update))
    sent = await story.ask("/hoso", HOA)
    assert sum("Nguyen Thi Hoa" in s.text for s in sent) == 1
    assert len(people.store.pledges.sent_by(f"telegram:{HOA}")) == 1
    assert people.store.pledges.drafts(f"telegram:{HOA}") == []


def everything(people: Village) -> list[tuple[object, ...]]:
    """What is kept of pledges, people and what they were told."""
    tables = ("pledges", "pledge_events", "audit", "people", "invites", "twins")
    rows = [tuple(row) for table in tables for row in people.store._all(f"SELECT * FROM {table} ORDER BY 1, 2")]
    told = [tuple(row) for row in people.store._all("SELECT occurrence, chat FROM outbox ORDER BY id")]
    return [*rows, *told, *(tuple(row) for row in people.store._all("SELECT id FROM updates"))]


async def test_a_whole_story_delivered_a_second_time_changes_nothing(
    api: TelegramApi, story: TelegramStory, people: Village
) -> None:
    updates: list[int] = []

    async def say(chat: int, text: str) -> list[Sent]:
        updates.append(await api.say(chat, text))
        return await story.after(updates[-1])

    async def press(sent: list[Sent], label: str) -> list[Sent]:
        shown = next(s for s in reversed(sent) if any(b["text"].endswith(label) for b in s.buttons))
        updates.append(await api.press(shown, label))
        return await story.after(updates[-1])

    for text in STEPS[:-1]:
        card = await say(HOA, text)
    receipt = await press(card, "Gửi")
    queue = await press(await press(await say(HEAD, "/xacnhan"), "Cần sửa lại"), "Tên")
    assert "cần sửa lại" in queue[-1].text
    for text in ("/sua", "1", "Nguyen Thi Hoan", "gui"):
        await say(HOA, text)
    await press(await say(HEAD, "/xacnhan"), "Đúng, xác nhận")
    await press(await say(OFFICER, "/xacnhan"), "Đã nhận đăng ký")
    withdrawn = await press(receipt, "Rút đăng ký")
    await press(withdrawn, "Bấm nhầm, lấy lại")
    for text in ("/rut", "/xoa", "/start"):
        await say(HOA, text)
    before = everything(people)
    for update in updates:
        await api.push_again(api.update(update))
    last = await story.ask("xin chao", OFFICER)
    assert not [s for s in last if s.chat == HOA]  # nothing is answered a second time
    assert [row for row in everything(people) if row not in before] == [(f"telegram:{api.confirmed}",)]


async def test_the_own_number_comes_by_a_tap_and_somebody_elses_does_not(
    api: TelegramApi, story: TelegramStory, people: Village
) -> None:
    for text in STEPS[:3]:
        sent = await story.ask(text, HOA)
    keyboard = sent[0].call["reply_markup"]["keyboard"]
    assert keyboard[0][0] == {"text": "Gửi số của tôi", "request_contact": True}
    other = {"phone_number": "84900000000", "first_name": "Khac", "user_id": 1}
    sent = await story.after(await api.push(message=api.message(HOA, contact=other)))
    assert "Bước 2/8" in sent[0].text
    own = {"phone_number": "84912345678", "first_name": "Hoa", "user_id": HOA}
    sent = await story.after(await api.push(message=api.message(HOA, contact=own)))
    assert sent[0].text.startswith("Bước 3/8.")
    assert people.store.pledges.drafts(f"telegram:{HOA}")[0].phone == PHONE


async def test_a_photo_at_a_step_is_not_kept_and_the_step_comes_again(api: TelegramApi, story: TelegramStory) -> None:
    for text in STEPS[:2]:
        await story.ask(text, HOA)
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    sent = await story.after(await api.push(message=api.message(HOA, photo=photo)))
    assert "Ảnh không được giữ lại." in sent[0].text
    assert "Bước 1/8" in sent[0].text


async def test_files_arrive_as_files_and_the_picture_as_a_picture(api: TelegramApi, story: TelegramStory) -> None:
    for text in (*STEPS, "/dulieu"):
        await story.ask(text, HOA)
    await story.ask("/thongke", OFFICER)
    methods = [method for method, _ in api.calls]
    assert "sendDocument" in methods
    assert "sendPhoto" in methods


@pytest.mark.parametrize(
    "command", ["/dangky", "/hoso", "/thongke", "/moi", "/xacnhan", "/dulieu", "/rut", "/xoa", "/sua"]
)
async def test_a_group_sees_no_personal_matter(story: TelegramStory, command: str) -> None:
    sent = await story.ask(f"{command}@phong_trao_bot", GROUP, person=OFFICER)
    assert [s.text for s in sent] == ["Việc riêng xin nhắn riêng cho bot."]


async def test_a_button_of_a_private_chat_does_nothing_in_a_group(api: TelegramApi, story: TelegramStory) -> None:
    for text in STEPS:
        await story.ask(text, HOA)
    queue = (await story.ask("/xacnhan", HEAD))[-1]
    data = queue.buttons[0]["callback_data"]
    sent = await story.after(await api.press_data(GROUP, data, person=HEAD))
    (said,) = [s for s in sent if s.chat == GROUP]  # the head may be told of the pledge meanwhile
    assert said.text.startswith("Nút này đã cũ.")


async def test_nothing_personal_stands_in_the_clear_in_the_files_or_in_the_log(
    api: TelegramApi, people: Village, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with telegram_running(api, people.reception) as story:
        for text in (*STEPS[:3], ID_NUMBER, PHONE, *STEPS[4:6], "xom Deo Gio", *STEPS[7:], "/hoso", "/dulieu", "/rut"):
            await story.ask(text, HOA)
        await story.ask("ten toi la Nguyen Thi Hoa, tieu chi ho gia dinh binh thuan", HOA)
        await story.ask("lay lai", HOA)
        await story.ask("/xacnhan", OFFICER)
    log = "".join(capfd.readouterr())
    for file in [f for f in tmp_path.rglob("*") if f.is_file()]:
        data = file.read_bytes()
        for secret in ("Nguyen Thi Hoa", "Thi Hoa", PHONE, ID_NUMBER, PLAN, "Deo Gio", "near_poor"):
            assert secret.encode() not in data, f"{secret} in {file.name}"
    for secret in ("Nguyen Thi Hoa", PHONE, ID_NUMBER, PLAN, "Deo Gio", str(HOA)):
        assert secret not in log


async def test_after_deleting_nothing_sealed_of_the_household_is_left_either(
    api: TelegramApi, story: TelegramStory, people: Village
) -> None:
    for text in (*STEPS, "/xoa", "1"):
        await story.ask(text, HOA)
    assert people.store.pledges.of_owner(f"telegram:{HOA}") == []
    assert all(p.erased and not p.name for p in people.store.pledges.all())
    assert not people.store.knows_chat(f"telegram:{HOA}")
    assert not any(s.chat == HOA and isinstance(s, Sent) and "Hoa" in s.text for s in api.sent)


async def test_an_edited_message_does_not_become_the_answer_to_another_step(
    api: TelegramApi, story: TelegramStory, people: Village
) -> None:
    for text in STEPS[:6]:
        await story.ask(text, HOA)
    sent = await story.after(await api.edit(HOA, "Nguyen Thi Hoan"))
    assert sent[0].text.startswith("Sửa tin nhắn cũ thì đăng ký không đổi theo.")
    assert "Bước 4/8" in sent[0].text
    assert people.store.pledges.drafts(f"telegram:{HOA}")[0].village == ""
