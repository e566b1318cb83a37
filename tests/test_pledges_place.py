"""Where a household lives, asked and understood as people type it."""

from __future__ import annotations

import pytest

from bot.store.sqlite import SqliteStore
from knowledge.answers.answerer import Answerer
from tests.households import STEPS, Village, labels, text_of, village

TO_COMMUNE = STEPS[:4]


@pytest.fixture
def people(store: SqliteStore, answers: Answerer) -> Village:
    """A bot that takes pledges, and the people around it."""
    return village(store, answers)


SAID = [
    # typed; the first line; the first buttons
    ("trieu son", "Triệu Sơn là huyện cũ hay xã mới, thưa bác?", ["Xã Triệu Sơn", "Xã khác của huyện cũ", "Gõ lại"]),
    ("son dong", "Sơn Động là huyện cũ hay xã mới, thưa bác?", ["Xã Sơn Động Bắc Ninh"]),
    ("bac giang", "Đó là tên tỉnh (Bắc Ninh). Xin gõ tên xã, phường.", ["Phường Bắc Giang", "Nơi khác của thành phố"]),
    (
        "phan thiet",
        "Phan Thiết là thành phố cũ hay phường mới, thưa bác?",
        ["Phường Phan Thiết", "Nơi khác của thành phố"],
    ),
    ("binh thuan", "Đó là tên tỉnh (Lâm Đồng). Xin gõ tên xã, phường.", ["Phường Bình Thuận"]),
    ("phuong binh thuan", "Có nhiều nơi tên như vậy. Là nơi nào?", ["Phường Bình Thuận Lâm…"]),
    ("p binh thuan phan thiet", "Phường Bình Thuận, tỉnh Lâm Đồng. Đúng không?", ["Đúng", "Gõ lại"]),
    ("thanh hoa", "Đó là tên tỉnh (Thanh Hóa). Xin gõ tên xã, phường.", ["Nơi khác của thành phố"]),
    ("tinh binh thuan", "Đó là tên tỉnh (Lâm Đồng). Xin gõ tên xã, phường.", ["Phường Bình Thuận"]),
    ("tp phan thiet", "Thành phố Phan Thiết (cũ) nay là những nơi dưới đây. Là nơi nào?", ["Phường Bình Thuận"]),
    ("tan lap", "Có nhiều nơi tên như vậy. Là nơi nào?", ["Xã Tân Lập Lâm Đồng"]),
    ("minh son", "Có nhiều nơi tên như vậy. Là nơi nào?", ["Xã Triệu Sơn Thanh Hóa"]),
    (
        "xa minh sonn trieu son",
        "Chưa thấy đúng tên đó. Có phải một nơi dưới đây không?",
        ["Xã Triệu Sơn Thanh Hóa"],
    ),
    ("xa ha trung trieu son", "Chưa thấy đúng tên đó. Có phải một nơi dưới đây không?", []),
    ("thon 2 xa minh son trieu son", "Xã Minh Sơn (cũ) nay là xã Triệu Sơn, tỉnh Thanh Hóa. Đúng không?", ["Đúng"]),
    ("xa khong co dau", "Bot chưa thấy xã, phường nào tên như vậy.", ["Quay lại", "Dừng"]),
]


@pytest.mark.parametrize(("typed", "lead", "first"), SAID)
def test_a_place_is_understood_or_asked_about(people: Village, typed: str, lead: str, first: list[str]) -> None:
    said = people.talk("hoa", *TO_COMMUNE, typed)
    assert said.lead == lead
    assert labels(said)[: len(first)] == first
    assert len([c for c in said.choices if not c.worded]) <= 9


def test_where_the_bot_has_people_comes_first(people: Village) -> None:
    said = people.talk("hoa", *TO_COMMUNE, "minh son")
    assert said.lines[0] == "1. Xã Minh Sơn (cũ), nay là xã Triệu Sơn, tỉnh Thanh Hóa"
    assert people.talk("hoa", "1").lead.startswith("Bước 4/8.")


def test_the_communes_of_an_old_district_stand_by_the_alphabet(people: Village) -> None:
    said = people.talk("hoa", *TO_COMMUNE, "huyen trieu son")
    shown = labels(said)[:8]
    assert shown[:2] == ["Xã An Nông", "Xã Đồng Tiến"]
    assert len(shown) == 8
    assert "Không thấy thì gõ tên xã" in text_of(said)
