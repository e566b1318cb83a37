"""Invites in the chat: made with /moi, taken with a link or a typed code. Nobody takes a role without saying yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts.asking import unanswered
from bot.conversation.confirming import plans_here
from bot.conversation.turn import Step, Turn
from bot.ids import SIGNS, Ids
from bot.message import Message
from bot.pages import clip
from bot.people.areas import Area, small, village_name
from bot.people.communes import Found, find_communes
from bot.people.model import Invite, Person, Role
from bot.people.near_communes import near_communes
from bot.people.refusing import for_others
from bot.people.rights import Right, may, rights_of
from bot.store.store import Store
from bot.texts import LONGEST_LABEL, capital

CODE_SIGNS = 8
LINK_MARK = "moi-"  # t.me/BOT?start=moi-CODE
LIFE = timedelta(days=7)
# Codes cannot be guessed (31^8), and nobody may try for long.
TRIES, TRIES_WITHIN = 5, timedelta(hours=1)
LONGEST_VILLAGE = 40
NEAR_LOOKED_AT = 20  # of what is written nearly like the typed commune


def make_invite(store: Store, ids: Ids, role: Role, area: Area, made_by: str, now: datetime) -> tuple[Invite, str]:
    """A new invite and its code, which is kept nowhere but as a digest."""
    code = ids(CODE_SIGNS)
    invite = Invite(ids(10), role, area, made_by, now, now + LIFE)
    store.people.add_invite(invite, code)
    store.audit.add(now, made_by, "invite.made", f"invite:{invite.id}", role)
    return invite, code


def code_in(text: str) -> str:
    """The code in what was typed or linked, or nothing."""
    code = "".join(text.removeprefix(LINK_MARK).split()).upper().replace("-", "")
    return code if len(code) == CODE_SIGNS and all(c in SIGNS for c in code) else ""


def is_code(turn: Turn, text: str) -> bool:
    """Whether `text`, which nobody was asked for, is a code. One without a digit may be a word: then it has to open
    something, and to try that out counts as trying.
    """
    code = code_in(text)
    if not code or any(c.isdigit() for c in code):
        return bool(code)
    people, since = turn.desk.store.people, turn.now - TRIES_WITHIN
    if len(text.split()) > 1 or people.tries(turn.event.chat, since) >= TRIES:
        return False
    if people.invite_called(code):
        return True
    people.note_try(turn.event.chat, turn.now, since)
    return False


def enter_code(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Ask for the code."""
    turn.change(task={"do": "invite"})
    return [replace(turn.say("type_invite"), choices=(turn.worded("stop", "main"),))]


def take_code(turn: Turn, text: str) -> list[Message] | None:
    """What was typed after being asked for a code; a sentence is no code and is answered as usual."""
    if len(text.split()) > 4:
        turn.change(task={})
        return None
    return show_invite(turn, text)


def show_invite(turn: Turn, text: str) -> list[Message]:
    """Repeat what the code would write down; used, late and wrong codes are told apart by nobody."""
    store, since = turn.desk.store, turn.now - TRIES_WITHIN
    if store.people.tries(turn.event.chat, since) >= TRIES:
        turn.change(task={})
        return [replace(turn.say("too_many_tries"), choices=(turn.choice("ask_now", "ask_now"),))]
    code = code_in(text)
    invite = store.people.invite_called(code) if code else None
    if invite is None or not invite.is_open(turn.now):
        store.people.note_try(turn.event.chat, turn.now, since)
        turn.change(task={})
        choices = (turn.choice("other_code", "invite_enter"), turn.choice("ask_now", "ask_now"))
        return [replace(turn.say("invite_used"), choices=choices)]
    turn.change(task={})
    said = turn.say(f"invite_{invite.role}", value=turn.line(f"roles.{invite.role}"), place=str(invite.area))
    choices = (
        turn.choice("accept", "invite_take", id=invite.id),
        turn.choice("not_me", "invite_refuse"),
    )
    return [replace(said, choices=choices)]


