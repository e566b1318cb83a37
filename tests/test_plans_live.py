"""Answers that take in new plans while they are in use."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.plans import apart
from bot.plans.live import LiveAnswers, Pauses
from bot.plans.shelf import Shelf
from knowledge.answers.model import Question
from knowledge.facts import facts_of, read_facts
from knowledge.plans.model import Correction
from knowledge.plans.reading import read_plan
from knowledge.plans.record import PlanRecord
from tests.new_plans import COMMUNE_PLAN

ASKED = Question("han bao cao xa trieu son", date(2026, 11, 21))


def test_a_plan_that_another_process_adds_is_answered_from_without_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = LiveAnswers(tmp_path / "plans")
    before = answers.current
    assert not answers.refresh()
    monkeypatch.setenv("CAMPAIGN_BOT_DATA_DIR", str(tmp_path))
    file = tmp_path / "xa-trieu-son.txt"
    file.write_text(COMMUNE_PLAN, encoding="utf-8")
    assert CliRunner().invoke(main, ["plans", "add", str(file)]).exit_code == 0
    assert answers.refresh()
    assert "20 tháng 11" in answers.answer(ASKED).lead
    assert "20 tháng 11" not in before.answer(ASKED).lead, "who holds the old ones goes on with them"
    assert not answers.refresh()


def test_only_what_is_new_is_worked_out(tmp_path: Path) -> None:
    answers = LiveAnswers(tmp_path)
    before = dict(answers._answerer._evidence)
    Shelf(tmp_path.parent).plans.mkdir(exist_ok=True)
    (tmp_path / "xa-a.txt").write_text(COMMUNE_PLAN, encoding="utf-8")
    answers.refresh()
    after = answers._answerer._evidence
    assert all(after[plan] is evidence for plan, evidence in before.items())
    readings = after["xa-a"].readings
    (tmp_path / "xa-a.json").write_text('{"metadata": {"number": "1/KH-UBND"}}', encoding="utf-8")
    answers.refresh()
    assert answers.library["xa-a"].metadata.number == "1/KH-UBND"
    assert answers._answerer._evidence["xa-a"].readings is readings


def test_a_text_that_cannot_be_read_leaves_the_answers_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "SHORT", 10)
    monkeypatch.setattr(apart, "LONGEST", 100)
    answers = LiveAnswers(tmp_path)
    (tmp_path / "xa-a.txt").write_text(COMMUNE_PLAN, encoding="utf-8")
    assert answers.refresh()
    assert "xa-a" not in answers.library
    assert answers.answer(Question("han bao cao binh thuan", ASKED.today)).answered
    assert not answers.refresh(), "it is not tried again until something changes"


def test_reading_in_a_process_of_its_own_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SHORT", 10)
    plan = apart.read_apart("xa-b", COMMUNE_PLAN, PlanRecord(metadata={"period": (2026, 2027)}))
    assert plan == read_plan("xa-b", COMMUNE_PLAN)
    assert facts_of(plan) == read_facts(plan)


def test_who_builds_beside_others_rests_when_enough_is_done() -> None:
    rests: list[float] = []
    pause = Pauses(work=0.0, rest=0.5, wait=rests.append)
    pause()
    pause()
    assert rests == [0.5, 0.5]
    never = Pauses(work=1e9, rest=0.5, wait=rests.append)
    never()
    assert len(rests) == 2


def test_a_correction_is_of_one_fact_and_none_of_another() -> None:
    plan = read_plan("xa-c", COMMUNE_PLAN)
    first, second, *_ = facts_of(plan).deadlines
    assert first.moment
    dropped = Correction("deadline", first.start, first.end, first.moment)
    other = Correction("deadline", second.start, second.end, "ngày khác")
    corrected = read_plan("xa-c", COMMUNE_PLAN)
    object.__setattr__(corrected, "corrections", (dropped, other))
    assert [d.start for d in facts_of(corrected).deadlines] == [d.start for d in facts_of(plan).deadlines[1:]]
