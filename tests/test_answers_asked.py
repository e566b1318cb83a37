"""What a question asks for: a year and not a number, a sum, the document itself, a body of one sort."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Answer, Intent, Question, Status
from knowledge.answers.understanding import Understanding, understand
from knowledge.language.wording import Vocabulary, question_words
from knowledge.library import load_library

PLAN = """UBND TỈNH HÀ GIANG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 41/KH-UBND | Hà Giang, ngày 15 tháng 3 năm 2026

KẾ HOẠCH
Phong trào thi đua giúp hộ nghèo làm nhà giai đoạn 2026 - 2030

Thực hiện Kế hoạch số 305/KH-TU ngày 09/01/2026 của Tỉnh ủy Hà Giang về xóa nhà tạm,
Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:

I. YÊU CẦU

1. Hợp tác xã được xét khen khi nhận bao tiêu nông sản cho hộ nghèo.

2. Năm 2028: sơ kết phong trào; năm 2030: tổng kết phong trào.

3. Huy động các nguồn vốn hợp pháp, bố trí kinh phí hằng năm cho phong trào.

II. THỰC HIỆN

1. Ủy ban nhân dân tỉnh gửi báo cáo năm cho Bộ Xây dựng và Bộ Tài chính.

2. Các huyện gửi báo cáo về Sở Xây dựng trước ngày 20/11.

Nơi nhận: - Như trên; - Lưu: VT. | CHỦ TỊCH Hoàng Văn Sín
"""

DOSSIER = """III. HỒ SƠ KHEN THƯỞNG

- Danh sách trích ngang;

- Bản tóm tắt thành tích có xác nhận của xã;

- Hồ sơ đề nghị Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen: 02 bộ.

