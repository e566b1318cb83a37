"""What somebody will most likely ask, told from their words alone before they are taken up.

Nothing rests on it: a question that comes otherwise is looked up when it comes.
"""

from __future__ import annotations

from bot.conversation.answering import question_of
from bot.conversation.event import Content
from bot.conversation.id_numbers import drop_ids
from bot.conversation.turn import Turn
from bot.conversation.words import LONGEST_QUESTION, clean, has_words, number_typed, read_command
from knowledge.answers.model import Question


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
