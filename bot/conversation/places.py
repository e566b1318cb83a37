"""Choosing a place, which is choosing the plan that questions are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.conversation.turn import Step, Turn
from bot.conversation.words import plain_words
from bot.message import Action, Choice, Message
from bot.pages import clip
from bot.people.communes import find_communes
from bot.plans.retiring import may_retire
from bot.texts import LONGEST_LABEL, Texts, capital
from knowledge.answers.model import NoticeKind
from knowledge.answers.notices import is_over, period_text, standing_notices
from knowledge.library import Library
from knowledge.plans.model import Plan, Profile

# Places on one screen; "Trang sau" and one more button stay within nine.
PLACES_SHOWN = 7
_COMMUNE = re.compile(r"(?:o |tai )?(?:xa|phuong|thi tran|dac khu|x|tt) ")


def profile(plan: Plan) -> Profile:
    """How the plan is named; a plan that nobody has described is named by its id."""
    return plan.profile or Profile(plan.id, plan.id, plan.id)


def place_name(plan: Plan, library: Library, texts: Texts) -> str:
    """The place as it stands on a button, at most 24 characters, different for each plan."""
    known = profile(plan)
    name = known.name
    agency = known.extra.get("agency", "").removesuffix(" tỉnh")
    if agency:
        label = texts.line("label_patterns.agency_place", place=name, name=agency)
        if len(label) > LONGEST_LABEL:
            kind = texts.line("label_patterns.one_office", name=agency.split()[0].lower())
            label = texts.line("label_patterns.agency_place", place=name, name=kind)
    else:
        label = texts.line("label_patterns.former_place", place=name) if known.since_2025 else name
    if any(other.id != plan.id and profile(other).name == name for other in library):
        label = f"{name} {plan.metadata.number or plan.id}"
    if len(label) > LONGEST_LABEL and "/" in label[:LONGEST_LABEL]:  # "Quyết định 22/2013/QĐ-TTg"
        label = label[:LONGEST_LABEL].rpartition("/")[0]
    return clip(label, LONGEST_LABEL)


def place_choice(turn: Turn, plan: Plan, action: Action) -> Choice:
    """The button of a plan's place; the place's name and its other names are typed for it, too."""
    known = profile(plan)
    also = tuple(plain_words(word) for word in (known.name, known.territory, *known.aliases))
    return Choice(place_name(plan, turn.desk.library, turn.desk.texts), action, also)


def place_choices(turn: Turn, plans: Iterable[Plan], start: int = 0) -> tuple[Choice, ...]:
    """A button for each plan, those from `start` on that fit, and one for the rest."""
    listed = list(plans)
    shown = listed[start : start + PLACES_SHOWN]
    choices = [place_choice(turn, plan, Action("place", {"plan": plan.id})) for plan in shown]
    if len(listed) > start + PLACES_SHOWN:
        choices.append(turn.choice("next_page", "places", start=str(start + PLACES_SHOWN)))
    elif start:
        choices.append(turn.choice("previous_page", "places", start=str(max(0, start - PLACES_SHOWN))))
    return tuple(choices)


def plan_called(text: str, library: Library) -> Plan | None:
    """The one plan whose place is all that `text` says, or None."""
    words = plain_words(text)
    found = [p for p in library if words in {plain_words(profile(p).name), plain_words(profile(p).territory), p.id}]
    return found[0] if len(found) == 1 else None


def show_commune(turn: Turn, text: str) -> list[Message] | None:
    """The plan of the place where a commune lies that is all that `text` names ("xa minh son trieu son"), with its
    name of today; None for any other text, and where several communes may be meant.
    """
    if not _COMMUNE.match(plain_words(text)):
        return None
    found = find_communes(text)
    if len(found) != 1:
        return None
    commune, library = found[0], turn.desk.library
    key = "commune_renamed" if commune.was else "commune_known"
    said = turn.say(key, name=commune.was, place=commune.label if commune.was else capital(commune.label))
    said_words = f" {plain_words(text)} "
    names = [
        (plan, {plain_words(name) for name in (profile(plan).name, profile(plan).territory) if name})
        for plan in library
    ]
    whose = [
        plan
        for plan, known in names
        if plain_words(commune.district) in known or any(f" {name} " in said_words for name in known)
    ]
    if len(whose) != 1:
        lines = (*said.lines, *turn.say("commune_without_plan").lines)
        return [replace(said, lines=lines, choices=place_choices(turn, library))]
    turn.change(plan=whose[0].id)
    card = place_card(turn, whose[0], "place_chosen")
    return [replace(card, lead=said.lead, lines=(card.lead, *card.lines))]


def cautions(turn: Turn, plan: Plan) -> tuple[str, ...]:
    """What to know of the plan before reading it: over, a place that has a new name, an agency's own."""
    lines = [notice.text for notice in standing_notices(plan, turn.now.date())]
    if plan.id in turn.desk.library.history:
        lines.insert(0, turn.line("plan_lines.history"))
    elif after := turn.desk.library.after(plan.id):
        lines.insert(0, turn.line("plan_lines.replaced_by", document=profile(after).document))
    return tuple(lines)


