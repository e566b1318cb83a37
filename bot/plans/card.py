"""The summary card of a draft, its outline, and what becomes of it: published, kept, thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.alerts.messages import ended
from bot.conversation.turn import Step, Turn
from bot.message import Choice, Message
from bot.pages import clip
from bot.plans.drafts import Draft, draft_of, may_publish, shown_day
from bot.plans.model import State
from bot.plans.receiving import open_plans
from bot.plans.retention import throw_away
from bot.plans.territory import id_for, profile_for

TITLE_SHOWN = 110
SECTION_SHOWN = 70
SECTIONS_SHOWN = 12


def show_card(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """What was read, and what can be done with it."""
    draft = draft_of(turn, args["upload"])
    return [card(turn, draft)] if draft else gone(turn)


def card(turn: Turn, draft: Draft) -> Message:
    """The card of `draft`."""
    return replace(turn.say("plan_read"), lines=card_lines(turn, draft), choices=card_choices(turn, draft))


def card_lines(turn: Turn, draft: Draft) -> tuple[str, ...]:
    """What the document is, and how much was found in it."""
    meta, none = draft.metadata, turn.line("plan_lines.none")
    period = meta["period"]
    deadlines, quotas = draft.kept("deadlines"), draft.kept("quotas")
    return (
        ended(turn.line("plan_lines.title", title=clip(draft.title, TITLE_SHOWN).rstrip("."))),
        turn.line("plan_lines.number", name=meta["number"] or none, day=shown_day(meta["date"]) or none),
        turn.line("plan_lines.place", place=str(draft.area) if draft.area else none),
        turn.line("plan_lines.period", period=f"{period[0]} - {period[1]}" if period else none),
        turn.line(
            "plan_lines.counts",
            count=sum(bool(d["day"]) for d in deadlines),
            value=sum(bool(d["only_year"]) for d in deadlines),
            days=len(quotas),
        ),
        turn.line("plan_lines.doubts", count=len(draft.open_doubts())),
    )


def card_choices(turn: Turn, draft: Draft) -> tuple[Choice, ...]:
    """The ways on from the card."""
    args = {"upload": draft.id}
    choices = []
    if draft.open_doubts():
        choices.append(turn.choice("plan_doubts", "plan_doubt", **args))
    if draft.findings["deadlines"]:
        choices.append(turn.choice("plan_deadlines", "plan_facts", kind="deadlines", **args))
    if draft.findings["quotas"]:
        choices.append(turn.choice("plan_quotas", "plan_facts", kind="quotas", **args))
    choices.append(turn.choice("plan_outline", "plan_outline", **args))
    choices.append(turn.choice("plan_details", "plan_details", **args))
    if draft.findings.get("earlier"):
        choices.append(turn.choice("plan_earlier", "plan_earlier", **args))
    return (
        *choices,
        turn.choice("plan_publish", "plan_publish", **args),
        turn.choice("plan_keep", "plan_keep", **args),
        turn.choice("plan_discard", "plan_discard", **args),
    )


def gone(turn: Turn) -> list[Message]:
    """The draft is published, thrown away, or none of this person's: the drafts there are."""
    said = open_plans(turn, {})
    return [replace(said[0], lead=turn.say("draft_gone").lead), *said[1:]]


