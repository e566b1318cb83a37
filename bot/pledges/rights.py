"""The rights of everybody whose data is kept: see all of it, delete all of it (Law 91/2025/QH15, article 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.kept_alerts import subscription_lines
from bot.conversation.turn import Step, Turn
from bot.message import Attachment, Message
from bot.people.model import Role
from bot.people.notices import notify
from bot.pledges.card import card_lines, history_lines, moment, state_words
from bot.pledges.model import Pledge, State
from bot.pledges.reaching import gone, may_change, reach
from bot.store.erasures import erase_pledge

FILE = "thong-tin-cua-toi.txt"
ASKED_FOR = timedelta(hours=1)  # how long "yes, delete" counts after the question


def show_data(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Everything that is kept about the person, as a file."""
    store, address = turn.desk.store, turn.event.person
    pledges = store.pledges.of_owner(address)
    choices = (turn.choice("ask_other", "ask_now"), turn.choice("help", "help"))
    if not has_data(turn):
        return [replace(turn.say("not_yet_data"), choices=choices)]
    text = "\n".join(data_lines(turn, pledges)) + "\n"
    store.audit.add(turn.now, turn.actor, "data.shown", f"person:{turn.actor}")
    file = Attachment(FILE, ("\ufeff" + text).encode())  # with a mark, so that every phone shows the accents
    said = turn.say("data_shown", count=len(pledges))
    choices = (turn.choice("delete_mine", "own_delete"), *choices[:1])
    return [replace(said, files=(file,), choices=choices)]


def has_data(turn: Turn) -> bool:
    """Whether more is kept of the person than where the conversation stands."""
    store, address = turn.desk.store, turn.event.person
    if store.pledges.of_owner(address) or store.subscriptions.of(address) or turn.person.role is not Role.HOUSEHOLD:
        return True
    known = store.people.known(address)  # what is left of a role that ended
    kept = store.personal.of(address, known.id if known else "")
    return bool(kept.own_deadlines or kept.followed or kept.confirmed or kept.alerts)


def data_lines(turn: Turn, pledges: Sequence[Pledge]) -> Iterator[str]:
    """The lines of the file."""
    store, person, line = turn.desk.store, turn.person, turn.line
    yield line("data.title", first=moment(turn.now))
    yield line("data.address", value=person.address)
    yield line(
        "data.audience", value=line(f"roles.{turn.chat.audience}") if turn.chat.audience else line("card.nothing")
    )
    yield line("data.plan", value=turn.chat.plan or line("card.nothing"))
    if person.role is not Role.HOUSEHOLD:
        yield line("data.role", value=line(f"roles.{person.role}"), place=str(person.area))
    yield from kept_lines(turn)
    yield from subscription_lines(turn)
    for pledge in pledges:
        yield ""
        yield line("data.pledge", name=pledge.code or "-", value=state_words(turn.desk.texts, pledge))
        yield from card_lines(turn.desk.texts, pledge)
        yield line("data.consent", first=moment(pledge.consent_at), key=pledge.consent)
        yield from history_lines(turn, pledge)
    for consent in dict.fromkeys(p.consent for p in pledges):
        if saved := store.text(consent):
            yield ""
            yield line("data.consent_text", key=consent)
            yield saved.text


def kept_lines(turn: Turn) -> Iterator[str]:
    """What else the tables hold: deadlines, what was said of them, messages and buttons, traces in the logs."""
    kept, line = turn.desk.store.personal.of(turn.event.person, turn.actor), turn.line
    if words := turn.chat.topic.get("words"):
        yield line("data.topic", value=words)
    for what in kept.own_deadlines:
        yield line("data.own_deadline", what=what)
    for what in kept.followed:
        yield line("data.followed", what=what)
    for at, what in kept.confirmed:
        yield line("data.confirmed", first=moment(at), what=what)
    for name in kept.uploads:
        yield line("data.uploaded", name=name)
    counts = {
        "progress": kept.progress,
        "alerts": kept.alerts,
        "messages": kept.messages,
        "menus": kept.menus,
        "invites": kept.invites,
        "acts": kept.acts,
        "wrong_codes": kept.wrong_codes,
    }
    for key, count in counts.items():
        if count:
            yield line(f"data.{key}", count=count)
    if kept.own_menu:
        yield line("data.own_menu")
    if kept.unreachable:
        yield line("data.unreachable")
    yield line("data.number", value=turn.actor)


