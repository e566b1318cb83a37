"""How much a file may ask of the machine."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost; sizes are bytes, times are seconds, text is counted in characters."""

    file: int = 10 * MB  # as officers are told
    memory: int = 448 * MB  # all that the child may map; below the 512 MB that a small machine can spare
    processor: int = 30  # seconds of the processor
    plan: float = 12  # seconds of the processor for the plan and its facts; 300 pages take two or three
    wall: float = 90  # seconds that the officer waits
    text: int = 3_000_000  # characters; 300 pages are about a million
    entries: int = 4_000  # files in an archive
    part: int = 24 * MB  # one unpacked XML part
    archive: int = 300 * MB  # all that an archive says it unpacks to, pictures too
    ratio: int = 150  # unpacked to packed of an entry over a megabyte; Word's own XML stays under 40
    pages: int = 2_000
