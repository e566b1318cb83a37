"""A backup holds everything and tells nothing; put back, everything is as it was, or nothing has changed."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.backups.drill import rehearse
from bot.backups.making import drop_oldest, kept_backups, make_backup
from bot.backups.restoring import restore
from bot.store import replacing
from bot.store.sqlite import SqliteStore
from knowledge.answers.answerer import Answerer
from knowledge.library import load_library
from tests.conftest import NOW, ids_in_order
from tests.households import STEPS, Village, text_of, village
from tests.test_alerts_telegram import confirm

QUESTIONS = (
    "han nop ho so khen thuong binh thuan",
    "tieu chi ho gia dinh trieu son",
    "ke hoach xa minh hoa giam ngheo",
)
PLAN = "ỦY BAN NHÂN DÂN XÃ MINH HÒA\nKẾ HOẠCH\nGiảm nghèo năm 2026\n\nI. MỤC TIÊU\nGiảm 12 hộ nghèo trong năm 2026.\n"


@dataclass
class Machine:
    """A data folder and its keys, and the commands run on it."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def keys(self) -> Path:
        """The keys, apart from it."""
        return self.folder / "keys"

    def open(self) -> SqliteStore:
        """The store."""
        return SqliteStore(self.data / "bot.sqlite3", self.keys)

    def run(self, *arguments: str | Path) -> Result:
        """A command on this machine."""
        self.monkeypatch.setenv("CAMPAIGN_BOT_DATA_DIR", str(self.data))
        self.monkeypatch.setenv("CAMPAIGN_BOT_KEYS_DIR", str(self.keys))
        self.monkeypatch.setenv("CAMPAIGN_BOT_CLOCK", NOW.isoformat())
        return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def make_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Machine]:
    """Makes an empty machine."""
    return lambda name: Machine(tmp_path / name, monkeypatch)


@pytest.fixture
def office(make_machine: Callable[[str], Machine], answers: Answerer) -> Machine:
    """A machine with a pledge, alerts and notices that wait, and a plan that was added."""
    machine = make_machine("office")
    with closing(machine.open()) as store:
        people = village(store, answers)
        people.talk("hoa", *STEPS)
        people.talk("mai", *STEPS[:5])  # a draft
        confirm(store, [LAN_CHAT])
    (machine.data / "plans" / "originals").mkdir(parents=True)
    (machine.data / "plans" / "minh-hoa.txt").write_text(PLAN, encoding="utf-8")
    (machine.data / "plans" / "originals" / "x.docx").write_bytes(random.Random(1).randbytes(200_000))
    return machine


LAN_CHAT = 7


def kept(machine: Machine) -> dict[str, Any]:
    """All that the bot knows and would say on that machine."""
    with closing(machine.open()) as store:
        found: dict[str, Any] = {
            "pledges": list(store.pledges.all()),
            "alerts": list(store.alerts.ledger(NOW - timedelta(days=99), NOW + timedelta(days=99))),
            "notices": list(store.outbox.by_prefix("")),
            "open": store.outbox.count_open(),
            "chat": store.chat("console:mai"),
            "audit": [e for e in store.audit.entries() if e.action != "backup.restored"],
        }
        people = later_village(store, machine)
        found["answers"] = [text_of(people.talk("lan", question)) for question in QUESTIONS]
        found["next"] = text_of(people.talk("mai", "dung"))
    return found


def later_village(store: SqliteStore, machine: Machine) -> Village:
    """The people and the plans of that machine, after a restart."""
    ids = ids_in_order()
    for _ in range(1000):  # not those that were given before
        ids(4)
    return village(store, Answerer(load_library(machine.data / "plans")), ids=ids)


