"""Databases as released versions left them: `python -m tests.released` writes the one of the version in pyproject.toml.

Run it when a version is released, and never again for that version: the test opens each with the newest code.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from bot.message import Message
from bot.store.sqlite import SqliteStore
from knowledge.answers.answerer import Answerer
from knowledge.library import load_library
from tests.conftest import NOW
from tests.households import STEPS, village
from tests.test_alerts_telegram import confirm

DATA = Path(__file__).parent / "data"
NAME = "Nguyen Thi Hoa"  # the name in STEPS


def unpack_release(sql: Path, folder: Path) -> Path:
    """The database and the keys of a released version in `folder`; the path of the database."""
    (folder / "keys").mkdir(parents=True)
    shutil.copy(sql.with_suffix(".keys.json"), folder / "keys" / "keys.json")
    path = folder / "bot.sqlite3"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(sql.read_text(encoding="utf-8"))
    return path


def write_release(name: str) -> None:
    """A pledge that the village head confirmed, a draft, alerts that wait, an answer with an opinion, a notice."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "bot.sqlite3")
        people = village(store, Answerer(load_library()))
        people.talk("hoa", *STEPS)
        people.talk("thon2", "/xacnhan", "1")
        people.talk("mai", *STEPS[:5])
        answer = people.talk("lan", "han nop ho so khen thuong binh thuan")
        people.press("lan", answer, "👍 Đúng ý")
        confirm(store, [7])
        with store.transaction():
            store.outbox.post("release", "telegram:7", Message(lead="Tin báo"), NOW, NOW)
        store.clear_log()
        store.close()
        with closing(sqlite3.connect(Path(folder) / "bot.sqlite3")) as raw:
            (DATA / f"store-{name}.sql").write_text("\n".join(raw.iterdump()) + "\n", encoding="utf-8")
        shutil.copy(Path(folder) / "keys" / "keys.json", DATA / f"store-{name}.keys.json")


if __name__ == "__main__":
    write_release(version("campaign-bot"))
