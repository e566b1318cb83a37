"""Quotas and targets, on real sentences of several plans and on figures that are neither."""

from __future__ import annotations

import pytest

from knowledge.facts import Facts, read_facts
from knowledge.library import load_library
from knowledge.plans.reading import read_plan
from tests.test_facts_deadlines import PLAN

Ends = tuple[float | None, float | None]


def facts(text: str, heading: str = "1. Nội dung") -> Facts:
    return read_facts(read_plan("thu", PLAN.format(period="năm 2023", heading=heading, text=text)))


@pytest.fixture(scope="module")
def shipped() -> dict[str, Facts]:
    return {plan.id: read_facts(plan) for plan in load_library()}


def test_the_awards_of_binh_thuan(shipped: dict[str, Facts]) -> None:
    found = [(q.award, q.object.split(" ")[0], q.min, q.max, q.period) for q in shipped["binh-thuan"].quotas]
    minister, chairman = "Bằng khen Thủ tướng Chính phủ", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
    last, occasion = "tổng kết vào năm 2025", "tổng kết Phong trào thi đua"
    assert found == [
        (minister, "đơn", 1, 1, occasion),
        (minister, "đơn", 2, 3, occasion),
        (minister, "hộ", 2, 3, occasion),
        (minister, "doanh", 1, 2, occasion),
        (minister, "cá", 2, 3, occasion),
        (chairman, "tập", None, 10, "hàng năm"),
        (chairman, "cá", None, 10, "hàng năm"),
        (chairman, "tập", None, 15, last),
        (chairman, "cá", None, 15, last),
    ]


def test_who_chooses_how_many_in_bac_giang(shipped: dict[str, Facts]) -> None:
    def of(office: str) -> list[tuple[str, float | None]]:
        return [(q.object, q.max) for q in shipped["bac-giang"].quotas if q.allocated_to == office]

    assert of("Sở Lao động-Thương binh và Xã hội") == [
        ("đơn vị cấp huyện", None),  # the text has lost the number
        ("tập thể", 1),
        ("cá nhân (của Sở)", 1),
    ]
    assert of("Ban Dân tộc") == [("tập thể (của cơ quan)", 1)]
    assert of("huyện Sơn Động") == [("đơn vị cấp xã", 2), ("thôn", 2)]
    assert of("Các huyện và thành phố Bắc Giang") == [
        ("đơn vị cấp xã", 1),
        ("thôn", 1),
        ("hộ gia đình", 2),
        ("cá nhân là cán bộ, công chức, viên chức (01 cá nhân ở cấp huyện và 01 cá nhân ở cấp xã, thôn)", 2),
    ]


def test_a_plan_that_gives_no_number_has_no_quota_with_one(shipped: dict[str, Facts]) -> None:
    for name in ("cao-bang", "lang-son", "trieu-son"):
        assert [q for q in shipped[name].quotas if q.max is not None or q.min is not None] == []


