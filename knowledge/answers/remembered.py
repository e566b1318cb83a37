"""Answers that were given a moment ago, given again without being looked up."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question
from knowledge.library import Library

MOST = 1000  # answers that are remembered, some kilobytes each

Topic = tuple[tuple[str, str], ...]
Asked = tuple[str, date, str | None, Topic]
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked up for a question: its answer, and whether the question leans on what was talked about."""

    answer: Answer
    leans: bool


class RememberedAnswers:
    """Answers as `Answerer` gives them; the same question on the same day, plan and library is answered once.

    What was talked about before counts where the question leans on it. The newest `MOST` answers are kept in memory
    alone, and none of a library that was replaced.
    """

    def __init__(self, answers: Answerer) -> None:
        self._answers = answers
        self._found: OrderedDict[Asked, Answer] = OrderedDict()
        self._leaning: OrderedDict[tuple[str, date], bool] = OrderedDict()
        self._library = answers.library

    @property
    def library(self) -> Library:
        """The plans that are answered from."""
        return self._answers.library

    def answer(self, question: Question) -> Answer:
        """The answer to `question`, always."""
        return self.look_up(question).answer

    def look_up(self, question: Question) -> Found:
        """The answer to `question` and whether it leans on the topic; remembered from now on."""
        if self._library is not self.library:
            self._library = self.library
            self._found.clear()
            self._leaning.clear()
        leans = self._leans(question)
        asked = _asked(question, leans)
        answer = _newest(self._found, asked)
        if answer is None:
            answer = _kept(self._found, asked, self._answers.answer(Question(*asked[:3], dict(asked[3]))))
        return Found(answer, leans)

    def remembers(self, question: Question) -> bool:
        """Whether `question` would be answered from memory."""
        leans = self._leaning.get((question.text, question.today)) if question.topic else False
        return leans is not None and _asked(question, leans) in self._found

    def take_over(self, question: Question, found: Found) -> None:
        """Remember what somebody else has looked up for `question` with the same plans."""
        if question.topic:
            _kept(self._leaning, (question.text, question.today), found.leans)
        _kept(self._found, _asked(question, found.leans), found.answer)

    def _leans(self, question: Question) -> bool:
        if not question.topic:
            return False
        key = (question.text, question.today)
        leans = _newest(self._leaning, key)
        return _kept(self._leaning, key, self._answers.leans(Question(*key))) if leans is None else leans


def _asked(question: Question, leans: bool) -> Asked:
    topic = tuple(sorted(question.topic.items())) if leans else ()
    return question.text, question.today, question.plan, topic


def _newest(table: OrderedDict[K, V], key: K) -> V | None:
    if key in table:
        table.move_to_end(key)
    return table.get(key)


def _kept(table: OrderedDict[K, V], key: K, value: V) -> V:
    table[key] = value
    table.move_to_end(key)
    while len(table) > MOST:
        table.popitem(last=False)
    return value
