"""Whose plan a document is: the area that it is for, and how the plan is then named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.people.areas import Area, small
from bot.people.communes import province_called
from bot.people.model import Role
from bot.people.written_areas import AGENCY, AreaError, read_area
from knowledge.plans.model import Profile, Succession
from knowledge.text import fold

_UNIT = re.compile(r"^(?:tỉnh|thành phố|huyện|xã|phường|thị trấn|đặc khu)\s+")


def is_of(area: Area, territory: str, issuer: str) -> bool | None:
    """Whether a document of `issuer` about `territory` is one of `area`; None where the document does not say."""
    issues = fold(issuer)
    agency = issues.startswith(AGENCY)
    if area.agency:
        return fold(area.agency) in issues if issuer else None
    if not territory:
        return None if not agency else False
    if agency:
        return False
    if area.commune:
        return fold(territory) == fold(area.commune)
    if area.district:
        return fold(territory) == fold(area.district)
    named = territory.startswith(("tỉnh ", "thành phố "))
    return named and province_called(territory) == area.province


def area_read(territory: str, issuer: str) -> Area | None:
    """The area that a document says it is for, if that is one alone."""
    if fold(issuer).startswith(AGENCY) and territory.startswith(("tỉnh ", "thành phố ")):
        province = province_called(territory)
        body = re.split(r"\s+(?=(?:tỉnh|thành phố)\b)", issuer)[0]
        return Area(province, agency=body) if province else None
    try:
        return read_area(Role.OFFICER, territory) if territory else None
    except AreaError:
        return None


def area_values(area: Area) -> dict[str, Any]:
    """`area` as plain data."""
    return asdict(area)


def area_kept(values: Mapping[str, Any]) -> Area:
    """The area that `values` were made of."""
    return Area(**dict(values) | {"communes": tuple(values.get("communes", ()))})


def profile_for(
    area: Area, territory: str, metadata: Mapping[str, Any], name: str = "", successions: tuple[Succession, ...] = ()
) -> Profile:
    """How a plan of `area` is named; `territory` is how the document calls the place, `name` what an officer typed."""
    own = small(area.commune or area.district or area.province)
    here = territory if territory and is_of(area, territory, "") else own
    short = _UNIT.sub("", here)
    bare = here if area.level == "commune" else short
    issuer = (metadata.get("issuer") or f"UBND {here}").replace("Ủy ban nhân dân", "UBND")
    number, day = metadata.get("number"), metadata.get("date")
    missing = [word for word, there in (("số", number), ("ngày", day)) if not there]
    document = f"{issuer}, số {number}" if number else f"{issuer} (bản này thiếu {', '.join(missing)})"
    extra = {"agency": f"{area.agency} tỉnh"} if area.agency else {}
    renamed = area.level == "province" and fold(here) != fold(own)
    return Profile(
        name=name or bare,
        document=document,
        territory=here,
        level=area.level,
        since_2025=own if renamed else None,
        successions=successions,
        extra=extra,
    )


def id_for(profile: Profile, metadata: Mapping[str, Any]) -> str:
    """A readable id: the place and the first year of the period."""
    year = (metadata.get("period") or [""])[0] or (metadata.get("date") or "")[:4]
    words = " ".join(part for part in (profile.extra.get("agency", ""), profile.name, str(year)) if part)
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")
