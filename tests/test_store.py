"""What the store promises, on a real file."""

from __future__ import annotations

import multiprocessing
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.message import Action, Choice, Message, Quote
from bot.store.records import Chat, GivenAnswer, Menu, SavedText
from bot.store.sqlite import SqliteStore
from bot.store.store import Store
from tests.conftest import NOW

ANSWER = GivenAnswer("A1", NOW, "hạn nộp?", "answered", "binh-thuan", "Trước ngày 30/12.", ("binh-thuan III.3.c",))
LATER = NOW + timedelta(hours=1)


def test_it_is_what_the_bot_expects_of_a_store(store: SqliteStore) -> None:
    promised: Store = store
    assert promised.chat("telegram:1") == Chat("telegram:1")


def test_a_chat_is_kept_as_it_was(store: SqliteStore) -> None:
    chat = Chat("telegram:1", "officer", True, "bac-giang", {"kind": "hạn"}, NOW, "M1")
    with store.transaction():
        store.save_chat(Chat("telegram:1"), NOW)
        store.save_chat(chat, NOW)
    assert store.chat("telegram:1") == chat
    assert store.knows_chat("telegram:1")
    assert not store.knows_chat("telegram:2")


def test_an_update_is_new_once(store: SqliteStore) -> None:
    with store.transaction():
        assert store.note_update("telegram:1", NOW)
        assert not store.note_update("telegram:1", NOW)
        assert store.note_update("zalo:1", NOW)


def test_nothing_is_kept_of_a_transaction_that_fails(store: SqliteStore) -> None:
    def fail() -> None:
        with store.transaction():
            store.note_update("telegram:1", NOW)
            store.save_chat(Chat("telegram:1"), NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not store.knows_chat("telegram:1")
    with store.transaction():
        assert store.note_update("telegram:1", NOW)


def test_a_menu_keeps_what_its_choices_do(store: SqliteStore) -> None:
    choice = Choice("Bình Thuận (cũ)", Action("place", {"plan": "binh-thuan"}), ("binh thuan",))
    menu = Menu("M1", "telegram:1", (choice,), NOW)
    with store.transaction():
        store.save_menu(menu)
    assert store.menu("M1") == menu
    assert store.menu("M2") is None


def test_the_same_text_is_kept_once(store: SqliteStore) -> None:
    text = SavedText("K", "binh-thuan", "Mục I", "Nguồn: ...", "Chữ")
    with store.transaction():
        store.save_text(text)
        store.save_text(replace(text, title="other"))
    assert store.text("K") == text


def test_an_opinion_can_be_changed_and_belongs_to_an_answer(store: SqliteStore) -> None:
    with store.transaction():
        store.save_answer(ANSWER)
        assert store.save_opinion("A1", True, NOW)
        assert store.save_opinion("A1", False, LATER)
        assert not store.save_opinion("A2", True, NOW)
    assert [(o.answer, o.good, o.at) for o in store.opinions()] == [(ANSWER, False, LATER)]


def test_a_reply_is_pending_until_it_ends(store: SqliteStore) -> None:
    message = Message(
        "Dòng đầu",
        ("một", "hai"),
        ("coi chừng",),
        (Quote(("trích",), "Nguồn"),),
        "trang",
        "nguồn",
        (Choice("Nút", data="m:1:1"), Choice("Riêng", private=True)),
        True,
    )
    with store.transaction():
        first = store.add_reply("telegram:1", "telegram:5", message, {"message": "7"}, NOW)
        store.add_reply("telegram:1", "telegram:5", Message("hai"), {}, NOW)
        store.add_reply(None, "console:lan", Message("ba"), {}, NOW)
    assert [r.message.lead for r in store.replies_to("telegram:1")] == ["Dòng đầu", "hai"]
    assert store.pending_replies("telegram", NOW)[0] == replace(first, again=True)
    assert store.pending_replies("telegram", LATER) == []
    assert store.pending_replies("tele", NOW) == []
    with store.transaction():
        store.end_reply(first.id)
    assert [r.message.lead for r in store.pending_replies("telegram", NOW)] == ["hai"]


def test_old_things_are_forgotten_but_not_what_somebody_judged(store: SqliteStore) -> None:
    with store.transaction():
        store.note_update("telegram:1", NOW)
        store.save_menu(Menu("M1", "telegram:1", (), NOW))
        store.save_answer(ANSWER)
        store.save_answer(replace(ANSWER, id="A2"))
        store.save_opinion("A1", True, NOW)
        store.forget_before(LATER)
    assert store.menu("M1") is None
    assert len(store.opinions()) == 1
    with store.transaction():
        assert store.note_update("telegram:1", NOW)
        assert not store.save_opinion("A2", True, NOW)


@pytest.mark.usefixtures("store")
def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "bot.sqlite3").stat().st_mode) == 0o600


def test_it_is_there_after_opening_again(store: SqliteStore, tmp_path: Path) -> None:
    with store.transaction():
        store.save_chat(Chat("telegram:1", plan="bac-giang"), NOW)
    store.close()
    again = SqliteStore(tmp_path / "bot.sqlite3")
    assert again.chat("telegram:1").plan == "bac-giang"
    again.close()


def note_many(file: Path, numbers: range) -> None:
    """Note updates from another process."""
    store = SqliteStore(file)
    for number in numbers:
        with store.transaction():
            if store.note_update(f"telegram:{number}", NOW):
                store.add_reply(f"telegram:{number}", "telegram:1", Message(str(number)), {}, NOW)
    store.close()


def test_two_processes_on_one_file_count_each_update_once(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=note_many, args=(file, range(50))) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert [worker.exitcode for worker in workers] == [0, 0]
    store = SqliteStore(file)
    assert len(store.pending_replies("telegram", NOW)) == 50
    store.close()
