"""An answer that leaves too much of its question unsaid is held back; the nearest passage is shown as just that."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question, Status
from knowledge.answers.refusals.unsaid import MOST, Unsaid
from knowledge.library import load_library

NEAR = "muốn trồng quế thì cây giống lấy ở vườn nào"


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_library())


def said(answerer: Answerer, text: str, plan: str = "binh-thuan") -> Answer:
    return answerer.answer(Question(text, date(2024, 6, 3), plan))


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("Trạm y tế xã mình có được sửa lại trong đợt này không?", "binh-thuan"),
        ("em út nhà tui muốn đi lính thì khám tuyển chỗ nào", "cao-bang"),
        (NEAR, "lang-son"),
        ("con bò mua về bị bệnh chết thì ai coi sóc giùm", "trieu-son"),
    ],
)
def test_what_lies_near_but_says_little_of_the_question_is_no_answer(answerer: Answerer, text: str, plan: str) -> None:
    answer = said(answerer, text, plan)
    assert answer.status is Status.NOT_IN_PLAN
    assert "không" in answer.lead


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nộp giấy tờ xin khen cho tỉnh hạn chót bữa nào", "30/12"),
        ("hằng năm báo cáo kết quả phong trào cho tỉnh hồi nào", "10 tháng 11"),
        ("cá nhân muốn được khen thì phải thế nào", "cá nhân"),
    ],
)
def test_an_answer_in_other_words_than_the_question_stands(answerer: Answerer, text: str, told: str) -> None:
    answer = said(answerer, text)
    assert answer.status is Status.ANSWERED
    assert told in answer.text.lower()


def test_the_nearest_passage_is_shown_with_its_source_and_not_as_the_answer(answerer: Answerer) -> None:
    answer = said(answerer, NEAR)
    assert answer.status is Status.NOT_IN_PLAN
    assert answer.lead == "Bot không thấy Kế hoạch Bình Thuận ghi đúng điều này."
    assert "Đoạn gần nhất" in answer.body
    assert answer.citations[0].quote in answerer.library["binh-thuan"].source


def test_who_asks_for_the_documents_own_number_or_signer_is_always_told(answerer: Answerer) -> None:
    for text in ("kế hoạch này số mấy", "văn bản mang số hiệu gì", "ai ký kế hoạch vậy"):
        assert said(answerer, text).status is Status.ANSWERED


def test_each_thing_that_is_left_unsaid_adds_to_the_doubt() -> None:
    plain = Unsaid(near=-0.2, pair=0.5, absent=0.0, margin=0.3, first=1.0)
    assert not plain.is_too_much
    more = (
        Unsaid(near=0.3, pair=0.5, absent=0.0, margin=0.3, first=1.0),
        Unsaid(near=-0.2, pair=3.0, absent=0.0, margin=0.3, first=1.0),
        Unsaid(near=-0.2, pair=0.5, absent=0.5, margin=0.3, first=1.0),
        Unsaid(near=-0.2, pair=0.5, absent=0.0, margin=0.0, first=1.0),
    )
    assert all(one.doubt > plain.doubt for one in more)
    assert Unsaid(near=0.6, pair=4.0, absent=0.6, margin=0.0, first=1.0).doubt > MOST
