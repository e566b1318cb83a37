"""Figures for Prometheus. What happens is counted from the log's own events, so that nothing is logged and not counted.

No label says who: only channels, kinds, states and types of errors.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.store.beats import BACKUP
from bot.store.store import Store

# Seconds: a cached menu takes one millisecond, a picture of figures half a second.
BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is in the database and on the disk at one moment."""

    outbox: Mapping[tuple[str, str], int]
    outbox_age: float  # seconds that the message waits whose time came first
    backup_age: float | None  # seconds; None if there never was one
    disk_free: int  # bytes
    silence: Mapping[str, float] = field(default_factory=dict)


def read_store(store: Store, now: datetime, machine_now: datetime, disk_free: int) -> Reading:
    """The reading of this moment; `now` is the bot's time, `machine_now` the machine's."""
    oldest, backup = store.counts.oldest_waiting(now), store.beats.last(BACKUP)
    return Reading(
        outbox=store.counts.outbox(),
        outbox_age=(now - oldest).total_seconds() if oldest else 0.0,
        backup_age=(machine_now - backup).total_seconds() if backup else None,
        disk_free=disk_free,
    )


class Meters:
    """Counters that are fed by log events, and gauges that are set when they are read."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        own: dict[str, Any] = {"registry": self._registry, "namespace": "campaign_bot"}
        self._turns = Counter("turns", "Messages and presses of people", ["channel", "content"], **own)
        self._seconds = Histogram("turn_seconds", "Time until a turn is committed", ["channel"], buckets=BUCKETS, **own)
        self._answers = Counter("answers", "Answers to questions by outcome", ["outcome"], **own)
        self._results = Counter("outbox_results", "Attempts to send from the outbox by outcome", ["outcome"], **own)
        self._errors = Counter("errors", "What was logged as an error", ["event", "type"], **own)
        self._outbox = Gauge("outbox_messages", "Messages of the outbox by kind and state", ["kind", "state"], **own)
        self._age = Gauge("outbox_age_seconds", "How long the message waits whose time came first", **own)
        self._backup = Gauge("backup_age_seconds", "Time since the last backup", **own)
        self._disk = Gauge("disk_free_bytes", "Room on the disk of the data folder", **own)
        self._silence = Gauge("silence_seconds", "Time since the last sign of life of a part", ["part"], **own)

    def __call__(self, _: object, level: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """Count a log event and hand it on unchanged (a processor of structlog)."""
        match event.get("event"):
            case "turn":
                self._turns.labels(event["channel"], event["content"]).inc()
                self._seconds.labels(event["channel"]).observe(event["ms"] / 1000)
            case "answer":
                self._answers.labels(event["outcome"]).inc()
            case "outbox":
                self._results.labels(event["outcome"]).inc(event["messages"])
        if level in ("error", "critical", "exception"):
            self._errors.labels(str(event.get("event")), str(event.get("error", ""))).inc()
        return event

    def page(self, reading: Reading) -> bytes:
        """The figures with those of `reading`, in Prometheus' text format."""
        self._outbox.clear()
        for (kind, state), number in reading.outbox.items():
            self._outbox.labels(kind, state).set(number)
        self._age.set(reading.outbox_age)
        self._backup.set(float("nan") if reading.backup_age is None else reading.backup_age)
        self._disk.set(reading.disk_free)
        for part, seconds in reading.silence.items():
            self._silence.labels(part).set(seconds)
        return generate_latest(self._registry)
