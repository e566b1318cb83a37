"""What people type, before it is understood: cleaned of what nobody can read, of numbers nobody may keep."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.message import Choice
from knowledge.text import fold, nfc

# A question is a sentence or two; pasted documents are longer than anybody's question.
LONGEST_QUESTION = 1500

_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){6,}")
_NUMBER_OF_CHOICE = re.compile(r"(?:so |chon |nut |muc so )?([1-9])[.)]?")
# Calls themselves younger: "nha em", "cho chau hoi", "em muon", not "tre em", "con cai".
_YOUNG = re.compile(
    r"\b(?:nha|cho|giup|chi) (?:em|chau)\b|^(?:da )?(?:em|chau) "
    r"|\b(?:em|chau) (?:hoi|muon|xin|can|chao|la|o|khong|co)\b"
)
_COMMAND = re.compile(r"/([A-Za-z_0-9]+)(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: its name in small letters, and what was typed behind it."""

    name: str
    rest: str


def clean(text: str) -> str:
    """`text` as NFC on one line without control, bidi, invisible and broken characters."""
    if text.isprintable():  # none of them is in it, as in nearly everything that people type
        return " ".join(nfc(text).split())
    shown = (" " if c.isspace() else c for c in nfc(text) if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(shown).split())


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in `text`."""
    return any(c.isalnum() for c in text)


def mask_numbers(text: str) -> str:
    """`text` with numbers of seven digits and more, such as phones, as "…"."""
    return _LONG_NUMBER.sub("…", text)


def calls_themselves_young(text: str) -> bool:
    """Whether the person calls themselves em or cháu."""
    return bool(_YOUNG.search(fold(text)))


def read_command(text: str) -> Command | None:
    """The slash command in `text`, or None; "/" before ordinary words is no command."""
    found = _COMMAND.fullmatch(text)
    return Command(found[1].lower(), (found[3] or "").strip()) if found else None


def plain_words(text: str) -> str:
    """`text` folded, its words and digits only, one blank between them: "👍 Đúng ý" is "dung y"."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def number_typed(text: str) -> int | None:
    """The single digit that is typed to take a choice ("1", "1.", "so 1"), or None."""
    found = _NUMBER_OF_CHOICE.fullmatch(fold(text).strip())
    return int(found[1]) if found else None


def words_of(choice: Choice) -> frozenset[str]:
    """The words that take `choice` when they are typed."""
    return frozenset({plain_words(choice.label), *choice.also}) - {""}
