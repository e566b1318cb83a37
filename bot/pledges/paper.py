"""A pledge on paper, for the household to sign.

The form is that of official documents (Nghị định 30/2020/NĐ-CP, annex I: A4, margins, Times New Roman, the name of the
country and its motto at the top), marked as a pledge. No number, seal or signature is made up.
"""

from __future__ import annotations

from io import BytesIO

from bot.pledges.card import card_lines
from bot.pledges.model import Pledge
from bot.texts import Texts

FONT = "Times New Roman"


def pledge_document(texts: Texts, pledge: Pledge) -> bytes:
    """The document as a DOCX file."""
    from docx import Document  # noqa: PLC0415 - only for those who print
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)

    def add(key: str, *, bold: bool = False, size: int = 14, middle: bool = True, **values: object) -> None:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(texts.line(key, **values))
        run.bold, run.font.size = bold, Pt(size)
        paragraph.paragraph_format.space_after = Pt(6)
        if middle:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    add("paper.country", bold=True, size=13)
    add("paper.motto", bold=True, size=14)
    add("paper.title", bold=True, size=16)
    add("paper.subtitle", size=13)
    add("paper.code", name=pledge.code, middle=False)
    for line in card_lines(texts, pledge):
        document.add_paragraph(line).paragraph_format.space_after = Pt(6)
    add("paper.rights", middle=False)
    add("paper.place_and_date", middle=True, size=13)
    add("paper.signature", bold=True)
    add("paper.signature_hint", size=12)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
