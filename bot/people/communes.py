"""Communes as people type them, and the units that they are since 2025-07-01.

The table of old and new units is the one that underthesea ships (vietnamadminunits 1.0.4: the state right before
2025-07-01 and the resolutions of the National Assembly's Standing Committee of June 2025). It is read when it is first
needed, without importing underthesea.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from bot.people.areas import Area, small
from knowledge.text import fold, modern_tones

TABLE = "address/data/mapping.json"
LONGEST_NAME = 5  # syllables of a unit's name
# The kinds of communes as they are typed, and what each means.
_KINDS = {
    "xa": "xa",
    "phuong": "phuong",
    "thi tran": "thi tran",
    "dac khu": "dac khu",
    "tt": "thi tran",
    "ttr": "thi tran",
    "p": "phuong",
    "x": "xa",
}
_DISTRICT = ("huyen", "quan", "thi xa", "thanh pho", "tp", "tx", "h", "q")
_PROVINCE = ("tinh", "thanh pho", "tp", "t")
# Said around a place: "nha em o xa minh son".
_AROUND = re.compile(r"^(?:da |nha (?:em|toi|minh|chau|tui) |em |toi |chau |o |tai )+| (?:a|nhe|cu|nay|do)$")
# A village before its commune: "thon 2 xa minh son".
_VILLAGE = re.compile(
    r"^(?:thon|xom|ban|lang|buon|ap|khom|khu pho|kp|khoi pho|to dan pho|tdp|to|khoi) .*?(?=(?:xa|phuong|thi tran|tt) )"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A commune of today that what was typed may mean.

    `was` is the old unit that was named ("Xã Minh Sơn"), empty if today's name was; `district` the old district it was
    in, and `by_district` tells that only the district was named.
    """

    province: str
    commune: str
    was: str = ""
    district: str = ""
    by_district: bool = False

    @property
    def area(self) -> Area:
        """The commune as an area."""
        return Area(self.province, self.commune)

    @property
    def label(self) -> str:
        """The commune and its province in a sentence."""
        return f"{small(self.commune)}, {small(self.province)}"

    @property
    def button(self) -> str:
        """The commune and the bare name of its province."""
        return f"{self.commune} {bare(self.province)}"


@dataclass(frozen=True, slots=True)
class _Unit:
    """An old or new commune under a folded name, with the folded names that may be typed behind it."""

    kind: str
    found: Found
    behind: frozenset[str]


@dataclass(frozen=True)
class _Gazetteer:
    units: dict[str, list[_Unit]]
    districts: dict[str, set[tuple[str, str]]]  # folded name -> (old province, district as written)
    communes: dict[tuple[str, str], set[tuple[str, str]]]  # (old province, district) -> (province, commune) of today
    provinces: dict[str, str]  # folded short name, old and new -> province of today


def find_communes(typed: str) -> list[Found]:
    """The communes of today that `typed` may mean; one if it is clear, none if nothing of that name is known."""
    text = essence(typed)
    if not any(c.isalpha() for c in text):  # "1" names a hundred wards, and none
        return []
    found: dict[Found, None] = {}
    # First with the kind that was typed; "xã" is also said of what is a phường by now.
    for strict, size in itertools.product((True, False), range(LONGEST_NAME, 0, -1)):
        for name, kind, rest in _heads(text, size):
            found |= dict.fromkeys(_named(name, kind, rest, strict=strict))
        if found:
            break
    by_today = {f.area for f in found if not f.was and not f.by_district}
    # An old name that is still in use: one line is enough.
    return _as_accented(typed, [f for f in found if not (f.was and f.area in by_today)])


def essence(typed: str) -> str:
    """The folded words of a place, without a village before it and what is said around it."""
    text = " ".join(re.findall(r"[a-z0-9]+", fold(typed)))
    for _ in range(3):
        text = _AROUND.sub("", text).strip()
    return _VILLAGE.sub("", text)


def _as_accented(typed: str, found: list[Found]) -> list[Found]:
    """Those of `found` whose accents were typed; all if none were, or no name has these."""
    said = modern_tones(typed)
    if said == fold(said):
        return found
    exact = [f for f in found if modern_tones(bare(f.district if f.by_district else f.was or f.commune)) in said]
    return exact or found


def communes_of_district(typed: str) -> list[Found]:
    """The communes of today in the old district that `typed` names, in the order of the alphabet."""
    table = _table()
    name = _without_kind(" ".join(re.findall(r"[a-z0-9]+", fold(typed))), _DISTRICT)
    return [
        Found(province, commune, district=district, by_district=True)
        for key in sorted(table.districts.get(name, ()))
        for district in [key[1]]
        for province, commune in sorted(table.communes[key], key=lambda place: fold(place[1]))
    ]


