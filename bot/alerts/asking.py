"""Which deadlines of the plans an officer is asked about, and which are still to be answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.alerts.model import KeptDeadline
from bot.alerts.occurrences import Occurrence, occurrences_in
from bot.calendar.ics import event_uid
from bot.store.deadlines import DeadlineStore
from knowledge.facts import Deadline, facts_of
from knowledge.plans.model import Plan
from knowledge.text import one_line

LONGEST_PROOF = 200  # characters
FEWEST_BEHIND = 40  # characters behind the day, so that the duty is in it


@dataclass(frozen=True, slots=True)
class Asked:
    """A deadline of a plan in a year, with the occurrences that are still ahead and that nobody has answered."""

    plan: Plan
    deadline: Deadline
    id: str
    year: int
    occurrences: tuple[Occurrence, ...]

    @property
    def due(self) -> date | None:
        """The first day, None where the plan names none."""
        first = self.occurrences[0].due
        return first.day if first else None

    def name(self, occurrence: Occurrence) -> str:
        """The name of an occurrence: "2026.1"."""
        return f"{self.year}.{occurrence.number}"


def deadlines_of(plan: Plan) -> tuple[Deadline, ...]:
    """The deadlines of `plan`, as officers have corrected them."""
    return facts_of(plan).deadlines


def unanswered(plans: Iterable[Plan], store: DeadlineStore, today: date, *, dated: bool = True) -> list[Asked]:
    """What nobody has answered yet, those with a day first, by their day; without `dated` those without a day."""
    found = [asked for plan in plans for asked in _open(plan, store, today) if (asked.due is not None) == dated]
    return sorted(found, key=lambda a: (a.due or date(a.year, 12, 31), a.plan.id, a.deadline.start))


def asked_about(plans: Iterable[Plan], deadline_id: str, year: int, today: date) -> Asked | None:
    """The deadline with that id in that year, answered or not."""
    for plan in plans:
        for deadline in deadlines_of(plan):
            if event_uid(plan, deadline).partition("@")[0] == deadline_id:
                ahead = _ahead(deadline, year, today)
                return Asked(plan, deadline, deadline_id, year, ahead) if ahead else None
    return None


def kept(asked: Asked) -> KeptDeadline:
    """The deadline as it is kept."""
    deadline, plan = asked.deadline, asked.plan
    document = plan.profile.document if plan.profile else plan.id
    quote = proof(one_line(deadline.quote), one_line(deadline.moment or ""))
    place = plan.profile.name if plan.profile else plan.id
    return KeptDeadline(asked.id, duty_words(deadline), plan.id, deadline.section, quote, document, place=place)


def proof(quote: str, moment: str) -> str:
    """The clause of `quote` around `moment`, a slice of it: what stands in an alert has to be short."""
    place = quote.find(moment) if moment else -1
    if place < 0 or len(quote) <= LONGEST_PROOF:
        return quote
    begin = max(quote.rfind(mark, 0, place) + len(mark) if mark in quote[:place] else 0 for mark in (", ", "; ", ": "))
    least = place + len(moment) + FEWEST_BEHIND
    ends = [end for mark in (",", ";", ".", "(") if (end := quote.find(mark, least)) >= 0]
    end = min(ends, default=len(quote))
    if quote[end : end + 1] == "(":
        end = quote.find(")", end) + 1 or len(quote)
    return quote[begin:end].strip()


def moment_words(deadline: Deadline) -> str:
    """When it is due as the plan writes it, with "hàng năm" where that stands behind it."""
    quote, moment = one_line(deadline.quote), one_line(deadline.moment or deadline.quote)
    yearly = re.match(r",?\s*h[àằ]ng năm", quote.partition(moment)[2])
    return moment + (yearly[0] if yearly else "")


def duty_words(deadline: Deadline) -> str:
    """What is to be done, in the plan's words."""
    return one_line((deadline.what or deadline.quote).replace("*", ""))


def _open(plan: Plan, store: DeadlineStore, today: date) -> Iterator[Asked]:
    for deadline in deadlines_of(plan):
        deadline_id = event_uid(plan, deadline).partition("@")[0]
        for year in (today.year, today.year + 1):
            ahead = _ahead(deadline, year, today)
            if ahead:
                left = tuple(o for o in ahead if store.confirmation(deadline_id, f"{year}.{o.number}") is None)
                if left:
                    yield Asked(plan, deadline, deadline_id, year, left)
                break


def _ahead(deadline: Deadline, year: int, today: date) -> tuple[Occurrence, ...]:
    return tuple(o for o in occurrences_in(deadline, year) if o.due is None or o.due.last_day >= today)
