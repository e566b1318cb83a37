"""The calendar: days in order, years apart, a file that calendars read and a picture that a phone shows."""

from __future__ import annotations

import json
import struct
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar as Ics

from bot.calendar.entries import Calendar, plans_over, read_calendar
from bot.calendar.ics import calendar_file, event_uid
from bot.calendar.lines import calendar_as_values, when_words, year_words
from bot.calendar.picture import SMALL, WIDTH, draw_year
from bot.clock import VIETNAM
from bot.commands.calendar import calendar as calendar_command
from bot.commands.calendar import year_to_draw
from bot.commands.facts import facts as facts_command
from bot.commands.tables import range_words
from knowledge.library import Library, load_library
from knowledge.plans.reading import read_plan

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=VIETNAM)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def of_2023(library: Library) -> Calendar:
    return read_calendar(library, date(2023, 1, 1), date(2023, 12, 31))


def test_the_days_of_a_year_stand_in_order(of_2023: Calendar) -> None:
    assert [(e.day.isoformat(), e.plan.id) for e in of_2023.entries] == [
        ("2023-10-17", "trieu-son"),
        ("2023-11-10", "binh-thuan"),
        ("2023-11-25", "trieu-son"),
        ("2023-11-30", "bac-giang"),
        ("2023-11-30", "bac-giang"),
        ("2023-12-05", "bac-giang"),
        ("2023-12-15", "bac-giang"),
        ("2023-12-30", "binh-thuan"),
    ]


def test_a_duty_of_which_only_the_year_is_known_stands_apart_and_has_no_day(of_2023: Calendar) -> None:
    named = {(y.plan.id, year_words(y)) for y in of_2023.year_entries}
    assert {("cao-bang", "năm 2023"), ("binh-thuan", "2022 - 2025"), ("lang-son", "năm 2023")} <= named
    assert all("day" not in item for item in calendar_as_values(of_2023, NOW.date())["year_only"])


def test_a_yearly_duty_comes_every_year_from_the_plan_to_the_end_of_its_period(library: Library) -> None:
    whole = read_calendar([library["binh-thuan"]])
    days = [e.day.isoformat() for e in whole.entries if e.deadline.section == "V.4"]
    assert days == ["2023-11-10", "2024-11-10", "2025-11-10"]  # issued on 22/11/2022: that year's day was over


def test_a_window_that_has_begun_is_still_shown(library: Library) -> None:
    inside = read_calendar([library["trieu-son"]], date(2024, 11, 1), date(2024, 11, 2))
    assert [when_words(e) for e in inside.entries] == ["17/10/2024 đến 18/11/2024"]


def test_every_entry_has_its_quote_and_its_source(of_2023: Calendar) -> None:
    for entry in calendar_as_values(of_2023, NOW.date())["entries"]:
        assert entry["quote"]
        assert "mục" in entry["source"]


def test_a_plan_is_over_after_the_last_day_of_its_period(of_2023: Calendar) -> None:
    assert plans_over(of_2023, date(2025, 12, 31)) == []
    assert len(plans_over(of_2023, date(2026, 1, 1))) == 5


def test_the_calendar_file_is_read_back_with_its_rules(of_2023: Calendar) -> None:
    read = Ics.from_ical(calendar_file(of_2023.entries, NOW))
    events = list(read.walk("VEVENT"))
    assert len(events) == 8
    yearly = next(e for e in events if "10/11" in str(e["summary"]))
    assert yearly["dtstart"].dt == date(2023, 11, 10)
    assert yearly["dtend"].dt == date(2023, 11, 11)
    assert yearly["rrule"]["FREQ"] == ["YEARLY"]
    assert yearly["rrule"]["UNTIL"][0] == date(2025, 12, 31)
    assert "Nguồn: UBND tỉnh Bình Thuận" in str(yearly["description"])
    window = next(e for e in events if e["dtstart"].dt == date(2023, 10, 17))
    assert window["dtend"].dt == date(2023, 11, 19)  # the day after the last one


def test_each_event_has_a_name_of_its_own_that_stays_the_same(of_2023: Calendar, library: Library) -> None:
    once = [event_uid(e.plan, e.deadline) for e in of_2023.entries]
    again = read_calendar(load_library(), date(2023, 1, 1), date(2023, 12, 31))
    assert once == [event_uid(e.plan, e.deadline) for e in again.entries]
    assert len(set(once)) == len(once)
    moved = read_plan("bac-giang", "\n\n" + library["bac-giang"].source)
    assert event_uid(moved, read_calendar([moved]).entries[0].deadline) in once


def test_the_same_calendar_is_written_byte_for_byte(of_2023: Calendar) -> None:
    assert calendar_file(of_2023.entries, NOW) == calendar_file(of_2023.entries, NOW)


