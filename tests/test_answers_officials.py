"""Persons, places, other papers and meetings: told only where the plan names just that one."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.evidence import Evidence
from knowledge.answers.model import Question, Status
from knowledge.answers.refusals.premises import words_of_other
from knowledge.answers.understanding import understand
from knowledge.language.wording import Vocabulary, question_words
from knowledge.library import load_library

FORESTS = """UBND TỈNH YÊN BÁI SỞ NÔNG NGHIỆP | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 41/KH-SNN | Yên Bái, ngày 12 tháng 02 năm 2026

KẾ HOẠCH
Giao rừng cho hộ nghèo năm 2026

Thực hiện Kế hoạch số 215/KH-UBND ngày 20/01/2026 của UBND tỉnh về phát triển rừng;

Căn cứ Thông tư số 86/2025/TT-BTC ngày 05/9/2025 của Bộ Tài chính quy định mức chi giao rừng;

I/ NHIỆM VỤ

1- Đoàn kiểm tra giao rừng do Phó Giám đốc Sở làm Trưởng đoàn; Phòng Lâm nghiệp phối hợp các huyện lập danh sách.

2- Chi cục Kiểm lâm theo dõi giao rừng; vướng mắc trao đổi với đồng chí Lò Văn Pản, Trưởng phòng Kiểm lâm địa bàn.

3- Hội đồng giao rừng họp xét danh sách hộ. Xã gửi danh sách về Sở trước ngày 15 tháng 5 năm 2026.

4- Phấn đấu 02 huyện giao xong rừng trong năm.

5- Xã báo cáo giao rừng hằng năm về Sở trước ngày 10 tháng 12.

6- Hội nghị tổng kết giao rừng tổ chức tại hội trường Sở.

7- Tặng Bằng khen hằng năm cho 06 tập thể giữ rừng tốt.

8- Sở làm điểm giao rừng tại huyện Trạm Tấu.

Nơi nhận: - Như trên; - Lưu: VT. | GIÁM ĐỐC Giàng A Tông
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "rung.txt").write_text(FORESTS, encoding="utf-8")
    return Answerer(load_library(folder))


def _said(answerer: Answerer, text: str) -> tuple[Status, str]:
    answer = answerer.answer(Question(text, date(2026, 4, 1), plan="rung"))
    return answer.status, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Chi cục trưởng Chi cục Kiểm lâm là ai?",
        "truong phong lam nghiep la dong chi nao",
        "ai là chuyên viên Phòng Lâm nghiệp phụ trách danh sách giao rừng",
        "chanh van phong so la ong nao",
        "Thông báo của Kế hoạch 215 yêu cầu các xã làm những gì?",
        "ke hoach 215 giao so nong nghiep viec gi",
        "hai huyện giao xong rừng cụ thể là huyện nào",
        "báo cáo giao rừng 6 tháng gửi trước ngày nào",
        "bao cao quy ve giao rung gui cho ai",
        "lễ trao bằng khen giữ rừng tổ chức ở đâu",
        "bằng khen giữ rừng dịp tổng kết được mấy tập thể",
    ],
)
def test_a_name_or_a_paper_that_the_plan_does_not_have_is_not_told(answerer: Answerer, question: str) -> None:
    status, text = _said(answerer, question)
    assert status is Status.NOT_IN_PLAN, text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("ai làm trưởng đoàn kiểm tra giao rừng", "Phó Giám đốc"),
        ("truong phong kiem lam dia ban la ai", "Lò Văn Pản"),
        ("vướng mắc giao rừng thì trao đổi với ai", "Lò Văn Pản"),
        ("làm điểm giao rừng tại huyện nào", "Trạm Tấu"),
        ("thong tu 86 quy dinh gi", "mức chi"),
        ("báo cáo giao rừng hằng năm gửi trước ngày nào", "10 tháng 12"),
        ("hoi nghi tong ket giao rung to chuc o dau", "hội trường Sở"),
        ("bằng khen giữ rừng hằng năm được mấy tập thể", "06 tập thể"),
        ("phòng nào phối hợp các huyện lập danh sách", "Lâm nghiệp"),
    ],
)
def test_it_is_told_where_the_plan_names_it(answerer: Answerer, question: str, said: str) -> None:
    status, text = _said(answerer, question)
    assert status is Status.ANSWERED
    assert said in text


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Kế hoạch 215 giao Sở Nông nghiệp việc gì", "215/KH-UBND"),
        ("Thông tư 86 quy định mức chi nào", ""),  # that the plan says itself
        ("Kế hoạch 41 giao Phòng Lâm nghiệp việc gì", ""),  # its own number
    ],
)
def test_what_a_document_assigns_that_the_plan_only_names_is_that_documents_to_say(
    answerer: Answerer, question: str, other: str
) -> None:
    words = question_words(question, Vocabulary(frozenset(), frozenset()))
    found = words_of_other(understand(question, words, date(2026, 4, 1)), Evidence(answerer.library["rung"]))
    assert other in found
    assert bool(found) is bool(other)
