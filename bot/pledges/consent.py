"""Before a pledge: for whom it is, and the consent, without which nothing is asked or kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.answering import answered, ask, is_pressure
from bot.conversation.menus import unnumbered
from bot.conversation.turn import Step, Turn
from bot.conversation.words import plain_words
from bot.message import Choice, Message
from bot.people.rights import Right, rights_of
from bot.pledges.asking import NUMBER
from bot.pledges.card import day
from bot.pledges.model import LINES, Pledge
from bot.pledges.steps import go
from bot.store.records import SavedText
from knowledge.answers.model import Intent

_POLITE = r"(?: a| nhe| roi| nha| dang ky| luon)*"
_YES = re.compile(rf"(?:da |vang |u )*(?:toi |em |chau |con |nha (?:toi|em|minh) |ho (?:noi )?)?dong y{_POLITE}")
_WHO = r"(?:toi |em |chau |con |nha (?:toi|em|minh) |ho )?"
_NO = re.compile(rf"(?:da |thoi )*{_WHO}(?:khong|ko|k|chua) (?:dong y|dang ky|dk){_POLITE}")
_BARE = frozenset({"ok", "oke", "u", "uh", "da", "vang", "duoc", "da vang", "vang a", "da duoc", "duoc a"})


def register(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Somebody wants to register: an unfinished draft is offered, helpers are asked for whom, then the consent."""
    if not turn.desk.office.controller:
        choices = (turn.choice("ask_other", "ask_now"), turn.choice("help", "help"))
        return [replace(turn.say("not_yet_pledge"), choices=choices)]
    drafts = [d for d in turn.desk.store.pledges.drafts(turn.event.person) if not d.revises]
    if drafts:
        return [offer_draft(turn, drafts[0])]
    return for_whom(turn)


def for_whom(turn: Turn) -> list[Message]:
    """A helper is asked whose pledge it is; a household is not."""
    if Right.WRITE_FOR in rights_of(turn.person):
        choices = (
            turn.choice("for_other", "pledge_for", helped="1"),
            turn.choice("for_own", "pledge_for", helped=""),
        )
        return [replace(turn.say("for_whom"), choices=choices)]
    return [ask_consent(turn, helped=False)]


