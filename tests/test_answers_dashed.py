"""Tables whose columns were set with dashes are read, told and added up like any other."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question
from knowledge.facts.reading import read_facts
from knowledge.library import load_library
from knowledge.plans.blocks import cells_of, is_row_below

PLAN = """ỦY BAN NHÂN DÂN XÃ HÒA THUẬN
Số: 9/KH-UBND
Hòa Thuận, ngày 08 tháng 01 năm 2026

KẾ HOẠCH
Giảm nghèo năm 2026

I. GIAO CHỈ TIÊU
Xóm - hộ nghèo đầu năm - chỉ tiêu giảm
Bến Đá - 22 - 9
Cây Gạo - 17 - 3
Tổng - 39 - 12

II. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội theo dõi chung.
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "hoa-thuan.txt").write_text(PLAN, encoding="utf-8")
    return Answerer(load_library(folder))


def said(answerer: Answerer, text: str) -> Answer:
    return answerer.answer(Question(text, date(2026, 6, 3), plan="hoa-thuan"))


def test_a_row_with_dashes_is_told_and_quoted_with_the_names_of_its_columns(answerer: Answerer) -> None:
    answer = said(answerer, "xóm Cây Gạo đầu năm mấy hộ nghèo, phải giảm mấy hộ")
    assert answer.lead == "Cây Gạo: hộ nghèo đầu năm 17; chỉ tiêu giảm 3."
    assert "chỉ tiêu giảm" in answer.citations[0].quote


def test_one_column_of_such_rows_is_added_up(answerer: Answerer) -> None:
    assert said(answerer, "Bến Đá với Cây Gạo cộng lại phải giảm mấy hộ").lead.startswith("Cộng lại là 12")


def test_what_a_column_calls_an_aim_is_a_target(answerer: Answerer) -> None:
    targets = read_facts(answerer.library["hoa-thuan"]).targets
    assert [(t.quote, t.low, t.unit) for t in targets if t.section == "I"][:2] == [
        ("Bến Đá - 22 - 9", 9, "hộ nghèo"),
        ("Cây Gạo - 17 - 3", 3, "hộ nghèo"),
    ]


def test_a_dash_in_a_name_makes_no_table() -> None:
    assert not is_row_below("Phòng Văn hóa - Xã hội - Thể thao", "Sở Lao động - Thương binh - Xã hội")
    assert not is_row_below("Gò Sim - 6 - 4", "Giai đoạn 2021 - 2025")
    assert is_row_below("Gò Sim - 6 - 4", "Xóm - giếng - bể")
    assert cells_of("Gò Sim - 6 - 4") == ["Gò Sim", "6", "4"]