"""


def asked(text: str) -> Understanding:
    return understand(text, question_words(text, Vocabulary(frozenset(), frozenset())), date(2026, 6, 3))


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "lam-nha.txt").write_text(PLAN, encoding="utf-8")
    return Answerer(load_library(folder))


def said(answerer: Answerer, text: str, today: date = date(2026, 6, 3)) -> Answer:
    return answerer.answer(Question(text, today, plan="lam-nha"))


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("làm xong nhà vào năm mấy", ()),
        ("mấy ông chủ xưởng được nhờ làm gì", ()),
        ("phải gửi cho mấy bộ nào", ()),
        ("xã được khen mấy hộ", ("ho",)),
        ("mỗi năm mấy người được khen", ("nguoi",)),
        ("một năm mấy tập thể được khen", ("tap the",)),
        ("mấy hộ được khen, ai chọn", ("ho",)),
        ("mấy người và ai chọn", ("nguoi",)),
    ],
)
def test_may_counts_only_where_a_number_is_asked_for(question: str, units: tuple[str, ...]) -> None:
    assert asked(question).units == units


@pytest.mark.parametrize("question", ["còn mấy hôm nữa", "nộp bây giờ thì muộn mấy hôm", "gửi hôm qua có muộn không"])
def test_days_are_counted_for_people_who_say_hom(question: str) -> None:
    assert asked(question).asks("days")


def test_a_year_is_told_to_one_who_asks_nam_may(answerer: Answerer) -> None:
    answer = said(answerer, "sơ kết năm mấy")
    assert answer.status is Status.ANSWERED
    assert "2028" in answer.lead


def test_several_bodies_that_are_spoken_of_are_not_counted(answerer: Answerer) -> None:
    answer = said(answerer, "mấy cái hợp tác xã muốn được khen thì làm gì")
    assert answer.status is Status.ANSWERED
    assert "bao tiêu" in answer.lead


@pytest.mark.parametrize("sum_", ["bao nhiêu nghìn tỉ", "mấy tỷ", "bao nhieu ti"])
def test_thousands_of_billions_are_a_sum(sum_: str) -> None:
    assert asked(f"tỉnh chi {sum_} cho nhà tạm").asks_sum


@pytest.mark.parametrize("question", ["kế hoạch số mấy", "ke hoach nay so bao nhieu", "văn bản mang số hiệu gì"])
def test_the_plans_own_number_is_told_though_nothing_else_is_said(answerer: Answerer, question: str) -> None:
    assert "41/KH-UBND" in said(answerer, question).lead


def test_the_number_of_a_group_or_a_form_is_not_that_of_the_plan(answerer: Answerer) -> None:
    assert "41/KH-UBND" not in said(answerer, "hộ ở nhà tạm thuộc nhóm đối tượng số mấy").lead


@pytest.mark.parametrize(
    "question", ["Kế hoạch 305 do ai ban hành", "kế hoạch 305/KH-TU ký ngày nào", "kế hoạch số 305 của cơ quan nào"]
)
def test_the_day_and_issuer_of_a_document_that_the_plan_names_are_its_own(answerer: Answerer, question: str) -> None:
    answer = said(answerer, question)
    assert answer.lead == "Kế hoạch số 305/KH-TU ngày 09/01/2026 của Tỉnh ủy Hà Giang."
    assert "305/KH-TU" in answer.citations[0].quote


def test_the_plan_itself_keeps_its_own_day_when_its_number_is_said(answerer: Answerer) -> None:
    assert "15 tháng 3 năm 2026" in said(answerer, "kế hoạch 41/KH-UBND ban hành ngày nào").lead


def test_who_signs_is_a_question_for_the_plan_and_not_for_the_bot(answerer: Answerer) -> None:
    assert "Hoàng Văn Sín" in said(answerer, "chu tich tinh ki ten la ai").lead


def test_a_sum_is_not_answered_with_where_money_comes_from(answerer: Answerer) -> None:
    assert said(answerer, "bố trí kinh phí mấy tỷ cho phong trào").status is Status.NOT_IN_PLAN
    assert said(answerer, "kinh phí cho phong trào bố trí từ nguồn nào").status is Status.ANSWERED


def test_a_year_in_a_question_does_not_make_a_result_a_rule(answerer: Answerer) -> None:
    assert said(answerer, "cuối năm 2026 tỉnh còn bao nhiêu hộ nghèo").status is Status.NOT_IN_PLAN


def test_who_asks_for_a_loan_is_sent_to_the_bank(answerer: Answerer) -> None:
    answer = said(answerer, "lãi suất vay làm nhà bao nhiêu")
    assert answer.status is Status.NOT_IN_PLAN
    assert "Ngân hàng Chính sách xã hội" in answer.body
    assert "Ngân hàng" not in said(answerer, "tiền thưởng bao nhiêu").body


OPEN_DAY = PLAN.replace("ngày 15 tháng 3 năm 2026", "ngày     tháng 3 năm 2026").replace("Số: 41/", "Số:     /")


def test_a_day_left_open_still_tells_its_month(tmp_path: Path) -> None:
    (tmp_path / "lam-nha.txt").write_text(OPEN_DAY, encoding="utf-8")
    answerer = Answerer(load_library(tmp_path))
    assert "tháng 3 năm 2026" in said(answerer, "kế hoạch ra tháng mấy năm nào").lead
    assert said(answerer, "kế hoạch ban hành ngày nào").status is Status.NOT_IN_PLAN
    assert said(answerer, "kế hoạch số mấy").status is Status.NOT_IN_PLAN


def test_the_papers_of_a_dossier_are_listed_for_the_award_that_they_are_for(tmp_path: Path) -> None:
    (tmp_path / "lam-nha.txt").write_text(PLAN.replace("Nơi nhận", DOSSIER + "Nơi nhận"), encoding="utf-8")
    body = said(Answerer(load_library(tmp_path)), "hồ sơ xin bằng khen có những giấy gì").body
    assert "Bản tóm tắt thành tích" in body
    assert "Danh sách trích ngang" in body


def test_a_body_of_the_sort_that_is_asked_for_stands_in_the_first_line(answerer: Answerer) -> None:
    lead = said(answerer, "báo cáo năm ủy ban tỉnh gửi những bộ nào").lead
    assert "Bộ Xây dựng" in lead
    assert "Bộ Tài chính" in lead


def test_the_day_of_another_duty_of_the_same_body_is_not_told(answerer: Answerer) -> None:
    assert said(answerer, "các huyện gửi báo cáo trước ngày nào").status is Status.ANSWERED
    assert said(answerer, "Sở Xây dựng thẩm định hồ sơ xong trước ngày nào").status is Status.NOT_IN_PLAN


def test_what_a_document_rules_that_the_plan_does_not_name_is_refused(answerer: Answerer) -> None:
    assert said(answerer, "Thông tư 88/2021/TT-BXD quy định báo cáo thế nào").status is Status.NOT_IN_PLAN
    assert said(answerer, "Kế hoạch 305/KH-TU nói về việc gì").status is Status.ANSWERED


JUDGING = """III. TIÊU CHÍ THI ĐUA

1. Đối với tập thể: các phòng của Sở hoàn thành kế hoạch.

2. Đối với cá nhân: công chức có sáng kiến; tiêu chí gắn với xây dựng nông thôn mới.

3. Đối tượng khác do Sở xem xét.

