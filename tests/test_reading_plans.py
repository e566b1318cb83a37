"""Reading plans: blocks, outline, passages, metadata, on the five shipped plans and on small texts."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.library import Library, load_library
from knowledge.plans.blocks import read_blocks
from knowledge.plans.markers import Rank, marker_of
from knowledge.plans.model import PassageKind, Plan
from knowledge.plans.reading import read_plan

SHARED = Path(__file__).resolve().parents[2] / "shared" / "plans-other"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def sections(plan: Plan) -> list[str]:
    return [s.path for s in plan.sections]


def test_every_passage_is_a_slice_of_its_plan(library: Library) -> None:
    for plan in library:
        for passage in plan.passages:
            assert plan.source[passage.start : passage.end] == passage.text
        ends = [p.end for p in plan.passages]
        assert ends == sorted(ends)


def test_every_word_of_a_plan_stands_in_a_passage(library: Library) -> None:
    for plan in library:
        held = [False] * len(plan.source)
        for passage in plan.passages:
            held[passage.start : passage.end] = [True] * (passage.end - passage.start)
        left = "".join(c for c, h in zip(plan.source, held, strict=True) if not h and (c.isalnum() or c in "%/"))
        assert left == "", plan.id


@pytest.mark.parametrize(
    ("plan", "path"),
    [
        ("binh-thuan", "III.2.b"),
        ("binh-thuan", "III.1.đ"),
        ("binh-thuan", "V.4"),
        ("bac-giang", "IV.3.a"),
        ("bac-giang", "DC.III.2.b"),
        ("trieu-son", "III.1.b"),
        ("cao-bang", "III.3.2"),
        ("lang-son", "IV.2.b"),
    ],
)
def test_sections_are_named_as_they_are_cited(library: Library, plan: str, path: str) -> None:
    assert path in sections(library[plan])


def test_letters_begin_again_under_each_number(library: Library) -> None:
    paths = sections(library["trieu-son"])
    assert [p for p in paths if p.endswith(".a")] == ["I.1.a", "I.2.a", "II.1.a", "II.2.a", "III.2.a"]


def test_a_list_that_begins_at_b_is_read_and_doubted(library: Library) -> None:
    plan = library["trieu-son"]
    assert next(s.path for s in plan.sections if s.parent == "III.1") == "III.1.b"
    assert ("starts_late", "b) Đối với cấp huyện") in [(w.code, w.detail) for w in plan.warnings]


def test_a_sentence_cut_by_a_page_end_is_one_passage(library: Library) -> None:
    held = [p.text for p in library["binh-thuan"].passages if "tham mưu Ủy ban" in p.text]
    assert held
    assert "nhân dân tỉnh gửi báo cáo cho Bộ Lao động" in held[0]


def test_a_name_cut_by_a_page_end_is_joined_though_it_goes_on_with_a_capital(library: Library) -> None:
    held = [p.text for p in library["trieu-son"].passages if p.text.startswith("a) Việc thực hiện Phong trào")]
    assert "Mặt trận\n\nTổ quốc huyện" in held[0]


def test_a_paragraph_after_finished_items_closes_the_section_above(library: Library) -> None:
    closing = [p for p in library["trieu-son"].passages if p.text.startswith("Yêu cầu các phòng")]
    assert [(p.section, p.kind) for p in closing] == [("V", PassageKind.CLOSING)]


def test_an_outline_appended_to_a_plan_is_a_second_document(library: Library) -> None:
    plan = library["bac-giang"]
    assert [s.path for s in plan.sections if s.parent == "DC"] == ["DC.I", "DC.II", "DC.III", "DC.IV"]
    assert "second_document" in [w.code for w in plan.warnings]


def test_an_item_knows_the_words_that_introduce_it(library: Library) -> None:
    plan = library["bac-giang"]
    village = next(p for p in plan.passages if p.text.startswith("+ 01 thôn"))
    assert village.lead is not None
    assert "Mỗi đơn vị lựa chọn, đề nghị:" in plan.passages[village.lead].text


def test_metadata_is_what_the_text_gives_and_nothing_more(library: Library) -> None:
    full, blank = library["binh-thuan"].metadata, library["lang-son"].metadata
    assert (full.number, full.date, full.place, full.signer) == (
        "3994/KH-UBND",
        date(2022, 11, 22),
        "Bình Thuận",
        "Nguyễn Minh",
    )
    assert full.period == (2021, 2025)
    assert (blank.number, blank.date, blank.place, blank.signer) == (None, None, "Lạng Sơn", "Bùi Văn Côi")


def test_a_document_that_only_names_another_does_not_take_its_number(library: Library) -> None:
    assert library["trieu-son"].metadata.number is None  # its first line names plan 189/KH-UBND
    assert library["bac-giang"].metadata.date is None


@pytest.mark.parametrize(
    ("line", "rank", "label"),
    [
        ("III. TIÊU CHÍ", Rank.ROMAN, "III"),
        ("**II. NỘI DUNG**", Rank.ROMAN, "II"),
        ("Điều 3. Mức hỗ trợ", Rank.ARTICLE, "Điều 3"),
        ("ĐIỀU 12: Hiệu lực", Rank.ARTICLE, "Điều 12"),
        ("3.Liên minh lập chương trình", Rank.NUMBER, "3"),
        ("3.1. Khen thưởng", Rank.DECIMAL, "3.1"),
        ("đ) Đối với hộ gia đình", Rank.LETTER, "đ"),
        ("a/ Đối với kinh phí", Rank.LETTER, "a"),
        (" - b) Chủ quan", Rank.LETTER, "b"),
        ("- Tờ trình", Rank.DASH, "-"),
        ("+ 01 thôn", Rank.PLUS, "+"),
        ("A. Những nội dung", Rank.UPPER, "A"),
        ("Chương II", Rank.CHAPTER, "Chương II"),
    ],
)
def test_marks_of_sections_are_recognised(line: str, rank: Rank, label: str) -> None:
    marker = marker_of(line)
    assert marker is not None
    assert (marker.rank, marker.label) == (rank, label)


@pytest.mark.parametrize(
    "line", ["30/11/2023 là hạn", "2.000.000 đồng", "01 tập thể", "1,5 - 2%/năm", "Vì người nghèo", "t/h và b/c"]
)
def test_numbers_and_words_are_no_marks(line: str) -> None:
    assert marker_of(line) is None


def test_a_heading_is_never_joined_with_what_follows() -> None:
    blocks = read_blocks("1. Cấp tỉnh\n\nthực hiện sơ kết bằng văn bản gửi các cơ quan có liên quan trong toàn tỉnh.")
    assert len(blocks) == 2


def test_a_text_without_any_section_is_read_and_doubted() -> None:
    plan = read_plan("thu", "Chào bà con. Hôm nay trời mưa.")
    assert plan.passages
    assert "no_sections" in [w.code for w in plan.warnings]


def test_the_line_under_a_bare_chapter_is_its_title_and_no_new_document() -> None:
    plan = read_plan("thu", "QUY ĐỊNH\n\nChương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n1. Áp dụng cho hộ nghèo.")
    assert sections(plan) == ["Chương I", "Điều 1", "Điều 1.1"]


def test_a_second_part_names_its_divisions_by_itself() -> None:
    parts = [
        "Phần thứ nhất\nMỤC TIÊU\n\nMục 1. Xã\nI. Nhà ở",
        "Phần thứ hai\nNỘI DUNG THI ĐUA\n\nMục 1. Thôn\nI. Đường",
    ]
    assert sections(read_plan("thu", "\n\n".join(parts)))[-3:] == [
        "Phần thứ hai",
        "Phần thứ hai.Mục 1",
        "Phần thứ hai.Mục 1.I",
    ]


def test_each_row_of_a_spaced_table_is_a_passage_under_the_row_that_names_the_columns() -> None:
    table = (
        "I. KINH PHÍ\nNguồn        Năm 2026     Năm 2027\nNgân sách tỉnh    680    700\nHuy động          350    400"
    )
    head, *rows = read_plan("thu", table).passages[1:]
    assert head.text.startswith("Nguồn")
    assert [(row.text.split()[-1], row.lead) for row in rows] == [("700", head.order), ("400", head.order)]


def test_a_letter_names_its_kind_place_and_issuer_where_number_and_date_share_a_line() -> None:
    head = "ỦY BAN NHÂN DÂN\nXÃ NÀ PÁN\nSố: 27/KH-UBND        Nà Pán, ngày 14 tháng 01 năm 2026\n\nKẾ HOẠCH\nGiảm nghèo"
    meta = read_plan("thu", head + "\n\nI. MỤC TIÊU\n1. Giảm hộ nghèo.").metadata
    assert (meta.number, meta.place, meta.date) == ("27/KH-UBND", "Nà Pán", date(2026, 1, 14))
    letter = read_plan("thu", "Kính gửi: Các sở, ban, ngành\nThực hiện Chỉ thị số 1.\n1. Rà soát hộ nghèo.")
    assert (letter.metadata.kind, letter.metadata.title) == ("Công văn", None)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=400))
def test_any_text_can_be_read_and_its_passages_are_slices(text: str) -> None:
    plan = read_plan("any", text)
    assert all(plan.source[p.start : p.end] == p.text for p in plan.passages)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "I. MỤC ĐÍCH",
                "II. YÊU CẦU",
                "1. Nội dung:",
                "a) Đối với xã",
                "- Một ý;",
                "+ Ý nhỏ",
                "Điều 2. Mức",
                "3.1. Cấp Ban",
                "Nơi nhận:",
                "CHỦ TỊCH",
                "PHỤ LỤC",
                "Chữ thường.",
            ]
        ),
        max_size=25,
    )
)
def test_any_order_of_marks_gives_sections_with_names_of_their_own(lines: list[str]) -> None:
    plan = read_plan("any", "\n\n".join(lines))
    paths = sections(plan)
    assert len(paths) == len(set(paths))
    assert all(s.start < s.end <= len(plan.source) for s in plan.sections)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the other documents are not here")
def test_other_documents_read_sensibly_too() -> None:
    plans = {f.stem: read_plan(f.stem, f.read_text(encoding="utf-8")) for f in sorted(SHARED.glob("*.txt"))}
    assert all(len(p.sections) >= 3 for p in plans.values())
    decision = plans["qd-12-ubnd-2012-tuyen-quang-tang-qua"]
    assert {"QD.Điều 4.1.3", "QD.Điều 3.1.1", "Điều 3"} <= set(sections(decision))
    assert plans["long-an-chi-thi-ke-hoach-2011-2015"].metadata.period == (2011, 2015)
    assert "A.II.2.a" in sections(plans["long-an-chi-thi-ke-hoach-2011-2015"])
    assert plans["ct-31-ttg-2012-day-nghe-con-liet-si"].metadata.number == "31/CT-TTg"


def test_a_row_that_begins_with_its_number_is_no_section() -> None:
    plan = read_plan("x", "KẾ HOẠCH\n\nI. CHỈ TIÊU\n\nTT\tViệc\tHạn\n1.\tBáo cáo\t25/11\n1.1\tTổng kết\t30/12\n")
    assert sections(plan) == ["I"]


def test_a_heading_whose_number_word_set_with_a_tab_is_a_section() -> None:
    assert sections(read_plan("x", "KẾ HOẠCH\n\nI.\tMỤC ĐÍCH\n\n1.\tYêu cầu\n")) == ["I", "I.1"]


def test_the_national_motto_is_no_part_of_who_issues() -> None:
    source = "UBND TỈNH HÒA LÂM\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nKẾ HOẠCH\n"
    assert read_plan("x", source).metadata.issuer == "UBND tỉnh Hòa Lâm"


def test_thousands_of_sections_with_one_number_have_paths_of_their_own() -> None:
    plan = read_plan("x", "KẾ HOẠCH\n\n" + "1. Việc\n\n" * 3000)
    assert len(set(sections(plan))) == 3000
    assert sections(plan)[-1] == "1(3000)"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("trước ngày 12/25/2026 và ngày 03/04/2026", ["date_two_ways", "date_two_ways"]),
        ("trước ngày 25/12/2026 và ngày 03/04/2026", []),
        ("hạn 05/06/26", ["date_two_ways"]),
        ("trước ngày 31/11 hằng năm", ["no_such_date"]),
        ("ngày 29/02/2027", ["no_such_date"]),
        ("ngày 29/2 hoặc ngày 30/12", []),
        ("Quyết định số 12/2026/QĐ-UBND, tỷ lệ 1/3, mục 1.2.26, 10/12/2026/NĐ", []),
    ],
)
def test_a_date_that_may_be_read_in_two_ways_is_a_doubt(text: str, codes: list[str]) -> None:
    source = f"Số: 1/KH-UBND\n\nHòa Lâm, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\n\nI. MỤC ĐÍCH\n\n{text}\n"
    found = read_plan("x", source).warnings
    assert [w.code for w in found] == codes
    assert all(source.startswith(w.detail, w.place) for w in found)


def test_every_doubt_has_a_sentence() -> None:
    sentences = tomllib.loads((files("knowledge") / "data" / "doubts.vi.toml").read_text(encoding="utf-8"))
    root = Path(__file__).parent.parent
    code = "\n".join(f.read_text(encoding="utf-8") for p in ("knowledge", "bot") for f in (root / p).rglob("*.py"))
    assert {name for name in sentences if f'"{name}"' not in code} == set()
    said = re.findall(r'(?:Warning|doubt|_once)\(\s*"(\w+)"', code)
    assert set(said) <= set(sentences)
