"""The text that a reader writes, line by line, and the doubts that it leaves at their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from bot.documents.faults import UnreadableError
from bot.documents.limits import Limits
from knowledge.text import nfc

LONGEST_DETAIL = 80


@dataclass
class Written:
    """A text that grows line by line, up to `most` characters; a doubt stands before the line that comes next."""

    most: int = Limits().text
    lines: list[str] = field(default_factory=list)
    doubts: list[tuple[str, int, str]] = field(default_factory=list)  # code, number of the line, detail
    length: int = 0

    def line(self, text: str) -> None:
        """Adds a line; white space at its ends goes, and an empty one leaves a gap."""
        clean = nfc(text).strip()
        if not clean and (not self.lines or not self.lines[-1]):
            return
        self.as_it_is([clean])

    def as_it_is(self, lines: Sequence[str]) -> None:
        """Adds lines whose white space stays."""
        self.lines += lines
        self.length += sum(map(len, lines)) + len(lines)
        if self.length > self.most:
            raise UnreadableError("document_heavy")

    def doubt(self, code: str, detail: str = "") -> None:
        """Notes a doubt about what comes next."""
        self.doubts.append((code, len(self.lines), " ".join(detail.split())[:LONGEST_DETAIL]))

    def part(self) -> Written:
        """An empty text for a part of this one, such as a cell; it may grow as far as this one still may."""
        return Written(self.most - self.length)

    def take(self, part: Written) -> tuple[str, ...]:
        """The lines of a part that are not empty; its doubts become doubts about what comes next."""
        for code, _, detail in part.doubts:
            self.doubt(code, detail)
        return tuple(line for line in part.lines if line)

    @property
    def text(self) -> str:
        """All lines."""
        return "".join(f"{line}\n" for line in self.lines)

    @property
    def placed_doubts(self) -> list[tuple[str, int, str]]:
        """Each doubt with its place in the text: code, characters before it, detail."""
        starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        return [(code, starts[at], detail) for code, at, detail in self.doubts]
