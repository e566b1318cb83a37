"""`doctor` names each problem with its cure, and changes nothing."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.clock import VIETNAM
from bot.doctor import machine
from bot.doctor.finding import Level
from bot.doctor.machine import check_clock, check_disk, check_folder, file_system
from bot.store.beats import BACKUP, SERVE
from bot.store.sqlite import SqliteStore
from tests.conftest import NOW
from tests.telegram_api import TOKEN, TelegramApi
from tests.test_backups import digest_of
from tests.test_vault import audited

Doctor = Callable[..., dict[str, str]]


@pytest.fixture
def doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    """Calls `campaign-bot doctor` with settings; the lines of what is not well, by check, and "exit"."""
    for key in [key for key in os.environ if key.startswith("CAMPAIGN_BOT_")]:
        monkeypatch.delenv(key)
    usual = {"DATA_DIR": tmp_path / "data", "KEYS_DIR": tmp_path / "keys", "TOKEN": TOKEN, "ADMINS": "telegram:1"}
    usual |= {"CONTROLLER": "UBND xã Triệu Sơn", "HELP_CONTACT": "Bà Mai, 0900 000 000"}

    def call(*options: str, **settings: object) -> dict[str, str]:
        for key, value in (usual | settings).items():
            monkeypatch.setenv(f"CAMPAIGN_BOT_{key}", str(value))
        done = CliRunner().invoke(main, ["doctor", "--json", *(options or ("--offline",))])
        told = json.loads(done.output)
        assert told["ok"] == (done.exit_code == 0)
        found = {f["check"]: f["text"] for f in told["findings"] if f["level"] != "ok"}
        return found | {"exit": str(done.exit_code)}

    return call


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A data folder in which a bot ran, with its keys apart and a fresh backup; the folder above both."""
    with closing(SqliteStore(tmp_path / "data" / "bot.sqlite3", tmp_path / "keys")) as store:
        audited(store)
        with store.transaction():
            store.beats.note(BACKUP, datetime.now(VIETNAM))
    return tmp_path


def test_all_is_well_and_nothing_is_changed(doctor: Doctor, kept: Path) -> None:
    before = digest_of(kept)
    assert doctor() == {"exit": "0"}
    assert digest_of(kept) == before


def test_where_nothing_is_yet_nothing_is_made(doctor: Doctor, tmp_path: Path) -> None:
    assert doctor() == {"exit": "0"}
    assert list(tmp_path.iterdir()) == []


def test_people_read_a_line_for_each_check_and_a_verdict(doctor: Doctor, kept: Path) -> None:
    doctor()
    (kept / "keys" / "keys.json").chmod(0o644)
    done = CliRunner().invoke(main, ["doctor", "--offline"])
    assert done.exit_code == 1
    assert "✘ Người khác đọc được tệp khóa. Xin chạy: chmod 600" in done.output
    assert "✔ Đọc được 5 kế hoạch." in done.output
    assert done.output.splitlines()[-1] == "1 việc phải sửa."


def test_settings_that_cannot_be_used_are_named(doctor: Doctor) -> None:
    assert "CAMPAIGN_BOT_LISTEN = abc" in doctor(LISTEN="abc")["settings"]
    found = doctor(LISTEN="127.0.0.1:1", TOKEN="secret!")
    assert "CAMPAIGN_BOT_TOKEN" in found["settings"]
    assert "secret!" not in str(found)


def test_keys_that_are_lost_open_beside_the_data_or_others(doctor: Doctor, kept: Path) -> None:
    keys = kept / "keys" / "keys.json"
    content = keys.read_text()
    keys.unlink()
    assert "Mất khóa" in doctor()["keys"]
    keys.write_text("{}")
    keys.chmod(0o600)
    assert "không đọc được" in doctor()["keys"]
    keys.write_text(content.replace(json.loads(content)["active"], "00000000"))
    assert "không có" in doctor()["keys"]
    keys.write_text(content)
    (kept / "keys" / "erasures.txt").unlink()
    found = doctor()
    assert ("erasures.txt" in found["keys"], found["exit"]) == (True, "0")
    with closing(SqliteStore(kept / "alone" / "bot.sqlite3")):
        assert "CAMPAIGN_BOT_KEYS_DIR" in doctor(DATA_DIR=kept / "alone", KEYS_DIR="")["keys"]


def test_a_database_that_is_damaged_newer_or_whose_log_was_changed(doctor: Doctor, kept: Path) -> None:
    file = kept / "data" / "bot.sqlite3"
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('bot', 'of_2030', '')")
        raw.execute("DROP TRIGGER audit_is_not_changed")
        raw.commit()
    assert "bản mới hơn" in doctor()["database"]
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("DELETE FROM _sqlite_migrations WHERE name = 'of_2030'")
        raw.execute("UPDATE audit SET actor = 'B' WHERE number = 2")
        raw.commit()
    assert "từ dòng 2" in doctor()["database"]
    file.write_bytes(b"no database at all" * 300)
    found = doctor()
    assert "campaign-bot restore" in found["database"]
    assert found["exit"] == "1"