def test_lines_of_the_file_are_folded_as_rfc_5545_wants(of_2023: Calendar) -> None:
    assert all(len(line) <= 75 for line in calendar_file(of_2023.entries, NOW).split(b"\r\n"))


def test_the_picture_has_the_width_of_a_phone_and_letters_that_can_be_read(of_2023: Calendar, tmp_path: Path) -> None:
    file = tmp_path / "2023.png"
    draw_year(of_2023, 2023, NOW.date(), file)
    content = file.read_bytes()
    width, height = struct.unpack(">II", content[16:24])
    assert content[:4] == b"\x89PNG"
    assert width == 2 * WIDTH == 720
    assert height > width
    assert SMALL >= 14


def test_a_year_without_days_is_drawn_too(library: Library, tmp_path: Path) -> None:
    draw_year(read_calendar([library["cao-bang"]]), 2024, NOW.date(), tmp_path / "none.png")
    assert (tmp_path / "none.png").stat().st_size > 1000


def test_the_year_to_draw_is_this_one_or_the_last_one_with_duties(library: Library) -> None:
    whole = read_calendar(library)
    assert year_to_draw(whole, date(2024, 5, 1)) == 2024
    assert year_to_draw(whole, date(2026, 5, 1)) == 2025


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAMPAIGN_BOT_DATA_DIR", str(tmp_path))
    return tmp_path


def test_the_command_prints_writes_and_draws(data_dir: Path) -> None:
    file, picture = data_dir / "lich.ics", data_dir / "lich.png"
    run = CliRunner().invoke(
        calendar_command, ["--plan", "bac-giang", "--from", "2023-01-01", "--ics", str(file), "--picture", str(picture)]
    )
    assert run.exit_code == 0, run.output
    assert file.read_bytes().count(b"BEGIN:VEVENT") == 4
    assert picture.exists()
    listed = CliRunner().invoke(calendar_command, ["--plan", "bac-giang"])
    assert "trước 30/11/2023" in listed.output
    assert "hết giai đoạn" in listed.output


@pytest.mark.usefixtures("data_dir")
def test_the_command_refuses_days_in_the_wrong_order_and_unknown_plans() -> None:
    wrong = CliRunner().invoke(calendar_command, ["--from", "2023-12-31", "--to", "2023-01-01"])
    assert wrong.exit_code == 2
    unknown = CliRunner().invoke(calendar_command, ["--plan", "ha-noi"])
    assert unknown.exit_code == 2
    assert "binh-thuan" in unknown.output


@pytest.mark.usefixtures("data_dir")
def test_facts_are_printed_in_the_agreed_shape() -> None:
    run = CliRunner().invoke(facts_command, ["--json"])
    plans = json.loads(run.output)["plans"]
    assert set(plans) == {"binh-thuan", "bac-giang", "cao-bang", "lang-son", "trieu-son"}
    plan = plans["binh-thuan"]
    assert plan["metadata"]["period"] == [2021, 2025]
    assert set(plan) == {
        "metadata",
        "outline",
        "deadlines",
        "quotas",
        "targets",
        "criteria",
        "award_forms",
        "dossier",
        "references",
    }
    keys = {
        "section",
        "type",
        "date",
        "rule",
        "from",
        "to",
        "year",
        "quarter",
        "before",
        "who",
        "what",
        "to_whom",
        "quote",
    }
    assert keys <= set(plan["deadlines"][0])


def test_facts_of_a_file_and_of_an_added_plan_are_printed(data_dir: Path, library: Library) -> None:
    file = data_dir / "ke-hoach-moi.txt"
    file.write_text(library["bac-giang"].source, encoding="utf-8")
    run = CliRunner().invoke(facts_command, ["--file", str(file), "--json"])
    assert len(next(iter(json.loads(run.output)["plans"].values()))["quotas"]) > 15
    (data_dir / "plans").mkdir()
    (data_dir / "plans" / "moi.txt").write_text(library["bac-giang"].source, encoding="utf-8")
    assert "moi" in json.loads(CliRunner().invoke(facts_command, ["--json"]).output)["plans"]


@pytest.mark.usefixtures("data_dir")
def test_tables_for_officers_are_in_vietnamese() -> None:
    run = CliRunner().invoke(facts_command, ["--plan", "binh-thuan"])
    assert run.exit_code == 0
    for title in ("Hạn và việc phải làm", "Số lượng", "Chỉ tiêu", "Tiêu chí", "Hồ sơ"):
        assert title in run.output
    assert "không quá 10" in run.output


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (50, None, "%", "từ 50% trở lên"),
        (3.5, 3.5, "%/năm", "3,5%/năm"),
        (2, 3, "hộ", "2 - 3 hộ"),
        (None, 10, "tập thể", "không quá 10 tập thể"),
    ],
)
def test_a_figure_stands_with_its_unit_as_it_is_read_aloud(
    low: float | None, high: float | None, unit: str, words: str
) -> None:
    assert range_words(low, high, unit) == words
