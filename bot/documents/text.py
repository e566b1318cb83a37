"""The text that a reader writes, line by line, and the doubts that it leaves at their places."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.documents.faults import UnreadableError
from bot.documents.limits import Limits
from knowledge.text import nfc

LONGEST_DETAIL = 80


@dataclass
class Written:
    """A text that grows: `length` characters so far, no more than `most`."""

    most: int = Limits().text
    lines: list[str] = field(default_factory=list)
    doubts: list[tuple[str, int, str]] = field(default_factory=list)
    length: int = 0

    def line(self, text: str) -> None:
        """Adds a line; white space at its ends goes, and an empty one leaves a gap."""
        clean = nfc(text).strip()
        if not clean and (not self.lines or not self.lines[-1]):
            return
        self.lines.append(clean)
        self.length += len(clean) + 1
        if self.length > self.most:
            raise UnreadableError("document_heavy")

    def as_it_is(self, text: str) -> None:
        """Adds text whose lines and white space stay."""
        self.lines += nfc(text).removesuffix("\n").split("\n")
        self.length += len(text) + 1
        if self.length > self.most:
            raise UnreadableError("document_heavy")

    def doubt(self, code: str, detail: str = "") -> None:
        """Notes a doubt about what comes next."""
        self.doubts.append((code, self.length, " ".join(detail.split())[:LONGEST_DETAIL]))

    @property
    def text(self) -> str:
        """All lines."""
        return "".join(f"{line}\n" for line in self.lines)