def show_outline(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The sections that were found, page by page."""
    draft = draft_of(turn, args["upload"])
    if draft is None:
        return gone(turn)
    sections, start = draft.findings["outline"], int(args.get("start", "0"))
    shown = sections[start : start + SECTIONS_SHOWN]
    lines = tuple(f"{path}. {clip(title, SECTION_SHOWN).rstrip('.:;')}" for path, title, _ in shown)
    choices = []
    if start + SECTIONS_SHOWN < len(sections):
        choices.append(turn.choice("next_page", "plan_outline", upload=draft.id, start=str(start + SECTIONS_SHOWN)))
    if start:
        before = str(max(0, start - SECTIONS_SHOWN))
        choices.append(turn.choice("previous_page", "plan_outline", upload=draft.id, start=before))
    choices.append(turn.choice("back", "plan_card", upload=draft.id))
    said = turn.say("plan_outline_of", count=len(sections))
    return [replace(said, lines=lines or said.lines, choices=tuple(choices), replaces=True)]


def ask_publish(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Once more, before everybody can ask about it; or what is still missing."""
    draft = draft_of(turn, args["upload"])
    if draft is None:
        return gone(turn)
    if refusal := cannot_publish(turn, draft):
        return [refusal]
    undecided = [e for e in draft.findings.get("earlier", ()) if e["plan"] not in draft.review.earlier]
    if undecided:
        return [
            replace(
                turn.say("plan_earlier_first", document=undecided[0]["document"]),
                choices=(turn.choice("plan_earlier", "plan_earlier", upload=draft.id),),
            )
        ]
    said = turn.say("plan_publish_again" if any(v != "none" for v in draft.review.earlier.values()) else "plan_publish")
    return [
        replace(
            said,
            choices=(
                turn.choice("plan_publish", "plan_publish_yes", upload=draft.id),
                turn.choice("not_yet", "plan_card", upload=draft.id),
            ),
        )
    ]


def cannot_publish(turn: Turn, draft: Draft) -> Message | None:
    """Why this person cannot publish the draft as it is, if so."""
    if draft.area is None:
        choices = (turn.choice("plan_details", "plan_details", upload=draft.id),)
        return replace(turn.say("plan_no_place"), choices=(*choices, turn.choice("back", "plan_card", upload=draft.id)))
    if not may_publish(turn, draft):
        said = turn.say("plan_not_yours", place=str(turn.person.area))
        return replace(said, choices=(turn.choice("back", "plan_card", upload=draft.id),))
    return None


def publish(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """It is decided and kept; the files are written and the answers built after this is said."""
    draft = draft_of(turn, args["upload"])
    if draft is None:
        return gone(turn)
    if refusal := cannot_publish(turn, draft):
        return [refusal]
    assert turn.desk.shelf is not None
    assert draft.area is not None
    profile = profile_for(draft.area, draft.territory, draft.metadata, draft.review.place.get("name", ""))
    plan_id = turn.desk.shelf.free_id(id_for(profile, draft.metadata))
    plans = turn.desk.store.plans
    taken = {upload.plan for upload in plans.in_state(State.PUBLISHING)}
    plan_id = plan_id if plan_id not in taken else f"{plan_id}-{draft.id.lower()}"
    here = turn.event.chat  # who decides it is told, whoever sent the file
    message = draft.upload.message if here == draft.upload.chat else ""
    plans.save(
        replace(draft.upload, state=State.PUBLISHING, plan=plan_id, chat=here, message=message, changed=turn.now)
    )
    turn.desk.store.audit.add(turn.now, turn.actor, "plan.published", f"plan:{plan_id}", f"upload:{draft.id}")
    return [replace(turn.say("plan_publishing"), replaces=True, news=draft.id)]


def keep(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """It stays a draft, which it is already."""
    draft = draft_of(turn, args["upload"])
    if draft is None:
        return gone(turn)
    choices = (turn.choice("plan_open", "plan_card", upload=draft.id), turn.choice("ask_other", "ask_now"))
    return [replace(turn.say("plan_kept", period=turn.desk.office.plan_draft_days), choices=choices)]


def keep_longer(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Somebody still wants it: its time begins anew."""
    if draft := draft_of(turn, args["upload"]):
        turn.desk.store.plans.save(replace(draft.upload, changed=turn.now))
    return keep(turn, args)


def ask_discard(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Once more: it cannot be had back."""
    draft = draft_of(turn, args["upload"])
    if draft is None:
        return gone(turn)
    choices = (
        turn.choice("plan_discard", "plan_discard_yes", upload=draft.id),
        turn.choice("plan_keep", "plan_keep", upload=draft.id),
    )
    return [replace(turn.say("plan_discard", name=draft.upload.name), choices=choices)]


def discard(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The file and everything that was read of it are deleted."""
    draft = draft_of(turn, args["upload"])
    if draft is None:
        return gone(turn)
    throw_away(turn.desk.store, draft.upload, turn.now, turn.actor)
    return [replace(turn.say("plan_discarded"), choices=(turn.choice("plan_other_file", "plan_add"),))]


STEPS: Mapping[str, Step] = {
    "plan_card": show_card,
    "plan_outline": show_outline,
    "plan_publish": ask_publish,
    "plan_publish_yes": publish,
    "plan_keep": keep,
    "plan_keep_longer": keep_longer,
    "plan_discard": ask_discard,
    "plan_discard_yes": discard,
}
