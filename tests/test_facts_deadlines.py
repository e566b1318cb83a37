"""Which times are deadlines, on real sentences of several plans and on near misses."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.facts import Deadline, DeadlineType, Facts, read_facts
from knowledge.library import Library, load_library
from knowledge.plans.reading import read_plan

PLAN = """Số: 15/KH-UBND

Hà Giang, ngày 10 tháng 02 năm 2023

KẾ HOẠCH

Triển khai công tác giảm nghèo {period}

Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. TỔ CHỨC THỰC HIỆN

{heading}

{text}
"""


def deadlines(text: str, heading: str = "1. Các sở, ban, ngành", period: str = "năm 2023") -> list[Deadline]:
    plan = read_plan("thu", PLAN.format(period=period, heading=heading, text=text))
    return list(read_facts(plan).deadlines)


def dated(text: str, period: str = "năm 2023") -> list[Deadline]:
    return [d for d in deadlines(text, period=period) if d.dated]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def facts(library: Library) -> dict[str, Facts]:
    return {plan.id: read_facts(plan) for plan in library}


@pytest.mark.parametrize(
    ("plan", "section", "type_", "day", "who", "to_whom"),
    [
        (
            "bac-giang",
            "IV.3.a",
            DeadlineType.ONE_OFF,
            date(2023, 11, 30),
            "Các cơ quan, địa phương",
            "Sở Lao động - Thương binh và Xã hội",
        ),
        (
            "bac-giang",
            "IV.3.a",
            DeadlineType.ONE_OFF,
            date(2023, 12, 5),
            "Sở Lao động - Thương binh và Xã hội",
            "Sở Nội vụ",
        ),
        (
            "bac-giang",
            "V.2",
            DeadlineType.ONE_OFF,
            date(2023, 12, 15),
            "Sở Nội vụ",
            "Ban Thi đua - Khen thưởng Trung ương và Chủ tịch UBND tỉnh",
        ),
        (
            "trieu-son",
            "IV.1",
            DeadlineType.ONE_OFF,
            date(2022, 8, 15),
            "Các phòng, ban, ngành, Ủy ban Mặt trận Tổ quốc huyện",
            None,
        ),
    ],
)
def test_days_of_the_shipped_plans(
    *,
    facts: dict[str, Facts],
    plan: str,
    section: str,
    type_: DeadlineType,
    day: date,
    who: str,
    to_whom: str | None,
) -> None:
    found = next(d for d in facts[plan].deadlines if d.date == day and d.section == section)
    assert found.type is type_
    assert found.before
    assert found.who is not None
    assert found.who.startswith(who)
    assert found.to_whom == to_whom


@pytest.mark.parametrize(
    ("plan", "rule"),
    [
        ("binh-thuan", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=10;UNTIL=20251231"),
        ("binh-thuan", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;UNTIL=20251231"),
        ("trieu-son", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=25;UNTIL=20251231"),
        ("trieu-son", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=17;UNTIL=20251231"),
    ],
)
def test_yearly_days_of_the_shipped_plans_end_with_their_period(facts: dict[str, Facts], plan: str, rule: str) -> None:
    assert rule in {d.rule for d in facts[plan].deadlines}


def test_the_window_of_the_month_for_the_poor_comes_back_every_year(facts: dict[str, Facts]) -> None:
    window = next(d for d in facts["trieu-son"].deadlines if d.type is DeadlineType.WINDOW)
    assert (window.from_, window.to) == ("10-17", "11-18")


@pytest.mark.parametrize(
    ("plan", "years"),
    [("binh-thuan", {2022, 2023, 2025}), ("cao-bang", {2022, 2023, 2025}), ("lang-son", {2023, 2025})],
)
def test_years_stay_years_and_no_day_is_made_up(facts: dict[str, Facts], plan: str, years: set[int]) -> None:
    named = [d for d in facts[plan].deadlines if d.type in (DeadlineType.YEAR, DeadlineType.QUARTER)]
    assert {d.year for d in named} == years
    assert all(d.date is None and d.rule is None for d in named)


def test_no_day_of_any_shipped_plan_lies_on_the_last_of_december(facts: dict[str, Facts]) -> None:
    assert all(d.date is None or (d.date.month, d.date.day) != (12, 31) for f in facts.values() for d in f.deadlines)


def test_every_quote_is_a_slice_of_its_plan(library: Library, facts: dict[str, Facts]) -> None:
    for plan in library:
        read = facts[plan.id]
        every = (
            *read.deadlines,
            *read.quotas,
            *read.targets,
            *read.criteria,
            *read.award_forms,
            *read.dossier,
            *read.references,
        )
        assert every
        for fact in every:
            assert fact.plan == plan.id
            assert plan.source[fact.start : fact.end] == fact.quote
            assert fact.quote.strip() == fact.quote != ""
        for point in (point for criterion in read.criteria for point in criterion.points):
            assert plan.source[point.start : point.end] == point.quote


def test_facts_are_the_same_twice(library: Library) -> None:
    assert [read_facts(plan) for plan in library] == [read_facts(plan) for plan in library]


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("- Gửi báo cáo về Sở Nội vụ trước ngày 15/12/2023.", DeadlineType.ONE_OFF, date(2023, 12, 15)),
        ("- Gửi hồ sơ về Sở Nội vụ, xong trước ngày 30/11/2023.", DeadlineType.ONE_OFF, date(2023, 11, 30)),
        ("- Nộp phiếu đăng ký chậm nhất ngày 10/3/2023.", DeadlineType.ONE_OFF, date(2023, 3, 10)),
        ("- Gửi báo cáo trước 17 giờ 00 ngày 20/11/2023.", DeadlineType.ONE_OFF, date(2023, 11, 20)),
        ("- Hạn cuối nhận hồ sơ: 30/11/2023.", DeadlineType.ONE_OFF, date(2023, 11, 30)),
        ("- Tổ chức lễ phát động vào ngày 17/10/2023.", DeadlineType.ONE_OFF, date(2023, 10, 17)),
        ("- Báo cáo kết quả trước ngày 25-10.", DeadlineType.ONE_OFF, date(2023, 10, 25)),
        (
            "- Tổ chức kỷ niệm 76 năm Ngày Thương binh - Liệt sĩ (27/7/1947 - 27/7/2023).",
            DeadlineType.ONE_OFF,
            date(2023, 7, 27),
        ),
        (
            "- Căn cứ Công văn số 12/SNV-TĐ ngày 05/3/2023, gửi báo cáo trước ngày 05/4/2023.",
            DeadlineType.ONE_OFF,
            date(2023, 4, 5),
        ),
        (
            "- Báo cáo kết quả về UBND huyện trước ngày 20 hàng tháng.",
            DeadlineType.MONTHLY,
            "FREQ=MONTHLY;BYMONTHDAY=20;UNTIL=20231231",
        ),
        (
            "- Báo cáo Sở Nội vụ trước ngày 15 của tháng cuối quý.",
            DeadlineType.QUARTERLY,
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15;UNTIL=20231231",
        ),
        (
            "- Hằng năm, trước ngày 30 tháng 11, đăng ký thi đua.",
            DeadlineType.ANNUAL,
            "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30;UNTIL=20231231",
        ),
        ("- Hằng năm kiểm tra, đánh giá kết quả thực hiện.", DeadlineType.ANNUAL, "FREQ=YEARLY;UNTIL=20231231"),
        ("- Hoàn thành trong tháng 6 năm 2023.", DeadlineType.MONTH, None),
        ("- Trong quý I năm 2023, xây dựng kế hoạch chi tiết.", DeadlineType.QUARTER, None),
        ("- Đến hết năm 2023 hoàn thành xóa nhà tạm cho hộ nghèo.", DeadlineType.YEAR, None),
        ("- Sơ kết phong trào vào năm 2023.", DeadlineType.YEAR, None),
        ("- Trình UBND tỉnh trong thời hạn 15 ngày kể từ ngày nhận đủ hồ sơ.", DeadlineType.UNDATED, None),
        ("- Định kỳ báo cáo kết quả về Sở Nội vụ.", DeadlineType.UNDATED, None),
    ],
)
def test_duties_are_read_with_their_time(text: str, type_: DeadlineType, value: date | str | None) -> None:
    found = next(d for d in deadlines(text) if d.type is type_)
    assert (found.date or found.rule) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Work that comes to an end is due although a rate stands behind its day.
        ("- Đến ngày 31/5/2023: nghiệm thu 90% số công trình nước sạch;", ["2023-05-31"]),
        ("- Đến ngày 31/5/2023, hoàn thành 100% số nhà.", ["2023-05-31"]),
        # The day of a month's report.
        (
            "- Gửi báo cáo tháng trước ngày 18, báo cáo quý trước ngày 12 tháng cuối quý, báo cáo năm trước 08/12.",
            [
                "FREQ=MONTHLY;BYMONTHDAY=18;UNTIL=20231231",
                "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=12;UNTIL=20231231",
                "2023-12-08",
            ],
        ),
        ("- Định kỳ hằng tháng báo cáo kết quả, chậm nhất vào ngày 22.", ["FREQ=MONTHLY;BYMONTHDAY=22;UNTIL=20231231"]),
        ("- Nộp báo cáo trước ngày 22 tháng báo cáo.", ["FREQ=MONTHLY;BYMONTHDAY=22;UNTIL=20231231"]),
        ("- Báo cáo 6 tháng trước ngày 15/6.", ["2023-06-15"]),
        # "phát sinh" tells of no birth.
        ("- Hoàn thành sửa chữa số nhà hư hỏng phát sinh sau bão trước ngày 20/10/2023.", ["2023-10-20"]),
        # A long subject between the recurrence and its work.
        (
            "- Hằng năm, các sở, ban, ngành, đoàn thể cấp tỉnh và Ủy ban nhân dân các huyện báo cáo kết quả.",
            ["FREQ=YEARLY;UNTIL=20231231"],
        ),
        ("- Năm 2023, hoàn thành việc cấp lại thẻ cho người có công.", ["2023"]),
        ("- Giải quyết dứt điểm hồ sơ còn tồn đọng trong năm 2023.", ["2023"]),
        ("- Phiên họp sau dự kiến tổ chức vào tuần đầu tháng 5/2023.", ["5/2023"]),
    ],
)
def test_the_times_of_a_sentence(text: str, found: list[str]) -> None:
    def value(deadline: Deadline) -> str:
        day = deadline.date.isoformat() if deadline.date else deadline.rule
        month = f"{deadline.month}/" if deadline.month else ""
        return day or f"{month}{deadline.year}"

    assert [value(d) for d in deadlines(text, heading="1. Yêu cầu")] == found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("- Đơn khiếu nại được xem xét trong 08 ngày làm việc kể từ ngày nhận.", 8),
        ("- UBND xã thẩm định trong vòng 05 ngày.", 5),
        ("- Tổ chức lớp học trong hai ngày 14 - 15/9/2023.", None),
    ],
)
def test_terms_have_their_days(text: str, days: int | None) -> None:
    assert [d.within for d in deadlines(text)] == [days]


@pytest.mark.parametrize(
    "text",
    [
        "- Đến năm 2023, 100% người cao tuổi được lập sổ theo dõi sức khỏe.",
        "- Thực hiện Quyết định số 666/QĐ-TTg ngày 02/6/2022 của Thủ tướng Chính phủ.",
        "- Triển khai Công văn số 2906/LĐTBXH-KHTC ngày 13/7/2023 của Bộ.",
        "- Quy định tại Nghị định số 131/2021/NĐ-CP ngày 30 tháng 12 năm 2023 của Chính phủ.",
        "- Thực hiện Luật Thi đua, Khen thưởng ngày 15 tháng 6 năm 2023.",
        "- Kế hoạch này có hiệu lực thi hành kể từ ngày 01/3/2023.",
        "- Người hoạt động cách mạng trước ngày 01/01/1945 được tặng quà.",
        "- Người sinh trước ngày 01/7/2023 đang hưởng trợ cấp hằng tháng.",
        "- Người nghỉ hưu trước ngày 01/9/2023 được hưởng mức trợ cấp cũ.",
        "- Đối tượng: hộ nghèo có trong danh sách đến ngày 31/12/2023.",
        "- Số liệu chốt đến hết ngày 15/11/2023.",
        "- Nhân kỷ niệm 76 năm Ngày Thương binh - Liệt sĩ (27/7/1947 - 27/7/2023), thăm hỏi các gia đình.",
        "- Ngân sách đảm bảo kinh phí năm 2023 và các năm tiếp theo.",
        "- Đến năm 2025 tỷ lệ hộ nghèo còn dưới 3%.",
        "- Số lượng khen thưởng tổng kết vào năm 2023: Không quá 15 tập thể.",
        "- Năm 2023, tình hình tiếp tục có diễn biến phức tạp.",
        "- Đạt 3/4 chỉ tiêu đề ra.",
    ],
)
def test_dates_that_bind_nobody_are_no_deadlines(text: str) -> None:
    assert dated(text) == []


def test_a_day_before_the_plan_was_issued_is_no_deadline() -> None:
    assert dated("- Các đơn vị đã gửi báo cáo trước ngày 05/01/2023.") == []


def test_a_day_without_a_year_takes_that_of_a_plan_for_one_year_and_comes_back_in_a_longer_one() -> None:
    text = "- Gửi hồ sơ về Sở Nội vụ trước ngày 30/12."
    assert dated(text)[0].date == date(2023, 12, 30)
    assert dated(text, period="giai đoạn 2023 - 2025")[0].rule == "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;UNTIL=20251231"


def test_a_heading_that_is_a_year_dates_the_duties_below_it() -> None:
    found = deadlines("- Xây dựng kế hoạch chi tiết.\n\n- Tổ chức phát động.", heading="1. Năm 2023:")
    assert [(d.type, d.year) for d in found] == [(DeadlineType.YEAR, 2023), (DeadlineType.YEAR, 2023)]


def test_the_actor_is_the_label_the_subject_or_the_heading() -> None:
    assert deadlines("- Sở Nội vụ: Gửi báo cáo trước ngày 15/12/2023.")[0].who == "Sở Nội vụ"
    assert deadlines("- Giao Sở Tài chính trình UBND tỉnh trước ngày 15/12/2023.")[0].who == "Sở Tài chính"
    assert deadlines("- Gửi báo cáo trước ngày 15/12/2023.")[0].who == "Các sở, ban, ngành"
    assert deadlines("- Gửi báo cáo trước ngày 15/12/2023.", heading="1. Yêu cầu chung")[0].who is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # A name without a verb behind the label tells who the label is.
        ("- Văn phòng UBND huyện: đơn vị đầu mối; gửi báo cáo trước ngày 15/12/2023.", "Văn phòng UBND huyện"),
        # The name ends before its first verb, also before one of a row.
        ("- UBND phường xác nhận, công khai 05 ngày, nộp hồ sơ trước ngày 20/9/2023.", "UBND phường"),
        ("- Phòng Giáo dục và Đào tạo thẩm tra, gửi trước ngày 20/9/2023.", "Phòng Giáo dục và Đào tạo"),
        ("- Hộ cận nghèo tự nguyện viết đơn, nộp trước ngày 20/2/2023.", "Hộ cận nghèo"),
        ("- Sở Xây dựng gửi báo cáo trước ngày 15/12/2023.", "Sở Xây dựng"),
        ("- Báo cáo chuyên đề: gửi trước ngày 15/12/2023.", "Các sở, ban, ngành"),
        ("- Mỗi xã cử 02 người dự tập huấn trước ngày 20/8/2023.", "Mỗi xã"),
    ],
)
def test_the_name_of_the_actor_ends_before_its_work(text: str, who: str) -> None:
    assert deadlines(text)[0].who == who


def test_a_unit_in_lower_case_acts_before_its_verb() -> None:
    found = deadlines("- Người dân nộp đơn tại bộ phận một cửa; huyện trả lời, giải quyết trong vòng 12 ngày.")
    assert [(d.who, d.within) for d in found if d.within] == [("huyện", 12)]


def test_the_actor_of_a_heading_that_gives_out_work() -> None:
    found = deadlines("a) Gửi thiết kế mẫu trước ngày 15/3/2023.", heading="1. Giao Sở Xây dựng (cơ quan đầu mối):")
    assert found[0].who == "Sở Xây dựng (cơ quan đầu mối)"


@pytest.mark.parametrize("heading", ["1. Kiểm tra định kỳ", "1. Khen thưởng hằng năm"])
def test_a_title_that_names_a_recurrence_is_no_duty(heading: str) -> None:
    assert deadlines("- Lập danh sách hộ nghèo.", heading=heading) == []


def test_a_label_before_a_day_is_the_work() -> None:
    assert deadlines("- Khen chuyên đề: chậm nhất ngày 10/10/2023.")[0].what == "Khen chuyên đề"


def test_the_head_of_a_village_is_an_addressee() -> None:
    assert deadlines("- Hộ nghèo nộp đơn cho trưởng bản trước ngày 20/2/2023.")[0].to_whom == "trưởng bản"


def test_what_and_to_whom_are_words_of_the_plan() -> None:
    found = deadlines("- Gửi danh sách hộ nghèo về UBND huyện (qua phòng Nội vụ) trước ngày 15/12/2023.")[0]
    assert (found.what, found.to_whom) == ("Gửi danh sách hộ nghèo", "UBND huyện (qua phòng Nội vụ)")
    assert found.moment == "trước ngày 15/12/2023"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab 0123456789/-.,;:()%ngàythángnămquýđếntừtrướcSởNộivụ*\n", max_size=400))
def test_any_text_has_facts_that_are_slices_of_it(text: str) -> None:
    plan = read_plan("thu", text)
    read = read_facts(plan)
    for fact in (*read.deadlines, *read.quotas, *read.targets, *read.criteria, *read.dossier, *read.references):
        assert plan.source[fact.start : fact.end] == fact.quote


def test_a_long_plan_is_read_to_its_end() -> None:
    text = (
        "- Gửi báo cáo về Sở Nội vụ trước ngày 15/12/2023; đạt 60% trở lên; tặng Giấy khen cho 02 cá nhân.\n\n" * 1500
    )
    assert len(deadlines(text)) == 1500
