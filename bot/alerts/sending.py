"""Sending alerts: what is due is claimed and the attempt written down, then sent, then the result written down.

A crash between sending and its result leaves it open whether the alert arrived: it is sent once more, marked. Nothing
is lost: an alert stops waiting only with a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

import structlog

from bot.alerts.above import address_above
from bot.alerts.messages import MOST_IN_DIGEST, AlertWords, Told
from bot.alerts.model import Alert, Planned, State, Verdict
from bot.alerts.planning import plan_all
from bot.alerts.rules import ABOVE, DIGEST_WITHIN, SNOOZE, is_digest, is_late, is_quiet
from bot.clock import Clock
from bot.conversation.menus import numbered_menu
from bot.ids import Ids
from bot.message import Message
from bot.people.model import Person, Role
from bot.store.store import Store
from bot.texts import Texts

# After a failure it is tried again, later each time; the last pause is kept until it is given up.
PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240))
MOST_FAILURES = 30  # about five days of a network that is down
MOST_UNKNOWN = 2  # sent once, and once more
OFF = "off"  # kind of what is said about an address that was switched off

log = structlog.get_logger()


class Outcome(StrEnum):
    """How an attempt ended."""

    SENT = "sent"
    REFUSED = "refused"  # blocked, deleted: no use to try again
    WAIT = "wait"  # too many: after `seconds`
    FAILED = "failed"  # it did not leave
    UNKNOWN = "unknown"  # it left, and nobody knows whether it arrived
    MOVED = "moved"  # the group is now at `chat`


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt ended, and what the channel asks for."""

    outcome: Outcome
    seconds: float = 0
    chat: str = ""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A message on its way, with the alerts that it tells of."""

    chat: str
    message: Message
    alerts: tuple[Alert, ...]


class Alerting:
    """Plans and sends alerts on one database, together with other processes if there are any."""

    def __init__(self, store: Store, texts: Texts, ids: Ids, clock: Clock, admins: Sequence[str] = ()) -> None:
        self.store = store
        self.clock = clock
        self._texts = texts
        self._words = AlertWords(texts)
        self._ids = ids
        self._admins = admins

    def plan(self) -> int:
        """Plan whatever is confirmed and not planned."""
        with self.store.transaction():
            return plan_all(self.store, self.clock(), self.above)

    def above(self, chat: str) -> str:
        """The address of the person above."""
        return address_above(self.store.people, self._admins, chat)

    def claim(self, channel: str, limit: int = 60, chat: str = "") -> list[Dispatch]:
        """Messages to send now, for `limit` chats at most (or for one), each given to one caller alone."""
        now = self.clock()
        quiet = is_quiet(now)
        with self.store.transaction():
            self.store.alerts.recover(now)
            chats = [chat] if chat else self.store.alerts.due_chats(channel, now, quiet=quiet, limit=limit)
            return [dispatch for one in chats for dispatch in self._claim_chat(one, now, quiet)]

    def settle(self, dispatch: Dispatch, result: Result) -> None:
        """Write down how the attempt ended."""
        now = self.clock()
        with self.store.transaction():
            for alert in dispatch.alerts:
                self._settle(alert, result, now)
            if result.outcome is Outcome.REFUSED and self.store.alerts.switch_off(dispatch.chat, now):
                self._tell_above(dispatch, now)
        log.info(
            "alert", outcome=result.outcome.value, alerts=len(dispatch.alerts), ids=[a.id for a in dispatch.alerts]
        )

    def _claim_chat(self, chat: str, now: datetime, quiet: bool) -> list[Dispatch]:
        alerts = self.store.alerts
        due = [told for alert in alerts.waiting(chat, now, quiet=quiet) if (told := self._wanted(alert, now))]
        if not due or alerts.is_off(chat):
            return []
        own = self._newest([t for t in due if not t.alert.about], now)
        others = [t for t in due if t.alert.about]
        if own and not quiet:
            soon = self._soon(chat, own, now)
            if is_digest([max(t.alert.due, now) for t in own + soon]):
                own += soon
        groups = [[t] for t in others]
        if is_digest([now] * len(own)):
            groups += [own[n : n + MOST_IN_DIGEST] for n in range(0, len(own), MOST_IN_DIGEST)]
        else:
            groups += [[t] for t in own]
        return [dispatch for group in groups if (dispatch := self._begin(chat, group, now))]

    def _wanted(self, alert: Alert, now: datetime) -> Told | None:
        """The alert with its deadline if it is still to be told, else it is cancelled."""
        deadlines, key = self.store.deadlines, (alert.deadline, alert.occurrence)
        deadline, said = deadlines.deadline(alert.deadline), deadlines.confirmation(*key)
        holds = said is not None and said.verdict is Verdict.CONFIRMED and said.key == alert.occurrence
        word = deadlines.progress(*key, alert.about or alert.chat)
        if alert.kind.startswith(ABOVE):
            wanted = word == "" and bool(self.store.alerts.sent_days(*key, alert.about))
        else:
            wanted = word != "done" or alert.kind.startswith(OFF)
        if deadline is None or said is None or not holds or not wanted:
            self.store.alerts.end(alert, State.CANCELLED, now, since_attempt=False)
            return None
        return Told(alert, deadline, said)

    def _newest(self, told: list[Told], now: datetime) -> list[Told]:
        """The newest alert of each occurrence; it covers older ones that were not sent."""
        newest = {(t.alert.deadline, t.alert.occurrence): t for t in told}
        kept = list(newest.values())
        for one in told:
            if one not in kept:
                self.store.alerts.end(one.alert, State.COVERED, now, since_attempt=False)
        return kept

    def _soon(self, chat: str, own: list[Told], now: datetime) -> list[Told]:
        """Alerts of the coming hour, which a digest takes along; not those whose time the person chose."""
        known = {(t.alert.deadline, t.alert.occurrence) for t in own}
        waiting = self.store.alerts.waiting(chat, now + DIGEST_WITHIN)
        ahead = [a for a in waiting if a.next > now and not a.about and not a.kind.startswith(SNOOZE)]
        return [t for a in ahead if (a.deadline, a.occurrence) not in known and (t := self._wanted(a, now))]

    def _begin(self, chat: str, group: list[Told], now: datetime) -> Dispatch | None:
        """Write the attempt down; the message with its menu."""
        begun = [t for t in group if self.store.alerts.begin(t.alert.id, now)]
        fresh = [Told(alert, t.deadline, t.said) for t in begun if (alert := self.store.alerts.alert(t.alert.id))]
        if not fresh:
            return None
        if len(fresh) > 1:
            message = self._words.digest(fresh, now)
        elif fresh[0].alert.kind.startswith(OFF):
            message = self._words.unreachable(fresh[0], self._name(fresh[0].alert.about))
        elif about := fresh[0].alert.about:
            days = self.store.alerts.sent_days(fresh[0].alert.deadline, fresh[0].alert.occurrence, about)
            message = self._words.above(fresh[0], days, self._name(about))
        else:
            message = self._words.alert(fresh[0], now)
        message, menu = numbered_menu(self._ids, chat, message, now)
        if menu:
            self.store.save_menu(menu)
            # Typed digits mean the last list that was shown.
            self.store.save_chat(replace(self.store.chat(chat), menu=menu.id), now)
        return Dispatch(chat, message, tuple(t.alert for t in fresh))

    def _settle(self, alert: Alert, result: Result, now: datetime) -> None:
        alerts = self.store.alerts
        failures, unknowns = alerts.failures(alert)
        pause = PAUSES[min(failures, len(PAUSES) - 1)]
        match result.outcome:
            case Outcome.SENT:
                alerts.end(alert, State.SENT, now, late=is_late(alert.due, now))
            case Outcome.REFUSED:
                alerts.end(alert, State.REFUSED, now)
            case Outcome.WAIT:
                alerts.put_back(alert, now + timedelta(seconds=result.seconds), failed=False)
            case Outcome.MOVED:
                alerts.put_back(alert, now, failed=False)
                alerts.move_chat(alert.chat, result.chat)
                self.store.deadlines.move_chat(alert.chat, result.chat)
            case Outcome.UNKNOWN if unknowns + 1 < MOST_UNKNOWN:
                alerts.put_back(alert, now + PAUSES[0], again=True)
            case Outcome.UNKNOWN:
                alerts.end(alert, State.UNKNOWN, now)
            case Outcome.FAILED if failures + 1 < MOST_FAILURES:
                alerts.put_back(alert, now + pause)
            case Outcome.FAILED:
                alerts.end(alert, State.FAILED, now)

    def _tell_above(self, dispatch: Dispatch, now: datetime) -> None:
        """Once for each address that was switched off."""
        alert, boss = dispatch.alerts[0], self.above(dispatch.chat)
        if boss and not alert.kind.startswith(OFF):
            kind = f"{OFF}:{dispatch.chat}"
            planned = Planned(alert.deadline, alert.occurrence, boss, kind, now, about=dispatch.chat)
            self.store.alerts.plan([planned], now)

    def _name(self, address: str) -> str:
        return name_of(self._texts, self.store.people.known(address))


def name_of(texts: Texts, person: Person | None) -> str:
    """How a person is named to colleagues: by role and area, no name of theirs is kept."""
    if person is None or person.role is Role.HOUSEHOLD:
        return texts.line("alert_names.somebody")
    return " ".join((texts.line(f"alert_names.{person.role}"), str(person.area))).strip()
