"""Why a file cannot be read: a code inside, a sentence for the officer outside."""

from __future__ import annotations

from collections.abc import Mapping

from bot.texts import load_texts

LONGEST_NAME = 40  # characters of a file's name in a sentence


class UnreadableError(Exception):
    """Why a reader refuses a file: `code` is the key of a message in the texts."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class DocumentError(Exception):
    """A file that cannot be read as a plan: `code`, what happened (`lead`) and what to do (`advice`), in Vietnamese."""

    def __init__(self, code: str, lead: str, advice: str) -> None:
        super().__init__(f"{lead} {advice}".strip())
        self.code = code
        self.lead = lead
        self.advice = advice


def error_of(code: str, name: str, values: Mapping[str, str] | None = None) -> DocumentError:
    """The error that says the message `code` about the file `name`."""
    said = load_texts().message(code, name=short_name(name), **(values or {}))
    return DocumentError(code, said.lead, " ".join(said.lines))


def short_name(name: str) -> str:
    """The last part of a file's name, printable and cut to `LONGEST_NAME`."""
    last = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable()).strip()
    return last if len(last) <= LONGEST_NAME else f"{last[: LONGEST_NAME - 1]}…"
