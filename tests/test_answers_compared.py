"""Plans side by side: by the days and the rates that they set."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.each_asked import each_asked
from knowledge.answers.model import Answer, NoticeKind, Question, Status
from knowledge.answers.understanding import Understanding, understand
from knowledge.language.places import Place
from knowledge.language.wording import Vocabulary, question_words
from knowledge.library import load_library

OVER = date(2026, 11, 21)


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_library())


def ask(answerer: Answerer, text: str, plan: str | None = None) -> Answer:
    return answerer.answer(Question(text, OVER, plan))


@pytest.mark.parametrize(
    "question",
    [
        "Tỉnh nào đặt mức giảm nghèo cao nhất?",
        "noi nao giam ngheo nhanh nhat",
        "muc tieu giam ty le ho ngheo noi nao lon nhat vay",
    ],
)
def test_rates_of_all_plans_stand_in_the_order_that_is_asked_for(answerer: Answerer, question: str) -> None:
    answer = ask(answerer, question)
    assert answer.status is Status.ANSWERED
    assert [answer.lead.index(place) for place in ("Lạng Sơn: 2 - 3%/năm", "Triệu Sơn:", "Bình Thuận: 0,4")] == sorted(
        answer.lead.index(place) for place in ("Lạng Sơn: 2 - 3%/năm", "Triệu Sơn:", "Bình Thuận: 0,4")
    )
    assert "Xếp từ cao xuống thấp." in answer.body


def test_the_lowest_rate_comes_first_when_that_is_asked_for(answerer: Answerer) -> None:
    answer = ask(answerer, "kế hoạch nào có tỷ lệ giảm hộ nghèo thấp nhất")
    assert answer.lead.startswith("Bình Thuận: 0,4 - 0,6 %/năm.")


def test_the_rate_of_one_group_is_compared_with_that_of_the_same_group(answerer: Answerer) -> None:
    answer = ask(answerer, "ho ngheo la nguoi dan toc thieu so: lang son hay binh thuan dat muc giam cao hon")
    assert answer.lead == "Lạng Sơn: trên 3%/năm. Bình Thuận: 1,5 - 2%/năm."


@pytest.mark.parametrize(
    "question",
    [
        "Bình Thuận và Triệu Sơn mỗi năm bớt hộ nghèo mấy phần",
        "trieu son voi binh thuan, noi nao bot ho ngheo moi nam nhieu hon",
    ],
)
def test_rates_are_compared_in_everyday_words_too(answerer: Answerer, question: str) -> None:
    lead = ask(answerer, question).lead
    assert "Bình Thuận: 0,4 - 0,6 %/năm." in lead
    assert "Triệu Sơn: bình quân từ 0,75%/năm trở lên." in lead


def test_days_are_compared_with_the_words_of_the_plans(answerer: Answerer) -> None:
    answer = ask(answerer, "doi chieu han bao cao hang nam giua trieu son va binh thuan")
    assert "Triệu Sơn: trước ngày 25 tháng 11 hằng năm." in answer.lead
    assert "Bình Thuận: trước ngày 10 tháng 11 hằng năm." in answer.lead
    assert {c.plan for c in answer.citations} == {"trieu-son", "binh-thuan"}


def test_the_earliest_day_comes_first_when_that_is_asked_for(answerer: Answerer) -> None:
    answer = ask(answerer, "huyen trieu son va tinh binh thuan, noi nao phai bao cao som hon")
    assert answer.lead.startswith("Bình Thuận: trước ngày 10 tháng 11")
    assert "Xếp từ sớm đến muộn." in answer.body


def test_only_plans_that_are_told_of_bring_their_cautions(answerer: Answerer) -> None:
    answer = ask(answerer, "so sanh han bao cao nam cua trieu son voi binh thuan")
    assert NoticeKind.AGENCY_ONLY not in {n.kind for n in answer.notices}


def test_a_plan_without_such_a_figure_is_named_as_silent(answerer: Answerer) -> None:
    answer = ask(answerer, "so sanh muc giam ho ngheo moi nam cua lang son, trieu son voi bac giang")
    assert "Kế hoạch Bắc Giang không ghi việc này." in answer.body


@pytest.mark.parametrize(
    ("question", "plan", "lead"),
    [
        ("bao cao ket qua nop truoc ngay nao", "trieu-son", "Trước ngày 25 tháng 11 hằng năm: báo cáo"),
        ("han gui ho so khen", "binh-thuan", "Trước ngày 30/12: hồ sơ đề nghị khen thưởng hàng năm"),
        ("so ket luc nao", "lang-son", "Vào năm 2023: "),
    ],
)
def test_the_first_line_tells_the_moment_and_the_duty(answerer: Answerer, question: str, plan: str, lead: str) -> None:
    assert ask(answerer, question, plan).lead.startswith(lead)


@pytest.mark.parametrize(
    ("question", "plan", "lead"),
    [
        ("bậc khen to nhất là hình thức khen cao nhất nào", "trieu-son", "Huân chương Lao động."),
        ("hình thức khen thấp nhất là gì, do ai tặng", "lang-son", "Giấy khen của Giám đốc Sở."),
    ],
)
def test_the_highest_or_lowest_award_is_told_alone(answerer: Answerer, question: str, plan: str, lead: str) -> None:
    assert ask(answerer, question, plan).lead == lead


def test_what_an_award_is_worth_is_not_answered_with_its_name(answerer: Answerer) -> None:
    assert "Giấy khen của Giám đốc Sở." not in ask(answerer, "khen thấp nhất được bao nhiêu tiền", "lang-son").lead


def test_the_lowest_awards_of_two_plans_stand_side_by_side(answerer: Answerer) -> None:
    text = ask(answerer, "hình thức khen thấp nhất của Lạng Sơn và Triệu Sơn").text
    assert "Giấy khen của Giám đốc Sở" in text
    assert "Giấy khen của Chủ tịch UBND huyện" in text


@pytest.mark.parametrize(
    "question",
    [
        "tỉnh Bình Thuận phấn đấu mỗi năm giảm bao nhiêu phần trăm hộ nghèo?",
        "bình thuận mỗi năm giảm mấy phần trăm",
    ],
)
def test_a_rate_that_is_asked_for_is_answered_by_a_rate(answerer: Answerer, question: str) -> None:
    assert "0,4 - 0,6 %/năm" in ask(answerer, question).lead


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("bao gio ban dan toc cao bang tong ket phong trao", "Năm 2025: tổ chức tổng kết"),
        ("nam nao cao bang so ket", "Năm 2023: tổ chức sơ kết"),
        ("khi nào tặng giấy khen ở cao bằng", "Khen thưởng cấp Ban: thực hiện hằng năm và vào dịp sơ kết, tổng kết"),
    ],
)
def test_a_review_is_told_where_it_is_held_and_not_where_awards_are_given_at_it(
    answerer: Answerer, question: str, lead: str
) -> None:
    assert ask(answerer, question).lead.startswith(lead)


def test_each_plan_answers_what_it_is_asked_in_a_clause_of_its_own(answerer: Answerer) -> None:
    answer = ask(answerer, "cao bằng tổng kết năm nào, triệu sơn báo cáo kết quả trước ngày nào")
    cao_bang, trieu_son = answer.body.split("\n")[:2] if answer.body else answer.lead.split(". ", 1)
    assert "Năm 2025" in cao_bang
    assert "25 tháng 11" in trieu_son


@pytest.mark.parametrize(
    "question",
    ["Bình Thuận, Triệu Sơn ai ký giấy khen", "triệu sơn với bình thuận khác nhau thế nào, nơi nào giảm nhiều hơn"],
)
def test_one_question_about_several_plans_is_not_taken_apart(question: str) -> None:
    plans = {"Bình Thuận": "binh-thuan", "Triệu Sơn": "trieu-son", "triệu sơn": "trieu-son", "bình thuận": "binh-thuan"}

    def read(piece: str) -> tuple[list[Place], Understanding]:
        words = question_words(piece, Vocabulary(frozenset(), frozenset()))
        return [Place(n, 0, 0, (p,)) for n, p in plans.items() if n in piece], understand(piece, words, OVER)

    assert each_asked(question, ["binh-thuan", "trieu-son"], read) == {}