def province_called(typed: str) -> str | None:
    """The province of today that `typed` names by its old or new name, as written, or None."""
    name = _without_kind(" ".join(re.findall(r"[a-z0-9]+", fold(typed))), _PROVINCE)
    return _table().provinces.get(name)


def units_named(name: str) -> list[tuple[Found, frozenset[str]]]:
    """Every commune with that folded name, old or new, each with the folded names that are typed behind it."""
    return [(unit.found, unit.behind) for unit in _table().units.get(name, ())]


def names_of_units() -> list[str]:
    """The folded names of all communes, old and new."""
    return list(_table().units)


def _heads(text: str, size: int) -> Iterator[tuple[str, str, str]]:
    """The first `size` syllables as a name, the kind of unit typed before it, and what is typed behind it."""
    for kind in (*_KINDS, *_DISTRICT, ""):
        if kind and not text.startswith(f"{kind} "):
            continue
        words = text.removeprefix(kind).split()
        if len(words) >= size:
            yield " ".join(words[:size]), kind, " ".join(words[size:])


def _named(name: str, kind: str, rest: str, *, strict: bool) -> Iterator[Found]:
    table = _table()
    if kind not in _DISTRICT:
        for unit in table.units.get(name, ()):
            if (not kind or not strict or unit.kind == _KINDS[kind]) and _fits(rest, unit.behind):
                yield unit.found
    if kind in (*_DISTRICT, ""):
        for old_province, district in table.districts.get(name, ()):
            if _fits(rest, frozenset({_short(old_province)})):
                for province, commune in sorted(table.communes[old_province, district]):
                    yield Found(province, commune, district=district, by_district=True)


def _fits(rest: str, names: frozenset[str]) -> bool:
    """Whether `rest` is made of `names` alone, each with or without its kind."""
    while rest:
        for start in ("", *(f"{kind} " for kind in (*_DISTRICT, *_PROVINCE))):
            tail = rest.removeprefix(start)
            if not rest.startswith(start):
                continue
            name = next((n for n in sorted(names, key=len, reverse=True) if f"{tail} ".startswith(f"{n} ")), None)
            if name:
                rest = tail[len(name) :].strip()
                break
        else:
            return False
    return True


def _short(unit: str) -> str:
    """The folded name of a unit without its kind: "Xã Triệu Sơn" is "trieu son"."""
    return _without_kind(
        fold(unit), ("thi tran", "dac khu", "thi xa", "thanh pho", "phuong", "huyen", "quan", "tinh", "xa")
    )


def _without_kind(text: str, kinds: tuple[str, ...]) -> str:
    kind = next((k for k in kinds if text.startswith(f"{k} ")), "")
    return text.removeprefix(kind).strip()


def bare(unit: str) -> str:
    """The name of a unit without its kind, as written: "Thành phố Hà Nội" is "Hà Nội"."""
    return unit[len(unit) - len(_short(unit)) :]


def _kind(unit: str) -> str:
    folded = fold(unit)
    return next(k for k in ("thi tran", "dac khu", "phuong", "xa", "") if folded.startswith(k))


@cache
def _table() -> _Gazetteer:
    spec = find_spec("underthesea")
    assert spec
    assert spec.submodule_search_locations
    file = Path(spec.submodule_search_locations[0]) / TABLE
    rows = json.loads(file.read_text(encoding="utf-8"))["ward_mapping"]
    units: dict[str, dict[_Unit, None]] = defaultdict(dict)
    districts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    communes: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    behind: dict[tuple[str, str], set[str]] = defaultdict(set)
    provinces: dict[str, str] = {}
    for row in rows:
        province, commune = row["new_province"], row["new_ward"]
        old_province, ward = row["old_province"], row["old_ward"]
        district = row["old_district"].replace("Thị Xã", "Thị xã")
        context = {_short(old_province), _short(province), _short(district)}
        behind[province, commune] |= context
        if ward != commune or _short(ward) != _short(commune):
            found = Found(province, commune, was=ward, district=district)
            units[_short(ward)][_Unit(_kind(ward), found, frozenset(context | {_short(commune)}))] = None
        districts[_short(district)].add((old_province, district))
        communes[old_province, district].add((province, commune))
        provinces[_short(old_province)] = provinces[_short(province)] = province
    for (province, commune), context in behind.items():
        unit = _Unit(_kind(commune), Found(province, commune), frozenset(context))
        units[_short(commune)] = {unit: None} | units[_short(commune)]
    return _Gazetteer({name: list(of) for name, of in units.items()}, dict(districts), dict(communes), provinces)
