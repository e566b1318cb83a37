"""The bench of answers, and the table of all benches."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.bench import answers, table


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "ROUNDS", 1)
    monkeypatch.setattr(answers, "STARTS", 1)
    monkeypatch.setattr(answers, "IMPORTS", ("-c", "pass"))


def test_answers_are_timed_warm_and_from_a_cold_start() -> None:
    done = CliRunner().invoke(main, ["bench", "answers", "--json"])
    assert done.exit_code == 0, done.output
    figures = json.loads(done.output)
    assert figures["questions"] > 50
    assert figures["p50_ms"] <= figures["p95_ms"] <= figures["longest_ms"]
    assert figures["cold_ratio"] > 0


def test_a_start_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "COLD_QUESTION", ("-c", "raise SystemExit('no plans')"))
    done = CliRunner().invoke(main, ["bench", "answers"])
    assert done.exit_code == 1
    assert "no plans" in done.output


def test_bench_alone_prints_one_table_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(table.PARTS) == ["answers", "index", "messages", "alerts", "soak", "documents"]
    parts = {name: table.PARTS[name] for name in ("answers", "index", "alerts")}  # the others have tests of their own
    monkeypatch.setattr(table, "PARTS", parts)
    monkeypatch.setattr(table, "PASSAGES", 200)
    monkeypatch.setattr(table, "OFFICERS", 2)
    monkeypatch.setattr(table, "KILLS", 1)
    done = CliRunner().invoke(main, ["bench", "--json"])
    assert done.exit_code == 0, done.output
    rows = json.loads(done.stdout)
    assert [row["what"].split(",")[0] for row in rows] == [
        *("answer", "cold start", "index build", "index memory", "alerts over a year")
    ]
    assert all(row["figure"] and "bench" in row["how"] for row in rows)
    assert " 0 missed" in rows[-1]["figure"]
