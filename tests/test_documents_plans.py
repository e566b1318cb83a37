"""The five plans as Word and PDF files give the outline and the facts of their texts."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from docx import Document

from bot.documents import DocumentText, plan_of, read_document
from knowledge.facts import read_facts
from knowledge.facts.shape import facts_as_values
from knowledge.library import load_library
from knowledge.plans.model import Plan
from knowledge.plans.reading import read_plan
from tests.plan_documents import as_pdf, as_word

PLANS = {plan.id: plan.source for plan in load_library()}


def without_space(value: Any) -> Any:
    """Values with each run of white space as one space, none inside brackets: that is where emphasis marks stood."""
    if isinstance(value, str):
        return re.sub(r"\s*([()])\s*", r"\1", " ".join(value.replace("*", "").split()))
    if isinstance(value, dict):
        return {key: without_space(one) for key, one in value.items()}
    return [without_space(one) for one in value] if isinstance(value, list | tuple) else value


def read_back(plan: Plan) -> Any:
    """Outline, metadata and facts of a plan."""
    return without_space(facts_as_values(plan, read_facts(plan)))


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize(("kind", "make"), [("docx", as_word), ("pdf", as_pdf)])
def test_a_plan_as_a_file_is_read_like_its_text(name: str, kind: str, make: Any) -> None:
    document = read_document(make(PLANS[name]), f"{name}.bin")
    assert document.kind == kind
    text, file = read_plan(name, PLANS[name]), plan_of(document, name)
    assert read_back(file) == read_back(text)
    assert [w.code for w in file.warnings] == [w.code for w in text.warnings]


def test_the_numbers_of_a_word_file_are_not_in_its_text_but_made_by_word() -> None:
    """Otherwise the test above would prove nothing about lists."""
    data = as_word(PLANS["binh-thuan"])
    typed = {paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs}
    marked = [
        line for line in read_document(data, "a").text.splitlines() if re.match(r"([IVX]+\.|\d+\.|[a-d]\)|-) ", line)
    ]
    assert len(marked) > 90
    assert sum(line in typed for line in marked) < len(marked) / 20


def test_a_pdf_has_page_numbers_and_none_is_read() -> None:
    document: DocumentText = read_document(as_pdf(PLANS["trieu-son"]), "a.pdf")
    assert not re.search(r"^\d+$", document.text, re.MULTILINE)
