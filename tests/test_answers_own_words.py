"""Questions in people's own words: "mấy" that counts nothing, a guess after the question, whom to turn to."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.asides import without_guess
from knowledge.answers.model import Answer, Question, Status
from knowledge.answers.understanding import Understanding, understand
from knowledge.language.wording import Vocabulary, question_words
from knowledge.library import load_library

PLAN = """UBND TỈNH HÀ GIANG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 52/KH-UBND | Hà Giang, ngày 15 tháng 3 năm 2026

KẾ HOẠCH
Phong trào thi đua giúp hộ nghèo có sinh kế giai đoạn 2026 - 2030

Căn cứ Quyết định số 90/QĐ-TTg ngày 18/01/2026 của Thủ tướng Chính phủ phê duyệt Chương trình giảm nghèo,
Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:

I. MỤC ĐÍCH

- Duy trì mức giảm tỷ lệ hộ nghèo 1,2 - 1,4 %/năm trên toàn tỉnh.

II. TIÊU CHÍ KHEN THƯỞNG

1. Đối với cấp huyện: giảm tỷ lệ hộ nghèo từ 5%/năm trở lên, trong 2 năm liên tục trước khi trình khen thưởng.

2. Đối với doanh nghiệp: nhận tiêu thụ nông sản cho hộ nghèo.

III. HÌNH THỨC KHEN THƯỞNG

1. Giấy khen: Thủ trưởng các đơn vị quyết định số lượng khen thưởng tại hội nghị sơ kết.

2. Bằng khen của Ủy ban nhân dân tỉnh được tặng vào năm 2030.

IV. TỔ CHỨC THỰC HIỆN

1. Sở Xây dựng hướng dẫn các huyện lập hồ sơ làm nhà; tổng hợp khó khăn của các huyện vào báo cáo năm.

2. Khi có vướng mắc, các đơn vị phản ánh về Sở Nội vụ để tổng hợp, báo cáo Ủy ban nhân dân tỉnh theo quy định.

3. Các huyện gửi báo cáo về Sở Xây dựng trước ngày 20/11.

4. Việc sơ kết được lồng ghép với hội nghị khác; phong trào tránh hình thức, lãng phí.

5. Các tổ chức chính trị - xã hội vận động hội viên nhận đỡ đầu hộ nghèo.

6. Hồ sơ vay nộp về tổ tiết kiệm của thôn, có đủ giấy đề nghị vay và phương án sản xuất của hộ vay vốn;
hồ sơ sơ sài hoặc nộp muộn thì không được xét.

7. Hộ đăng ký trên tinh thần tự nguyện.

