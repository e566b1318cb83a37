"""The bench of the search: its measures, its files, and what it finds on the shipped plans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.bench.retrieval import (
    JudgedSet,
    measure_retrieval,
    ndcg,
    read_judged_set,
    recall,
    reciprocal_rank,
    shipped_set,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus.jsonl").write_text(
        '{"id": "c1", "text": "Hồ sơ khen thưởng"}\n\n{"id": "c2", "text": "Báo cáo kết quả"}\n', encoding="utf-8"
    )
    queries = '{"id": "q1", "text": "ho so gi"}\n{"id": "q2", "text": "Báo cáo"}\n{"id": "q3", "text": "x"}\n'
    (tmp_path / "queries.jsonl").write_text(queries, encoding="utf-8")
    judgements = "query-id\tcorpus-id\tscore\nq1\tc1\t1\nq2\tc2\t1\nq2\tc1\t0\n"
    (tmp_path / "qrels.tsv").write_text(judgements, encoding="utf-8")
    return tmp_path


def test_recall_counts_the_relevant_among_the_first() -> None:
    assert recall(["a", "b", "c"], {"a", "c"}, 1) == 0.5
    assert recall(["a", "b", "c"], {"a", "c"}, 5) == 1


def test_reciprocal_rank_is_that_of_the_first_relevant() -> None:
    assert reciprocal_rank(["a", "b"], {"b"}) == 0.5
    assert reciprocal_rank(["a", "b"], {"x"}) == 0


def test_ndcg_is_one_for_the_best_order_and_counts_grades() -> None:
    assert ndcg(["a", "b"], {"a": 2, "b": 1}) == 1
    assert ndcg(["b", "a"], {"a": 2, "b": 1}) == pytest.approx((1 + 2 / 1.5849625) / (2 + 1 / 1.5849625))
    assert ndcg([], {"a": 1}) == 0


def test_a_set_is_read_and_only_judged_queries_count(folder: Path) -> None:
    figures = measure_retrieval(read_judged_set(folder)).as_json()
    assert (figures["texts"], figures["queries"]) == (2, 2)
    assert figures["recall@1"] == figures["mrr@10"] == figures["ndcg@10"] == 1


def test_the_command_prints_the_figures_for_machines(folder: Path) -> None:
    done = CliRunner().invoke(main, ["bench", "retrieval", str(folder), "--json"])
    assert done.exit_code == 0
    figures = json.loads(done.output)
    assert {"recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "ms_per_query"} <= set(figures)


def test_the_command_prints_a_table_for_people(folder: Path) -> None:
    done = CliRunner().invoke(main, ["bench", "retrieval", str(folder)])
    assert done.exit_code == 0
    assert "ndcg@10" in done.output


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("corpus.jsonl", "not json\n", "corpus.jsonl, line 1"),
        ("queries.jsonl", '{"id": "q1"}\n', "queries.jsonl, line 1"),
        ("qrels.tsv", "header\nq1 c1 1\n", "qrels.tsv, line 2"),
        ("qrels.tsv", "header\n", "no query has a judgement"),
    ],
)
def test_a_broken_file_is_told_with_its_line(folder: Path, file: str, content: str, told: str) -> None:
    (folder / file).write_text(content, encoding="utf-8")
    done = CliRunner().invoke(main, ["bench", "retrieval", str(folder)])
    assert done.exit_code == 1
    assert told in done.output


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["bench", "retrieval", str(tmp_path)])
    assert done.exit_code == 1
    assert "qrels.tsv" in done.output


def test_every_question_of_the_shipped_set_has_a_passage_that_answers_it() -> None:
    judged = shipped_set()
    assert all(judged.judgements[query] for query in judged.queries)


def test_the_search_finds_the_right_passage_of_the_shipped_plans_with_and_without_accents() -> None:
    judged = shipped_set()

    def figure(remainder: int) -> float:
        queries = {name: text for name, text in judged.queries.items() if int(name) % 2 == remainder}
        return measure_retrieval(JudgedSet(judged.texts, queries, judged.judgements, judged.contexts)).ndcg_at_10

    assert figure(0) >= 0.88  # measured: .92
    assert figure(0) - figure(1) <= 0.02
