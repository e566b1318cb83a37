"""The step that asks for the commune: found however it is typed, brought to today's name, shown and confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.conversation.turn import Step, Turn
from bot.message import Action, Choice, Message
from bot.pages import clip
from bot.people.communes import Found, bare, communes_of_district, find_communes, province_called
from bot.people.model import Role
from bot.people.near_communes import near_communes
from bot.pledges.asking import again, navigation
from bot.pledges.drafts import current, old_step
from bot.pledges.model import Pledge
from bot.texts import LONGEST_LABEL, capital
from knowledge.text import fold

LONGEST_PLACE = 120
PLACES_SHOWN = 7  # with "Gõ lại" eight, so that one digit takes each
CITY = re.compile(r"(?:thanh pho|tp)\b")
HUYEN = "huyện"
NEAR_SHOWN, SAME_NAME_SHOWN = 5, 4


def take_commune(turn: Turn, pledge: Pledge, text: str) -> list[Message]:
    """What was typed for the commune."""
    typed = text if len(text) <= LONGEST_PLACE else ""
    found = by_likelihood(turn, find_communes(typed)) if typed else []
    if (province := province_called(typed)) and not CITY.match(fold(typed)):
        return [in_province(turn, pledge, province, find_communes(fold(typed).removeprefix("tinh ")))]
    if not found:
        return [nearly(turn, pledge, near_communes(typed, NEAR_SHOWN) if typed else [])]
    named = [f for f in found if not f.by_district]
    districts = {f.district: f for f in found if f.by_district}
    if len(found) == 1:
        return [is_it(turn, pledge, found[0])]
    if districts and not named:
        return [of_district(turn, pledge, [f for f in found if f.by_district])]
    if districts and (today := [f for f in named if not f.was]):
        return [or_district(turn, pledge, today, next(iter(districts.values())))]
    said = turn.say("which_commune" if len(found) <= PLACES_SHOWN else "too_many_communes")
    return [listed(turn, pledge, said, found[:PLACES_SHOWN])]


def is_it(turn: Turn, pledge: Pledge, one: Found) -> Message:
    """One is left: is it that?"""
    key = "commune_was" if one.was or one.by_district else "commune_is"
    said = turn.say(key, title=one.was or one.district, place=one.label, Place=capital(one.label))
    yes = replace(turn.choice("yes", "x"), action=pick(pledge, one, "").action)
    return replace(said, choices=(yes, retype(turn, pledge), *navigation(turn, pledge)))


def or_district(turn: Turn, pledge: Pledge, named: Sequence[Found], district: Found) -> Message:
    """A commune of today has the name of an old district: which of the two?"""
    same = sorted(named, key=lambda f: f.province != district.province)[:SAME_NAME_SHOWN]
    name = bare(district.district)
    kinds = {"value": kind_of(district.district), "wanted": kind_of(same[0].commune)}
    said = turn.say("commune_or_district", name=name, title=district.district, **kinds)
    alone = len({f.province for f in same}) == 1
    picks = [pick(pledge, f, f.commune if alone else f.button) for f in same]
    choices = (*picks, rest_of(turn, pledge, district), retype(turn, pledge), *navigation(turn, pledge))
    return replace(said, choices=choices)


def rest_of(turn: Turn, pledge: Pledge, district: Found) -> Choice:
    """The other communes of the old district or city."""
    rest = turn.choice("other_of_district", "pledge_district", id=pledge.id, district=fold(district.district))
    kind = kind_of(district.district)
    return rest if kind == HUYEN else replace(rest, label=turn.line("label_patterns.other_in", value=kind), also=())


def of_district(turn: Turn, pledge: Pledge, found: Sequence[Found]) -> Message:
    """The communes of today in an old district, by the alphabet."""
    said = turn.say("which_of_district", title=found[0].district)
    ordered = sorted(found, key=lambda f: fold(f.commune))
    picks = [pick(pledge, f, f.commune) for f in ordered[: PLACES_SHOWN + 1]]
    return replace(said, choices=(*picks, retype(turn, pledge), *navigation(turn, pledge)))


def in_province(turn: Turn, pledge: Pledge, province: str, found: Sequence[Found]) -> Message:
    """Only a province was named; a commune or a city of it may have its name."""
    said = turn.say("commune_or_province", place=bare(province))
    same = [f for f in found if f.province == province and not f.was and not f.by_district]
    picks = [pick(pledge, f, f.commune) for f in same[:SAME_NAME_SHOWN]]
    picks += [rest_of(turn, pledge, f) for f in found if f.by_district and f.province == province][:1]
    return replace(said, choices=(*picks, *navigation(turn, pledge)))


def nearly(turn: Turn, pledge: Pledge, near: Sequence[Found]) -> Message:
    """Nothing has that name; some are nearly written so."""
    if not near:
        return again(turn, pledge, turn.say("wanted_commune"))
    return listed(turn, pledge, turn.say("commune_near"), near)


def listed(turn: Turn, pledge: Pledge, said: Message, found: Sequence[Found]) -> Message:
    """`said`, and the places to choose from with what each was before."""
    lines = tuple(found_line(turn, number, one) for number, one in enumerate(found, 1))
    picks = [pick(pledge, one, one.button) for one in found]
    choices = (*picks, retype(turn, pledge), *navigation(turn, pledge))
    return replace(said, lines=(*lines, *said.lines), choices=choices)


def found_line(turn: Turn, number: int, found: Found) -> str:
    """One commune of a list."""
    title = turn.line("card.was", value=found.label, title=found.was) if found.was else capital(found.label)
    return turn.line("label_patterns.list_item", count=number, title=title)


def pick(pledge: Pledge, found: Found, label: str) -> Choice:
    """The button that takes the commune."""
    args = {"id": pledge.id, "step": "commune", "value": found.commune, "province": found.province}
    return Choice(clip(label, LONGEST_LABEL), Action("pledge_pick", args))


def retype(turn: Turn, pledge: Pledge) -> Choice:
    """None of these."""
    return turn.choice("retype", "pledge_go", id=pledge.id, step="commune", do="ask")


def kind_of(unit: str) -> str:
    """What a unit is, in a sentence: "Huyện Triệu Sơn" is a "huyện"."""
    return unit.removesuffix(bare(unit)).strip().lower()


def by_likelihood(turn: Turn, found: Iterable[Found]) -> list[Found]:
    """First where somebody has a role here, then the provinces of these and of the plans, then the others."""
    people = turn.desk.store.people
    areas = [p.area for role in (Role.VILLAGE_HEAD, Role.OFFICER) for p in people.with_role(role)]
    communes = {(area.province, area.commune) for area in areas}
    provinces = {area.province for area in areas} | plan_provinces(turn)
    return sorted(found, key=lambda f: ((f.province, f.commune) not in communes, f.province not in provinces))


def plan_provinces(turn: Turn) -> set[str]:
    """The provinces of today that the plans are about."""
    territories = [plan.profile.territory for plan in turn.desk.library if plan.profile]
    named = {province for territory in territories if (province := province_called(territory))}
    return named | {found.province for territory in territories for found in communes_of_district(territory)[:1]}


def show_district(turn: Turn, args: Mapping[str, str]) -> list[Message]:
    """The communes of today in an old district."""
    pledge = current(turn, args["id"], "commune")
    if pledge is None:
        return old_step(turn)
    found = communes_of_district(args["district"])
    return [of_district(turn, pledge, found)] if found else old_step(turn)


STEPS: Mapping[str, Step] = {"pledge_district": show_district}
