"""The answers on measured question sets, where these lie beside the project; their wording is nowhere in it."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.commands.ask import answer_rows
from bot.plan_files import add_plan
from knowledge.answers.answerer import Answerer
from knowledge.library import load_library

SHARED = Path(__file__).resolve().parents[2] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "gold" / "score.py").is_file(), reason="the question sets are not here")


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "folder", "least"),
    [("questions", "plans", 0.85), ("questions-more", "plans", 0.75), ("questions-other", "plans-other", 0.60)],
)
def test_enough_questions_are_answered_right(name: str, folder: str, least: float, tmp_path: Path) -> None:
    score = scorer()
    if folder == "plans-other":
        for file in sorted((SHARED / folder).glob("*.txt")):
            add_plan(file, tmp_path)
    rows = [json.loads(line) for line in (SHARED / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = {f.stem: score.fold(f.read_text(encoding="utf-8")) for f in (SHARED / folder).glob("*.txt")}
    answerer = Answerer(load_library(tmp_path))
    said: Mapping[str, Any] = {a["id"]: a for a in answer_rows(answerer, rows, date(2024, 6, 3))}
    checks = {row["id"]: score.check(row, said[row["id"]], texts) for row in rows}
    right = sum(all(c.values()) for c in checks.values()) / len(rows)
    print(f"{name}: {right:.1%}")
    assert [i for i, c in checks.items() if not c.get("verbatim", True)] == []
    assert [i for i, c in checks.items() if not c.get("figures", True)] == []
    assert right >= least
