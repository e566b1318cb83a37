"""The first line of an answer: whole clauses that hold what is asked, short enough to be read at a glance."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.first_line import FIRST_LINE, calm, first_line, small, whole_items
from knowledge.answers.model import Question, Status
from knowledge.library import load_library
from knowledge.text import fold, one_line

LONG = (
    "Cơ quan tiếp nhận, tổng hợp hồ sơ của các đơn vị trong toàn tỉnh; mỗi đơn vị gửi 02 bộ hồ sơ về Sở Nội vụ "
    "trước ngày 15/9; quá thời hạn này cơ quan tiếp nhận không xem xét hồ sơ."
)
DANGLING = re.compile(r"(?:^|\s)(?:của|và|với|tại|các|những|theo|về|cho|từ|đến|do|là|được|trong|hoặc)\s?…?$")


def about(*words: str) -> Callable[[str], float]:
    return lambda piece: sum(10.0 for word in words if word in fold(piece))


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_library())


def lead(answerer: Answerer, question: str, plan: str) -> str:
    return answerer.answer(Question(question, date(2024, 6, 3), plan, {})).lead


def test_a_line_is_the_whole_clause_that_says_it() -> None:
    assert first_line(LONG, 90, about("15/9")) == "Mỗi đơn vị gửi 02 bộ hồ sơ về Sở Nội vụ trước ngày 15/9."


def test_a_short_text_is_a_whole_line_with_one_full_stop() -> None:
    assert first_line("Xong trước ngày 15/9;", 90, about()) == "Xong trước ngày 15/9."
    assert first_line("Tổ chức thực hiện./.", 90, about()) == "Tổ chức thực hiện."


def test_brackets_and_marks_are_never_cut_in_two() -> None:
    text = (
        "Không quá 10 tập thể và 10 cá nhân (kể cả hộ gia đình, doanh nghiệp, hợp tác xã trên địa bàn) được "
        "tặng thưởng trong năm tổng kết phong trào này"
    )
    for limit in range(30, 100):
        line = first_line(text, limit, about("10 tap the"))
        assert len(line) <= limit
        assert line.count("(") == line.count(")"), line


def test_it_does_not_begin_inside_an_enumeration() -> None:
    text = (
        "Căn cứ tình hình của địa phương và nhiệm vụ được giao trong năm, các huyện, thị xã, thành phố họp hội đồng để "
        "xét chọn và lập danh sách"
    )
    assert not first_line(text, 70, about("thanh pho", "hop")).startswith("Thành phố")


def test_who_acts_is_named_before_what_they_do_further_on() -> None:
    text = (
        "Sở Nội vụ chủ trì, phối hợp với các cơ quan trong toàn tỉnh cùng các đơn vị có liên quan; thẩm định hồ sơ của "
        "các đơn vị, trình khen thưởng"
    )
    assert first_line(text, 60, about("tham dinh"), who=True) == "Sở Nội vụ … thẩm định hồ sơ của các đơn vị …"


def test_a_title_in_capitals_is_read_aloud() -> None:
    assert calm("PHÓ CHỦ TỊCH") == "Phó Chủ tịch"
    assert calm("Sở Nội vụ") == "Sở Nội vụ"


def test_a_line_after_a_heading_begins_small_unless_it_is_a_name() -> None:
    source = "hồ sơ gửi Sở Nội vụ để tặng Bằng khen"
    assert small("Không quá 10 tập thể", source) == "không quá 10 tập thể"
    assert small("Sở Nội vụ chủ trì", source) == "Sở Nội vụ chủ trì"


def test_an_item_of_a_list_is_cut_where_a_clause_ends() -> None:
    text = "Báo cáo thành tích của tập thể, cá nhân có xác nhận của cấp ủy, chính quyền địa phương"
    assert whole_items(text, 70) == "Báo cáo thành tích của tập thể, cá nhân có xác nhận của cấp ủy …"


@pytest.mark.parametrize(
    ("question", "plan", "expected"),
    [
        ("ai ky ke hoach", "binh-thuan", "Phó Chủ tịch Nguyễn Minh ký thay Chủ tịch."),
        ("ai ký kế hoạch này", "bac-giang", "Chủ tịch Lê Ánh Dương ký."),
        ("so hieu van ban nay la bao nhieu", "binh-thuan", "Số: 3994/KH-UBND."),
        ("tieu chi ho gia dinh", "binh-thuan", "Bình Thuận, đối với hộ gia đình: 2 ý."),
        ("han gui ho so khen", "binh-thuan", "Trước ngày 30/12: hồ sơ đề nghị khen thưởng hàng năm"),
        ("đề cương báo cáo có mấy phần", "bac-giang", "Bắc Giang, đề cương báo cáo"),
    ],
)
def test_the_first_line_of_an_answer(answerer: Answerer, question: str, plan: str, expected: str) -> None:
    assert lead(answerer, question, plan).startswith(expected)


def test_whose_figure_it_is_follows_where_the_line_has_no_room_for_it(answerer: Answerer) -> None:
    answer = answerer.answer(Question("chu tich tinh khen toi da may tap the moi nam", date(2024, 6, 3), "binh-thuan"))
    assert answer.lead == "Số lượng khen thưởng hàng năm: Không quá 10 tập thể và 10 cá nhân (Kể cả hộ gia đình)."
    assert answer.body.startswith("Về: Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh.")


def test_first_lines_are_short_whole_and_calm(answerer: Answerer) -> None:
    asked = ("{} làm gì", "{} trước ngày nào", "{} bao nhiêu", "{} thế nào")
    for plan in answerer.library:
        for i, passage in enumerate(p for p in plan.passages if len(p.text) > 60):
            about_it = " ".join(re.findall(r"[^\W\d_]+", one_line(passage.text))[3:8])
            answer = answerer.answer(Question(asked[i % 4].format(about_it), date(2024, 6, 3), plan.id))
            if answer.status is not Status.ANSWERED:
                continue
            line = answer.lead
            assert len(line) <= FIRST_LINE + 5, line
            assert "\n" not in line
            assert not DANGLING.search(line), line
            assert line[:1].isupper() or line[:1].isdigit() or line[:1] in '“"', line
            assert line.count("(") == line.count(")"), line
            assert not line.isupper(), line
            assert "…." not in line
            assert ".." not in line
