"""The commands beside the text field: those of the role alone, on Telegram; the others say who may use them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.conversation.command_menu import command_menu
from bot.people.areas import Area
from bot.people.inviting import LIFE, TRIES
from bot.people.model import Invite, Person, Role
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts
from knowledge.answers.answerer import Answerer
from tests.conftest import NOW, TelegramStory, telegram_running, until
from tests.households import STEPS, THON_2, TRIEU_SON, Village, labels, text_of, village
from tests.telegram_api import TelegramApi

TU = 720001
AGENCY = Area("Tỉnh Thanh Hóa", agency="Sở Nội vụ")


@pytest.fixture
def people(store: SqliteStore, answers: Answerer) -> Village:
    """A bot that takes pledges, and the people around it."""
    return village(store, answers)


@pytest.fixture
async def story(api: TelegramApi, people: Village) -> AsyncIterator[TelegramStory]:
    """The application, running."""
    async with telegram_running(api, people.reception) as story:
        yield story


def commands_of(role: Role, area: Area) -> list[str]:
    """The commands that are shown to somebody."""
    return [name for name, _ in command_menu(load_texts(), Person("1", "a", role, area))]


MINE = ["start", "trogiup", "kehoach", "dangky", "hoso", "sua", "dulieu", "rut", "xoa"]


@pytest.mark.parametrize(
    ("role", "area", "added"),
    [
        (Role.HOUSEHOLD, Area(), set()),
        (Role.VILLAGE_HEAD, THON_2, {"lich", "nhac", "xacnhan", "thongke"}),
        (Role.OFFICER, TRIEU_SON, {"lich", "nhac", "xacnhan", "thongke", "moi", "nhatky", "themkehoach"}),
        (Role.OFFICER, Area("Tỉnh Thanh Hóa"), {"lich", "nhac", "thongke", "moi", "nhatky", "themkehoach"}),
        (Role.OFFICER, AGENCY, {"lich", "nhac", "nhatky", "themkehoach"}),
        (Role.ADMIN, Area(), {"lich", "nhac", "thongke", "moi", "nhatky", "themkehoach"}),
    ],
)
def test_each_role_sees_its_commands_alone(role: Role, area: Area, added: set[str]) -> None:
    listed = commands_of(role, area)
    assert set(listed) == set(MINE) | added
    assert listed[-2:] == ["rut", "xoa"]
    assert listed[listed.index("sua") + 1] not in ("rut", "xoa")  # a finger that slips withdraws nothing


def menus(api: TelegramApi, chat: int) -> list[list[str]]:
    """The menus that were put up in `chat`, one after the other; an empty one was taken down."""
    put = []
    for method, data in api.calls:
        if data.get("scope", {}).get("chat_id") == chat and method in ("setMyCommands", "deleteMyCommands"):
            put.append([c["command"] for c in data.get("commands", [])])
    return put


async def test_who_takes_an_invite_gets_the_commands_of_the_role_and_loses_them_with_it(
    api: TelegramApi, story: TelegramStory, people: Village
) -> None:
    code = people.talk("xa", "/moi", "1", "thon 5", "1").lead.rpartition(" ")[2]
    await story.ask("/start", TU)
    assert menus(api, TU) == []
    shown = (await story.ask(f"/start moi-{code}", TU))[-1]
    await story.press(shown, "Đúng, tôi nhận")
    await until(lambda: menus(api, TU))  # the list follows the reply
    assert menus(api, TU) == [commands_of(Role.VILLAGE_HEAD, THON_2)]
    for text in ("/xoa", "1", "/start"):
        await story.ask(text, TU)
    await until(lambda: len(menus(api, TU)) > 1 and not people.store.people.menus_shown())
    assert menus(api, TU)[1:] == [[]]


async def test_what_the_network_lost_is_put_up_at_the_next_start(api: TelegramApi, people: Village) -> None:
    people.appoint_at(f"telegram:{TU}", Role.VILLAGE_HEAD, THON_2)
    api.refuse = lambda method, _: (500, "Internal Server Error") if method == "setMyCommands" else None
    async with telegram_running(api, people.reception):
        await until(lambda: any("chat_id" in data.get("scope", {}) for _, data in api.calls))
    assert people.store.people.menus_shown() == []
    api.refuse = lambda _method, _data: None
    api.calls.clear()
    async with telegram_running(api, people.reception):
        await until(people.store.people.menus_shown)
    assert menus(api, TU) == [commands_of(Role.VILLAGE_HEAD, THON_2)]
    assert people.reception.menu_changes("telegram") == []


OTHERS = [
    ("hoa", ("/xacnhan", "/thongke"), "trưởng thôn và cán bộ xã"),
    ("hoa", ("/nhac",), "cán bộ và trưởng thôn"),
    ("hoa", ("/moi", "/nhatky"), "dành cho cán bộ"),
    ("thon2", ("/moi", "/nhatky"), "dành cho cán bộ"),
    ("tinh", ("/xacnhan",), "trưởng thôn và cán bộ xã"),
]


@pytest.mark.parametrize(("who", "commands", "words"), OTHERS)
def test_the_commands_of_others_say_who_may_use_them(
    people: Village, who: str, commands: tuple[str, ...], words: str
) -> None:
    for command in commands:
        assert words in people.talk(who, command).lead


def test_somebody_with_another_role_reads_which(people: Village) -> None:
    assert "Đang ghi ở đây: cán bộ, tỉnh Thanh Hóa." in text_of(people.talk("tinh", "/xacnhan"))


def test_an_officer_withdraws_and_corrects_for_a_family_by_its_code(people: Village) -> None:
    assert people.talk("xa", "/rut").lead == "Xin gõ mã đăng ký, 4 chữ và số."
    assert people.talk("xa", "/sua AAAA").lead == "Không thấy đăng ký có mã này ở nơi anh/chị phụ trách."
    assert people.talk("hoa", "/rut").lead == "Bác chưa gửi đăng ký nào."


def test_the_start_and_the_help_show_each_what_they_can_do_now(people: Village) -> None:
    shown = {
        "hoa": (
            "Chào bác. Đây là máy",
            ["Trưởng thôn", "Hộ gia đình", "Cán bộ", "Hỏi luôn"],
            ("dang ky", "du lieu"),
            ("xac nhan", "tao ma moi", "gõ nhac"),
        ),
        "thon2": (
            "Chào bác. Hôm nay cần việc gì?",
            [
                "Xem danh sách chờ",
                "Ghi giúp một nhà",
                "Hỏi về kế hoạch",
                "Chọn hạn được nhắc",
                "Số đăng ký",
                "Trợ giúp",
            ],
            ("xac nhan", "Ghi giúp", "gõ nhac"),
            ("tao ma moi", "du lieu"),
        ),
        "xa": (
            "Chào anh/chị. Hôm nay cần việc gì?",
            ["Xem danh sách chờ", "Ghi giúp một nhà", "Hỏi về kế hoạch", "Xem từng hạn", "Số đăng ký", "Trợ giúp"],
            ("xac nhan", "tao ma moi", "theo mã", "gõ nhac"),
            ("của thôn",),
        ),
        "tinh": (
            "Chào anh/chị. Hôm nay cần việc gì?",
            ["Hỏi về kế hoạch", "Xem từng hạn", "Số đăng ký", "Chọn nơi", "Trợ giúp"],
            ("tao ma moi", "gõ nhac"),
            ("xac nhan", "Ghi giúp"),
        ),
    }
    for who, (hello, buttons, told, not_told) in shown.items():
        start = people.talk(who, "/start")
        assert text_of(start).strip().startswith(hello)
        assert labels(start) == buttons
        for choice in start.choices:
            assert "Nút này đã cũ" not in text_of(people.press(who, start, choice.label)[0]), (who, choice.label)
        told_now = text_of(people.talk(who, "tro giup"))
        assert all(words in told_now for words in told), who
        assert not any(words in told_now for words in not_told), who


def test_who_only_says_to_be_an_officer_is_told_of_the_code_and_of_nothing_that_needs_it(people: Village) -> None:
    told = text_of(people.talk("hoa", "/start", "can bo", "tro giup"))
    assert "Có mã mời thì gõ luôn mã vào đây." in told
    assert "xac nhan" not in told


def test_a_code_is_taken_wherever_it_is_typed(people: Village) -> None:
    code = people.talk("xa", "/moi", "1", "thon 5", "1").lead.rpartition(" ")[2]
    assert people.talk("tu", f"{code[:4].lower()}-{code[4:]}").lead.startswith("Mã mời: trưởng thôn, thôn 5")
    people.talk("hoa", *STEPS)
    pledge = people.code("hoa")
    assert people.talk("xa", pledge.lower()).lead.startswith(f"Đăng ký {pledge}:")
    assert people.talk("hoa", pledge).lead.startswith(f"Đăng ký {pledge}:")
    assert "Nguyen Thi Hoa" not in text_of(people.talk("lan", pledge))


def test_a_code_without_a_digit_is_a_code_when_it_opens_something(people: Village) -> None:
    invite = Invite("I", Role.VILLAGE_HEAD, THON_2, "A", NOW, NOW + LIFE)
    with people.store.transaction():
        people.store.people.add_invite(invite, "ABCDEFGH")
    assert people.talk("tu", "abcd-efgh").lead.startswith("Mã mời: trưởng thôn, thôn 2")
    for number in range(TRIES):
        assert "Mã mời" not in people.talk("ke", f"KHUYENX{'ABCDE'[number]}").lead
    assert "Mã mời" not in people.talk("ke", "ABCDEFGH").lead  # nobody tries codes out like that
