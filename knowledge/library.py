"""The plan library: the plans that ship with the package, and those added in a folder beside them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from knowledge.language.places import provinces
from knowledge.plans.model import Metadata, Plan, Profile
from knowledge.plans.reading import read_plan
from knowledge.text import fold

MANIFEST = "manifest.toml"
HEAD_OF_TEXT = 6000  # characters in which a document says whom it is about
LEAST_NAMED = 3  # times that a province is named before a document counts as its own
SUBJECT_WORDS = 8
TOP_LINES = 3  # in which the letterhead names who issues
_LEVELS = {
    "tỉnh": "province",
    "thành": "province",
    "huyện": "district",
    "thị": "district",
    "quận": "district",
    "xã": "commune",
}
_AREA = re.compile(
    r"\b((?i:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn))\s+(?!(?i:hội\b))((?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*[ ]?){1,4})"
)


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
    profile = profile_of(plan)
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


def profile_of(plan: Plan) -> Profile:
    """How to name a plan that nobody has described: by the place that it is about, else by its kind and subject."""
    meta = plan.metadata
    territory = _territory(meta, plan.source)
    name = re.sub(r"^\S+ ", "", territory) if territory.startswith(("tỉnh", "huyện", "xã")) else territory
    if not name:
        name = " ".join(part for part in (meta.kind or "Văn bản", meta.number or _subject(meta.title)) if part)
    issuer = meta.issuer or meta.kind or "Văn bản"
    document = f"{issuer}, {f'số {meta.number}' if meta.number else 'bản này thiếu số'}"
    level = _LEVELS.get(territory.split(" ")[0], "")
    return Profile(name, document, territory, level, aliases=(fold(plan.id.replace("-", " ")),))


def _territory(meta: Metadata, source: str) -> str:
    """The place that a document is about: named by who issues it, or the province that its text names most."""
    top = [line for line in source[:HEAD_OF_TEXT].split("\n") if line.strip()][:TOP_LINES]
    for said in (meta.issuer, *(line for line in top if line.isupper()), meta.title):
        area = _AREA.search(said or "")
        if area:
            return f"{area[1].lower()} {' '.join(area[2].split()).title()}"
    named = Counter(
        p.name for p in provinces() for _ in re.finditer(rf"\b{re.escape(p.name)}\b", source[:HEAD_OF_TEXT])
    )
    best = named.most_common(2)
    if best and best[0][1] >= LEAST_NAMED and (len(best) == 1 or best[0][1] > best[1][1]):
        return f"tỉnh {best[0][0]}"
    return ""


def _subject(title: str | None) -> str:
    """The first words of a title, which tell two documents of a kind apart."""
    words = (title or "").split()
    return " ".join(words[:SUBJECT_WORDS]) + ("…" if len(words) > SUBJECT_WORDS else "")
