"""When somebody is told of a deadline: pure rules of time, in Vietnam's days whatever the host's time zone is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.alerts.working_days import DAY, working_day_from, working_day_until
from bot.clock import VIETNAM

# Nobody is written to in these hours, but for a time that they chose themselves.
QUIET_FROM, QUIET_UNTIL = time(20, 30), time(6, 30)
DEFAULT_LEADS = (30, 7, 3)
DEFAULT_TIME = time(7, 30)
MOST_OVERDUE = 5
# So many of one person's within an hour become one message.
DIGEST_FROM = 3
DIGEST_WITHIN = timedelta(hours=1)
# So long somebody has after an alert to say that it was seen, before the person above is told.
TIME_TO_SEE = timedelta(hours=4)
# Sent later than that after its time, an alert says that it is late.
LATE_AFTER = timedelta(minutes=30)

SAFE, OVERDUE, SNOOZE, ABOVE = "safe", "overdue", "snooze", "above"


@dataclass(frozen=True, slots=True)
class Habit:
    """How somebody wants to be told: how many days before, at what time, how often when it is overdue."""

    leads: tuple[int, ...] = DEFAULT_LEADS
    at: time = DEFAULT_TIME
    overdue: int = MOST_OVERDUE


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which something is due; `before` when that day itself is too late ("trước ngày 25/11")."""

    day: date
    before: bool = False

    @property
    def last_day(self) -> date:
        """The last day on which it is in time, working day or not."""
        return self.day - DAY if self.before else self.day

    @property
    def safe_day(self) -> date:
        """The last day on which it is in time and offices are open."""
        return working_day_until(self.last_day)


@dataclass(frozen=True, slots=True)
class Moment:
    """One alert that is to be: its kind ("7" days before, "safe", "overdue1") and its time."""

    kind: str
    at: datetime


def moments_of(due: Due, habit: Habit | None = None) -> list[Moment]:
    """Every alert of a deadline in order, one a day at most; one that falls on a day off moves to the working day
    before, one that is overdue to the working day after.
    """
    habit = habit or Habit()
    days: dict[date, str] = {}
    for lead in sorted({*habit.leads, 1} if habit.leads else set(), reverse=True):
        days[working_day_until(due.day - lead * DAY)] = str(lead)
    days[due.safe_day] = SAFE
    days = {day: kind for day, kind in days.items() if day <= due.safe_day}
    day = due.last_day
    for number in range(1, habit.overdue + 1):
        day = working_day_from(day + DAY)
        days[day] = f"{OVERDUE}{number}"
    return [Moment(kind, datetime.combine(day, habit.at, VIETNAM)) for day, kind in sorted(days.items())]


def is_quiet(at: datetime) -> bool:
    """Whether people are left alone at that time."""
    clock = at.astimezone(VIETNAM).time()
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def is_late(due: datetime, now: datetime) -> bool:
    """Whether what was due then and leaves now has to say that it is late."""
    return now - due > LATE_AFTER


def days_left(due: Due, today: date) -> int:
    """The days from today to the day that is named."""
    return (due.day - today).days


def snooze_times(due: Due, now: datetime) -> list[datetime]:
    """Times that are offered for "later": this afternoon, tomorrow, Monday; none after the last safe day.

    A deadline that is overdue has no such bound.
    """
    now = now.astimezone(VIETNAM)
    today = now.date()
    monday = today + (7 - today.weekday()) * DAY
    offered = [
        datetime.combine(today, time(14), VIETNAM),
        datetime.combine(today + DAY, time(8), VIETNAM),
        datetime.combine(monday, time(8), VIETNAM),
    ]
    last = due.safe_day if today <= due.safe_day else date.max
    fitting = [at for at in offered if at > now + timedelta(minutes=10) and at.date() <= last]
    return list(dict.fromkeys(fitting))


def is_digest(times: Iterable[datetime]) -> bool:
    """Whether alerts of one person at these times are one message."""
    ordered = sorted(times)
    return len(ordered) >= DIGEST_FROM and ordered[DIGEST_FROM - 1] - ordered[0] <= DIGEST_WITHIN
