"""Thousands of alerts due at the same minute: how fast they leave under Telegram's limit, and whether it is kept.

`campaign-bot serve` runs as its own process, as it does in earnest, on a database in which everybody's alert is due
when its clock starts, and talks to a Bot API on this machine that refuses what is beyond the limit.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.alerts.model import Confirmation, KeptDeadline, Verdict
from bot.alerts.planning import hold
from bot.bench.bot_api import WINDOW, LimitedBotApi
from bot.clock import VIETNAM
from bot.store.sqlite import SqliteStore

CONFIRMED = datetime(2026, 11, 2, 9, 0, tzinfo=VIETNAM)
DUE = "2026-11-18T07:30"
TOKEN = "123456:BENCH-abcdefghijklmnopqrstuvwxyz"
PATIENCE = 60.0  # seconds without a message after which no more are expected
FIRST_CHAT = 1_000_000


@dataclass(frozen=True, slots=True)
class BurstFigures:
    """How a burst left; `share` is of the 30 a second that Telegram takes."""

    alerts: int
    missed: int
    twice: int
    refused: int
    most_in_a_second: int
    seconds: float
    per_second: float
    share: float

    def as_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


def measure_burst(alerts: int) -> BurstFigures:
    """Send `alerts` alerts that are due at the same minute, each to another chat."""
    with TemporaryDirectory() as name:
        prepare(Path(name), alerts)
        api = LimitedBotApi()
        server = threading.Thread(target=api.serve_forever, daemon=True)
        server.start()
        try:
            run(Path(name), api, alerts)
        finally:
            api.shutdown()
            api.server_close()
    return figures(api, alerts)


def prepare(folder: Path, alerts: int) -> None:
    """One confirmed deadline that everybody follows."""
    store = SqliteStore(folder / "bot.sqlite3")
    deadline = KeptDeadline("d", "báo cáo kết quả", "bench", "V", "trước ngày 25 tháng 11", "UBND xã")
    said = Confirmation("d", "2026.1", Verdict.CONFIRMED, date(2026, 11, 25), True, "", "Cán bộ", "", CONFIRMED)
    with store.transaction():
        store.deadlines.save_deadline(deadline, CONFIRMED)
        for chat in range(FIRST_CHAT, FIRST_CHAT + alerts):
            store.deadlines.follow("d", f"telegram:{chat}", CONFIRMED)
        hold(store, said, CONFIRMED)
    store.close()


def run(folder: Path, api: LimitedBotApi, alerts: int) -> None:
    """The bot in its own process until all has arrived, or nothing more does."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("CAMPAIGN_BOT_")}
    settings = {"TOKEN": TOKEN, "API_URL": api.url, "DATA_DIR": str(folder), "CLOCK": DUE}
    env |= {f"CAMPAIGN_BOT_{key}": value for key, value in settings.items()}
    command = [sys.executable, "-m", "bot", "serve"]
    with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as process:
        last, since = 0, time.monotonic()
        while len(api.arrivals) < alerts and time.monotonic() - since < PATIENCE and process.poll() is None:
            time.sleep(0.1)
            if len(api.arrivals) != last:
                last, since = len(api.arrivals), time.monotonic()
        process.send_signal(signal.SIGTERM)


def figures(api: LimitedBotApi, alerts: int) -> BurstFigures:
    """What arrived, and how fast."""
    arrivals = api.arrivals
    seconds = arrivals[-1] - arrivals[0] if len(arrivals) > 1 else 0.0
    rate = (len(arrivals) - 1) / seconds if seconds else 0.0
    return BurstFigures(
        alerts=alerts,
        missed=alerts - len(api.chats),
        twice=len(arrivals) - len(api.chats),
        refused=api.refused,
        most_in_a_second=most_in_a_second(arrivals),
        seconds=round(seconds, 1),
        per_second=round(rate, 2),
        share=round(rate / api.limit, 3),
    )


def most_in_a_second(arrivals: list[float]) -> int:
    """The most of `arrivals`, which are in order, within any one second."""
    most = first = 0
    for number, at in enumerate(arrivals):
        while arrivals[first] <= at - WINDOW:
            first += 1
        most = max(most, number - first + 1)
    return most
