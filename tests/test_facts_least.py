"""What is the least is aimed at, what is the most is given: floors, rows of figures and days of every month."""

from __future__ import annotations

import pytest

from knowledge.facts import Facts, read_facts
from knowledge.plans.reading import read_plan
from tests.test_facts_deadlines import PLAN


def facts(text: str, heading: str = "1. Nội dung") -> Facts:
    return read_facts(read_plan("thu", PLAN.format(period="giai đoạn 2026 - 2030", heading=heading, text=text)))


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("- Mỗi thôn đặc biệt khó khăn có ít nhất 02 mô hình sinh kế.", 2, "mô hình"),
        ("- Đoàn kiểm tra mỗi quý ít nhất 05 xã.", 5, "xã"),
        ("- Phấn đấu đến 2025 có ít nhất 01 huyện thoát nghèo.", 1, "huyện"),
    ],
)
def test_what_has_to_be_reached_at_least_is_a_target_and_no_quota(text: str, low: float, unit: str) -> None:
    found = facts(text)
    assert [(t.low, t.high, t.unit) for t in found.targets] == [(low, None, unit)]
    assert found.quotas == ()


def test_the_least_among_criteria_is_aimed_at_even_where_awards_are_given() -> None:
    text = "c) Hộ gia đình: tham gia tổ hợp tác và giúp ít nhất 01 hộ nghèo có việc làm."
    found = facts(text, "1. Tiêu chí xét tặng Bằng khen")
    assert [(t.low, t.unit) for t in found.targets] == [(1, "hộ nghèo")]
    assert found.quotas == ()


def test_the_bound_of_the_first_figure_of_a_row_holds_for_the_next() -> None:
    found = facts("- Phấn đấu mỗi năm giảm ít nhất 40 hộ nghèo, 25 hộ cận nghèo.")
    assert [(t.low, t.high, t.comparator) for t in found.targets] == [(40, None, ">="), (25, None, ">=")]


def test_every_receiver_of_a_row_has_its_quota() -> None:
    found = facts("- Sơ kết: tặng Bằng khen cho không quá 30 tập thể, 45 cá nhân và 20 hộ gia đình.")
    assert [(q.object, q.max) for q in found.quotas] == [("tập thể", 30), ("cá nhân", 45), ("hộ gia đình", 20)]


@pytest.mark.parametrize(
    "text",
    [
        "- Hộ vay được tạm ứng 30% mức hỗ trợ sau khi làm xong móng nhà.",
        "- Cuộc họp hợp lệ khi có ý kiến của trên 60% số hộ trong thôn.",
        "- Phí quản lý 0,3% do quỹ chi trả.",
    ],
)
def test_advances_fees_and_majorities_are_no_targets(text: str) -> None:
    assert facts(text).targets == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("- Trưởng bản báo cáo tại hội nghị giao ban ngày mùng 5 hằng tháng.", 5),
        ("- Chủ tịch UBND xã ký duyệt danh sách trước ngày 20 hàng tháng.", 20),
    ],
)
def test_days_of_every_month_are_read_in_other_words_too(text: str, day: int) -> None:
    assert [d.rule for d in facts(text).deadlines] == [f"FREQ=MONTHLY;BYMONTHDAY={day};UNTIL=20301231"]


def test_a_month_without_its_day_gets_none() -> None:
    assert all("BYMONTHDAY" not in (d.rule or "") for d in facts("- Thôn họp đánh giá hằng tháng.").deadlines)


ROWS = """Phân bổ số lượng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh như sau:

TT | Đối tượng | Hằng năm | Tổng kết năm 2030
1 | Thôn, bản | không quá 06 | không quá 12
2 | Hộ gia đình | 08 | 10 - 15"""


def test_a_table_of_awards_gives_each_receiver_its_number_for_each_occasion() -> None:
    found = facts(ROWS, "1. Hình thức và số lượng khen thưởng").quotas
    assert [(q.object, q.min, q.max, q.period) for q in found] == [
        ("Thôn, bản", None, 6, "Hằng năm"),
        ("Thôn, bản", None, 12, "Tổng kết năm 2030"),
        ("Hộ gia đình", 8, 8, "Hằng năm"),
        ("Hộ gia đình", 10, 15, "Tổng kết năm 2030"),
    ]
    assert {q.award for q in found} == {"Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"}


def test_a_table_of_offices_gives_each_of_them_its_numbers_and_no_sum() -> None:
    rows = "TT | Đơn vị | Tập thể | Cá nhân\n1 | Sở Nội vụ | 01 | 02\n2 | Xã Bình An | 02 | 03\n| Tổng cộng | 03 | 05"
    found = facts(rows, "1. Số lượng đề nghị tặng Giấy khen").quotas
    assert [(q.allocated_to, q.object, q.max) for q in found] == [
        ("Sở Nội vụ", "Tập thể", 1),
        ("Sở Nội vụ", "Cá nhân", 2),
        ("Xã Bình An", "Tập thể", 2),
        ("Xã Bình An", "Cá nhân", 3),
    ]


def test_a_table_of_houses_is_no_award() -> None:
    rows = "Địa phương | Xây mới (căn) | Hộ gia đình\nHuyện Lắk | 690 | 412"
    assert facts(rows, "1. Số lượng nhà cần xóa").quotas == ()