Nơi nhận: - Như trên; - Lưu: VT. | CHỦ TỊCH Hoàng Văn Sín
"""


def asked(text: str) -> Understanding:
    return understand(text, question_words(text, Vocabulary(frozenset(), frozenset())), date(2026, 6, 3))


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "sinh-ke.txt").write_text(PLAN, encoding="utf-8")
    return Answerer(load_library(folder))


def ask(answerer: Answerer, text: str) -> Answer:
    return answerer.answer(Question(text, plan="sinh-ke", today=date(2026, 6, 3)))


@pytest.mark.parametrize(
    "text",
    [
        "mấy ông giám đốc, chủ xưởng thì được khuyến khích làm gì",
        "mấy tổ vay vốn của xã thì giúp ai",
        "mấy phòng trên huyện có cử người xuống thôn giúp dân không",
    ],
)
def test_several_that_are_spoken_of_are_not_counted(text: str) -> None:
    assert not asked(text).units


@pytest.mark.parametrize("text", ["có mấy hộ được khen", "mỗi xã mấy tổ vay vốn", "mấy hộ thì được bằng khen"])
def test_what_is_counted_still_is(text: str) -> None:
    assert asked(text).units


def test_a_number_or_another_way_is_asked_for_where_one_may_choose(answerer: Answerer) -> None:
    answer = ask(answerer, "Giấy khen được tặng nhiều nhất bao nhiêu, hay tự định?")
    assert answer.status is Status.ANSWERED
    assert "quyết định số lượng" in f"{answer.lead} {answer.excerpt}"


def test_the_paper_of_an_award_is_no_form_to_fill_in() -> None:
    found = asked("tỉnh khen các nhà hảo tâm bằng giấy gì")
    assert found.asks("forms")
    assert not found.asks("form_paper")


@pytest.mark.parametrize("text", ["giấy khen thì ai ký", "bằng khen do ông nào ký tặng", "ai ký tặng giấy khen"])
def test_who_signs_an_award_is_not_who_signed_the_plan(text: str) -> None:
    assert not asked(text).asks("signer")


@pytest.mark.parametrize("text", ["mỗi năm bớt được mấy phần trăm hộ nghèo", "hộ nghèo mỗi năm bớt 3% phải không"])
def test_the_rate_of_a_plan_is_its_target_and_not_what_an_award_needs(answerer: Answerer, text: str) -> None:
    assert "1,2 - 1,4" in ask(answerer, text).lead


def test_the_rate_that_an_award_needs_is_told_where_it_is_asked_for(answerer: Answerer) -> None:
    assert "5%/năm" in ask(answerer, "huyện giảm mấy phần trăm hộ nghèo thì được khen").lead


@pytest.mark.parametrize(
    "text", ["gặp khó thì hỏi ai", "lúng túng chỗ nào thì kêu phòng nào", "có trở ngại thì báo cho ai"]
)
def test_whom_to_turn_to_is_who_is_told_of_difficulties(answerer: Answerer, text: str) -> None:
    assert "Sở Nội vụ" in ask(answerer, text).lead


def test_a_guess_after_the_question_is_not_what_is_looked_for(answerer: Answerer) -> None:
    assert "Sở Nội vụ" in ask(answerer, "có vướng mắc thì phản ánh về đâu, sở xây dựng à").lead


@pytest.mark.parametrize("text", ["sở xây dựng à", "hộ nghèo được giúp gì", "ai khen, khen ai"])
def test_a_question_without_a_guess_stays_whole(text: str) -> None:
    words = question_words(text, Vocabulary(frozenset(), frozenset()))
    assert without_guess(words, text) == words


@pytest.mark.parametrize("text", ["mấy lâu kiểm tra một lần", "bao lâu kiểm tra một lần"])
def test_how_often_is_asked_in_the_words_of_a_region(text: str) -> None:
    assert asked(text).asks_frequency


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("buổi nhìn lại có được gộp chung với bữa họp khác không", "lồng ghép"),
        ("có dặn đừng làm linh đình, rườm rà không", "lãng phí"),
        ("ghi tên có bị ép không", "tự nguyện"),
    ],
)
def test_everyday_words_find_how_things_are_done(answerer: Answerer, text: str, told: str) -> None:
    answer = ask(answerer, text)
    assert told in f"{answer.lead} {answer.excerpt}"


def test_a_mass_organisation_is_one_of_those_that_a_plan_names_together(answerer: Answerer) -> None:
    assert "đỡ đầu" in ask(answerer, "hội nông dân phải làm gì cho hộ nghèo").lead


def test_a_mass_organisation_has_no_figure_of_its_own_by_that(answerer: Answerer) -> None:
    assert ask(answerer, "hội nông dân được xin khen mấy tập thể").status is Status.NOT_IN_PLAN


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("kế hoạch căn cứ quyết định nào của thủ tướng", "18/01/2026"),
        ("kế hoạch thực hiện phong trào số mấy", "15 tháng 3"),
    ],
)
def test_the_day_of_a_document_is_that_of_the_one_talked_of(answerer: Answerer, first: str, told: str) -> None:
    before = ask(answerer, first)
    after = answerer.answer(Question("thế cái đó ký ngày nào", date(2026, 6, 3), plan="sinh-ke", topic=before.topic))
    assert told in f"{after.lead} {after.excerpt}"


def test_the_highest_and_the_lowest_award_are_both_told(answerer: Answerer) -> None:
    answer = ask(answerer, "khen cao nhất là hình thức gì, thấp nhất là gì")
    assert "Giấy khen" in (told := f"{answer.lead} {answer.body} {answer.excerpt}")
    assert "Bằng khen" in told


@pytest.mark.parametrize("text", ["giấy đề nghị vay nộp muộn thì bị sao", "hồ sơ vay làm qua loa thì hậu quả thế nào"])
def test_what_becomes_of_those_who_are_late_is_told_first(answerer: Answerer, text: str) -> None:
    assert "không được xét" in ask(answerer, text).lead
