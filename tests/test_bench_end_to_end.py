"""The bench that counts messages end to end: two real processes, a Bot API that behaves like Telegram, real replies."""

from __future__ import annotations

import itertools
from pathlib import Path

from bot.bench.end_to_end import SERVE, ask_all, measure_messages, questions_of, running


def test_both_bots_answer_in_the_same_run() -> None:
    figures = measure_messages(people=4, rounds=1, seconds=0.5)
    assert figures.messages > 8
    assert figures.application.per_second > 0
    assert figures.part_of_echo == round(figures.application.per_second / figures.echo.per_second, 2)


async def test_every_question_of_the_bench_has_one_reply_that_is_an_answer(tmp_path: Path) -> None:
    async with running(lambda _: SERVE, tmp_path) as api:
        await ask_all(api, 3, questions_of(unlike=True), lambda: itertools.repeat(None, 10))
        assert len(api.arrivals) == 30
        assert sum("Nguồn:" in arrival.text for arrival in api.arrivals) >= 20


def test_unlike_questions_do_not_come_twice() -> None:
    asked = list(itertools.islice(questions_of(unlike=True), 4000))
    assert len(set(asked)) == len(asked)
