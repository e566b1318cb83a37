"""Which passage of a plan is found first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.answers.answerer import Answerer
from knowledge.answers.evidence import Evidence
from knowledge.answers.model import Answer, Question
from knowledge.answers.understanding import understand
from knowledge.language.wording import question_words
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
