"""The bench of publishing publishes what it says, while people are answered."""

from __future__ import annotations

import pytest

from bot.bench import publishing
from knowledge.plans.reading import read_plan


def test_a_plan_of_some_pages_is_published_while_people_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "WARM", 0.1)
    monkeypatch.setattr(publishing, "QUIET", 0.3)
    figures = publishing.measure_publishing(pages=5, people=2)
    assert figures.quiet_answers > 0
    assert figures.busy_answers > 0
    assert figures.as_json()["people"] == 2


def test_the_long_plan_is_as_long_as_it_says_and_one_document() -> None:
    text = publishing.long_plan(20)
    assert 20 * publishing.PAGE <= len(text) < 30 * publishing.PAGE
    assert read_plan("long", text).metadata.number == "999/KH-UBND"
