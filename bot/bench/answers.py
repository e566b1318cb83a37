"""How long an answer takes: warm, on the shipped plans, and from a cold start."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

from bot.bench.questions import judged_questions
from bot.bench.timing import p50, p95, time_calls
from knowledge.answers.answerer import Answerer
from knowledge.answers.model import Question
from knowledge.library import load_library

ASKED_ON = date(2024, 6, 3)  # a day on which the plans were in force
ROUNDS = 3
STARTS = 5
# What a cold start is compared with: importing the two largest libraries.
IMPORTS = ("-c", "import underthesea, telegram.ext")
COLD_QUESTION = ("-m", "bot", "ask", "hạn báo cáo kết quả ở Bình Thuận")


@dataclass(frozen=True)
class AnswerFigures:
    """Milliseconds a warm answer, seconds a cold one, and how many times the bare imports that is."""

    questions: int
    p50_ms: float
    p95_ms: float
    longest_ms: float
    first_ms: float  # reading the plans, building the index, and the first answer
    cold_seconds: float
    imports_seconds: float
    cold_ratio: float

    def as_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


def measure_answers() -> AnswerFigures:
    """The figures on this machine; takes some ten seconds. Raises RuntimeError when a cold start fails."""
    questions = [Question(text=one.text, today=ASKED_ON) for one in judged_questions()]
    start = perf_counter()
    answerer = Answerer(load_library())
    answerer.answer(questions[0])
    first = (perf_counter() - start) * 1000
    for question in questions:
        answerer.answer(question)
    times = time_calls(answerer.answer, questions * ROUNDS)
    # In turns, so that a busy moment of the machine meets both.
    pairs = [(_start_time(COLD_QUESTION), _start_time(IMPORTS)) for _ in range(STARTS)]
    cold, imports = (median(times) for times in zip(*pairs, strict=True))
    return AnswerFigures(
        questions=len(questions),
        p50_ms=round(p50(times), 2),
        p95_ms=round(p95(times), 2),
        longest_ms=round(max(times), 2),
        first_ms=round(first),
        cold_seconds=round(cold, 2),
        imports_seconds=round(imports, 2),
        cold_ratio=round(cold / imports, 2),
    )


def _start_time(arguments: Sequence[str]) -> float:
    """How many seconds a new Python takes for `arguments`, from start to end."""
    start = perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"python {' '.join(arguments)} ended with {done.returncode}: {done.stderr[-500:]}")
    return perf_counter() - start
