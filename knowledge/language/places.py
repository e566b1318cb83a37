"""The places that a question names: those of the library's plans, and those that no plan is about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from knowledge.language.spelling import is_syllable
from knowledge.plans.model import Plan
from knowledge.text import fold, nfc

# Names of districts that are everyday words when the accents are left out; they count only as written or after "huyện".
_EVERYDAY = frozenset(
    {"la gi", "ba to", "cho moi", "cho lach", "moi cay", "ba tri", "nha be", "hoa binh", "duc hoa", "can loc", "my loc"}
)
UNITS_MERGED = date(2025, 7, 1)
# A letter and a syllable that may stand for a name: "BThuận", "B.Thuận".
_CUT = re.compile(r"(?<![\w.])(?P<first>[A-ZĐa-zđ])(?P<dot>\.\s?)?(?P<last>[^\W\d_]{2,})(?!\w)")
_UNIT = r"(?:tinh|thanh pho|huyen|thi xa|quan|tp|tx|h)"


@dataclass(frozen=True, slots=True)
class Province:
    """A province before 2025-07-01, what it belongs to since, and its districts; names without "tỉnh"."""

    name: str
    now: str
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a question: [start, end) in the folded text, its plans (none: no plan is about it)."""

    name: str
    start: int
    end: int
    plans: tuple[str, ...]


@cache
def provinces() -> tuple[Province, ...]:
    """The 63 provinces before the mergers of 2025-07-01 (source in the data file)."""
    data = json.loads((files("knowledge") / "data" / "lexicon" / "places.json").read_text(encoding="utf-8"))
    return tuple(Province(name, p["now"], tuple(p["districts"])) for name, p in data["provinces"].items())


