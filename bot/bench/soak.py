"""A soak: people ask, households register, alerts are due, the network fails in every way, the bot is killed.

Each life of the bot is a real process on the same database; its clock starts some minutes after that of the one before,
so that every life has alerts of its own. In the end everything that was accepted must have been answered, every pledge
must stand there once, every alert must have arrived, and only what is marked may have come twice.
"""

from __future__ import annotations

import asyncio
import random
from asyncio.subprocess import Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from bot.alerts.model import Confirmation, KeptDeadline, Verdict
from bot.alerts.planning import hold
from bot.alerts.rules import Habit
from bot.alerts.working_days import DAY
from bot.bench.end_to_end import FIRST_CHAT, SERVE, questions_of, start_bot
from bot.bench.faults import Faults
from bot.bench.local_api import LocalApi
from bot.bench.registrations import TYPED
from bot.bench.soak_report import Life, SoakFigures, judge, memory_of
from bot.clock import VIETNAM
from bot.store.sqlite import SqliteStore

DAY_OF_IT = date(2026, 3, 2)  # a Monday
FIRST = datetime(2026, 3, 2, 7, 30, tzinfo=VIETNAM)  # when the first life begins
LATEST = 12 * 60  # minutes until alerts wait for the next morning
FIRST_HOUSEHOLD, FIRST_OFFICER = FIRST_CHAT + 10_000, FIRST_CHAT + 20_000
PATIENCE = 600.0  # seconds for a reply, over kills and faults
THINKS = (0.2, 0.8)  # seconds between an answer and the next question
UP = 60.0  # seconds until a bot that was started asks for updates
CLOSING = 90.0  # seconds until everything must have arrived, when nothing goes wrong any more


@dataclass
class Soak:
    """The people and what they have done so far."""

    api: LocalApi
    folder: Path
    chance: random.Random
    going: bool = True
    said: list[int] = field(default_factory=list)  # the updates that happened
    asked: int = 0
    registered: list[int] = field(default_factory=list)  # households that have their code
    begun: int = 0

    async def ask(self, chat: int, questions: Sequence[str]) -> None:
        """Ask one question after the other; now and then press a button of the answer."""
        for text in questions:
            if not self.going:
                return
            reply = await self._say(chat, text)
            self.asked += 1
            buttons = [button.rpartition("=")[2] for button in reply if button.rpartition("=")[2]]
            if buttons and self.chance.random() < 0.1:
                self.said.append(self.api.press(chat, self.chance.choice(buttons), self.api.arrivals[-1].number))
                await self.api.reply(chat, PATIENCE)
            await asyncio.sleep(self.chance.uniform(*THINKS))

    async def register(self, every: float) -> None:
        """A household after the other registers, from the wish to the code."""
        while self.going:
            self.begun += 1
            chat = FIRST_HOUSEHOLD + self.begun
            for text in TYPED:
                await self._say(chat, text)
                await asyncio.sleep(self.chance.uniform(0.02, 0.1))
            self.registered.append(chat)
            await asyncio.sleep(self.chance.uniform(0, 2 * every))

    async def _say(self, chat: int, text: str) -> tuple[str, ...]:
        self.said.append(self.api.say(chat, text))
        return (await self.api.reply(chat, PATIENCE)).data


def measure_soak(minutes: float = 20.0, people: int = 20, officers: int = 30, seed: int = 1) -> SoakFigures:
    """`minutes` of load, then as long as it takes until all has arrived."""
    with TemporaryDirectory() as name:
        return asyncio.run(_measure(Path(name), minutes * 60, people, officers, seed))


