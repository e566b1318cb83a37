"""How people ask: "nhiêu" alone, "mấy chú", "mấy bận", which body is meant, an occasion, who signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.asides import without_address, without_courtesy, without_rejected
from knowledge.answers.model import Answer, Question, Status
from knowledge.answers.understanding import Understanding, understand
from knowledge.language.places import Gazetteer
from knowledge.language.wording import Vocabulary, folded_text, question_words
from knowledge.library import load_library

PLAN = """ỦY BAN NHÂN DÂN TỈNH HÀ GIANG
Số: 31/KH-UBND
Hà Giang, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Chăm lo người nghèo năm 2026

I. THĂM HỎI

1. Mỗi hộ nghèo được tặng quà 500.000 đồng nhân dịp Tết Nguyên đán và ngày Quốc khánh.

2. Hộ nghèo đang hưởng trợ cấp hằng tháng vẫn được tặng quà như hộ khác.

3. Hội Nông dân nhận dạy nghề cho 150 lao động nghèo; tổ công tác của tỉnh gồm 12 người.

II. TỔ CHỨC THỰC HIỆN

1. Sở Tài chính tổng hợp dự toán trình Ủy ban nhân dân tỉnh trong quí 2 năm 2026.

2. Công chức làm công tác giảm nghèo phải gần dân, nói dễ hiểu, làm đến nơi đến chốn.

3. Bằng khen chỉ xét cho người đã 02 lần được tặng Giấy khen.

4. Trong quá trình thực hiện nếu có vướng mắc, các huyện phản ánh về Sở Nội vụ, điện thoại 0912.345.678.

Nơi nhận:
- Sở Giao thông vận tải;
- Lưu: VT.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Thị Hòa
"""
DECISION = """ỦY BAN NHÂN DÂN XÃ LŨNG CÚ
Số: 12/QĐ-UBND
Lũng Cú, ngày 20 tháng 01 năm 2026

QUYẾT ĐỊNH
Ban hành Quy chế quản lý quỹ giúp hộ nghèo

Căn cứ Luật Tổ chức chính quyền địa phương;

Theo đề nghị của Phòng Dân tộc xã,

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý quỹ giúp hộ nghèo.

Điều 2. Phòng Kinh tế kiểm tra việc vay vốn và trả vốn của các hộ.

Điều 3. Quyết định này có hiệu lực từ ngày 01/02/2026.

