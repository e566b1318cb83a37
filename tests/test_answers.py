"""What the bot answers, and what it refuses, from the five plans."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Intent, NoticeKind, Question, Status
from knowledge.library import load_library
from knowledge.text import fold, one_line

IN_TIME = date(2024, 6, 3)
OVER = date(2026, 11, 21)


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_library())


def ask(
    answerer: Answerer, text: str, plan: str | None = None, today: date = IN_TIME, topic: dict[str, str] | None = None
) -> Answer:
    return answerer.answer(Question(text, today, plan, topic or {}))


def quoted(answer: Answer) -> str:
    return " ".join(one_line(c.quote) for c in answer.citations)


def figures(text: str) -> set[str]:
    found = re.findall(r"\d+(?:[.,]\d+)*", re.sub(r"(?m)^\d+\. ", "", text))
    return {part.lstrip("0") or "0" for raw in found for part in [raw, *re.split(r"[.,]", raw)]}


# Questions of our own over all plans, in several ways of writing; none is from a measuring set.
QUESTIONS = [
    ("Nộp hồ sơ xin bằng khen cho ai và trước ngày bao nhiêu?", "binh-thuan"),
    ("bao cao nam cua huyen gui so nao", "binh-thuan"),
    ("tieu chi cho thon gom may y", "binh-thuan"),
    ("Chủ tịch tỉnh khen tối đa bao nhiêu tập thể mỗi năm", "binh-thuan"),
    ("ai to chuc doan kiem tra", "trieu-son"),
    ("giam ho ngheo may phan tram 1 nam", "trieu-son"),
    ("Sở Tài chính chọn mấy tập thể để đề nghị?", "bac-giang"),
    ("de cuong bao cao co nhung phan nao", "bac-giang"),
    ("Ban khen bằng hình thức gì", "cao-bang"),
    ("Văn phòng Sở theo dõi việc gì?", "lang-son"),
    ("huyen nao thoat ngheo truoc 2025", "lang-son"),
    ("tiền xây nhà hỗ trợ bao nhiêu", "trieu-son"),
    ("so dien thoai cua phong noi vu", "trieu-son"),
    ("so sanh muc giam ho ngheo cua binh thuan voi lang son", None),
    ("mẫu báo cáo thành tích ở đâu", "bac-giang"),
]


@pytest.mark.parametrize(("text", "plan"), QUESTIONS)
@pytest.mark.parametrize("today", [IN_TIME, OVER])
def test_every_quote_is_a_slice_and_every_figure_has_a_source(
    answerer: Answerer, text: str, plan: str | None, today: date
) -> None:
    for typed in (text, fold(text)):
        answer = ask(answerer, typed, plan, today)
        for citation in answer.citations:
            assert answerer.library[citation.plan].source[citation.start : citation.end] == citation.quote
            assert len(citation.quote) <= 900
        sources = [typed, *answer.computed, *(n.text for n in answer.notices)]
        sources += chain.from_iterable((c.quote, c.section, c.document) for c in answer.citations)
        assert figures(answer.text) <= set().union(*map(figures, sources))
        assert len(answer.text) <= 1200


def test_a_deadline_is_told_first_with_its_plan_and_section(answerer: Answerer) -> None:
    answer = ask(answerer, "bao gio het han gui ho so khen thuong o binh thuan", today=OVER)
    assert answer.lead.startswith("Trước ngày 30/12")
    assert answer.citations[0].section == "III.3.c"
    assert "3994/KH-UBND" in answer.citations[0].document


def test_a_plan_that_is_over_says_so_and_counts_no_days(answerer: Answerer) -> None:
    answer = ask(answerer, "con may ngay nua phai gui bao cao nam", "binh-thuan", date(2026, 11, 1))
    assert NoticeKind.EXPIRED in [n.kind for n in answer.notices]
    assert not re.search(r"[Cc]òn \d+ ngày", answer.text)


def test_days_left_come_with_the_last_safe_day(answerer: Answerer) -> None:
    answer = ask(answerer, "con may ngay nua phai gui bao cao nam", "trieu-son", date(2024, 11, 20))
    assert answer.lead == "Còn 5 ngày đến 25/11/2024. Nên nộp chậm nhất thứ Sáu 22/11/2024."
    assert answer.computed[0] == "5"


def test_the_last_safe_day_is_a_working_day_of_vietnam(answerer: Answerer) -> None:
    answer = ask(answerer, "con may ngay nua phai gui bao cao nam", "trieu-son", date(2025, 11, 20))
    assert "thứ Hai 24/11/2025" in answer.lead


def test_a_day_that_has_passed_is_told_as_passed(answerer: Answerer) -> None:
    answer = ask(answerer, "gui bao cao nam tre may ngay roi", "trieu-son", date(2024, 11, 28))
    assert NoticeKind.DEADLINE_PASSED in [n.kind for n in answer.notices]
    assert "3 ngày" in answer.lead


def test_a_whole_list_is_numbered_and_counted(answerer: Answerer) -> None:
    answer = ask(answerer, "các tiêu chí đối với hộ gia đình", "binh-thuan")
    assert answer.lead == "Bình Thuận, đối với hộ gia đình: 2 ý."
    assert [line[:3] for line in answer.body.splitlines()] == ["1. ", "2. "]


def test_criteria_that_stand_elsewhere_are_not_borrowed(answerer: Answerer) -> None:
    answer = ask(answerer, "tiêu chí khen hộ gia đình là gì", "bac-giang")
    assert answer.status is Status.NOT_IN_PLAN
    assert "3976/KH-UBND" in answer.lead
    assert {c.plan for c in answer.citations} == {"bac-giang"}


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("tháng cao điểm từ hôm nào tới hôm nào", "cao-bang"),
        ("phải nộp hồ sơ khen thưởng trước ngày mấy", "trieu-son"),
        ("mỗi hộ được cho bao nhiêu tiền", "binh-thuan"),
        ("số điện thoại của Sở Nội vụ", "binh-thuan"),
        ("năm ngoái xã nào được bằng khen", "bac-giang"),
        ("giảm hộ nghèo bao nhiêu phần trăm", "bac-giang"),
        ("lãi suất vay vốn bao nhiêu", "trieu-son"),
        ("kế hoạch này số mấy", "trieu-son"),
        ("bằng khen thủ tướng được mấy hộ", "bac-giang"),
    ],
)
def test_what_the_plan_does_not_say_is_refused_in_words(answerer: Answerer, text: str, plan: str) -> None:
    for typed in (text, fold(text)):
        answer = ask(answerer, typed, plan)
        assert not answer.answered, answer.text
        assert re.search(r"không ghi|không có|không chép", answer.lead)


def test_a_place_without_a_plan_is_named_with_those_that_have_one(answerer: Answerer) -> None:
    answer = ask(answerer, "ninh binh nop bao cao ngay nao")
    assert answer.lead == "Bot chưa có kế hoạch của Ninh Bình."
    assert "Bình Thuận" in answer.body


def test_a_household_is_never_judged(answerer: Answerer) -> None:
    answer = ask(answerer, "nha co 1 sao ruong voi 2 con lon co phai la ho ngheo khong", "trieu-son")
    assert answer.status is Status.OUT_OF_SCOPE
    assert "không xét" in answer.lead


def test_the_place_in_the_question_decides_the_plan(answerer: Answerer) -> None:
    for text in ("hình thức khen ở Lạng Sơn", "hinh thuc khen o lang son"):
        assert ask(answerer, text, "binh-thuan").plan == "lang-son"


def test_a_new_name_of_a_place_leads_to_its_old_plan_with_a_note(answerer: Answerer) -> None:
    answer = ask(answerer, "lam dong nop ho so khen thuong truoc ngay nao", today=OVER)
    assert answer.plan == "binh-thuan"
    assert NoticeKind.RENAMED_PLACE in [n.kind for n in answer.notices]


def test_an_agencys_own_plan_says_that_it_is_not_the_provinces(answerer: Answerer) -> None:
    answer = ask(answerer, "tiêu chí thi đua cho cá nhân", "cao-bang")
    assert NoticeKind.AGENCY_ONLY in [n.kind for n in answer.notices]


def test_plans_that_differ_are_asked_about(answerer: Answerer) -> None:
    answer = ask(answerer, "tieu chi khen ho gia dinh")
    assert answer.status is Status.WHICH_PLAN
    assert {"binh-thuan", "trieu-son"} <= set(answer.plans)


def test_plans_are_set_side_by_side_and_never_merged(answerer: Answerer) -> None:
    answer = ask(answerer, "so sánh hạn gửi báo cáo năm của Triệu Sơn với Bình Thuận")
    assert {c.plan for c in answer.citations} == {"binh-thuan", "trieu-son"}
    assert "25 tháng 11" in answer.text
    assert "10 tháng 11" in answer.text


def test_a_question_goes_on_from_the_one_before(answerer: Answerer) -> None:
    first = ask(answerer, "mỗi năm chủ tịch tỉnh khen mấy tập thể", "binh-thuan")
    assert "10 tập thể" in first.text
    later = ask(answerer, "thế tổng kết năm 2025?", "binh-thuan", topic=dict(first.topic))
    assert "15 tập thể" in later.text


def test_the_askers_own_rate_is_compared_without_a_verdict(answerer: Answerer) -> None:
    answer = ask(answerer, "xã tôi giảm 0,5% một năm thì đã đạt chưa", "trieu-son")
    assert answer.lead == "0,5% thấp hơn mức từ 0,75%/năm trở lên trong kế hoạch."
    assert "không" not in answer.lead
    assert "mới kết luận" in answer.body


def test_a_sum_is_told_only_for_one_receiver(answerer: Answerer) -> None:
    one = ask(answerer, "tổng cộng mỗi huyện được đề nghị bao nhiêu", "bac-giang")
    assert one.lead.startswith("Cộng lại là 6:")
    special = ask(answerer, "riêng Sơn Động tổng cộng được bao nhiêu", "bac-giang")
    assert special.lead.startswith("Cộng lại là 8:")


def test_the_document_itself_can_be_asked_about(answerer: Answerer) -> None:
    answer = ask(answerer, "kế hoạch do ai ký, ký ngày nào", "cao-bang")
    assert "Hà Văn Vui" in answer.text
    assert "30 tháng 9 năm 2022" in answer.text


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("xin chào bot", Intent.GREETING),
        ("cam on nhieu nhe", Intent.THANKS),
        ("bot biet lam gi", Intent.HELP),
        ("nha toi muon dang ky thoat ngheo", Intent.REGISTER),
        ("xin thoat ngheo phai nop giay gi o dau", Intent.REGISTER_HELP),
        ("xoa thong tin cua toi", Intent.MY_DATA),
        ("nhac toi ngay 15/12 nop bao cao", Intent.ALERTS),
        ("tiêu chí có nói chuyện đăng ký thoát nghèo không", Intent.QUESTION),
    ],
)
def test_what_a_person_wants_is_understood(answerer: Answerer, text: str, intent: Intent) -> None:
    assert ask(answerer, text, "binh-thuan").intent is intent


def test_somebody_who_is_forced_hears_that_it_is_voluntary(answerer: Answerer) -> None:
    answer = ask(answerer, "truong thon ep nha toi phai dang ky thoat ngheo")
    assert "tự nguyện" in answer.lead
    assert answer.intent is not Intent.REGISTER


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300), st.sampled_from([None, "binh-thuan", "cao-bang", "khong-co"]))
def test_any_text_gets_an_answer(text: str, plan: str | None) -> None:
    answer = _SHARED.answer(Question(text, OVER, plan))
    assert answer.lead
    assert len(answer.text) <= 1200


_SHARED = Answerer(load_library())


COMMUNE = """ỦY BAN NHÂN DÂN XÃ SƠN LÂM
Số: 5/KH-UBND        Sơn Lâm, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Giảm nghèo bền vững giai đoạn 2026 - 2030

