"""Answers that were given a moment ago, given again without being looked up."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question
from knowledge.library import Library

MOST = 1000  # answers that are remembered, some kilobytes each


class RememberedAnswers:
    """Answers as `Answerer` gives them; the same question on the same day, plan and library is answered once.

    What was talked about before counts where the question leans on it. The newest `MOST` answers are kept in memory
    alone, and none of a library that was replaced.
    """

    def __init__(self, answers: Answerer) -> None:
        self._answers = answers
        self._answer = lru_cache(MOST)(self._look_up)
        self._leans = lru_cache(MOST)(self._look_whether_it_leans)
        self._library = answers.library

    @property
    def library(self) -> Library:
        """The plans that are answered from."""
        return self._answers.library

    def answer(self, question: Question) -> Answer:
        """The answer to `question`, always."""
        if self._library is not self.library:
            self._library = self.library
            self._answer.cache_clear()
            self._leans.cache_clear()
        topic = tuple(sorted(question.topic.items()))
        if topic and not self._leans(question.text, question.today):
            topic = ()
        return self._answer(question.text, question.today, question.plan, topic)

    def _look_up(self, text: str, today: date, plan: str | None, topic: tuple[tuple[str, str], ...]) -> Answer:
        return self._answers.answer(Question(text, today, plan, dict(topic)))

    def _look_whether_it_leans(self, text: str, today: date) -> bool:
        return self._answers.leans(Question(text, today))
