"""How long what is personal is kept: drafts for days, ended pledges for months, the others until the year they are for
is long over (the consent says so); chats that nobody uses any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dateutil.relativedelta import relativedelta

from bot.conversation.turn import Office
from bot.people.model import Role
from bot.pledges.model import Pledge, State
from bot.store.erasures import erase_pledge
from bot.store.store import Store

ACTOR = "retention"


@dataclass(frozen=True, slots=True)
class Overdue:
    """What has been kept long enough; `chats` are addresses."""

    drafts: tuple[Pledge, ...]
    ended: tuple[Pledge, ...]
    open: tuple[Pledge, ...]
    chats: tuple[str, ...]


def overdue(store: Store, office: Office, now: datetime) -> Overdue:
    """Drafts that nobody went on with, pledges that ended long ago or that nobody ever ended, chats left alone."""
    drafts, ended, unended = [], [], []
    for pledge in store.pledges.all():
        if pledge.erased:
            continue
        if pledge.state is State.DRAFT:
            if now - pledge.changed >= office.draft_life:
                drafts.append(pledge)
        elif pledge.is_over:
            if pledge.ended and pledge.ended + relativedelta(months=office.closed_months) <= now:
                ended.append(pledge)
        elif end_of(pledge, now) + relativedelta(months=office.open_months) <= now:
            unended.append(pledge)
    alone = store.chats_before(now - relativedelta(months=office.closed_months))
    gone = {pledge.id for pledge in (*drafts, *ended, *unended)}
    chats = tuple(address for address in alone if is_unused(store, address, gone))
    return Overdue(tuple(drafts), tuple(ended), tuple(unended), chats)


def end_of(pledge: Pledge, now: datetime) -> datetime:
    """When the year is over that the household has named; never before the pledge was last changed."""
    year = pledge.year or pledge.changed.year
    return max(datetime(year + 1, 1, 1, tzinfo=now.tzinfo), pledge.changed)


def is_unused(store: Store, address: str, gone: set[str]) -> bool:
    """Whether nothing but the chat itself is kept of the person at `address`, once the pledges `gone` are erased."""
    person = store.people.known(address)
    if person is not None and person.role is not Role.HOUSEHOLD:
        return False
    return all(pledge.id in gone for pledge in store.pledges.of_owner(address))


def apply_retention(store: Store, office: Office, now: datetime) -> Overdue:
    """Erase what is overdue, in the caller's transaction; what it was."""
    due = overdue(store, office, now)
    for pledge in (*due.drafts, *due.ended, *due.open):
        store.erasures.note_pledge(pledge.id)
        erase_pledge(store.pledges, pledge, now)
        store.audit.add(now, ACTOR, "pledge.erased", f"pledge:{pledge.id}", "retention")
    for address in due.chats:
        store.people.erase(address)
        store.erase_chat(address)
    return due