@pytest.mark.parametrize(
    ("text", "object_", "ends"),
    [
        ("- Đề nghị tặng Bằng khen cho không quá 05 tập thể và 03 hộ gia đình.", "tập thể", (None, 5)),
        ("- Đề nghị tặng Bằng khen cho không quá 05 tập thể và 03 hộ gia đình.", "hộ gia đình", (None, 3)),
        ("- Lựa chọn, đề nghị khen thưởng 02 đến 03 thôn tiêu biểu.", "thôn tiêu biểu", (2, 3)),
        ("- Lựa chọn khen thưởng ít nhất 02 hộ.", "hộ", (2, None)),
        ("- Mỗi huyện cử 02 cán bộ tham gia tập huấn.", "cán bộ tham gia tập huấn", (2, 2)),
        ("- Tổ Công tác gồm 7 thành viên.", "Tổ Công tác", (7, 7)),
        ("- Hỗ trợ 40 triệu đồng/hộ đối với hộ xây mới.", "hộ đối với hộ xây mới", (40, 40)),
        ("- Nhóm đối tượng số 6: mức quà 400.000 đồng/người.", "cá nhân (Nhóm đối tượng số 6)", (400000, 400000)),
        ("- Đại diện gia đình được nhận một suất quà.", "Đại diện gia đình", (1, 1)),
    ],
)
def test_quotas_are_read(text: str, object_: str, ends: Ends) -> None:
    assert (object_, ends) in [(q.object, (q.min, q.max)) for q in facts(text).quotas]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "- Mức thưởng: tổ dân phố 2.500.000 đồng, doanh nghiệp và cá nhân 900.000 đồng.",
            [("tổ dân phố", 2500000), ("doanh nghiệp", 900000), ("cá nhân", 900000)],
        ),
        (
            "- Thưởng 03 triệu đồng cho tập thể, 800.000 đồng đối với mỗi cá nhân.",
            [("tập thể", 3), ("cá nhân", 800000)],
        ),
        ("- Mức thưởng: thôn dẫn đầu được thưởng công trình trị giá 90 triệu đồng.", [("thôn dẫn đầu", 90)]),
        ("- Hộ vượt khó: được thưởng thêm 02 triệu đồng.", [("Hộ vượt khó", 2)]),
    ],
)
def test_sums_beside_those_who_get_them(text: str, found: list[tuple[str, float]]) -> None:
    assert [(q.object, q.max) for q in facts(text).quotas if q.unit] == found


def test_a_sum_is_no_part_of_the_award_and_a_household_no_office() -> None:
    found = facts("- Hộ vượt khó: Giấy khen của Chủ tịch UBND xã và 02 triệu đồng.", heading="1. Mức thưởng").quotas
    assert [(q.award, q.object, q.allocated_to) for q in found] == [
        ("Giấy khen của Chủ tịch UBND xã", "Hộ vượt khó", None)
    ]


def test_a_limit_of_a_sum_is_a_limit() -> None:
    found = facts("- Mức hỗ trợ tối đa 25 triệu đồng/hộ.").quotas
    assert [(q.object, q.min, q.max) for q in found] == [("hộ", None, 25)]


def test_the_most_that_each_has_to_do_is_a_norm() -> None:
    found = facts("- Phân công: mỗi cán bộ phường nhận giúp đỡ không quá 02 hộ.").quotas
    assert [(q.object, q.min, q.max) for q in found] == [("hộ", None, 2)]


def test_an_exception_names_its_office() -> None:
    found = facts("- Mỗi xã đề nghị khen thưởng không quá 03 hộ; riêng xã Bình Minh không quá 06 hộ.").quotas
    assert [(q.allocated_to, q.max) for q in found] == [(None, 3), ("xã Bình Minh", 6)]


def test_two_awards_in_one_sentence_keep_their_own_numbers() -> None:
    found = facts("- Đề nghị tặng Cờ thi đua cho 01 đơn vị dẫn đầu và Bằng khen cho 02 đơn vị tiêu biểu.").quotas
    assert [(q.award, q.max) for q in found] == [("Cờ thi đua", 1), ("Bằng khen", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "- Có ít nhất 02 lần được tặng Giấy khen.",
        "- Thực hiện trong 3 năm liên tục.",
        "- Huyện gồm 12 xã, 2 thị trấn.",
        "- Toàn tỉnh có 9.604 hộ nghèo.",
        "- Thành lập 03 đoàn kiểm tra tại 10 huyện.",
        "- Thu nhập bình quân đạt 60 triệu đồng/người.",
        "- Tổng kinh phí hỗ trợ các hộ là 500 triệu đồng.",
        "- Ngân sách huyện hỗ trợ 200 triệu đồng để tổ chức phong trào.",
        "- Tỷ lệ phiếu bầu đạt từ 90% trở lên mới được đề nghị khen thưởng.",
    ],
)
def test_other_counts_are_no_quotas(text: str) -> None:
    assert facts(text).quotas == ()