def set_for(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """For a family, it must be present; for oneself, the consent at once."""
    if not args["helped"]:
        return [ask_consent(turn, helped=False)]
    choices = (
        turn.choice("present", "pledge_present", here="1"),
        turn.choice("absent", "pledge_present", here=""),
    )
    return [replace(turn.say("is_family_present"), choices=choices)]


def set_present(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """With nobody of the family there nothing is written down."""
    if not args["here"]:
        return [replace(turn.say("family_absent"), choices=(turn.choice("ask_other", "ask_now"),))]
    return [ask_consent(turn, helped=True)]


def ask_consent(turn: Turn, *, helped: bool) -> Message:
    """Who keeps what, why, how long, and the rights; both answers weigh the same."""
    said = consent_text(turn, helped=helped)
    flag = "1" if helped else ""
    turn.change(task={"do": "consent", "helped": flag})
    labels = ("they_agree", "they_disagree") if helped else ("agree", "disagree")
    choices = [
        turn.choice(labels[0], "pledge_consent", yes="1", helped=flag),
        turn.choice(labels[1], "pledge_consent", yes="", helped=flag),
        turn.choice("difference", "pledge_difference", helped=flag),
    ]
    return replace(said, choices=tuple(choices))


def consent_text(turn: Turn, *, helped: bool) -> Message:
    """The text that is agreed to."""
    office = turn.desk.office
    key = "consent_helped" if helped else "consent"
    kept = {"count": office.closed_months, "days": office.open_months, "period": office.draft_days}
    return turn.say(key, name=office.controller, **kept)


def keep_consent_text(turn: Turn, *, helped: bool) -> str:
    """Keep the very words that were agreed to, and return their key: they are the version of the consent."""
    said = consent_text(turn, helped=helped)
    text = "\n".join((said.lead, *said.lines))
    key = hashlib.sha256(text.encode()).hexdigest()[:20]
    turn.desk.store.save_text(SavedText(key, "", said.lead, "consent", text))
    return key


def set_consent(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Yes: the first step. No: nothing is kept and nobody is told."""
    if not turn.desk.office.controller:
        return register(turn, {})
    if not args["yes"]:
        turn.change(task={})
        key = "consent_refused_helped" if args["helped"] else "consent_refused"
        return [replace(turn.say(key), choices=(turn.choice("ask_other", "ask_now"),))]
    if turn.chat.task.get("do") != "consent":  # an old button: the text may be another one now
        return register(turn, {})
    helper = turn.person
    helped = bool(args["helped"]) and Right.WRITE_FOR in rights_of(helper)
    if args["helped"] and not helped:
        return register(turn, {})
    consent = keep_consent_text(turn, helped=helped)
    now = turn.now
    pledge = Pledge(turn.desk.ids(10), turn.event.person, now, now, consent, now, helped=helped)
    if helped:  # where the family lives follows from whom the helper stands for
        area = helper.area
        pledge = replace(pledge, province=area.province, commune=area.commune, village=area.village)
    turn.desk.store.audit.add(now, turn.actor, "consent.given", f"pledge:{pledge.id}", consent)
    return go(turn, pledge, "name")


def explain_difference(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """A pledge is not a recognition."""
    said = turn.say("difference")
    if not turn.desk.office.controller:
        return [said]
    agree, disagree = ("they_agree", "they_disagree") if args.get("helped") else ("agree_pledge", "disagree")
    if turn.chat.task.get("do") != "consent":
        return [replace(said, choices=(turn.choice("register", "pledge_start"),))]
    choices = (
        turn.choice(agree, "pledge_consent", yes="1", helped=args.get("helped", "")),
        turn.choice(disagree, "pledge_consent", yes="", helped=args.get("helped", "")),
    )
    return [replace(said, choices=choices)]


def take_consent_words(turn: Turn, text: str) -> list[Message] | None:
    """Yes and no in words. A bare "ok" is no consent; a question is answered and the consent asked again."""
    flag, words = turn.chat.task.get("helped", ""), plain_words(text)
    if _YES.fullmatch(words):
        return set_consent(turn, {"yes": "1", "helped": flag})
    if _NO.fullmatch(words):
        return set_consent(turn, {"yes": "", "helped": flag})
    choices = ask_consent(turn, helped=bool(flag)).choices
    once_more = replace(turn.say("consent_in_words"), choices=choices)
    if words in _BARE:
        return [once_more]
    answer = answered(turn, text, None)
    if is_pressure(answer) or answer.intent is Intent.REGISTER:
        turn.change(task={})
        return None
    return [*map(unnumbered, ask(turn, {"question": text})), once_more]


def offer_draft(turn: Turn, draft: Pledge) -> Message:
    """There is something unfinished: go on, begin anew, or throw it away."""
    last = draft.changed + turn.desk.office.draft_life
    said = turn.say("draft_offered", first=day(draft.at), count=step_number(draft), last=day(last))
    return replace(said, choices=draft_choices(turn, draft))


def step_number(draft: Pledge) -> int:
    """How far the draft has come."""
    return NUMBER.get(draft.step, len(LINES))


def draft_choices(turn: Turn, draft: Pledge) -> tuple[Choice, ...]:
    """What can be done with a draft."""
    return (
        turn.choice("resume", "pledge_resume", id=draft.id),
        turn.choice("restart", "pledge_restart", id=draft.id),
        turn.choice("drop", "pledge_drop", id=draft.id),
    )


def own_draft(turn: Turn, pledge_id: str) -> Pledge | None:
    """The draft of that id, if it is this person's."""
    return next((d for d in turn.desk.store.pledges.drafts(turn.event.person) if d.id == pledge_id), None)


def resume(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Go on where it stopped."""
    draft = own_draft(turn, args["id"])
    if draft is None:
        return register(turn, {})
    return go(turn, draft, draft.step)


def restart(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Begin anew: the old draft goes."""
    turn.desk.store.pledges.delete(args["id"] if own_draft(turn, args["id"]) else "")
    return for_whom(turn)


def drop(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The draft goes, nothing of it is left."""
    draft = own_draft(turn, args["id"])
    if draft:
        turn.desk.store.erasures.note_pledge(draft.id)
        turn.desk.store.pledges.delete(draft.id)
    turn.change(task={})
    return [replace(turn.say("draft_dropped"), choices=(turn.choice("ask_other", "ask_now"),))]


def refuse(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Somebody who is forced does not want to register: what was begun goes, nobody is told."""
    for draft in turn.desk.store.pledges.drafts(turn.event.person):
        turn.desk.store.erasures.note_pledge(draft.id)
        turn.desk.store.pledges.delete(draft.id)
    turn.change(task={})
    sent = any(not pledge.is_over for pledge in turn.desk.store.pledges.sent_by(turn.event.person))
    key = "draft_dropped" if sent else "consent_refused"  # what was sent before stays until it is withdrawn
    return [replace(turn.say(key), choices=(turn.choice("ask_other", "ask_now"),))]


STEPS: Mapping[str, Step] = {
    "pledge_refuse": refuse,
    "pledge_start": register,
    "pledge_for": set_for,
    "pledge_present": set_present,
    "pledge_consent": set_consent,
    "pledge_difference": explain_difference,
    "pledge_resume": resume,
    "pledge_restart": restart,
    "pledge_drop": drop,
}
