"""What a question asks for: a year and not a number, a sum, the document itself, a body of one sort."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question, Status
from knowledge.answers.understanding import Understanding, understand
from knowledge.language.wording import Vocabulary, question_words
from knowledge.library import load_library

PLAN = """UBND TỈNH HÀ GIANG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 41/KH-UBND | Hà Giang, ngày 15 tháng 3 năm 2026

KẾ HOẠCH
Phong trào thi đua giúp hộ nghèo làm nhà giai đoạn 2026 - 2030

Thực hiện Kế hoạch số 305/KH-TU ngày 09/01/2026 của Tỉnh ủy Hà Giang về xóa nhà tạm,
Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:

I. YÊU CẦU

1. Hợp tác xã được xét khen khi nhận bao tiêu nông sản cho hộ nghèo.

2. Năm 2028: sơ kết phong trào; năm 2030: tổng kết phong trào.

3. Huy động các nguồn vốn hợp pháp, bố trí kinh phí hằng năm cho phong trào.

II. THỰC HIỆN

1. Ủy ban nhân dân tỉnh gửi báo cáo năm cho Bộ Xây dựng và Bộ Tài chính.

2. Các huyện gửi báo cáo về Sở Xây dựng trước ngày 20/11.

CHỦ TỊCH

Hoàng Văn Sín
"""


def asked(text: str) -> Understanding:
    return understand(text, question_words(text, Vocabulary(frozenset(), frozenset())), date(2026, 6, 3))


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "lam-nha.txt").write_text(PLAN, encoding="utf-8")
    return Answerer(load_library(folder))


def said(answerer: Answerer, text: str, today: date = date(2026, 6, 3)) -> Answer:
    return answerer.answer(Question(text, today, plan="lam-nha"))


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("làm xong nhà vào năm mấy", ()),
        ("mấy ông chủ xưởng được nhờ làm gì", ()),
        ("phải gửi cho mấy bộ nào", ()),
        ("xã được khen mấy hộ", ("ho",)),
        ("mấy hộ được khen, ai chọn", ("ho",)),
        ("mấy người và ai chọn", ("nguoi",)),
    ],
)
def test_may_counts_only_where_a_number_is_asked_for(question: str, units: tuple[str, ...]) -> None:
    assert asked(question).units == units


@pytest.mark.parametrize("question", ["còn mấy hôm nữa", "nộp bây giờ thì muộn mấy hôm", "gửi hôm qua có muộn không"])
def test_days_are_counted_for_people_who_say_hom(question: str) -> None:
    assert asked(question).asks("days")


def test_a_year_is_told_to_one_who_asks_nam_may(answerer: Answerer) -> None:
    answer = said(answerer, "sơ kết năm mấy")
    assert answer.status is Status.ANSWERED
    assert "2028" in answer.lead


def test_several_bodies_that_are_spoken_of_are_not_counted(answerer: Answerer) -> None:
    answer = said(answerer, "mấy cái hợp tác xã muốn được khen thì làm gì")
    assert answer.status is Status.ANSWERED
    assert "bao tiêu" in answer.lead


@pytest.mark.parametrize("sum_", ["bao nhiêu nghìn tỉ", "mấy tỷ", "bao nhieu ti"])
def test_thousands_of_billions_are_a_sum(sum_: str) -> None:
    assert asked(f"tỉnh chi {sum_} cho nhà tạm").asks_sum