async def _measure(folder: Path, seconds: float, people: int, officers: int, seed: int) -> SoakFigures:
    chance = random.Random(seed)
    faults = Faults(seed, often=1.0 if seconds > 120 else 8.0)
    lives = plan_of(seconds, chance)
    starts = [FIRST + timedelta(minutes=number * (LATEST // (len(lives) + 2))) for number in range(len(lives) + 2)]
    prepare(folder, starts, officers)
    api = LocalApi(faults)
    api.start()
    soak = Soak(api, folder, chance)
    asking = questions_of(unlike=True)
    crowd = [
        asyncio.create_task(soak.ask(FIRST_CHAT + number, [next(asking) for _ in range(2000)]))
        for number in range(people)
    ]
    crowd += [asyncio.create_task(soak.register(0.5 if seconds < 120 else 4.0)) for _ in range(2)]
    told: list[Life] = []
    for at, (length, killed) in zip(starts, lives, strict=False):
        told.append(await live(soak, at, length, killed))
    soak.going = False
    faults.on = False
    for at in starts[len(lives) :]:  # what failed in the last life is tried again later, by its clock
        if any(not task.done() for task in crowd) or is_anything_open(folder, at):
            told.append(await close(soak, at, crowd))
    await asyncio.gather(*crowd)
    await api.stop()
    return judge(folder, soak.said, soak.registered, api.arrivals, told, faults.injected, soak.asked)


def plan_of(seconds: float, chance: random.Random) -> list[tuple[float, bool]]:
    """The lives: half of the time in short ones that are killed, half in one that ends in peace."""
    short = max(1.5, min(60.0, seconds / 20))
    lives, left = [], seconds / 2
    while left > 0:
        lives.append((chance.uniform(0.5, 1.5) * short, True))
        left -= lives[-1][0]
    return [*lives, (seconds / 2, False)]


def prepare(folder: Path, starts: Sequence[datetime], officers: int) -> None:
    """For each life a deadline that every officer is told of when that life begins."""
    store = SqliteStore(folder / "bot.sqlite3")
    at = FIRST - 30 * DAY
    with store.transaction():
        for number, start in enumerate(starts):
            deadline = KeptDeadline(f"d{number}", f"báo cáo số {number}", owner="", plan="bench")
            store.deadlines.save_deadline(deadline, at)
            for officer in range(officers):
                chat = f"telegram:{FIRST_OFFICER + officer}"
                store.deadlines.follow(deadline.id, chat, at)
                store.deadlines.set_habit(deadline.id, chat, Habit((7,), start.time(), overdue=0))
            said = Confirmation(deadline.id, "2026.1", Verdict.CONFIRMED, DAY_OF_IT + 7 * DAY, False, "", "", "", at)
            hold(store, said, at)
    store.close()


async def start(soak: Soak, at: datetime) -> Process:
    """The bot, whose clock shows `at`."""
    more = {"CONTROLLER": "UBND xã", "CLOCK": at.isoformat()}
    return await start_bot(soak.api, SERVE, soak.folder, log=soak.folder / "log.jsonl", **more)


async def live(soak: Soak, at: datetime, length: float, killed: bool) -> Life:
    """One life of the bot under load; its memory once it is warm, and at its end."""
    soak.api.polled.clear()
    process = await start(soak, at)
    await asyncio.wait_for(soak.api.polled.wait(), UP)
    await asyncio.sleep(length * 0.4)
    warm = memory_of(process.pid)
    await asyncio.sleep(length * 0.6)
    life = Life(length, warm, memory_of(process.pid), killed)
    if killed:
        process.kill()
    else:
        process.terminate()
    await process.wait()
    return life


async def close(soak: Soak, at: datetime, crowd: Sequence[asyncio.Task[None]]) -> Life:
    """A life in which nothing goes wrong, until everything is answered and sent."""
    process = await start(soak, at)
    end = monotonic() + CLOSING
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*(asyncio.shield(task) for task in crowd)), CLOSING)
    while monotonic() < end and is_anything_open(soak.folder, at):
        await asyncio.sleep(0.5)
    process.terminate()
    await process.wait()
    return Life(0.0, 0.0, 0.0, killed=False)


def is_anything_open(folder: Path, at: datetime) -> bool:
    """Whether a reply, or a message that was due by then, is still on its way."""
    store = SqliteStore(folder / "bot.sqlite3")
    try:
        due = store.outbox.next_due()
        return bool(store.pending_replies("telegram", at - DAY)) or (due is not None and due <= at)
    finally:
        store.close()
