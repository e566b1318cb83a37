"""Sending: what is due is claimed and the attempt written down, then sent, then the result written down.

A crash between sending and its result leaves it open whether the message arrived: it is sent once more, marked. Nothing
is lost: a message stops waiting only with a result. The same rules hold for alerts and for notices of whatever kind.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.alerts.above import address_above
from bot.alerts.composing import AlertComposer
from bot.alerts.messages import AlertWords
from bot.alerts.model import Alert
from bot.alerts.overview import overview, plan_overviews
from bot.alerts.planning import plan_all
from bot.alerts.rules import is_late, is_quiet
from bot.alerts.scope import OVERVIEW
from bot.clock import Clock
from bot.conversation.menus import menu_of, numbered_menu
from bot.ids import Ids
from bot.message import Message
from bot.outbox.model import Dispatch, Notice, Outcome, Posting, Result, State
from bot.people.model import Role
from bot.store.store import Store
from bot.texts import Texts

# After a failure it is tried again, later each time; the last pause is kept until it is given up.
PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240))
MOST_FAILURES = 30  # about five days of a network that is down
MOST_UNKNOWN = 2  # sent once, and once more
OFF = "off"  # what the key of a notice begins with that tells of an address that was switched off

log = structlog.get_logger()


class Sending:
    """Plans and sends what the outbox holds, together with other processes if there are any."""

    def __init__(self, store: Store, texts: Texts, ids: Ids, clock: Clock, admins: Sequence[str] = ()) -> None:
        self.store = store
        self.clock = clock
        self._texts = texts
        self._words = AlertWords(texts)
        self._alerts = AlertComposer(store, texts)
        self._ids = ids
        self._admins = admins

    def plan(self) -> int:
        """Plan whatever is confirmed and not planned; how many alerts were new."""
        with self.store.transaction():
            now = self.clock()
            return plan_all(self.store, now, self.above) + plan_overviews(self.store, now)

    def above(self, chat: str) -> str:
        """The address of the person above."""
        return address_above(self.store.people, self._admins, chat)

    def is_due(self, channel: str) -> bool:
        """Whether anything waits to be sent now."""
        now = self.clock()
        return bool(self.store.outbox.due_chats(channel, now, quiet=is_quiet(now), limit=1))

    def claim(self, channel: str, limit: int = 60, without: Collection[str] = ()) -> list[Dispatch]:
        """Messages to send now, one to each of `limit` chats at most, each given to one caller alone.

        Nothing to the chats of `without`.
        """
        now = self.clock()
        quiet = is_quiet(now)
        with self.store.transaction():
            self.store.outbox.recover(now)
            chats = self.store.outbox.due_chats(channel, now, quiet=quiet, limit=limit, without=without)
            return [dispatch for chat in chats for dispatch in self._claim_chat(chat, now, quiet, 1)]

    def claim_all(self, chat: str) -> list[Dispatch]:
        """Every message to `chat` that is to be sent now."""
        now = self.clock()
        with self.store.transaction():
            self.store.outbox.recover(now)
            return self._claim_chat(chat, now, is_quiet(now))

    def settle(self, dispatch: Dispatch, result: Result) -> None:
        """Write down how the attempt ended."""
        now = self.clock()
        with self.store.transaction():
            for posting in dispatch.postings:
                self._settle(posting, result, now)
            if result.outcome is Outcome.REFUSED and self.store.outbox.switch_off(dispatch.chat, now):
                self._tell_above(dispatch, now)
        ids = [posting.id for posting in dispatch.postings]
        log.info("outbox", outcome=result.outcome.value, messages=len(ids), ids=ids)

    def _claim_chat(self, chat: str, now: datetime, quiet: bool, most: int | None = None) -> list[Dispatch]:
        if self.store.outbox.is_off(chat):
            return []
        due = self.store.outbox.waiting(chat, now, quiet=quiet)
        alerts = [posting for posting in due if isinstance(posting, Alert)]
        notices = [posting for posting in due if isinstance(posting, Notice)]
        groups = self._alerts.groups(chat, alerts, now, quiet=quiet)
        found = [*(self._notice(one, now) for one in notices[:most])]
        found += [self._begin(chat, group, now) for group in groups[: None if most is None else most - len(found)]]
        return [dispatch for dispatch in found if dispatch]

    def _begin(self, chat: str, group: Sequence[Alert], now: datetime) -> Dispatch | None:
        """Write the attempt down; the message with its menu."""
        begun = [posting for alert in group if (posting := self.store.outbox.begin(alert.id, now))]
        fresh = [posting for posting in begun if isinstance(posting, Alert)]
        if not fresh:
            return None
        return self._dispatch(chat, self._with_menu(chat, self._alerts.message(fresh, now), now), fresh, now)

    def _with_menu(self, chat: str, message: Message, now: datetime) -> Message:
        message, menu = numbered_menu(self._ids, chat, message, now)
        if menu:
            self.store.save_menu(menu)
        return message

    def _notice(self, notice: Notice, now: datetime) -> Dispatch | None:
        """Write the attempt down; the message as it was posted, marked if it is late or may have arrived before."""
        fresh = self.store.outbox.begin(notice.id, now)
        if not isinstance(fresh, Notice):
            return None
        message = fresh.message
        if fresh.kind == OVERVIEW:
            plan_overviews(self.store, now)
            message = self._with_menu(fresh.chat, overview(self.store, self._texts, fresh.chat, now), now)
        if marks := self._words.marks(fresh, now):
            message = replace(message, lead=" ".join((*marks, message.lead)))
        if is_late(fresh.due, now):
            message = replace(message, lines=(*message.lines, self._words.late_line(fresh)))
        return self._dispatch(fresh.chat, message, [fresh], now)

    def _dispatch(self, chat: str, message: Message, postings: Sequence[Posting], now: datetime) -> Dispatch:
        """Typed digits mean the last list that was shown."""
        if menu := menu_of(message):
            self.store.save_chat(replace(self.store.chat(chat), menu=menu), now)
        return Dispatch(chat, message, tuple(postings))

    def _settle(self, posting: Posting, result: Result, now: datetime) -> None:
        outbox = self.store.outbox
        failures, unknowns = outbox.failures(posting)
        pause = PAUSES[min(failures, len(PAUSES) - 1)]
        match result.outcome:
            case Outcome.SENT:
                outbox.end(posting, State.SENT, now, late=is_late(posting.due, now))
            case Outcome.REFUSED:
                outbox.end(posting, State.REFUSED, now)
            case Outcome.WAIT:
                outbox.put_back(posting, now + timedelta(seconds=result.seconds), failed=False)
            case Outcome.MOVED:
                outbox.put_back(posting, now, failed=False)
                outbox.move_chat(posting.chat, result.chat)
                self.store.deadlines.move_chat(posting.chat, result.chat)
                self.store.subscriptions.move_chat(posting.chat, result.chat)
            case Outcome.UNKNOWN if unknowns + 1 < MOST_UNKNOWN:
                outbox.put_back(posting, now + PAUSES[0], again=True)
            case Outcome.UNKNOWN:
                outbox.end(posting, State.UNKNOWN, now)
            case Outcome.FAILED if failures + 1 < MOST_FAILURES:
                outbox.put_back(posting, now + pause)
            case Outcome.FAILED:
                outbox.end(posting, State.FAILED, now)

    def _tell_above(self, dispatch: Dispatch, now: datetime) -> None:
        """Once for each time that an address was switched off; nobody hears whether a household reads its messages."""
        alert = next((posting for posting in dispatch.postings if isinstance(posting, Alert)), None)
        person = self.store.people.known(dispatch.chat)
        colleague = person is not None and person.role is not Role.HOUSEHOLD
        if (alert or colleague) and (boss := self.above(dispatch.chat)):
            told = self._alerts.told(alert) if alert else None
            if told and told.deadline.owner:  # what somebody set for themselves is nobody else's business
                told = None
            message = self._words.unreachable(person, told)
            key = f"{OFF}:{dispatch.postings[0].id}"
            self.store.outbox.post(key, boss, message, now, now, about=dispatch.chat)
