"""The sentences of answers, from their data file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("knowledge") / "data" / "answers.vi.toml").read_text(encoding="utf-8"))


def say(name: str, /, **values: object) -> str:
    """The sentence `name` ("refusal.no_date") with its words filled in; KeyError when there is no such sentence or
    word.
    """
    part, key = name.split(".")
    return _texts()[part][key].format(**values)
