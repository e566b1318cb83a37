"""The shipped plans as officers have them: Word files with lists that Word numbers, PDF files with broken lines."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Typeset
from reportlab.platypus import SimpleDocTemplate

from bot.documents import DocumentText, Limits
from bot.documents.child import read_kind
from bot.documents.legacy import check_letters
from bot.documents.word.numbering import formatted
from knowledge.plans.blocks import Block, read_blocks
from knowledge.plans.markers import Rank
from knowledge.plans.model import PassageKind, Warning
from knowledge.plans.reading import read_plan
from knowledge.text import one_line

LEVELS = {Rank.ROMAN: 0, Rank.NUMBER: 1, Rank.LETTER: 2, Rank.DASH: 3, Rank.PLUS: 4}
FORMS = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"), ("bullet", "+")]
SERIF = "Serif"
ABSTRACT, OWN = 90, 90  # ids of the list that python-docx's template does not have


def read_here(data: bytes, name: str = "a") -> DocumentText:
    """What `read_document` reads, without the process around the readers: for tests of what they read."""
    kind, written = read_kind(data, name, Limits())
    check_letters(written)
    doubts = tuple(Warning(*doubt) for doubt in written.placed_doubts)
    return DocumentText(written.text, kind, hashlib.sha256(data).hexdigest(), doubts)


def paragraphs(source: str) -> Iterator[tuple[Block, str]]:
    """The paragraphs of a plan with their text on one line; halves that a page break cut are whole again."""
    for block in read_blocks(source):
        yield block, one_line(block.text)


def as_word(source: str) -> bytes:
    """A plan as a Word file: what Word can number is numbered by Word and has no number in its text."""
    document = Document()
    _add_list(document)
    counts: dict[int, int] = {}
    for at, (block, text) in enumerate(paragraphs(source)):
        level, mark = _level(block), block.text[: block.marker.length].strip() if block.marker else ""
        shown = _next(counts, level) if level is not None else None
        if at % 15 == 14:
            document.add_page_break()
        if shown is not None and shown == mark and block.marker:
            for below in [i for i in counts if i > (level or 0)]:
                del counts[below]
            counts[level or 0] = counts.get(level or 0, 0) + 1
            _number(document.add_paragraph(one_line(block.text[block.marker.length :])), level or 0)
        else:
            document.add_paragraph(text)
    return _saved(document)


def _level(block: Block) -> int | None:
    return LEVELS.get(block.marker.rank) if block.marker else None


def _next(counts: dict[int, int], level: int) -> str | None:
    """What Word would show before the next paragraph at this level; None where it would begin below its first."""
    form, text = FORMS[level]
    if form == "bullet":
        return text
    if any(above not in counts for above in range(level)):
        return None
    return text.replace(f"%{level + 1}", formatted(counts.get(level, 0) + 1, form))


def _add_list(document: object) -> None:
    numbering = document.part.numbering_part.element  # type: ignore[attr-defined]
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(FORMS)
    )
    first = numbering.find(numbering.tag.replace("numbering", "num"))
    first.addprevious(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{ABSTRACT}">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{OWN}"><w:abstractNumId w:val="{ABSTRACT}"/></w:num>'))


def _number(paragraph: Paragraph, level: int) -> None:
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{OWN}"/></w:numPr>')
    )


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def use_serif() -> None:
    """Makes SERIF known: a free font with Vietnamese letters that a package ships."""
    font = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"
    pdfmetrics.registerFont(TTFont(SERIF, font))


def as_pdf(source: str) -> bytes:
    """A plan as a PDF that Word might have made: justified lines, indents, a page number at the top of each page."""
    use_serif()
    body = ParagraphStyle("body", fontName=SERIF, fontSize=12, leading=16, alignment=TA_JUSTIFY, firstLineIndent=28)
    body.spaceAfter = 4
    title = ParagraphStyle("title", parent=body, alignment=TA_CENTER, firstLineIndent=0)
    out = io.BytesIO()
    pages = SimpleDocTemplate(out, pagesize=A4, leftMargin=85, rightMargin=56, topMargin=56, bottomMargin=56)
    passages = read_plan("plan", source).passages
    heads = [(p.start, p.end) for p in passages if p.kind in (PassageKind.HEADER, PassageKind.SIGNATURE)]
    story = [
        Typeset(escape(text), title if any(start <= block.start < end for start, end in heads) else body)
        for block, text in paragraphs(source)
    ]
    pages.build(story, onFirstPage=_page_number, onLaterPages=_page_number)
    return out.getvalue()


def _page_number(canvas: Canvas, _document: object) -> None:
    canvas.setFont(SERIF, 11)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 40, str(canvas.getPageNumber()))
