"""Updates are asked for while others are worked on; none is confirmed before it is committed, none comes twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from handlers.telegram.hand_over import CommittedQueue
from handlers.telegram.polling import TolerantBot
from handlers.telegram.request import PooledRequest
from tests.conftest import LAN
from tests.telegram_api import TOKEN, TelegramApi


@pytest.fixture
def queue() -> CommittedQueue:
    """Updates that are worked on."""
    return CommittedQueue()


@pytest.fixture
async def bot(api: TelegramApi, queue: CommittedQueue) -> AsyncIterator[TolerantBot]:
    """The bot that asks for updates, over HTTP."""
    bot = TolerantBot(queue, TOKEN, base_url=api.url, request=PooledRequest(2), get_updates_request=PooledRequest(1))
    async with bot:
        yield bot


async def poll(bot: TolerantBot, queue: CommittedQueue, after: int = 0) -> list[int]:
    """Ask once, as PTB does, and hand over what comes; its numbers."""
    updates = await bot.get_updates(offset=after + 1 if after else 0, timeout=0)
    for update in updates:
        await queue.put(update)
    return [update.update_id for update in updates]


async def test_more_is_asked_for_when_half_is_committed_and_what_is_not_stays_unconfirmed(
    api: TelegramApi, bot: TolerantBot, queue: CommittedQueue
) -> None:
    first = [await api.say(LAN, str(number)) for number in range(4)]
    assert await poll(bot, queue) == first
    asked = asyncio.create_task(poll(bot, queue, first[-1]))
    queue.release(first[1])
    await asyncio.sleep(0.05)
    assert not asked.done(), "three of four are still worked on"
    more = [await api.say(LAN, "5"), await api.say(LAN, "6")]
    queue.release(first[3])
    assert await asyncio.wait_for(asked, 5) == more
    assert api.confirmed == first[0] - 1, "the first is not committed"
    for number in (*first[:3:2], *more):
        queue.release(number)
    assert await poll(bot, queue, more[-1]) == []
    assert api.confirmed == more[-1]


async def test_a_crash_brings_back_all_that_was_not_committed(
    api: TelegramApi, bot: TolerantBot, queue: CommittedQueue
) -> None:
    said = [await api.say(LAN, str(number)) for number in range(4)]
    await poll(bot, queue)
    for number in (said[0], said[2], said[3]):
        queue.release(number)
    assert await poll(bot, queue, said[-1]) == [], "what is worked on is not handed over once more"
    async with TolerantBot(
        CommittedQueue(), TOKEN, base_url=api.url, request=PooledRequest(2), get_updates_request=PooledRequest(1)
    ) as other:
        assert [update.update_id for update in await other.get_updates(timeout=0)] == said[1:]


async def test_what_is_worked_on_for_long_is_not_asked_for_without_a_pause(
    api: TelegramApi, bot: TolerantBot, queue: CommittedQueue
) -> None:
    said = [await api.say(LAN, "1"), await api.say(LAN, "2")]
    await poll(bot, queue)
    queue.release(said[1])
    asked = asyncio.create_task(poll(bot, queue, said[-1]))
    await asyncio.sleep(0.2)
    assert [method for method, _ in api.calls].count("getUpdates") == 2
    assert not asked.done()
    queue.release(said[0])
    assert await asyncio.wait_for(asked, 0.5) == []
