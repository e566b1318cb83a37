"""What an answer must hold of what is asked: a figure, a name, the action, the period, the group."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Question, Status
from knowledge.library import load_library

WATER = """UBND TỈNH KON TUM SỞ NÔNG NGHIỆP | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 31/KH-SNN | Kon Tum, ngày 12 tháng 02 năm 2026

KẾ HOẠCH
Thực hiện Kế hoạch số 45/KH-TU của Tỉnh ủy về nước sạch cho hộ nghèo năm 2026

I/ MỤC TIÊU

1- Tỷ lệ hộ nghèo dùng nước sạch tăng 4%/năm; mỗi xã đặc biệt khó khăn có ít nhất một bể chứa.

2- Cấp 250 bồn nước cho hộ nghèo, mỗi bồn trị giá 3 triệu đồng.

II/ NHIỆM VỤ

1- Vận động Nhân dân giữ gìn nguồn nước, đóng góp ngày công làm mương dẫn; phát huy vai trò của già làng từ ngày 05/3.

2- Hội đồng nghiệm thu công trình nước do Sở thành lập, có đại diện của xã.

3- Khảo sát nguồn nước do đơn vị tư vấn thực hiện trước khi làm bể.

4- Hộ được nhận bồn phải ở tại thôn tối thiểu 02 năm; ưu tiên hộ thôn Kon Rẫy 1 và thôn Kon Rẫy 2.

5- Sở phối hợp các ngành liên quan tập huấn cách giữ nước cho người dân trong năm 2026.

III/ BÁO CÁO

1- Ủy ban nhân dân cấp xã báo cáo kết quả hằng năm về Ủy ban nhân dân huyện trước ngày 20 tháng 11.

2- Sở tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 05 tháng 12.

Nơi nhận: - Như trên; - Lưu: VT. | GIÁM ĐỐC A Thiu
"""

LOANS = """UBND TỈNH KON TUM SỞ NÔNG NGHIỆP | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Kon Tum, ngày 12 tháng 02 năm 2026

QUYẾT ĐỊNH
Về việc giúp hộ nghèo có nước sạch năm 2026

Căn cứ Quyết định số 19/2024/QĐ-UBND ngày 20 tháng 5 năm 2024 về việc ban hành Đề án nước sạch cho làng vùng cao;

Theo đề nghị của Sở Tài chính và Sở Nông nghiệp tại Tờ trình liên ngành số 88/TTLN-TC-NN ngày 02/02/2026;

1. Xây dựng xã Đăk Hring thành xã điểm về nước sạch của tỉnh.

2. Danh sách hộ được nhận bồn do trưởng thôn lập sau khi họp dân.

3. Hội Phụ nữ nhận giúp 60 phụ nữ nghèo làm chủ hộ làm bể chứa.

4. Thời hạn vay mua bồn không quá 18 tháng.

5. Nước được lấy bằng máy bơm điện do xã giữ.

6. Ủng hộ qua tài khoản Quỹ nước sạch tỉnh số 3761.0.1234567; vướng mắc hỏi Phòng Thủy lợi, điện thoại 0260.3862.111.

7. Hồ sơ quyết định hỗ trợ gửi về Sở trước ngày 15 tháng 9; đoàn kiểm tra đi các xã trong tháng 10.

Nơi nhận: - Như trên; - Lưu: VT. | GIÁM ĐỐC A Thiu
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "nuoc-sach.txt").write_text(WATER, encoding="utf-8")
    return Answerer(load_library(folder))


def _said(answerer: Answerer, text: str) -> tuple[Status, str]:
    answer = answerer.answer(Question(text, date(2026, 4, 1), plan="nuoc-sach"))
    return answer.status, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "moi nha phai gop bao nhieu ngay cong lam muong dan nuoc",
        "hội đồng nghiệm thu công trình nước có mấy người",
        "già làng giữ nguồn nước được bồi dưỡng bao nhiêu",
        "nhà tôi góp tiền làm mương dẫn nước bao nhiêu",
    ],
)
def test_who_asks_for_a_figure_gets_no_sentence_without_one(answerer: Answerer, question: str) -> None:
    assert _said(answerer, question)[0] is Status.NOT_IN_PLAN


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("cấp bao nhiêu bồn nước cho hộ nghèo", "250"),
        ("moi bon nuoc tri gia bao nhieu tien", "3 triệu"),
        ("xã đặc biệt khó khăn có ít nhất mấy bể chứa nước", "một"),
        ("mỗi năm tỷ lệ hộ nghèo dùng nước sạch phải tăng bao nhiêu", "4%"),
        ("mấy già làng được phát huy vai trò gì trong việc giữ nguồn nước", "già làng"),
    ],
)
def test_a_figure_that_stands_there_is_told(answerer: Answerer, question: str, figure: str) -> None:
    status, text = _said(answerer, question)
    assert (status, figure in text) == (Status.ANSWERED, True), text


@pytest.mark.parametrize(
    "question",
    [
        "ty le ho can ngheo dung nuoc sach moi nam tang bao nhieu phan tram",
        "trong 250 bồn nước cấp cho hộ nghèo thì mấy bồn cho hộ có người khuyết tật",
        "hộ nhận bồn phải ở tại thôn tối đa bao nhiêu năm",
        "thôn Kon Rẫy 3 được ưu tiên bao nhiêu bồn nước",
        "tỷ lệ hộ nghèo dùng nước sạch năm 2031 tăng bao nhiêu phần trăm",
    ],
)
def test_a_figure_for_others_is_no_answer(answerer: Answerer, question: str) -> None:
    assert _said(answerer, question)[0] is Status.NOT_IN_PLAN


