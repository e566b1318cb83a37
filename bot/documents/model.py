"""What was read from a file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.plans.model import Plan, Profile, Warning
from knowledge.plans.reading import read_plan


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a file: NFC with LF line ends, a paragraph, list item or table row a line.

    `kind` is what the file is by its content: docx, pdf, odt, md or txt. `sha256` is that of the file's bytes. `doubts`
    tell what was left out or changed while reading, each with its place in `text` (codes of `doubts.vi.toml`).
    `peak_memory` is the largest memory of the process that read it, in bytes.
    """

    text: str
    kind: str
    sha256: str
    doubts: tuple[Warning, ...] = ()
    peak_memory: int = 0


def plan_of(document: DocumentText, plan_id: str, profile: Profile | None = None) -> Plan:
    """The plan in a document; its warnings begin with the doubts of reading the file."""
    plan = read_plan(plan_id, document.text, profile)
    return replace(plan, warnings=(*document.doubts, *plan.warnings))
