"""Who does something to a thing, on which form, at which feast: told only where the plan has a word for it."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Question, Status
from knowledge.answers.refusals.acts import act_unsaid
from knowledge.answers.understanding import understand
from knowledge.language.wording import Vocabulary, question_words
from knowledge.library import load_library

SEEDLINGS = """UBND TỈNH GIA LAI SỞ NÔNG NGHIỆP | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 18/KH-SNN | Gia Lai, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Cấp cây giống cho hộ nghèo năm 2026

I/ NHIỆM VỤ

1- Trưởng thôn lập danh sách hộ nhận cây giống, họp dân lấy ý kiến trong quá trình lập.

2- Phòng Trồng trọt biên soạn sổ tay chăm sóc cây giống cho các hộ tiêu biểu.

3- Trung tâm Khuyến nông nghiệm thu vườn ươm cây giống trước khi giao cho xã.

4- Quý II năm 2026: giao cây giống đợt một; quý III năm 2026: giao cây giống đợt hai.

5- Tặng 300 cái đèn lồng cho hộ nghèo trồng rừng nhân dịp Tết Trung thu từ ngày 20/9/2026 đến ngày 25/9/2026.

6- Đơn xin nhận thêm cây giống viết theo Mẫu số 02 kèm theo Kế hoạch này.

7- Cây giống chỉ giao vào đầu mùa mưa, nhằm để cây dễ sống.

8- Ưu tiên hộ nhận cây giống keo lai, không cấp cây giống cao su.

Nơi nhận: - Như trên; - Lưu: VT. | GIÁM ĐỐC Rơ Lan Thu
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "cay-giong.txt").write_text(SEEDLINGS, encoding="utf-8")
    return Answerer(load_library(folder))


def _said(answerer: Answerer, text: str) -> tuple[Status, str]:
    answer = answerer.answer(Question(text, date(2026, 4, 1), plan="cay-giong"))
    return answer.status, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "danh sách hộ nhận cây giống do trưởng thôn lập thì ai phê duyệt",
        "ai ký duyệt cái danh sách hộ nhận cây giống",
        "so tay cham soc cay giong thi co quan nao tham dinh",
        "họp dân lấy ý kiến về danh sách nhận cây giống thì ai kiểm phiếu",
        "quý 4/2026 giao cây giống đợt nào",
        "dịp Tết Nguyên đán tặng mấy cái đèn lồng cho hộ nghèo trồng rừng",
        "hộ nhận cây giống có phải đền khi cây chết không",
        "đơn xin nhận thêm cây giống có phải công chứng không",
        "năm 2028 tặng đèn lồng nhân dịp Tết Trung thu từ ngày nào",
        "rốt cuộc giao được cho dân mấy cây giống",
        "thanh tra của Sở lo việc gì khi giao cây giống",
        "phó giám đốc phụ trách cấp cây giống tên gì",
        "hộ nhận cây giống có được cộng điểm thi không",
        "hộ nhận cây giống có phải trực đêm không",
        "sao ưu tiên cây giống keo lai mà không cấp cây giống cao su",
    ],
)
def test_what_the_plan_has_no_word_for_is_not_told(answerer: Answerer, question: str) -> None:
    status, text = _said(answerer, question)
    assert status is Status.NOT_IN_PLAN, text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("ai lập danh sách hộ nhận cây giống", "Trưởng thôn"),
        ("vuon uom cay giong do don vi nao nghiem thu", "Trung tâm Khuyến nông"),
        ("đơn xin nhận thêm cây giống viết theo mẫu nào", "Mẫu số 02"),
        ("quý 2/2026 giao cây giống đợt nào", "đợt một"),
        ("dịp trung thu tặng mấy cái đèn lồng cho hộ nghèo trồng rừng", "300"),
        ("đơn xin nhận thêm cây giống có phải theo mẫu không", "Mẫu số 02"),
        ("ai lập danh sách hộ nhận cây giống, có phải ông chủ tịch không", "Trưởng thôn"),
        ("vì sao cây giống chỉ giao vào đầu mùa mưa", "dễ sống"),
    ],
)
def test_what_the_plan_has_a_word_for_is_told(answerer: Answerer, question: str, said: str) -> None:
    status, text = _said(answerer, question)
    assert (status, said in text) == (Status.ANSWERED, True), text


@pytest.mark.parametrize(("question", "judges"), [("ai chậm nộp báo cáo thì sao", False), ("ai chấm bài thi", True)])
def test_who_is_late_is_not_who_judges(question: str, judges: bool) -> None:
    words = question_words(question, Vocabulary(frozenset(), frozenset()))
    asked = understand(question, words, date(2026, 4, 1))
    assert act_unsaid(asked, "bao cao gui muon thi nhac nho") is judges
