"""/xacnhan: the pledges that wait for this village head or officer, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.clock import VIETNAM
from bot.conversation.turn import Step, Turn
from bot.message import Choice, Message
from bot.people.model import Role
from bot.people.notices import notify
from bot.people.refusing import for_others
from bot.people.rights import Right, may, rights_of
from bot.pledges.card import card_lines
from bot.pledges.model import REASONS, Pledge, State
from bot.pledges.moves import heads_of, move, writer_of
from bot.pledges.sending import twins

LONGEST_NOTE = 200


def waiting(turn: Turn) -> list[Pledge]:
    """What waits for this person: to confirm first, then to receive, then to close; the oldest first in each."""
    person, store = turn.person, turn.desk.store
    if Right.CONFIRM not in rights_of(person):
        return []
    order = (State.SUBMITTED, State.VILLAGE_CONFIRMED, State.COMMUNE_RECEIVED)
    pledges = store.pledges.within(person.area, order)
    return sorted((p for p in pledges if ways_on(turn, p)), key=lambda p: order.index(p.state))


def ways_on(turn: Turn, pledge: Pledge) -> tuple[State, ...]:
    """The states to which this person may take the pledge now."""
    person = turn.person
    if pledge.erased or not may(person, Right.CONFIRM, pledge.area):
        return ()
    if pledge.state is State.SUBMITTED:
        writer = writer_of(turn, pledge)
        if person.id == writer:  # confirmed by somebody else than who wrote it down
            return ()
        others = [head for head in heads_of(turn, pledge) if head.id != writer]
        if person.role is Role.OFFICER and others:
            return ()
        return (State.VILLAGE_CONFIRMED, State.VILLAGE_RETURNED)
    if not may(person, Right.RECEIVE, pledge.area):
        return ()
    if pledge.state is State.VILLAGE_CONFIRMED:
        return (State.COMMUNE_RECEIVED,)
    return (State.CLOSED,) if pledge.state is State.COMMUNE_RECEIVED else ()


def show_queue(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The next that waits, after the one named in `after`."""
    if Right.CONFIRM not in rights_of(turn.person):
        return for_others(turn, "for_heads_and_officers")
    pledges = waiting(turn)
    ids = [p.id for p in pledges]
    place = ids.index(args["after"]) + 1 if args.get("after") in ids else 0
    if not pledges or place >= len(pledges):
        key = "queue_end" if pledges else "queue_empty"
        choices = (turn.choice("see_counts", "counts"), turn.choice("ask_other", "ask_now"))
        return [replace(turn.say(key, count=len(pledges)), choices=choices)]
    pledge = pledges[place]
    alike = [] if args.get("alike") == pledge.id else unjudged_twins(turn, pledge)
    if alike:
        return [ask_about_twins(turn, pledge, *alike[0])]
    return [queue_card(turn, pledge, place + 1, len(pledges))]


def queue_card(turn: Turn, pledge: Pledge, number: int, count: int) -> Message:
    """All of one pledge, for the person who is to decide on it; the look is audited."""
    store = turn.desk.store
    store.audit.add(turn.now, turn.actor, "pledge.read", f"pledge:{pledge.id}")
    key = {State.SUBMITTED: "queue_confirm", State.VILLAGE_CONFIRMED: "queue_receive"}.get(pledge.state, "queue_close")
    said = turn.say(key, name=pledge.code, first=number, count=count, place=pledge.village or pledge.commune)
    seen = str(len(store.pledges.events(pledge.id)))
    if pledge.state is State.SUBMITTED:
        keys = [("confirm", "yes"), ("return", "return")]
    else:
        keys = [("receive" if pledge.state is State.VILLAGE_CONFIRMED else "close", "yes")]
    choices = [turn.choice(label, "queue_do", id=pledge.id, do=do, seen=seen) for label, do in keys]
    choices.append(turn.choice("later", "queue", after=pledge.id))
    helped = (turn.line("card.helped"),) if pledge.helped else ()
    return replace(said, lines=(*card_lines(turn.desk.texts, pledge), *helped, *said.lines), choices=tuple(choices))


