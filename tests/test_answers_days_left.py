"""How many days are left is counted to the day that the answer tells, of the duty that is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question
from knowledge.library import load_library

PLAN = """ỦY BAN NHÂN DÂN XÃ YÊN HÒA
Số: 34/KH-UBND
Yên Hòa, ngày 12 tháng 02 năm 2026

KẾ HOẠCH
Chung tay vì hộ nghèo năm 2026

I. THỜI GIAN
Ngày hội Đại đoàn kết: từ ngày 10/11/2026 đến hết ngày 18/11/2026, kế hoạch của xã, của xóm đều hướng về dịp này.
II. TỔ CHỨC THỰC HIỆN
1. Các xóm
- Dựng kế hoạch giúp hộ nghèo, gửi về xã trước ngày 25/9/2026;
- Góp công dựng nhà cho hộ neo đơn.
2. Các đoàn thể
Rà soát từng hộ hội viên còn khó khăn về nhà ở, việc làm, nước sạch, học hành của con em, thẻ bảo hiểm y tế; bàn với
chi bộ, với trưởng xóm cách giúp từng hộ hội viên còn khó khăn, nhất là hộ có người ốm đau lâu ngày, có người già neo
đơn; lập sổ theo dõi hộ hội viên còn khó khăn, trong đó ghi rõ ai giúp, giúp việc gì, giúp đến đâu, hộ tự làm được gì,
mỗi tháng một lần xem lại và ghi thêm; chuyển về xã trước ngày 12/9/2026.
3. Ban Công tác Mặt trận
Đưa phiếu khảo sát tới từng nhà trước ngày 05/8; chuyển bảng tổng hợp, ảnh cho bà Lò Thị Mai trước ngày 20/8/2026.
"""

# The name of the month stands beside every day but the one that is asked for.
MONTH = """ỦY BAN NHÂN DÂN XÃ TÂN SƠN
Số: 35/KH-UBND
Tân Sơn, ngày 13 tháng 02 năm 2026

KẾ HOẠCH
Tháng nghĩa tình vì hộ nghèo năm 2026

I. THỜI GIAN
1. Tháng nghĩa tình: từ ngày 10/10/2026 đến ngày 18/11/2026.
II. TỔ CHỨC THỰC HIỆN
1. Các xóm
- Dựng kế hoạch gửi về xã trước ngày 25/9/2026;
- Báo cáo kết quả Tháng nghĩa tình trước ngày 20 tháng 11 năm 2026 theo hộp thư của xã;
- Chuyển về Quỹ của xã 10% số thu trước ngày 05/12/2026.
2. Chi bộ xóm báo cáo tình hình tổ chức thực hiện Tháng nghĩa tình giúp hộ nghèo làm nhà mới và phong trào chung tay
giúp hộ nghèo làm nhà mới trên địa bàn xóm cùng với những khó khăn vướng mắc của tổ chức thực hiện và kinh nghiệm của
chi bộ trong tổ chức thực hiện rồi gửi về Đảng ủy xã trước ngày 28/11/2026 để tổng hợp.
"""

TWO_DUTIES = """ỦY BAN NHÂN DÂN XÃ TÂN LẬP
Số: 36/KH-UBND
Tân Lập, ngày 14 tháng 02 năm 2026

KẾ HOẠCH
Bình xét hộ nghèo năm 2026

I. VIỆC CỦA XÓM
1. Xóm họp dân bình xét hộ nghèo có đủ đại diện các gia đình và đọc loa kết quả bình xét hộ nghèo ba buổi liền cho bà \
con trong xóm nghe và góp ý trước ngày 10/9/2026; danh sách đã chốt cùng ý kiến của từng nhà do trưởng xóm ký tên rồi \
chuyển tận tay công chức phụ trách lao động và thương binh của xã nhận và vào sổ trước ngày 24/9/2026.
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "yen-hoa.txt").write_text(PLAN, encoding="utf-8")
    (folder / "hai-viec.txt").write_text(TWO_DUTIES, encoding="utf-8")
    (folder / "tan-son.txt").write_text(MONTH, encoding="utf-8")
    return Answerer(load_library(folder))


