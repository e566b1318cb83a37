"""What a store promises; `bot.store.sqlite` keeps it in one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from bot.message import Message
from bot.store.alerts import AlertStore
from bot.store.audit import AuditLog
from bot.store.beats import Beats
from bot.store.counts import Counts
from bot.store.deadlines import DeadlineStore
from bot.store.erasures import Erasures
from bot.store.leases import Leases
from bot.store.outbox import Outbox
from bot.store.people import PeopleStore
from bot.store.personal import PersonalRecords
from bot.store.plans import PlanStore
from bot.store.pledges import PledgeStore
from bot.store.records import Chat, GivenAnswer, Menu, Opinion, PendingReply, SavedText
from bot.store.subscriptions import Subscriptions


class Store(Protocol):
    """Everything the bot remembers. Writes count only inside `transaction`; times are aware."""

    people: PeopleStore
    pledges: PledgeStore
    personal: PersonalRecords
    plans: PlanStore
    outbox: Outbox
    deadlines: DeadlineStore
    subscriptions: Subscriptions
    alerts: AlertStore
    leases: Leases
    audit: AuditLog
    beats: Beats
    counts: Counts
    erasures: Erasures

    def transaction(self) -> AbstractContextManager[None]:
        """All that is written within is durable when it ends, or nothing is, if it raises."""
        ...

    def note_update(self, update: str, at: datetime) -> bool:
        """Remember that `update` ("telegram:8123") came; False if it had come before."""
        ...

    def chat(self, address: str) -> Chat:
        """Where the conversation at `address` stands; a new one if there is none."""
        ...

    def knows_chat(self, address: str) -> bool:
        """Whether anything was ever kept for `address`."""
        ...

    def save_chat(self, chat: Chat, at: datetime) -> None:
        """Keep `chat` in place of what stood there."""
        ...

    def save_menu(self, menu: Menu) -> None:
        """Keep a new menu."""
        ...

    def menu(self, menu_id: str) -> Menu | None:
        """The menu, or None if it was never kept or is forgotten."""
        ...

    def save_text(self, text: SavedText) -> None:
        """Keep `text`; the same content is kept once."""
        ...

    def text(self, key: str) -> SavedText | None:
        """The text with that digest, or None."""
        ...

    def save_answer(self, answer: GivenAnswer) -> None:
        """Keep an answer so that it can be judged."""
        ...

    def save_opinion(self, answer_id: str, good: bool, at: datetime) -> bool:
        """Keep what the person thinks of the answer, in place of an earlier opinion; False if it is forgotten."""
        ...

    def opinions(self) -> Sequence[Opinion]:
        """Every opinion, the newest first."""
        ...

    def add_reply(
        self, update: str | None, chat: str, message: Message, origin: Mapping[str, str], at: datetime
    ) -> PendingReply:
        """Keep a reply to `update` until it is delivered."""
        ...

    def replies_to(self, update: str) -> Sequence[PendingReply]:
        """The replies to `update` that are not yet delivered, in order."""
        ...

    def pending_replies(self, channel: str, since: datetime) -> Sequence[PendingReply]:
        """The replies of `channel` ("telegram") since then that are not yet delivered, in order."""
        ...

    def end_reply(self, reply_id: int) -> None:
        """The reply was delivered, or never can be: forget it."""
        ...

    def forget_before(self, instant: datetime) -> None:
        """Forget updates, menus, answers without an opinion, and replies that are older."""
        ...

    def erase_chat(self, address: str) -> None:
        """Forget the chat at `address` with its menus and what was to be said there."""
        ...

    def chats_before(self, at: datetime) -> Sequence[str]:
        """The addresses of chats in which nothing happened since then."""
        ...

    def turn_keys(self) -> str:
        """Make a new key, seal everything with it, and return its id. The older keys stay, for backups."""
        ...

    def drop_old_keys(self) -> int:
        """Forget the older keys; backups from before the last turn are then unreadable. How many there were."""
        ...

    def clear_log(self) -> None:
        """See to it that nothing deleted is left in files beside the database."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...