def show_places(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Which place?"""
    library = turn.desk.library
    if not len(library):
        return [replace(turn.say("no_plans"), choices=(turn.choice("help", "help"),))]
    asked = turn.say("choose_place" if turn.private else "choose_place_group")
    shown = library.in_force(turn.now.date())  # the earlier ones are behind the card of the new one
    return [replace(asked, choices=place_choices(turn, shown, int(args.get("start", "0"))))]


def choose_place(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """A place is chosen: a question without a place is now about it. In a group nothing is chosen for others."""
    if args["plan"] not in turn.desk.library:
        return plan_gone(turn)
    if turn.private:
        turn.change(plan=args["plan"])
    return [place_card(turn, turn.desk.library[args["plan"]], "place_chosen" if turn.private else "place_now_group")]


def show_place(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The chosen place, or which place?"""
    plan = args.get("plan") or turn.plan
    known = turn.desk.library.readable(plan) if plan else None
    if known is None:
        return show_places(turn, {})
    if known.id in turn.desk.library.history or turn.desk.library.after(known.id):
        return [place_card(turn, known, "plan_card_old")]
    return [place_card(turn, known, "place_now" if turn.private else "place_now_group")]


def place_card(turn: Turn, plan: Plan, key: str) -> Message:
    """The card of a place, with what can be done there."""
    texts = turn.desk.texts
    said = turn.say(key, place=place_name(plan, turn.desk.library, texts), document=profile(plan).document)
    choices = [turn.choice("read_sections", "outline", plan=plan.id)]
    if turn.private:
        choices.append(turn.choice("ask_now", "ask_now"))
    choices.extend(version_choices(turn, plan))
    choices.append(turn.choice("other_place", "places"))
    if key == "place_now":
        choices.append(turn.choice("forget_place", "forget_place"))
    return replace(said, cautions=cautions(turn, plan), choices=tuple(choices))


def version_choices(turn: Turn, plan: Plan) -> list[Choice]:
    """The plans before and after this one; for who keeps it, that it can be retired or brought back."""
    choices = [
        turn.choice("old_plan", "show_place", plan=one.earlier)
        for one in profile(plan).successions[:1]
        if turn.desk.library.readable(one.earlier)
    ]
    if after := turn.desk.library.after(plan.id):
        choices.append(turn.choice("new_plan", "show_place", plan=after.id))
    if plan.id in turn.desk.library and may_retire(turn, plan):
        choices.append(turn.choice("plan_retire", "plan_retire", plan=plan.id))
    if plan.id in turn.desk.library.history and may_retire(turn, plan):
        choices.append(turn.choice("plan_reinstate", "plan_reinstate", plan=plan.id))
    return choices


def forget_place(turn: Turn, _: Mapping[str, str]) -> list[Message]:
    """No place is chosen any more."""
    turn.change(plan=None)
    choices = (turn.choice("ask_now", "ask_now"), turn.choice("choose_place", "places"))
    return [replace(turn.say("place_forgotten"), choices=choices)]


def explain(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """Why it is said of a plan that it is over, and what became of its place."""
    plan = turn.desk.library.plans.get(args.get("plan") or turn.plan or "")
    if plan is None:
        return [replace(turn.say("why_over"), choices=(turn.choice("choose_place", "places"),))]
    place = place_name(plan, turn.desk.library, turn.desk.texts)
    key = "why_over_here" if is_over(plan, turn.now.date()) else "why_here"
    said = turn.say(key, place=place, document=profile(plan).document, period=period_text(plan))
    kept = (n.text for n in standing_notices(plan, turn.now.date()) if n.kind is not NoticeKind.EXPIRED)
    lines = (*said.lines[:1], *kept, *said.lines[1:])
    choices = (turn.choice("read_sections", "outline", plan=plan.id), turn.choice("other_place", "places"))
    return [replace(said, lines=lines, choices=choices)]


def plan_gone(turn: Turn) -> list[Message]:
    """The plan is no longer in the library; another one can be chosen."""
    return [replace(turn.say("plan_gone"), choices=place_choices(turn, turn.desk.library))]


STEPS: Mapping[str, Step] = {
    "places": show_places,
    "place": choose_place,
    "show_place": show_place,
    "forget_place": forget_place,
    "why": explain,
}
