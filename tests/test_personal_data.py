"""What is kept of people: all of it is shown and erased on demand, and none of it longer than was promised."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.backups.making import make_backup
from bot.clock import VIETNAM
from bot.conversation.event import Event
from bot.conversation.turn import Office
from bot.people.areas import Area
from bot.people.model import Role
from bot.plans.model import State as Reading
from bot.plans.model import Upload
from bot.pledges.retention import apply_retention, overdue
from bot.store.sqlite import SqliteStore
from knowledge.answers.answerer import Answerer
from tests.households import HELPED, STEPS, TRIEU_SON, Village, text_of, village


@pytest.fixture
def people(store: SqliteStore, answers: Answerer) -> Village:
    """A bot that takes pledges, and the people around it."""
    return village(store, answers)


def test_a_pledge_that_nobody_closes_is_kept_until_its_year_is_long_over(people: Village) -> None:
    people.talk("hoa", *STEPS)  # until 2027
    office, store = people.reception.desk.office, people.store
    last = datetime(2028, 12, 31, 23, 0, tzinfo=VIETNAM)
    assert overdue(store, office, last).open == ()
    due = overdue(store, office, last + timedelta(hours=1))
    assert [p.name for p in due.open] == ["Nguyen Thi Hoa"]
    assert due.chats == ("console:hoa",)
    with store.transaction():
        apply_retention(store, office, last + timedelta(hours=1))
    assert [(p.name, p.erased, p.commune) for p in store.pledges.all()] == [("", True, "Xã Triệu Sơn")]
    assert not store.knows_chat("console:hoa")
    assert store.people.known("console:hoa") is None


def test_a_chat_is_forgotten_when_nobody_uses_it_and_nothing_else_is_kept(people: Village) -> None:
    people.talk("lan", "han nop ho so khen thuong binh thuan khi nao")
    people.talk("hoa", *STEPS)
    people.talk("thon2", "/start")
    later = people.clock.now + timedelta(days=366)
    assert overdue(people.store, people.reception.desk.office, later).chats == ("console:lan",)


def test_the_consent_says_what_the_settings_say(store: SqliteStore, answers: Answerer) -> None:
    office = Office("UBND xã Triệu Sơn", (), draft_days=10, closed_months=6, open_months=3)
    said = text_of(village(store, answers, office).talk("hoa", "/dangky"))
    assert "Xã lưu xong hoặc nhà rút: giữ 6 tháng. Chưa lưu: 3 tháng sau năm hẹn. Viết dở: 10 ngày." in said


# What the file of /dulieu says of each table that may hold a person's address or id.
TOLD = {
    "chats": "Địa chỉ trong bot",
    "people": "Việc được giao",
    "pledges": "Đăng ký",
    "menus": "Danh sách nút",
    "outbox": "Tin bot gửi đến",
    "replies": "Tin bot gửi đến",
    "deadlines": "Hạn tự đặt: nop bao cao quy",
    "follows": "Hạn đang được nhắc",
    "confirmations": "Đã trả lời về hạn",
    "progress": "Lần bấm",
    "invites": "Mã mời đã tạo",
    "audit": "Dòng nhật ký",
    "pledge_events": "Dòng nhật ký",
    "twins": "Dòng nhật ký",
    "code_tries": "Lần gõ sai mã mời",
    "subscriptions": "Theo dõi",
    "habits": "Nhắc trước hạn",
    "uploads": "Tệp kế hoạch đã gửi: bao-cao.docx",
    "command_menus": "Danh sách lệnh riêng",
    "addresses_off": "Bot không nhắn được",
}
# Columns that name a person, by address or by id.
NAMING = {"address", "chat", "owner", "actor", "made_by", "used_by", "by", "about", "person", "who"}
# What stays after /xoa: a random id that names nobody any more.
STAYING = {"audit", "pledge_events", "invites", "twins"}


def tables_with(store: SqliteStore, *words: str) -> set[str]:
    """The tables in which one of the words stands in the clear."""
    names = [row["name"] for row in store._all("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name
        for name in names
        for row in store._all(f"SELECT * FROM {name}")
        if any(word in str(value) for value in tuple(row) for word in words)
    }


def test_every_table_that_names_people_is_told_of(people: Village) -> None:
    names = [row["name"] for row in people.store._all("SELECT name FROM sqlite_master WHERE type = 'table'")]
    naming = {n for n in names if NAMING & {c["name"] for c in people.store._all(f"PRAGMA table_info({n})")}}
    assert naming <= set(TOLD), "what a new table holds of people has to be in the file of /dulieu, and erased by /xoa"


def test_an_officers_file_tells_of_every_table_and_deleting_empties_them(people: Village) -> None:
    people.appoint("mai", Role.OFFICER, TRIEU_SON)
    people.talk("thon2", *HELPED)
    people.talk("hoa", *STEPS)
    people.talk("mai", "/start AAAAAAA2")  # a wrong code
    people.talk("mai", "/moi", "1", "thon 5", "1")
    people.talk("mai", "/xacnhan", "1")
    people.talk("mai", *HELPED[:4], "Tran Thi Ba", "bo qua", "thon 4", *HELPED[6:])
    people.talk("mai", "trieu son", "/nhac", "de sau", "1", "UBND xã Triệu Sơn")
    people.talk("mai", "nhac toi ngay 15/12 nop bao cao quy", "1")
    moment = people.clock.now
    area, file = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn"), "bao-cao.docx"
    person = people.store.people.known("console:mai")
    assert person
    with people.store.transaction():
        people.store.subscriptions.add("console:mai", "plan:trieu-son", moment)
        people.store.people.note_menu("console:mai", "start Bắt đầu")
        people.store.plans.add(Upload("U1", person.id, "console:mai", area, file, "ref", Reading.READ, moment, moment))
    people.clock.pass_by(days=24)
    people.reception.sending().plan()
    for message in people.notices("mai"):
        for seen in [c.label for c in message.choices if c.label.startswith("Đã nhận")]:
            people.press("mai", message, seen)
    found = tables_with(people.store, "console:mai", person.id)
    assert found <= set(TOLD), "a table that the file does not tell of"
    text = people.talk("mai", "/dulieu").files[0].data.decode()
    for table in found:
        assert TOLD[table] in text, (table, text)
    assert {
        "outbox",
        "subscriptions",
        "uploads",
        "deadlines",
        "follows",
        "confirmations",
        "invites",
        "progress",
    } <= found
    asked = people.talk("mai", "/xoa")
    assert "Mất: việc được giao" in text_of(asked)
    people.press("mai", asked, "Xóa hết")
    change = people.reception.menu_change("console:mai")  # the channel takes the commands of the role down
    assert change
    people.reception.menu_put_up(change)
    assert tables_with(people.store, "console:mai") == set()
    assert tables_with(people.store, person.id) <= STAYING


ID, OLD_ID = "038085001234", "123456789"
# Who is where when a number is typed: at every step, and wherever else words are taken.
PLACES = [
    *(("hoa", STEPS[:step]) for step in range(1, len(STEPS))),
    ("hoa", ("/dangky",)),
    ("thon2", ("/start",)),
    ("moi", ("/start", "1", "1")),  # a code is asked for
    ("xa", ("/moi", "1")),  # a village
    ("quantri", ("/moi", "1")),  # a commune
    ("xa", ("/hoso",)),  # a pledge's code
    ("xa", ("/nhac",)),
    ("thon2", ("nhac toi ngay 15/12 nop bao cao", "2")),  # another day
]
TYPED = ("{id}", "so cua toi la {id} nhe", "nhac toi ngay 15/12 nop ho so {id}", "/nhac 15/12 nop ho so {id}",
         "/start {id}", "/hoso {id}", "tieu chi ho gia dinh binh thuan {id}")  # fmt: skip


def test_an_id_number_is_kept_nowhere_wherever_it_is_typed(people: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    seal, run = people.store.vault.seal, people.store._file.run
    monkeypatch.setattr(people.store.vault, "seal", lambda text, of: kept.append(text) or seal(text, of))
    monkeypatch.setattr(people.store._file, "run", lambda s, *v: kept.extend(map(str, v)) or run(s, *v))
    for place, (who, before) in enumerate(PLACES):
        people.talk(who, *before)
        for turn, typed in enumerate(TYPED):
            people.talk(who, typed.format(id=(ID, OLD_ID, "038 085 001 234")[(place + turn) % 3]))
    everything = "\n".join(kept)
    assert len(kept) > 1000  # the watch works
    for number in (ID, OLD_ID, "038 085 001", "085001234"):
        assert number not in everything


WORDS = (
    *("Vo Thi Mo", "0912345678", "Deo Gio", "trong 5 sao che", "Le Van Tu", "nha nay o xom tren", "Tran Van Nhap"),
    *("nop bao cao tay", "Dinh Van Hoi", "cat ho ngheo", ID, "near_poor", "exit_near_poor"),
)


def test_no_word_of_anybody_stands_in_the_clear_in_database_log_or_backup(
    people: Village, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    people.talk("hoa", *STEPS[:2], "Vo Thi Mo", "0912345678", *STEPS[4:6], "xom Deo Gio", *STEPS[7:-2])
    people.talk("hoa", "trong 5 sao che", "gui", "thon bat nha toi dk, ko dk thi cat ho ngheo", ID)
    people.talk("xa", "/xacnhan", "2", "5", "nha nay o xom tren")
    people.talk("thon2", *HELPED)
    people.talk("nhap", *STEPS[:2], "Tran Van Nhap")
    people.talk("thon2", "nhac toi ngay 15/12 nop bao cao tay", "2")  # it waits for another day
    people.talk("thon2", "20/12", "1")
    people.talk("lan", "toi la Dinh Van Hoi, tieu chi ho gia dinh binh thuan", "dung y")
    people.talk("hoa", "/dulieu")
    for who in ("xa", "thon2", "hoa"):
        people.reception.receive(Event(f"console:{who}", f"console:{who}", text="/hoso"))  # not delivered
    make_backup(tmp_path, tmp_path / "keys", tmp_path / "backup.bin", people.clock.now)
    log = "".join(capfd.readouterr())
    assert "turn" in log
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {"bot.sqlite3", "bot.sqlite3-wal", "backup.bin", "keys.json"} <= {file.name for file in files}
    for word in WORDS:
        assert word not in log
        for file in files:
            assert word.encode() not in file.read_bytes(), f"{word} in {file.name}"