def decide(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Confirm, receive, close, or ask what is to be corrected; one who comes second is told so."""
    pledge = turn.desk.store.pledges.get(args["id"])
    if pledge is None or not may(turn.person, Right.CONFIRM, pledge.area) or pledge.erased:
        return old_queue(turn)
    events = turn.desk.store.pledges.events(pledge.id)
    ways = ways_on(turn, pledge)
    if str(len(events)) != args["seen"] or not ways:
        if len(events) > int(args["seen"]) and events[-1].by != turn.actor:
            return [told_second(turn, pledge)]
        return old_queue(turn)
    if args["do"] == "return":
        return ask_reason(turn, pledge, args["seen"])
    if args["do"] == "note":
        turn.change(task={"do": "note", "id": pledge.id, "seen": args["seen"]})
        return [turn.say("type_note")]
    if args["do"] in REASONS and State.VILLAGE_RETURNED in ways:
        return returned(turn, pledge, args["do"], "")
    if args["do"] == "unwilling":
        return ask_willing(turn, pledge)
    if args["do"] != "yes":
        return old_queue(turn)
    move(turn, pledge, ways[0])
    return done(turn, pledge, ways[0])


def ask_reason(turn: Turn, pledge: Pledge, seen: str) -> list[Message]:
    """What is to be looked at again?"""
    keys = ("name", "place", "contact", "unwilling", "note")
    choices = tuple(turn.choice(f"reason_{key}", "queue_do", id=pledge.id, do=key, seen=seen) for key in keys)
    return [replace(turn.say("which_reason", name=pledge.code), choices=choices)]


def returned(turn: Turn, pledge: Pledge, reason: str, note: str) -> list[Message]:
    """Sent back; the household is told which line."""
    move(turn, pledge, State.VILLAGE_RETURNED, reason, note)
    return done(turn, pledge, State.VILLAGE_RETURNED)


def ask_willing(turn: Turn, pledge: Pledge) -> list[Message]:
    """The household is said not to want it: it is asked itself, and nothing is changed for it."""
    if pledge.owner:
        said = turn.say("notice_willing", name=pledge.code)
        choices = (
            turn.choice("still_willing", "own_keep", id=pledge.id),
            turn.choice("withdraw", "own_withdraw", id=pledge.id),
        )
        events = len(turn.desk.store.pledges.events(pledge.id))
        notify(turn, f"pledge:{pledge.id}:{events}:willing", pledge.owner, replace(said, choices=choices))
        turn.desk.store.audit.add(turn.now, turn.actor, "pledge.willing_asked", f"pledge:{pledge.id}")
    said = turn.say("willing_asked" if pledge.owner else "willing_by_paper", name=pledge.code)
    return [replace(said, choices=(turn.choice("next_in_queue", "queue", after=pledge.id),))]


def done(turn: Turn, pledge: Pledge, state: State) -> list[Message]:
    """It is kept; on to the next."""
    said = turn.say("queue_done", name=pledge.code, value=turn.line(f"states.{state}"))
    return [replace(said, choices=(turn.choice("next_in_queue", "queue"),))]


def told_second(turn: Turn, pledge: Pledge) -> Message:
    """Somebody else was first."""
    last = turn.desk.store.pledges.events(pledge.id)[-1]
    at = last.at.astimezone(VIETNAM).strftime("%H:%M")
    said = turn.say("queue_second", name=pledge.code, first=at, value=turn.line(f"states.{pledge.state}"))
    return replace(said, choices=(turn.choice("next_in_queue", "queue"),))


def old_queue(turn: Turn) -> list[Message]:
    """The button is old: the list as it is now."""
    return [turn.say("old_queue"), *show_queue(turn, {})]


def take_note(turn: Turn, text: str) -> list[Message] | None:
    """The typed reason for which a pledge goes back."""
    task = turn.chat.task
    pledge = turn.desk.store.pledges.get(task.get("id", ""))
    if len(text) > LONGEST_NOTE or not any(c.isalpha() for c in text):
        return [turn.say("wanted_note")]
    turn.change(task={})
    events = turn.desk.store.pledges.events(pledge.id) if pledge else ()
    if pledge is None or State.VILLAGE_RETURNED not in ways_on(turn, pledge) or str(len(events)) != task.get("seen"):
        return old_queue(turn)
    return returned(turn, pledge, "note", text)


def unjudged_twins(turn: Turn, pledge: Pledge) -> list[tuple[Pledge, tuple[str, ...]]]:
    """Pledges of others in the own area that may be of the same household and of which nobody has said so yet."""
    if pledge.state is not State.SUBMITTED:
        return []
    store = turn.desk.store
    others = [p for p in store.pledges.within(turn.person.area) if p.state is not State.WITHDRAWN]
    return [(o, why) for o, why in twins(pledge, others) if store.pledges.twins_judged(pledge.id, o.id) is None]


def ask_about_twins(turn: Turn, pledge: Pledge, other: Pledge, why: tuple[str, ...]) -> Message:
    """Two that may be one, and why."""
    reasons = ", ".join(turn.line(f"twin_reasons.{reason}", place=pledge.village) for reason in why)
    said = turn.say("twins", name=pledge.code, value=other.code, list=reasons)

    def choice(key: str, same: str) -> Choice:
        return turn.choice(key, "queue_twins", one=pledge.id, other=other.id, same=same)

    later = turn.choice("later", "queue", alike=pledge.id)
    return replace(said, choices=(choice("same_house", "1"), choice("two_houses", ""), later))


def judge_twins(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """What the head or officer says of the two is kept; neither pledge is changed by it."""
    store = turn.desk.store
    pair = [store.pledges.get(args[name]) for name in ("one", "other")]
    if not all(p is not None and may(turn.person, Right.CONFIRM, p.area) for p in pair):
        return old_queue(turn)
    store.pledges.judge_twins(args["one"], args["other"], bool(args["same"]), turn.actor, turn.now)
    store.audit.add(turn.now, turn.actor, "twins.judged", f"pledge:{args['one']}", args["other"])
    kept = [turn.say("twins_same")] if args["same"] else []
    return [*kept, *show_queue(turn, {})]


STEPS: Mapping[str, Step] = {"queue": show_queue, "queue_do": decide, "queue_twins": judge_twins}
