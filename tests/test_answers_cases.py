"""A person's own rate finds the case that it belongs to; what follows from a condition is the first line."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.brackets import in_bounds
from knowledge.answers.model import Answer, Question
from knowledge.library import load_library

PLAN = """ỦY BAN NHÂN DÂN TỈNH AN PHÚ
Số: 77/QĐ-UBND
An Phú, ngày 10 tháng 3 năm 2026

QUYẾT ĐỊNH
Về hỗ trợ tiền điện cho hộ nghèo

Điều 1. Mức chia kinh phí
a) Đối với xã tự cân đối được trên 60% nhu cầu chi thường xuyên thì tỉnh hỗ trợ 30%, xã bố trí 70% kinh phí.
b) Đối với xã tự cân đối được từ 20% - 60% nhu cầu chi thường xuyên thì tỉnh hỗ trợ 75%, xã bố trí 25% kinh phí.
c) Đối với xã tự cân đối được dưới 20% nhu cầu chi thường xuyên thì tỉnh hỗ trợ 100% kinh phí.
Điều 2. Đăng ký
1. Hộ đăng ký nhận hỗ trợ với trưởng thôn trước ngày 31/01 hằng năm (riêng năm 2026: trước ngày 20/5/2026).
2. Xã gửi kế hoạch chi trả về Sở Công Thương trước ngày 05/6/2026.
3. Xã báo cáo kết quả chi trả tiền điện trước ngày 25/11/2026.
Điều 3. Nhóm nhận quà
1. Nhóm đối tượng số 1: hộ có người khuyết tật nặng.
2. Nhóm đối tượng số 2: hộ có người già cô đơn.
Điều 4. Quà Tết
1. Nhóm đối tượng số 1 quy định tại Điều 3: 400.000 đồng/hộ.
2. Nhóm đối tượng số 2 quy định tại Điều 3: 350.000 đồng/hộ.
3. Hộ có người khuyết tật nặng chỉ nhận một suất quà mỗi năm.
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "an-phu.txt").write_text(PLAN, encoding="utf-8")
    return Answerer(load_library(folder))


def said(answerer: Answerer, text: str, today: date = date(2026, 5, 10)) -> Answer:
    return answerer.answer(Question(text, today, plan="an-phu"))


@pytest.mark.parametrize(
    ("question", "shares"),
    [
        ("xã tự cân đối 45% thì tỉnh hỗ trợ bao nhiêu, xã bố trí bao nhiêu phần trăm", ("75%", "25%")),
        ("xã tự cân đối hơn 60% thì tỉnh hỗ trợ bao nhiêu phần trăm", ("30%",)),
        ("xã tự cân đối được 80% chi thường xuyên thì tỉnh hỗ trợ bao nhiêu phần trăm", ("30%",)),
    ],
)
def test_ones_own_rate_finds_its_case(answerer: Answerer, question: str, shares: tuple[str, ...]) -> None:
    answer = said(answerer, question)
    assert all(share in answer.text for share in shares)
    assert "xã bố trí 70%" not in answer.text or "30%" in shares


@pytest.mark.parametrize(
    ("value", "text", "inside"),
    [
        (60.0, "từ 50% - 70% dự toán", True),
        (80.0, "từ 50% đến 70%", False),
        (70.0, "trên 70%", False),
        (81.0, "từ 81% trở lên", True),
        (80.0, "từ 80% trở xuống", True),
        (19.9, "dưới 20%", True),
        (5.0, "không có tỷ lệ nào", None),
    ],
)
def test_bounds_are_read_as_they_are_written(value: float, text: str, inside: bool | None) -> None:
    assert in_bounds(value, text) is inside


def test_a_day_for_this_year_alone_goes_before_the_yearly_one(answerer: Answerer) -> None:
    answer = said(answerer, "còn mấy ngày nữa hết hạn hộ đăng ký nhận hỗ trợ")
    assert answer.lead.startswith("Còn 10 ngày đến 20/05/2026.")


def test_days_are_counted_to_the_paper_that_is_asked_about(answerer: Answerer) -> None:
    answer = said(answerer, "còn bao nhiêu ngày nữa xã phải gửi kế hoạch chi trả tiền điện", date(2026, 5, 26))
    assert answer.lead.startswith("Còn 10 ngày đến 05/06/2026.")


def test_who_asks_how_many_gifts_hears_no_sum_of_money(answerer: Answerer) -> None:
    assert "một suất quà" in said(answerer, "nhà có người khuyết tật nặng được nhận mấy suất quà").lead
