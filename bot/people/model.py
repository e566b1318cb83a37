"""People, their roles, and invites to a role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.people.areas import Area


class Role(StrEnum):
    """What somebody is to the campaign. A household needs no invite; an admin is named in the settings."""

    HOUSEHOLD = "household"
    VILLAGE_HEAD = "village_head"
    OFFICER = "officer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at an address; `id` means nothing outside the database and stands for the person in the audit log."""

    id: str
    address: str
    role: Role = Role.HOUSEHOLD
    area: Area = field(default_factory=Area)
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Invite:
    """A role in an area for whoever brings the code first."""

    id: str
    role: Role
    area: Area
    made_by: str
    at: datetime
    expires: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be taken."""
        return self.used_at is None and self.revoked_at is None and now < self.expires
