"""How long the fuzz tests go on: a few examples that are the same in every run, or as many as `FUZZ` says, all new."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings


def fuzz(examples: int) -> settings:
    """The settings of a fuzz test; `FUZZ=100 pytest tests/test_fuzz_*.py` makes it a hundred times as long."""
    times = int(os.environ.get("FUZZ", "0"))
    return settings(
        max_examples=examples * (times or 1),
        derandomize=not times,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