def digest_of(folder: Path) -> dict[str, str]:
    """Every file below `folder` with its content."""
    files = [f for f in sorted(folder.rglob("*")) if f.is_file() and f.name != replacing.IN_USE]
    return {str(f.relative_to(folder)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def test_on_an_empty_machine_answers_pledges_and_waiting_alerts_are_the_same(
    office: Machine, make_machine: Callable[[str], Machine]
) -> None:
    file = office.folder / "bot.backup"
    done = office.run("backup", file)
    assert done.exit_code == 0, done.output
    other = make_machine("other")
    shutil.copytree(office.keys, other.keys)
    done = other.run("restore", file)
    assert done.exit_code == 0, done.output
    assert "Kế hoạch đã thêm: 1. Đăng ký: 1. Tin nhắc đang chờ: 8." in done.output
    assert "erasures.txt" not in done.output
    assert (other.data / "bot.sqlite3").stat().st_mode & 0o777 == 0o600
    assert digest_of(other.data / "plans") == digest_of(office.data / "plans")
    here, there = kept(office), kept(other)
    assert here["open"] > 5
    assert "Minh Hòa" in here["answers"][2]
    assert here == there


def test_a_backup_shows_nothing_and_holds_no_keys(office: Machine) -> None:
    file = office.folder / "bot.backup"
    office.run("backup", file)
    data, masters = file.read_bytes(), (office.keys / "keys.json").read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    for clear in (b"console:hoa", "Xã Triệu Sơn".encode(), b"SQLite format 3", b"manifest", masters):
        assert clear not in data
    assert not [f for f in office.data.iterdir() if f.name.startswith(".backup-")]


def changed(data: bytes, how: str) -> bytes:
    """`data` damaged in one way."""
    piece, middle = 64 * 1024 + 16, len(data) // 2
    head = data.index(b"\n") + 1
    return {
        "a bit of the head": data[:40] + bytes([data[40] ^ 1]) + data[41:],
        "a bit in the middle": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "the last byte": data[:-1],
        "the last piece": data[: head + piece],
        "a piece twice": data[: head + piece] + data[head:],
        "two pieces swapped": data[:head] + data[head + piece : head + 2 * piece] + data[head : head + piece],
        "something behind": data + b"x",
        "empty": b"",
        "no backup": b"PK\x03\x04" + data,
    }[how]


@pytest.mark.parametrize(
    "how",
    [
        "a bit of the head",
        "a bit in the middle",
        "the last byte",
        "the last piece",
        "a piece twice",
        "two pieces swapped",
        "something behind",
        "empty",
        "no backup",
    ],
)
def test_a_damaged_file_is_refused_in_one_sentence_and_changes_nothing(office: Machine, how: str) -> None:
    file = office.folder / "bot.backup"
    office.run("backup", file)
    file.write_bytes(changed(file.read_bytes(), how))
    before = digest_of(office.data)
    done = office.run("restore", file, "--force")
    assert done.exit_code == 1
    assert "Chưa thay đổi gì" in done.output
    assert len(done.output.splitlines()) == 1
    assert digest_of(office.data) == before
    assert office.run("restore", "--drill", file).exit_code == 1


def test_without_the_keys_of_the_backup_nothing_is_put_back(
    office: Machine, make_machine: Callable[[str], Machine]
) -> None:
    file = office.folder / "bot.backup"
    office.run("backup", file)
    other = make_machine("other")
    assert "thiếu khóa" in other.run("restore", file).output
    other.open().close()  # a bot that has made keys of its own
    before = digest_of(other.folder)
    assert "khóa" in other.run("restore", file, "--force").output
    assert digest_of(other.folder) == before


def test_what_is_there_is_replaced_only_on_demand_while_nobody_uses_it_and_is_kept_aside(office: Machine) -> None:
    file = office.folder / "bot.backup"
    office.run("backup", file)
    with closing(office.open()) as store:
        assert "Bot đang dùng thư mục" in office.run("restore", file, "--force").output
        with store.transaction():
            store.note_update("later", NOW)
    assert "--force" in office.run("restore", file).output
    done = office.run("restore", file, "--force")
    assert done.exit_code == 0, done.output
    with closing(office.open()) as store, store.transaction():
        assert store.note_update("later", NOW)
    (aside,) = office.data.glob("before-restore-*")
    assert aside.name in done.output
    with closing(SqliteStore(aside / "bot.sqlite3", office.keys)) as old, old.transaction():
        assert not old.note_update("later", NOW)
    assert (aside / "plans" / "minh-hoa.txt").read_text(encoding="utf-8") == PLAN


def test_what_was_erased_after_the_backup_is_erased_again(office: Machine) -> None:
    file = office.folder / "bot.backup"
    office.run("backup", file)
    with closing(office.open()) as store:
        (pledge,) = store.pledges.sent_by("console:hoa")
        with store.transaction():
            store.erasures.note_pledge(pledge.id)
    done = office.run("restore", file, "--force")
    assert "Đã xóa lại 1 hồ sơ" in done.output
    with closing(office.open()) as store:
        erased = store.pledges.get(pledge.id)
        assert erased
        assert (erased.erased, erased.name) == (True, "")
    (office.keys / "erasures.txt").unlink()
    assert "erasures.txt" in office.run("restore", file, "--force").output


def test_a_backup_of_a_newer_version_is_left_alone(office: Machine) -> None:
    with closing(sqlite3.connect(office.data / "bot.sqlite3")) as raw:
        raw.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('bot', 'of_2030', '')")
        raw.commit()
    file = office.folder / "bot.backup"
    office.run("backup", file)
    assert "nâng cấp bot trước" in office.run("restore", file, "--force").output


def test_a_version_that_is_older_than_the_database_does_not_open_it(office: Machine) -> None:
    with closing(sqlite3.connect(office.data / "bot.sqlite3")) as raw:
        raw.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('bot', 'of_2030', '')")
        raw.commit()
    before = digest_of(office.data)
    for command in (("audit", "verify"), ("chat",)):
        done = office.run(*command)
        assert (done.exit_code, "bản mới hơn" in done.output) == (1, True), done.output
    assert digest_of(office.data)["bot.sqlite3"] == before["bot.sqlite3"]


def test_a_database_that_is_damaged_is_said_in_one_sentence(office: Machine) -> None:
    (office.data / "bot.sqlite3").write_bytes(b"no database at all" * 300)
    for command in (("backup", str(office.folder / "x.backup")), ("audit", "verify"), ("chat",)):
        done = office.run(*command)
        assert (done.exit_code, len(done.output.splitlines())) == (1, 1), done.output
        assert "hỏng" in done.output
    assert not (office.folder / "x.backup").exists()


def test_a_plan_s_file_that_goes_while_the_backup_is_made_hinders_nothing(
    office: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.backups import making  # noqa: PLC0415

    usual = making.held

    def gone(file: Path, target: Path) -> Path:
        if file.suffix == ".docx":
            file.unlink()
        return usual(file, target)

    monkeypatch.setattr(making, "held", gone)
    assert office.run("backup", office.folder / "bot.backup").exit_code == 0


def test_the_copy_is_of_one_moment_while_others_write(office: Machine, make_machine: Callable[[str], Machine]) -> None:
    stop, written = threading.Event(), threading.Event()

    def write() -> None:
        with closing(office.open()) as store:
            for number in range(100_000):
                if stop.is_set():
                    return
                with store.transaction():
                    store.note_update(f"one:{number}", NOW)
                    store.note_update(f"other:{number}", NOW)
                written.set()

    writer = threading.Thread(target=write)
    writer.start()
    written.wait(10)
    try:
        make_backup(office.data, office.keys, office.folder / "bot.backup", NOW)
    finally:
        stop.set()
        writer.join()
    other = make_machine("other")
    restore(office.folder / "bot.backup", other.data, office.keys, NOW)
    with closing(sqlite3.connect(other.data / "bot.sqlite3")) as raw:
        ones, others = (
            raw.execute("SELECT count(*) FROM updates WHERE id LIKE ?", (f"{name}:%",)).fetchone()[0]
            for name in ("one", "other")
        )
    assert ones == others > 0


def test_a_drill_says_whether_it_would_work_and_touches_nothing(office: Machine) -> None:
    file = office.folder / "bot.backup"
    office.run("backup", file)
    before = digest_of(office.folder)
    done = office.run("restore", "--drill", file)
    assert done.exit_code == 0, done.output
    assert "Câu hỏi thử: 6/6" in done.output
    assert "Diễn tập: ĐẠT." in done.output
    drill = rehearse(file, office.keys, NOW)
    assert (drill.opened, drill.restored.alerts, drill.faults) == (1, 8, ())
    assert digest_of(office.folder) == before


def test_a_drill_fails_when_a_sealed_field_cannot_be_read(office: Machine) -> None:
    with closing(sqlite3.connect(office.data / "bot.sqlite3")) as raw:
        raw.execute("UPDATE pledges SET name = (SELECT how FROM pledges WHERE how != '') WHERE state != 'draft'")
        raw.commit()
    file = office.folder / "bot.backup"
    office.run("backup", file)
    done = office.run("restore", "--drill", file)
    assert done.exit_code == 1
    assert "KHÔNG ĐẠT" in done.output


def test_in_a_folder_only_the_newest_are_kept_and_other_files_are_left_alone(office: Machine) -> None:
    folder = office.folder / "backups"
    folder.mkdir()
    (folder / "mine.backup").write_text("x")
    for day in range(4):
        now = NOW + timedelta(days=day)
        make_backup(office.data, office.keys, folder / f"campaign-bot-{now:%Y%m%d-%H%M%S}.backup", now)
        drop_oldest(folder, 2, now)
    assert [made.day for made, _ in kept_backups(folder)] == [23, 24]
    assert (folder / "mine.backup").exists()
    done = office.run("backup", folder, "--keep", "1")
    assert done.exit_code == 0, done.output
    assert "còn 1 bản" in done.output
    assert "CAMPAIGN_BOT_BACKUP_DIR" in office.run("backup").output


STEPS_OF_FILES = ("rename", "replace", "unlink", "mkdir", "fsync", "rmdir")


def restore_dying(machine: Machine, file: Path, die_at: int) -> int:
    """Put the backup back in a process of its own that is killed at its nth step on files; how it ended."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    left = [die_at]

    def dying(usual: Callable[..., Any]) -> Callable[..., Any]:
        def step(*values: Any, **more: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return usual(*values, **more)

        return step

    for name in STEPS_OF_FILES:
        setattr(os, name, dying(getattr(os, name)))
    try:
        restore(file, machine.data, machine.keys, NOW, force=True)
        os._exit(0)
    finally:
        os._exit(1)


def test_a_crash_at_any_moment_leaves_the_old_or_the_new_and_never_a_mixture(office: Machine) -> None:
    file = office.folder / "bot.backup"
    office.run("backup", file)
    with closing(office.open()) as store, store.transaction():
        store.note_update("later", NOW)
    (office.data / "plans" / "minh-hoa.txt").write_text("later", encoding="utf-8")
    pristine = office.folder / "pristine"
    shutil.copytree(office.data, pristine)
    seen: set[bool] = set()
    for die_at in range(1, 200):
        shutil.rmtree(office.data)
        shutil.copytree(pristine, office.data)
        status = restore_dying(office, file, die_at)
        assert status == 0 or os.WTERMSIG(status) == signal.SIGKILL
        with closing(office.open()) as store, store.transaction():
            old = not store.note_update("later", NOW)
        plan = (office.data / "plans" / "minh-hoa.txt").read_text(encoding="utf-8")
        assert (plan == "later") == old, f"killed at {die_at}"
        assert (office.data / "plans" / "originals" / "x.docx").stat().st_size == 200_000
        assert not replacing.is_ready(office.data)
        seen.add(old)
        if status == 0:
            break
    assert (seen, status) == ({True, False}, 0)
    assert office.run("restore", file, "--force").exit_code == 0
