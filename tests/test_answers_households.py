"""What households and village heads ask of a thing besides its name: told only where the plan has a word for it."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Question, Status
from knowledge.library import load_library

GOATS = """ỦY BAN NHÂN DÂN XÃ MƯỜNG LÒ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 41/KH-UBND | Mường Lò, ngày 12 tháng 02 năm 2026

KẾ HOẠCH
Giúp hộ nghèo nuôi dê và sửa nhà năm 2026

I/ NUÔI DÊ

1- Mỗi hộ nghèo được nhận 02 con dê giống; hộ nhận dê phải có chuồng và có người chăn dắt.

2- Hộ nộp đơn xin nhận dê cho trưởng bản trước ngày 15/3/2026; người không biết chữ thì trưởng bản ghi giúp.

3- Dê chết vì dịch bệnh thì xã cấp lại một lần; dê được tiêm phòng miễn phí vào tháng 4.

4- Hộ vắng nhà được ủy quyền cho người thân nhận dê.

II/ SỬA NHÀ

1- Hộ nghèo ở nhà dột được hỗ trợ 20 triệu đồng để sửa nhà, hộ có người khuyết tật được xét trước.

2- Trưởng bản họp dân bình xét hộ được sửa nhà, ít nhất 70% số hộ có mặt đồng ý thì lập danh sách.

3- Nhà sửa xong có diện tích từ 24 m2 trở lên.

III/ TỔNG KẾT

- Lễ tổng kết và trao Giấy khen cho hộ nuôi dê giỏi: ngày 20/12/2026 tại nhà văn hóa xã.

Nơi nhận: - Như trên; - Lưu: VT. | CHỦ TỊCH Hà Văn Pớ
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "nuoi-de.txt").write_text(GOATS, encoding="utf-8")
    return Answerer(load_library(folder))


def _said(answerer: Answerer, text: str) -> tuple[Status, str]:
    answer = answerer.answer(Question(text, date(2026, 3, 1), plan="nuoi-de"))
    return answer.status, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "hộ nộp đơn xin nhận dê có mất lệ phí không",
        "don xin nhan de nop vao chu nhat duoc khong",
        "dê giống mỗi con nặng bao nhiêu",
        "dê giống được nhận rồi có bán lại được không",
        "ho nhan de boc tham hay sao",
        "nhà đang thuê có được hỗ trợ sửa nhà không",
        "sua nha co can xin giay phep khong",
        "vợ chồng ly hôn thì hộ được sửa nhà không",
        "nhà sửa xong bị nứt thì ai bảo hành",
        "hộ mới chuyển đến xã có được hỗ trợ sửa nhà không",
        "lễ tổng kết trao giấy khen thì mặc gì",
        "di du le tong ket co duoc dua don khong",
        "bao nhiêu tuổi thì được nhận dê",
        "giấy khen cho hộ nuôi dê giỏi kèm theo bao nhiêu tiền",
        "họp dân bình xét hộ sửa nhà có bỏ phiếu kín không",
        "không đồng ý kết quả bình xét sửa nhà thì khiếu nại lên đâu",
    ],
)
def test_what_the_plan_has_no_word_for_is_not_told(answerer: Answerer, question: str) -> None:
    status, text = _said(answerer, question)
    assert status is Status.NOT_IN_PLAN, text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("người không biết chữ thì xin nhận dê làm sao", "ghi giúp"),
        ("de chet vi dich thi co duoc den khong", "cấp lại một lần"),
        ("tiêm phòng cho dê có mất tiền không", "miễn phí"),
        ("vang nha thi nho con nhan de thay duoc khong", "ủy quyền"),
        ("nhà có người tàn tật có được sửa nhà trước không", "khuyết tật"),
        ("họp dân bình xét thì bao nhiêu phần trăm hộ có mặt đồng ý là được", "70%"),
        ("sửa nhà xong phải rộng mấy mét vuông", "24 m2"),
        ("mỗi hộ được nhận mấy con dê", "02 con dê"),
    ],
)
def test_what_the_plan_says_in_other_words_is_told(answerer: Answerer, question: str, said: str) -> None:
    status, text = _said(answerer, question)
    assert (status, said in text) == (Status.ANSWERED, True), text
