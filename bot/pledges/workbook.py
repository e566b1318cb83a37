"""The list of pledges as offices keep it: an Excel workbook."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from bot.people.areas import small
from bot.pledges.card import day, needs_words, state_words
from bot.pledges.model import Pledge
from bot.texts import Texts, capital

COLUMNS = (
    ("number", 5),
    ("code", 8),
    ("name", 24),
    ("phone", 14),
    ("village", 16),
    ("commune", 22),
    ("standing", 14),
    ("aim", 18),
    ("year", 8),
    ("needs", 28),
    ("how", 32),
    ("state", 26),
    ("submitted", 12),
    ("notes", 16),
)
GROUPS = (("household", 2, 5), ("pledge", 6, 10), ("progress", 11, 12))
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def pledges_workbook(texts: Texts, place: str, pledges: Sequence[Pledge]) -> bytes:
    """The workbook: title, headings in two rows, one row a pledge. Every cell but STT and the year is text."""
    import xlsxwriter  # noqa: PLC0415 - only for those who export

    out = BytesIO()
    workbook = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = workbook.add_worksheet(texts.line("workbook.sheet"))
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    title = workbook.add_format(font | {"bold": True, "font_size": 14, "align": "center"})
    note = workbook.add_format(font | {"italic": True, "align": "center"})
    heading = workbook.add_format(font | {"bold": True, "border": 1, "align": "center", "text_wrap": True})
    cell = workbook.add_format(font | {"border": 1, "text_wrap": True, "num_format": "@"})
    number = workbook.add_format(font | {"border": 1, "align": "center"})
    last = len(COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, texts.line("workbook.title"), title)
    sheet.merge_range(1, 0, 1, last, safe(place) or "", title)
    sheet.merge_range(2, 0, 2, last, texts.line("card.pledge"), note)
    grouped = {column for _, first, end in GROUPS for column in range(first, end + 1)}
    for key, first, end in GROUPS:
        sheet.merge_range(4, first, 4, end, texts.line(f"workbook.{key}_group"), heading)
    for column, (key, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        if column in grouped:
            sheet.write_string(5, column, texts.line(f"workbook.{key}"), heading)
        else:
            sheet.merge_range(4, column, 5, column, texts.line(f"workbook.{key}"), heading)
    for index, pledge in enumerate(pledges, 1):
        row = 5 + index
        sheet.write_number(row, 0, index, number)
        for column, text in enumerate(cells(texts, pledge), 1):
            if COLUMNS[column][0] == "year" and pledge.year:
                sheet.write_number(row, column, pledge.year, number)
            else:
                sheet.write_string(row, column, safe(text), cell)
    sheet.freeze_panes(6, 3)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4, 5)
    workbook.close()
    return out.getvalue()


def cells(texts: Texts, pledge: Pledge) -> tuple[str, ...]:
    """The row of a pledge, behind its number."""
    return (
        pledge.code,
        pledge.name,
        pledge.phone,
        capital(pledge.village),
        f"{pledge.commune}, {small(pledge.province)}",
        texts.line(f"standings.{pledge.standing}") if pledge.standing else "",
        texts.line(f"aims.{pledge.aim}") if pledge.aim else "",
        str(pledge.year or ""),
        needs_words(texts, pledge),
        pledge.how,
        state_words(texts, pledge),
        day(pledge.submitted) if pledge.submitted else "",
        texts.line("workbook.helped") if pledge.helped else "",
    )


def safe(text: str) -> str:
    """`text` as a spreadsheet takes it for text even when it is pasted elsewhere: no cell begins like a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
