"""Times of many calls, summed up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median, quantiles
from time import perf_counter
from typing import TypeVar

Argument = TypeVar("Argument")


def time_calls(call: Callable[[Argument], object], arguments: Iterable[Argument]) -> list[float]:
    """How long `call` took for each of `arguments`, in milliseconds."""
    times = []
    for argument in arguments:
        start = perf_counter()
        call(argument)
        times.append((perf_counter() - start) * 1000)
    return times


def p50(times: list[float]) -> float:
    """The median of `times`."""
    return median(times)


def p95(times: list[float]) -> float:
    """The time that 95 of 100 stay under; the longest, when there are fewer than two."""
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else max(times)
