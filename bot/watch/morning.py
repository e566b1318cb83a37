"""One message each morning to the admins: how yesterday was, what waits, disk and backup. No name, no village."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.clock import VIETNAM
from bot.message import Message
from bot.people.model import Role
from bot.pledges.model import State
from bot.store.counts import ALERT
from bot.store.store import Store
from bot.texts import Texts

FROM, UNTIL = time(7, 0), time(20, 0)
GIB = 1024**3
LEAST_DISK = 1 * GIB
OLDEST_BACKUP = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Machine:
    """What the line says of the machine; `backup` is the time of the last one, by the machine's clock `now`."""

    disk_free: int
    backup: datetime | None
    now: datetime


def tell_admins(store: Store, texts: Texts, admins: Sequence[str], now: datetime, machine: Machine) -> int:
    """Post the line to each admin, once a day between seven and eight in the evening; to how many it was new."""
    if not FROM <= now.astimezone(VIETNAM).time() < UNTIL:
        return 0
    addresses = dict.fromkeys((*admins, *(person.address for person in store.people.with_role(Role.ADMIN))))
    with store.transaction():
        message = morning_line(store, texts, now, machine)
        day = now.astimezone(VIETNAM).date().isoformat()
        return sum(store.outbox.post(f"morning:{day}:{one}", one, message, now, now) for one in addresses)


def morning_line(store: Store, texts: Texts, now: datetime, machine: Machine) -> Message:
    """The message."""
    today = datetime.combine(now.astimezone(VIETNAM).date(), time(0), VIETNAM)
    yesterday = today - timedelta(days=1)
    answers, ended = store.counts.answers(yesterday, today), store.counts.alerts_ended(yesterday, today)
    pledges = store.counts.pledges()
    failed = sum(ended.get(state, 0) for state in ("failed", "refused", "unknown"))
    lines = (
        texts.line(
            "morning.pledges",
            first=pledges.get(State.SUBMITTED, 0),
            last=pledges.get(State.VILLAGE_CONFIRMED, 0),
        ),
        texts.line(
            "morning.alerts",
            first=ended.get("sent", 0),
            last=ended.get("late", 0),
            value=failed,
            count=store.counts.waiting(ALERT),
        ),
        texts.line("morning.machine", size=round(machine.disk_free / GIB), moment=backup_words(texts, machine)),
    )
    return Message(
        lead=texts.line(
            "morning.answers",
            day=f"{yesterday:%d/%m}",
            first=answers.get("answered", 0),
            last=answers.get("not_in_plan", 0),
        ),
        lines=lines,
        cautions=tuple(texts.line(f"morning.{code}") for code in cautions(machine)),
    )


def backup_words(texts: Texts, machine: Machine) -> str:
    """When the last backup was made."""
    if machine.backup is None:
        return texts.line("morning.no_backup")
    return machine.backup.astimezone(VIETNAM).strftime("%H:%M ngày %d/%m")


def cautions(machine: Machine) -> list[str]:
    """What somebody should look after."""
    found = ["disk_low"] if machine.disk_free < LEAST_DISK else []
    if machine.backup is None or machine.now - machine.backup > OLDEST_BACKUP:
        found.append("backup_old")
    return found
