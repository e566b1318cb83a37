"""The commands that a channel shows to somebody: those of the role alone, each with the line that describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.conversation.turn import Desk
from bot.people.model import Person, Role
from bot.people.rights import Right, rights_of
from bot.texts import Texts

Lines = Sequence[tuple[str, str]]  # (command, what it does)
# What a command is about needs a right; without it the person has the household's line, or none.
NEEDED: Mapping[str, Right] = {
    "dangky": Right.WRITE_FOR,
    "hoso": Right.READ,
    "sua": Right.WRITE_FOR,
    "rut": Right.WRITE_FOR,
    "xacnhan": Right.CONFIRM,
    "thongke": Right.COUNT,
    "moi": Right.INVITE_HEAD,
    "themkehoach": Right.PLAN,
}
# The role whose lines an admin reads.
READS_AS = {Role.ADMIN: Role.OFFICER}


@dataclass(frozen=True, slots=True)
class MenuChange:
    """What a channel is to put up for one person: `lines`, or with none what everybody sees."""

    address: str
    lines: Lines


def command_menu(texts: Texts, person: Person | None = None) -> Lines:
    """The commands that work for `person` (a household if there is none), in the order of the text file."""
    role = READS_AS.get(person.role, person.role) if person else Role.HOUSEHOLD
    rights = rights_of(person) if person else frozenset()
    lines = []
    for name, entry in texts.items("commands").items():
        needed = NEEDED.get(name)
        reader = Role.HOUSEHOLD if needed and needed not in rights else role
        if reader in entry:
            lines.append((name, entry[reader]))
    return lines


def menu_change(desk: Desk, address: str) -> MenuChange | None:
    """What is to be put up for the person at `address`; None if they have it."""
    person = desk.person_at(address)
    lines = [] if person.role is Role.HOUSEHOLD else command_menu(desk.texts, person)
    return None if desk.store.people.menu_shown(address) == written(lines) else MenuChange(address, lines)


def menu_changes(desk: Desk, channel: str) -> list[MenuChange]:
    """What is to be put up in `channel`: new roles, roles that ended, lines that a new version words differently."""
    people = desk.store.people
    known = [*people.menus_shown(), *desk.office.admins]
    known += [person.address for role in (Role.VILLAGE_HEAD, Role.OFFICER) for person in people.with_role(role)]
    here = [address for address in dict.fromkeys(known) if address.startswith(f"{channel}:")]
    return [change for address in here if (change := menu_change(desk, address))]


def written(lines: Lines) -> str:
    """The menu as it is kept, to be compared with later ones; nothing for what everybody sees."""
    return "\n".join(f"{name} {line}" for name, line in lines)
