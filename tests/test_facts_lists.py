"""Criteria, award forms, dossiers and references, on the shipped plans and on small texts."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.facts import Facts, read_facts
from knowledge.facts.references import named_documents
from knowledge.library import load_library
from knowledge.plans.reading import read_plan
from tests.test_facts_deadlines import PLAN


def facts(text: str, heading: str = "1. Nội dung") -> Facts:
    return read_facts(read_plan("thu", PLAN.format(period="năm 2023", heading=heading, text=text)))


@pytest.fixture(scope="module")
def shipped() -> dict[str, Facts]:
    return {plan.id: read_facts(plan) for plan in load_library()}


@pytest.mark.parametrize(
    ("plan", "section", "group", "points"),
    [
        (
            "binh-thuan",
            "III.1.a",
            "các sở, ban, ngành, Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội",
            3,
        ),
        ("binh-thuan", "III.1.b", "huyện, thị xã, thành phố (gọi chung là cấp huyện)", 1),
        ("binh-thuan", "III.1.d", "thôn, khu phố", 3),
        ("binh-thuan", "III.1.đ", "hộ gia đình", 2),
        ("binh-thuan", "III.2.a", "Bằng khen Thủ tướng Chính phủ tổng kết vào năm 2025", 2),
        ("trieu-son", "III.1.c", "cấp xã", 6),
        ("trieu-son", "III.1.g", "các doanh nghiệp, hợp tác xã", 3),
        ("cao-bang", "III.2.b", "cá nhân", 2),
        ("lang-son", "IV.1", None, 1),
    ],
)
def test_each_group_has_its_whole_list(
    shipped: dict[str, Facts], plan: str, section: str, group: str | None, points: int
) -> None:
    found = next(c for c in shipped[plan].criteria if c.section == section)
    assert found.object == group
    assert len(found.points) == points


def test_criteria_that_stand_in_another_plan_are_not_made_up(shipped: dict[str, Facts]) -> None:
    assert shipped["bac-giang"].criteria == ()
    places = {r.place for r in shipped["bac-giang"].references if r.number == "3976/KH-UBND"}
    assert {"điểm b mục 3 phần II", "điểm d mục 3 phần II"} <= places


def test_criteria_below_a_group_are_for_that_group() -> None:
    text = "a) Tiêu chí bắt buộc\n\n- Không có hộ tái nghèo.\n\n- Có quỹ khuyến học."
    found = facts(text, heading="1. Đối với khu dân cư").criteria
    assert [(c.object, [p.quote for p in c.points]) for c in found] == [
        ("khu dân cư", ["Không có hộ tái nghèo.", "Có quỹ khuyến học."])
    ]


def test_creating_conditions_is_no_criterion() -> None:
    assert facts("- Tạo điều kiện để các hộ vay vốn.", heading="1. Tạo điều kiện phát triển sản xuất").criteria == ()


@pytest.mark.parametrize(
    ("plan", "forms"),
    [
        ("bac-giang", ["Bảng khen của Chủ tịch UBND tỉnh", "Giấy khen"]),
        ("cao-bang", ["Giấy khen của Thủ trưởng cơ quan"]),
        (
            "lang-son",
            [
                "Huân chương lao động",
                "Bằng khen của Thủ tướng Chính phủ",
                "Bằng khen của Chủ tịch UBND tỉnh",
                "Giấy khen của Giám đốc Sở",
            ],
        ),
        (
            "trieu-son",
            [
                "Huân chương Lao động",
                "Bằng khen của Thủ tướng Chính phủ",
                "Bằng khen cấp tỉnh",
                "Giấy khen của Chủ tịch UBND huyện",
            ],
        ),
    ],
)
def test_award_forms_as_the_plan_writes_them(shipped: dict[str, Facts], plan: str, forms: list[str]) -> None:
    assert [a.form for a in shipped[plan].award_forms] == forms


def test_dossiers_have_their_papers_and_their_sets(shipped: dict[str, Facts]) -> None:
    binh_thuan = [d.item for d in shipped["binh-thuan"].dossier]
    assert binh_thuan[0] == "Tờ trình đề nghị khen thưởng"
    assert "01 bộ gốc" in binh_thuan
    assert len(binh_thuan) == 4
    assert next(d.item for d in shipped["bac-giang"].dossier) == "01 bộ"
    assert shipped["cao-bang"].dossier == ()


def test_a_dossier_in_one_sentence_is_read() -> None:
    found = facts("- Hồ sơ gồm: tờ trình; biên bản họp; báo cáo thành tích.").dossier
    assert [d.item for d in found] == ["tờ trình", "biên bản họp", "báo cáo thành tích"]


def test_the_papers_below_a_heading_that_says_only_dossier() -> None:
    text = "a) Đơn đề nghị có chữ ký của chủ hộ.\n\nb) Giấy xác nhận của thôn.\n\nc) Hình ảnh ngôi nhà (nếu có)."
    found = facts(text, heading="1. Hồ sơ đề nghị hỗ trợ (01 bộ)").dossier
    assert [d.item for d in found] == [
        "01 bộ",
        "Đơn đề nghị có chữ ký của chủ hộ",
        "Giấy xác nhận của thôn",
        "Hình ảnh ngôi nhà (nếu có)",
    ]


@pytest.mark.parametrize("heading", ["1. Hồ sơ, thời hạn gửi", "1. Hồ sơ và thủ tục", "1. Hồ sơ"])
def test_work_below_a_heading_about_dossiers_is_no_paper(heading: str) -> None:
    assert facts("a) Gửi về Phòng Nội vụ.\n\nb) Nộp trực tuyến.\n\nc) Giấy in một mặt.", heading=heading).dossier == ()


def test_the_sets_before_the_papers_are_no_part_of_the_first() -> None:
    found = facts("- Hồ sơ gồm 03 bộ: đơn đề nghị; bản sao sổ hộ khẩu.").dossier
    assert [d.item for d in found] == ["03 bộ", "đơn đề nghị", "bản sao sổ hộ khẩu"]


@pytest.mark.parametrize(
    ("text", "kind", "number", "day", "issuer"),
    [
        (
            "Quyết định số 666/QĐ-TTg ngày 02/6/2022 của Thủ tướng Chính phủ ban hành Kế hoạch",
            "Quyết định",
            "666/QĐ-TTg",
            date(2022, 6, 2),
            "Thủ tướng Chính phủ",
        ),
        (
            "Kế hoạch số 92-KH/TU ngày 08/11/2021 của Tỉnh ủy Cao Bằng thực hiện",
            "Kế hoạch",
            "92-KH/TU",
            date(2021, 11, 8),
            "Tỉnh ủy Cao Bằng",
        ),
        (
            "Chỉ thị số 19-CT / TU ngày 31/12/2009 của Thành uỷ Hà Nội về",
            "Chỉ thị",
            "19-CT/TU",
            date(2009, 12, 31),
            "Thành uỷ Hà Nội",
        ),
        (
            "Nghị quyết số 494/NQ-UBTVQH13 ngày 18 tháng 5 năm 2012 của Ủy ban thường vụ Quốc hội về",
            "Nghị quyết",
            "494/NQ-UBTVQH13",
            date(2012, 5, 18),
            "Ủy ban thường vụ Quốc hội",
        ),
        (
            "Công văn số 2919/BTĐKT-P.III ngày 20/9/2023 của Ban Thi đua - Khen thưởng Trung ương về sơ kết",
            "Công văn",
            "2919/BTĐKT-P.III",
            date(2023, 9, 20),
            "Ban Thi đua - Khen thưởng Trung ương",
        ),
        (
            "Công văn số 7093/BKH-HTX ngày 26/9/2006 của Bộ Kế hoạch và Đầu tư về việc",
            "Công văn",
            "7093/BKH-HTX",
            date(2006, 9, 26),
            "Bộ Kế hoạch và Đầu tư",
        ),
        ("Luật Thi đua, Khen thưởng ngày 15 tháng 6 năm 2022", "Luật", None, date(2022, 6, 15), None),
        ("Luật Tổ chức HĐND và UBND ngày 26/11/2003;", "Luật", None, date(2003, 11, 26), None),
        ("Luật Phòng, chống bạo lực gia đình ngày 14/11/2022;", "Luật", None, date(2022, 11, 14), None),
        (
            "Pháp lệnh số 02/2020/UBTVQH14 ngày 09/12/2020 ưu đãi người có công với cách mạng",
            "Pháp lệnh",
            "02/2020/UBTVQH14",
            date(2020, 12, 9),
            None,
        ),
        (
            "Quyết định số 45/QĐ-TTg ngày 09/01/2023 của Chính phủ đến hết năm 2024",
            "Quyết định",
            "45/QĐ-TTg",
            date(2023, 1, 9),
            "Chính phủ",
        ),
        ("Mẫu 07 phần Phụ lục kèm theo Nghị định 91/2017/NĐ-CP.", "Nghị định", "91/2017/NĐ-CP", None, None),
    ],
)
def test_named_documents_are_references(
    text: str, kind: str, number: str | None, day: date | None, issuer: str | None
) -> None:
    found = facts(f"- Theo {text}").references[-1]
    assert (found.type, found.number, found.date, found.issuer) == (kind, number, day, issuer)


def test_a_law_without_a_number_has_its_name() -> None:
    found = facts("- Căn cứ Luật Người cao tuổi ngày 23 tháng 11 năm 2009 và Quyết định số 12/QĐ-UBND.").references
    assert [r.name for r in found] == ["Luật Người cao tuổi", "Quyết định 12/QĐ-UBND"]


def test_a_document_that_is_named_twice_keeps_its_day() -> None:
    found = facts("- Theo Kế hoạch 31/KH-SNV.\n\n- Kế hoạch số 31/KH-SNV ngày 06/01/2023 của Sở Nội vụ.").references
    assert [(r.number, r.date, r.issuer) for r in found] == [("31/KH-SNV", date(2023, 1, 6), "Sở Nội vụ")]


def test_a_word_of_measure_is_no_place_in_a_document() -> None:
    assert facts("- Sửa một số điều của Nghị định số 20/2021/NĐ-CP.").references[-1].place is None


@pytest.mark.parametrize(
    "text",
    [
        "gửi báo cáo trước ngày 15/12/2023",
        "gửi hồ sơ đến ngày 30/11/2023",
        "tỷ lệ 3/4",
        "Quyết định khen thưởng trước ngày 01/12/2023",
    ],
)
def test_duties_with_a_day_name_no_document(text: str) -> None:
    assert named_documents(text) == []
