"""A plan that is retired answers nothing and alerts nobody, and can be brought back as it was."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.store.sqlite import SqliteStore
from tests.conftest import LAN
from tests.households import Village, labels, text_of
from tests.new_plans import COMMUNE_PLAN, office_of
from tests.telegram_api import TelegramApi
from tests.test_plans_review import HAN, Send, press, publish, send
from tests.test_telegram_delivery import serving, until_sent

__all__ = ["send"]  # a fixture
PLAN = "xa-trieu-son-2026"
ANSWER = "Trước ngày 20 tháng 11"
Command = Callable[..., Result]


@pytest.fixture
def office(tmp_path: Path, store: SqliteStore) -> Village:
    """A bot that takes plans."""
    return office_of(tmp_path, store)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`campaign-bot ...` beside the running bot, on the same data."""
    monkeypatch.setenv("CAMPAIGN_BOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CAMPAIGN_BOT_CLOCK", "2026-11-21T08:59")
    return lambda *words: CliRunner().invoke(main, list(words))


@pytest.fixture
def followed(office: Village, send: Send) -> Village:
    """The commune's plan is published, its deadline of 5 December confirmed and followed by the officer."""
    done = publish(office, "xa", send("xa", COMMUNE_PLAN))
    office.notices("dongnghiep")
    press(office, "xa", done, "Xác nhận hạn", "Còn, 05/12/2026")
    office.talk("xa", "bo qua")
    return office


def held(office: Village) -> list[date | None]:
    """The days of which people are alerted."""
    return [said.day for said in office.store.deadlines.confirmed(date(2026, 11, 21), date(2027, 12, 31))]


def acts(office: Village) -> list[tuple[str, str]]:
    """The acts on plans in the audit log: what was done, and whether somebody did it on the command line."""
    found = [e for e in office.store.audit.entries() if e.action in ("plan.retired", "plan.reinstated")]
    return [(e.action, "operator" if e.actor == "operator" else "officer") for e in found]


def test_a_plan_retired_by_the_operator_stops_answering_and_alerting_and_comes_back_with_both(
    followed: Village, command: Command
) -> None:
    retired = command("plans", "retire", PLAN)
    assert retired.exit_code == 0, retired.output
    assert retired.output.startswith(f"Đã cất {PLAN}: 1 người được báo")
    assert "đã cất)" in command("plans", "list").output
    assert followed.reception.refresh_plans()
    assert not followed.talk("hoa", HAN).lead.startswith(ANSWER)
    (told,) = followed.notices("xa")
    assert told.lead == "Kế hoạch đã cất: UBND xã Triệu Sơn, số 12/KH-UBND."
    assert "Bot tạm thôi nhắc 1 hạn" in text_of(told)
    assert held(followed) == []
    assert "đã cất từ trước" in command("plans", "retire", PLAN).output

    back = command("plans", "reinstate", PLAN)
    assert back.output.startswith(f"Đã dùng lại {PLAN}: 1 người được báo")
    assert followed.reception.refresh_plans()
    assert followed.talk("hoa", HAN).lead.startswith(ANSWER)
    (told,) = followed.notices("xa")
    assert told.lead == "Kế hoạch được dùng lại: UBND xã Triệu Sơn, số 12/KH-UBND."
    assert held(followed) == [date(2026, 12, 5)]
    assert "không đổi gì" in command("plans", "reinstate", PLAN).output
    assert acts(followed) == [("plan.retired", "operator"), ("plan.reinstated", "operator")]
    followed.clock.pass_by(days=7)  # 28 November, a week before
    assert ["05/12" in text_of(one) for one in followed.notices("xa")] == [True]