CHỦ TỊCH
Vàng Mí Pó
"""
TODAY = date(2026, 6, 3)


def words(text: str) -> str:
    return folded_text(question_words(text, Vocabulary(frozenset(), frozenset())))


def asked(text: str) -> Understanding:
    return understand(text, question_words(text, Vocabulary(frozenset(), frozenset())), TODAY)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "cham-lo.txt").write_text(PLAN, encoding="utf-8")
    return Answerer(load_library(folder))


@pytest.fixture(scope="module")
def shipped() -> Answerer:
    return Answerer(load_library())


def ask(answerer: Answerer, text: str) -> Answer:
    return answerer.answer(Question(text, TODAY, plan="cham-lo"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("được nhiêu tiền", "duoc bao nhieu tien"),
        ("được bao nhiêu tiền", "duoc bao nhieu tien"),
        ("dc nhiu tiền", "duoc bao nhieu tien"),
        ("có nhiều hộ", "co nhieu ho"),
        ("nhiu quá", "nhieu qua"),
        ("được khen mấy bận", "duoc khen may lan"),
        ("nộp cho sở mô", "nop cho so nao"),
        ("có xã mô hình", "co xa mo hinh"),
        ("quí mấy", "quy may"),
    ],
)
def test_words_of_asking_are_read_as_people_say_them(typed: str, meant: str) -> None:
    assert words(typed) == meant


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("mấy chú công an phải làm gì", ()),
        ("may chu cong an co giup dan, lam gi", ()),
        ("mấy cô ở xã, mấy bác ở thôn lo việc gì", ()),
        ("bài viết tối đa mấy chữ", ("chu",)),
        ("được nhiêu hộ", ("ho",)),
    ],
)
def test_several_people_who_are_spoken_of_are_not_counted(question: str, units: tuple[str, ...]) -> None:
    assert asked(question).units == units


@pytest.mark.parametrize("text", ["ho duoc ung truoc may phan tram", "ứng trước mấy phần trăm"])
def test_a_part_that_is_paid_before_is_no_date(text: str) -> None:
    assert asked(text).kinds == {"percent"}


def test_a_sum_is_told_to_one_who_says_nhieu(answerer: Answerer) -> None:
    assert "500.000" in ask(answerer, "hộ nghèo được tặng quà nhiêu tiền").lead


def test_people_are_counted_by_the_name_that_the_plan_has_for_them(answerer: Answerer) -> None:
    answer = ask(answerer, "Hội Nông dân dạy nghề cho bao nhiêu lao động")
    assert "150 lao động" in answer.lead


def test_who_is_said_in_the_plural_is_told_what_to_do(answerer: Answerer) -> None:
    answer = ask(answerer, "mấy cô mấy chú công chức làm giảm nghèo phải nói với dân ra răng")
    assert answer.status is Status.ANSWERED
    assert "dễ hiểu" in f"{answer.lead} {answer.excerpt}"


@pytest.mark.parametrize(
    "text", ["bị vướng thì thưa lên chỗ nào", "huyện có vướng mắc thì trình bày với ai", "vướng thì nói lại với ai"]
)
def test_whom_to_tell_of_difficulties_is_found_by_what_people_do(answerer: Answerer, text: str) -> None:
    assert "Sở Nội vụ" in ask(answerer, text).lead


@pytest.mark.parametrize("text", ["trong năm tặng quà vào những dịp nào", "hộ nghèo được quà vào dịp nào"])
def test_the_occasions_of_a_year_are_told(answerer: Answerer, text: str) -> None:
    assert "Tết" in ask(answerer, text).lead


def test_a_quarter_is_a_date_however_it_is_spelled(answerer: Answerer) -> None:
    assert "quí 2" in ask(answerer, "khi nào Sở Tài chính trình dự toán lên tỉnh").lead


@pytest.mark.parametrize(
    "text", ["kế hoạch do đích thân chủ tịch ký phải không", "xin tên người đứng chức phó chủ tịch ký"]
)
def test_who_signed_is_told_to_one_who_names_the_office(answerer: Answerer, text: str) -> None:
    assert "Lê Thị Hòa" in ask(answerer, text).lead


def test_the_signer_of_an_award_is_not_asked_for_by_an_office() -> None:
    assert not asked("giấy khen phải do giám đốc ký không").asks("signer")


def test_a_body_to_whom_the_plan_goes_is_found_by_its_short_name(answerer: Answerer) -> None:
    assert "Giao thông vận tải" in ask(answerer, "kế hoạch này có gửi cho sở GTVT không").lead


@pytest.mark.parametrize("text", ["nộp cho vụ nào", "hỏi cục nào", "đầu mối nào lo việc này"])
def test_who_is_asked_for_by_the_sort_of_body(text: str) -> None:
    assert asked(text).asks("who")


def test_the_most_that_one_may_get_is_no_result_of_last_year() -> None:
    assert not asked("nhà em mới thoát nghèo năm ngoái, vay tối đa được bao nhiêu").asks("result")
    assert asked("năm ngoái có bao nhiêu hộ thoát nghèo").asks("result")


@pytest.mark.parametrize(
    "text", ["dạ cho em hỏi sơ kết năm nào", "cho hoi chut so ket nam nao", "xin hỏi là sơ kết năm nào"]
)
def test_polite_words_before_a_question_are_no_part_of_it(text: str) -> None:
    found = question_words(text, Vocabulary(frozenset(), frozenset()))
    assert folded_text(without_courtesy(found)) == "so ket nam nao"


@pytest.mark.parametrize("text", ["cho hội phụ nữ vay bao nhiêu", "hội nông dân giúp ai", "cho hỏi gì"])
def test_what_only_looks_like_polite_words_stays(text: str) -> None:
    found = question_words(text, Vocabulary(frozenset(), frozenset()))
    assert without_courtesy(found) == found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nhà chỉ sửa chứ không xây mới, được mấy triệu", "nha chi sua duoc may trieu"),
        ("nộp cho phòng nội vụ chứ không phải sở thì khi nào", "nop cho phong noi vu thi khi nao"),
        ("có được khen chứ không", "co duoc khen chu khong"),
    ],
)
def test_what_is_not_meant_is_not_looked_for(text: str, left: str) -> None:
    found = question_words(text, Vocabulary(frozenset(), frozenset()))
    assert folded_text(without_rejected(found, text)) == left


@pytest.mark.parametrize("name", ["BThuận", "bthuan", "B.Thuận", "B. Thuận"])
def test_a_place_is_known_by_a_letter_and_its_last_syllable(shipped: Answerer, name: str) -> None:
    answer = shipped.answer(Question(f"{name} mỗi năm khen mấy tập thể", TODAY))
    assert answer.plan == "binh-thuan"
    assert "10 tập thể" in answer.lead


@pytest.mark.parametrize("text", ["con tbinh có được khen không", "2.giang khen mấy hộ", "than phiền với ai"])
def test_a_word_that_looks_like_a_cut_name_stays(shipped: Answerer, text: str) -> None:
    assert Gazetteer(shipped.library).spelled_out(text) == text


def test_who_decides_how_many_is_told_without_a_number(shipped: Answerer) -> None:
    answer = shipped.answer(Question("Bắc Giang: giấy khen ở huyện thì ai định bao nhiêu cái", TODAY))
    assert "Thủ trưởng" in answer.lead


def test_how_many_who_decides_not_is_still_a_number(answerer: Answerer) -> None:
    assert ask(answerer, "mỗi huyện được bao nhiêu Giấy khen").status is Status.NOT_IN_PLAN


def test_the_years_that_a_review_looks_back_on_are_told(shipped: Answerer) -> None:
    answer = shipped.answer(Question("Bắc Giang sơ kết là nhìn lại việc làm trong mấy năm", TODAY))
    assert "02 năm" in answer.text


def test_another_body_has_not_the_number_of_its_neighbour(answerer: Answerer) -> None:
    assert "150" in ask(answerer, "Hội Nông dân dạy nghề cho bao nhiêu người").lead
    assert ask(answerer, "Hội Phụ nữ dạy nghề cho bao nhiêu người").status is Status.NOT_IN_PLAN


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("xây nhà được mấy triệu vậy cán bộ", "xay nha duoc may trieu vay"),
        ("được mấy thôn hở cán bộ", "duoc may thon ho"),
        ("khen mấy thôn hả các bác", "khen may thon ha"),
        ("xã có mấy cán bộ", "xa co may can bo"),
        ("bài dài tối đa mấy chữ ạ", "bai dai toi da may chu a"),
    ],
)
def test_whom_one_speaks_to_is_not_what_is_asked_about(text: str, left: str) -> None:
    found = question_words(text, Vocabulary(frozenset(), frozenset()))
    kept = folded_text(without_address(found))
    assert kept in (left, left.rsplit(" ", 1)[0])


def test_when_a_decision_comes_into_force_and_who_proposed_it_are_told(tmp_path: Path) -> None:
    (tmp_path / "quy-che.txt").write_text(DECISION, encoding="utf-8")
    answerer = Answerer(load_library(tmp_path))

    def told(text: str) -> str:
        return answerer.answer(Question(text, TODAY, plan="quy-che")).lead

    assert "Phòng Dân tộc" in told("quy chế này do phòng nào trình ban hành")
    assert "Phòng Dân tộc" in told("ban hành theo đề nghị của ai")
    assert "01/02/2026" in told("quyết định này có hiệu lực từ ngày nào")
    assert "Phòng Dân tộc" not in told("phòng nào kiểm tra việc vay vốn")


def test_the_number_to_call_comes_before_what_one_has_difficulties_with(answerer: Answerer) -> None:
    text = "Sở Tài chính tổng hợp dự toán, có gì vướng mắc thì gọi điện số mấy"
    assert "0912.345.678" in ask(answerer, text).text


def test_the_number_to_call_in_difficulties_comes_first(answerer: Answerer) -> None:
    assert "0912.345.678" in ask(answerer, "gặp khó khăn thì gọi số máy nào").lead


@pytest.mark.parametrize("text", ["trong nơi nhận có sở nào về giao thông không", "nơi nhận có sở GTVT không"])
def test_one_of_those_who_get_the_plan_is_told(answerer: Answerer, text: str) -> None:
    assert "Giao thông vận tải" in ask(answerer, text).lead


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Cao Bằng đánh giá giữa chừng vào năm nào", "2023"),
        ("Cao Bằng chốt lại phong trào vào năm nào", "2025"),
        ("Bắc Giang: nhập chung buổi nhìn lại phong trào vào cuộc họp khác được không", "lồng ghép"),
    ],
)
def test_everyday_words_find_what_plans_write_for_them(shipped: Answerer, text: str, told: str) -> None:
    assert told in shipped.answer(Question(text, TODAY)).text
