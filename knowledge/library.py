"""The plan library: the plans that ship with the package, and those added in a folder beside them."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from knowledge.language.places import provinces
from knowledge.plans.metadata import read_metadata
from knowledge.plans.model import Metadata, Plan, Profile, Succession
from knowledge.plans.reading import read_plan, source_of
from knowledge.plans.record import PlanRecord, applied, profile_from, record_from
from knowledge.text import fold

MANIFEST = "manifest.toml"
HEAD_OF_TEXT = 6000  # characters in which a document says whom it is about
LEAST_NAMED = 3  # times that a province is named before a document counts as its own
SUBJECT_WORDS = 8
CAPITAL = "Hà Nội"  # where the central bodies issue from: no sign of a document of that place
TOP_LINES = 3  # in which the letterhead names who issues
_WITHIN = re.compile(r"trên địa bàn ")
_LEVELS = {
    "tỉnh": "province",
    "thành": "province",
    "huyện": "district",
    "thị": "district",
    "quận": "district",
    "xã": "commune",
    "phường": "commune",
    "đặc": "commune",
}
_AREA = re.compile(
    r"\b((?i:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn))\s+(?!(?i:hội\b))((?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*[ ]?){1,4})"
)


# A plan's id, its text and its record: the plan as the text gives it, before the record is laid over it.
Reader = Callable[[str, str, PlanRecord | None], Plan]


@dataclass(frozen=True)
class Library:
    """The plans that can be asked about, by id, in the order in which they are listed.

    `history` are plans that were retired: nothing is answered from them, but they can be read.
    """

    plans: Mapping[str, Plan] = field(default_factory=dict)
    history: Mapping[str, Plan] = field(default_factory=dict)

    def __getitem__(self, plan_id: str) -> Plan:
        return self.plans[plan_id]

    def __contains__(self, plan_id: object) -> bool:
        return plan_id in self.plans

    def __iter__(self) -> Iterator[Plan]:
        return iter(self.plans.values())

    def __len__(self) -> int:
        return len(self.plans)

    def in_force(self, day: date) -> list[Plan]:
        """The plans whose place no other one has taken by `day`."""
        replaced = {one.earlier for plan in self for one in _successions(plan) if not one.amends and one.since <= day}
        return [plan for plan in self if plan.id not in replaced]

    def after(self, plan_id: str) -> Plan | None:
        """The plan that takes or will take the place of the one of that id."""
        found = [p for p in self if any(s.earlier == plan_id and not s.amends for s in _successions(p))]
        return found[-1] if found else None

    def readable(self, plan_id: str) -> Plan | None:
        """The plan of that id, retired or not."""
        return self.plans.get(plan_id) or self.history.get(plan_id)


def _successions(plan: Plan) -> tuple[Succession, ...]:
    return plan.profile.successions if plan.profile else ()


def read_here(plan_id: str, text: str, _: PlanRecord | None) -> Plan:
    """A plan read at once, in this process."""
    return read_plan(plan_id, text)


def load_library(added: Path | None = None, *, before: Library | None = None, read: Reader = read_here) -> Library:
    """The shipped plans, then those of the folder `added`: one `.txt` a plan, with its record in `.json` beside it.

    Plans of `before` whose files are the same are taken over as they are; new texts are read by `read`.
    """
    loader = _Loader(before or Library(), read)
    plans = loader.load(files("knowledge") / "data" / "plans", added)
    if added is not None and added.is_dir():
        plans |= loader.load(added, added)
    retired = {name: plan for name, plan in plans.items() if plan.profile and plan.profile.retired}
    return Library({name: plan for name, plan in plans.items() if name not in retired}, retired)


class _Loader:
    """Reads folders of plans, sparing what was read before."""

    def __init__(self, before: Library, read: Reader) -> None:
        self._before = before
        self._read = read

    def load(self, folder: Traversable, records: Path | None) -> dict[str, Plan]:
        """The plans of `folder`; their records stand in `records`."""
        listed = folder / MANIFEST
        manifest = tomllib.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else {}
        texts = {f.name.removesuffix(".txt"): f for f in folder.iterdir() if f.name.endswith(".txt")}
        names = [name for name in manifest if name in texts] + sorted(texts.keys() - manifest.keys())
        return {name: self._plan(name, texts[name], manifest.get(name, {}), records) for name in names}

    def _plan(self, plan_id: str, file: Traversable, entry: dict[str, Any], records: Path | None) -> Plan:
        text, known = file.read_text(encoding="utf-8"), self._before.readable(plan_id)
        record = read_record(records / f"{plan_id}.json") if records else None
        if known is not None and known.source == source_of(text):
            plan = replace(
                known, metadata=read_metadata(known.source, list(known.passages)), profile=None, corrections=()
            )
        else:
            known, plan = None, self._read(plan_id, text, record)
        plan = _described(plan, entry)
        plan = applied(plan, record) if record else plan
        return known if known == plan else plan


def _described(plan: Plan, entry: dict[str, Any]) -> Plan:
    """The plan with what a manifest says of it."""
    if entry.get("name"):
        meta = replace(plan.metadata, issuer=entry.get("issuer", plan.metadata.issuer))
        return replace(plan, metadata=meta, profile=_listed(entry))
    return replace(plan, profile=replace(profile_of(plan), retired=bool(entry.get("retired", False))))


def read_record(file: Path) -> PlanRecord | None:
    """The record in `file`; None where there is none, or one that cannot be read."""
    try:
        return record_from(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _listed(entry: dict[str, Any]) -> Profile:
    return replace(profile_from(entry), extra={"agency": entry["agency"]} if "agency" in entry else {})


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
    top = [line.split("|")[0] for line in source[:HEAD_OF_TEXT].split("\n") if line.strip()][:TOP_LINES]
    for said in (meta.issuer, *(line for line in top if line.isupper()), meta.title):
        area = _AREA.search(said or "")
        if area and _spelled(area):
            return _spelled(area)
    if meta.place and meta.place != CAPITAL and meta.place in {p.name for p in provinces()}:
        return f"tỉnh {meta.place}"
    within = [_AREA.match(source, m.end()) for m in _WITHIN.finditer(source[:HEAD_OF_TEXT])]
    areas = Counter(_spelled(area) for area in within if area and _spelled(area))
    if len(areas) == 1:  # "trên địa bàn tỉnh Bình Phước": where the document holds
        return next(iter(areas))
    named = Counter(
        p.name for p in provinces() for _ in re.finditer(rf"\b{re.escape(p.name)}\b", source[:HEAD_OF_TEXT])
    )
    best = named.most_common(2)
    if best and best[0][1] >= LEAST_NAMED and (len(best) == 1 or best[0][1] > best[1][1]):
        return f"tỉnh {best[0][0]}"
    everywhere = Counter(p.name for p in provinces() for _ in re.finditer(rf"\b{re.escape(p.name)}\b", source))
    most = everywhere.most_common(2)
    alone = len(most) == 1 or (most and most[0][1] >= LEAST_NAMED * most[1][1])
    if alone and re.search(rf"\b[Tt]ỉnh {re.escape(most[0][0])}\b", source):
        return f"tỉnh {most[0][0]}"
    return ""


def _spelled(area: re.Match[str]) -> str:
    """ "tỉnh Bình Phước"; of a province only its name, "" where none of the country begins so ("TỈNH NĂM 2025")."""
    level, name = area[1].lower(), " ".join(area[2].split()).title()
    if level == "tỉnh":
        known = {fold(n): n for p in provinces() for n in (p.name, p.now)}
        words = fold(name).split()
        name = next((known[p] for n in range(len(words), 0, -1) if (p := " ".join(words[:n])) in known), "")
    return f"{level} {name}" if name and not name.startswith("Năm") else ""


def _subject(title: str | None) -> str:
    """The first words of a title, which tell two documents of a kind apart."""
    words = (title or "").split()
    return " ".join(words[:SUBJECT_WORDS]) + ("…" if len(words) > SUBJECT_WORDS else "")
