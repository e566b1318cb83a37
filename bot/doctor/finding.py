"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.texts import load_texts


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARN = "warn"  # it runs, but somebody should know
    BAD = "bad"  # it does not run, or will lose something


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: which check, how bad, and what is the matter with what to do about it."""

    check: str
    level: Level
    text: str


def ok(check: str, line: str, **values: object) -> Finding:
    """All is well; `line` names a sentence of the texts."""
    return Finding(check, Level.OK, load_texts().line(f"doctor.{line}", **values))


def warn(check: str, line: str, **values: object) -> Finding:
    """Somebody should know."""
    return Finding(check, Level.WARN, load_texts().line(f"doctor.{line}", **values))


def bad(check: str, line: str, **values: object) -> Finding:
    """Something must be done."""
    return Finding(check, Level.BAD, load_texts().line(f"doctor.{line}", **values))
