"""How well the search finds the right texts of a judged set."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter

from bot.bench.questions import context, judged_questions
from knowledge.library import load_library
from knowledge.search.index import Index

DEPTH = 10  # how many texts are looked at for each query


@dataclass(frozen=True)
class JudgedSet:
    """Texts, queries, and which texts answer which query, with their grades (above 0).

    `contexts` has a text's place and headings where it has some.
    """

    texts: Mapping[str, str]
    queries: Mapping[str, str]
    judgements: Mapping[str, Mapping[str, float]]
    contexts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RetrievalFigures:
    """Means over the judged queries: recall and nDCG of 0 to 1, milliseconds a query, seconds to index."""

    texts: int
    queries: int
    recall_at_1: float
    recall_at_5: float
    recall_at_10: float
    mrr_at_10: float
    ndcg_at_10: float
    ms_per_query: float
    index_seconds: float

    def as_json(self) -> dict[str, float]:
        """The figures under the names by which they are known: recall@1, nDCG@10."""
        names = {
            "recall_at_1": "recall@1",
            "recall_at_5": "recall@5",
            "recall_at_10": "recall@10",
            "mrr_at_10": "mrr@10",
            "ndcg_at_10": "ndcg@10",
        }
        return {names.get(name, name): value for name, value in asdict(self).items()}


def read_judged_set(folder: Path) -> JudgedSet:
    """The set in `folder`: `corpus.jsonl` and `queries.jsonl` (id, text), `qrels.tsv`.

    The last has a header line, then query id, corpus id and score with tabs between. BEIR's names are understood too
    (`_id`, and a `title` that is put in front of the text). Raises OSError when a file is missing, ValueError with file
    and line when one cannot be read.
    """
    judgements: dict[str, dict[str, float]] = {}
    for number, line in _lines(folder / "qrels.tsv"):
        if number == 1:
            continue
        try:
            query, text, score = line.split("\t")[:3]
            if float(score) > 0:
                judgements.setdefault(query, {})[text] = float(score)
        except ValueError as error:
            raise ValueError(f"qrels.tsv, line {number}: {line!r}") from error
    return JudgedSet(_texts(folder / "corpus.jsonl"), _texts(folder / "queries.jsonl"), judgements)


def shipped_set() -> JudgedSet:
    """The passages of the shipped plans, judged by whether they hold the words that a question needs."""
    library = load_library()
    passages = {f"{plan.id}:{passage.order}": passage for plan in library for passage in plan.passages}
    questions = judged_questions()
    return JudgedSet(
        texts={name: passage.text for name, passage in passages.items()},
        queries={str(number): question.text for number, question in enumerate(questions)},
        judgements={
            str(number): {
                name: 1.0 for name, p in passages.items() if p.plan == question.plan and question.quote in p.text
            }
            for number, question in enumerate(questions)
        },
        contexts={name: context(library, passage) for name, passage in passages.items()},
    )


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    with file.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, line.rstrip("\r\n")


def _texts(file: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in _lines(file):
        try:
            row = json.loads(line)
            name = row["id"] if "id" in row else row["_id"]
            found[str(name)] = f"{row.get('title') or ''}\n{row['text']}".strip()
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{file.name}, line {number}: {line[:80]!r}") from error
    return found


def measure_retrieval(judged: JudgedSet) -> RetrievalFigures:
    """The product's search on the queries of `judged` that have a judgement. Raises ValueError when none has."""
    names = list(judged.texts)
    start = perf_counter()
    index = Index.build(list(judged.texts.values()), [judged.contexts.get(name, "") for name in names])
    built = perf_counter() - start
    asked = [query for query in judged.queries if judged.judgements.get(query)]
    if not asked:
        raise ValueError("no query has a judgement")
    start = perf_counter()
    found = [[names[hit.id] for hit in index.search(judged.queries[query], DEPTH)] for query in asked]
    searched = perf_counter() - start
    grades = [judged.judgements[query] for query in asked]

    def mean(values: Iterator[float]) -> float:
        return round(sum(values) / len(asked), 4)

    return RetrievalFigures(
        texts=len(names),
        queries=len(asked),
        recall_at_1=mean(recall(f, g, 1) for f, g in zip(found, grades, strict=True)),
        recall_at_5=mean(recall(f, g, 5) for f, g in zip(found, grades, strict=True)),
        recall_at_10=mean(recall(f, g, 10) for f, g in zip(found, grades, strict=True)),
        mrr_at_10=mean(reciprocal_rank(f, g) for f, g in zip(found, grades, strict=True)),
        ndcg_at_10=mean(ndcg(f, g) for f, g in zip(found, grades, strict=True)),
        ms_per_query=round(searched * 1000 / len(asked), 3),
        index_seconds=round(built, 3),
    )


def recall(found: Sequence[str], relevant: Collection[str], depth: int) -> float:
    """The part of `relevant` that stands among the first `depth` of `found`."""
    return len(set(found[:depth]) & set(relevant)) / len(relevant)


def reciprocal_rank(found: Sequence[str], relevant: Collection[str]) -> float:
    """1 / the rank of the first of `found` that is relevant, 0 when none is."""
    return next((1 / rank for rank, name in enumerate(found, 1) if name in relevant), 0.0)


def ndcg(found: Sequence[str], grades: Mapping[str, float]) -> float:
    """Normalised discounted cumulative gain of `found` to depth 10, with linear gains.

    The sum of grade / log2(rank + 1), over the same sum for the best order. Source: Järvelin and Kekäläinen 2002, as in
    trec_eval's ndcg_cut.
    """
    ideal = sorted(grades.values(), reverse=True)[:DEPTH]
    return _gain([grades.get(name, 0.0) for name in found[:DEPTH]]) / _gain(ideal)


def _gain(grades: Sequence[float]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))