I. MỤC TIÊU
1. Đến ngày 05/01/2026 toàn xã đã xóa 12 nhà tạm, đạt 30%.
2. Đến 31/8/2026: xóa xong toàn bộ nhà tạm của hộ nghèo.
II. ĐĂNG KÝ
- Hộ nghèo tự nguyện viết đơn đăng ký thoát nghèo, nộp cho trưởng thôn chậm nhất ngày 20/02/2026.
III. KHEN THƯỞNG
1. Chủ tịch UBND xã tặng Giấy khen cho không quá 10 hộ gia đình mỗi năm.
2. Mức thưởng: mỗi hộ gia đình 500.000 đồng.
IV. KINH PHÍ
Nguồn              Năm 2026 (triệu đồng)     Năm 2027 (triệu đồng)
Ngân sách tỉnh     680                       700
Huy động           350                       400
"""


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "son-lam.txt").write_text(COMMUNE, encoding="utf-8")
    return Answerer(load_library(folder))


def test_a_row_of_a_table_is_told_and_quoted_with_the_names_of_its_columns(commune: Answerer) -> None:
    answer = ask(commune, "ngan sach tinh nam 2027 bao nhieu tien", "son-lam")
    assert "Năm 2027 (triệu đồng) 700" in answer.lead
    assert "Năm 2026 (triệu đồng)" in answer.citations[0].quote


def test_a_year_without_a_column_is_not_answered_with_another_years_figure(commune: Answerer) -> None:
    assert ask(commune, "ngân sách tỉnh năm 2029 là bao nhiêu tiền", "son-lam").status is Status.NOT_IN_PLAN


def test_two_questions_in_one_are_both_answered(commune: Answerer) -> None:
    answer = ask(commune, "Xã tặng Giấy khen mỗi năm mấy hộ, thưởng bao nhiêu tiền một hộ?", "son-lam")
    assert "10 hộ" in answer.lead
    assert "500.000 đồng" in answer.body
    assert {c.section for c in answer.citations} >= {"III.1", "III.2"}


def test_a_plan_that_says_where_to_register_is_quoted(commune: Answerer) -> None:
    answer = ask(commune, "nha em muon thoat ngheo thi viet don nop cho ai", "son-lam")
    assert "trưởng thôn" in quoted(answer)
    other = ask(commune, "muốn thoát nghèo thì viết đơn nộp cho ai", "binh-thuan")
    assert other.intent is Intent.REGISTER_HELP


def test_days_are_counted_to_what_is_due_not_to_how_things_stood(commune: Answerer) -> None:
    answer = ask(commune, "còn mấy ngày nữa phải xóa xong nhà tạm", "son-lam", today=date(2026, 8, 21))
    assert answer.lead.startswith("Còn 10 ngày")


@pytest.mark.parametrize("text", ["asdf qwer zxcv", "???", "123456"])
def test_what_holds_no_word_of_any_plan_is_not_understood(answerer: Answerer, text: str) -> None:
    answer = ask(answerer, text, "binh-thuan")
    assert answer.status is Status.OUT_OF_SCOPE
    assert answer.lead.startswith("Bot chưa hiểu câu này")


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2024, 6, 3), "Còn 210 ngày đến 30/12/2024."),
        (date(2024, 1, 8), "Đã qua hạn kế hoạch ghi 9 ngày (hạn trước ngày 30/12/2023)."),
    ],
)
def test_somebody_may_be_late_for_a_day_that_was_lately_not_for_one_of_last_year(
    answerer: Answerer, day: date, begins: str
) -> None:
    assert ask(answerer, "nộp hồ sơ khen thưởng bây giờ có trễ không", "binh-thuan", day).lead.startswith(begins)
