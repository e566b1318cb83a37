"""Places as people type them, and villages however they are written."""

from __future__ import annotations

import pytest

from bot.people.areas import Area, village_key, village_name
from bot.people.communes import communes_of_district, find_communes, province_called
from bot.people.model import Role
from bot.people.near_communes import near_communes
from bot.people.written_areas import AreaError, read_area

ONE = [
    ("xa minh son trieu son", "Xã Triệu Sơn", "Xã Minh Sơn"),
    ("xã Minh Sơn, huyện Triệu Sơn, tỉnh Thanh Hóa", "Xã Triệu Sơn", "Xã Minh Sơn"),
    ("Xã Triệu Sơn", "Xã Triệu Sơn", ""),
    ("nha em o xa tho phu a", "Xã Thọ Phú", ""),
    ("thi tran trieu son", "Xã Triệu Sơn", "Thị trấn Triệu Sơn"),
    ("phường Phú Thủy, Phan Thiết", "Phường Phú Thủy", ""),
]


@pytest.mark.parametrize(("typed", "commune", "was"), ONE)
def test_a_commune_is_found_by_its_old_and_its_new_name(typed: str, commune: str, was: str) -> None:
    assert [(f.commune, f.was) for f in find_communes(typed)] == [(commune, was)]


@pytest.mark.parametrize("typed", ["", "xyz", "12345", "1", "thon 2", "toi khong biet", "a" * 500])
def test_what_is_no_commune_is_none(typed: str) -> None:
    assert find_communes(typed) == []


def test_a_name_of_several_communes_gives_them_all() -> None:
    provinces = {f.province for f in find_communes("xa minh son")}
    assert {"Tỉnh Thanh Hóa", "Tỉnh Lạng Sơn", "Tỉnh Nghệ An", "Tỉnh Tuyên Quang"} <= provinces


def test_an_old_district_gives_the_communes_that_lie_in_it_now() -> None:
    found = [f.commune for f in communes_of_district("huyện Triệu Sơn")]
    assert sorted(found) == sorted(
        f"Xã {name}"
        for name in ("An Nông", "Đồng Tiến", "Hợp Tiến", "Tân Ninh", "Thọ Bình", "Thọ Ngọc", "Thọ Phú", "Triệu Sơn")
    )


def test_an_old_province_is_known_by_the_one_it_belongs_to() -> None:
    assert province_called("bac giang") == "Tỉnh Bắc Ninh"
    assert province_called("tỉnh Bình Thuận") == "Tỉnh Lâm Đồng"
    assert province_called("atlantis") is None


@pytest.mark.parametrize("written", ["Thôn 2", "thon 02", "THÔN 2.", "2", "t 2"])
def test_a_village_is_one_however_it_is_written(written: str) -> None:
    assert village_key(written) == "thon 2"


@pytest.mark.parametrize(
    ("typed", "shown"), [("2", "thôn 2"), ("thon 2", "thôn 2"), ("xom Deo", "xom Deo"), ("KP 3", "KP 3")]
)
def test_a_village_is_shown_with_its_kind(typed: str, shown: str) -> None:
    assert village_name(typed) == shown


def test_an_area_holds_what_lies_in_it_and_nothing_else() -> None:
    village = Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", "thôn 2")
    assert Area().holds(village)
    assert Area("Tỉnh Thanh Hóa").holds(village)
    assert Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn").holds(village)
    assert Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", "Thôn 02").holds(village)
    assert not Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn", "thôn 3").holds(village)
    assert not Area("Tỉnh Tuyên Quang", "Xã Triệu Sơn").holds(village)
    assert not Area("Tỉnh Thanh Hóa", agency="Sở Nội vụ").holds(village)
    assert not village.holds(Area("Tỉnh Thanh Hóa", "Xã Triệu Sơn"))


WRITTEN = [
    (Role.VILLAGE_HEAD, "thôn 2, xã Minh Sơn, Triệu Sơn, Thanh Hóa", "thôn 2, xã Triệu Sơn, tỉnh Thanh Hóa"),
    (Role.OFFICER, "xã Triệu Sơn", "xã Triệu Sơn, tỉnh Thanh Hóa"),
    (Role.OFFICER, "huyện Triệu Sơn", "huyện Triệu Sơn (cũ), tỉnh Thanh Hóa"),
    (Role.OFFICER, "Thanh Hóa", "tỉnh Thanh Hóa"),
    (Role.OFFICER, "Sở Nội vụ, Thanh Hóa", "Sở Nội vụ, tỉnh Thanh Hóa"),
]


@pytest.mark.parametrize(("role", "written", "read"), WRITTEN)
def test_an_operator_writes_an_area_in_words(role: Role, written: str, read: str) -> None:
    assert str(read_area(role, written)) == read


@pytest.mark.parametrize("written", ["", ",", "xã Minh Sơn", "xã Không Có"])
def test_an_area_that_cannot_be_told_is_refused(written: str) -> None:
    with pytest.raises(AreaError):
        read_area(Role.OFFICER, written)


NEAR = [
    ("xa minh sonn trieu son", "Xã Triệu Sơn", "Xã Minh Sơn"),
    ("xa minh son trieu xon", "Xã Triệu Sơn", "Xã Minh Sơn"),
    ("dan li trieu son", "Xã Triệu Sơn", "Xã Dân Lý"),
    ("xa tien dung yen dung", "Phường Cảnh Thụy", "Xã Tiến Dũng"),  # a district that ended before 2025
    ("phuong phu thui phan thiet", "Phường Phú Thủy", ""),
]


@pytest.mark.parametrize(("typed", "commune", "was"), NEAR)
def test_a_slip_of_the_finger_or_a_wrong_district_still_leads_there(typed: str, commune: str, was: str) -> None:
    assert find_communes(typed) == []
    assert (commune, was) in [(f.commune, f.was) for f in near_communes(typed, 3)]


@pytest.mark.parametrize("typed", ["abcxyz", "toi khong biet", "xa 135", ""])
def test_what_is_like_no_commune_is_none(typed: str) -> None:
    assert near_communes(typed, 5) == []


KINDS = [
    ("tt triệu sơn", [("Xã Triệu Sơn", "Thị trấn Triệu Sơn")]),
    ("p. bac giang", [("Phường Bắc Giang", "")]),
    ("thon 3, xa van son, trieu son", [("Xã Tân Ninh", "Xã Vân Sơn")]),
    ("xã Sơn Động", [("Xã Sơn Động", "")]),  # not Sơn Đông, not Sơn Đồng
]


@pytest.mark.parametrize(("typed", "found"), KINDS)
def test_the_kind_and_the_accents_that_were_typed_count(typed: str, found: list[tuple[str, str]]) -> None:
    assert [(f.commune, f.was) for f in find_communes(typed)] == found


def test_a_button_names_the_province_without_its_kind() -> None:
    assert {f.button for f in find_communes("xa doai phuong")} == {"Xã Đoài Phương Hà Nội"}
