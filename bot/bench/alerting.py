"""Alerts under fire: a simulated year in which the sending process is killed again and again.

A child process sends on a clock of its own that jumps from alert to alert; "sending" is one line appended to a file,
which no kill takes back. The parent kills it at random instants (SIGKILL) and starts another. In the end the file is
compared with what had to be sent.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.alerts.model import Confirmation, KeptDeadline, Verdict
from bot.alerts.planning import hold
from bot.alerts.rules import is_quiet
from bot.alerts.working_days import DAY, is_working_day
from bot.clock import VIETNAM
from bot.ids import random_id
from bot.outbox.model import Outcome, Result, State
from bot.outbox.sending import Sending
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts

CHANNEL = "bench"
YEAR = 2026
START = datetime(YEAR, 1, 1, tzinfo=VIETNAM)
# The clock of a process that was killed: its attempts are dead by then.
RESTART = timedelta(minutes=3)
KILLED_UNTIL = 0.97  # part of the work over which the kills are spread, so that all of them find somebody to kill
MOMENT = 0.02  # seconds from a message to the kill, at most: anywhere in the work on the messages after it
LINE = 120  # bytes of a message in the file, about
PATIENCE = 3600.0
SENT = Result(Outcome.SENT)


@dataclass(frozen=True, slots=True)
class AlertFigures:
    """What became of a year of alerts; `doubtful` kills fell between a send and its record."""

    officers: int
    deadlines: int
    alerts: int
    messages: int
    kills: int
    doubtful: int
    missed: int
    duplicates: int
    unmarked: int
    late: int
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


def measure_alerts(officers: int = 200, deadlines: int = 40, kills: int = 500, seed: int = 1) -> AlertFigures:
    """A simulated year; every alert is accounted for in the end."""
    chance = random.Random(seed)
    begun = time.perf_counter()
    with TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, officers, deadlines, chance)
        killed, doubtful = run_under_fire(folder, kills, chance)
        return count(folder, officers, deadlines, killed, doubtful, begun)


def prepare(folder: Path, officers: int, deadlines: int, chance: random.Random) -> None:
    """Deadlines over the year, some on one day, confirmed and followed by every officer."""
    is_working_day(START.date())  # read the holidays once, before there are children
    store = SqliteStore(folder / "bot.sqlite3")
    days = [date(YEAR, 1, 5) + chance.randrange(350) * DAY for _ in range(max(1, deadlines * 3 // 4))]
    with store.transaction():
        for number in range(deadlines):
            deadline = KeptDeadline(f"d{number}", f"báo cáo số {number}", owner="", plan="bench")
            store.deadlines.save_deadline(deadline, START)
            for officer in range(officers):
                store.deadlines.follow(deadline.id, f"{CHANNEL}:{officer}", START)
            day, before = days[number % len(days)], number % 2 == 0
            said = Confirmation(deadline.id, f"{YEAR}.1", Verdict.CONFIRMED, day, before, "", "", "", START)
            hold(store, said, START)
    store.close()
    write_time(folder, START)


def run_under_fire(folder: Path, kills: int, chance: random.Random) -> tuple[int, int]:
    """Processes one after the other until all is sent; how many were killed, and how many at the wrong moment."""
    killed = doubtful = 0
    out = folder / "sent.jsonl"
    out.touch()
    while True:
        sent = out.stat().st_size
        share = KILLED_UNTIL * 1.5 * left(folder) / max(1, kills - killed)
        child = os.fork()
        if child == 0:
            work(folder)
        after = sent + LINE * chance.randrange(int(share) + 1) if killed < kills else None
        if wait(child, out, after, chance.uniform(0, MOMENT)):
            return killed, doubtful
        killed += 1
        doubtful += out.stat().st_size > sent and last_is_open(folder)


def work(folder: Path) -> None:
    """Send what is due, jump to the next alert, until there is none; never returns."""
    try:
        store = SqliteStore(folder / "bot.sqlite3")
        now = read_time(folder) + RESTART
        sending = Sending(store, load_texts(), random_id, lambda: now)
        out = os.open(folder / "sent.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        for at in moments(store, now):
            now = at
            write_time(folder, now)
            while dispatches := sending.claim(CHANNEL, limit=20):
                for one in dispatches:
                    marked = "(gửi lại)" in one.message.lead
                    line = {"ids": [p.id for p in one.postings], "chat": one.chat, "again": marked, "at": f"{now}"}
                    os.write(out, json.dumps(line).encode() + b"\n")
                    sending.settle(one, SENT)
    except BaseException:
        os._exit(1)
    os._exit(0)


def moments(store: SqliteStore, now: datetime) -> Iterator[datetime]:
    """This instant, then each at which something is due, outside quiet hours."""
    yield now
    while (ahead := store.outbox.next_due()) is not None:
        now = max(now + timedelta(minutes=3), ahead.astimezone(VIETNAM))
        while is_quiet(now):
            now += timedelta(minutes=30)
        yield now


def wait(child: int, out: Path, after: int | None, moment: float) -> bool:
    """Wait for the child; kill it a moment after `out` has so many bytes. Whether it came to its own end."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            if status:
                raise RuntimeError("the sending process failed")
            return True
        if after is not None and out.stat().st_size >= after:
            time.sleep(moment)
            break
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return status == 0


