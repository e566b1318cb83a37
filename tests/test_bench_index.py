"""The bench of large indexes: made passages, and figures that agree with each other."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.bench.passages import made_passages, made_queries
from bot.bench.timing import p50, p95, time_calls
from knowledge.text import fold


def test_made_passages_are_the_same_each_time_and_differ_from_each_other() -> None:
    passages = list(made_passages(50))
    assert passages == list(made_passages(50))
    assert len(set(passages)) == 50
    assert list(made_passages(50, seed=2)) != passages


def test_every_other_made_query_has_no_accents() -> None:
    queries = made_queries(20, list(made_passages(20)))
    assert all(query == fold(query) for query in queries[1::2])
    assert any(query != fold(query) for query in queries[::2])


def test_the_command_measures_an_index_beside_rank_bm25() -> None:
    done = CliRunner().invoke(main, ["bench", "index", "--passages", "300", "--json"])
    assert done.exit_code == 0, done.output
    figures = json.loads(done.output)
    assert figures["passages"] == 300
    assert figures["compared"] == figures["first_ten_equal"] > 0
    assert figures["p50_ms"] <= figures["p95_ms"]
    assert figures["build_memory_mib"] > 0


def test_an_index_has_at_least_one_passage() -> None:
    assert CliRunner().invoke(main, ["bench", "index", "--passages", "0"]).exit_code == 2


def test_times_are_summed_up_by_median_and_95th_part() -> None:
    asked: list[int] = []
    assert len(time_calls(asked.append, [1, 2, 3])) == 3
    assert asked == [1, 2, 3]
    assert p50([1.0, 2.0, 9.0]) == 2
    assert p95([float(i) for i in range(101)]) == pytest.approx(95)
    assert p95([4.0]) == 4
