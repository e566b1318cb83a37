"""What is known of an added plan beside its text, as plain data: corrected metadata, names, corrections, succession.

The text of a plan is never changed; a record lies over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from knowledge.plans.model import Correction, Plan, Profile, Succession

EDITABLE = ("number", "date", "place", "issuer", "title", "period")  # of the metadata


@dataclass(frozen=True)
class PlanRecord:
    """The record of one plan; `metadata` holds the corrected fields of `Metadata` alone, None where one was taken out.

    `profile` is empty for a plan that names itself. `original` is the digest of the file that the text was read from,
    `published` the day on which that was decided, `area` whose plan it is, as whoever keeps the record notes it.
    """

    profile: Profile | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    retired: date | None = None
    original: str = ""
    published: str = ""
    area: Mapping[str, Any] = field(default_factory=dict)


def applied(plan: Plan, record: PlanRecord) -> Plan:
    """`plan` with its record over it."""
    metadata = replace(plan.metadata, **record.metadata) if record.metadata else plan.metadata
    profile = record.profile or plan.profile
    if profile and (record.retired or (plan.profile and plan.profile.retired)):
        profile = replace(profile, retired=True)
    return replace(plan, metadata=metadata, profile=profile, corrections=record.corrections)


def record_values(record: PlanRecord) -> dict[str, Any]:
    """`record` as JSON-able data."""
    profile = record.profile
    found: dict[str, Any] = {
        "metadata": {name: _plain(value) for name, value in record.metadata.items()},
        "corrections": [
            {
                "kind": c.kind, "start": c.start, "end": c.end, "mark": c.mark, "values": dict(c.values),
                "says": c.says, "by": c.by, "on": _plain(c.on),
            }
            for c in record.corrections
        ],
        "retired": _plain(record.retired),
        "original": record.original,
        "published": record.published,
        "area": dict(record.area),
    }  # fmt: skip
    if profile:
        found["profile"] = {
            "name": profile.name,
            "document": profile.document,
            "territory": profile.territory,
            "level": profile.level,
            "aliases": list(profile.aliases),
            "since_2025": profile.since_2025,
            "extra": dict(profile.extra),
            "successions": [
                {"earlier": s.earlier, "since": s.since.isoformat(), "amends": s.amends} for s in profile.successions
            ],
        }
    return found


def record_from(values: Mapping[str, Any]) -> PlanRecord:
    """The record that `values` were made of; a record of a later version may hold more, which is left out.

    Raises ValueError, KeyError or TypeError for anything else.
    """
    metadata = {name: value for name, value in values.get("metadata", {}).items() if name in EDITABLE}
    if metadata.get("date"):
        metadata["date"] = date.fromisoformat(metadata["date"])
    if metadata.get("period"):
        metadata["period"] = (int(metadata["period"][0]), int(metadata["period"][1]))
    return PlanRecord(
        profile=profile_from(values["profile"]) if values.get("profile") else None,
        metadata=metadata,
        corrections=tuple(_correction(one) for one in values.get("corrections", ())),
        retired=date.fromisoformat(values["retired"]) if values.get("retired") else None,
        original=values.get("original", ""),
        published=values.get("published", ""),
        area=dict(values.get("area", {})),
    )


def profile_from(values: Mapping[str, Any]) -> Profile:
    """How a plan is named, from a record or an entry of a manifest."""
    return Profile(
        name=values["name"],
        document=values["document"],
        territory=values["territory"],
        level=values.get("level", ""),
        aliases=tuple(values.get("aliases", ())),
        since_2025=values.get("since_2025"),
        retired=bool(values.get("retired", False)),
        successions=tuple(
            Succession(s["earlier"], date.fromisoformat(s["since"]), bool(s["amends"]))
            for s in values.get("successions", ())
        ),
        extra=dict(values.get("extra", {})),
    )


def _correction(values: Mapping[str, Any]) -> Correction:
    return Correction(
        kind=values["kind"],
        start=int(values["start"]),
        end=int(values["end"]),
        mark=values.get("mark", ""),
        values=tuple(values.get("values", {}).items()),
        says=values.get("says", ""),
        by=values.get("by", ""),
        on=date.fromisoformat(values["on"]) if values.get("on") else None,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
