"""The files of plans in the data folder: what was sent, what was read of it, and the plans that are published.

Each file is written whole or not at all. A plan counts as published from the moment its text is there; its record is
written before that.
"""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from bot.documents import DocumentText, keep_original
from bot.whole_files import write_whole
from knowledge.library import MANIFEST, read_record
from knowledge.plans.record import PlanRecord, record_values

LONGEST_ID = 60
UPLOADS = "uploads"  # within the folder of plans, so that backups hold drafts too
# A file is kept before the row that names it, and for a while after nothing does.
KEPT_FOR = 24 * 3600.0  # seconds


class Shelf:
    """The data folder as far as plans are concerned."""

    def __init__(self, data_dir: Path) -> None:
        self.plans = data_dir / "plans"
        self._uploads = self.plans / UPLOADS

    def keep(self, data: bytes) -> str:
        """Keep what was sent; its digest. The same bytes are kept once."""
        return self._keep(data, "")

    def sent(self, digest: str) -> bytes:
        """What was sent; FileNotFoundError if it is gone."""
        return (self._uploads / digest).read_bytes()

    def keep_text(self, text: str) -> str:
        """Keep the text that was read of a file; its digest."""
        return self._keep(text.encode(), ".txt")

    def text(self, digest: str) -> str:
        """The text with that digest; FileNotFoundError if it is gone."""
        return (self._uploads / f"{digest}.txt").read_bytes().decode()

    def clear(self, used: Container[str], now: float) -> int:
        """Delete what is older than a day and that nothing names, `used` being the digests that are; how much that
        was.
        """
        old = [f for f in self._uploads.glob("*") if f.stat().st_mtime < now - KEPT_FOR and f.stem not in used]
        leftovers = [f for f in self.plans.glob("**/.new-*") if f.stat().st_mtime < now - KEPT_FOR]
        for file in (*old, *leftovers):
            file.unlink(missing_ok=True)
        return len(old)

    def keep_original(self, data: bytes, document: DocumentText) -> None:
        """Keep the file of a published plan beside the plans."""
        self.plans.mkdir(parents=True, exist_ok=True)
        keep_original(data, document, self.plans)

    def publish(self, plan_id: str, text: str, record: PlanRecord) -> None:
        """Write the plan: its record first, then its text; again it changes nothing."""
        self.plans.mkdir(parents=True, exist_ok=True)
        self.save_record(plan_id, record)
        kept = self.plans / f"{plan_id}.txt"
        if not kept.is_file() or kept.read_bytes() != text.encode():
            write_whole(kept, text.encode())

    def record(self, plan_id: str) -> PlanRecord:
        """The record of a plan, an empty one if there is none."""
        return read_record(self.plans / f"{plan_id}.json") or PlanRecord()

    def save_record(self, plan_id: str, record: PlanRecord) -> None:
        """Put `record` in place of the one before; a shipped plan has one only when something was said of it."""
        self.plans.mkdir(parents=True, exist_ok=True)
        values = json.dumps(record_values(record), ensure_ascii=False, indent=1)
        write_whole(self.plans / f"{plan_id}.json", values.encode())

    def reinstate(self, plan_id: str) -> None:
        """The plan is no longer retired, neither by its record nor by a line that earlier versions wrote."""
        listed = self.plans / MANIFEST
        if listed.is_file():
            kept = listed.read_text(encoding="utf-8")
            without = kept.replace(f"[{plan_id}]\nretired = true\n", "")
            if without != kept:
                write_whole(listed, without.encode())
        if (record := self.record(plan_id)).retired:
            self.save_record(plan_id, replace(record, retired=None))

    def free_id(self, wanted: str) -> str:
        """`wanted`, or with a number behind it if a plan of that id is there."""
        taken = {f.name.removesuffix(".txt") for f in (files("knowledge") / "data" / "plans").iterdir()}
        taken |= {f.stem for f in self.plans.glob("*.txt")} | {f.stem for f in self.plans.glob("*.json")}
        wanted = wanted[:LONGEST_ID].strip("-") or "ke-hoach"
        return next(
            name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if name not in taken
        )

    def _keep(self, data: bytes, suffix: str) -> str:
        digest = sha256(data).hexdigest()
        file = self._uploads / f"{digest}{suffix}"
        if not file.is_file():
            self._uploads.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(file, data)
        return digest
