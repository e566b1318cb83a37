"""How a library of many passages is indexed, loaded and searched, beside plain rank-bm25 on the same tokens.

Each engine is measured in a process of its own, so that the memory of one is not counted for the other.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bot.bench.passages import made_passages, made_queries
from bot.bench.timing import p50, p95, time_calls
from knowledge.search.index import Index
from knowledge.search.tokens import query_tokens

QUERIES = 200
COMPARED = 20  # queries that rank-bm25 answers too: a second each at 300,000 passages
DEPTH = 10


@dataclass(frozen=True)
class IndexFigures:
    """Seconds to index, MiB of memory of the whole process, milliseconds to load and to search."""

    passages: int
    engine: str  # "bm25s", or "rank-bm25" below the size from which an index is saved
    build_seconds: float
    build_memory_mib: float  # the most that the indexing process held, with Python, the texts and the libraries
    disk_mib: float
    load_ms: float | None  # None for an index that is not saved
    memory_mib: float  # the most that the searching process held
    p50_ms: float
    p95_ms: float
    rank_bm25_p50_ms: float
    rank_bm25_p95_ms: float
    times_faster: float  # p50 of rank-bm25's get_scores by p50 of a whole search
    compared: int  # queries that both answered
    first_ten_equal: int  # of these, those with the same first ten in the same order

    def as_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


def measure_index(passages: int) -> IndexFigures:
    """The figures for `passages` made passages; 300,000 take some four minutes and 5 GiB, most of it for rank-bm25."""
    with TemporaryDirectory() as folder:
        built = _measured("build", passages, Path(folder))
        served = _measured("serve", passages, Path(folder))
        plain = _measured("plain", passages, Path(folder))
    equal = sum(ours == theirs for ours, theirs in zip(served["found"], plain["found"], strict=False))
    return IndexFigures(
        passages=passages,
        engine=built["engine"],
        build_seconds=round(built["seconds"], 1),
        build_memory_mib=round(built["memory_mib"]),
        disk_mib=round(built["disk_mib"]),
        load_ms=round(served["load_ms"], 1) if built["engine"] == "bm25s" else None,
        memory_mib=round(served["memory_mib"]),
        p50_ms=round(p50(served["times"]), 2),
        p95_ms=round(p95(served["times"]), 2),
        rank_bm25_p50_ms=round(p50(plain["times"]), 1),
        rank_bm25_p95_ms=round(p95(plain["times"]), 1),
        times_faster=round(p50(plain["times"]) / p50(served["times"])),
        compared=len(plain["found"]),
        first_ten_equal=equal,
    )


def _measured(part: str, passages: int, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bot.bench.indexing", part, str(passages), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _build(passages: int, folder: Path) -> dict[str, Any]:
    texts = list(made_passages(passages))
    (folder / "queries.json").write_text(json.dumps(made_queries(QUERIES, texts)), encoding="utf-8")
    start = perf_counter()
    index = Index.build(texts)
    large = type(index.scorer).__name__ == "MappedBM25"
    if large:
        index.save(folder / "index")
    seconds = perf_counter() - start
    size = sum(file.stat().st_size for file in folder.glob("index/*"))
    return {
        "engine": "bm25s" if large else "rank-bm25",
        "seconds": seconds,
        "memory_mib": _peak_mib(),
        "disk_mib": size / 2**20,
    }


def _serve(passages: int, folder: Path) -> dict[str, Any]:
    saved = folder / "index"
    start = perf_counter()
    index = Index.load(saved) if saved.is_dir() else Index.build(list(made_passages(passages)))
    load_ms = (perf_counter() - start) * 1000
    queries = _queries(folder)
    found = [[hit.id for hit in index.search(query, DEPTH)] for query in queries]  # warms up, too
    times = time_calls(lambda query: index.search(query, DEPTH), queries)
    return {"load_ms": load_ms, "times": times, "found": found, "memory_mib": _peak_mib()}


def _plain(passages: int, folder: Path) -> dict[str, Any]:
    """rank-bm25's own `get_scores` on the product's tokens and weights, without the product's postings."""
    import numpy as np  # noqa: PLC0415 (only this part needs them)
    from rank_bm25 import BM25Okapi  # noqa: PLC0415

    scorer = Index.build(list(made_passages(passages)), large=sys.maxsize).scorer
    queries = [query_tokens(query) for query in _queries(folder)[:COMPARED]]
    found = []
    for query in queries:
        scores = np.round(BM25Okapi.get_scores(scorer, query), 9)
        order = np.lexsort((np.arange(len(scores)), -scores))[:DEPTH]
        found.append([int(i) for i in order if scores[i] > 0])
    return {"times": time_calls(lambda query: BM25Okapi.get_scores(scorer, query), queries), "found": found}


def _queries(folder: Path) -> list[str]:
    queries: list[str] = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    return queries


def _peak_mib() -> float:
    """The most memory that this process has held, in MiB."""
    status = Path("/proc/self/status")
    if status.is_file():  # Linux: what getrusage says there includes the parent's memory at the start
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource  # noqa: PLC0415 (not on Windows)

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024


if __name__ == "__main__":
    measure = {"build": _build, "serve": _serve, "plain": _plain}[sys.argv[1]]
    print(json.dumps(measure(int(sys.argv[2]), Path(sys.argv[3]))))
