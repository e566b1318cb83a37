"""The bench of registrations counts what it says."""

from __future__ import annotations

from bot.bench.registrations import TYPED, measure_registrations


def test_every_household_of_the_bench_is_registered() -> None:
    figures = measure_registrations(3)
    assert (figures.households, figures.messages, figures.registered) == (3, 3 * len(TYPED), 3)
    assert figures.per_second > 0
    assert figures.echo_per_second > 0
