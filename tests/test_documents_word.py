"""Word files: the numbers that Word makes, tables, boxes, tracked changes, fonts of old code tables."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from bot.documents import DocumentText, plan_of
from bot.documents.word.numbering import formatted
from knowledge.facts import read_facts
from tests.plan_documents import read_here

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MORE = (
    f'xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def word(body: str, **parts: str) -> DocumentText:
    """A Word file with this body and these parts (numbering, styles, header, footer), read."""
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    rels = "".join(f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}.xml"/>' for name in parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        start = f'<Relationship Id="d" Type="{R}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f"{relations}{start}</Relationships>")
        archive.writestr("word/_rels/document.xml.rels", f"{relations}{rels}</Relationships>")
        archive.writestr("word/document.xml", f"<w:document {W} {MORE}><w:body>{body}</w:body></w:document>")
        tags = {"header": "hdr", "footer": "ftr"}
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{tags.get(name, name)} {W}>{text}</w:{tags.get(name, name)}>")
    return read_here(out.getvalue(), "a.docx")


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def item(text: str, level: int = 0, num: int = 1) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def a_list(*levels: tuple[str, str], number: int = 1, more: str = "") -> str:
    """An abstract list with (format, text) for each level."""
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>'


def num(number: int, of: int = 1, restart: str = "") -> str:
    """A list made from an abstract one."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{restart}</w:num>'


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def tc(text: str, properties: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def lines(document: DocumentText) -> list[str]:
    """The lines that are not empty."""
    return [line for line in document.text.splitlines() if line]


PLAN_LIST = a_list(("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"))


def test_levels_count_and_begin_again_below_a_higher_one() -> None:
    order = [0, 1, 2, 2, 3, 1, 2, 0, 1]
    document = word("".join(item("mục", level) for level in order), numbering=PLAN_LIST + num(1))
    assert lines(document) == [f"{mark} mục" for mark in ("I.", "1.", "a)", "b)", "-", "2.", "a)", "II.", "1.")]
    assert [s.path for s in plan_of(document, "x").sections] == [
        "I",
        "I.1",
        "I.1.a",
        "I.1.b",
        "I.2",
        "I.2.a",
        "II",
        "II.1",
    ]


def test_two_lists_of_one_kind_count_on_unless_one_starts_anew() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = a_list(("decimal", "%1.")) + num(1) + num(2) + num(3, restart=restart)
    document = word("".join(item("x", num=n) for n in (1, 1, 2, 3, 3)), numbering=numbering)
    assert lines(document) == ["1. x", "2. x", "3. x", "1. x", "2. x"]


def test_a_text_between_two_items_does_not_end_the_list() -> None:
    document = word(item("một") + p("giữa") + item("hai"), numbering=a_list(("decimal", "Điều %1.")) + num(1))
    assert lines(document) == ["Điều 1. một", "giữa", "Điều 2. hai"]


def test_decimal_numbers_of_many_levels_and_legal_ones() -> None:
    numbering = a_list(("upperRoman", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"), more="<w:isLgl/>") + num(1)
    document = word("".join(item("x", level) for level in (0, 1, 2, 2, 1)), numbering=numbering)
    assert lines(document) == ["1. x", "1.1 x", "1.1.1 x", "1.1.2 x", "1.2 x"]


def test_a_level_that_never_begins_again() -> None:
    numbering = a_list(("upperRoman", "%1."), ("decimal", "%2."), more='<w:lvlRestart w:val="0"/>') + num(1)
    document = word("".join(item("x", level) for level in (0, 1, 1, 0, 1)), numbering=numbering)
    assert lines(document) == ["I. x", "1. x", "2. x", "II. x", "3. x"]


def test_a_style_brings_its_number_its_font_and_capitals() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Goc"><w:rPr><w:caps/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Muc"><w:basedOn w:val="Goc"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    document = word(
        p("Mục đích", '<w:pStyle w:val="Muc"/>')
        + p("không số", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>', '<w:caps w:val="0"/>'),
        numbering=a_list(("upperRoman", "%1.")) + num(1),
        styles=styles,
    )
    assert lines(document) == ["I. MỤC ĐÍCH", "không số"]


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    numbering = a_list(("bullet", "\uf0b7"), ("bullet", "\uf02b"), ("bullet", "o"), ("bullet", "§")) + num(1)
    document = word("".join(item("x", level) for level in range(4)), numbering=numbering)
    assert lines(document) == ["• x", "+ x", "o x", "• x"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (48, "upperRoman", "XLVIII"),
        (4, "lowerLetter", "d"),
        (5, "lowerLetter", "e"),  # Word counts in the Latin alphabet; đ stands only where somebody typed it
        (27, "upperLetter", "AA"),
        (7, "decimalZero", "07"),
        (12, "vietnameseCounting", "12"),
    ],
)
def test_formats_of_numbers(number: int, form: str, shown: str) -> None:
    assert formatted(number, form) == shown


def test_deleted_and_moved_text_is_left_out_and_said() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Nộp trước ngày </w:t></w:r><w:del><w:r><w:delText>15/11</w:delText></w:r>'
        "</w:del><w:ins><w:r><w:t>25/11</w:t></w:r></w:ins></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Hai đoạn </w:t></w:r></w:p>" + p("là một")
    )
    document = word(body)
    assert lines(document) == ["Nộp trước ngày 25/11", "Hai đoạn là một"]
    assert [d.code for d in document.doubts] == ["changes_accepted"]


def test_hidden_text_is_not_read() -> None:
    assert lines(word(p("thấy") + p("ẩn", run="<w:vanish/>"))) == ["thấy"]


def test_lines_broken_by_hand_tabs_and_signs() -> None:
    body = (
        "<w:p><w:r><w:t>1.</w:t><w:tab/><w:t>Mục đích</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>- một;</w:t><w:br/><w:t>- hai</w:t><w:noBreakHyphen/><w:t>ba</w:t><w:softHyphen/></w:r></w:p>"
        '<w:p><w:r><w:t>trước</w:t><w:br w:type="page"/><w:t xml:space="preserve"> sau</w:t></w:r></w:p>'
    )
    assert lines(word(body)) == ["1. Mục đích", "- một;", "- hai-ba", "trước sau"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('DỰ THẢO')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>KẾ HOẠCH</w:t></w:r></w:p>"
    )
    assert lines(word(body)) == ["KẾ HOẠCH", "DỰ THẢO"]


def test_pictures_notes_and_footers_are_doubts_at_their_places() -> None:
    body = (
        p("một")
        + "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>"
        + '<w:p><w:r><w:t>hai</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
        + '<w:sectPr><w:footerReference w:type="default" r:id="footer"/></w:sectPr>'
    )
    document = word(body, footer=p("Bản này chỉ để góp ý"))
    assert [(d.code, document.text[d.place :][:3]) for d in document.doubts] == [
        ("footer_left_out", "một"),
        ("picture_left_out", "hai"),
        ("notes_left_out", "hai"),
    ]
    assert document.doubts[0].detail == "Bản này chỉ để góp ý"


def test_a_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Mucluc1"><w:name w:val="TOC 1"/></w:style>'
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('I. MỤC ĐÍCH 2')}</w:sdtContent></w:sdt>"
        + p("II. NỘI DUNG 3", '<w:pStyle w:val="Mucluc1"/>')
        + p("I. MỤC ĐÍCH")
    )
    assert lines(word(body, styles=styles)) == ["I. MỤC ĐÍCH"]


