"""OpenDocument files and Markdown."""

from __future__ import annotations

import io
import zipfile

import pytest

from bot.documents import DocumentError, DocumentText, plan_of, read_document
from tests.plan_documents import read_here

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(f'xmlns:{name}="{ODF}{name if name != "draw" else "drawing"}:1.0"' for name in
                 ("office", "text", "table", "draw", "style"))  # fmt: skip
MIMETYPE = "application/vnd.oasis.opendocument.text"


def odt(body: str, styles: str = "", manifest: str = "") -> bytes:
    """An OpenDocument text with this body and these list styles."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def lines(document: DocumentText) -> list[str]:
    """The lines that are not empty."""
    return [line for line in document.text.splitlines() if line]


def level(number: int, form: str, behind: str = ".", more: str = "") -> str:
    """A level of a list that is numbered."""
    return (
        f'<text:list-level-style-number text:level="{number}" style:num-format="{form}" '
        f'style:num-suffix="{behind}" {more}/>'
    )


STYLE = (
    f'<text:list-style style:name="L">{level(1, "I")}{level(2, "1")}{level(3, "a", ")")}'
    '<text:list-level-style-bullet text:level="4" text:bullet-char="-"/></text:list-style>'
)


def nested(text: str, depth: int, attributes: str = 'text:style-name="L"') -> str:
    """An item at a depth of a list of its own, as office programs write it."""
    return f"<text:list {attributes}>" + "<text:list-item><text:list>" * (depth - 1) + (
        f"<text:list-item><text:p>{text}</text:p></text:list-item>" + "</text:list></text:list-item>" * (depth - 1)
    ) + "</text:list>"  # fmt: skip


def test_lists_count_on_where_they_say_so() -> None:
    on = 'text:style-name="L" text:continue-numbering="true"'
    body = "".join(nested("x", d, on if i else 'text:style-name="L"') for i, d in enumerate([1, 2, 3, 3, 4, 2, 1, 2]))
    document = read_here(odt(body, STYLE), "a.odt")
    assert document.kind == "odt"
    assert lines(document) == [f"{mark} x" for mark in ("I.", "1.", "a)", "b)", "-", "2.", "II.", "1.")]
    assert [s.path for s in plan_of(document, "x").sections] == ["I", "I.1", "I.1.a", "I.1.b", "I.2", "II", "II.1"]


def test_a_new_list_begins_anew_and_a_named_one_goes_on() -> None:
    first = 'text:style-name="L" xml:id="one"'
    body = nested("a", 1, first) + nested("b", 1) + nested("c", 1, 'text:style-name="L" text:continue-list="one"')
    assert lines(read_here(odt(body, STYLE), "a")) == ["I. a", "I. b", "II. c"]


def test_numbers_of_many_levels() -> None:
    two = level(2, "1", "", 'text:display-levels="2"')
    styles = f'<text:list-style style:name="L">{level(1, "1")}{two}</text:list-style>'
    on = 'text:style-name="L" text:continue-numbering="true"'
    body = nested("x", 1) + nested("x", 2, on) + nested("x", 2, on)
    assert lines(read_here(odt(body, styles), "a")) == ["1. x", "1.1 x", "1.2 x"]


def test_white_space_tables_boxes_and_notes() -> None:
    body = (
        "<text:p>  một\n  hai<text:s text:c='2'/>ba<text:line-break/>bốn<text:note>chú</text:note></text:p>"
        "<table:table><table:table-header-rows><table:table-row>"
        "<table:table-cell><text:p>Việc</text:p></table:table-cell>"
        "<table:table-cell table:number-columns-spanned='2'><text:p>Cơ quan</text:p></table:table-cell>"
        "<table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row>"
        "<table:table-cell><text:p>Báo cáo</text:p></table:table-cell>"
        "<table:table-cell><text:p>Sở X</text:p></table:table-cell><table:table-cell/></table:table-row></table:table>"
        "<text:p>cuối<draw:frame><draw:text-box><text:p>trong hộp</text:p></draw:text-box></draw:frame></text:p>"
        "<text:tracked-changes><text:p>đã xóa</text:p></text:tracked-changes>"
    )
    document = read_here(odt(body), "a")
    assert lines(document) == [
        "một hai  ba", "bốn", "Việc\tCơ quan\tCơ quan", "Báo cáo\tSở X\t…", "cuối", "trong hộp"
    ]  # fmt: skip
    assert [d.code for d in document.doubts] == ["notes_left_out"]


def test_a_locked_one_and_one_with_macros_are_refused() -> None:
    locked = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    with pytest.raises(DocumentError, match="mật khẩu"):
        read_document(odt("", manifest=locked), "a.odt")
    data = io.BytesIO(odt("<text:p>một</text:p>"))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("Basic/Standard/Module1.xml", "<x/>")
    with pytest.raises(DocumentError, match="mã lệnh"):
        read_document(data.getvalue(), "a.odt")


def test_tables_of_markdown_are_rows_and_other_lines_stay() -> None:
    text = "# KẾ HOẠCH\n\n| TT | Việc |\n|----|:----:|\n| 1 | Báo cáo |\n| 2 |  |\n\n- một | hai\n"
    document = read_here(text.encode(), "a.md")
    assert document.kind == "md"
    assert lines(document) == ["# KẾ HOẠCH", "TT\tViệc", "1\tBáo cáo", "2\t…", "- một | hai"]
    assert read_here(text.encode(), "a.txt").text == text
