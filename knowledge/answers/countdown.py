"""Answers that count days: how many are left, how many too late; never for a plan that is over."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from knowledge.answers.composing import Draft, cite, own_words, proof, scorer
from knowledge.answers.days import WEEKDAYS, Due, find_due, last_safe_day, short_day
from knowledge.answers.evidence import Evidence, Scored
from knowledge.answers.first_line import small
from knowledge.answers.measures import moment_words
from knowledge.answers.model import Notice, NoticeKind
from knowledge.answers.notices import is_over, period_text
from knowledge.answers.sentences import say
from knowledge.answers.spans import shorten
from knowledge.answers.subject import Subject
from knowledge.answers.understanding import Understanding

SHOWN = 330  # characters of the passage under the count
SHOWN_FIRST = 1000.0  # more than any piece of text scores by its words


def counted_days(
    asked: Understanding, subject: Subject, evidence: Evidence, ranked: Sequence[Scored], today: date
) -> Draft | None:
    """How many days lie between `today` and the day that the plan names; None when it names none on the subject.

    "trước ngày D": the days left are D minus today, told together with the last safe day. A plan that is over is not
    counted.
    """
    dated = [s for s in ranked if s.reading.values.exact_date and subject.coverage(s.reading) > 0]
    dated.sort(key=lambda s: -s.score * (1 + subject.coverage(s.reading)))
    ahead = subject.part(asked.folded.rpartition(" roi ")[2])  # "họp rồi, giờ biên bản ...": not what is done
    weigh = (ahead if ahead.total else subject).in_text
    due = find_due(asked, today, dated, evidence.plan.metadata.date, weigh)
    if due is None:
        return None
    plan, score = evidence.plan, _with_day(due.day, scorer(asked, subject))
    spans = proof(plan, [s.reading.passage for s in (due.passage, *ranked[:2])], score)
    excerpt = shorten(own_words(due.passage.reading.passage), SHOWN, score)
    citations = tuple(cite(plan, s) for s in spans)
    if is_over(plan, today):
        return Draft(
            say("lead.over_period", period=period_text(plan), year=today.year),
            _old_day(evidence, due),
            excerpt,
            citations,
            (str(today.year),),
        )
    lead, computed, notices = _count(due, today)
    return Draft(lead, "", excerpt, citations, computed, notices)


def _with_day(day: date, score: Callable[[str], float]) -> Callable[[str], float]:
    """`score`, with much more for a piece of text that writes `day`: what is counted to is always shown."""
    written = re.compile(rf"(?<!\d)0?{day.day}\s*(?:/|-|tháng)\s*0?{day.month}(?!\d)")
    return lambda piece: score(piece) + (SHOWN_FIRST if written.search(piece) else 0.0)


def _old_day(evidence: Evidence, due: Due) -> str:
    """What the plan that is over writes of the day, in its own words; "" where they are not read."""
    passage = due.passage.reading.passage
    told = [d for d in evidence.facts.deadlines if d.moment and passage.start <= d.start < passage.end]
    same = [d for d in told if {due.day.day, due.day.month} <= {int(n) for n in re.findall(r"\d+", d.moment or "")}]
    return say("lead.old_day", when=small(moment_words(same[0]), "")) if same else ""


def _count(due: Due, today: date) -> tuple[str, tuple[str, ...], tuple[Notice, ...]]:
    left = (due.day - today).days
    if left > 0 and due.before:
        safe = last_safe_day(due)
        spoken = f"{WEEKDAYS[safe.weekday()]} {short_day(safe)}"
        return (
            say("lead.days_left", days=left, day=short_day(due.day), safe=spoken),
            (str(left), short_day(due.day), short_day(safe)),
            (),
        )
    if left >= 0 and not due.before:
        return say("lead.days_left_end", days=left, day=short_day(due.day)), (str(left), short_day(due.day)), ()
    passed = Notice(NoticeKind.DEADLINE_PASSED, say("notice.deadline_passed", when=due.spoken()))
    if left == 0:
        return say("lead.today_is_day", day=short_day(due.day)), (short_day(due.day),), (passed,)
    return say("lead.passed", days=-left, when=due.spoken()), (str(-left), short_day(due.day)), (passed,)
