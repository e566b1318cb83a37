"""What an alert says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.alerts.model import Alert, Confirmation, KeptDeadline
from bot.alerts.rules import Due, days_left, is_late
from bot.alerts.working_days import DAY, is_holiday
from bot.clock import VIETNAM
from bot.message import Action, Choice, Message, Quote
from bot.outbox.model import Posting
from bot.pages import clip
from bot.people.areas import names_kind
from bot.people.model import Person, Role
from bot.texts import Texts
from knowledge.text import one_line

LONGEST_DUTY = 60  # characters of a duty in the first line
MOST_IN_DIGEST = 8  # and a button for all of them: nine


@dataclass(frozen=True, slots=True)
class Told:
    """An alert with the deadline and what was confirmed of it."""

    alert: Alert
    deadline: KeptDeadline
    said: Confirmation


class AlertWords:
    """The sentences of alerts."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def alert(self, told: Told, now: datetime) -> Message:
        """One alert."""
        alert, said, today = told.alert, told.said, local(now).date()
        texts, deadline = self._texts, told.deadline
        lines = [self.due_line(said.due)]
        if today <= said.due.safe_day and said.due.safe_day != said.due.day:
            lines.append(self.safe_line(said.due, today))
        if said.to_whom:
            lines.append(texts.line("alert_lines.to_whom", name=said.to_whom))
        lines.append(self.origin_line(deadline, said))
        if is_late(alert.due, now):
            lines.append(self.late_line(alert))
        quotes = (Quote((deadline.quote,), self.source_line(deadline)),) if deadline.quote else ()
        return Message(
            lead=" ".join(("⏰", *self.marks(alert, now), self.left_words(deadline, said.due, today))),
            lines=tuple(lines),
            quotes=quotes,
            choices=self.choices(alert),
        )

    def digest(self, told: Sequence[Told], now: datetime) -> Message:
        """Several alerts of one person in one message, the most urgent first."""
        texts, today = self._texts, local(now).date()
        ordered = sorted(told, key=lambda t: t.said.due.day)
        marks = dict.fromkeys(mark for t in told for mark in self.marks(t.alert, now))
        lead = self.digest_lead(ordered, today)
        lines = [
            texts.line("label_patterns.list_item", count=n, title=self.digest_line(t, today))
            for n, t in enumerate(ordered, 1)
        ]
        choices = [
            Choice(
                texts.line("label_patterns.see_deadline", count=n),
                Action("alert_see", {"alert": str(t.alert.id)}),
                (f"xem {n}", f"han {n}"),
            )
            for n, t in enumerate(ordered, 1)
        ]
        ids = ",".join(str(t.alert.id) for t in ordered)
        label = texts.line("label_patterns.seen_all", count=len(ordered))
        choices.append(Choice(label, Action("alert_seen", {"alert": ids}), ("da nhan", "nhan roi", "nhan het")))
        return Message(lead=" ".join(("⏰", *marks, lead)), lines=tuple(lines), choices=tuple(choices))

    def above(self, told: Told, sent: Sequence[date], who: str) -> Message:
        """What the person above is told, once: facts, no blame."""
        texts, said = self._texts, told.said
        days = " và ".join(f"{day:%d/%m}" for day in sent[-2:])
        what = clip(duty(told.deadline), LONGEST_DUTY // 2)
        return Message(
            lead=f"⏰ {texts.line('alert_lines.above', what=what, day=self.spoken(said.due))}",
            lines=(
                texts.line("alert_lines.above_sent", name=who, days=days),
                texts.line("alert_lines.above_unknown"),
                texts.line("alert_lines.above_once"),
            ),
            choices=self.choices(told.alert),
        )

    def unreachable(self, person: Person | None, told: Told | None) -> Message:
        """That messages do not reach somebody, and which deadline it was about if it was about one."""
        texts, lines = self._texts, []
        if told:
            what = clip(duty(told.deadline), LONGEST_DUTY)
            lines.append(texts.line("alert_lines.off_deadline", what=what, day=self.spoken(told.said.due)))
        lead = texts.line("alert_lines.off", name=name_of(texts, person))
        return Message(lead=f"⏰ {lead}", lines=(*lines, texts.line("alert_lines.off_why")))

    def marks(self, posting: Posting, now: datetime) -> list[str]:
        """That it may have arrived before, that it is late."""
        marks = {"again": posting.again, "late": is_late(posting.due, now)}
        return [self._texts.line(f"alert_marks.{name}") for name, holds in marks.items() if holds]

    def late_line(self, posting: Posting) -> str:
        """When it was due; at the first attempt it was the bot that was stopped."""
        key = "late_stopped" if posting.attempts <= 1 else "late"
        return self._texts.line(f"alert_lines.{key}", moment=self.moment(posting.due))

    def choices(self, alert: Alert) -> tuple[Choice, ...]:
        """Seen, done, later."""
        args = about_of(alert)
        steps = (("seen", "alert_seen"), ("finished", "alert_done"), ("remind_later", "alert_later"))
        return tuple(self._texts.choice(label, Action(step, args)) for label, step in steps)

    def left_words(self, deadline: KeptDeadline, due: Due, today: date) -> str:
        """How much time there is, and for what."""
        what, left = clip(duty(deadline), LONGEST_DUTY), days_left(due, today)
        key = "overdue" if today > due.last_day else "today" if left == 0 else "left"
        return ended(self._texts.line(f"alert_lines.{key}", count=left, what=what))

    def digest_lead(self, ordered: Sequence[Told], today: date) -> str:
        """How many deadlines, how many of them are over, and which is the next."""
        ahead = [t.said.due.day for t in ordered if t.said.due.last_day >= today]
        over = len(ordered) - len(ahead)
        key = "digest_over" if not ahead else "digest_some_over" if over else "digest"
        day = self.day_words(ahead[0], today) if ahead else ""
        return self._texts.line(f"alert_lines.{key}", count=len(ordered), value=over, day=day)

    def digest_line(self, told: Told, today: date) -> str:
        """One deadline of several: how long still, the day unless that says it, what, and from where."""
        texts, deadline, due = self._texts, told.deadline, told.said.due
        origin = texts.line("alert_lines.own_short")
        if deadline.plan:
            origin = texts.line("alert_lines.place_short", path=deadline.section)
            origin = f"{deadline.place}, {origin}" if deadline.place else origin
        left = days_left(due, today)
        key = "overdue" if today > due.last_day else "today" if left == 0 else "left"
        words = texts.line(f"short_lines.{key}", count=left)
        if key != "today" and (left != 1 or due.before):
            day = due.day.strftime("%d/%m" if due.day.year == today.year else "%d/%m/%Y")
            words += ", " + (texts.line("alert_lines.before", day=day) if due.before else day)
        what = clip(duty(deadline), LONGEST_DUTY)
        return texts.line("alert_lines.digest_line", words=words, what=what, value=origin)

    def due_line(self, due: Due) -> str:
        """The day, as it was confirmed."""
        return self._texts.line("alert_lines.due", day=self.spoken(due))

    def spoken(self, due: Due) -> str:
        """ "trước ngày 25/11/2026" or "thứ Ba 15/12/2026"."""
        if due.before:
            return self._texts.line("alert_lines.before", day=f"{due.day:%d/%m/%Y}")
        return self.weekday(due.day) + f"/{due.day.year}"

    def safe_line(self, due: Due, today: date) -> str:
        """The last safe day, and why it is not the day before."""
        safe = due.safe_day
        if safe == today:
            return self._texts.line("alert_lines.safe_today")
        why = ""
        if safe != due.last_day:
            between = [safe + n * DAY for n in range(1, (due.last_day - safe).days + 1)]
            day = next((d for d in between if is_holiday(d)), between[0])
            key = "off_holiday" if is_holiday(day) else "off_weekend"
            why = " " + self._texts.line(f"alert_lines.{key}", day=self.weekday(day))
        return self._texts.line("alert_lines.safe", day=self.weekday(safe), value=why)

    def origin_line(self, deadline: KeptDeadline, said: Confirmation) -> str:
        """Who says that it holds."""
        if not deadline.plan:
            return self._texts.line("alert_lines.own")
        return self._texts.line("alert_lines.confirmed", name=said.by, day=f"{local(said.at):%d/%m/%Y}")

    def source_line(self, deadline: KeptDeadline) -> str:
        """Where the quote stands."""
        return self._texts.line("source.section", document=deadline.source, path=deadline.section)

    def weekday(self, day: date) -> str:
        """ "thứ Ba 24/11"."""
        return self._texts.line("weekdays.d" + str(day.weekday())) + f" {day:%d/%m}"

    def moment(self, at: datetime) -> str:
        """ "07:30 thứ Tư 18/11"."""
        return f"{local(at):%H:%M} {self.weekday(local(at).date())}"

    def day_words(self, day: date, today: date) -> str:
        """A day, with "tomorrow" where it is."""
        full = f"{day:%d/%m/%Y}"
        return self._texts.line("alert_lines.tomorrow", day=full) if day == today + DAY else full


def about_of(alert: Alert) -> dict[str, str]:
    """What a button says of `alert`: its number, or what it would be about if it was never sent."""
    return {"alert": str(alert.id)} if alert.id else {"on": f"{alert.deadline}|{alert.occurrence}"}


def ended(sentence: str) -> str:
    """`sentence` with one mark where a cut meets the end of a sentence."""
    return sentence.replace("….", "…")


def duty(deadline: KeptDeadline) -> str:
    """What is to be done, on one line."""
    return one_line(deadline.what).rstrip(".;:")


def local(at: datetime) -> datetime:
    """That instant in Vietnam."""
    return at.astimezone(VIETNAM)


def name_of(texts: Texts, person: Person | None) -> str:
    """How a person is named to colleagues: by role and area, no name of theirs is kept."""
    if person is None or person.role is Role.HOUSEHOLD:
        return texts.line("alert_names.somebody")
    if person.role is Role.VILLAGE_HEAD and names_kind(person.area.village):  # "Trưởng bản 3", not "Trưởng thôn bản 3"
        return texts.line("alert_names.head_of", place=str(person.area))
    return " ".join((texts.line(f"alert_names.{person.role}"), str(person.area))).strip()