def test_a_plan_that_cannot_be_read_is_named(doctor: Doctor, kept: Path) -> None:
    (kept / "data" / "plans").mkdir()
    (kept / "data" / "plans" / "x.txt").write_bytes(b"\xff\xfe\xff broken \xff")
    assert "plans add" in doctor()["plans"]


def test_an_old_backup_or_none_is_said(doctor: Doctor, kept: Path) -> None:
    with closing(SqliteStore(kept / "data" / "bot.sqlite3", kept / "keys")) as store, store.transaction():
        store.beats.note(BACKUP, datetime.now(VIETNAM) - timedelta(days=3))
    assert "CAMPAIGN_BOT_BACKUP_DIR" in doctor()["backup"]
    assert "campaign-bot backup" in doctor(BACKUP_DIR=kept / "backups")["backup"]


@pytest.mark.usefixtures("kept")
def test_the_webhook_needs_both_its_settings(doctor: Doctor) -> None:
    assert "SECRET" in doctor(WEBHOOK_URL="https://bot.example.vn/telegram")["webhook"]
    found = doctor(WEBHOOK_URL="", WEBHOOK_SECRET="s" * 32)
    assert "https" in found["webhook"]


@pytest.mark.usefixtures("kept")
def test_what_the_office_has_not_said_is_no_hindrance(doctor: Doctor) -> None:
    found = doctor(TOKEN="", CONTROLLER="", ADMINS="", HELP_CONTACT="")
    assert ("CAMPAIGN_BOT_TOKEN" in found["token"], found["exit"]) == (True, "0")
    assert "CAMPAIGN_BOT_HELP_CONTACT" in found["office"]  # the last of three


@pytest.mark.usefixtures("kept")
async def test_telegram_is_asked_whether_it_knows_the_token(api: TelegramApi, doctor: Doctor) -> None:
    assert await asyncio.to_thread(doctor, "--json", API_URL=api.url) == {"exit": "0"}
    wrong = "123456:WRONG-abcdefghijklmnopqrstuvwxyz"
    found = await asyncio.to_thread(doctor, "--json", API_URL=api.url, TOKEN=wrong)
    assert "BotFather" in found["token"]
    assert wrong not in str(found)
    await api.stop()
    found = await asyncio.to_thread(doctor, "--json", API_URL=api.url, TOKEN=TOKEN)
    assert f"Không gọi được 127.0.0.1:{api.port}" in found["token"]
    assert TOKEN not in str(found)


@pytest.mark.parametrize(
    ("now", "written", "level"),
    [
        (NOW, NOW - timedelta(minutes=1), Level.OK),
        (NOW, NOW + timedelta(minutes=4), Level.OK),
        (NOW, NOW + timedelta(hours=1), Level.BAD),
        (NOW.replace(year=1970), None, Level.BAD),
    ],
)
def test_a_clock_that_cannot_be_right(now: datetime, written: datetime | None, level: Level) -> None:
    assert check_clock(now, written, None).level is level


def test_the_clock_is_held_against_the_bot_s_last_sign_of_life(doctor: Doctor, kept: Path) -> None:
    with closing(SqliteStore(kept / "data" / "bot.sqlite3", kept / "keys")) as store, store.transaction():
        store.beats.note(SERVE, datetime.now(VIETNAM) + timedelta(days=1))
    assert "Xin chỉnh lại ngày giờ" in doctor()["clock"]


def test_a_folder_on_a_network_drive_or_in_a_container_is_known_by_its_mount(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    share, own = tmp_path / "ổ chung", tmp_path / "own"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {tmp_path}/ổ\\040chung nfs4 rw 0 0\nx {own} overlay rw 0 0\n")
    assert file_system(share / "data", mounts) == "nfs4"
    assert file_system(tmp_path, mounts) == "ext4"
    monkeypatch.setattr(machine, "MOUNTS", mounts)
    for folder, level in ((share, Level.BAD), (own, Level.WARN)):
        folder.mkdir()
        monkeypatch.setattr(machine, "file_system", lambda at: file_system(at, mounts))
        assert [f.level for f in check_folder("folder", folder, "DATA_DIR")] == [level]


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (finding,) = check_folder("folder", Path("/proc/none"), "DATA_DIR")
    assert finding.level is Level.BAD


def test_little_room_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, level in ((100, Level.BAD), (500, Level.WARN), (50_000, Level.OK)):
        monkeypatch.setattr(machine.shutil, "disk_usage", lambda _, free=free: type("Usage", (), {"free": free << 20}))
        assert check_disk(tmp_path).level is level
