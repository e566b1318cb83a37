"""One turn of a conversation, and what every step of it has at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.conversation.event import Event
from bot.ids import Ids
from bot.message import Action, Choice, Message
from bot.people.areas import Area
from bot.people.model import Person, Role
from bot.plans.shelf import Shelf
from bot.store.records import Chat
from bot.store.store import Store
from bot.texts import Texts, capital
from knowledge.answers.model import Answer, Question
from knowledge.library import Library

# After that long "the con nam 2025?" no longer means what was asked before.
TOPIC_LIFE = timedelta(hours=12)


class Answers(Protocol):
    """Whatever answers questions from the plans."""

    @property
    def library(self) -> Library:
        """The plans that are answered from."""
        ...

    def answer(self, question: Question) -> Answer:
        """The answer to `question`, always."""
        ...


@dataclass(frozen=True)
class Office:
    """Who answers for the personal data, who the first admins are, and how long what is personal is kept."""

    controller: str = ""  # without one no pledge is taken
    admins: tuple[str, ...] = ()
    draft_days: int = 30
    closed_months: int = 12
    open_months: int = 12
    plan_draft_days: int = 90

    @property
    def draft_life(self) -> timedelta:
        """How long an unfinished pledge is kept."""
        return timedelta(days=self.draft_days)

    @property
    def plan_draft_life(self) -> timedelta:
        """How long a draft of a plan is kept that nobody goes on with."""
        return timedelta(days=self.plan_draft_days)


@dataclass(frozen=True)
class Desk:
    """What the steps work with: knowledge, memory, words, a source of ids, whom to turn to for help, and the office."""

    answers: Answers
    store: Store
    texts: Texts
    ids: Ids
    help_contact: str = ""  # not a village head
    office: Office = Office()
    shelf: Shelf | None = None  # without one no plans are taken
    emergency: str = ""  # the line to call when a life is in danger, as the operator has confirmed it

    @property
    def library(self) -> Library:
        """The plans."""
        return self.answers.library

    def now(self) -> Desk:
        """This desk with the answers as they are now, whatever takes their place meanwhile."""
        return replace(self, answers=getattr(self.answers, "current", self.answers))

    def person_at(self, address: str) -> Person:
        """Who is at `address`, with the role that they have; nothing is kept of somebody who is only looked up."""
        person = self.store.people.known(address) or Person("", address)
        return replace(person, role=Role.ADMIN, area=Area()) if address in self.office.admins else person


@dataclass
class Turn:
    """What came in, where the conversation stands, and when; steps change `chat`, which is kept at the end."""

    desk: Desk
    event: Event
    chat: Chat
    now: datetime
    forgotten: bool = False  # nothing of this chat is to be kept

    @property
    def private(self) -> bool:
        """Whether nobody else reads along."""
        return not self.event.group

    @property
    def person(self) -> Person:
        """Who is speaking, with the role that they have; nothing is kept of somebody who is only looked up."""
        return self.desk.person_at(self.event.person)

    @property
    def actor(self) -> str:
        """The id under which what the person does now is kept."""
        return self.desk.store.people.at(self.event.person, self.desk.ids).id

    @property
    def plan(self) -> str | None:
        """The chosen plan, if it is still there."""
        return self.chat.plan if self.chat.plan in self.desk.library else None

    @property
    def topic(self) -> Mapping[str, str]:
        """What the question may refer to."""
        at = self.chat.topic_at
        return self.chat.topic if at is not None and self.now - at < TOPIC_LIFE else {}

    def change(self, **changes: object) -> None:
        """Change where the conversation stands."""
        self.chat = replace(self.chat, **changes)  # type: ignore[arg-type]

    def forget(self) -> None:
        """Keep nothing of this chat."""
        self.chat, self.forgotten = Chat(self.event.chat), True

    def say(self, key: str, /, **values: object) -> Message:
        """The message `key` of the texts, to this person."""
        officer = self.chat.audience == "officer" or self.person.role in (Role.OFFICER, Role.ADMIN)
        you = self.desk.texts.you("officer" if officer else self.chat.audience, self.chat.young)
        return self.desk.texts.message(key, **{"you": you, "You": capital(you)} | values)

    def choice(self, key: str, step: str, /, **args: str) -> Choice:
        """The button `key` of the labels, taking the step `step`."""
        return self.desk.texts.choice(key, Action(step, args))

    def worded(self, key: str, step: str, /, **args: str) -> Choice:
        """The same without a number."""
        return replace(self.choice(key, step, **args), worded=True)

    def line(self, key: str, /, **values: object) -> str:
        """The line `key` of the texts."""
        return self.desk.texts.line(key, **values)


Step = Callable[[Turn, Mapping[str, str]], list[Message]]
