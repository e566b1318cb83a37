"""The answers in use: when a plan comes, changes or goes, new ones take their place between two questions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import perf_counter, sleep

import structlog

from bot.plans.apart import ReadingError, read_apart
from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question
from knowledge.answers.remembered import RememberedAnswers
from knowledge.library import Library, load_library

# Of the time of a thread that builds beside those who answer: so many seconds of work, then so many of rest.
WORK, REST = 0.0005, 0.003
# How long a thread that builds may keep the others from running where it does not rest (Python's own: 0.005).
SWITCH = 0.0005

log = structlog.get_logger()

Stamp = frozenset[tuple[str, int, int]]


class Pauses:
    """Lets those who answer go first: called often, it rests when enough was done."""

    def __init__(self, work: float = WORK, rest: float = REST, wait: Callable[[float], None] = sleep) -> None:
        self._work = work
        self._rest = rest
        self._wait = wait
        self._since = perf_counter()

    def __call__(self) -> None:
        if perf_counter() - self._since >= self._work:
            self._wait(self._rest)
            self._since = perf_counter()


@contextmanager
def letting_others_go_first() -> Iterator[None]:
    """Work beside those who answer: they wait for a part of a millisecond each time, not for five."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


class LiveAnswers:
    """Answers from the shipped plans and those of `folder`, as the folder is now.

    Whoever holds `current` goes on answering from it; `refresh` puts new ones in its place, built from what is new
    alone. It may be called from any thread and beside other processes that add plans.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._building = Lock()
        self._stamp = stamp_of(folder)
        self._answerer = Answerer(load_library(folder))
        self._current = RememberedAnswers(self._answerer)

    @property
    def current(self) -> RememberedAnswers:
        """The newest complete answers."""
        return self._current

    @property
    def library(self) -> Library:
        """The plans that are answered from."""
        return self._current.library

    @property
    def stamp(self) -> Stamp:
        """What tells these plans from others: equal where the same files were read."""
        return self._stamp

    def answer(self, question: Question) -> Answer:
        """The answer to `question`, always."""
        return self._current.answer(question)

    def refresh(self, rest: Callable[[], None] | None = None) -> bool:
        """Take over what has changed in the folder; whether anything had. Takes seconds for a long new plan."""
        with self._building, letting_others_go_first():
            stamp = stamp_of(self._folder)
            if stamp == self._stamp:
                return False
            before, begun = self._answerer, perf_counter()
            try:
                library = load_library(self._folder, before=before.library, read=read_apart)
                answerer = Answerer(library, before, rest or Pauses())
                self._stamp = stamp  # first: nothing that was found in the old plans is taken for the new ones
                self._answerer, self._current = answerer, RememberedAnswers(answerer)
            except (ReadingError, OSError, ValueError) as fault:  # what was there before goes on answering
                log.error("library_not_refreshed", error=type(fault).__name__)
                self._stamp = stamp
            log.info("library_refreshed", plans=len(self.library), seconds=round(perf_counter() - begun, 1))
            return True


def stamp_of(folder: Path) -> Stamp:
    """What tells whether the plans of `folder` have changed: each file's name, size and time."""
    if not folder.is_dir():
        return frozenset()
    files = (f for f in folder.iterdir() if f.suffix in (".txt", ".json", ".toml") and not f.name.startswith("."))
    return frozenset((f.name, (s := f.stat()).st_size, s.st_mtime_ns) for f in files)
