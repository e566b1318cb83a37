"""What is asked of a thing besides its name: pages and points by officers, fees and proxies by households.

Of these a plan mostly says nothing, though it speaks much of the thing itself: told only where it has a word of the
same class. The classes are data (`matters.toml`, `matters_of_households.toml`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.answers.understanding import Understanding
from knowledge.language.lexicon import read_data


@dataclass(frozen=True, slots=True)
class _Matter:
    """Words with which something is asked for, and those of which any answer to it has one."""

    asked: re.Pattern[str]
    said: re.Pattern[str]
    sentence: str
    shown: bool
    yes_no: bool


_CLASSES = ("matters.toml", "matters_of_households.toml")
_ONE_OF_TWO = re.compile(r"(?<!\S)(?:hay|hoac)(?!\S)|(?<!\S)(?:thi|la) (?:lam )?sao(?!\S)")


@cache
def _matters() -> tuple[_Matter, ...]:
    return tuple(
        _Matter(
            re.compile(rf"(?<!\S)(?:{words['asked']})(?!\S)"),
            re.compile(rf"(?<!\S)(?:{words['said']})(?!\S)"),
            words.get("sentence", "not_in_plan"),
            words.get("shown", False),
            words.get("yes_no", False),
        )
        for name in _CLASSES
        for words in read_data(name)["matters"]
    )


def matter_unsaid(asked: Understanding, shown: str, told: str) -> str | None:
    """The name of the sentence that says what is missing, or None; of the folded texts `shown` is what the answer
    shows, `told` that with the whole passages and what stands above them.
    """
    turns = asked.asks("yes_no", "consequence") or _ONE_OF_TWO.search(asked.folded) is not None
    for matter in _matters():
        if matter.yes_no and not turns:
            continue
        if matter.asked.search(asked.folded) and not matter.said.search(shown if matter.shown else told):
            return matter.sentence
    return None
