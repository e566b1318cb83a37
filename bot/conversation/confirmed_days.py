"""How many days are left to a deadline that an officer has confirmed, although its plan is over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from bot.alerts.asking import moment_words, unanswered
from bot.alerts.messages import AlertWords, about_of, duty, local
from bot.alerts.model import Confirmation, KeptDeadline
from bot.alerts.overview import never_sent
from bot.alerts.rules import days_left
from bot.conversation.following import CONFIRMING, TOLD
from bot.conversation.turn import Turn
from bot.message import Message, Quote
from bot.people.areas import small
from knowledge.answers.model import Answer
from knowledge.answers.notices import period_text
from knowledge.answers.sentences import say
from knowledge.plans.model import Plan
from knowledge.text import fold

AHEAD = timedelta(days=400)
_HOW_LONG = re.compile(r"\bcon (?:lai )?(?:may|bao nhieu|bao lau)(?: ngay)?(?: nua)?\b")
# What is said around a duty: two words of it have to be among those of the deadline.
_AROUND = frozenset(("thi", "la", "den", "toi", "han", "ngay", "nua", "cua", "nam", "nay", "phai", "de", "duoc", "vay"))


def with_confirmed(turn: Turn, question: str, answer: Answer, message: Message) -> Message:
    """`message`, or the days left to the confirmed deadline where the answer is that the plan is over."""
    plan = turn.desk.library.plans.get(answer.plan or "")
    today = turn.now.date()
    if plan is None or answer.lead != say("lead.over_period", period=period_text(plan), year=today.year):
        return message
    sections = {citation.section for citation in answer.citations[:1]}  # the others only stand by
    for deadline, said in ahead(turn):
        if deadline.plan == plan.id and deadline.section in sections:
            return days_message(turn, deadline, said, message)
    return not_confirmed(turn, plan, sections, message) if _HOW_LONG.search(fold(question)) else message


def days_to_followed(turn: Turn, question: str) -> Message | None:
    """The days left to the one deadline that the person is told of and that a question without a place can mean.

    "Con may ngay nua nop bao cao" is about the report that an officer has confirmed, whatever other plans say of
    reports.
    """
    folded = fold(question)
    asked = _HOW_LONG.search(folded)
    if asked is None or turn.plan or turn.topic or turn.person.role not in TOLD or names_place(turn, folded):
        return None
    words = [w for w in re.findall(r"[a-z0-9]+", _HOW_LONG.sub(" ", folded)) if w not in _AROUND]
    pairs = {f"{one} {two}" for one, two in pairwise(words)}
    found: dict[str, tuple[KeptDeadline, Confirmation]] = {}
    for deadline, said in ahead(turn, turn.event.person):
        if any(pair in fold(duty(deadline)) for pair in pairs):
            found.setdefault(deadline.id, (deadline, said))
    if len(found) != 1:
        return None
    ((deadline, said),) = found.values()
    return days_message(turn, deadline, said, Message())


def names_place(turn: Turn, folded: str) -> bool:
    """Whether the question says whose plan it is about."""
    known = [plan.profile for plan in turn.desk.library if plan.profile]
    names = {fold(name) for profile in known for name in (profile.name, profile.territory, *profile.aliases)}
    return any(re.search(rf"\b{re.escape(name)}\b", folded) for name in names)


def ahead(turn: Turn, chat: str = "") -> Iterator[tuple[KeptDeadline, Confirmation]]:
    """What is confirmed and not over, in order; with `chat` what that person is told of. Nobody sees another's own."""
    store, today = turn.desk.store.deadlines, turn.now.date()
    for said in store.confirmed(today, today + AHEAD, chat):
        deadline = store.deadline(said.deadline)
        if deadline is not None and deadline.owner in ("", turn.event.person):
            yield deadline, said


def days_message(turn: Turn, deadline: KeptDeadline, said: Confirmation, message: Message) -> Message:
    """The days left, who says that it holds, and the plan's words; done and later for who is told of it."""
    words, today, plan = AlertWords(turn.desk.texts), turn.now.date(), turn.desk.library.plans.get(deadline.plan)
    lead = turn.line("confirmed_days.left", count=days_left(said.due, today), day=f"{said.due.day:%d/%m/%Y}")
    if today <= said.due.safe_day and said.due.safe_day != said.due.day:
        lead = f"{lead} {words.safe_line(said.due, today)}"
    year, day = said.due.day.year, f"{local(said.at):%d/%m/%Y}"
    by = words.origin_line(deadline, said)
    if plan and period_text(plan):
        by = turn.line("confirmed_days.by", period=period_text(plan), name=small(said.by), year=year, day=day)
    quotes = (Quote((deadline.quote,), words.source_line(deadline)),) if deadline.quote else ()
    choices = message.choices
    if turn.private and turn.desk.store.deadlines.follows(deadline.id, turn.event.person):
        on = about_of(never_sent(said, turn.event.chat, turn.now))
        choices = (turn.choice("finished", "alert_done", **on), turn.choice("remind_later", "alert_later", **on))
    return replace(message, lead=lead, lines=(by,), cautions=(), quotes=quotes, choices=choices)


def not_confirmed(turn: Turn, plan: Plan, sections: set[str], message: Message) -> Message:
    """What the plan says, without days: nobody has confirmed it for this year; an officer may."""
    today = turn.now.date()
    waiting = unanswered([plan], turn.desk.store.deadlines, today)
    place, asked = next(((n, a) for n, a in enumerate(waiting) if a.deadline.section in sections), (0, None))
    if asked is None:
        return message
    lead = turn.line("confirmed_days.plan_says", moment=small(moment_words(asked.deadline)))
    caution = turn.line("confirmed_days.nobody", year=asked.year)
    choices = message.choices
    if turn.private and turn.person.role in CONFIRMING:
        choices = (turn.choice("confirm_this", "alert_ask", plan=plan.id, start=str(place)), *choices[:3])
    return replace(message, lead=lead, lines=(), cautions=(caution, *message.cautions), choices=choices)
