"""The sentences that people read, from the data file that an officer can proofread."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from bot.message import Action, Choice, Message

FILE = "texts.vi.toml"
LONGEST_LABEL = 24  # what fits beside its number on a 5-inch phone
LONGEST_LEAD = 90
MOST_CHOICES = 9  # one digit
# The path of a section in a document that follows the first: "DC.III.4"; Roman numbers are no such mark.
_ANNEX = re.compile(r"(?![IVXLC]+(?:\.|$))[A-ZĐ]{2,}\d*(?:\.(?P<rest>.+))?")


class TextError(ValueError):
    """A sentence of the data file that cannot be used; the message names its key."""


class Texts:
    """The sentences by key; every one was checked when the file was read."""

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self._entries = entries
        known = set(entries["placeholders"])
        for key, sentence in sentences(entries):
            check_sentence(key, sentence, known)
        for name, label in entries["labels"].items():
            if len(label["label"]) > LONGEST_LABEL:
                raise TextError(f"labels.{name}: hơn {LONGEST_LABEL} chữ: {label['label']!r}")

    def source_line(self, document: str, section: str) -> str:
        """The line that names where a quote is from; `section` may be a part without a number, such as "preamble"."""
        if not section:
            return self.line("source.document", document=document)
        if section in self.items("parts"):
            return self.line("source.part", document=document, title=self.line(f"parts.{section}"))
        return self.line("source.section", document=document, path=section)

    def line(self, key: str, /, **values: object) -> str:
        """The sentence `key` ("source.section") with its placeholders filled."""
        entry: Any = self._entries
        for part in key.split("."):
            entry = entry[part]
        return fill(key, entry, values)

    def items(self, key: str) -> Mapping[str, Any]:
        """The table `key` as it stands in the file."""
        table: Mapping[str, Any] = self._entries[key]
        return table

    def has(self, key: str) -> bool:
        """Whether there is a message `key`."""
        return key in self._entries

    def message(self, key: str, /, **values: object) -> Message:
        """The message `key`, without choices, with its placeholders filled."""
        entry = self._entries[key]
        return Message(
            lead=fill(key, entry.get("lead", ""), values),
            lines=tuple(fill(key, line, values) for line in entry["lines"]),
            cautions=(fill(key, entry["caution"], values),) if "caution" in entry else (),
        )

    def choice(self, key: str, action: Action, *, private: bool = False) -> Choice:
        """The button `key` of the labels, doing `action`."""
        entry = self._entries["labels"][key]
        return Choice(entry["label"], action, tuple(entry["also"]), private=private)

    def you(self, audience: str, young: bool) -> str:
        """How the person is addressed."""
        address: Mapping[str, str] = self._entries["address"]
        return address["officer" if audience == "officer" else "young" if young else "default"]


def fill(key: str, sentence: str, values: Mapping[str, object]) -> str:
    """`sentence` with its placeholders filled from `values`; a missing one names `key`."""
    path = values.get("path")
    if isinstance(path, str):
        values = {**values, "path": spoken_path(path)}
    try:
        filled = sentence.format_map(values)
    except KeyError as missing:
        raise TextError(f"{key}: thiếu {missing}") from missing
    return re.sub(r"[Mm]ục (?=Điều )", "", filled) if path is not None else filled


def spoken_path(path: str) -> str:
    """The path of a section as it is cited: what stands in an annex says so instead of its mark."""
    found = _ANNEX.fullmatch(path)
    if found is None:
        return path
    return f"{found['rest']} (kèm theo)" if found["rest"] else "kèm theo"


def capital(text: str) -> str:
    """`text` with its first letter as at the start of a sentence."""
    return text[:1].upper() + text[1:]


def sentences(entries: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence below `entries` with its key."""
    for key, entry in entries.items():
        if above == "" and key == "placeholders":
            continue
        name = f"{above}{key}"
        if isinstance(entry, str):
            yield name, entry
        elif isinstance(entry, Mapping):
            yield from sentences(entry, f"{name}.")
        else:
            yield from ((f"{name}[{i}]", line) for i, line in enumerate(entry))


def check_sentence(key: str, sentence: str, known: set[str]) -> None:
    """Raise a `TextError` if `sentence` has a placeholder without a name or with one that is not `known`."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]
    except ValueError as fault:
        raise TextError(f"{key}: ngoặc nhọn không khớp: {sentence!r}") from fault
    if unknown := set(names) - known:
        raise TextError(f"{key}: không có {sorted(unknown)} trong placeholders")


def parse_texts(text: str) -> Texts:
    """The texts written in `text` (TOML); a fault in it raises a `TextError`."""
    try:
        return Texts(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise TextError(f"{FILE}: {fault}") from fault


@cache
def load_texts() -> Texts:
    """The texts that ship with the bot."""
    return parse_texts((files("bot") / "data" / FILE).read_text(encoding="utf-8"))
