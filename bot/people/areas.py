"""Areas: what part of the country somebody's role is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.text import fold

# Ways of writing the kind of a village; a bare number is a "thôn".
_KINDS = ("thôn", "xóm", "bản", "làng", "buôn", "ấp", "khóm", "khu phố", "khối phố", "tổ dân phố", "tổ", "khối")
_SHORT_KINDS = {"kp": "khu pho", "tdp": "to dan pho", "to": "to", "t": "thon"}


@dataclass(frozen=True, slots=True)
class Area:
    """A village, a commune, an old district, a province or an agency of it; empty names mean "all of it".

    Province and commune are units since 2025-07-01 as they are written ("Tỉnh Thanh Hóa", "Xã Triệu Sơn"); `district`
    is one as it was until then and `communes` are what lies in it now.
    """

    province: str = ""
    commune: str = ""
    village: str = ""
    district: str = ""
    communes: tuple[str, ...] = ()
    agency: str = ""

    @property
    def level(self) -> str:
        """village, commune, district, agency, province, or country."""
        for level in ("village", "commune", "district", "agency", "province"):
            if getattr(self, level):
                return level
        return "country"

    def holds(self, other: Area) -> bool:
        """Whether `other` lies in this area. An agency is no piece of land: it holds nothing."""
        if self.agency:
            return False
        if self.province and self.province != other.province:
            return False
        if self.district:
            return other.commune in self.communes
        if self.commune and self.commune != other.commune:
            return False
        return not self.village or village_key(self.village) == village_key(other.village)

    def __str__(self) -> str:
        names = [self.village, small(self.commune), small(self.district) and f"{small(self.district)} (cũ)"]
        return ", ".join(name for name in (*names, self.agency, small(self.province)) if name)


def names_kind(village: str) -> bool:
    """Whether the name says what kind of village it is: "thôn 2", "bản Na", not "Minh Thành"."""
    return any(fold(village).startswith(f"{fold(kind)} ") for kind in _KINDS)


def small(unit: str) -> str:
    """The name of a unit in the middle of a sentence: "xã Triệu Sơn"."""
    return unit[:1].lower() + unit[1:]


def village_key(name: str) -> str:
    """What two spellings of one village have in common: "Thôn 02", "thon 2" and "2" are one."""
    words = [w.lstrip("0") or w if w.isdigit() else w for w in re.findall(r"[a-z]+|\d+", fold(name))]
    if words and words[0] in _SHORT_KINDS and len(words) > 1:
        words[:1] = _SHORT_KINDS[words[0]].split()
    if len(words) == 1 and words[0].isdigit():
        words.insert(0, "thon")
    return " ".join(words)


def village_name(typed: str) -> str:
    """A village as it is shown: what was typed, with its kind before a bare number ("2", "thon 2": thôn 2)."""
    name = typed.strip(" .,;")
    if name.isdigit():
        return f"thôn {name}"
    kind = next((k for k in _KINDS if fold(name).startswith(f"{fold(k)} ")), "")
    rest = name[len(kind) :]
    return f"{kind}{rest}" if kind and rest.strip().isdigit() else name
