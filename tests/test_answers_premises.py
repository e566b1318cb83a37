"""What a question counts, takes for granted or tells of its own case, against what a plan has."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.counting import own_figures, units_of
from knowledge.answers.model import Answer, Question, Status
from knowledge.library import load_library
from knowledge.text import one_line

WARD = """UBND TỈNH HÀ GIANG SỞ XÂY DỰNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 7/KH-SXD | Hà Giang, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Làm nhà ở cho hộ nghèo năm 2026

I/ MỤC TIÊU

1- Trong năm làm xong 120 căn nhà; mỗi căn rộng từ 30 m2 trở lên.

2- Niêm yết công khai danh sách tại nhà văn hóa thôn ít nhất 07 ngày.

II/ VIỆC PHẢI LÀM

1- Đăng ký

a) Thôn nộp danh sách hộ cho xã trước ngày 14 hằng tháng.

b) Xã báo cáo tiến độ cho Sở 02 tháng một lần.

2- Hồ sơ làm nhà

a) Đơn của hộ;

b) Ảnh chụp căn nhà cũ.

III/ KHEN THƯỞNG

1- Hộ tự làm nhà được xét Giấy khen khi đã ở ổn định từ 24 tháng trở lên.

2- Số lượng khen thưởng như sau:

Đối tượng | Hằng năm | Tổng kết
Thôn | không quá 04 | không quá 09
Hộ gia đình | không quá 12 | không quá 30

Nơi nhận: - Như trên; - Lưu: VT. | TRƯỞNG PHÒNG Y Thắng Niê
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "nha-o.txt").write_text(WARD, encoding="utf-8")
    return Answerer(load_library(folder))


def ask(answerer: Answerer, text: str, plan: str, today: date = date(2026, 3, 2)) -> Answer:
    return answerer.answer(Question(text, today, plan))


def first_quote(answer: Answer) -> str:
    return one_line(answer.citations[0].quote)


@pytest.mark.parametrize(
    ("folded", "units"),
    [
        ("in may trang giay", ("trang",)),
        ("mo bao nhieu lop tap huan", ("lop",)),
        ("viec lam cho bao nhieu lao dong", ("lao dong",)),
        ("it nhat may ngay", ("ngay",)),
        ("giam may phan tram", ()),
        ("thuong may trieu", ()),
        ("phai lam may chuyen gi", ()),
        ("con may ngay nua", ()),
    ],
)
def test_the_thing_that_is_counted_is_understood(folded: str, units: tuple[str, ...]) -> None:
    assert units_of(folded) == units


def test_the_askers_own_figures_have_their_units() -> None:
    assert own_figures("don ve nha moi 20 thang", ()) == ((20.0, "thang"),)
    assert own_figures("giam 1,8 phan tram nam 2024", (1.8,)) == ((1.8, "%"),)


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("Sở cấp mấy xe ủi để làm nhà", "nha-o"),
        ("mỗi thôn được khen mấy hộ", "nha-o"),
        ("làm nhà ngày 22/12 thì được mấy căn", "nha-o"),
        ("xin Bằng khen Thủ tướng thì lập mấy bộ hồ sơ", "binh-thuan"),
        ("khoản 2 mục 1 của Kế hoạch 3976 quy định gì", "bac-giang"),
        ("đề cương in trong mấy trang giấy", "bac-giang"),
        ("xã gửi hồ sơ chậm thì bị phạt bao nhiêu", "trieu-son"),
        ("tên các huyện phấn đấu thoát nghèo", "lang-son"),
        ("phòng tài chính của huyện được giao nhiệm vụ gì", "trieu-son"),
        ("mỗi huyện được Sở cấp mấy căn nhà", "nha-o"),
        ("cơ quan đóng góp vào quỹ bao nhiêu", "lang-son"),
    ],
)
def test_what_the_plan_has_not_is_refused_though_it_speaks_of_the_matter(
    answerer: Answerer, text: str, plan: str
) -> None:
    assert ask(answerer, text, plan).status is Status.NOT_IN_PLAN


