"""The word lists of the data folder, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Lexicon:
    """Short forms, dialect and synonyms; keys and values are folded, keys with accents count only as written.

    `names` and `words` map tuples of syllables to the possible long forms, each a tuple of folded syllables.
    """

    names: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    words: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    synonyms: Mapping[tuple[str, ...], frozenset[tuple[str, ...]]]
    everyday: frozenset[tuple[str, ...]]  # phrases of `synonyms` that people say and documents hardly write
    name_starts: frozenset[str]  # the first syllables of `names`
    word_starts: frozenset[str]
    capitals: Mapping[str, str]  # "KH" -> another short form that has one sense


@cache
def read_data(name: str) -> Mapping[str, Any]:
    """The data file `name` of the lexicon folder, read once."""
    return tomllib.loads((files("knowledge") / "data" / "lexicon" / name).read_text(encoding="utf-8"))


def _entries(table: Mapping[str, Any]) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    return {
        tuple(key.split()): tuple(tuple(v.split()) for v in ([value] if isinstance(value, str) else value))
        for key, value in table.items()
    }


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon."""
    forms = read_data("short_forms.toml")
    names = _entries(forms["names"])
    words = names | _entries(forms["chat"]) | _entries(read_data("dialect.toml")["words"])
    synonyms: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    listed = read_data("synonyms.toml")
    for group in listed["groups"]:
        members = {tuple(m.split()) for m in group}
        for member in members:
            synonyms.setdefault(member, set()).update(members - {member})
    for entry in listed["everyday"]:
        written = {tuple(w.split()) for w in entry["written"]}
        for said in entry["said"]:
            synonyms.setdefault(tuple(said.split()), set()).update(written - {tuple(said.split())})
    return Lexicon(
        names,
        words,
        {k: frozenset(v) for k, v in synonyms.items()},
        frozenset(tuple(said.split()) for entry in listed["everyday"] for said in entry["said"]),
        frozenset(key[0] for key in names),
        frozenset(key[0] for key in words),
        forms["capitals"],
    )
