"""Who asks when something is due at a body hears that day, not the day of what that body owes others; who acts is told
first.
"""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question
from knowledge.library import load_library

PLAN = """ỦY BAN NHÂN DÂN HUYỆN VĨNH HÒA
Số: 33/KH-UBND
Vĩnh Hòa, ngày 02 tháng 02 năm 2026

KẾ HOẠCH
Rà soát hộ nghèo năm 2026

I. TỔ CHỨC THỰC HIỆN
1. Ủy ban nhân dân các xã
- Tổng hợp kết quả rà soát hộ nghèo, gửi báo cáo kết quả rà soát về Phòng Y tế trước ngày 10/10/2026.
2. Phòng Y tế
- Thẩm định kết quả rà soát hộ nghèo của các xã; tổng hợp báo cáo kết quả rà soát của huyện gửi Sở Y tế trước ngày \
25/10/2026.
- Chủ trì, phối hợp với Bưu điện phát sổ khám bệnh cho hộ nghèo.
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "vinh-hoa.txt").write_text(PLAN, encoding="utf-8")
    return Answerer(load_library(folder))


def said(answerer: Answerer, text: str) -> Answer:
    return answerer.answer(Question(text, date(2026, 10, 1), plan="vinh-hoa"))


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("báo cáo tổng hợp kết quả rà soát gửi về Phòng Y tế trước ngày nào", "10/10/2026"),
        ("bao cao ra soat cua huyen gui len so y te truoc ngay nao", "25/10/2026"),
        ("phòng y tế phải tổng hợp báo cáo rà soát trước ngày nào", "25/10/2026"),
        ("còn mấy ngày nữa hết hạn nộp báo cáo tổng hợp rà soát cho phòng y tế", "10/10/2026"),
    ],
)
def test_the_day_is_that_of_the_receiver_who_is_named(answerer: Answerer, question: str, day: str) -> None:
    assert day in said(answerer, question).lead


def test_who_acts_stands_in_the_first_line_though_only_the_heading_tells_it(answerer: Answerer) -> None:
    answer = said(answerer, "ai chủ trì với Bưu điện phát sổ khám bệnh")
    assert answer.lead.startswith("Phòng Y tế: chủ trì")