@pytest.mark.parametrize(
    ("text", "plan", "said"),
    [
        ("danh sách treo ở nhà văn hóa thôn tối thiểu bao nhiêu ngày", "nha-o", "ít nhất 07 ngày"),
        ("thôn nộp danh sách hộ trước bữa nào", "nha-o", "trước ngày 14 hằng tháng"),
        ("bao lâu xã phải báo cáo Sở một lần", "nha-o", "02 tháng một lần"),
        ("mỗi năm khen mấy hộ gia đình", "nha-o", "Hộ gia đình | không quá 12"),
        ("làm hồ sơ cần giấy tờ gì", "nha-o", "Ảnh chụp căn nhà cũ"),
        ("xin Bằng khen của Chủ tịch tỉnh thì lập mấy bộ hồ sơ", "binh-thuan", "01 bộ gốc"),
        ("Kế hoạch 3976 do ai ban hành", "bac-giang", "Kế hoạch số 3976/KH-UBND"),
        ("huyện khen bằng những hình thức nào", "trieu-son", "Huân chương Lao động"),
        ("nội dung thi đua có mấy điểm", "cao-bang", "Nghiên cứu, phát huy sáng kiến"),
        ("đề cương có mấy phần", "bac-giang", "KHÁI QUÁT ĐẶC ĐIỂM TÌNH HÌNH"),
        ("viết báo cáo thì nêu gì về điển hình tiêu biểu", "bac-giang", "nêu tên, nội dung, cách làm cụ thể"),
        ("kế hoạch này có được gửi cho Báo Bình Thuận không", "binh-thuan", "Báo Bình Thuận"),
    ],
)
def test_what_the_plan_has_is_told_beside_such_near_misses(answerer: Answerer, text: str, plan: str, said: str) -> None:
    answer = ask(answerer, text, plan)
    assert answer.answered
    assert said in " ".join(one_line(c.quote) for c in answer.citations)


def test_the_askers_own_time_is_set_beside_the_plans_without_a_verdict(answerer: Answerer) -> None:
    answer = ask(answerer, "dọn về nhà mới 20 tháng đã đủ xét Giấy khen chưa", "nha-o")
    assert answer.lead == "20 tháng thấp hơn mức từ 24 tháng trở lên trong kế hoạch."
    assert "mới kết luận" in answer.body
    assert ask(answerer, "ở 30 tháng thì đủ xét giấy khen chưa", "nha-o").lead.startswith("30 tháng nằm trong mức")


def test_limits_of_one_line_are_added_up_wherever_it_stands_near_the_top(answerer: Answerer) -> None:
    text = "dịp tổng kết năm 2025 tỉnh khen nhiều nhất bao nhiêu bằng khen cả tập thể lẫn cá nhân"
    assert "30" in ask(answerer, text, "binh-thuan").lead


def test_who_signs_another_paper_is_not_who_signed_the_plan(answerer: Answerer) -> None:
    assert "Y Thắng Niê" in ask(answerer, "ai ký kế hoạch này", "nha-o").lead
    assert "Y Thắng Niê" not in ask(answerer, "ai ký danh sách của thôn", "nha-o").lead


def test_of_two_rates_the_one_that_the_question_names_is_compared(answerer: Answerer) -> None:
    text = "Hộ nghèo dân tộc thiểu số giảm 1,8% thì đã đạt chưa?"
    assert ask(answerer, text, "lang-son", date(2024, 6, 3)).lead == "1,8% thấp hơn mức trên 3%/năm trong kế hoạch."


def test_what_a_body_has_to_do_is_the_whole_list_under_its_name(answerer: Answerer) -> None:
    answer = ask(answerer, "Sở Nội vụ làm những việc gì trong đợt sơ kết", "bac-giang")
    assert answer.body.splitlines()[0].startswith("1. Đôn đốc")
    assert len(answer.body.splitlines()) == 3


def test_a_document_is_of_the_province_that_issues_it_and_never_of_a_word_in_capitals(answerer: Answerer) -> None:
    plan = answerer.library["nha-o"]
    assert plan.profile is not None
    assert plan.profile.territory == "tỉnh Hà Giang"
    assert plan.metadata.issuer == "Sở Xây Dựng"
    assert plan.metadata.signer == "Y Thắng Niê"
    assert [s.path for s in plan.sections][:4] == ["I", "I.1", "I.2", "II"]


def test_the_title_of_the_document_is_not_what_is_asked_about(answerer: Answerer) -> None:
    text = "Kế hoạch làm nhà ở cho hộ nghèo năm 2026 có bao nhiêu căn nhà phải xong"
    assert "120 căn nhà" in first_quote(ask(answerer, text, "nha-o"))


@pytest.mark.parametrize(
    ("text", "plan", "section"),
    [
        ("hướng dẫn nhà báo viết bài thì giao cho sở nào", "binh-thuan", "II.2"),
        ("thôn phải điều tra hộ nghèo cho minh bạch ra sao", "trieu-son", "III.1.d"),
        ("quyên góp tiền của viết kiều thì làm thế nào", "trieu-son", "II.1.h"),
        ("cụ già không làm nổi việc thì sở ngành phải giúp gì", "binh-thuan", "II.1.a"),
    ],
)
def test_everyday_words_find_what_documents_write_for_them(
    answerer: Answerer, text: str, plan: str, section: str
) -> None:
    answer = ask(answerer, text, plan, date(2024, 6, 3))
    assert section in [c.section for c in answer.citations[:3]]


def test_the_day_of_the_plan_itself_is_asked_for_in_few_words(answerer: Answerer) -> None:
    assert "30 tháng 9 năm 2022" in ask(answerer, "kế hoạch ra ngày nào", "cao-bang", date(2024, 6, 3)).lead
