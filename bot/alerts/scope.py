"""Whose plan is whose: which plans concern an area, and the subjects that people subscribe to."""

from __future__ import annotations

from bot.people.areas import Area, small
from bot.people.communes import province_called
from bot.people.model import Role
from bot.people.written_areas import AreaError, read_area
from knowledge.plans.model import Plan

PLAN, AREA, OVERVIEW = "plan:", "area:", "overview"


def area_of_plan(plan: Plan) -> Area:
    """Where `plan` counts today; an area without names where its profile does not say."""
    profile = plan.profile
    if profile is None or not profile.territory:
        return Area()
    try:
        area = read_area(Role.OFFICER, profile.territory)
    except AreaError:
        area = Area(province_called(profile.territory) or "")
    return Area(area.province, agency=profile.document) if profile.level == "agency" else area


def concerns(plan: Plan, area: Area) -> bool:
    """Whether `plan` is one for `area`: its own, one from above, or one from within. An agency's is for that alone."""
    own = area_of_plan(plan)
    place = Area(area.province) if area.agency else area
    if own == Area():
        return True
    return (own.agency == "" and own.holds(place)) or place.holds(own)


def area_subject(area: Area) -> str:
    """What is subscribed to by who follows `area`, a province or a commune."""
    return f"{AREA}{area.province}/{area.commune}".removesuffix("/")


def area_of_subject(subject: str) -> Area:
    """The area of `area_subject`."""
    province, _, commune = subject.removeprefix(AREA).partition("/")
    return Area(province, commune)


def covers(subject: str, plan: Plan) -> bool:
    """Whether who subscribed to `subject` follows `plan`."""
    if subject.startswith(PLAN):
        return subject == f"{PLAN}{plan.id}"
    return subject.startswith(AREA) and concerns(plan, area_of_subject(subject))


def subject_words(area: Area) -> str:
    """The area in a sentence."""
    return ", ".join(small(name) for name in (area.commune, area.province) if name)