@pytest.mark.parametrize(
    ("plan", "figures"),
    [
        (
            "binh-thuan",
            [
                (0.4, 0.6, "range"),
                (1.5, 2, "range"),
                (4, None, ">="),
                (50, None, ">"),
                (50, None, ">"),
                (50, None, ">"),
            ],
        ),
        ("lang-son", [(2, 3, "range"), (3, None, ">"), (1, None, ">=")]),
        ("trieu-son", [(0.75, None, ">=")]),
        ("cao-bang", []),
        ("bac-giang", []),
    ],
)
def test_targets_of_the_shipped_plans(
    shipped: dict[str, Facts], plan: str, figures: list[tuple[float | None, float | None, str]]
) -> None:
    assert [(t.low, t.high, t.comparator) for t in shipped[plan].targets] == figures


@pytest.mark.parametrize(
    ("text", "ends", "comparator"),
    [
        ("- Tỷ lệ hộ nghèo giảm từ 4%/năm trở lên.", (4, None), ">="),
        ("- Tỷ lệ hộ nghèo còn dưới 3% vào năm 2025.", (None, 3), "<"),
        ("- Tỷ lệ tăng dân số tự nhiên dưới 12 ‰.", (None, 12), "<"),
        ("- Phấn đấu 100% hộ nghèo được cấp thẻ bảo hiểm y tế.", (100, 100), "="),
        ("- Tối thiểu 80% người lao động có việc làm.", (80, None), ">="),
        ("- Kinh phí quản lý không quá 0,5% tổng kinh phí.", (None, 0.5), "<="),
        ("- Nâng thu nhập bình quân từ 7 triệu năm 2015 lên 14 triệu vào năm 2025.", (14, 14), "="),
        ("- Giảm tỷ lệ hộ nghèo từ 48,14% năm 2015 xuống dưới 33% năm 2025.", (None, 33), "<"),
        ("- Kim ngạch xuất khẩu gấp 2 lần năm 2020.", (2, 2), "="),
        ("- Đảm bảo diện tích sử dụng tối thiểu 30 m2.", (30, None), ">="),
        ("- Diện tích nhà ở bình quân đầu người đạt 15m2.", (15, 15), "="),
        ("- Phấn đấu đến năm 2025 có ít nhất 01 huyện thoát nghèo.", (1, None), ">="),
        ("- Tạo việc làm mới cho 5.000 lao động/năm.", (5000, 5000), "="),
        ("- Đến năm 2025 dự kiến khoảng 85 HTX.", (85, 85), "≈"),
    ],
)
def test_targets_are_read_with_their_bound(text: str, ends: Ends, comparator: str) -> None:
    assert [((t.low, t.high), t.comparator) for t in facts(text).targets] == [(ends, comparator)]


@pytest.mark.parametrize(
    "text",
    [
        "- Thương binh suy giảm khả năng lao động do thương tật từ 81% trở lên.",
        "- Ngân sách trung ương hỗ trợ 95%, ngân sách địa phương hỗ trợ 5% theo mức quy định.",
        "- Bố trí ngân sách tỉnh 60%, ngân sách huyện 40%.",
        "- Địa phương nhận bổ sung cân đối trên 70% dự toán chi cân đối năm 2022 thì được hỗ trợ.",
        "- Các xã có tỷ lệ hộ nghèo trên 20% được ưu tiên đầu tư.",
        "- Tỷ lệ hộ nghèo đã giảm từ 19,46% (đầu năm 2011), xuống còn 7,72% (cuối năm 2015).",
        "- Cho vay với lãi suất 6,6%/năm.",
        "- Tỷ lệ phiếu bầu đạt từ 90% trở lên.",
        "- Toàn tỉnh có 1.005.262 hộ.",
    ],
)
def test_shares_conditions_and_results_are_no_targets(text: str) -> None:
    assert facts(text).targets == ()


