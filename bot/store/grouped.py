"""Work on the store on a thread of its own: what waits together is committed together.

A commit waits for the disk; while it does, more work comes in. All of that goes into the next commit, so that the disk
is waited for once and not for each. Nobody is told of a result before what it rests on is committed.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Lock
from time import perf_counter
from typing import Any, TypeVar

T = TypeVar("T")

# Work in one commit at most, by number and by time: who came first does not wait long for who came last.
MOST = 64
LONGEST = 0.02  # seconds


@dataclass(slots=True)
class _Job:
    """A call that waits, who waits for it, and how it ended."""

    call: Callable[[], Any]
    told: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None

    def work(self) -> None:
        """Make the call."""
        self.result = self.error = None
        try:
            self.result = self.call()
        except Exception as error:  # told to whoever waits
            self.error = error

    def tell(self) -> None:
        """Tell whoever waits, unless they have gone."""
        if self.told.cancelled():
            return
        if self.error is not None:
            self.told.set_exception(self.error)
        else:
            self.told.set_result(self.result)


class GroupedWork:
    """Runs calls one at a time, in the order in which they came; `transaction` is the store's."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[None]], name: str = "conversation") -> None:
        self._transaction = transaction
        self._waiting: deque[_Job] = deque()
        self._lock = Lock()
        self._at_work = False  # the thread looks again for what waits before it rests
        self._thread = ThreadPoolExecutor(1, name)

    async def run(self, call: Callable[[], T]) -> T:
        """The result of `call`, committed.

        A call may be made a second time if the commit fails that it shared with others: nothing of the first is left.
        """
        return await self.begin(call)

    def begin(self, call: Callable[[], T]) -> asyncio.Future[T]:
        """The same for a call whose place is taken at once, whenever its result is waited for."""
        loop = asyncio.get_running_loop()
        job = _Job(call, loop.create_future())
        with self._lock:
            self._waiting.append(job)
            rests, self._at_work = not self._at_work, True
        if rests:
            self._thread.submit(self._work, loop)
        return job.told

    def close(self) -> None:
        """Let the work that waits be done, and end."""
        self._thread.shutdown(wait=True)

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        """Commit what waits, together, until nothing does."""
        while self._has_work():
            self._work_once(loop)

    def _has_work(self) -> bool:
        with self._lock:
            self._at_work = bool(self._waiting)
            return self._at_work

    def _work_once(self, loop: asyncio.AbstractEventLoop) -> None:
        jobs: list[_Job] = []
        try:
            with self._transaction():
                self._work_together(jobs)
        except Exception:  # the store: each by itself then, so that each learns what becomes of it
            jobs = jobs or [self._waiting.popleft()]
            for job in jobs:
                job.work()
        loop.call_soon_threadsafe(tell_all, jobs)

    def _work_together(self, jobs: list[_Job]) -> None:
        """Work on what waits, noting it in `jobs`."""
        end = perf_counter() + LONGEST
        while self._waiting and len(jobs) < MOST and (not jobs or perf_counter() < end):
            jobs.append(self._waiting.popleft())
            jobs[-1].work()


def tell_all(jobs: list[_Job]) -> None:
    """Tell everybody who waits."""
    for job in jobs:
        job.tell()
