"""One's own pledges, and those that a family brings by its code: see, correct, withdraw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.conversation.turn import Step, Turn
from bot.message import Attachment, Choice, Message
from bot.people.rights import Right, rights_of
from bot.pledges import withdrawing
from bot.pledges.card import card_lines, history_lines, state_words
from bot.pledges.consent import offer_draft
from bot.pledges.drafts import old_step
from bot.pledges.model import Pledge, State
from bot.pledges.paper import pledge_document
from bot.pledges.reaching import gone, may_change, mine, reach
from bot.pledges.steps import go
from bot.pledges.withdrawing import can_undo, delete_choice

SHOWN = 8
CODE = 4


def show_mine(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The own pledges; for an officer the one of a code."""
    if Right.BY_CODE in rights_of(turn.person) or args.get("code"):
        return find_by_code(turn, args.get("code", ""))
    return choose(turn, "show", list(mine(turn)))


def find_by_code(turn: Turn, code: str) -> list[Message]:
    """The pledge with that code, if it is this person's or in the own area."""
    if not code:
        turn.change(task={"do": "code"})
        return [turn.say("type_code")]
    turn.change(task={})
    pledge = turn.desk.store.pledges.called("".join(code.split())[:CODE])
    found = reach(turn, pledge.id) if pledge else None
    if found is None:
        return [replace(turn.say("no_such_code"), choices=(turn.choice("help", "help"),))]
    return show(turn, {"id": found.id})


def show_called(turn: Turn, text: str) -> list[Message] | None:
    """The pledge whose code is all that was typed, if this person may see it; of others nothing is told."""
    code = "".join(text.split())
    pledge = turn.desk.store.pledges.called(code) if len(code) == CODE and code.isalnum() else None
    return show(turn, {"id": pledge.id}) if pledge and reach(turn, pledge.id) else None


def choose(turn: Turn, do: str, pledges: Sequence[Pledge]) -> list[Message]:
    """Do `do` with the one pledge there is, or ask which."""
    if not pledges and do != "show" and mine(turn):
        return [replace(turn.say("no_open_pledges"), choices=(turn.choice("see_mine", "own_list"),))]
    drafts = [d for d in turn.desk.store.pledges.drafts(turn.event.person) if not d.revises]
    if not pledges and drafts:  # nothing is sent yet, but something is begun
        return [offer_draft(turn, drafts[0])]
    if not pledges:
        doors = (turn.choice("register", "pledge_start"), turn.choice("ask_other", "ask_now"))
        return [replace(turn.say("no_pledges"), choices=doors)]
    if len(pledges) == 1:
        return STEPS[f"own_{do}"](turn, {"id": pledges[0].id})
    shown = pledges[:SHOWN]
    lines = tuple(
        turn.line("label_patterns.coded", count=i, name=p.code, value=state_words(turn.desk.texts, p))
        for i, p in enumerate(shown, 1)
    )
    choices = tuple(replace(turn.choice("see_pledge", f"own_{do}", id=p.id), label=p.code, also=()) for p in shown)
    return [replace(turn.say(f"which_{do}"), lines=lines, choices=choices)]


def show(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """All of one pledge with its history; audited if it is not the own."""
    pledge = reach(turn, args["id"])
    if pledge is None:
        return gone(turn)
    if pledge.owner != turn.event.person:
        turn.desk.store.audit.add(turn.now, turn.actor, "pledge.read", f"pledge:{pledge.id}")
    said = turn.say("pledge_shown", name=pledge.code, value=state_words(turn.desk.texts, pledge))
    lines = (*card_lines(turn.desk.texts, pledge), *history_lines(turn, pledge))
    return [replace(said, lines=lines, choices=pledge_choices(turn, pledge))]


def pledge_choices(turn: Turn, pledge: Pledge) -> tuple[Choice, ...]:
    """What this person can do with it now."""
    choices = []
    mine = pledge.owner == turn.event.person and not pledge.helped
    if may_change(turn, pledge) and not pledge.is_over:
        choices.append(turn.choice("correct" if mine else "correct_for", "own_correct", id=pledge.id))
    choices.append(turn.choice("print", "own_print", id=pledge.id))
    if may_change(turn, pledge):
        if pledge.state is State.WITHDRAWN:
            if can_undo(turn, pledge):
                choices.append(turn.choice("undo_withdraw", "own_undo", id=pledge.id))
            choices.append(delete_choice(turn, pledge))
        else:
            choices.append(turn.choice("withdraw" if mine else "withdraw_for", "own_withdraw", id=pledge.id))
    return tuple(choices)


def correct(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """A working copy is corrected line by line; the pledge stays as it is until the copy is sent."""
    pledge = reach(turn, args["id"])
    if pledge is None or not may_change(turn, pledge) or pledge.is_over:
        return gone(turn)
    for draft in turn.desk.store.pledges.drafts(turn.event.person):
        if draft.revises == pledge.id:
            turn.desk.store.pledges.delete(draft.id)
    copy = replace(
        pledge,
        id=turn.desk.ids(10),
        owner=turn.event.person,
        at=turn.now,
        state=State.DRAFT,
        revises=pledge.id,
        code="",
        submitted=None,
        before=None,
    )
    line = {"name": "name", "place": "commune", "contact": "phone"}.get(args.get("line", ""), "")
    return go(turn, copy, line or "card", edit=bool(line))


def correct_instead(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Not another house: the draft goes, the earlier pledge is corrected."""
    store = turn.desk.store
    draft = next((d for d in store.pledges.drafts(turn.event.person) if d.id == args["id"]), None)
    if draft is None:
        return old_step(turn)
    store.pledges.delete(draft.id)
    return correct(turn, {"id": args["earlier"]})


def print_pledge(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The pledge as a document for printing."""
    pledge = reach(turn, args["id"])
    if pledge is None:
        return gone(turn)
    if pledge.owner != turn.event.person:
        turn.desk.store.audit.add(turn.now, turn.actor, "pledge.printed", f"pledge:{pledge.id}")
    file = Attachment(f"dang-ky-{pledge.code}.docx", pledge_document(turn.desk.texts, pledge))
    return [replace(turn.say("printed", name=pledge.code), files=(file,))]


def correct_mine(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """/sua"""
    pledges = [p for p in mine(turn) if not p.is_over]
    return by_code(turn, args, pledges) or choose(turn, "correct", pledges)


def withdraw_mine(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """/rut"""
    pledges = [p for p in mine(turn) if p.state is not State.WITHDRAWN]
    if not pledges and (ended := [p for p in mine(turn) if can_undo(turn, p)]):
        pledges = ended[:1]  # a second tap on the same command
    return by_code(turn, args, pledges) or choose(turn, "withdraw", pledges)


def by_code(turn: Turn, args: Mapping[str, str], own: Sequence[Pledge]) -> list[Message] | None:
    """The pledge of the code behind the command; who acts for families and has none of their own is asked for it."""
    if args.get("code") or (not own and Right.BY_CODE in rights_of(turn.person)):
        return find_by_code(turn, args.get("code", ""))
    return None


def take_code(turn: Turn, text: str) -> list[Message] | None:
    """A typed code; anything longer is no code and is answered as usual."""
    code = "".join(text.split())
    if len(code) != CODE or not code.isalnum():
        turn.change(task={})
        return None
    return find_by_code(turn, code)


STEPS: Mapping[str, Step] = {
    **withdrawing.STEPS,
    "own_list": show_mine,
    "own_show": show,
    "own_correct": correct,
    "own_withdraw_mine": withdraw_mine,
    "own_print": print_pledge,
    "pledge_instead": correct_instead,
}