def test_figures_below_a_heading_of_results_are_no_targets() -> None:
    assert facts("- Tỷ lệ hộ nghèo giảm 1,5%/năm.", heading="1. Kết quả thực hiện năm 2022").targets == ()
    assert len(facts("- Tỷ lệ hộ nghèo giảm 1,5%/năm.", heading="1. Mục tiêu").targets) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "- Năm 2023: có thêm 04 thôn đạt chuẩn, 02 thôn kiểu mẫu.",
            [(4, "thôn đạt chuẩn năm 2023"), (2, "thôn kiểu mẫu năm 2023")],
        ),
        (
            "- Thu nhập bình quân đạt 41 triệu đồng năm 2023 và 45 triệu đồng năm 2024.",
            [(41, "Thu nhập bình quân đạt"), (45, "Thu nhập bình quân đạt năm 2024")],
        ),
        (
            "- Đến năm 2023, phấn đấu đạt 97% trẻ em được đến trường; 88% hộ, kể cả hộ mới tách, dùng nước sạch.",
            [(97, "Đến năm 2023 trẻ em được đến trường"), (88, "hộ, kể cả hộ mới tách, dùng nước sạch")],
        ),
        ("- Bình quân mỗi năm giảm 2,5% hộ cận nghèo.", [(2.5, "Bình quân mỗi năm giảm hộ cận nghèo")]),
        (
            "- Xóa 31 nhà dột nát: năm 2023 là 19 nhà, năm 2024 là 12 nhà.",
            [(31, "Xóa nhà dột nát"), (19, "Xóa nhà dột nát năm 2023"), (12, "Xóa nhà dột nát năm 2024")],
        ),
        ("- Vận động Quỹ phấn đấu 75 triệu đồng/năm.", [(75, "Vận động Quỹ phấn đấu")]),
    ],
)
def test_what_a_figure_measures(text: str, found: list[tuple[float, str]]) -> None:
    assert [(t.low, t.what) for t in facts(text, heading="1. Chỉ tiêu").targets] == found


TABLE = """STT    Năm      Hộ nghèo đầu năm     Hộ thoát nghèo     Tỷ lệ giảm (%)
1      2023     310                  55                 2,5
2      2024     255                  >60                2 - 3"""


def test_the_rows_of_a_table_of_aims_are_targets_by_year() -> None:
    found = facts(TABLE, heading="1. Chỉ tiêu từng năm").targets
    assert [(t.what, t.low, t.high, t.comparator, t.unit) for t in found] == [
        ("Hộ thoát nghèo năm 2023", 55, 55, "=", "hộ"),
        ("Tỷ lệ giảm (%) năm 2023", 2.5, 2.5, "=", "%"),
        ("Hộ thoát nghèo năm 2024", 60, None, ">", "hộ"),
        ("Tỷ lệ giảm (%) năm 2024", 2, 3, "range", "%"),
    ]
    assert found[0].quote.split() == ["1", "2023", "310", "55", "2,5"]


def test_a_table_with_its_years_in_the_columns() -> None:
    text = """Nội dung               Đơn vị tính    Năm 2023    Năm 2024
Hộ có nước sạch        %              91          94
Nhà được sửa           nhà            12          9"""
    found = facts(text, heading="1. Chỉ tiêu cụ thể").targets
    assert [(t.what, t.low, t.unit) for t in found] == [
        ("Hộ có nước sạch: Năm 2023", 91, "%"),
        ("Hộ có nước sạch: Năm 2024", 94, "%"),
        ("Nhà được sửa: Năm 2023", 12, "nhà"),
        ("Nhà được sửa: Năm 2024", 9, "nhà"),
    ]


@pytest.mark.parametrize("heading", ["1. Kết quả thực hiện chỉ tiêu", "1. Kinh phí"])
def test_other_tables_are_no_targets(heading: str) -> None:
    assert facts(TABLE, heading=heading).targets == ()


LETTER = """SỞ NỘI VỤ
Số: 77/TTr-SNV
Hà Giang, ngày 10 tháng 02 năm 2023

TỜ TRÌNH
Về việc khen thưởng phong trào giảm nghèo

Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2023 của UBND tỉnh về việc chọn 9 tập thể;

Sở Nội vụ đề nghị Chủ tịch UBND tỉnh khen thưởng cho 31 tập thể và 26 cá nhân có thành tích xuất sắc.
"""


def test_the_request_of_a_letter_without_sections_has_its_numbers() -> None:
    found = read_facts(read_plan("thu", LETTER)).quotas
    assert [(q.object, q.max) for q in found] == [("tập thể", 31), ("cá nhân", 26)]