def said(answerer: Answerer, text: str) -> Answer:
    return answerer.answer(Question(text, date(2026, 8, 1), plan="yen-hoa"))


@pytest.mark.parametrize(
    "text",
    [
        "Xóm phải gửi kế hoạch về xã trước ngày nào, kể từ hôm nay còn bao nhiêu ngày?",
        "xom gui ke hoach ve xa truoc ngay nao, con may ngay nua",
        "Xóm gửi kế hoạch về xã hạn ngày nào, và còn mấy ngày?",
    ],
)
def test_the_days_left_to_a_day_that_was_asked_for_are_those_to_just_that_day(answerer: Answerer, text: str) -> None:
    answer = said(answerer, text)
    assert "25/9/2026" in answer.text
    assert "Còn 55 ngày đến 25/09/2026" in answer.text
    assert "18/11/2026" not in f"{answer.lead}\n{answer.body}"


@pytest.mark.parametrize(
    "text",
    [
        "Xóm phải gửi kế hoạch Tháng nghĩa tình về xã trước ngày nào, tính từ hôm nay còn mấy ngày?",
        "xom gui ke hoach thang nghia tinh ve xa truoc ngay nao, con may ngay nua",
    ],
)
def test_the_days_left_are_those_to_the_day_that_answers_the_question_before(answerer: Answerer, text: str) -> None:
    answer = answerer.answer(Question(text, date(2026, 8, 1), plan="tan-son"))
    assert "Còn 55 ngày đến 25/09/2026" in answer.lead
    assert "25/9/2026" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("bảng tổng hợp chuyển cho ai, còn mấy ngày nữa là hết hạn?", "Còn 19 ngày đến 20/08/2026"),
        ("con may ngay nua phai chuyen bang tong hop", "Còn 19 ngày đến 20/08/2026"),
        ("tụi em đưa phiếu khảo sát rồi, giờ bảng tổng hợp còn mấy ngày nữa hả", "Còn 19 ngày đến 20/08/2026"),
        ("phiếu khảo sát còn mấy ngày nữa phải đưa tới từng nhà", "Còn 4 ngày đến 05/08/2026"),
    ],
)
def test_of_two_days_in_one_passage_the_one_of_the_duty_that_is_named_is_counted_to(
    answerer: Answerer, text: str, days: str
) -> None:
    assert days in said(answerer, text).text


def test_a_long_passage_is_cut_so_that_the_day_counted_to_is_seen(answerer: Answerer) -> None:
    answer = said(answerer, "sổ theo dõi hộ hội viên còn khó khăn thì còn mấy ngày nữa phải chuyển")
    assert "Còn 42 ngày đến 12/09/2026" in answer.lead
    assert "trước ngày 12/9/2026" in f"{answer.excerpt}{answer.body}"
    assert "12/9/2026" in answer.citations[0].quote


def test_the_day_counted_to_is_seen_though_more_is_said_of_what_is_done(answerer: Answerer) -> None:
    text = "xóm họp dân bình xét hộ nghèo, đọc loa kết quả cho bà con rồi, giờ danh sách còn mấy ngày phải chuyển"
    answer = answerer.answer(Question(text, date(2026, 9, 12), plan="hai-viec"))
    assert "Còn 12 ngày đến 24/09/2026" in answer.lead
    assert "24/9/2026" in answer.excerpt


def test_no_days_are_counted_to_a_day_that_the_answer_does_not_show(answerer: Answerer) -> None:
    for text in ("xóm góp công dựng nhà cho ai, còn mấy ngày", "xóm dựng kế hoạch giúp ai, còn bao nhiêu ngày nữa?"):
        answer = said(answerer, text)
        for quoted in ("18/11/2026", "20/08/2026", "05/08/2026"):
            assert f"đến {quoted}" not in answer.text
