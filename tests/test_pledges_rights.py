"""Every step of the conversation, taken by everybody with every argument that could be forged: nothing leaks."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest

from bot.conversation.choosing import STEPS as CONVERSATION
from bot.message import Action, Choice, Message
from bot.people.areas import Area
from bot.people.model import Role
from bot.pledges.model import State
from bot.store.records import Menu
from bot.store.sqlite import SqliteStore
from knowledge.answers.answerer import Answerer
from tests.households import HELPED, STEPS, Village, text_of, village

SECRETS = ("Vo Thi Mo", "trong 5 sao che", "0912345678", "Le Van Tu", "Tran Van Nhap", "nha nay o thon 3")
STRANGERS = ("lan", "thon3", "xakhac", "tinh", "so", "huyenkhac", "quantri")


@pytest.fixture
def people(store: SqliteStore, answers: Answerer) -> Village:
    """Hoa has sent a pledge that was returned with a note, a head has written one down, Nhap has begun one."""
    made = village(store, answers)
    made.appoint("so", Role.OFFICER, Area("Tỉnh Thanh Hóa", agency="Sở Nội vụ"))
    other = Area("Tỉnh Thanh Hóa", district="Huyện Thọ Xuân", communes=("Xã Thọ Lập",))
    made.appoint("huyenkhac", Role.OFFICER, other)
    made.talk("hoa", *STEPS[:2], "Vo Thi Mo", "0912 345 678", *STEPS[4:-2], "trong 5 sao che", "gui")
    made.talk("thon2", "/xacnhan", "2", "5", "nha nay o thon 3")
    made.talk("thon2", *HELPED)
    made.talk("nhap", *STEPS[:2], "Tran Van Nhap")
    made.notices("hoa")
    return made


def shown(message: Message) -> str:
    """All that a message shows, with what is in its files."""
    return "\n".join([text_of(message), *(file_text(file.data) for file in message.files)])


def file_text(data: bytes) -> str:
    """What is in a file; office files are archives."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8", errors="replace")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist())


def forged(people: Village, who: str, action: Action) -> list[Message]:
    """What happens when `who` presses a button that does `action`, though the bot never gave it to them."""
    menu = Menu(people.reception.desk.ids(8), f"console:{who}", (Choice("x", action),), people.clock.now)
    with people.store.transaction():
        people.store.save_menu(menu)
    return people.press_data(who, f"m:{menu.id}:1")


# Steps that look at no pledge: once is enough.
BY_NO_PLEDGE = {
    name for name in CONVERSATION if name.startswith(("calendar", "counts", "ask", "both", "plan", "place"))
}
# Steps that do several things, by an argument.
SEVERAL = ("queue_do", "pledge_go", "pledge_pick", "pledge_card")


def arguments(people: Village, step: str, pledge: str, who: str) -> list[dict[str, str]]:
    """Everything that a step may look at, in the ways that lead furthest."""
    seen = str(len(people.store.pledges.events(pledge)))
    common = {
        "id": pledge, "seen": seen, "line": "name", "earlier": pledge, "one": pledge, "other": pledge, "same": "1",
        "asked": people.clock.now.isoformat(), "helped": "1", "here": "1", "yes": "1", "who": "officer", "start": "0",
        "role": "officer", "province": "Tỉnh Thanh Hóa", "commune": "Xã Triệu Sơn", "village": "thôn 2", "on": "1",
        "of": "", "sure": "1", "after": pledge, "alike": "", "district": "huyen trieu son", "code": "",
        "question": "tieu chi", "plan": "", "plans": "binh-thuan", "keep": "", "key": "x", "answer": "x", "good": "1",
        "what": "x", "day": "2026-12-15", "before": "", "typed": "x", "occurrence": "2026.1", "year": "2026",
        "dated": "1", "to": "x", "words": "x", "path": "I", "page": "1", "chat": who,
    }  # fmt: skip
    ways = [{"do": do, "step": step, "value": "poor"} for do, step in (
        ("yes", "name"), ("return", "card"), ("name", "standing"), ("unwilling", "how"), ("send", "card"),
        ("on", "needs"), ("skip", "phone"), ("back", "village"),
    )]  # fmt: skip
    return [common | way for way in (ways if step in SEVERAL else ways[:1])]


@pytest.mark.parametrize("who", STRANGERS)
def test_no_forged_button_shows_or_changes_what_is_not_theirs(people: Village, who: str) -> None:
    store = people.store
    before = {p.id: p for p in store.pledges.all()}
    events = {p: store.pledges.events(p) for p in before}
    invites = len(store._all("SELECT * FROM invites"))
    mine = store.people.known(f"console:{who}")
    for number, pledge in enumerate(before):
        for name in CONVERSATION:
            if number and name in BY_NO_PLEDGE:
                continue
            for args in arguments(people, name, pledge, who):
                for message in forged(people, who, Action(name, args)):
                    said = shown(message)
                    assert not any(secret in said for secret in SECRETS), (name, args, said)
            if name == "own_deleted" and mine:  # deleting themselves was theirs to do
                people.appoint(who, mine.role, mine.area)
    after = {p.id: p for p in store.pledges.all() if p.id in before}
    assert after == before
    assert {p: store.pledges.events(p) for p in before} == events
    for told in ("hoa", "thon2", "nhap", "xa"):
        assert not [m for m in people.notices(told) if "rút" in text_of(m) or "xóa" in text_of(m)]
    made = store._all("SELECT * FROM invites")[invites:]
    assert not any("Xã Triệu Sơn" in row["area"] for row in made) or who in ("tinh", "quantri")


def test_the_forged_buttons_would_do_something_for_those_who_may(people: Village) -> None:
    hoa = people.store.pledges.sent_by("console:hoa")[0]
    args = {"id": hoa.id, "seen": "2", "do": "yes", "asked": people.clock.now.isoformat()}
    assert any("Vo Thi Mo" in text_of(m) for m in forged(people, "xa", Action("own_show", args)))
    forged(people, "xa", Action("own_withdraw", args))
    assert people.store.pledges.sent_by("console:hoa")[0].state is State.WITHDRAWN


COMMANDS = (
    *("/xacnhan", "/thongke", "/hoso", "/hoso {code}", "{code}", "/sua", "/sua {code}", "/rut", "/rut {code}"),
    *("/dulieu", "/moi", "/dangky", "/nhac", "/nhatky", "xem danh sach", "xuat excel", "/start {code}"),
)


@pytest.mark.parametrize("who", STRANGERS)
def test_no_command_of_anybody_elses_shows_a_pledge(people: Village, who: str) -> None:
    before = people.store.pledges.all()
    codes = [people.code("hoa"), people.code("thon2")]
    people.clock.pass_by(minutes=1)
    for command in COMMANDS:
        for code in codes:
            for message in people.say(who, command.format(code=code)):
                said = shown(message)
                assert not any(secret in said for secret in SECRETS), (command, said)
                for choice in message.choices:
                    for further in people.press_data(who, choice.data):
                        told = shown(further)
                        assert not any(secret in told for secret in SECRETS), (command, choice.label, told)
    assert [p for p in people.store.pledges.all() if p in before] == before


def test_a_file_of_the_commune_is_given_to_its_officer_alone(people: Village) -> None:
    people.clock.now += timedelta(minutes=1)
    for who in (*STRANGERS, "thon2", "hoa"):
        assert not any("Vo Thi Mo" in shown(m) for m in forged(people, who, Action("export"))), who
    assert any("Vo Thi Mo" in shown(m) for m in forged(people, "xa", Action("export")))
