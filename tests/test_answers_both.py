"""Two things asked in one question: both are told, from one passage, two rows or two items of a list."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question
from knowledge.library import load_library

PLAN = """ỦY BAN NHÂN DÂN XÃ PHÚ SƠN
Số: 21/KH-UBND
Phú Sơn, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
Chăm lo hộ nghèo năm 2026

I. MỤC TIÊU
1. Giảm ít nhất 35 hộ nghèo, 20 hộ cận nghèo trong năm.
2. Vận động Quỹ “Vì người nghèo” của xã 90 triệu đồng.
II. MỨC HỖ TRỢ
1. Hỗ trợ 30 triệu đồng/hộ đối với hộ đào giếng khoan.
2. Hỗ trợ 12 triệu đồng/hộ đối với hộ làm bể chứa nước.
III. KHEN THƯỞNG
- Dịp cuối năm, xã biểu dương 04 xóm, 12 hộ gia đình và 06 cá nhân.
- Sổ tay tuyên truyền: in 800 cuốn, phát xong trước ngày 15/6/2026.
IV. THI ĐUA
1. Khen của cấp trên
Thực hiện theo quy định của pháp luật.
2. Khen của xã
- Tiêu chuẩn: hoàn thành nhiệm vụ được giao.
- Hình thức khen: Giấy biểu dương của Chủ tịch xã; trao vào Ngày hội Đại đoàn kết.
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "phu-son.txt").write_text(PLAN, encoding="utf-8")
    return Answerer(load_library(folder))


def said(answerer: Answerer, text: str) -> Answer:
    return answerer.answer(Question(text, date(2026, 6, 3), plan="phu-son"))


def test_several_numbers_of_one_sentence_are_told_together(answerer: Answerer) -> None:
    answer = said(answerer, "cuối năm xã biểu dương mấy xóm, mấy hộ, mấy người")
    assert all(n in answer.text for n in ("04 xóm", "12 hộ", "06 cá nhân"))
    assert "35 hộ" not in answer.lead


def test_what_two_items_of_a_list_give_is_told_for_both(answerer: Answerer) -> None:
    answer = said(answerer, "đào giếng khoan thì được mấy triệu, còn làm bể thì mấy")
    assert "30 triệu đồng/hộ" in answer.text
    assert "12 triệu đồng/hộ" in answer.text
    assert {"II.1", "II.2"} <= {c.section for c in answer.citations} or "12 triệu" in answer.citations[0].quote


def test_a_form_and_its_occasion_are_told_not_the_headings(answerer: Answerer) -> None:
    answer = said(answerer, "hình thức khen của xã là gì, trao vào dịp nào")
    assert "Giấy biểu dương của Chủ tịch xã" in answer.text
    assert "Ngày hội Đại đoàn kết" in answer.text


def test_a_list_of_a_few_headings_is_told_with_what_stands_under_them(answerer: Answerer) -> None:
    answer = said(answerer, "thi đua thì khen bằng những hình thức gì")
    assert "Khen của cấp trên: Thực hiện theo quy định của pháp luật" in answer.text or "Giấy biểu dương" in answer.text


def test_counted_parts_are_called_as_they_were_asked_for() -> None:
    answer = Answerer(load_library()).answer(Question("đề cương báo cáo gồm mấy phần", date(2026, 6, 3), "bac-giang"))
    assert "4 phần" in answer.lead
