"""A question that was answered a moment ago is answered alike, and anew where anything that matters is different."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question
from knowledge.answers.remembered import RememberedAnswers
from knowledge.library import Library, load_library

QUESTION = Question("hạn báo cáo kết quả thực hiện phong trào ở Bình Thuận là khi nào", date(2024, 6, 3))
SHORT = Question("thế còn năm 2025?", date(2024, 6, 3))


class Counted(Answerer):
    """Counts what it is asked."""

    asked = 0

    def answer(self, question: Question) -> Answer:
        self.asked += 1
        return super().answer(question)


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped plans."""
    return load_library()


@pytest.fixture
def counted(library: Library) -> Counted:
    """Real answers, counted."""
    return Counted(library)


def test_the_same_question_is_looked_up_once(counted: Counted) -> None:
    answers = RememberedAnswers(counted)
    assert answers.answer(QUESTION) == answers.answer(QUESTION) == Answerer.answer(counted, QUESTION)
    assert counted.asked == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(QUESTION, today=QUESTION.today + timedelta(days=1)),
        replace(QUESTION, plan="trieu-son"),
        replace(QUESTION, text=QUESTION.text + " vậy"),
    ],
)
def test_another_day_plan_or_text_is_another_question(counted: Counted, other: Question) -> None:
    answers = RememberedAnswers(counted)
    answers.answer(QUESTION)
    assert answers.answer(other) == Answerer.answer(counted, other)
    assert counted.asked == 2


def test_what_was_talked_about_counts_only_where_the_question_leans_on_it(counted: Counted) -> None:
    answers = RememberedAnswers(counted)
    placeless = replace(QUESTION, text="hạn báo cáo kết quả thực hiện phong trào là khi nào")
    topics = [answers.answer(replace(placeless, plan=plan)).topic for plan in ("binh-thuan", "trieu-son")]
    counted.asked = 0
    told = [answers.answer(replace(SHORT, topic=topic)) for topic in topics]
    assert told == [Answerer.answer(counted, replace(SHORT, topic=topic)) for topic in topics]
    assert counted.asked == 2
    whole = replace(QUESTION, text=f"{QUESTION.text}, và gửi cho cơ quan nào, bằng văn bản hay thư điện tử")
    for topic in topics:
        assert answers.answer(replace(whole, topic=topic)) == Answerer.answer(counted, replace(whole, topic=topic))
    assert counted.asked == 3


def test_nothing_of_a_library_that_was_replaced_is_told(counted: Counted, library: Library) -> None:
    answers = RememberedAnswers(counted)
    answers.answer(QUESTION)
    fewer = Counted(Library({"bac-giang": library["bac-giang"]}))
    answers._answers = fewer
    assert answers.library is fewer.library
    assert answers.answer(QUESTION) == Answerer.answer(fewer, QUESTION) != Answerer.answer(counted, QUESTION)
