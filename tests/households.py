"""What the tests of pledges share: an office that takes pledges, people with a role, a household that registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.event import Content, Event
from bot.conversation.reception import Reception
from bot.conversation.turn import Answers, Desk, Office
from bot.ids import Ids
from bot.message import Message
from bot.outbox.model import Outcome, Result
from bot.people.areas import Area
from bot.people.model import Role
from bot.store.sqlite import SqliteStore
from bot.texts import load_texts
from tests.conftest import NOW, ids_in_order

OFFICE = Office("Ủy ban nhân dân xã Triệu Sơn", ("console:quantri",), 30, 12)
TRIEU_SON = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn")
THON_2 = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", "thôn 2")
THON_3 = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", "thôn 3")
THO_PHU = Area("Tỉnh Thanh Hóa", "Xã Thọ Phú")
PLEDGE_LINE = "Đây là lời đăng ký phấn đấu, không phải quyết định thoát nghèo."
# What a household types from the wish to the receipt.
STEPS = (
    "toi muon dk thoat ngheo",
    "dong y",
    "Nguyen Thi Hoa",
    "bo qua",
    "xa minh son trieu son",
    "dung",
    "thon 2",
    "can ngheo",
    "thoat can ngheo 2027",
    "1 3",
    "9",
    "nuoi 2 bo sinh san",
    "gui",
)

# What a helper types for a family that is present.
HELPED = ("/dangky", "1", "1", "1", "Le Van Tu", "bo qua", "1", "1", "2028", "9", "bo qua", "gui")


class SteppingClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


@dataclass
class Village:
    """A bot that takes pledges, and people who talk with it by name."""

    reception: Reception
    clock: SteppingClock
    updates: int = 0

    @property
    def store(self) -> SqliteStore:
        """The store."""
        store = self.reception.desk.store
        assert isinstance(store, SqliteStore)
        return store

    def say(self, name: str, text: str) -> list[Message]:
        """What the bot answers when `name` types `text`."""
        return self.send(Event(f"console:{name}", f"console:{name}", text=text))

    def press(self, name: str, message: Message, label: str) -> list[Message]:
        """What the bot answers when `name` presses that button of `message`."""
        found = [c for c in message.choices if c.label == label]
        assert found, f"no {label!r} in {[c.label for c in message.choices]}"
        return self.press_data(name, found[0].data)

    def press_data(self, name: str, data: str) -> list[Message]:
        """The same with the data of a button, which may be forged."""
        return self.send(Event(f"console:{name}", f"console:{name}", Content.CHOICE, data))

    def send(self, event: Event) -> list[Message]:
        """What the bot answers to `event`."""
        replies = self.reception.receive(event)
        for reply in replies:
            self.reception.delivered(reply)
        return [reply.message for reply in replies]

    def talk(self, name: str, *texts: str) -> Message:
        """Say one thing after the other; the last answer."""
        last: Sequence[Message] = ()
        for text in texts:
            last = self.say(name, text)
        return last[-1]

    def notices(self, name: str) -> list[Message]:
        """What came to `name` unasked, by now."""
        sending = self.reception.sending()
        due = sending.claim_all(f"console:{name}")
        for dispatch in due:
            sending.settle(dispatch, Result(Outcome.SENT))
        return [dispatch.message for dispatch in due]

    def appoint(self, name: str, role: Role, area: Area) -> None:
        """`name` has that role."""
        self.appoint_at(f"console:{name}", role, area)

    def appoint_at(self, address: str, role: Role, area: Area) -> None:
        """The person at `address` has that role."""
        with self.store.transaction():
            self.store.people.give_role(address, role, area, NOW, self.reception.desk.ids)

    def code(self, name: str) -> str:
        """The code of the last pledge that `name` has sent."""
        return self.store.pledges.sent_by(f"console:{name}")[0].code


def village(store: SqliteStore, answers: Answers, office: Office = OFFICE, ids: Ids | None = None) -> Village:
    """A bot that takes pledges, with a head in thôn 2 and thôn 3 and officers in two communes."""
    clock = SteppingClock()
    reception = Reception(
        Desk(answers, store, load_texts(), ids or ids_in_order(), "Bà Mai, 0900 000 000", office), clock
    )
    made = Village(reception, clock)
    made.appoint("thon2", Role.VILLAGE_HEAD, THON_2)
    made.appoint("thon3", Role.VILLAGE_HEAD, THON_3)
    made.appoint("xa", Role.OFFICER, TRIEU_SON)
    made.appoint("xakhac", Role.OFFICER, THO_PHU)
    made.appoint("tinh", Role.OFFICER, Area("Tỉnh Thanh Hóa"))
    return made


def text_of(message: Message) -> str:
    """All that is read of a message, and its buttons."""
    return "\n".join((message.lead, *message.head, *(c.label for c in message.choices)))


def labels(message: Message) -> list[str]:
    """The buttons."""
    return [c.label for c in message.choices]