@pytest.mark.parametrize(
    "question",
    [
        "báo cáo hằng quý của xã gửi huyện trước ngày nào",
        "xã báo cáo kết quả rồi thì huyện trả lời trước ngày nào",
        "uy ban huyen hop voi xa ve ket qua truoc ngay nao",
        "xã gửi báo cáo kết quả hằng năm về Bộ trước ngày nào",
        "tập huấn cách giữ nước vào tháng mấy",
    ],
)
def test_the_day_of_another_step_period_or_receiver_is_no_answer(answerer: Answerer, question: str) -> None:
    assert _said(answerer, question)[0] is Status.NOT_IN_PLAN


@pytest.mark.parametrize(
    "question",
    [
        "đơn vị tư vấn khảo sát nguồn nước là công ty nào",
        "hội đồng nghiệm thu công trình nước ai làm trưởng ban",
        "già làng giữ nguồn nước họ tên là gì",
        "kế hoạch 45 của Tỉnh ủy ai ký",
    ],
)
def test_a_name_that_does_not_stand_there_is_not_replaced_by_another(answerer: Answerer, question: str) -> None:
    assert _said(answerer, question)[0] is Status.NOT_IN_PLAN


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("xã báo cáo kết quả hằng năm về huyện trước ngày nào", "20"),
        ("hộ nhận bồn phải ở tại thôn tối thiểu mấy năm", "02 năm"),
        ("tập huấn cách giữ nước vào năm nào", "2026"),
        ("theo quy định thì xã báo cáo kết quả về huyện trước ngày nào", "20"),
        ("trong trường hợp này xã báo cáo kết quả hằng năm về huyện trước ngày nào", "20"),
        ("sau khi đăng ký thì xã báo cáo kết quả về huyện trước ngày nào", "20"),
        ("bên nào phải xem có bao nhiêu hộ dùng nước, ai tổng hợp báo cáo tỉnh", "Sở"),
        ("thôn bà con ở tối thiểu mấy năm thì được nhận bồn", "02 năm"),
        ("ai ký kế hoạch này", "A Thiu"),
        ("tỷ lệ hộ nghèo dùng nước sạch năm 2026 tăng bao nhiêu phần trăm", "4%"),
    ],
)
def test_what_is_asked_for_itself_is_answered(answerer: Answerer, question: str, told: str) -> None:
    status, text = _said(answerer, question)
    assert (status, told in text) == (Status.ANSWERED, True), text


@pytest.mark.parametrize(
    "question",
    [
        "huyện Sa Thầy được cấp bao nhiêu bồn nước",
        "riêng huyện Sa Thầy phải làm bao nhiêu mét mương dẫn",
        "kế hoạch này căn cứ vào tờ trình số mấy của Sở Tài chính",
        "huyện nào được chọn làm huyện điểm nước sạch",
        "nhan bon nuoc luc may h",
    ],
)
def test_a_place_a_number_and_an_hour_that_the_plan_does_not_have_are_refused(
    answerer: Answerer, question: str
) -> None:
    assert _said(answerer, question)[0] is Status.NOT_IN_PLAN


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Sở Tài chính trình việc này bằng tờ trình số mấy", "88/TTLN"),
        ("xã nào được chọn làm xã điểm nước sạch", "Đăk Hring"),
        ("danh sách hộ được nhận bồn do ai lập", "trưởng thôn"),
        ("Hội Phụ nữ giúp bao nhiêu người", "60 phụ nữ"),
        ("vay tiền mua bồn thì giữ được mấy tháng", "18 tháng"),
        ("lấy nước bằng máy nào", "máy bơm"),
        ("Đề án nước sạch cho làng vùng cao ban hành theo quyết định số mấy", "19/2024"),
        ("trưởng thôn họp không lương thì lập danh sách sau khi làm gì", "họp dân"),
        ("cho xin số tài khoản quỹ nước sạch của tỉnh", "3761.0.1234567"),
        ("hồ sơ quyết định hỗ trợ gửi về Sở trước ngày nào", "15"),
    ],
)
def test_what_stands_there_in_other_words_is_told(tmp_path: Path, question: str, told: str) -> None:
    (tmp_path / "giup-nuoc.txt").write_text(LOANS, encoding="utf-8")
    answer = Answerer(load_library(tmp_path)).answer(Question(question, date(2026, 4, 1), plan="giup-nuoc"))
    assert (answer.status, told in answer.text) == (Status.ANSWERED, True), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "cho xin số tài khoản quỹ nước sạch của xã",
        "vướng mắc gọi số điện thoại nào của Chi cục Thú y",
        "hồ sơ quyết toán gửi về Sở trước ngày nào",
        "đoàn kiểm tra nước sạch năm nay xuống những xã nào",
        "trưởng thôn lập danh sách có được vay vốn ưu đãi không",
        "tổng vốn đầu tư làm bể chứa là bao nhiêu tỷ",
        "mấy hộ đã được nhận bồn rồi",
        "quyết định này số mấy",
        "hồ sơ quyết định hỗ trợ gồm những gì",
        "vì sao thời hạn vay mua bồn lại là 18 tháng",
        "cho xin hộp thư điện tử của Phòng Thủy lợi",
    ],
)
def test_what_belongs_to_another_body_paper_or_matter_is_refused(tmp_path: Path, question: str) -> None:
    (tmp_path / "giup-nuoc.txt").write_text(LOANS, encoding="utf-8")
    answer = Answerer(load_library(tmp_path)).answer(Question(question, date(2026, 4, 1), plan="giup-nuoc"))
    assert answer.status is Status.NOT_IN_PLAN, answer.text


def test_a_form_is_told_only_where_one_is_named(answerer: Answerer) -> None:
    assert _said(answerer, "muon duoc nhan bon nuoc cho ho ngheo thi viet theo mau nao")[0] is Status.NOT_IN_PLAN
