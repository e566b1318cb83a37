"""What a backup holds: the database, the plans that were added with their originals, the list of what was erased, and
first of all a manifest with a digest of each of them. There are no keys in it.
"""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from bot.backups.sealed import Keys, SealedError, SealedReader, SealedWriter
from bot.data_folder import DATABASE, PLANS

FORMAT = 1
MANIFEST = "manifest.json"
ERASURES = "erasures.txt"
STEP = 1 << 20  # bytes read at once


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds and what made it; `migrations` are those of the database."""

    made: str
    version: str
    migrations: tuple[str, ...]
    parts: tuple[Part, ...]
    format: int = FORMAT

    @property
    def made_at(self) -> datetime:
        """When the copy of the database was made."""
        return datetime.fromisoformat(self.made)


def part_of(name: str, file: Path) -> Part:
    """The file as a part called `name`."""
    digest, size = sha256(), 0
    with file.open("rb") as source:
        while data := source.read(STEP):
            digest.update(data)
            size += len(data)
    return Part(name, size, digest.hexdigest())


def write_archive(out: BinaryIO, keys: Keys, manifest: Manifest, files: dict[str, Path]) -> None:
    """Seal the manifest and then `files`, by the names of its parts, into `out`."""
    sealed = SealedWriter(out, keys)
    with tarfile.open(fileobj=cast("BinaryIO", sealed), mode="w|gz") as tar:
        add_file(tar, MANIFEST, io.BytesIO(json.dumps(asdict(manifest)).encode()))
        for part in manifest.parts:
            with files[part.name].open("rb") as source:
                add_file(tar, part.name, source, part.size)
    sealed.close()


def add_file(tar: tarfile.TarFile, name: str, source: BinaryIO, size: int | None = None) -> None:
    """Add a file without owner, time or rights."""
    info = tarfile.TarInfo(name)
    info.size = len(cast("io.BytesIO", source).getvalue()) if size is None else size
    tar.addfile(info, source)


def read_archive(source: BinaryIO, keys: Keys, into: Path | None = None) -> Manifest:
    """Check a backup to its end, every digest too, and write its parts below `into` if that is given.

    Raises SealedError if it is no backup, damaged, sealed with other keys, or of a format that is not known.
    """
    sealed = SealedReader(source, keys)
    try:
        with tarfile.open(fileobj=cast("BinaryIO", sealed), mode="r|gz") as tar:
            members = iter(tar)
            manifest = manifest_of(tar, next(members))
            left = {part.name: part for part in manifest.parts}
            for member in members:
                part = left.pop(member.name)
                if copied(tar, member, into / part.name if into else None) != part:
                    raise SealedError("damaged")
        sealed.drain()
    except (tarfile.TarError, EOFError, KeyError, StopIteration, ValueError, TypeError) as fault:
        raise SealedError("damaged") from fault
    if left or DATABASE not in {part.name for part in manifest.parts}:
        raise SealedError("damaged")
    return manifest


def manifest_of(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Manifest:
    """The manifest, which comes first."""
    source = tar.extractfile(member)
    if member.name != MANIFEST or source is None:
        raise SealedError("damaged")
    told = json.loads(source.read())
    if told["format"] != FORMAT:
        raise SealedError("newer", str(told["version"]))
    parts = tuple(Part(**part) for part in told["parts"])
    if not all(is_inside(part.name) for part in parts):
        raise SealedError("damaged")
    return Manifest(told["made"], told["version"], tuple(told["migrations"]), parts)


def is_inside(name: str) -> bool:
    """Whether a part is one that a backup may hold, below the folder that it is written to."""
    path = PurePosixPath(name)
    within = path.parts[0] == PLANS and len(path.parts) > 1 and ".." not in path.parts
    return name in (DATABASE, ERASURES) or within


def copied(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path | None) -> Part:
    """Read a member to its end, into `target` if that is given; what it is."""
    source = tar.extractfile(member)
    if source is None:
        raise SealedError("damaged")
    digest, size = sha256(), 0
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
    out = os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") if target else io.BytesIO()
    with out:
        for data in pieces(cast("BinaryIO", source)):
            digest.update(data)
            size += len(data)
            if target:
                out.write(data)
    return Part(member.name, size, digest.hexdigest())


def pieces(source: BinaryIO) -> Iterator[bytes]:
    """The content of a file, a piece at a time."""
    while data := source.read(STEP):
        yield data
