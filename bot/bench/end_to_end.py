"""Messages a second from end to end: people write to the real application over HTTP and wait for its answer.

Beside it a bare python-telegram-bot echo bot, in rounds that take turns, so that a busy moment of the machine meets
both. Each is a process of its own; the people and their Bot API are this process.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from asyncio.subprocess import DEVNULL, Process, create_subprocess_exec
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bot.bench.local_api import TOKEN, LocalApi
from bot.bench.questions import judged_questions
from bot.bench.timing import p50, p95

FIRST_CHAT = 9001
ECHO = ("-m", "handlers.telegram.echo")
SERVE = ("-m", "bot", "serve")
WARM_UP = 5  # questions of each person before anything is measured
# How people begin and end a question; with the questions themselves some thousands that differ.
OPENINGS = ("", "cho hoi ", "xin hoi ", "cho toi hoi ", "alo ", "bac hoi ", "em hoi chut ", "cho bac hoi ")
ENDINGS = ("", " vay", " the", " a", " nhi", " nhe", " ha", " voi")


@dataclass(frozen=True, slots=True)
class Speed:
    """Of one bot: messages a second in the median round, milliseconds from a message to its reply over all rounds."""

    per_second: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class MessageFigures:
    """The application beside the echo bot; `unlike` while no two questions of the bench are the same."""

    people: int
    rounds: int
    messages: int
    unlike: bool
    application: Speed
    echo: Speed
    part_of_echo: float  # of its messages a second
    p95_times_echo: float

    def as_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


def measure_messages(people: int = 20, rounds: int = 5, seconds: float = 3.0, *, unlike: bool = True) -> MessageFigures:
    """`rounds` of each bot in turn, each of `seconds`; with `unlike` no question comes twice."""
    return asyncio.run(_measure(people, rounds, seconds, unlike))


async def _measure(people: int, rounds: int, seconds: float, unlike: bool) -> MessageFigures:
    questions = questions_of(unlike)
    times: tuple[list[float], list[float]] = ([], [])
    rates: tuple[list[float], list[float]] = ([], [])
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        apis = [
            await stack.enter_async_context(running(lambda api: (*ECHO, api.url, TOKEN), folder)),
            await stack.enter_async_context(running(lambda _: SERVE, folder)),
        ]
        for api in apis:
            await ask_all(api, people, questions, lambda: itertools.repeat(None, WARM_UP))
        for _ in range(rounds):
            for number, api in enumerate(apis):
                begun = perf_counter()
                taken = await ask_all(api, people, questions, lambda end=begun + seconds: until(end))  # type: ignore[misc]
                rates[number].append(len(taken) / (perf_counter() - begun))
                times[number].extend(taken)
    echo, application = (
        Speed(round(median(rate), 1), round(p50(time), 1), round(p95(time), 1))
        for rate, time in zip(rates, times, strict=True)
    )
    return MessageFigures(
        people,
        rounds,
        sum(map(len, times)),
        unlike,
        application,
        echo,
        round(application.per_second / echo.per_second, 2),
        round(application.p95_ms / echo.p95_ms, 2),
    )


def questions_of(unlike: bool) -> Iterator[str]:
    """Questions without an end; with `unlike` as many different ones as there are, before one comes again."""
    texts = [one.text for one in judged_questions()]
    forms = list(itertools.product(OPENINGS, ENDINGS)) if unlike else [("", "")]
    return itertools.cycle(f"{before}{text}{after}" for before, after in forms for text in texts)


def until(end: float) -> Iterator[None]:
    """One after the other until the instant `end`."""
    while perf_counter() < end:
        yield None


async def ask_all(
    api: LocalApi, people: int, questions: Iterator[str], turns: Callable[[], Iterator[None]]
) -> list[float]:
    """Everybody asks, waits for the answer, and asks again; how long each answer took, in milliseconds."""
    times: list[float] = []

    async def person(chat: int) -> None:
        for _ in turns():
            begun = perf_counter()
            api.say(chat, next(questions))
            await api.reply(chat)
            times.append((perf_counter() - begun) * 1000)

    await asyncio.gather(*(person(FIRST_CHAT + number) for number in range(people)))
    return times


@asynccontextmanager
async def running(arguments: Callable[[LocalApi], Sequence[str]], folder: Path) -> AsyncIterator[LocalApi]:
    """A bot as its own process, and the Bot API that it talks to."""
    api = LocalApi()
    api.start()
    process = await start_bot(api, arguments(api), folder)
    try:
        polled = asyncio.create_task(api.polled.wait())
        ended = asyncio.create_task(process.wait())
        await asyncio.wait((polled, ended), return_when=asyncio.FIRST_COMPLETED)
        polled.cancel()
        if process.returncode is not None:
            raise RuntimeError(f"the bot ended with {process.returncode} before it asked for updates")
        yield api
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
        await api.stop()


async def start_bot(
    api: LocalApi, arguments: Sequence[str], folder: Path, log: Path | None = None, **settings: str
) -> Process:
    """`python` with `arguments`; what the environment sets for a bot is not passed on, `settings` are. It
    writes to the end of `log`.
    """
    env = {key: value for key, value in os.environ.items() if not key.startswith("CAMPAIGN_BOT_")}
    given = {"TOKEN": TOKEN, "API_URL": api.url, "DATA_DIR": str(folder)} | settings
    env |= {f"CAMPAIGN_BOT_{key}": value for key, value in given.items()}
    with open(log or os.devnull, "ab") as out:
        return await create_subprocess_exec(sys.executable, *arguments, env=env, stdout=DEVNULL, stderr=out)
