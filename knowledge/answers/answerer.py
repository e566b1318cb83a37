"""Questions in, cited answers out."""

from __future__ import annotations

from knowledge.answers.model import Answer, Question
from knowledge.library import Library


class Answerer:
    """Answers questions from a library of plans. It keeps no state between questions and may be shared by threads."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def answer(self, question: Question) -> Answer:
        """The answer to `question`, always; it never raises for any text."""
        raise NotImplementedError
