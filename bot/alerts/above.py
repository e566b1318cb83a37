"""Who is above somebody: told when nobody has said that an alert was seen, or when it cannot be delivered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.people.areas import Area
from bot.people.model import Person, Role

_NARROW_TO_WIDE = ("village", "commune", "district", "agency", "province", "country")


class People(Protocol):
    """Where people are looked up."""

    def known(self, address: str) -> Person | None:
        """The person at `address`."""
        ...

    def with_role(self, role: Role) -> Sequence[Person]:
        """Everybody of that role."""
        ...


def address_above(people: People, admins: Sequence[str], address: str) -> str:
    """The officer whose area is the next one around that of the person at `address`; else the first admin; else ""."""
    person = people.known(address)
    if person is not None and person.area != Area():
        around = [
            officer
            for officer in people.with_role(Role.OFFICER)
            if officer.address != address and officer.area != person.area and officer.area.holds(person.area)
        ]
        if around:
            return min(around, key=lambda o: (_NARROW_TO_WIDE.index(o.area.level), o.id)).address
    return next((admin for admin in admins if admin != address), "")
