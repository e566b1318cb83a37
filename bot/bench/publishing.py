"""How long answers take while a plan of hundreds of pages is read and published, beside how long they take without."""

from __future__ import annotations

import itertools
import random
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from time import perf_counter
from typing import Any

from bot.bench.questions import judged_questions
from bot.bench.timing import p50, p95
from bot.clock import VIETNAM
from bot.conversation.event import Content, Event, SentFile
from bot.conversation.reception import Reception
from bot.conversation.turn import Desk, Office
from bot.ids import random_id
from bot.message import Message
from bot.people.communes import find_communes
from bot.plans.live import LiveAnswers
from bot.plans.model import State
from bot.plans.shelf import Shelf
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts
from knowledge.library import load_library

PAGE = 2_300  # characters of the shipped plans on one printed page
WARM, QUIET = 3.0, 15.0  # seconds before anything is measured, and that are measured without publishing
OFFICER = "console:officer"
WORDS = ("hộ", "thôn", "xã", "ban", "hội", "phong trào", "kế hoạch", "báo cáo")


@dataclass(frozen=True)
class PublishingFigures:
    """Milliseconds an answer, its wait for the one conversation included: without and while a plan is published."""

    pages: int
    characters: int
    people: int
    quiet_answers: int
    quiet_p50_ms: float
    quiet_p95_ms: float
    busy_answers: int
    busy_p50_ms: float
    busy_p95_ms: float
    busy_longest_ms: float
    ratio_p95: float
    reading_seconds: float
    publishing_seconds: float

    def as_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


class StepDay:
    """A clock that is a day later each time it is asked, within a year: no answer is one that was given before."""

    def __init__(self) -> None:
        self._days = itertools.cycle(range(300))
        self._day = datetime(2026, 1, 1, 9, 0, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        return self._day + timedelta(days=next(self._days))


class Crowd:
    """People who each ask the next question as soon as the last is answered, by one conversation."""

    def __init__(self, reception: Reception, people: int) -> None:
        self._reception = reception
        self._thread = ThreadPoolExecutor(1, "conversation")
        self._over = Flag()
        self._texts = [one.text for one in judged_questions()]
        self.answered: list[tuple[float, float]] = []  # when it was asked, how many milliseconds it took
        self._people = [Thread(target=self._ask, args=(number,), daemon=True) for number in range(people)]
        for person in self._people:
            person.start()

    def between(self, begin: float, end: float) -> list[float]:
        """The times of what was asked between two moments."""
        return [took for at, took in list(self.answered) if begin <= at <= end]

    def end(self) -> None:
        """Nobody asks any more."""
        self._over.set()
        for person in self._people:
            person.join()
        self._thread.shutdown()

    def _ask(self, number: int) -> None:
        order = random.Random(number)
        chat = f"console:person-{number}"
        while not self._over.is_set():
            text = order.choice(self._texts)
            begun = perf_counter()
            self._thread.submit(self._answer, Event(chat, chat, text=text)).result()
            self.answered.append((begun, (perf_counter() - begun) * 1000))

    def _answer(self, event: Event) -> None:
        for reply in self._reception.receive(event):
            self._reception.delivered(reply)


def measure_publishing(pages: int, people: int) -> PublishingFigures:
    """The figures on this machine; takes about a minute. Raises RuntimeError when the plan is not published."""
    text = long_plan(pages)
    find_communes("xa minh son")  # read once at the first use
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "long.txt"
        file.write_text(text, encoding="utf-8")
        store = SqliteStore(folder / "bench.sqlite3")
        office = Office("UBND xã", (OFFICER,))
        desk = Desk(LiveAnswers(folder / "plans"), store, load_texts(), random_id, "", office, Shelf(folder))
        reception = Reception(desk, StepDay())
        crowd = Crowd(reception, people)
        try:
            wait(WARM)  # what is worked out for the first questions
            quiet = perf_counter()
            wait(QUIET)
            begin = perf_counter()
            sent = SentFile(file.name, file.stat().st_size, str(file))
            say(reception, Event(OFFICER, OFFICER, Content.DOCUMENT, file=sent))
            work(reception)
            read = perf_counter()
            for typed in ("sua thong tin", "noi ap dung", "tinh Lam Dong", "quay lai", *leave_earlier(reception)):
                say(reception, Event(OFFICER, OFFICER, text=typed))
            for typed in ("cong bo", "cong bo"):
                say(reception, Event(OFFICER, OFFICER, text=typed))
            work(reception)
            end = perf_counter()
        finally:
            crowd.end()
        published = store.plans.in_state(State.PUBLISHED)
        store.close()
    if not published:
        raise RuntimeError("the plan was not published")
    without, during = crowd.between(quiet, begin), crowd.between(begin, end)
    return PublishingFigures(
        pages=pages,
        characters=len(text),
        people=people,
        quiet_answers=len(without),
        quiet_p50_ms=round(p50(without), 1),
        quiet_p95_ms=round(p95(without), 1),
        busy_answers=len(during),
        busy_p50_ms=round(p50(during), 1),
        busy_p95_ms=round(p95(during), 1),
        busy_longest_ms=round(max(during), 1),
        ratio_p95=round(p95(during) / p95(without), 2),
        reading_seconds=round(read - begin, 1),
        publishing_seconds=round(end - read, 1),
    )


def long_plan(pages: int) -> str:
    """A plan of that many pages: the shipped texts one after the other, each as a part, years and words varied."""
    order = random.Random(1)
    head = (
        "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nSố: 999/KH-UBND\n\nĐà Lạt, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\n"
        "Giảm nghèo tỉnh Lâm Đồng giai đoạn 2026 - 2030\n\n"
    )
    texts, parts, size = [plan.source for plan in load_library()], [head], len(head)
    for number in itertools.count(1):
        for text in texts:
            if size >= pages * PAGE:
                return "".join(parts)
            varied = (
                text.replace("2021", "2026").replace("2025", "2030").replace("hộ nghèo", f"{order.choice(WORDS)} nghèo")
            )
            parts.append(f"PHẦN THỨ {number}\n{varied}\n")
            size += len(parts[-1])
    raise AssertionError("there is no end to counting")


def leave_earlier(reception: Reception) -> Iterator[str]:
    """What is typed so that the draft takes the place of no earlier plan."""
    upload = reception.desk.store.plans.in_state(State.READ)[0]
    for _ in reception.desk.store.plans.findings(upload.id)["earlier"]:
        yield "so voi ban cu"
        yield "khong lien quan"


def say(reception: Reception, event: Event) -> list[Message]:
    """What the bot says to `event`."""
    replies = reception.receive(event)
    for reply in replies:
        reception.delivered(reply)
    return [reply.message for reply in replies]


def work(reception: Reception) -> None:
    """Do what there is to do about uploads, as a channel does beside the conversation."""
    plans = reception.plan_work()
    while uploads := plans.waiting("console"):
        for upload in uploads:
            if upload.state is State.RECEIVED:
                plans.keep(upload, Path(upload.ref).read_bytes())
                continue
            for reply in plans.advance(upload, lambda _: None):
                reception.delivered(reply)


def wait(seconds: float) -> None:
    """Let the people ask for so long."""
    Flag().wait(seconds)
