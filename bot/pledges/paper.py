"""A pledge on paper, for the household to sign.

The form is that of official documents (Nghị định 30/2020/NĐ-CP, annex I: A4, margins, Times New Roman, the name of the
country and its motto at the top with a line under it), marked as a pledge. No number, date, seal or signature is made
up.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from bot.people.areas import small
from bot.pledges.card import aim_words, needs_words
from bot.pledges.model import Pledge
from bot.texts import Texts, capital

FONT = "Times New Roman"
MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 20}  # millimetres
LINE_INDENT = 48  # on either side of the line under the motto, which is as long as the motto


def pledge_document(texts: Texts, pledge: Pledge) -> bytes:
    """The document as a DOCX file."""
    from docx import Document  # noqa: PLC0415 - only for those who print

    document = Document()
    set_page(document)
    paragraph(document, texts.line("paper.country"), bold=True, size=13, middle=True, after=0)
    motto = paragraph(document, texts.line("paper.motto"), bold=True, middle=True, after=18)
    draw_line_under(motto)
    paragraph(document, texts.line("paper.title"), bold=True, size=16, middle=True, after=0)
    paragraph(document, texts.line("paper.subtitle"), italic=True, middle=True, after=12)
    to = texts.line("paper.to", place=small(pledge.commune))
    paragraph(document, to, middle=True, after=12)
    for line in said_on_paper(texts, pledge):
        paragraph(document, line)
    paragraph(document, texts.line("card.pledge"), bold=True)
    paragraph(document, texts.line("paper.rights"), after=18)
    add_signatures(document, texts, helped=pledge.helped)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def said_on_paper(texts: Texts, pledge: Pledge) -> Iterator[str]:
    """What the household has said, line by line, in the words of a form."""
    where = ", ".join((capital(pledge.village), small(pledge.commune), small(pledge.province)))
    values = {
        "code": pledge.code,
        "name": pledge.name,
        "phone": pledge.phone,
        "where": where,
        "standing": texts.line(f"standings.{pledge.standing}") if pledge.standing else "",
        "aim": aim_words(texts, pledge),
        "needs": needs_words(texts, pledge),
        "how": pledge.how,
    }
    for key, value in values.items():
        yield texts.line(f"paper.{key}", value=value or texts.line("card.nothing"))


def set_page(document: Any) -> None:
    """A4, the margins and the letters of an official document."""
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(width))
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def paragraph(
    holder: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 14,
    middle: bool = False,
    after: int = 6,
) -> Any:
    """A new paragraph in a document or a cell of a table; sizes are points."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    made = holder.add_paragraph()
    run = made.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    made.paragraph_format.space_after = Pt(after)
    if middle:
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return made


def draw_line_under(motto: Any) -> None:
    """The line under the motto."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    motto.paragraph_format.left_indent = motto.paragraph_format.right_indent = Mm(LINE_INDENT)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    motto.paragraph_format.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def add_signatures(document: Any, texts: Texts, *, helped: bool) -> None:
    """On the right the household signs; on the left who wrote it down, if somebody did."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    if helped:
        paragraph(left, "", size=13, after=0)
        paragraph(left, texts.line("paper.helper"), bold=True, middle=True, after=0)
        paragraph(left, texts.line("paper.signature_hint"), italic=True, size=12, middle=True)
    paragraph(right, texts.line("paper.place_and_date"), italic=True, size=13, middle=True, after=0)
    paragraph(right, texts.line("paper.signature"), bold=True, middle=True, after=0)
    paragraph(right, texts.line("paper.signature_hint"), italic=True, size=12, middle=True)
