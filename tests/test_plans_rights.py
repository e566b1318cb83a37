"""Whose plans somebody may publish: those of just the own area."""

from __future__ import annotations

import pytest

from bot.people.areas import Area
from bot.people.model import Person, Role
from bot.people.rights import may_keep_plan
from bot.plans.territory import area_read, is_of
from tests.new_plans import LAM_DONG, THO_PHU, TRIEU_SON

THANH_HOA = Area("Tỉnh Thanh Hóa")
DISTRICT = Area("Tỉnh Thanh Hóa", district="Huyện Triệu Sơn", communes=("Xã Triệu Sơn",))
AGENCY = Area("Tỉnh Cao Bằng", agency="Ban Dân tộc")
AREAS = {"commune": TRIEU_SON, "other commune": THO_PHU, "province": THANH_HOA, "agency": AGENCY}
PERSONS = {
    "household": (Person("1", "a"), set()),
    "village head": (
        Person("2", "b", Role.VILLAGE_HEAD, Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", "thôn 2")),
        set(),
    ),
    "officer of the commune": (Person("3", "c", Role.OFFICER, TRIEU_SON), {"commune"}),
    "officer of the old district": (Person("4", "d", Role.OFFICER, DISTRICT), set()),
    "officer of the province": (Person("5", "e", Role.OFFICER, THANH_HOA), {"province"}),
    "officer of another province": (Person("6", "f", Role.OFFICER, LAM_DONG), set()),
    "officer of the agency": (Person("7", "g", Role.OFFICER, AGENCY), {"agency"}),
    "admin": (Person("8", "h", Role.ADMIN), set(AREAS)),
}


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("who", PERSONS)
def test_plans_are_kept_by_the_officers_of_just_that_area(who: str, area: str) -> None:
    person, allowed = PERSONS[who]
    assert may_keep_plan(person, AREAS[area]) == (area in allowed)


@pytest.mark.parametrize(
    ("area", "territory", "issuer", "expected"),
    [
        (TRIEU_SON, "xã Triệu Sơn", "Ủy ban nhân dân xã Triệu Sơn", True),
        (TRIEU_SON, "huyện Triệu Sơn", "Ủy ban nhân dân huyện Triệu Sơn", False),
        (TRIEU_SON, "tỉnh Thanh Hóa", "Ủy ban nhân dân tỉnh Thanh Hóa", False),
        (TRIEU_SON, "", "Ủy ban nhân dân", None),
        (LAM_DONG, "tỉnh Lâm Đồng", "Ủy ban nhân dân tỉnh Lâm Đồng", True),
        (LAM_DONG, "tỉnh Bình Thuận", "Ủy ban nhân dân tỉnh Bình Thuận", True),  # it is part of Lâm Đồng now
        (LAM_DONG, "tỉnh Cao Bằng", "Ủy ban nhân dân tỉnh Cao Bằng", False),
        (LAM_DONG, "tỉnh Lâm Đồng", "Sở Nội vụ tỉnh Lâm Đồng", False),
        (AGENCY, "tỉnh Cao Bằng", "Ban Dân tộc tỉnh Cao Bằng", True),
        (AGENCY, "tỉnh Cao Bằng", "Ủy ban nhân dân tỉnh Cao Bằng", False),
    ],
)
def test_whether_a_document_is_of_an_area(area: Area, territory: str, issuer: str, expected: bool | None) -> None:
    assert is_of(area, territory, issuer) is expected


def test_the_area_that_a_document_names() -> None:
    assert area_read("xã Triệu Sơn", "Ủy ban nhân dân xã Triệu Sơn") == TRIEU_SON
    assert area_read("tỉnh Cao Bằng", "Ban Dân tộc tỉnh Cao Bằng") == AGENCY
    assert area_read("tỉnh Lâm Đồng", "Ủy ban nhân dân tỉnh Lâm Đồng") == LAM_DONG
    assert area_read("", "") is None
