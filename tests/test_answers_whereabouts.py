"""Numbers to call, addresses, accounts, hours and halls: told where the plan has them on that very subject."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question, Status
from knowledge.library import load_library
from knowledge.text import one_line

APPEAL = """ỦY BAN MTTQ VIỆT NAM TỈNH AN LÂM
Số: 12/KH-MTTQ
An Lâm, ngày 04 tháng 9 năm 2026

KẾ HOẠCH
Vận động Quỹ “Vì người nghèo” năm 2026

I. THỜI GIAN
1. Lễ phát động: 19 giờ 30 phút ngày 16/10/2026 tại Nhà văn hóa tỉnh.
2. Lễ tổng kết: trong tháng 12 năm 2026.
II. TIẾP NHẬN
1. Chuyển khoản vào tài khoản của Quỹ tại Kho bạc, số 3761.0.9068541.
2. Tiền mặt nộp tại trụ sở Ủy ban, số 22 đường Trần Phú.
III. CHỈ TIÊU
1. Cấp xã vận động 27 tỷ đồng.
2. Mỗi xã giúp ít nhất 02 hộ nghèo; mức giúp 5.000.000 đồng/hộ.
IV. THỰC HIỆN
1. Văn phòng chuẩn bị kinh phí cho lễ phát động.
2. Vướng mắc về chỉ tiêu xin trao đổi với đồng chí Hà, điện thoại 0909.000.214.
3. Hội Nông dân cho mượn giống, phân bón.
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "an-lam.txt").write_text(APPEAL, encoding="utf-8")
    return Answerer(load_library(folder))


def ask(answerer: Answerer, text: str, plan: str = "an-lam") -> Answer:
    return answerer.answer(Question(text, date(2026, 9, 20), plan))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lễ phát động mấy giờ", "19 giờ 30 phút"),
        ("le phat dong to chuc o dau", "Nhà văn hóa tỉnh"),
        ("chuyển khoản vào số tài khoản nào", "3761.0.9068541"),
        ("vướng mắc về chỉ tiêu thì gọi ai số mấy", "0909.000.214"),
        ("mỗi hộ nghèo được giúp bao nhiêu tiền", "5.000.000 đồng/hộ"),
    ],
)
def test_what_stands_there_is_told(answerer: Answerer, text: str, said: str) -> None:
    answer = ask(answerer, text)
    assert answer.answered
    assert said in " ".join(one_line(c.quote) for c in answer.citations)


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("số điện thoại của Hội Nông dân", "an-lam"),
        ("lễ tổng kết mấy giờ", "an-lam"),
        ("lễ tổng kết tổ chức ở đâu", "an-lam"),
        ("mỗi xã phải vận động bao nhiêu tiền", "an-lam"),
        ("Hội Nông dân cho mượn mấy tấn phân bón", "an-lam"),
        ("số điện thoại của Phòng Nội vụ", "trieu-son"),
        ("hội nghị sơ kết tổ chức ở đâu", "bac-giang"),
        ("gửi báo cáo qua email nào", "binh-thuan"),
    ],
)
def test_what_stands_there_for_something_else_is_not_told(answerer: Answerer, text: str, plan: str) -> None:
    assert ask(answerer, text, plan).status is Status.NOT_IN_PLAN


def test_where_money_comes_from_is_no_question_for_a_hall(answerer: Answerer) -> None:
    assert ask(answerer, "tiền kiểm tra, sơ kết lấy ở đâu ra", "trieu-son").answered