"""


def test_criteria_of_a_group_that_the_plan_does_not_judge_are_refused(tmp_path: Path) -> None:
    (tmp_path / "lam-nha.txt").write_text(PLAN.replace("Nơi nhận", JUDGING + "Nơi nhận"), encoding="utf-8")
    answerer = Answerer(load_library(tmp_path))
    assert said(answerer, "tiêu chí thi đua của thôn là gì").status is Status.NOT_IN_PLAN
    assert said(answerer, "tiêu chí thi đua của cá nhân là gì").status is Status.ANSWERED


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("dang ky thoat ngheo gium tui", Intent.REGISTER),
        ("xem lại những gì em đã khai", Intent.MY_DATA),
        ("coi lai thong tin toi da gui", Intent.MY_DATA),
        ("kế hoạch ghi những gì", Intent.QUESTION),
    ],
)
def test_wishes_are_told_from_questions(answerer: Answerer, text: str, intent: Intent) -> None:
    assert said(answerer, text).intent is intent


def test_a_province_that_a_document_names_far_more_than_any_other_is_its_own(tmp_path: Path) -> None:
    words = "Chỉ thị về việc làm nhà\nNăm qua ở Bến Tre còn nhà tạm.\nHọc cách làm của Trà Vinh.\n"
    much = words + "Xây dựng tỉnh Bến Tre không còn nhà tạm.\nNgười Bến Tre giúp nhau.\n"
    (tmp_path / "a.txt").write_text(much, encoding="utf-8")
    (tmp_path / "b.txt").write_text(words + "Giúp nhau như tỉnh Bến Tre.\n", encoding="utf-8")
    names = {plan.id: plan.profile.name for plan in load_library(tmp_path) if plan.profile}
    assert names["a"] == "Bến Tre"
    assert names["b"] != "Bến Tre"


def test_where_copies_are_kept_is_told_from_the_list_of_recipients(answerer: Answerer) -> None:
    assert said(answerer, "văn bản này lưu ở đâu, dòng lưu ghi gì").lead == "Lưu: VT."


AWARDS = """III. KHEN THƯỞNG

1. Giấy khen của Giám đốc Sở: tặng hộ làm xong nhà sớm.

2. Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh: không quá 08 cá nhân; ai cũng phải có 02 lần được tặng giấy khen.

3. Huyện giảm nhà tạm từ 6%/năm trở lên, trong 3 năm liên tục.

"""


@pytest.fixture(scope="module")
def rewarding(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "lam-nha.txt").write_text(PLAN.replace("Nơi nhận", AWARDS + "Nơi nhận"), encoding="utf-8")
    return Answerer(load_library(folder))


def test_how_many_get_one_award_is_not_told_with_the_number_of_another(rewarding: Answerer) -> None:
    assert said(rewarding, "giấy khen của giám đốc sở mỗi năm mấy người").status is Status.NOT_IN_PLAN
    assert "08 cá nhân" in said(rewarding, "bằng khen chủ tịch tỉnh mỗi năm mấy người").lead


def test_of_several_years_the_lowest_is_set_beside_a_rule_for_each_year(rewarding: Answerer) -> None:
    answer = said(rewarding, "năm ngoái huyện giảm 6,5%, năm nay 5,5% nhà tạm, từng năm như vậy đã đạt chưa")
    assert answer.lead.startswith("5,5% thấp hơn")
    assert said(rewarding, "huyện giảm 6,5% nhà tạm đã đạt chưa").lead.startswith("6,5% nằm trong mức")


OUTLINE = """ĐỀ CƯƠNG BÁO CÁO SƠ KẾT

1. Khó khăn, vướng mắc.

2. Khen thưởng: nêu cụ thể bao nhiêu xã và hộ đã nhận bằng khen.
"""


def test_what_a_report_has_to_hold_is_looked_for_in_its_outline(tmp_path: Path) -> None:
    (tmp_path / "lam-nha.txt").write_text(f"{PLAN}\n{OUTLINE}", encoding="utf-8")
    answer = said(Answerer(load_library(tmp_path)), "mục khen thưởng trong báo cáo cần đưa số liệu gì")
    assert "bao nhiêu xã và hộ" in answer.text


LONG = """III. MẶT TRẬN

Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh, các tổ chức chính trị - xã hội tuyên truyền, động viên hội viên góp ngày công
cùng hàng xóm dựng nhà cho hộ già yếu neo đơn trong các bản xa nhất của tỉnh vào mùa khô và trước Tết cổ truyền;
phát huy vai trò già làng, trưởng bản và người có uy tín trong việc vận động dòng họ cùng làm nhà, giữ nhà cho nhau;
mời gọi các nhà hảo tâm trong và ngoài tỉnh góp xi măng, tấm lợp, cửa gỗ và tiền công thợ cho những nhà chưa có gì.

"""


def test_the_words_right_after_what_is_asked_fill_the_room_that_is_left(tmp_path: Path) -> None:
    (tmp_path / "lam-nha.txt").write_text(PLAN.replace("Nơi nhận", LONG + "Nơi nhận"), encoding="utf-8")
    answer = said(
        Answerer(load_library(tmp_path)), "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội được đề nghị làm gì"
    )
    assert "động viên hội viên" in answer.text


SLOGAN = """III. TINH THẦN

- Triển khai Phong trào thi đua “Cả tỉnh chung tay làm nhà cho dân” đến từng bản;

- Thi đua giữ lấy nếp nhà, phấn đấu “Không còn ai sống dưới mái tranh dột”.

"""


def test_the_slogan_is_what_is_aimed_at_and_not_the_name_of_a_movement(tmp_path: Path) -> None:
    (tmp_path / "lam-nha.txt").write_text(PLAN.replace("Nơi nhận", SLOGAN + "Nơi nhận"), encoding="utf-8")
    answer = said(Answerer(load_library(tmp_path)), "khẩu hiệu của tỉnh là gì")
    assert answer.lead == "“Không còn ai sống dưới mái tranh dột”."
    assert "phấn đấu" in answer.citations[0].quote
