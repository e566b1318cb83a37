"""Questions about the shipped plans with the words that answer them: written for measuring, nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files

from knowledge.library import Library
from knowledge.plans.model import Passage
from knowledge.text import fold


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question as typed, its plan, and a slice of the plan that an answer needs."""

    text: str
    plan: str
    quote: str


def judged_questions() -> list[JudgedQuestion]:
    """The questions of `questions.jsonl`, each followed by itself without accents."""
    lines = (files("bot.bench") / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    written = [JudgedQuestion(**json.loads(line)) for line in lines]
    return [kind for one in written for kind in (one, JudgedQuestion(fold(one.text), one.plan, one.quote))]


def context(library: Library, passage: Passage) -> str:
    """What stands in front of a passage in the index: the plan's name, then the headings above the passage."""
    profile = library[passage.plan].profile
    return "\n".join((profile.name if profile else passage.plan, *passage.headings))
