"""Reading a plan: text in, metadata, outline and passages out."""

from __future__ import annotations

from knowledge.plans.blocks import read_blocks
from knowledge.plans.doubtful_dates import doubtful_dates
from knowledge.plans.metadata import read_metadata
from knowledge.plans.model import Plan, Profile, Warning
from knowledge.plans.outline import OutlineReader
from knowledge.text import nfc


def read_plan(plan_id: str, text: str, profile: Profile | None = None) -> Plan:
    """The plan that `text` holds. Any text can be read; what is doubtful is in `Plan.warnings`.

    Places count characters of the text in Unicode form NFC with LF line ends and without a byte order mark.
    """
    source = source_of(text)
    outline = OutlineReader(plan_id, source).read(read_blocks(source))
    metadata = read_metadata(source, outline.passages)
    warnings = [*_missing(metadata.number, metadata.date), *outline.warnings]
    if not outline.sections:
        warnings.append(Warning("no_sections", 0))
    if "\ufffd" in source:
        warnings.append(Warning("broken_letters", source.index("\ufffd")))
    warnings += doubtful_dates(source)
    return Plan(plan_id, source, metadata, tuple(outline.sections), tuple(outline.passages), tuple(warnings), profile)


def source_of(text: str) -> str:
    """`text` as a plan keeps it: NFC, LF line ends, no byte order mark."""
    return nfc(text.removeprefix("\ufeff")).replace("\r\n", "\n").replace("\r", "\n")


def _missing(number: object, day: object) -> list[Warning]:
    return [Warning(code, 0) for code, value in (("no_number", number), ("no_date", day)) if value is None]
