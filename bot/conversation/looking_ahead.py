"""What somebody will most likely ask, told from their words alone before they are taken up.

Nothing rests on it: a question that comes otherwise is looked up when it comes.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.answering import question_of
from bot.conversation.event import Content
from bot.conversation.id_numbers import drop_ids
from bot.conversation.turn import Turn
from bot.conversation.words import LONGEST_QUESTION, clean, has_words, number_typed, read_command
from knowledge.answers.model import Question
from knowledge.answers.remembered import Found, RememberedAnswers


@dataclass(frozen=True)
class Ahead:
    """A question that will most likely be asked, and the answers that were in use when it was guessed."""

    question: Question
    answers: RememberedAnswers

    def take_over(self, found: Found) -> None:
        """Have `found`, which somebody else found in the same plans, at hand when the question is asked."""
        self.answers.take_over(self.question, found)


def question_ahead(turn: Turn) -> Question | None:
    """The question in the words of the event, as `turn.chat` stands; None where they are something else."""
    event = turn.event
    if event.content is not Content.TEXT or not event.called or turn.chat.task:
        return None
    text, digits = drop_ids(clean(event.text[: LONGEST_QUESTION * 10]))
    if digits or len(text) > LONGEST_QUESTION or not has_words(text):
        return None
    if read_command(text) or number_typed(text) is not None:
        return None
    return question_of(turn, text, None)