def ask_delete(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Really? It cannot be undone."""
    asked = turn.now.isoformat()
    if not has_data(turn):
        choices = (turn.choice("delete_all", "own_deleted", asked=asked), turn.choice("ask_other", "ask_now"))
        return [replace(turn.say("not_yet_data"), choices=choices)]
    choices = (turn.choice("delete_all", "own_deleted", asked=asked), turn.choice("keep_all", "own_kept"))
    said = turn.say("delete_asked")
    if turn.person.role is not Role.HOUSEHOLD:
        said = replace(said, lines=(*turn.say("delete_role").lines, *said.lines))
    return [replace(said, choices=choices)]


def keep_all(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Nothing was deleted."""
    return [replace(turn.say("delete_not"), choices=(turn.choice("ask_other", "ask_now"),))]


def delete_all(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Everything personal goes: own pledges, role, chat. What was written for other families stays theirs.

    A button that was shown long ago asks anew: a finger that slips must not erase everything.
    """
    if turn.now - datetime.fromisoformat(args["asked"]) > ASKED_FOR:
        return ask_delete(turn, {})
    store, address, now = turn.desk.store, turn.event.person, turn.now
    actor = turn.actor
    for pledge in store.pledges.of_owner(address):
        if pledge.helped and pledge.state is not State.DRAFT:
            store.pledges.save(replace(pledge, owner="", changed=now))
            continue
        store.erasures.note_pledge(pledge.id)
        store.audit.add(now, actor, "pledge.erased", f"pledge:{pledge.id}")
        erase_pledge(store.pledges, pledge, now)
    store.erasures.note_person(address, now)
    store.audit.add(now, actor, "person.erased", f"person:{actor}")
    store.people.erase(address)
    store.erase_chat(address)
    turn.forget()
    return [turn.say("deleted")]


def ask_delete_for(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """A family that has no chat of its own wants to be forgotten: really?"""
    pledge = withdrawn_for(turn, args["id"])
    if pledge is None:
        return gone(turn)
    asked = turn.now.isoformat()
    choices = (
        turn.choice("delete_all", "family_deleted", id=pledge.id, asked=asked),
        turn.choice("keep_all", "own_kept"),
    )
    return [replace(turn.say("family_delete_asked", name=pledge.code), choices=choices)]


def delete_for(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Everything personal in the pledge goes; who wrote it down is told."""
    if turn.now - datetime.fromisoformat(args["asked"]) > ASKED_FOR:
        return ask_delete_for(turn, args)
    pledge, store = withdrawn_for(turn, args["id"]), turn.desk.store
    if pledge is None:
        return gone(turn)
    if pledge.owner and pledge.owner != turn.event.person:
        notify(turn, f"pledge:{pledge.id}:erased", pledge.owner, turn.say("notice_erased", name=pledge.code))
    store.erasures.note_pledge(pledge.id)
    store.audit.add(turn.now, turn.actor, "pledge.erased", f"pledge:{pledge.id}", "for the family")
    erase_pledge(store.pledges, pledge, turn.now)
    return [replace(turn.say("family_deleted", name=pledge.code), choices=(turn.choice("ask_other", "ask_now"),))]


def withdrawn_for(turn: Turn, pledge_id: str) -> Pledge | None:
    """The withdrawn pledge of a family for which this person acts."""
    pledge = reach(turn, pledge_id)
    if pledge is None or pledge.state is not State.WITHDRAWN or not may_change(turn, pledge):
        return None
    own = pledge.owner == turn.event.person and not pledge.helped
    return None if own else pledge


STEPS: Mapping[str, Step] = {
    "family_delete": ask_delete_for,
    "family_deleted": delete_for,
    "own_data": show_data,
    "own_delete": ask_delete,
    "own_deleted": delete_all,
    "own_kept": keep_all,
}
