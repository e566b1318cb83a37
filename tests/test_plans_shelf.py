"""The files of plans in the data folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.plans.shelf import KEPT_FOR, Shelf
from knowledge.library import load_library
from knowledge.plans.record import PlanRecord, record_from, record_values
from tests.new_plans import COMMUNE_PLAN

LATER = 4e9  # seconds: long after any file of a test


def test_what_nothing_names_is_deleted_after_a_day_and_not_before(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    needed, not_needed = shelf.keep(b"one"), shelf.keep(b"two")
    written = (shelf.plans / "uploads" / needed).stat().st_mtime
    assert shelf.clear({needed}, written + KEPT_FOR - 60) == 0
    assert shelf.clear({needed}, LATER) == 1
    assert shelf.sent(needed) == b"one"
    assert not (shelf.plans / "uploads" / not_needed).exists()


def test_a_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    text = "Điều 1.\r\n\tKhông đổi \u00a0 gì.\n"
    assert shelf.text(shelf.keep_text(text)) == text


def test_ids_are_not_taken_twice_nor_those_of_shipped_plans(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.free_id("binh-thuan") == "binh-thuan-2"
    shelf.publish("xa-a", COMMUNE_PLAN, PlanRecord())
    assert shelf.free_id("xa-a") == "xa-a-2"
    assert shelf.free_id("") == "ke-hoach"


def test_a_record_over_a_shipped_plan_retires_it_and_it_can_still_be_read(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.save_record("binh-thuan", PlanRecord(retired=date(2026, 11, 21)))
    library = load_library(shelf.plans)
    assert "binh-thuan" not in library
    assert library.readable("binh-thuan") is not None


def test_a_record_that_cannot_be_read_counts_as_none(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.publish("xa-a", COMMUNE_PLAN, PlanRecord(metadata={"number": "1/KH-UBND"}))
    assert load_library(shelf.plans)["xa-a"].metadata.number == "1/KH-UBND"
    (shelf.plans / "xa-a.json").write_text("{", encoding="utf-8")
    assert load_library(shelf.plans)["xa-a"].metadata.number == "12/KH-UBND"


def test_a_record_written_and_read_is_the_same() -> None:
    record = PlanRecord(metadata={"date": date(2026, 1, 5), "period": (2026, 2030), "number": None}, original="ab")
    assert record_from(record_values(record)) == record
