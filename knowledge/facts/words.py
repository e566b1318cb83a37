"""The words by which facts are recognised, from a data file that can be proofread without reading code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

ESCAPED_SPACE, SPACES = r"\ ", r"\s+"


@cache
def words(table: str, name: str) -> tuple[str, ...]:
    """The list `name` of the table `table`."""
    found = _tables()[table][name]
    return tuple(found)


@cache
def any_of(table: str, *names: str) -> str:
    """A pattern that matches one of the words of the lists `names`, the longest first, at word borders."""
    return alternatives(word for name in names for word in words(table, name))


def alternatives(choices: Iterable[str]) -> str:
    """A pattern that matches one of `choices` at word borders, the longest first; a space is any white space."""
    return rf"(?<!\w){bare_alternatives(choices)}(?!\w)"


def bare_alternatives(choices: Iterable[str]) -> str:
    """`alternatives` without the word borders: a unit may touch its number ("15m2")."""
    ordered = sorted(set(choices), key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join(re.escape(word).replace(ESCAPED_SPACE, SPACES) for word in ordered)})"


def pattern(*parts: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """The parts as one pattern in which a space stands for any white space; case does not matter."""
    return re.compile("".join(parts).replace(" ", r"\s+"), flags)


@cache
def actor_heads() -> str:
    """A pattern, with case, of how the name of an office or a group begins; a word like "ban" only with a capital."""
    offices = words("actors", "offices")
    capital = alternatives(word[:1].upper() + word[1:] for word in offices)
    before_name = rf"{alternatives(offices)}(?=\s+[A-ZĐÀ-Ỹ])"
    return rf"(?:(?i:{any_of('actors', 'heads')})|{capital}|{before_name})(?!,?\s+{any_of('actors', 'other_words')})"


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    file = files("knowledge") / "data" / "facts.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
