"""A pledge from one state to the next: kept, noted, audited, and told to those concerned, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.conversation.turn import Turn
from bot.message import Message
from bot.people.model import Person, Role
from bot.people.notices import notify
from bot.people.rights import Right, may
from bot.pledges.card import event_words
from bot.pledges.model import WAYS, Pledge, State
from bot.texts import capital

RESTORED = "restored"  # why a withdrawn pledge is where it was


class WrongWayError(Exception):
    """A state that cannot be reached from where the pledge stands; the callers look before they move."""


def move(turn: Turn, pledge: Pledge, to: State, reason: str = "", note: str = "") -> Pledge:
    """`pledge` in its new state; everybody concerned but the one who did it is told, each once."""
    if pledge.state not in WAYS[to]:
        raise WrongWayError(f"{pledge.state} -> {to}")
    over = to in (State.CLOSED, State.WITHDRAWN)
    moved = replace(pledge, state=to, changed=turn.now, before=pledge.state, ended=turn.now if over else None)
    store = turn.desk.store
    store.pledges.save(moved)
    number = note_event(turn, moved, reason, note)
    for address, message in concerned(turn, moved, reason):
        notify(turn, f"pledge:{pledge.id}:{number}:{address}", address, message)
    return moved


def restore(turn: Turn, pledge: Pledge) -> Pledge:
    """A withdrawn pledge as it stood before."""
    if pledge.state is not State.WITHDRAWN or pledge.before is None:
        raise WrongWayError(f"{pledge.state} -> {pledge.before}")
    ended = turn.now if pledge.before is State.CLOSED else None
    back = replace(pledge, state=pledge.before, changed=turn.now, before=None, ended=ended)
    turn.desk.store.pledges.save(back)
    number = note_event(turn, back, RESTORED, "")
    for address, message in concerned(turn, back, RESTORED):
        notify(turn, f"pledge:{pledge.id}:{number}:{address}", address, message)
    return back


def note_event(turn: Turn, pledge: Pledge, reason: str, note: str) -> int:
    """Note in the history and in the audit log what became of `pledge`."""
    store, actor = turn.desk.store, turn.actor
    number = store.pledges.add_event(pledge.id, turn.now, pledge.state, actor, turn.person.role, reason, note)
    store.audit.add(turn.now, actor, f"pledge.{pledge.state}", f"pledge:{pledge.id}", reason)
    return number


def concerned(turn: Turn, pledge: Pledge, reason: str) -> list[tuple[str, Message]]:
    """Who is told of the new state, and what: the household or its helper, the village's head, the commune."""
    told: dict[str, Message] = {}
    heads, officers = heads_of(turn, pledge), officers_of(turn, pledge)
    state = event_words(turn.desk.texts, pledge.state, turn.person.role, reason)
    for_office = replace(
        turn.say("notice_office", name=pledge.code, value=state), choices=(turn.choice("see_queue", "queue"),)
    )
    if pledge.state is State.SUBMITTED:
        writer = writer_of(turn, pledge)
        others = [head for head in heads if head.id != writer]
        told |= dict.fromkeys(addresses(others or officers), for_office)
    elif pledge.state is State.VILLAGE_CONFIRMED:
        told |= dict.fromkeys(addresses(officers), for_office)
    else:
        told |= dict.fromkeys(addresses(heads), for_office)
    if pledge.owner and pledge.state is not State.SUBMITTED:
        told[pledge.owner] = for_owner(turn, pledge, reason)
    told.pop(turn.event.person, None)
    return list(told.items())


def for_owner(turn: Turn, pledge: Pledge, reason: str) -> Message:
    """What the one who sent the pledge is told: its code and its state, no name and no class."""
    if pledge.state is State.VILLAGE_RETURNED:
        said = turn.say("notice_returned", name=pledge.code, value=turn.line(f"reasons.{reason}"))
        choices = [
            turn.choice("correct_that", "own_correct", id=pledge.id, line=reason),
            turn.choice("later", "none"),
            turn.choice("withdraw", "own_withdraw", id=pledge.id),
        ]
        return replace(said, choices=tuple(choices))
    words = event_words(turn.desk.texts, pledge.state, turn.person.role, reason)
    said = turn.say("notice_owner", name=pledge.code, value=capital(words))
    return replace(said, choices=(turn.choice("see_pledge", "own_show", id=pledge.id),))


def heads_of(turn: Turn, pledge: Pledge) -> list[Person]:
    """The heads of the household's village."""
    people = turn.desk.store.people.with_role(Role.VILLAGE_HEAD)
    return [person for person in people if may(person, Right.CONFIRM, pledge.area)]


def officers_of(turn: Turn, pledge: Pledge) -> list[Person]:
    """The officers of the household's commune."""
    people = turn.desk.store.people.with_role(Role.OFFICER)
    return [person for person in people if may(person, Right.RECEIVE, pledge.area)]


def confirmers(turn: Turn, pledge: Pledge) -> list[Person]:
    """Who may confirm it: the heads of the village and the commune's officers, but not who wrote it down."""
    writer = writer_of(turn, pledge)
    return [person for person in (*heads_of(turn, pledge), *officers_of(turn, pledge)) if person.id != writer]


def writer_of(turn: Turn, pledge: Pledge) -> str:
    """The id of who sent the pledge as it now is: first, or as a correction."""
    sent = [e for e in turn.desk.store.pledges.events(pledge.id) if e.state is State.SUBMITTED and e.reason != RESTORED]
    return sent[-1].by if sent else ""


def addresses(people: Iterable[Person]) -> list[str]:
    """Where they are reached."""
    return [person.address for person in people]
