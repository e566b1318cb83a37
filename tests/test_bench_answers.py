"""The bench of answers, and the table of all benches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.bench import answers
from bot.commands import bench as command


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "ROUNDS", 1)
    monkeypatch.setattr(answers, "STARTS", 1)
    monkeypatch.setattr(answers, "IMPORTS", ("-c", "pass"))
    monkeypatch.setattr(command, "PASSAGES", 200)


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


def test_bench_alone_prints_one_table_of_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGN_BOT_DATA_DIR", str(tmp_path))
    done = CliRunner().invoke(main, ["bench"])
    assert done.exit_code == 0, done.output
    assert all(figure in done.output for figure in ("ndcg@10", "cold_ratio", "first_ten_equal"))
