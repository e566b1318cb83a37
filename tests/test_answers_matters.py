"""Pages, copies, points, prize money, members: told only where the plan has a word of the same class."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Question, Status
from knowledge.library import load_library

ROADS = """UBND TỈNH HÀ GIANG SỞ GIAO THÔNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 27/KH-SGT | Hà Giang, ngày 10 tháng 02 năm 2026

KẾ HOẠCH
Làm đường thôn giúp hộ nghèo năm 2026

I/ NHIỆM VỤ

1- Sở thành lập Hội đồng xét chọn tuyến đường để thống nhất danh sách tuyến đường được làm.

2- Phòng Kỹ thuật tổng hợp báo cáo làm đường thôn, gửi Sở trước ngày 20 tháng 11 năm 2026.

3- Thôn bình xét thi đua làm đường, lập biên bản gửi xã.

II/ KHEN THƯỞNG

1- Tặng Giấy khen cho 05 thôn làm đường tốt; kinh phí khen thưởng của Sở mỗi năm không quá 90 triệu đồng.

Nơi nhận: - Như trên; - Lưu: VT. | GIÁM ĐỐC Vàng A Páo
"""

WELLS = """UBND TỈNH HÀ GIANG SỞ NÔNG NGHIỆP | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 28/KH-SNN | Hà Giang, ngày 11 tháng 02 năm 2026

KẾ HOẠCH
Đào giếng cho hộ nghèo năm 2026

I/ NHIỆM VỤ

1- Hội đồng xét chọn nơi đào giếng gồm 07 người, do Giám đốc Sở làm Chủ tịch.

2- Báo cáo đào giếng không quá 03 trang, gửi 02 bản và bản mềm về Sở trước ngày 20/11/2026; gửi chậm thì không được xét.

3- Thôn chấm thi đua đào giếng theo thang điểm 100 điểm.

II/ KHEN THƯỞNG

1- Tặng Giấy khen cho 05 thôn đào giếng tốt, kèm 1.000.000 đồng mỗi thôn.

Nơi nhận: - Như trên; - Lưu: VT. | GIÁM ĐỐC Sùng Thị Mai
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "duong.txt").write_text(ROADS, encoding="utf-8")
    (folder / "gieng.txt").write_text(WELLS, encoding="utf-8")
    return Answerer(load_library(folder))


def _said(answerer: Answerer, plan: str, text: str) -> tuple[Status, str]:
    answer = answerer.answer(Question(text, date(2026, 4, 1), plan=plan))
    return answer.status, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "báo cáo làm đường thôn dài mấy trang",
        "bao cao lam duong thon gui may ban",
        "báo cáo làm đường thôn dùng cỡ chữ bao nhiêu",
        "bao cao lam duong thon co can nop ban mem khong",
        "Hội đồng xét chọn tuyến đường gồm những ai?",
        "thôn làm đường chậm báo cáo thì bị trừ mấy điểm",
        "báo cáo làm đường thôn gửi trễ có được nhận không",
        "xin gia han bao cao lam duong thon co duoc khong",
        "giay khen lam duong kem bao nhieu tien",
        "tiền thưởng cho thôn làm đường tốt là bao nhiêu",
        "thon lam duong cham thi bi xu ly the nao",
    ],
)
def test_a_matter_of_which_the_plan_has_no_word_is_not_told(answerer: Answerer, question: str) -> None:
    status, text = _said(answerer, "duong", question)
    assert status is Status.NOT_IN_PLAN, text


@pytest.mark.parametrize(
    ("plan", "question", "said"),
    [
        ("gieng", "báo cáo đào giếng dài mấy trang", "03 trang"),
        ("gieng", "bao cao dao gieng gui may ban", "02 bản"),
        ("gieng", "báo cáo đào giếng có cần bản mềm không", "bản mềm"),
        ("gieng", "Hội đồng xét chọn nơi đào giếng có mấy người?", "07 người"),
        ("gieng", "báo cáo đào giếng gửi trễ có được xét không", "gửi chậm"),
        ("gieng", "giay khen dao gieng kem bao nhieu tien", "1.000.000"),
        ("gieng", "thôn đào giếng chấm theo thang điểm bao nhiêu", "100 điểm"),
        ("duong", "kinh phí khen thưởng của Sở mỗi năm bao nhiêu", "90 triệu"),
        ("duong", "báo cáo làm đường thôn gửi trước ngày nào", "20 tháng 11"),
    ],
)
def test_it_is_told_where_the_plan_has_it(answerer: Answerer, plan: str, question: str, said: str) -> None:
    status, text = _said(answerer, plan, question)
    assert status is Status.ANSWERED
    assert said in text
