"""A plan as it was read: metadata, outline and passages, each with its place in the source text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


class PassageKind(StrEnum):
    """Where in a document a passage stands."""

    HEADER = "header"  # number, place and date, title
    PREAMBLE = "preamble"  # legal bases, who issues what
    HEADING = "heading"  # a section's own line
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a line that begins with a dash or a plus
    CLOSING = "closing"  # the words after the last section
    RECIPIENTS = "recipients"  # "Nơi nhận"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; None where the text does not give it."""

    number: str | None = None  # "3994/KH-UBND"
    date: date | None = None
    place: str | None = None
    issuer: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    title: str | None = None
    kind: str | None = None  # "Kế hoạch", "Quyết định"
    period: tuple[int, int] | None = None  # first and last year


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline: `path` as cited ("III.2.b"), `title` on one line, [start, end) in the source."""

    path: str
    title: str
    start: int
    end: int
    parent: str | None = None

    @property
    def depth(self) -> int:
        """0 for the sections at the top of a document."""
        return self.path.count(".")


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest quotable piece: `text` is `source[start:end]` of its plan, to the letter."""

    plan: str
    section: str
    kind: PassageKind
    start: int
    end: int
    text: str
    headings: tuple[str, ...] = ()  # titles of the sections above, the outermost first
    order: int = 0  # place among the plan's passages
    lead: int | None = None  # order of the passage that introduces this item ("... gồm:")


@dataclass(frozen=True, slots=True)
class Warning:
    """Something that a reader of the plan should look at, with its place in the source."""

    code: str
    place: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What an officer said of a fact that was read: that it is none, or which of its values are others.

    The fact is the `kind` ("deadline", "quota") whose quote is [start, end) and whose `mark` (the moment of a deadline,
    the object of a quota) is this. `values` are fields of the fact by name; empty for one that is dropped. `says` is
    the corrected value in words, `by` who said so, `on` when.
    """

    kind: str
    start: int
    end: int
    mark: str = ""
    values: tuple[tuple[str, str | int | float | None], ...] = ()
    says: str = ""
    by: str = ""
    on: date | None = None

    @property
    def dropped(self) -> bool:
        """Whether the fact is none."""
        return not self.values


@dataclass(frozen=True, slots=True)
class Succession:
    """That a plan takes the place of the plan `earlier` from the day `since` on; with `amends` only of parts of it."""

    earlier: str
    since: date
    amends: bool = False


@dataclass(frozen=True)
class Plan:
    """One official document."""

    id: str
    source: str  # the text, NFC, otherwise unchanged
    metadata: Metadata
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    warnings: tuple[Warning, ...] = ()
    profile: Profile | None = None
    corrections: tuple[Correction, ...] = ()

    @cached_property
    def by_path(self) -> Mapping[str, Section]:
        """The sections by their path."""
        return {s.path: s for s in self.sections}

    def section_at(self, place: int) -> Section | None:
        """The deepest section that holds the character at `place`."""
        return next((s for s in reversed(self.sections) if s.start <= place < s.end), None)

    def quote(self, start: int, end: int) -> str:
        """The verbatim slice [start, end) of the source."""
        return self.source[start:end]


@dataclass(frozen=True)
class Profile:
    """What is known of a plan beside its text: how to name it, where it counts, what became of the place."""

    name: str  # "Bình Thuận", as in an answer
    document: str  # "UBND tỉnh Bình Thuận, số 3994/KH-UBND", as in a source line
    territory: str  # "tỉnh Bình Thuận"
    level: str = ""  # province | district | agency | commune | national
    aliases: tuple[str, ...] = ()  # other names that people type for the place or the issuer
    since_2025: str | None = None  # the territory's name since 2025-07-01 where it changed
    retired: bool = False
    successions: tuple[Succession, ...] = ()  # the plans whose place this one takes
    extra: Mapping[str, str] = field(default_factory=dict)