def count(folder: Path, officers: int, deadlines: int, killed: int, doubtful: int, begun: float) -> AlertFigures:
    """Compare what was received with what had to be sent."""
    store = SqliteStore(folder / "bot.sqlite3")
    alerts = store.alerts.ledger(START - DAY, START + 500 * DAY)
    lines = [json.loads(line) for line in (folder / "sent.jsonl").read_text(encoding="utf-8").splitlines()]
    received = Counter(number for line in lines for number in line["ids"])
    told: dict[tuple[str, str, str], datetime] = {}
    for alert in alerts:
        if received[alert.id]:
            key = (alert.deadline, alert.occurrence, alert.chat)
            told[key] = max(alert.due, told.get(key, alert.due))
    missed = sum(
        not received[a.id]
        and not (a.state is State.COVERED and told.get((a.deadline, a.occurrence, a.chat), a.due - DAY) >= a.due)
        for a in alerts
    )
    seen: set[int] = set()
    duplicates = unmarked = 0
    for line in lines:
        if repeated := [number for number in line["ids"] if number in seen]:
            duplicates += 1
            unmarked += bool(repeated) and not line["again"]
        seen.update(line["ids"])
    store.close()
    return AlertFigures(
        officers=officers,
        deadlines=deadlines,
        alerts=len(alerts),
        messages=len(lines),
        kills=killed,
        doubtful=doubtful,
        missed=missed,
        duplicates=duplicates,
        unmarked=unmarked,
        late=sum(a.late for a in alerts),
        seconds=round(time.perf_counter() - begun, 1),
    )


def left(folder: Path) -> int:
    """How many alerts have no end yet."""
    store = SqliteStore(folder / "bot.sqlite3")
    open_ones = store.outbox.count_open()
    store.close()
    return open_ones


def last_is_open(folder: Path) -> bool:
    """Whether the last message was received and its result not written down."""
    file = folder / "sent.jsonl"
    if not file.exists():
        return False
    with file.open("rb") as lines:
        lines.seek(max(0, file.stat().st_size - 4096))
        *_, last = itertools.chain([b""], lines.read().splitlines())
    if not last:
        return False
    store = SqliteStore(folder / "bot.sqlite3")
    alert = store.alerts.alert(json.loads(last)["ids"][0])
    store.close()
    return alert is not None and alert.state is State.SENDING


def read_time(folder: Path) -> datetime:
    """The simulated time that was last written."""
    return datetime.fromisoformat((folder / "time").read_text(encoding="ascii"))


def write_time(folder: Path, now: datetime) -> None:
    """Write the simulated time, whole or not at all."""
    fresh = folder / "time.new"
    fresh.write_text(now.isoformat(), encoding="ascii")
    os.replace(fresh, folder / "time")
