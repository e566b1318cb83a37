"""Drafts of plans that nobody goes on with: who may keep them is told, then they are thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.message import Message
from bot.plans.model import State
from bot.store.sqlite import SqliteStore
from tests.households import Village, labels, text_of
from tests.new_plans import COMMUNE_PLAN, office_of
from tests.test_plans_review import Send, press, send

__all__ = ["send"]  # a fixture


@pytest.fixture
def office(tmp_path: Path, store: SqliteStore) -> Village:
    """A bot that takes plans and keeps drafts for 90 days."""
    return office_of(tmp_path, store)


def day_passes(office: Village, days: int = 1) -> None:
    """So many days pass, each with its tidying."""
    for _ in range(days):
        office.clock.pass_by(days=1)
        office.reception.tidy()


def told(office: Village, name: str = "xa") -> list[Message]:
    """The notices about drafts that came to `name`."""
    return [one for one in office.notices(name) if "bỏ sau ngày" in one.lead]


def drafts(office: Village) -> int:
    """How many drafts there are."""
    return len(office.store.plans.in_state(State.READ))


def test_a_draft_that_nobody_goes_on_with_is_thrown_away_a_week_after_a_notice(office: Village, send: Send) -> None:
    kept = press(office, "xa", send("xa", COMMUNE_PLAN), "Giữ nháp")
    assert "Không ai sửa trong 90 ngày thì bot hỏi lại rồi bỏ." in text_of(kept)
    day_passes(office, 82)
    assert told(office) == []
    day_passes(office)
    (notice,) = told(office)
    assert notice.lead == "Bản nháp a.txt lâu không ai sửa: bỏ sau ngày 19/02/2027."
    assert labels(notice) == ["Mở bản nháp", "Giữ thêm", "Bỏ tệp"]
    day_passes(office, 6)
    assert (drafts(office), told(office)) == (1, [])
    day_passes(office)
    assert drafts(office) == 0
    (upload,) = office.store.plans.in_state(State.DISCARDED)
    assert office.store.plans.findings(upload.id) == {}
    assert office.store.plans.digests() == frozenset()
    last = list(office.store.audit.entries())[-1]
    assert (last.actor, last.action, last.record) == ("retention", "plan.discarded", f"upload:{upload.id}")


def test_one_press_keeps_it_and_work_on_it_does_too(office: Village, send: Send) -> None:
    send("xa", COMMUNE_PLAN)
    day_passes(office, 83)
    assert press(office, "xa", told(office)[0], "Giữ thêm").lead.startswith("✅ Đã giữ nháp.")
    day_passes(office, 82)
    assert (drafts(office), told(office)) == (1, [])
    day_passes(office)
    assert len(told(office)) == 1, "as if it had just come"


def test_a_bot_that_was_stopped_for_long_tells_first(office: Village, send: Send) -> None:
    send("xa", COMMUNE_PLAN)
    office.clock.pass_by(days=200)
    office.reception.tidy()
    assert drafts(office) == 1
    assert len(told(office)) == 1
    day_passes(office, 7)
    assert drafts(office) == 0


def test_the_officers_of_the_area_are_told_where_the_sender_is_gone(office: Village, send: Send) -> None:
    send("xa", COMMUNE_PLAN)
    office.talk("xa", "/xoa", "1")
    day_passes(office, 83)
    assert [len(told(office, name)) for name in ("dongnghiep", "xakhac", "tinh", "xa")] == [1, 0, 0, 0]


def test_the_command_throws_away_what_was_told_of_and_nothing_else(
    office: Village, send: Send, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send("xa", COMMUNE_PLAN)
    monkeypatch.setenv("CAMPAIGN_BOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CAMPAIGN_BOT_CLOCK", "2027-03-01T09:00")
    run = CliRunner().invoke
    assert "0 bản nháp kế hoạch" in run(main, ["retention"]).output
    day_passes(office, 83)
    assert "1 bản nháp kế hoạch" in run(main, ["retention", "--dry-run"]).output
    assert drafts(office) == 1
    assert "1 bản nháp kế hoạch" in run(main, ["retention"]).output
    assert drafts(office) == 0
