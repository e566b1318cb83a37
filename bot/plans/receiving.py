"""/themkehoach, and files that come in the private chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.turn import Step, Turn
from bot.documents import Limits
from bot.documents.faults import short_name
from bot.documents.limits import MB
from bot.message import Action, Choice, Message
from bot.pages import clip
from bot.people.refusing import for_others
from bot.people.rights import Right, rights_of
from bot.plans.drafts import drafts_of
from bot.plans.model import WORK_LEFT, State, Upload
from bot.texts import LONGEST_LABEL

MOST_AT_ONCE = 5  # files of one person that wait to be read
DRAFTS_SHOWN = 6


def open_plans(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """/themkehoach: how to send a file, and the drafts there are."""
    if not takes_plans(turn):
        return for_others(turn, "plans_for_officers")
    drafts = drafts_of(turn)[:DRAFTS_SHOWN]
    choices = [draft_choice(turn, upload) for upload in drafts]
    said = turn.say("plan_send")
    if drafts:
        said = replace(said, lines=(*said.lines, turn.line("plan_lines.drafts", count=len(drafts))))
    return [replace(said, choices=(*choices, turn.choice("later", "main")))]


def draft_choice(turn: Turn, upload: Upload) -> Choice:
    """The button that opens a draft."""
    label = clip(turn.line("label_patterns.draft", name=short_name(upload.name)), LONGEST_LABEL)
    return Choice(label, Action("plan_card", {"upload": upload.id}))


def takes_plans(turn: Turn) -> bool:
    """Whether plans are taken from this person here."""
    return turn.private and turn.desk.shelf is not None and Right.PLAN in rights_of(turn.person)


def take_file(turn: Turn) -> list[Message]:
    """A file has come: it is noted, so that its reading survives a crash, and read after this is said."""
    file = turn.event.file
    if file is None or not takes_plans(turn):
        return for_others(turn, "plans_for_officers")
    most, name = Limits().file, short_name(file.name)
    if file.size > most:
        return [turn.say("document_too_big", name=name, count=-(-file.size // MB), value=most // MB)]
    plans = turn.desk.store.plans
    if sum(u.chat == turn.event.chat for u in plans.in_state(*WORK_LEFT)) >= MOST_AT_ONCE:
        return [turn.say("plan_busy", count=MOST_AT_ONCE)]
    area = turn.person.area
    upload = Upload(
        turn.desk.ids(10), turn.actor, turn.event.chat, area, name, file.ref, State.RECEIVED, turn.now, turn.now
    )
    plans.add(upload)
    turn.desk.store.audit.add(turn.now, turn.actor, "plan.received", f"upload:{upload.id}")
    return [replace(turn.say("plan_received", name=name), news=upload.id)]


STEPS: Mapping[str, Step] = {"plan_add": open_plans}
