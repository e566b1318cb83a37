"""All figures of the product in one table, each with how it was measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

PASSAGES = 20_000  # large enough for bm25s, and done within a minute
OFFICERS, KILLS = 50, 40
SOAK_MINUTES = 0.4


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what it is of, how large, and how it was measured."""

    what: str
    figure: str
    how: str

    def as_json(self) -> dict[str, str]:
        """The row by name."""
        return asdict(self)


def answers() -> list[Row]:
    """A warm answer and a cold start."""
    from bot.bench.answers import measure_answers  # noqa: PLC0415

    found = measure_answers()
    asked = f"{found.questions} questions on the shipped plans, three times each; bench answers"
    beside = "`ask` from start to end, beside importing underthesea and telegram.ext; bench answers"
    return [
        Row("answer, p50 / p95", f"{found.p50_ms} ms / {found.p95_ms} ms", asked),
        Row("cold start", f"{found.cold_seconds} s, {found.cold_ratio} times the imports", beside),
    ]


def index() -> list[Row]:
    """Building an index, and the memory of searching it."""
    from bot.bench.indexing import measure_index  # noqa: PLC0415

    found = measure_index(PASSAGES)
    how = f"{found.passages} made passages, a process of its own for each; bench index"
    return [
        Row("index build", f"{found.build_seconds} s, {found.build_memory_mib} MiB", how),
        Row("index memory, search p50 / p95", f"{found.memory_mib} MiB, {found.p50_ms} ms / {found.p95_ms} ms", how),
    ]


def messages() -> list[Row]:
    """Messages a second from end to end, with questions that are all new and with some that come again."""
    from bot.bench.end_to_end import measure_messages  # noqa: PLC0415

    rows = []
    for unlike, name in ((True, "no question twice"), (False, "the same questions again")):
        found = measure_messages(rounds=3, seconds=2.0, unlike=unlike)
        figure = (
            f"{found.application.per_second} a second, {found.part_of_echo:.0%} of a bare echo bot;"
            f" p95 {found.application.p95_ms} ms, {found.p95_times_echo} times its own"
        )
        how = f"{found.people} people over HTTP, {found.rounds} rounds in turns with the echo bot; bench messages"
        rows.append(Row(f"messages end to end, {name}", figure, how))
    return rows


def alerts() -> list[Row]:
    """Alerts over a simulated year, and the kills that they survived."""
    from bot.bench.alerting import measure_alerts  # noqa: PLC0415

    found = measure_alerts(OFFICERS, kills=KILLS)
    figure = (
        f"{found.alerts} alerts, {found.missed} missed, {found.duplicates} twice, {found.unmarked} of them unmarked"
    )
    how = (
        f"{found.officers} officers, {found.deadlines} deadlines, the process killed {found.kills} times; bench alerts"
    )
    return [Row("alerts over a year", figure, how)]


def soak() -> list[Row]:
    """Kills and faults under load."""
    from bot.bench.soak import measure_soak  # noqa: PLC0415

    found = measure_soak(SOAK_MINUTES)
    lost = found.lost_messages + found.lost_replies + found.lost_pledges + found.lost_alerts
    figure = (
        f"{found.kills} kills, {sum(found.faults.values())} faults: {lost} lost, {found.twice_unmarked} unmarked twice"
    )
    how = f"{found.messages} messages, {found.pledges} pledges, {found.alerts} alerts on real processes; bench soak"
    return [Row("kills survived under load", figure, how)]


def documents() -> list[Row]:
    """Memory for files that are made to exhaust it."""
    from bot.bench.bombs import BOMBS, cost_of  # noqa: PLC0415

    costs = [cost_of(name) for name in BOMBS]
    refused = sum(cost.refused for cost in costs)
    figure = f"{max(cost.peak_mb for cost in costs):.0f} MB at most; {refused} of {len(costs)} refused"
    return [
        Row("bomb memory", figure, f"{len(costs)} files that unfold, in the process that reads them; bench documents")
    ]


PARTS: Mapping[str, Callable[[], list[Row]]] = {
    "answers": answers,
    "index": index,
    "messages": messages,
    "alerts": alerts,
    "soak": soak,
    "documents": documents,
}


def measure_all(tell: Callable[[str], Any] = lambda _: None) -> list[Row]:
    """Every figure, some minutes; `tell` hears what is being measured."""
    rows: list[Row] = []
    for name, part in PARTS.items():
        tell(name)
        rows += part()
    return rows
