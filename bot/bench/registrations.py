"""How many messages a second the conversation takes while households register, beside a bare echo on the same store."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.bench.timing import p50, p95
from bot.clock import clock_from
from bot.conversation.event import Event
from bot.conversation.reception import Reception
from bot.conversation.turn import Desk, Office
from bot.ids import random_id
from bot.message import Message
from bot.people.areas import Area
from bot.people.communes import find_communes
from bot.people.model import Role
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts
from knowledge.answers.answerer import Answerer
from knowledge.library import load_library

# From the wish to the code; the second households' "dung" answers "is it this commune?".
TYPED = (
    "toi muon dang ky thoat ngheo",
    "dong y",
    "Nguyen Thi Hoa",
    "bo qua",
    "xa minh son trieu son",
    "dung",
    "thon 2",
    "can ngheo",
    "thoat can ngheo 2028",
    "1 3",
    "9",
    "nuoi 2 bo sinh san",
    "gui",
)


@dataclass(frozen=True, slots=True)
class RegistrationFigures:
    """Messages a second, taken and answered durably one after the other; milliseconds a message."""

    households: int
    messages: int
    registered: int
    per_second: float
    p50_ms: float
    p95_ms: float
    echo_per_second: float

    def as_json(self) -> dict[str, Any]:
        """The figures as plain data."""
        return asdict(self)


def measure_registrations(households: int) -> RegistrationFigures:
    """Have `households` register, their messages interleaved, on a database of its own; then echo as many."""
    answers = Answerer(load_library())
    find_communes("xa minh son")  # read once at the first use
    messages = [(f"console:{number}", text) for text in TYPED for number in range(households)]
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "pledges.sqlite3")
        office = Office("UBND xã")
        reception = Reception(Desk(answers, store, load_texts(), random_id, "", office), clock_from())
        village = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", "thôn 2")
        with store.transaction():
            store.people.give_role("console:head", Role.VILLAGE_HEAD, village, reception.clock())
        times = timed(messages, lambda number, chat, text: take(reception, number, chat, text))
        registered = len(store.pledges.within(village))
        store.close()
        echo_store = SqliteStore(Path(folder) / "echo.sqlite3")
        echo = Reception(Desk(answers, echo_store, load_texts(), random_id, "", office), clock_from())
        echo_times = timed(messages, lambda number, chat, text: send_back(echo, number, chat, text))
        echo_store.close()
    return RegistrationFigures(
        households,
        len(messages),
        registered,
        round(len(times) * 1000 / sum(times), 1),
        round(p50(times), 2),
        round(p95(times), 2),
        round(len(echo_times) * 1000 / sum(echo_times), 1),
    )


def timed(messages: Sequence[tuple[str, str]], call: Callable[[int, str, str], None]) -> list[float]:
    """How long `call` took for each message, in milliseconds."""
    times = []
    for number, (chat, text) in enumerate(messages):
        begun = perf_counter()
        call(number, chat, text)
        times.append((perf_counter() - begun) * 1000)
    return times


def take(reception: Reception, number: int, chat: str, text: str) -> None:
    """The conversation takes one message, and its replies are delivered."""
    for reply in reception.receive(Event(chat, chat, text=text, update=f"bench:{number}")):
        reception.delivered(reply)


def send_back(reception: Reception, number: int, chat: str, text: str) -> None:
    """A bare echo with the same promise: noted and kept before it is answered, ended after."""
    store, now = reception.desk.store, reception.clock()
    with store.transaction():
        store.note_update(f"bench:{number}", now)
        reply = store.add_reply(f"bench:{number}", chat, Message(text), {}, now)
    reception.delivered(reply)