def test_alerts_whose_time_passed_while_a_plan_was_retired_do_not_come_late(
    followed: Village, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("plans", "retire", PLAN)
    followed.notices("xa")
    followed.clock.pass_by(days=8)  # past the alert of a week before
    assert followed.notices("xa") == []
    monkeypatch.setenv("CAMPAIGN_BOT_CLOCK", "2026-11-29T08:59")
    command("plans", "reinstate", PLAN)
    followed.reception.sending().plan()
    assert [one.lead[:23] for one in followed.notices("xa")] == ["Kế hoạch được dùng lại:"]
    followed.clock.pass_by(days=5)
    assert len(followed.notices("xa")) == 1, "the alerts that were still ahead"


def test_who_retired_a_plan_by_a_slip_takes_it_back_with_one_press(followed: Village) -> None:
    sure = press(followed, "xa", followed.talk("xa", "/kehoach xã Triệu Sơn"), "Cất kế hoạch")
    done = press(followed, "xa", sure, "Cất kế hoạch")
    assert held(followed) == []
    assert followed.reception.refresh_plans()
    old = press(followed, "xa", done, "Xem bản cũ")
    assert "Dùng lại" in labels(old)
    assert press(followed, "xa", old, "Dùng lại").lead.startswith("✅ Đã dùng lại kế hoạch")
    assert followed.reception.refresh_plans()
    assert followed.talk("hoa", HAN).lead.startswith(ANSWER)
    assert held(followed) == [date(2026, 12, 5)]
    assert acts(followed) == [("plan.retired", "officer"), ("plan.reinstated", "officer")]


def test_nobody_else_brings_a_plan_back(followed: Village) -> None:
    sure = press(followed, "xa", followed.talk("xa", "/kehoach xã Triệu Sơn"), "Cất kế hoạch")
    done = press(followed, "xa", sure, "Cất kế hoạch")
    followed.reception.refresh_plans()
    data = next(choice.data for choice in done.choices if choice.label == "Dùng lại")
    for name in ("xakhac", "tinh", "hoa"):
        followed.press_data(name, data)
    assert not followed.reception.refresh_plans()


def test_a_shipped_plan_and_one_that_an_earlier_version_retired_come_back(tmp_path: Path, command: Command) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "xa-a.txt").write_text(COMMUNE_PLAN, encoding="utf-8")
    (folder / "manifest.toml").write_text("[xa-a]\nretired = true\n", encoding="utf-8")
    assert "xa-a: Ủy ban nhân dân xã Triệu Sơn, số 12/KH-UBND (2026-2030, đã cất)" in command("plans", "list").output
    assert command("plans", "reinstate", "xa-a").exit_code == 0
    assert command("plans", "retire", "binh-thuan").exit_code == 0
    listed = command("plans", "list").output
    assert "xa-a: Ủy ban nhân dân xã Triệu Sơn, số 12/KH-UBND (2026-2030)" in listed
    assert "đã cất" in next(line for line in listed.splitlines() if line.startswith("binh-thuan"))
    assert command("plans", "reinstate", "binh-thuan").exit_code == 0
    assert "đã cất" not in command("plans", "list").output
    assert command("plans", "retire", "khong-co").exit_code == 2


async def test_a_bot_on_telegram_follows_within_seconds(api: TelegramApi, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "xa-a.txt").write_text(COMMUNE_PLAN, encoding="utf-8")
    async with serving(api, tmp_path):
        assert "12/KH-UBND" in await asked(api, LAN)
        for number, (what, answers) in enumerate((("retire", False), ("reinstate", True)), 1):
            env = os.environ | {"CAMPAIGN_BOT_DATA_DIR": str(tmp_path)}
            done = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "plans", what, "xa-a", env=env)
            assert await asyncio.wait_for(done.wait(), 20) == 0
            for attempt in range(20):
                if ("12/KH-UBND" in await asked(api, LAN + 100 * number + attempt)) is answers:
                    break
                await asyncio.sleep(0.5)
            else:
                raise AssertionError(f"{what} was not followed")


async def asked(api: TelegramApi, chat: int) -> str:
    """What somebody who was not there before is answered."""
    api.sent = []
    await api.say(chat, HAN)
    await until_sent(api, 1)
    return api.sent[0].text
