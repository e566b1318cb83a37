"""The card: sent, corrected, or left for later; and what a sent pledge answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz.fuzz import token_sort_ratio

from bot.conversation.turn import Step, Turn
from bot.message import Message
from bot.people.areas import small, village_key
from bot.people.rights import Right, may
from bot.pledges.card import day
from bot.pledges.drafts import current, old_step
from bot.pledges.model import Pledge, State
from bot.pledges.moves import confirmers, move
from bot.pledges.steps import go, stop
from knowledge.text import fold

CODE_SIGNS = 4
# Names of one household: typed with and without accents, with a slip. "Nguyen Thi Hoa" and "Nguyen Thi Hoan" are two.
ALIKE = 94


def take_card(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """A button of the card."""
    pledge = current(turn, args["id"], "card")
    if pledge is None:
        return old_step(turn)
    if args["do"] == "edit":
        return [turn.say("which_line")]
    if args["do"] == "later":
        return stop(turn, pledge)
    return send(turn, pledge, sure=bool(args.get("sure")))


def send(turn: Turn, draft: Pledge, *, sure: bool) -> list[Message]:
    """Send the draft, once everything needed is there; one's own earlier pledge for the same house is asked about."""
    missing = next((s for s in ("name", "commune", "village", "standing", "aim", "year") if not getattr(draft, s)), "")
    if missing:
        return go(turn, draft, missing, edit=True)
    if draft.helped and not draft.revises and not may(turn.person, Right.WRITE_FOR, draft.area):
        return [turn.say("not_your_area", place=str(turn.person.area))]
    if not sure and not draft.revises and (own := own_twin(turn, draft)):
        return [ask_about_twin(turn, draft, own)]
    turn.change(task={})
    sent = revise(turn, draft) if draft.revises else first_sent(turn, draft)
    if sent is None:
        return [turn.say("pledge_gone")]
    return [receipt(turn, sent)]


def first_sent(turn: Turn, draft: Pledge) -> Pledge:
    """The draft becomes a pledge with a code."""
    code = new_code(turn)
    return move(turn, replace(draft, code=code, submitted=turn.now, step=""), State.SUBMITTED)


def revise(turn: Turn, draft: Pledge) -> Pledge | None:
    """What was corrected in a working copy becomes the pledge, which is looked at anew."""
    store = turn.desk.store
    pledge = store.pledges.get(draft.revises)
    store.pledges.delete(draft.id)
    if pledge is None or pledge.erased or pledge.is_over:
        return None
    corrected = replace(
        pledge,
        name=draft.name,
        phone=draft.phone,
        province=draft.province,
        commune=draft.commune,
        village=draft.village,
        standing=draft.standing,
        aim=draft.aim,
        year=draft.year,
        needs=draft.needs,
        how=draft.how,
    )
    return move(turn, corrected, State.SUBMITTED, "corrected")


def receipt(turn: Turn, pledge: Pledge) -> Message:
    """It is saved; the code. After somebody helped, the card above gives way to the code."""
    key = "receipt_helped" if pledge.helped else "receipt"
    said = turn.say(key, name=pledge.code)
    seen_by = turn.say(f"{key}_{'seen' if confirmers(turn, pledge) else 'unseen'}", place=small(pledge.commune))
    said = replace(said, lines=(*seen_by.lines, *said.lines))
    choices = (
        turn.choice("see_pledge", "own_show", id=pledge.id),
        turn.choice("print", "own_print", id=pledge.id),
        turn.choice("withdraw", "own_withdraw", id=pledge.id),
    )
    return replace(said, choices=choices, replaces=pledge.helped)


def new_code(turn: Turn) -> str:
    """A code that no pledge has."""
    while True:
        code = turn.desk.ids(CODE_SIGNS)
        if turn.desk.store.pledges.called(code) is None:
            return code


def own_twin(turn: Turn, draft: Pledge) -> Pledge | None:
    """What the same person sent before for what may be the same house; other people's pledges are never looked at."""
    mine = [p for p in turn.desk.store.pledges.sent_by(turn.event.person) if not p.is_over]
    return next((p for p in mine if why_twins(draft, p)), None)


def ask_about_twin(turn: Turn, draft: Pledge, own: Pledge) -> Message:
    """The person's own earlier pledge: another house, or that one to be corrected?"""
    by_phone = "phone" in why_twins(draft, own)
    key = "own_twin_phone" if by_phone else "own_twin"
    said = turn.say(key, name=own.code, first=day(own.submitted or own.at))
    choices = (
        turn.choice("other_house", "pledge_card", id=draft.id, do="send", sure="1"),
        turn.choice("correct_earlier", "pledge_instead", id=draft.id, earlier=own.id),
        turn.choice("never_mind", "pledge_card", id=draft.id, do="later"),
    )
    return replace(said, choices=choices)


def why_twins(one: Pledge, other: Pledge) -> tuple[str, ...]:
    """Why two pledges may be of one household: "phone", "name" in one village; nothing if they are not alike."""
    if one.id == other.id:
        return ()
    reasons = []
    if one.phone and one.phone == other.phone:
        reasons.append("phone")
    same_village = one.commune == other.commune and village_key(one.village) == village_key(other.village)
    if same_village and token_sort_ratio(fold(one.name), fold(other.name)) >= ALIKE:
        reasons.append("name")
    return tuple(reasons)


def twins(pledge: Pledge, others: Sequence[Pledge]) -> list[tuple[Pledge, tuple[str, ...]]]:
    """Those of `others` that may be of the same household, and why."""
    return [(other, why) for other in others if (why := why_twins(pledge, other))]


STEPS: Mapping[str, Step] = {"pledge_card": take_card}
