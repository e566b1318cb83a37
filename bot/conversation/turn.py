"""One turn of a conversation, and what every step of it has at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.conversation.event import Event
from bot.ids import Ids
from bot.message import Action, Choice, Message
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
class Desk:
    """What the steps work with: knowledge, memory, words, a source of ids, and whom to turn to for help."""

    answers: Answers
    store: Store
    texts: Texts
    ids: Ids
    help_contact: str = ""  # not a village head

    @property
    def library(self) -> Library:
        """The plans."""
        return self.answers.library


@dataclass
class Turn:
    """What came in, where the conversation stands, and when; steps change `chat`, which is kept at the end."""

    desk: Desk
    event: Event
    chat: Chat
    now: datetime

    @property
    def private(self) -> bool:
        """Whether nobody else reads along."""
        return not self.event.group

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

    def say(self, key: str, /, **values: object) -> Message:
        """The message `key` of the texts, to this person."""
        you = self.desk.texts.you(self.chat.audience, self.chat.young)
        return self.desk.texts.message(key, **{"you": you, "You": capital(you)} | values)

    def choice(self, key: str, step: str, /, **args: str) -> Choice:
        """The button `key` of the labels, taking the step `step`."""
        return self.desk.texts.choice(key, Action(step, args))


Step = Callable[[Turn, Mapping[str, str]], list[Message]]
