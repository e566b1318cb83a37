"""Who may do what where: the one table that every command, button and file asks."""

from __future__ import annotations

from enum import StrEnum

from bot.people.areas import Area
from bot.people.model import Person, Role


class Right(StrEnum):
    """What somebody may do with the pledges, people and plans of an area."""

    LIST = "list"  # codes, initials, states
    READ = "read"  # everything in one record; audited
    CONFIRM = "confirm"  # that the household lives there and made the pledge; or return it
    RECEIVE = "receive"  # for the commune; and close
    BY_CODE = "by_code"  # correct or withdraw for a family that brings its code
    WRITE_FOR = "write_for"  # write down a pledge for a family that is present
    COUNT = "count"
    EXPORT = "export"
    INVITE_HEAD = "invite_head"
    INVITE_OFFICER = "invite_officer"
    PLAN = "plan"  # add, correct, publish, replace and retire the own plans; no rank gives it over another's


# (role, level of the own area) -> rights within it. What is not here is not allowed.
# A province, an old district and the admin see counts alone: names are for those who talk with the families.
RIGHTS: dict[tuple[Role, str], frozenset[Right]] = {
    (Role.VILLAGE_HEAD, "village"): frozenset(
        {Right.LIST, Right.READ, Right.CONFIRM, Right.WRITE_FOR, Right.COUNT}
    ),
    (Role.OFFICER, "commune"): frozenset(
        {
            Right.LIST,
            Right.READ,
            Right.CONFIRM,
            Right.RECEIVE,
            Right.BY_CODE,
            Right.WRITE_FOR,
            Right.COUNT,
            Right.EXPORT,
            Right.INVITE_HEAD,
            Right.PLAN,
        }
    ),
    (Role.OFFICER, "district"): frozenset({Right.COUNT, Right.INVITE_HEAD, Right.INVITE_OFFICER}),
    (Role.OFFICER, "province"): frozenset({Right.COUNT, Right.INVITE_HEAD, Right.INVITE_OFFICER, Right.PLAN}),
    (Role.OFFICER, "agency"): frozenset({Right.PLAN}),
    (Role.ADMIN, "country"): frozenset({Right.COUNT, Right.INVITE_HEAD, Right.INVITE_OFFICER, Right.PLAN}),
}  # fmt: skip


def rights_of(person: Person) -> frozenset[Right]:
    """What `person` may do within the own area."""
    return RIGHTS.get((person.role, person.area.level), frozenset())


def may(person: Person, right: Right, area: Area) -> bool:
    """Whether `person` may do that in `area`."""
    return right in rights_of(person) and person.area.holds(area)


def may_keep_plan(person: Person, area: Area) -> bool:
    """Whether `person` may publish, replace and retire a plan of `area`: the own one alone, an admin of any."""
    return Right.PLAN in rights_of(person) and (person.role is Role.ADMIN or person.area == area)
