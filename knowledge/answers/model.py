"""Questions and answers as they pass between the knowledge and everything above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """The closed set of outcomes of a question."""

    ANSWERED = "answered"
    NOT_IN_PLAN = "not_in_plan"
    WHICH_PLAN = "which_plan"
    OUT_OF_SCOPE = "out_of_scope"
    SMALL_TALK = "small_talk"


class Intent(StrEnum):
    """What the person wants; only a `QUESTION` is looked up in the plans."""

    QUESTION = "question"
    REGISTER = "register"
    REGISTER_HELP = "register_help"
    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    MY_DATA = "my_data"
    ALERTS = "alerts"


class NoticeKind(StrEnum):
    """Cautions that stand under an answer."""

    EXPIRED = "expired"
    DEADLINE_PASSED = "deadline_passed"
    RENAMED_PLACE = "renamed_place"
    AGENCY_ONLY = "agency_only"
    REPLACED = "replaced"  # the plan has taken the place of another, or another its
    CORRECTED = "corrected"  # an officer has corrected what was read here


@dataclass(frozen=True, slots=True)
class Notice:
    """One caution, with the sentence that is shown."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim slice of a plan: `quote` is `source[start:end]`, with the section and the document that it is from."""

    plan: str
    document: str
    section: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A next step that a channel may offer as a button: `label` is shown, `question` is asked in `plan` when it is
    taken.
    """

    label: str
    question: str
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as typed, the plan that the person has chosen, the day it is asked, and what was talked about before.

    `topic` is `Answer.topic` of the person's answer before this one, or empty.
    """

    text: str
    today: date
    plan: str | None = None
    topic: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a question.

    `lead` is the first line (about 90 characters), `body` what follows it, `excerpt` the words of the first citation
    that prove it ("…" where they are cut; a channel shows them as the quote); `text` is all three, at most 1,200
    characters. Every figure in it stands in a citation's quote, in a notice, in the question or in `computed`.
    `plans` are the plans to choose from when the status is `WHICH_PLAN`. `topic` is JSON-able and goes into the next
    question.
    """

    status: Status
    intent: Intent
    lead: str
    body: str = ""
    excerpt: str = ""
    plan: str | None = None
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    computed: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    topic: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What the person reads first."""
        excerpt = "" if self.excerpt.rstrip(" .;/") in self.lead else self.excerpt
        return "\n".join(part for part in (self.lead, excerpt, self.body) if part)

    @property
    def answered(self) -> bool:
        """Whether the plans answer the question."""
        return self.status is Status.ANSWERED
