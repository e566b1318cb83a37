"""The rights of everybody whose data is kept: see all of it, delete all of it (Law 91/2025/QH15, article 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.turn import Step, Turn
from bot.message import Attachment, Message
from bot.people.model import Role
from bot.pledges.card import card_lines, history_lines, moment, state_words
from bot.pledges.model import Pledge, State
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
    return bool(turn.desk.store.pledges.of_owner(turn.event.person)) or turn.person.role is not Role.HOUSEHOLD


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


def ask_delete(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Really? It cannot be undone."""
    asked = turn.now.isoformat()
    if not has_data(turn):
        choices = (turn.choice("delete_all", "own_deleted", asked=asked), turn.choice("ask_other", "ask_now"))
        return [replace(turn.say("not_yet_data"), choices=choices)]
    choices = (turn.choice("delete_all", "own_deleted", asked=asked), turn.choice("keep_all", "own_kept"))
    return [replace(turn.say("delete_asked"), choices=choices)]


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


STEPS: Mapping[str, Step] = {
    "own_data": show_data,
    "own_delete": ask_delete,
    "own_deleted": delete_all,
    "own_kept": keep_all,
}
