"""Which passage of a plan is found first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.evidence import Evidence
from knowledge.answers.model import Answer, Question
from knowledge.answers.understanding import understand
from knowledge.language.wording import Vocabulary, question_words
from knowledge.library import load_library

PLAN = """UBND TỈNH AN LÂM
Số: 31/KH-UBND
An Lâm, ngày 04 tháng 3 năm 2026

KẾ HOẠCH
Trồng rừng ven biển giai đoạn 2026 - 2030

I. CHUẨN BỊ
Các xã ươm cây giống tại vườn của trường.
II. TRIỂN KHAI
Các xã ươm cây giống tại vườn của trường.
III. TRIỂN KHAI
1. Chi cục Kiểm lâm trông coi vườn ươm, ghi sổ từng luống cây.
2. Các trường mở buổi ngoại khóa về rừng ngập mặn.
IV. CHẾ ĐỘ BÁO CÁO
1. Các xã báo cáo diện tích rừng đã trồng, gửi về Sở Nông nghiệp trước ngày 10/11/2026.
2. Sở Nông nghiệp tổng hợp báo cáo diện tích rừng đã trồng, trình Bộ Nông nghiệp trước ngày 05/12/2026.
V. TUYÊN TRUYỀN
1. Các đoàn thể vận động người dân giữ rừng, tuyên truyền về cách giữ rừng, lợi ích của rừng.
2. Sở Thông tin đưa tin về cách giữ rừng, tuyên truyền trên loa xã.
VI. ĐỜI SỐNG
1. Ngân hàng cho hộ trồng rừng vay vốn, đẩy lùi cho vay nặng lãi ở các thôn.
2. Trạm y tế phát bảo hiểm y tế tại nhà cho hộ trồng rừng.
3. Người dân được trợ giúp pháp lý tại trụ sở xã.

ĐỀ CƯƠNG BÁO CÁO
I. TÌNH HÌNH
Các xã ươm cây giống tại vườn của trường.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "an-lam.txt").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def evidence(folder: Path) -> Evidence:
    return Evidence(load_library(folder).plans["an-lam"])


@pytest.fixture(scope="module")
def answerer(folder: Path) -> Answerer:
    return Answerer(load_library(folder))


def ask(answerer: Answerer, text: str) -> Answer:
    return answerer.answer(Question(text, date(2026, 4, 1), "an-lam"))


def sections(evidence: Evidence, text: str) -> dict[str, float]:
    """The sections that are found, with the score of the best passage of each."""
    asked = understand(text, question_words(text, evidence.vocabulary), date(2026, 4, 1))
    found: dict[str, float] = {}
    for scored in evidence.rank(asked):
        found.setdefault(scored.reading.passage.section, scored.score)
    return found


def test_every_part_of_a_plan_counts_the_same_and_an_annex_less(evidence: Evidence) -> None:
    found = sections(evidence, "ươm cây giống tại vườn của trường")
    annex = next(s for s in found if s.startswith("DC"))
    assert found["I"] == pytest.approx(found["II"], rel=0.02)
    assert found[annex] < 0.9 * found["II"]


def test_what_goes_to_a_body_is_not_what_that_body_does(answerer: Answerer) -> None:
    answer = ask(answerer, "báo cáo diện tích rừng đã trồng phải đến tay Sở Nông nghiệp trước ngày nào")
    assert answer.text.startswith("Trước ngày 10/11/2026")


def test_what_a_body_does_itself_is_told_of_it(answerer: Answerer) -> None:
    answer = ask(answerer, "Sở Nông nghiệp báo cáo diện tích rừng đã trồng trước ngày nào")
    assert answer.text.startswith("Trước ngày 05/12/2026")


@pytest.mark.parametrize("text", ["sở nào tuyên truyền về cách giữ rừng", "so nao tuyen truyen cach giu rung"])
def test_where_a_department_is_asked_for_one_is_named(answerer: Answerer, text: str) -> None:
    assert "Sở Thông tin" in ask(answerer, text).text.splitlines()[0]


def test_a_word_that_only_sounds_like_a_body_names_none() -> None:
    text = "so với phong trào năm ngoái, hội nghị này đòi hỏi bổ sung gì"
    assert understand(text, question_words(text, Vocabulary()), date(2026, 4, 1)).bodies == ()


def test_a_short_question_that_goes_on_is_not_drowned_by_the_long_one_before(answerer: Answerer) -> None:
    first = ask(answerer, "Chi cục Kiểm lâm trông coi vườn ươm, ghi sổ từng luống cây thì phải làm gì")
    second = answerer.answer(Question("còn buổi ngoại khóa?", date(2026, 4, 1), "an-lam", first.topic))
    assert "ngoại khóa về rừng" in second.text.splitlines()[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("muốn hỏi luật sư thì sao", "trợ giúp pháp lý"),
        ("can hoi luat thi the nao", "trợ giúp pháp lý"),
    ],
)
def test_everyday_words_that_no_plan_has_find_what_plans_write_for_them(
    answerer: Answerer, text: str, said: str
) -> None:
    assert said in ask(answerer, text).text
