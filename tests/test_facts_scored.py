"""The facts of measured plans, where the reference inventories lie beside the project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.facts import read_facts
from knowledge.facts.shape import facts_as_values
from knowledge.library import load_library

SHARED = Path(__file__).resolve().parents[2] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "gold" / "score_facts.py").is_file(), reason="the reference inventories are not here"
)


@pytest.mark.parametrize(("reference", "least"), [("facts.json", 0.97), ("facts-other.json", 0.85)])
def test_enough_facts_are_read(reference: str, least: float, tmp_path: Path) -> None:
    library = load_library(SHARED / "plans-other" if "other" in reference else None)
    read = {plan.id: facts_as_values(plan, read_facts(plan)) for plan in library}
    found = tmp_path / "facts.json"
    found.write_text(json.dumps({"plans": read}, ensure_ascii=False), encoding="utf-8")
    scorer = [sys.executable, str(SHARED / "gold" / "score_facts.py"), str(SHARED / "gold" / reference), str(found)]
    said = subprocess.run([*scorer, "--min", str(least)], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout
    assert "dates wrongly read as deadlines: 0" in said.stdout