def test_the_first_page_s_header_is_read_and_a_page_number_is_not() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
    assert lines(word(p("một") + section, header=p("UBND TỈNH HÒA LÂM"))) == ["UBND TỈNH HÒA LÂM", "một"]
    assert lines(word(p("một") + section, header=p("2"))) == ["một"]


def test_a_table_is_rows_under_the_names_of_its_columns() -> None:
    document = word(
        p("CHỈ TIÊU")
        + item("Chỉ tiêu chủ yếu")
        + table(tc("TT") + tc("Chỉ tiêu") + tc("Năm 2026 (%)"), tc("1.") + tc("Tỷ lệ hộ nghèo") + tc("4,5")),
        numbering=a_list(("upperRoman", "%1.")) + num(1),
    )
    assert lines(document)[2:] == ["TT\tChỉ tiêu\tNăm 2026 (%)", "1.\tTỷ lệ hộ nghèo\t4,5"]
    plan = plan_of(document, "x")
    assert [s.path for s in plan.sections] == ["I"]
    assert [(t.what, t.low, t.unit) for t in read_facts(plan).targets] == [("Tỷ lệ hộ nghèo: Năm 2026 (%)", 4.5, "%")]


def test_merged_cells_are_repeated_and_two_rows_of_names_are_one() -> None:
    merged, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = word(
        table(
            tc("Nội dung", merged) + tc("Cơ quan", '<w:gridSpan w:val="2"/>'),
            tc("", goes_on) + tc("Chủ trì") + tc("Phối hợp"),
            tc("Huyện A", merged) + tc("Sở X") + tc(""),
            tc("", goes_on) + tc("Sở Y") + tc("Sở Z"),
        )
    )
    assert lines(document) == [
        "Nội dung\tCơ quan; Chủ trì\tCơ quan; Phối hợp",
        "Huyện A\tSở X\t…",
        "Huyện A\tSở Y\tSở Z",
    ]


def test_the_letterhead_is_no_table() -> None:
    document = word(
        table(
            tc("UBND TỈNH HÒA LÂM") + tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            tc("Số: 215/KH-UBND") + tc("Hòa Lâm, ngày 05 tháng 3 năm 2026"),
        )
        + p("KẾ HOẠCH")
        + p("Giảm nghèo giai đoạn 2026 - 2030")
    )
    meta = plan_of(document, "x").metadata
    assert (meta.number, str(meta.date), meta.issuer) == ("215/KH-UBND", "2026-03-05", "UBND tỉnh Hòa Lâm")
    assert meta.title == "Giảm nghèo giai đoạn 2026 - 2030"


def test_old_fonts_are_turned_into_unicode_even_where_a_letter_is_cut_in_two() -> None:
    abc = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    capitals = '<w:rFonts w:ascii=".VnTimeH"/>'
    vni = '<w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr>'
    document = word(
        p("kÕ ho¹ch", run=capitals)
        + p("Th\u00adêng trùc TØnh ñy", run=abc)
        + f"<w:p><w:r>{vni}<w:t>Uy</w:t></w:r><w:r>{vni}<w:t>û ban nhaân daân</w:t></w:r></w:p>"
        + p("Chữ thường")
    )
    assert lines(document) == ["KẾ HOẠCH", "Thường trực Tỉnh ủy", "Uỷ ban nhân dân", "Chữ thường"]
    assert [(d.code, d.detail) for d in document.doubts] == [("old_letters", "TCVN3"), ("old_letters", "VNI")]


def test_what_python_docx_writes_is_read() -> None:
    file = Document()
    file.add_heading("I. MỤC ĐÍCH", 1)
    file.add_paragraph("Một", style="List Number")
    file.add_paragraph("Hai", style="List Number")
    file.add_paragraph("Ba", style="List Bullet")
    out = io.BytesIO()
    file.save(out)
    assert lines(read_here(out.getvalue(), "a")) == ["I. MỤC ĐÍCH", "1. Một", "2. Hai", "• Ba"]
