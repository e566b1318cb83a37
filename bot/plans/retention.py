"""How long a draft of a plan is kept that nobody goes on with: some months, the last week of them after a notice.

Nobody loses a draft unasked: it is thrown away only when the officers whose it is were told a week before, and what
they do with it makes it as good as new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.turn import Office
from bot.ids import Ids
from bot.message import Action
from bot.people.model import Role
from bot.people.notices import post_notice
from bot.plans.drafts import may_see
from bot.plans.model import State, Upload
from bot.store.store import Store
from bot.texts import Texts

ACTOR = "retention"
NOTICE = timedelta(days=7)  # between being told and being thrown away


def overdue_drafts(store: Store, office: Office, now: datetime) -> list[Upload]:
    """The drafts to be thrown away: kept long enough, and all who might go on with them have known for a week."""

    def is_told(upload: Upload, address: str) -> bool:
        posted = store.outbox.posted(notice_key(upload, address))
        return posted is not None and posted + NOTICE <= now

    return [u for u in old_drafts(store, office, now) if all(is_told(u, one) for one in keepers(store, office, u))]


def old_drafts(store: Store, office: Office, now: datetime) -> list[Upload]:
    """The drafts whose time is over, whether or not anybody was told."""
    return [u for u in store.plans.in_state(State.READ) if u.changed + office.plan_draft_life <= now]


def keepers(store: Store, office: Office, upload: Upload) -> Sequence[str]:
    """The addresses of those who are told: who sent it, else the officers of its area."""
    sender = store.people.known(upload.chat)
    if upload.chat and (upload.chat in office.admins or (sender is not None and may_see(sender, upload))):
        return [upload.chat]
    return [one.address for one in store.people.with_role(Role.OFFICER) if may_see(one, upload)]


def notice_key(upload: Upload, address: str) -> str:
    """One notice to each for each time that the draft was last touched."""
    return f"draft:{upload.id}:{upload.changed.isoformat()}:{address}"


def apply_draft_retention(store: Store, office: Office, now: datetime) -> list[Upload]:
    """Throw away what is overdue, in the caller's transaction; what it was."""
    due = overdue_drafts(store, office, now)
    for upload in due:
        throw_away(store, upload, now, ACTOR)
    return due


def tell_of_old_drafts(store: Store, office: Office, texts: Texts, ids: Ids, now: datetime) -> int:
    """Tell of the drafts that a week is left to, once each, in the caller's transaction; how many notices."""
    told = 0
    for upload in old_drafts(store, office, now + NOTICE):
        last = max(upload.changed + office.plan_draft_life, now + NOTICE)
        steps = (
            ("plan_open", "plan_card"),
            ("plan_keep_longer", "plan_keep_longer"),
            ("plan_discard", "plan_discard"),
        )
        choices = tuple(texts.choice(label, Action(step, {"upload": upload.id})) for label, step in steps)
        said = texts.message("plan_draft_ends", name=upload.name, day=f"{last:%d/%m/%Y}")
        for address in keepers(store, office, upload):
            key = notice_key(upload, address)
            if store.outbox.posted(key) is None:
                told += post_notice(store, ids, now, key, address, replace(said, choices=choices))
    return told


def throw_away(store: Store, upload: Upload, now: datetime, actor: str) -> None:
    """Nothing is left of what was read; the file follows within a day."""
    store.plans.save(replace(upload, state=State.DISCARDED, changed=now))
    store.plans.forget_findings(upload.id)
    store.audit.add(now, actor, "plan.discarded", f"upload:{upload.id}")
