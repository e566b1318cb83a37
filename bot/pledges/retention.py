"""How long what is personal is kept: unfinished drafts for days, ended pledges for months (the consent says so)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dateutil.relativedelta import relativedelta

from bot.conversation.turn import Office
from bot.pledges.model import Pledge, State
from bot.store.erasures import erase_pledge
from bot.store.store import Store

ACTOR = "retention"


@dataclass(frozen=True, slots=True)
class Overdue:
    """What has been kept long enough."""

    drafts: tuple[Pledge, ...]
    ended: tuple[Pledge, ...]


def overdue(store: Store, office: Office, now: datetime) -> Overdue:
    """Drafts that nobody went on with, and pledges that ended long ago."""
    pledges = store.pledges.all()
    drafts = tuple(p for p in pledges if p.state is State.DRAFT and now - p.changed >= office.draft_life)
    months = relativedelta(months=office.closed_months)
    ended = tuple(p for p in pledges if p.is_over and not p.erased and p.ended and p.ended + months <= now)
    return Overdue(drafts, ended)


def apply_retention(store: Store, office: Office, now: datetime) -> Overdue:
    """Erase what is overdue, in the caller's transaction; what it was."""
    due = overdue(store, office, now)
    for pledge in (*due.drafts, *due.ended):
        store.erasures.note_pledge(pledge.id)
        erase_pledge(store.pledges, pledge, now)
        store.audit.add(now, ACTOR, "pledge.erased", f"pledge:{pledge.id}", "retention")
    return due
