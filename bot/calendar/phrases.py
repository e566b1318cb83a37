"""The sentences of the calendar, from a data file that an officer can proofread."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("bot") / "data" / "calendar.vi.toml").read_text(encoding="utf-8"))


def phrase(key: str, /, **values: object) -> str:
    """The sentence `key` ("calendar.title") with its places filled."""
    table, name = key.split(".")
    return _tables()[table][name].format(**values)


def vietnamese_day(day: date) -> str:
    """A day as it is written in Vietnam: 05/12/2023."""
    return f"{day:%d/%m/%Y}"
