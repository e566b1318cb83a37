"""The answering processes of a running bot: started with it, ended with it, started again when one ends by itself.

They are a help and no more: whatever they do not answer in time, or from other plans, the bot looks up itself.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process, create_subprocess_exec
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from bot.answering.frames import HEAD, as_frame, from_body, length_of
from bot.documents.process import ROOT, child_environment
from bot.plans.live import Stamp
from knowledge.answers.model import Question
from knowledge.answers.remembered import Found

MOST = 3  # processes, unless the operator wants others: each holds the plans
MOST_WAITING = 32  # questions at one process; more of them the bot looks up itself
PATIENCE = 2.0  # seconds for a question, then the bot looks it up itself
AGAIN, LONGEST_AGAIN = 1.0, 60.0  # seconds until one that ended is started again, doubled each time
ENDING = 0.5  # seconds for a process to end by itself

log = structlog.get_logger()


def suitable_number() -> int:
    """One for each core beside the bot's own; none on a machine with one core."""
    return min(len(os.sched_getaffinity(0)) - 1, MOST)


class AnsweringProcesses:
    """`number` processes that answer from the plans in `plans`; what they say counts while `stamp` is their own."""

    def __init__(self, plans: Path, number: int, stamp: Callable[[], Stamp]) -> None:
        self._plans = plans
        self._number = number
        self._stamp = stamp
        self._at_hand: list[_Answering] = []
        self._keeping: list[asyncio.Task[None]] = []

    @property
    def ready(self) -> list[int]:
        """The numbers of the processes that can be asked."""
        return [one.number for one in self._at_hand]

    def start(self) -> None:
        """Begin; each process is asked as soon as it has read the plans."""
        self._keeping = [asyncio.create_task(self._keep_one()) for _ in range(self._number)]

    async def stop(self) -> None:
        """End all of them."""
        for task in self._keeping:
            task.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)
        self._keeping = []

    async def keep_up(self) -> None:
        """Where the bot has taken in other plans, have others in their place, which read those."""
        if any(one.stamp != self._stamp() for one in self._at_hand):
            await self.stop()
            self.start()

    async def look_up(self, question: Question) -> Found | None:
        """What the least busy process finds; None when there is none, or it takes too long, or reads other plans."""
        stamp = self._stamp()
        ready = [p for p in self._at_hand if p.stamp == stamp and p.waiting < MOST_WAITING]
        if not ready:
            return None
        one = min(ready, key=lambda p: p.waiting)
        try:
            return await asyncio.wait_for(one.ask(question), PATIENCE)
        except TimeoutError:
            log.warning("answering_process_stuck")
            one.kill()
            return None

    async def _keep_one(self) -> None:
        """See to it that there is one process; whenever it ends, start another."""
        pause, clock = AGAIN, asyncio.get_running_loop().time
        while True:
            begun, one = clock(), await _Answering.start(self._plans)
            try:
                await one.hear_stamp()
                self._at_hand.append(one)
                await one.hear_answers()
            except (EOFError, OSError):
                log.warning("answering_process_ended", again_in=pause)
            finally:
                if one in self._at_hand:
                    self._at_hand.remove(one)
                await one.end()
            await asyncio.sleep(pause)
            pause = AGAIN if clock() - begun > LONGEST_AGAIN else min(2 * pause, LONGEST_AGAIN)


class _Answering:
    """One process; it answers in the order in which it is asked."""

    def __init__(self, process: Process) -> None:
        assert process.stdin
        assert process.stdout
        self._process = process
        self._to, self._from = process.stdin, process.stdout
        self._asked: deque[asyncio.Future[Found | None]] = deque()
        self.stamp: Stamp | None = None

    @classmethod
    async def start(cls, plans: Path) -> _Answering:
        """A new one, which begins to read `plans`."""
        return cls(
            await create_subprocess_exec(
                *(sys.executable, "-m", "bot.answering.child", str(plans.absolute())),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,  # what a traceback shows may be somebody's words
                cwd=ROOT,
                env=child_environment(),
                start_new_session=True,  # Ctrl-C in the terminal is the bot's to handle
            )
        )

    @property
    def number(self) -> int:
        """The system's number for it."""
        return self._process.pid

    @property
    def waiting(self) -> int:
        """How many questions it has not answered yet."""
        return len(self._asked)

    async def hear_stamp(self) -> None:
        """Wait until it has read the plans; EOFError when it ends before that."""
        self.stamp = await self._hear()

    async def hear_answers(self) -> None:
        """Hand each answer to whoever asked, until it ends; EOFError then."""
        while True:
            found = await self._hear()
            asked = self._asked.popleft()
            if not asked.done():
                asked.set_result(found)

    def ask(self, question: Question) -> asyncio.Future[Found | None]:
        """What it will say; None if it ends before."""
        asked = asyncio.get_running_loop().create_future()
        self._asked.append(asked)
        self._to.write(as_frame(question))
        return asked

    def kill(self) -> None:
        """Have it end at once, whatever it does."""
        if self._process.returncode is None:
            self._process.kill()

    async def end(self) -> None:
        """Tell whoever waits that nothing comes, and have the process end."""
        while self._asked:
            if not (asked := self._asked.popleft()).done():
                asked.set_result(None)
        try:  # to the end of its pipe, or asyncio complains of it when everything is over
            await asyncio.wait_for(self._process.communicate(), ENDING)
        except TimeoutError:
            self.kill()
            await self._process.communicate()

    async def _hear(self) -> Any:
        try:
            return from_body(await self._from.readexactly(length_of(await self._from.readexactly(HEAD))))
        except asyncio.IncompleteReadError:
            raise EOFError from None
