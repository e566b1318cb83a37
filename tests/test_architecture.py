"""The house rules that machines can hold: types, style, and who may import whom."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


@pytest.mark.parametrize(
    "check",
    [
        pytest.param(["-m", "mypy"], id="types are strict and right"),
        pytest.param(["-m", "ruff", "check", "."], id="style"),
        pytest.param(["-m", "ruff", "format", "--check", "."], id="format"),
        pytest.param(["-c", LINT_IMPORTS], id="imports go in the direction of the arrows"),
    ],
)
def test_the_code_keeps_the_house_rules(check: list[str]) -> None:
    done = subprocess.run([sys.executable, *check], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_no_broad_except_is_silent() -> None:
    """A bare `except:` hides even a request to stop."""
    found = [file for folder in ("bot", "knowledge", "handlers") for file in (ROOT / folder).rglob("*.py")]
    assert found
    assert not [str(file) for file in found if "except:" in file.read_text(encoding="utf-8")]
