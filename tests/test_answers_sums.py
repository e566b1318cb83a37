"""Sums that people ask for: told with every term where the plan's figures allow it, and not made where they do not."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Question
from knowledge.library import load_library

PLAN = """ỦY BAN NHÂN DÂN XÃ THANH BÌNH
Số: 12/KH-UBND
Thanh Bình, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Hội thi và hỗ trợ hộ nghèo năm 2026

I. KINH PHÍ
1. Kinh phí hội thi: 90 triệu đồng, trong đó: ngân sách xã 55 triệu đồng; doanh nghiệp tài trợ 25 triệu đồng; \
hội viên đóng góp 10 triệu đồng.
2. Trao 140 suất bò giống, mỗi suất 15 triệu đồng; tặng 60 bồn nước, mỗi bồn từ 2 triệu đồng.
II. GIẢI THƯỞNG
1. Giải hội diễn văn nghệ: 01 giải A 4 triệu đồng, 03 giải B mỗi giải 2,5 triệu đồng, 05 giải C mỗi giải 800 nghìn đồng.
2. Giải bóng chuyền: 01 giải vàng 3 triệu đồng, 02 giải bạc 3 triệu đồng.
III. KHEN THƯỞNG
- Xã đề nghị huyện tặng Giấy khen cho 02 đến 04 thôn, 05 đến 07 hộ gia đình và 03 đến 05 cá nhân.
IV. PHÂN CÔNG
- Hội Làm vườn kèm cặp 12 hộ; Hội Người cao tuổi kèm cặp 9 hộ; Chi đoàn kèm cặp 6 hộ.
V. MỨC HỖ TRỢ

Nội dung | Mức hỗ trợ (đồng/hộ) | Ghi chú
Đào giếng | 8.000.000 | một lần
Làm bể nước | 5.000.000 | một lần
Hộ vùng cát, đào giếng | cộng thêm 3.500.000 | tiền thuê máy

VII. VỐN VAY
a) Hộ nghèo: 30 triệu đồng;
b) Hộ cận nghèo: 25 triệu đồng;
c) Hộ mới thoát nghèo: 20 triệu đồng.

VI. CHỈ TIÊU

Thôn | Giếng (cái) | Bể (cái)
Đồng Mây | 14 | 9
Suối Hoa | 11 | 20
Gò Sim | 6 | 4
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "thanh-binh.txt").write_text(PLAN, encoding="utf-8")
    return Answerer(load_library(folder))


def said(answerer: Answerer, text: str, plan: str = "thanh-binh") -> Answer:
    return answerer.answer(Question(text, date(2026, 6, 3), plan=plan))


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("giai hoi dien van nghe tong tien bao nhieu", "Cộng lại là 15,5 triệu đồng: 4 + 3 × 2,5 + 5 × 800 nghìn."),
        ("tổng tiền các giải B của hội diễn là bao nhiêu", "Tính ra là 7,5 triệu đồng: 3 × 2,5 triệu đồng."),
        ("ngân sách xã với doanh nghiệp gộp lại bao nhiêu triệu", "Cộng lại là 80 triệu đồng: 55 + 25."),
        ("trao hết bò giống thì hết tổng cộng bao nhiêu tiền", "2.100 triệu đồng (2,1 tỷ đồng): 140 × 15 triệu đồng."),
        ("tổng tiền bồn nước là bao nhiêu", "Cộng lại ít nhất 120 triệu đồng: 60 × 2 triệu đồng."),
        ("hộ vùng cát đào giếng được bao nhiêu tiền", "11.500.000 đồng (11,5 triệu đồng): 8.000.000 + 3.500.000."),
        ("hội làm vườn và chi đoàn cộng lại kèm mấy hộ", "Cộng lại là 18 hộ: 12 + 6."),
        ("ba hội gộp lại kèm cặp bao nhiêu hộ", "Cộng lại là 27 hộ: 12 + 9 + 6."),
        ("hộ cận nghèo với hộ mới thoát nghèo vay cộng lại bao nhiêu tiền", "Cộng lại là 45 triệu đồng: 25 + 20."),
        ("Đồng Mây với Gò Sim cộng lại đào mấy giếng", "Cộng lại là 20"),
        ("tổng cộng tối đa bao nhiêu thôn và hộ được giấy khen", "Cộng lại không quá 11: 04 thôn + 07 hộ gia đình."),
        ("cộng cả thôn, hộ và cá nhân thì được mấy giấy khen", "Cộng lại từ 10 đến 16"),
    ],
)
def test_a_sum_is_told_with_every_term(answerer: Answerer, question: str, lead: str) -> None:
    answer = said(answerer, question)
    assert lead in answer.lead
    assert len(answer.lead) <= 90


def test_a_sum_is_announced_as_computed_and_its_terms_are_quoted(answerer: Answerer) -> None:
    answer = said(answerer, "ngân sách xã với doanh nghiệp gộp lại bao nhiêu triệu")
    assert answer.computed == ("80",)
    assert "55 triệu đồng" in answer.citations[0].quote
    assert "25 triệu đồng" in answer.excerpt


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("tổng kinh phí hội thi là bao nhiêu tiền", "Cộng lại"),  # the plan says it itself
        ("tổng tiền giải bóng chuyền là bao nhiêu", "Cộng lại"),  # 3 million each, or for both?
        ("hộ vùng cát làm bể nước được bao nhiêu tiền", "Cộng lại"),  # the supplement is for wells
        ("đào giếng được hỗ trợ bao nhiêu tiền", "Cộng lại"),  # not said to live there
        ("hộ vùng cát đào giếng được cộng thêm bao nhiêu", "11.500.000"),  # only what is added
        ("hội làm vườn kèm cặp mấy hộ", "Cộng lại"),
        ("tổng cộng được vay vốn bao nhiêu tiền", "Cộng lại"),  # each sum is for other households
        ("tất cả tặng bao nhiêu suất bò giống và bồn nước", "triệu đồng ("),  # things are counted, not money
    ],
)
def test_no_sum_is_made_of_what_is_no_sum(answerer: Answerer, question: str, never: str) -> None:
    assert never not in said(answerer, question).text


@pytest.mark.parametrize(
    ("question", "plan", "lead"),
    [
        ("thủ tướng tặng bằng khen tối đa mấy hộ và mấy doanh nghiệp gộp lại", "binh-thuan", "Cộng lại không quá 5: "),
        ("Ban Dân tộc với Sở Tài chính gộp lại được mấy tập thể", "bac-giang", "Cộng lại là 2: 2 × 01 tập thể."),
        ("ở Sơn Động cả hộ với thôn cộng lại được mấy suất", "bac-giang", "Cộng lại là 4: 02 thôn + 02 hộ gia đình."),
        ("trừ Sơn Động ra, một huyện cộng cả thôn với xã được mấy", "bac-giang", "Cộng lại là 2: "),
    ],
)
def test_quotas_are_added_for_those_that_are_named(question: str, plan: str, lead: str, shipped: Answerer) -> None:
    assert said(shipped, question, plan).lead.startswith(lead)


@pytest.mark.parametrize(
    "question",
    [
        "toàn tỉnh cộng hết được bao nhiêu bằng khen",  # nobody knows from the quota of each district
        "Sở Tài chính với Sở Y tế cộng lại được mấy tập thể",  # one of the two is given nothing
        "tổng kết có mấy hình thức khen",
    ],
)
def test_what_several_get_is_not_added_up(question: str, shipped: Answerer) -> None:
    assert "Cộng lại" not in said(shipped, question, "bac-giang").text


@pytest.fixture(scope="module")
def shipped() -> Answerer:
    return Answerer(load_library())
