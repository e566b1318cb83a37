"""What a soak has shown: compares what people did and what arrived with what the database says."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.alerts.model import Alert
from bot.bench.local_api import Arrival
from bot.clock import VIETNAM
from bot.outbox.model import State
from bot.store.sqlite import SqliteStore

AGAIN = "(gửi lại)"
LOUD = ("error", "critical")
NAMED = re.compile(r"báo cáo số (\d+)")  # the deadlines of a soak
# PTB logs every failed poll as an error and polls again; the failures are those that were injected.
POLLING = "telegram.ext.Updater"
CUT_OFF = "CancelledError"  # what was under way when the bot was asked to end
EVER = datetime(2000, 1, 1, tzinfo=VIETNAM)
DONE = (State.SENT, State.COVERED)


@dataclass(frozen=True, slots=True)
class Life:
    """One life of the bot: seconds under load, MiB when it was warm and at its end."""

    seconds: float
    warm: float
    end: float
    killed: bool


@dataclass(frozen=True, slots=True)
class SoakFigures:
    """What is lost, `twice_pledges`, `twice_unmarked` and `errors` must be 0; `growth` is that of the longest life."""

    seconds: float
    kills: int
    faults: Mapping[str, int]
    messages: int
    questions: int
    arrivals: int
    lost_messages: int
    lost_replies: int
    pledges: int
    lost_pledges: int
    twice_pledges: int
    alerts: int
    lost_alerts: int
    twice_marked: int
    twice_unmarked: int
    errors: Mapping[str, int]
    warm_mb: float
    end_mb: float
    growth: float

    def as_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)

    @property
    def sound(self) -> bool:
        """Whether nothing was lost, nothing came twice without saying so, and nothing went wrong unseen."""
        lost = self.lost_messages + self.lost_replies + self.lost_pledges + self.lost_alerts
        return not (lost or self.twice_pledges or self.twice_unmarked or self.errors)


def judge(
    folder: Path,
    said: Sequence[int],
    registered: Sequence[int],
    arrivals: Sequence[Arrival],
    lives: Sequence[Life],
    faults: Mapping[str, int],
    questions: int,
) -> SoakFigures:
    """The figures of a soak that has ended."""
    store = SqliteStore(folder / "bot.sqlite3")
    seconds = sum(life.seconds for life in lives)
    pledges = Counter(pledge.owner for pledge in store.pledges.all())
    alerts = store.alerts.ledger(EVER, store.outbox.next_due() or EVER.replace(year=2100))
    marked, unmarked = repeated(arrivals)
    longest = max(lives, key=lambda life: life.seconds, default=Life(0.0, 0.0, 0.0, killed=False))
    households = {f"telegram:{chat}" for chat in registered}
    figures = SoakFigures(
        seconds=round(seconds, 1),
        kills=sum(life.killed for life in lives),
        faults=dict(sorted(faults.items())),
        messages=len(said),
        questions=questions,
        arrivals=len(arrivals),
        lost_messages=not_taken(store, said),
        lost_replies=len(store.pending_replies("telegram", EVER)),
        pledges=len(households),
        lost_pledges=len(households - set(pledges)),
        twice_pledges=sum(count - 1 for count in pledges.values()),
        alerts=len(alerts),
        lost_alerts=not_arrived(alerts, arrivals),
        twice_marked=marked,
        twice_unmarked=unmarked,
        errors=dict(errors_in(folder / "log.jsonl")),
        warm_mb=longest.warm,
        end_mb=longest.end,
        growth=round(longest.end / longest.warm - 1, 3) if longest.warm else 0.0,
    )
    store.close()
    return figures


def not_taken(store: SqliteStore, said: Sequence[int]) -> int:
    """How many of the updates the bot never took."""

    class Undo(Exception):  # noqa: N818 - it is no error
        pass

    missing = 0
    try:
        with store.transaction():
            missing = sum(store.note_update(f"telegram:{number}", EVER) for number in said)
            raise Undo
    except Undo:
        return missing


def not_arrived(alerts: Sequence[Alert], arrivals: Sequence[Arrival]) -> int:
    """How many alerts have neither arrived nor been covered by a newer one."""
    told = ((arrival.chat, number) for arrival in arrivals for number in set(NAMED.findall(arrival.text)))
    seen = Counter((f"telegram:{chat}", number) for chat, number in told)
    lost = 0
    wanted: Counter[tuple[str, str]] = Counter()
    for alert in alerts:
        lost += alert.state not in DONE
        if alert.state is State.SENT:
            wanted[alert.chat, alert.deadline.removeprefix("d")] += 1
    return lost + sum(max(0, count - seen[key]) for key, count in wanted.items())


def repeated(arrivals: Collection[Arrival]) -> tuple[int, int]:
    """How many messages came again and said so, and how many did not; each has buttons of its own."""
    seen: set[tuple[str, ...]] = set()
    marked = unmarked = 0
    for arrival in arrivals:
        if not arrival.data:
            continue
        if arrival.data in seen:
            again = AGAIN in arrival.text
            marked, unmarked = marked + again, unmarked + (not again)
        seen.add(arrival.data)
    return marked, unmarked


def errors_in(log: Path) -> Counter[str]:
    """What the log calls an error, by event; a line that is no record is an error of its own."""
    errors: Counter[str] = Counter()
    for line in log.read_text(encoding="utf-8").splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            errors["no record: " + line[:40]] += 1
            continue
        expected = record.get("logger") == POLLING or record.get("error") == CUT_OFF
        if record.get("level") in LOUD and not expected:
            errors[f"{record.get('logger', '')} {record.get('event')}"] += 1
    return errors


def memory_of(pid: int) -> float:
    """MiB that the process holds in memory now (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1)
