"""What is sealed stays sealed, and what was done stays written."""

from __future__ import annotations

import json
import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.message import Message
from bot.people.areas import Area
from bot.pledges.model import Pledge, State
from bot.store.sqlite import SqliteStore
from bot.store.vault import Vault, VaultError
from tests.conftest import NOW

PLEDGE = Pledge(
    "P1",
    "telegram:1",
    NOW,
    NOW,
    "C1",
    NOW,
    state=State.SUBMITTED,
    code="K7M4",
    name="Nguyen Thi Hoa",
    phone="0912345678",
    province="Tỉnh Thanh Hóa",
    commune="Xã Triệu Sơn",
    village="Thôn 2",
    standing="near_poor",
    aim="exit_near_poor",
    year=2027,
    needs=("credit", "training"),
    how="nuoi 2 bo sinh san",
    submitted=NOW,
)
SECRETS = ("Nguyen Thi Hoa", "0912345678", "nuoi 2 bo", "Thôn 2", "near_poor")


def database_bytes(folder: Path) -> str:
    """All that stands in the files of the database."""
    return b"".join(f.read_bytes() for f in folder.glob("bot.sqlite3*")).decode("utf-8", "replace")


def test_a_pledge_comes_back_as_it_was_and_stands_nowhere_in_the_clear(store: SqliteStore, tmp_path: Path) -> None:
    with store.transaction():
        store.pledges.save(PLEDGE)
        store.outbox.post("k", "telegram:1", Message(lead="Nguyen Thi Hoa"), NOW, NOW)
        store.add_reply("u", "telegram:1", Message(lead="Nguyen Thi Hoa 0912345678"), {}, NOW)
    assert store.pledges.get("P1") == PLEDGE
    assert store.pledges.called("k7m4") == PLEDGE
    for secret in SECRETS:
        assert secret not in database_bytes(tmp_path)


def test_it_is_found_by_phone_and_by_village_however_it_is_written(store: SqliteStore) -> None:
    with store.transaction():
        store.pledges.save(PLEDGE)
        store.pledges.save(replace(PLEDGE, id="P2", code="P3X9", village="Thôn 3", phone="0900000000"))
    assert [p.id for p in store.pledges.with_phone("0912345678")] == ["P1"]
    for written in ("thon 02", "THÔN 2", "2"):
        here = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", written)
        assert [p.id for p in store.pledges.within(here)] == ["P1"], written
    assert [p.id for p in store.pledges.within(Area("Tỉnh Thanh Hóa"))] == ["P1", "P2"]
    assert store.pledges.within(Area("Tỉnh Thanh Hóa", "Xã Minh Sơn")) == []


def test_keys_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "keys.json"
    first = Vault(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert Vault(file).open(first.seal("Hoa", "a"), "a") == "Hoa"


def test_a_sealed_field_fits_nowhere_else_and_cannot_be_changed(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys.json")
    sealed = vault.seal("Hoa", "pledges.name:P1")
    with pytest.raises(VaultError):
        vault.open(sealed, "pledges.name:P2")
    with pytest.raises(VaultError):
        vault.open(sealed[:-4] + "AAA=", "pledges.name:P1")


def test_turning_the_keys_seals_everything_anew_and_still_finds_it(store: SqliteStore, tmp_path: Path) -> None:
    with store.transaction():
        store.pledges.save(PLEDGE)
        store.pledges.add_event("P1", NOW, State.SUBMITTED, "A", "household", note="ghi chu")
        store.outbox.post("k", "telegram:1", Message(lead="Xin chào"), NOW, NOW)
    old = store.vault.active
    other = SqliteStore(tmp_path / "bot.sqlite3")  # a bot that is running meanwhile
    store.turn_keys()
    assert store.drop_old_keys() == 1
    assert old not in database_bytes(tmp_path).split("sealed:", 1)[1] or store.vault.active != old
    for reader in (store, other):
        assert reader.pledges.get("P1") == PLEDGE
        assert [p.id for p in reader.pledges.with_phone("0912345678")] == ["P1"]
        assert reader.pledges.events("P1")[0].note == "ghi chu"
    with other.transaction():
        other.pledges.save(replace(PLEDGE, id="P2", code="P3X9"))
    assert store.pledges.get("P2")
    other.close()


def test_a_database_whose_keys_are_gone_is_not_opened_with_new_ones(store: SqliteStore, tmp_path: Path) -> None:
    store.close()
    (tmp_path / "keys" / "keys.json").unlink()
    with pytest.raises(VaultError, match=r"keys\.json"):
        SqliteStore(tmp_path / "bot.sqlite3")
    assert not (tmp_path / "keys" / "keys.json").exists()


def test_what_was_erased_is_erased_again_in_a_backup_that_is_put_back(store: SqliteStore, tmp_path: Path) -> None:
    with store.transaction():
        store.pledges.save(PLEDGE)
    store.clear_log()
    backup = (tmp_path / "bot.sqlite3").read_bytes()
    with store.transaction():
        store.erasures.note_pledge("P1")
    store.close()
    (tmp_path / "bot.sqlite3").write_bytes(backup)
    again = SqliteStore(tmp_path / "bot.sqlite3")
    erased = again.pledges.get("P1")
    assert erased
    assert erased.erased
    assert (erased.name, erased.phone, erased.village, erased.how, erased.owner, erased.code) == ("",) * 6
    assert (erased.commune, erased.state) == ("Xã Triệu Sơn", State.SUBMITTED)
    again.close()


def audited(store: SqliteStore) -> None:
    """Three lines in the log."""
    with store.transaction():
        for number in range(3):
            store.audit.add(NOW, "A", "pledge.submitted", f"pledge:P{number}")


def test_the_audit_log_cannot_be_changed_through_sql_and_shows_when_its_file_was(
    store: SqliteStore, tmp_path: Path
) -> None:
    audited(store)
    assert (store.audit.verify().entries, store.audit.verify().broken_at) == (3, None)
    raw = sqlite3.connect(tmp_path / "bot.sqlite3")
    for statement in ("UPDATE audit SET actor = 'B'", "DELETE FROM audit"):
        with pytest.raises(sqlite3.IntegrityError, match="append only"):
            raw.execute(statement)
    raw.execute("DROP TRIGGER audit_is_not_changed")
    raw.execute("UPDATE audit SET actor = 'B' WHERE number = 2")
    raw.commit()
    raw.close()
    assert store.audit.verify().broken_at == 2


def test_the_commands_turn_the_keys_and_verify_the_log(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audited(store)
    monkeypatch.setenv("CAMPAIGN_BOT_DATA_DIR", str(tmp_path))
    run = CliRunner().invoke
    assert "Đã đổi sang khóa" in run(main, ["keys", "rotate", "--forget"]).output
    whole = run(main, ["audit", "verify"]).output
    assert whole.startswith("Nhật ký còn nguyên: 3 dòng.")
    head = whole.split()[-1]
    assert run(main, ["audit", "verify", "--head", head]).exit_code == 0
    cut = run(main, ["audit", "verify", "--head", "0" * 64])
    assert (cut.exit_code, "đã bị cắt hoặc thay" in cut.output) == (1, True)
    lines = run(main, ["audit", "show"]).output.splitlines()
    assert json.loads(lines[0])["action"] == "pledge.submitted"
