"""How many days are left to a deadline that an officer has confirmed, although its plan is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.alerts.messages import AlertWords
from bot.alerts.rules import days_left
from bot.conversation.turn import Turn
from bot.message import Message, Quote
from knowledge.answers.model import Answer
from knowledge.answers.notices import period_text
from knowledge.answers.sentences import say

AHEAD = timedelta(days=400)


def with_confirmed(turn: Turn, answer: Answer, message: Message) -> Message:
    """`message`, or the days left to the confirmed deadline where the answer is that the plan is over."""
    plan = turn.desk.library.plans.get(answer.plan or "")
    today, store = turn.now.date(), turn.desk.store.deadlines
    if plan is None or answer.lead != say("lead.over_period", period=period_text(plan), year=today.year):
        return message
    sections = {citation.section for citation in answer.citations if citation.plan == plan.id}
    for said in store.confirmed(today, today + AHEAD):
        deadline = store.deadline(said.deadline)
        if deadline is None or deadline.plan != plan.id or deadline.section not in sections:
            continue
        words = AlertWords(turn.desk.texts)
        lead = turn.line("confirmed_days.left", count=days_left(said.due, today), day=f"{said.due.day:%d/%m/%Y}")
        if today <= said.due.safe_day:
            lead = f"{lead} {words.safe_line(said.due, today)}"
        year, day = said.due.day.year, f"{said.at:%d/%m/%Y}"
        by = turn.line("confirmed_days.by", period=period_text(plan), name=said.by, year=year, day=day)
        quotes = (Quote((deadline.quote,), words.source_line(deadline)),)
        return replace(message, lead=lead, lines=(by,), cautions=(), quotes=quotes)
    return message
