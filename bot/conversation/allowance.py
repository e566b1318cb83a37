"""How much one person may send: a flood is stopped with one friendly line, everybody else goes on being answered.

Who waits for answers is never stopped, however quickly they come: what counts is what is not answered yet.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

# Messages of one person that wait for an answer at the same time: forwarding many at once sends a hundred.
WAITING = 20
# A message that was not answered for so long counts no more; it is the time that the text asks to wait.
FORGIVEN = timedelta(seconds=20)
# Whatever is answered: a bucket that refills, far above what fingers can do. It stops programs.
BUCKET, A_SECOND = 1200.0, 20.0
PEOPLE = 10_000  # that are remembered, those who wrote last


class Verdict(Enum):
    """What becomes of a message."""

    TAKEN = "taken"
    TOLD = "told"  # too many: the person is told, once
    DROPPED = "dropped"  # too many, and the person knows


@dataclass(slots=True)
class _Account:
    """What one person has sent: waiting messages by name with their time, and the bucket."""

    waiting: dict[str, datetime] = field(default_factory=dict)
    left: float = BUCKET
    at: datetime | None = None
    told: bool = False


class Allowance:
    """Accounts of people by address, in memory alone; times are passed in."""

    def __init__(self, waiting: int = WAITING) -> None:
        self._most = waiting
        self._accounts: OrderedDict[str, _Account] = OrderedDict()
        self._replies: OrderedDict[int, tuple[str, str]] = OrderedDict()

    def take(self, person: str, message: str, now: datetime, *, spared: bool = False) -> Verdict:
        """What becomes of `message`; what is `spared` (a step, a button) is stopped only by the bucket."""
        account = self._account(person)
        if account.at is not None:
            account.left = min(BUCKET, account.left + (now - account.at).total_seconds() * A_SECOND)
        account.at = now
        for name in [name for name, at in account.waiting.items() if now - at >= FORGIVEN]:
            del account.waiting[name]
        if account.left < 1 or (not spared and len(account.waiting) >= self._most and message not in account.waiting):
            told, account.told = account.told, True
            return Verdict.DROPPED if told else Verdict.TOLD
        account.left -= 1
        account.waiting[message] = now
        account.told = False
        return Verdict.TAKEN

    def is_full(self, person: str) -> bool:
        """Whether as many messages of `person` wait as may, as far as is known; nothing is changed by asking."""
        account = self._accounts.get(person)
        return account is not None and (len(account.waiting) >= self._most or account.left < 1)

    def will_answer(self, person: str, message: str, replies: Iterable[int]) -> None:
        """`message` is answered with `replies`, by their numbers; with none it waits no more."""
        numbers = list(replies)
        for number in numbers:
            self._replies[number] = (person, message)
        while len(self._replies) > PEOPLE:
            self._replies.popitem(last=False)
        if not numbers:
            self._account(person).waiting.pop(message, None)

    def answered(self, reply: int) -> None:
        """The reply has arrived, or never can."""
        if known := self._replies.pop(reply, None):
            person, message = known
            self._account(person).waiting.pop(message, None)

    def _account(self, person: str) -> _Account:
        account = self._accounts.setdefault(person, _Account())
        self._accounts.move_to_end(person)
        while len(self._accounts) > PEOPLE:
            self._accounts.popitem(last=False)
        return account