def take_invite(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Yes, that is me: the role is theirs, the code is used."""
    store = turn.desk.store
    invite, actor = store.people.invite(args["id"]), turn.actor
    if invite is None or not store.people.take_invite(invite.id, actor, turn.now):
        if invite and turn.person.role is invite.role and turn.person.area == invite.area:
            return [welcome(turn, invite)]  # pressed twice
        choices = (turn.choice("other_code", "invite_enter"), turn.choice("ask_now", "ask_now"))
        return [replace(turn.say("invite_used"), choices=choices)]
    store.people.give_role(turn.event.person, invite.role, invite.area, turn.now, turn.desk.ids)
    store.audit.add(turn.now, actor, "invite.taken", f"invite:{invite.id}", invite.role)
    turn.change(audience=str(invite.role))
    return [welcome(turn, invite)]


def welcome(turn: Turn, invite: Invite) -> Message:
    """What was written down, and what can be done now."""
    said = turn.say("role_taken", value=turn.line(f"roles.{invite.role}"), place=str(invite.area))
    choices = [turn.choice("ask_plans", "ask_now")]
    if Right.CONFIRM in rights_of(turn.person):
        choices = [turn.choice("see_queue", "queue"), turn.choice("register_for", "pledge_start"), *choices]
    officer = invite.role is Role.OFFICER
    if officer and (waiting := unanswered(plans_here(turn), turn.desk.store.deadlines, turn.now.date())):
        line = turn.line("confirm_lines.waiting", count=len(waiting), year=waiting[0].year)
        said = replace(said, lines=(*said.lines, line))
        choices.append(turn.choice("see_deadlines", "alert_ask"))
    return replace(said, choices=tuple(choices))


def refuse_invite(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """Not me: nothing is written down, the code stays good."""
    return [replace(turn.say("invite_refused"), choices=(turn.choice("ask_now", "ask_now"),))]


def invite_menu(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """/moi: whom to invite, and what is still open."""
    rights = rights_of(turn.person)
    turn.change(task={})
    choices = []
    if Right.INVITE_HEAD in rights:
        choices.append(turn.choice("role_village_head", "invite_for", role="village_head"))
    if Right.INVITE_OFFICER in rights:
        choices.append(turn.choice("commune_officer", "invite_for", role="officer"))
    if not choices:
        return for_others(turn, "for_officers")
    open_ones = turn.desk.store.people.open_invites(turn.actor, turn.now)[:4]
    for invite in open_ones:
        place = small(invite.area.village or invite.area.commune)
        label = clip(turn.line("label_patterns.revoke", place=place), LONGEST_LABEL)
        choices.append(replace(turn.choice("revoke", "invite_revoke", id=invite.id), label=label, also=()))
    return [replace(turn.say("invite_whom"), choices=tuple(choices))]


def invite_for(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Which commune, or for a commune's officer which of its villages."""
    right = Right.INVITE_HEAD if args["role"] == Role.VILLAGE_HEAD else Right.INVITE_OFFICER
    if right not in rights_of(turn.person):
        return invite_menu(turn, {})
    area = turn.person.area
    turn.change(task={"do": "inviting", "role": args["role"]})
    if area.level == "commune":
        turn.change(task=dict(turn.chat.task) | {"province": area.province, "commune": area.commune})
        return [turn.say("invite_village", place=small(area.commune))]
    return [turn.say("invite_commune")]


def take_place(turn: Turn, text: str) -> list[Message] | None:
    """The commune or village that was typed."""
    task = turn.chat.task
    if task.get("commune"):
        name = village_name(" ".join(text.split()))
        if len(name) > LONGEST_VILLAGE or not any(c.isalnum() for c in name):
            return [turn.say("invite_village", place=small(task["commune"]))]
        return ask_invite(turn, Role.VILLAGE_HEAD, Area(task["province"], task["commune"], name))
    here = turn.person.area
    found = [f for f in find_communes(text) if not f.by_district and here.holds(f.area)]
    found = found or [f for f in near_communes(text, NEAR_LOOKED_AT) if here.holds(f.area)]
    if not found:
        return [turn.say("invite_commune_unknown")]
    choices = tuple(
        replace(
            turn.choice("yes", "invite_place", province=f.province, commune=f.commune, role=task.get("role", "")),
            label=clip(f.button, LONGEST_LABEL),
            also=(),
        )
        for f in found[:8]
    )
    said = turn.say("invite_which_commune")
    return [replace(said, lines=tuple(found_line(turn, i, f) for i, f in enumerate(found[:8], 1)), choices=choices)]


def found_line(turn: Turn, number: int, found: Found) -> str:
    """One commune of a list."""
    title = turn.line("card.was", value=found.label, title=found.was) if found.was else found.label
    return turn.line("label_patterns.list_item", count=number, title=title)


def set_place(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The commune is chosen; for a head, now the village."""
    area = Area(args["province"], args["commune"])
    if args["role"] == Role.VILLAGE_HEAD:
        turn.change(task={"do": "inviting", "role": args["role"], "province": area.province, "commune": area.commune})
        return [turn.say("invite_village", place=small(area.commune))]
    return ask_invite(turn, Role.OFFICER, area)


def ask_invite(turn: Turn, role: Role, area: Area) -> list[Message]:
    """Before a code is made: for whom it would be."""
    said = turn.say("invite_sure", value=turn.line(f"roles.{role}"), place=str(area))
    args = {"role": str(role), "province": area.province, "commune": area.commune, "village": area.village}
    return [replace(said, choices=(turn.choice("make_code", "invite_make", **args), turn.choice("retype", "invites")))]


def give_invite(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The code and the link; shown once, kept nowhere."""
    role, area = Role(args["role"]), Area(args["province"], args["commune"], args["village"])
    if not may_invite(turn.person, role, area):
        return invite_menu(turn, {})
    turn.change(task={})
    invite, code = make_invite(turn.desk.store, turn.desk.ids, role, area, turn.actor, turn.now)
    last = invite.expires.strftime("%d/%m/%Y")
    said = turn.say("invite_made", value=turn.line(f"roles.{role}"), place=str(area), name=code, last=last)
    if bot := turn.event.origin.get("bot"):
        link = turn.line("card.link", value=f"https://t.me/{bot}?start={LINK_MARK}{code}")
        said = replace(said, lines=(link, *said.lines))
    return [said]


def may_invite(person: Person, role: Role, area: Area) -> bool:
    """Whether `person` may give `role` in `area`: heads and commune officers, within the own area."""
    if role is Role.VILLAGE_HEAD:
        return area.level == "village" and may(person, Right.INVITE_HEAD, area)
    return role is Role.OFFICER and area.level == "commune" and may(person, Right.INVITE_OFFICER, area)


def revoke(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The code no longer opens anything."""
    store = turn.desk.store
    mine = [i for i in store.people.open_invites(turn.actor, turn.now) if i.id == args["id"]]
    if not mine or not store.people.revoke_invite(args["id"], turn.now):
        return [replace(turn.say("invite_gone"), choices=(turn.choice("invites", "invites"),))]
    store.audit.add(turn.now, turn.actor, "invite.revoked", f"invite:{args['id']}")
    return [turn.say("invite_revoked", place=capital(str(mine[0].area)))]


STEPS: Mapping[str, Step] = {
    "invites": invite_menu,
    "invite_enter": enter_code,
    "invite_take": take_invite,
    "invite_refuse": refuse_invite,
    "invite_for": invite_for,
    "invite_place": set_place,
    "invite_make": give_invite,
    "invite_revoke": revoke,
}
