"""What the tests of the conversation share: the real plans and answers, a clock that stands still, ids in order."""

from __future__ import annotations

import asyncio
import itertools
import logging
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest
import structlog
from hypothesis import settings

from bot.clock import VIETNAM, Clock
from bot.conversation.command_menu import command_menu
from bot.conversation.reception import Reception
from bot.conversation.turn import Answers, Desk
from bot.ids import SIGNS, Ids
from bot.message import Message
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts
from handlers.console.phone import Phone
from handlers.console.rendering import numbered, plain_text
from handlers.telegram.application import Address, build_application
from handlers.telegram.running import ALLOWED_UPDATES
from knowledge.answers.answerer import Answerer
from knowledge.library import load_library
from tests.telegram_api import TOKEN, Sent, TelegramApi

settings.register_profile("house", derandomize=True)  # the same examples in every run
settings.load_profile("house")

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=VIETNAM)  # a Saturday
LAN = 555001
GROUP = -100200300


def ids_in_order() -> Ids:
    """Ids that come in the same order in every run."""
    numbers = itertools.count(1)

    def next_id(length: int) -> str:
        number, signs = next(numbers), ""
        for _ in range(length):
            number, sign = divmod(number, len(SIGNS))
            signs = SIGNS[sign] + signs
        return signs

    return next_id


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    """A command that a test runs in this process starts the log for that test alone."""
    hooks = sys.excepthook, threading.excepthook
    yield
    structlog.reset_defaults()
    sys.excepthook, threading.excepthook = hooks
    logging.raiseExceptions = True


@pytest.fixture(scope="session")
def answers() -> Answerer:
    """The real answers from the plans that ship with the bot."""
    return Answerer(load_library())


@pytest.fixture
def clock() -> Clock:
    """It is Saturday 21/11/2026, nine o'clock."""
    return lambda: NOW


@pytest.fixture
def ids() -> Ids:
    """Ids in order."""
    return ids_in_order()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """A real database file."""
    store = SqliteStore(tmp_path / "bot.sqlite3")
    yield store
    store.close()


@pytest.fixture
def make_reception(store: SqliteStore, clock: Clock, ids: Ids) -> Callable[[Answers], Reception]:
    """Makes the conversation on given answers."""
    return lambda answers: Reception(Desk(answers, store, load_texts(), ids), clock)


@pytest.fixture
def reception(make_reception: Callable[[Answers], Reception], answers: Answerer) -> Reception:
    """The conversation on the real plans."""
    return make_reception(answers)


@dataclass(frozen=True)
class Seen:
    """A message as a person sees it."""

    text: str
    labels: tuple[str, ...]


class Story(Protocol):
    """A person who talks with the bot, on whatever channel."""

    async def say(self, text: str) -> list[Seen]:
        """Type `text`; what the bot answers."""
        ...


class TelegramStory:
    """Lan on Telegram: the real application behind a Bot API on this machine."""

    def __init__(self, api: TelegramApi, reception: Reception) -> None:
        self.api = api
        self.reception = reception

    async def say(self, text: str) -> list[Seen]:
        return [Seen(sent.text, tuple(sent.labels)) for sent in await self.after(await self.api.say(LAN, text))]

    async def press(self, sent: Sent, label: str) -> list[Sent]:
        """Press a button; what the bot sends."""
        return await self.after(await self.api.press(sent, label))

    async def ask(self, text: str, chat: int = LAN, **more: object) -> list[Sent]:
        """Type `text` in `chat`; what the bot sends."""
        return await self.after(await self.api.say(chat, text, **more))  # type: ignore[arg-type]

    async def after(self, update: int) -> list[Sent]:
        """What the bot sends because of `update` (everything since the last call)."""
        await self.api.until_confirmed(update)
        for _ in range(2000):
            if not self.reception.undelivered("telegram"):
                break
            await asyncio.sleep(0.003)
        sent, self.api.sent = self.api.sent, []
        return sent


class ConsoleStory:
    """Lan at the terminal."""

    def __init__(self, reception: Reception) -> None:
        self.seen: list[Seen] = []
        self.phone = Phone(reception, "lan", self._show)

    def _show(self, message: Message) -> None:
        self.seen.append(Seen(plain_text(message), tuple(numbered(message.choices))))

    async def say(self, text: str) -> list[Seen]:
        self.seen = []
        self.phone.say(text)
        return self.seen


async def until(condition: Callable[[], object]) -> None:
    """Wait until `condition()` holds."""
    for _ in range(6000):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not happen")


@asynccontextmanager
async def telegram_running(api: TelegramApi, reception: Reception) -> AsyncIterator[TelegramStory]:
    """The real application, polling `api`."""
    address = Address(TOKEN, api.url, api.url)
    application = build_application(address, reception, command_menu(reception.desk.texts))
    assert application.updater
    async with application:
        assert application.post_init
        await application.post_init(application)
        await application.start()
        await application.updater.start_polling(allowed_updates=ALLOWED_UPDATES)
        yield TelegramStory(api, reception)
        await application.updater.stop()
        await application.stop()
    assert application.post_shutdown
    await application.post_shutdown(application)


@pytest.fixture
async def api() -> AsyncIterator[TelegramApi]:
    """A Bot API on this machine."""
    api = TelegramApi()
    await api.start()
    yield api
    await api.stop()


@pytest.fixture
async def telegram(api: TelegramApi, reception: Reception) -> AsyncIterator[TelegramStory]:
    """Lan on Telegram."""
    async with telegram_running(api, reception) as story:
        yield story


@pytest.fixture(params=["telegram", "console"])
async def story(request: pytest.FixtureRequest, api: TelegramApi, reception: Reception) -> AsyncIterator[Story]:
    """Lan, once on Telegram and once at the terminal: the same story must go the same way."""
    if request.param == "console":
        yield ConsoleStory(reception)
        return
    async with telegram_running(api, reception) as story:
        yield story
