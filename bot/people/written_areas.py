"""Areas as an operator writes them on the command line: "thôn 2, xã Minh Sơn, Triệu Sơn, Thanh Hóa"."""

from __future__ import annotations

from bot.people.areas import Area, village_name
from bot.people.communes import communes_of_district, find_communes, province_called
from bot.people.model import Role
from knowledge.text import fold

AGENCY = ("so ", "ban ", "chi cuc ", "uy ban mat tran", "hoi ")
MOST_NAMED = 6


class AreaError(Exception):
    """An area that cannot be told; `choices` are what it may be."""

    def __init__(self, choices: tuple[str, ...] = ()) -> None:
        super().__init__("; ".join(choices))
        self.choices = choices


def read_area(role: Role, written: str) -> Area:
    """The area that `written` names for `role`; AreaError if it names none or several."""
    parts = [part.strip() for part in written.split(",") if part.strip()]
    if not parts:
        raise AreaError
    if role is Role.VILLAGE_HEAD:
        if len(parts) < 2:
            raise AreaError
        commune = one_commune(", ".join(parts[1:]))
        return Area(commune.province, commune.commune, village_name(parts[0]))
    first = fold(parts[0])
    if first.startswith(AGENCY):
        province = province_called(parts[-1])
        if province is None or len(parts) < 2:
            raise AreaError
        return Area(province, agency=parts[0])
    if len(parts) == 1 and not first.startswith(("xa ", "phuong ", "huyen ")) and (province := province_called(first)):
        return Area(province)
    if first.startswith("huyen "):
        return one_district(parts[0])
    return one_commune(", ".join(parts))


def one_commune(written: str) -> Area:
    """The one commune of that name."""
    found = [f for f in find_communes(written) if not f.by_district]
    areas = list(dict.fromkeys(f.area for f in found))
    if len(areas) != 1:
        raise AreaError(tuple(f.label for f in found[:MOST_NAMED]))
    return areas[0]


def one_district(written: str) -> Area:
    """The old district of that name, with the communes that lie in it now."""
    found = communes_of_district(written)
    districts = {(f.province, f.district) for f in found}
    if len(districts) != 1:
        raise AreaError(tuple(f"{district}, {province}" for province, district in sorted(districts)[:MOST_NAMED]))
    province, district = districts.pop()
    return Area(province, district=district, communes=tuple(dict.fromkeys(f.commune for f in found)))