class Gazetteer:
    """Finds place names in questions for one library of plans."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._of_plan: dict[str, list[str]] = {}  # folded name -> ids of the plans about it
        self._everyday: dict[str, str] = {}  # folded district name -> as written
        listed = [p for p in plans if p.profile]
        for plan in listed:
            self._add(plan)
        for province in provinces():
            self._add_merged(province, listed)
            self._add_districts(province)
        self._elsewhere = {fold(p.name): p.name for p in provinces() if fold(p.name) not in self._of_plan}
        self._districts = {
            fold(d): d for p in provinces() for d in p.districts if " " in d and fold(d) not in self._of_plan
        }
        for plan in listed:
            now = (plan.profile.since_2025 or "") if plan.profile else ""
            short = fold(re.sub(r"^(tỉnh|thành phố) ", "", now))
            if short in self._elsewhere:  # an old plan of a place that has a new name now
                self._of_plan.setdefault(short, []).append(plan.id)
        self._cut = _cut_names([*(p.profile.name for p in listed if p.profile), *(p.name for p in provinces())])
        self._known = self._pattern(self._of_plan)
        self._unknown = self._pattern(self._elsewhere)
        self._unknown_district = self._pattern(self._districts, prefix=rf"{_UNIT} ")

    def spelled_out(self, text: str) -> str:
        """`text` with "BThuận", "bthuan" and "B.Thuận" as "Bình Thuận", where just one place is called so."""

        def whole(found: re.Match[str]) -> str:
            first, last = fold(found["first"]), fold(found["last"])
            name = self._cut.get((first, last))
            if name is None or (not found["dot"] and is_syllable(f"{first}{last}")):
                return found[0]
            # In small letters it may be another word ("tbinh" is "thương binh"): only a plan's own place is meant.
            return name if found["first"].isupper() or fold(name) in self._of_plan else found[0]

        return _CUT.sub(whole, nfc(text))

    def find(self, text: str, folded: str) -> list[Place]:
        """The places that `text` names, in order; `folded` is its folded form, where the places of the result are."""
        found = [
            # "xã Triệu Sơn" is a plan's whole name: then the plan of the old district of that name is not meant.
            Place(m[0], m.start(), m.end(), tuple(self._of_plan.get(m[0]) or self._of_plan[m["name"]]))
            for m in self._known.finditer(folded)
            if m["name"] not in _EVERYDAY or self._is_written(m["name"], text)
        ]
        taken = [(p.start, p.end) for p in found]
        for pattern, names in ((self._unknown, self._elsewhere), (self._unknown_district, self._districts)):
            found += [
                Place(names[m["name"]], m.start(), m.end(), ())
                for m in pattern.finditer(folded)
                if not any(s < m.end() and m.start() < e for s, e in taken)
                and (m["name"] not in _EVERYDAY or self._is_written(m["name"], text))
            ]
        return sorted(found, key=lambda p: p.start)

    def _add(self, plan: Plan) -> None:
        assert plan.profile is not None
        names = {fold(plan.profile.name), fold(re.sub(r"^\w+ ", "", plan.profile.territory)), *plan.profile.aliases}
        names |= _names_by_number(plan)
        for name in names - {""}:
            self._of_plan.setdefault(name, []).append(plan.id)

    def _add_merged(self, province: Province, plans: Iterable[Plan]) -> None:
        """A plan of a province as it is now is meant by the names of those that are part of it, too."""
        for plan in plans:
            territory = plan.profile.territory if plan.profile and plan.profile.level == "province" else ""
            if _is_new(plan) and fold(re.sub(r"^(tỉnh|thành phố) ", "", territory)) == fold(province.now):
                ids = self._of_plan.setdefault(fold(province.name), [])
                if plan.id not in ids:
                    ids.append(plan.id)

    def _add_districts(self, province: Province) -> None:
        plans = self._of_plan.get(fold(province.name), [])
        for district in province.districts if plans else ():
            name = fold(district)
            if " " not in name:  # "Chũ" is "chủ" and "chú" when it is typed without its mark
                continue
            for spelled in (name, name.replace("qui", "quy")):
                self._of_plan.setdefault(spelled, list(plans))
            if name in _EVERYDAY:
                self._everyday[name] = district

    def _is_written(self, name: str, text: str) -> bool:
        return name in self._everyday and self._everyday[name] in nfc(text)

    @staticmethod
    def _pattern(names: Iterable[str], prefix: str = "") -> re.Pattern[str]:
        longest = sorted(names, key=len, reverse=True)
        body = "|".join(re.escape(n) for n in longest) or r"(?!)"
        return re.compile(rf"(?:\b(?:{_UNIT}|uy ban nhan dan|ubnd|xa|phuong|thi tran) )*\b{prefix}(?P<name>{body})\b")


def _cut_names(names: Iterable[str]) -> dict[tuple[str, str], str]:
    """The names of two syllables by the first letter of the one and the other, but for those that two places share."""
    found: dict[tuple[str, str], set[str]] = {}
    for name in names:
        parts = nfc(name).split()
        if len(parts) == 2:
            found.setdefault((fold(parts[0])[0], fold(parts[1])), set()).add(nfc(name))
    return {cut: same.pop() for cut, same in found.items() if len(same) == 1}


def _is_new(plan: Plan) -> bool:
    """Whether the plan was made for the provinces as they are since 2025-07-01."""
    day, period = plan.metadata.date, plan.metadata.period
    return bool((day and day >= UNITS_MERGED) or (period and period[0] > UNITS_MERGED.year))


def _names_by_number(plan: Plan) -> set[str]:
    """What a plan is called by its number: "nghi quyet 494", "quyet dinh 22/2013"; nothing for a plan without one."""
    kind, number = fold(plan.metadata.kind or ""), plan.metadata.number or ""
    head = re.match(r"\d+(?:/\d{4})?", number)
    if not kind or not head:
        return set()
    first = head[0].split("/")[0]
    return {f"{kind} {mark}{digits}" for mark in ("", "so ") for digits in {first, head[0]}}
