"""When a plan takes the place of another: what was confirmed and followed goes over to it, or is asked about again.

No alert goes out for a day that is gone. A deadline that stays the same goes on under the new plan; one that changed or
is gone is no longer told of, and whoever followed or confirmed it is told once what became of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.alerts.asking import asked_about, kept
from bot.alerts.messages import ended
from bot.alerts.model import Confirmation, Verdict
from bot.alerts.planning import hold
from bot.calendar.ics import event_uid
from bot.conversation.following import above
from bot.conversation.turn import Turn
from bot.message import Message
from bot.pages import clip
from bot.people.notices import notify
from bot.plans.checking import moment_words
from bot.plans.findings import fact_values
from knowledge.facts import Deadline, facts_of
from knowledge.facts.differences import Difference, How, deadline_differences
from knowledge.plans.model import Plan, Succession
from knowledge.text import one_line

AHEAD = timedelta(days=800)
WHAT_SHOWN = 50


def hand_over(turn: Turn, old: Plan, new: Plan, said: Succession) -> set[str]:
    """Hand the deadlines of `old` over to `new`; who is told of a change. Again it changes nothing.

    Days before `new` takes the place of `old` stay as they were confirmed.
    """
    told, amends = set[str](), said.amends
    for change in deadline_differences(facts_of(old), facts_of(new)):
        if change.old is None or (amends and change.how is How.GONE):
            continue
        told |= _hand_over_one(turn, old, new, change, said.since)
    if not amends:
        for chat, subject in turn.desk.store.subscriptions.with_prefix(f"plan:{old.id}"):
            if subject == f"plan:{old.id}":
                turn.desk.store.subscriptions.add(chat, f"plan:{new.id}", turn.now)
    return told


def _hand_over_one(turn: Turn, old: Plan, new: Plan, change: Difference[Deadline], since: date) -> set[str]:
    store, today = turn.desk.store, turn.now.date()
    assert change.old is not None
    before = id_of(old, change.old)
    held = [c for c in store.deadlines.confirmed(max(today, since), today + AHEAD) if c.deadline == before]
    followed = store.deadlines.followers(before)
    if not held and (not followed or since > today):
        return set()
    after = id_of(new, change.new) if change.new else ""
    for follower in followed if after else ():
        store.deadlines.follow(after, follower.chat, turn.now)
        store.deadlines.set_habit(after, follower.chat, follower.habit)
    if change.how is How.SAME and after:
        _go_on(turn, new, after, held, [f.chat for f in followed])
    for said in held:
        hold(store, replace(said, verdict=Verdict.LEFT_OUT, at=turn.now), turn.now)
    if change.how is How.SAME:
        return set()
    chats = dict.fromkeys([*(f.chat for f in followed), *(c.address for c in held if c.address)])
    message = _news(turn, change)
    for chat in chats:
        notify(turn, f"plan:{new.id}:{before}:{chat}", chat, message)
    return set(chats)


def _go_on(turn: Turn, new: Plan, after: str, held: list[Confirmation], chats: list[str]) -> None:
    """What was confirmed holds under the new plan; who is done stays done."""
    store = turn.desk.store
    for said in held:
        year = int(said.occurrence.partition(".")[0])
        asked = asked_about([new], after, year, turn.now.date())
        if asked is None:
            continue
        store.deadlines.save_deadline(kept(asked), turn.now)
        moved = replace(said, deadline=after, at=turn.now)
        for chat in chats:
            if word := store.deadlines.progress(said.deadline, said.key, chat):
                store.deadlines.note_progress(after, moved.key, chat, word, turn.now)
        hold(store, moved, turn.now, above(turn))


def _news(turn: Turn, change: Difference[Deadline]) -> Message:
    """What became of a deadline, for whoever followed it."""
    assert change.old is not None
    what = clip(one_line(change.old.what or change.old.quote), WHAT_SHOWN).rstrip(".;,:")
    old = one_line(moment_words(turn, fact_values(change.old)))
    key = "plan_deadline_changed" if change.new else "plan_deadline_gone"
    new = one_line(moment_words(turn, fact_values(change.new))) if change.new else ""
    said = turn.say(key, what=what, first=old, last=new)
    return replace(said, lead=ended(said.lead), choices=(turn.choice("see_deadlines", "alert_ask"),))


def id_of(plan: Plan, deadline: Deadline) -> str:
    """The name under which a deadline of a plan is confirmed and followed."""
    return event_uid(plan, deadline).partition("@")[0]
