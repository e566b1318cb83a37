"""Which of the alerts that are due become one message, which are no longer wanted, and what each message says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.alerts.messages import MOST_IN_DIGEST, AlertWords, Told, name_of
from bot.alerts.model import Alert, Verdict
from bot.alerts.rules import ABOVE, DIGEST_WITHIN, SNOOZE, TIME_TO_SEE, is_digest
from bot.message import Message
from bot.outbox.model import State
from bot.store.store import Store
from bot.texts import Texts


class AlertComposer:
    """Words alerts when they are sent, from what is confirmed at that moment."""

    def __init__(self, store: Store, texts: Texts) -> None:
        self._store = store
        self._texts = texts
        self._words = AlertWords(texts)

    def groups(self, chat: str, due: Sequence[Alert], now: datetime, *, quiet: bool) -> list[list[Alert]]:
        """The alerts of each message to `chat`; those that are no longer wanted are cancelled or covered."""
        wanted = [alert for alert in due if self._is_wanted(alert, now)]
        own = self._newest([a for a in wanted if not a.about], now)
        groups = [[a] for a in wanted if a.about]
        if own and not quiet:
            soon = self._soon(chat, own, now)
            if is_digest([max(a.due, now) for a in own + soon]):
                own += soon
        if is_digest([now] * len(own)):
            return groups + [own[n : n + MOST_IN_DIGEST] for n in range(0, len(own), MOST_IN_DIGEST)]
        return groups + [[a] for a in own]

    def message(self, alerts: Sequence[Alert], now: datetime) -> Message:
        """What is said of `alerts`, which are of one group."""
        told = [self.told(alert) for alert in alerts]
        first = alerts[0]
        if len(told) > 1:
            return self._words.digest(told, now)
        if not first.about:
            return self._words.alert(told[0], now)
        days = self._store.alerts.sent_days(first.deadline, first.occurrence, first.about)
        name = name_of(self._texts, self._store.people.known(first.about))
        return self._words.above(told[0], days, name)

    def told(self, alert: Alert) -> Told:
        """The alert with its deadline and what was confirmed of it; both are there while it waits."""
        deadline = self._store.deadlines.deadline(alert.deadline)
        said = self._store.deadlines.confirmation(alert.deadline, alert.occurrence)
        assert deadline is not None
        assert said is not None
        return Told(alert, deadline, said)

    def _is_wanted(self, alert: Alert, now: datetime) -> bool:
        """Whether it is still to be told; if not, it is cancelled."""
        deadlines, key = self._store.deadlines, (alert.deadline, alert.occurrence)
        said = deadlines.confirmation(*key)
        holds = said is not None and said.verdict is Verdict.CONFIRMED and said.key == alert.occurrence
        word = deadlines.progress(*key, alert.about or alert.chat)
        deadline = deadlines.deadline(alert.deadline)
        if deadline is None or not holds:
            wanted = False
        elif alert.kind.startswith(ABOVE):
            wanted = word == "" and not deadline.owner and bool(self._store.alerts.last_sent(*key, alert.about))
        else:
            wanted = word != "done"
        if not wanted:
            self._store.outbox.end(alert, State.CANCELLED, now, since_attempt=False)
            return False
        return not (alert.kind.startswith(ABOVE) and self._is_early(alert, now))

    def _is_early(self, alert: Alert, now: datetime) -> bool:
        """Whether the person has not yet had time to say that it was seen; the person above then hears of it later."""
        key = (alert.deadline, alert.occurrence, alert.about)
        last = self._store.alerts.last_sent(*key)
        told = now if last is None or self._store.alerts.is_under_way(*key, now) else last
        if not told <= now < told + TIME_TO_SEE:
            return False
        self._store.outbox.postpone(alert, told + TIME_TO_SEE)
        return True

    def _newest(self, alerts: list[Alert], now: datetime) -> list[Alert]:
        """The newest alert of each occurrence; it covers older ones that were not sent."""
        kept = list({(a.deadline, a.occurrence): a for a in alerts}.values())
        for one in alerts:
            if one not in kept:
                self._store.outbox.end(one, State.COVERED, now, since_attempt=False)
        return kept

    def _soon(self, chat: str, own: list[Alert], now: datetime) -> list[Alert]:
        """Alerts of the coming hour, which a digest takes along; not those whose time the person chose."""
        known = {(a.deadline, a.occurrence) for a in own}
        ahead = [
            posting
            for posting in self._store.outbox.waiting(chat, now + DIGEST_WITHIN)
            if isinstance(posting, Alert) and posting.next > now
        ]
        others = [a for a in ahead if not a.about and not a.kind.startswith(SNOOZE)]
        return [a for a in others if (a.deadline, a.occurrence) not in known and self._is_wanted(a, now)]
