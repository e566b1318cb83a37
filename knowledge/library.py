"""The plan library: the plans that ship with the package, and those added in a folder beside them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from knowledge.plans.model import Metadata, Plan, Profile
from knowledge.plans.reading import read_plan
from knowledge.text import fold

MANIFEST = "manifest.toml"
_AREA = re.compile(r"\b(tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn)\s+((?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*\s?){1,4})")


@dataclass(frozen=True)
class Library:
    """The plans that can be asked about, by id, in the order in which they are listed."""

    plans: Mapping[str, Plan] = field(default_factory=dict)

    def __getitem__(self, plan_id: str) -> Plan:
        return self.plans[plan_id]

    def __contains__(self, plan_id: object) -> bool:
        return plan_id in self.plans

    def __iter__(self) -> Iterator[Plan]:
        return iter(self.plans.values())

    def __len__(self) -> int:
        return len(self.plans)


def load_library(added: Path | None = None) -> Library:
    """The shipped plans, then those of the folder `added` (one `.txt` a plan, with its manifest); retired ones are
    left out.
    """
    plans = _load(files("knowledge") / "data" / "plans")
    if added is not None and added.is_dir():
        plans |= _load(added)
    return Library({name: plan for name, plan in plans.items() if plan.profile is None or not plan.profile.retired})


def _load(folder: Traversable) -> dict[str, Plan]:
    listed = folder / MANIFEST
    manifest = tomllib.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else {}
    names = list(manifest) + sorted(
        f.name.removesuffix(".txt") for f in folder.iterdir() if f.name.endswith(".txt") and f.name[:-4] not in manifest
    )
    return {name: _plan(name, (folder / f"{name}.txt"), manifest.get(name, {})) for name in names}


def _plan(plan_id: str, file: Traversable, entry: dict[str, Any]) -> Plan:
    plan = read_plan(plan_id, file.read_text(encoding="utf-8"))
    if entry.get("name"):
        meta = replace(plan.metadata, issuer=entry.get("issuer", plan.metadata.issuer))
        return replace(plan, metadata=meta, profile=_listed(entry))
    profile = profile_of(plan.id, plan.metadata)
    return replace(plan, profile=replace(profile, retired=bool(entry.get("retired", False))))


def _listed(entry: dict[str, Any]) -> Profile:
    return Profile(
        name=entry["name"],
        document=entry["document"],
        territory=entry["territory"],
        level=entry.get("level", ""),
        aliases=tuple(entry.get("aliases", ())),
        since_2025=entry.get("since_2025"),
        retired=bool(entry.get("retired", False)),
        extra={"agency": entry["agency"]} if "agency" in entry else {},
    )


def profile_of(plan_id: str, metadata: Metadata) -> Profile:
    """How to name a plan that nobody has described: from its issuer, title and place, else by its id."""
    said = " ".join(part for part in (metadata.issuer, metadata.title, metadata.place) if part)
    area = _AREA.search(said)
    territory = " ".join(area[0].split()) if area else ""
    name = (
        " ".join(area[2].split())
        if area
        else (metadata.kind or "Văn bản") + (f" {metadata.number}" if metadata.number else f" {plan_id}")
    )
    parts = [metadata.issuer or name, f"số {metadata.number}" if metadata.number else "bản này thiếu số"]
    level = {
        "tỉnh": "province",
        "thành phố": "province",
        "huyện": "district",
        "thị xã": "district",
        "quận": "district",
    }.get(area[1] if area else "", "")
    return Profile(name, ", ".join(parts), territory, level, aliases=(fold(plan_id.replace("-", " ")),))
