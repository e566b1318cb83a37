"""The list of pledges as offices keep it: an Excel workbook that prints on A4, landscape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any

from bot.people.areas import small
from bot.pledges.card import day, needs_words, short_state
from bot.pledges.model import Pledge
from bot.texts import Texts, capital

# The columns with their width in characters; that of the commune only where there are several.
COLUMNS: Mapping[str, int] = {
    "number": 5,
    "code": 7,
    "name": 20,
    "phone": 12,
    "village": 13,
    "commune": 20,
    "standing": 11,
    "aim": 14,
    "year": 7,
    "needs": 20,
    "how": 24,
    "state": 13,
    "submitted": 11,
    "notes": 9,
}
GROUPS = {
    "household": ("name", "phone", "village", "commune"),
    "pledge": ("standing", "aim", "year", "needs", "how"),
    "progress": ("state", "submitted"),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FIRST_ROW = 6
SIZE, LINE = 11, 15  # points of a letter and of a line
FILLED = 1.1  # letters of running words for each digit that a column is wide


def pledges_workbook(texts: Texts, place: str, pledges: Sequence[Pledge], at: datetime) -> bytes:
    """The workbook: title, headings in two rows, one row a pledge, as of `at`. Every cell but STT and year is text."""
    import xlsxwriter  # noqa: PLC0415 - only for those who export

    out = BytesIO()
    workbook = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = workbook.add_worksheet(texts.line("workbook.sheet"))
    several = len({(pledge.province, pledge.commune) for pledge in pledges}) > 1
    columns = [name for name in COLUMNS if several or name != "commune"]
    font = {"font_name": "Times New Roman", "font_size": SIZE, "valign": "vcenter"}
    title = workbook.add_format(font | {"bold": True, "font_size": 14, "align": "center"})
    note = workbook.add_format(font | {"italic": True, "align": "center"})
    heading = workbook.add_format(font | {"bold": True, "border": 1, "align": "center", "text_wrap": True})
    cell = workbook.add_format(font | {"border": 1, "text_wrap": True, "num_format": "@"})
    number = workbook.add_format(font | {"border": 1, "align": "center"})
    last = len(columns) - 1
    sheet.merge_range(0, 0, 0, last, texts.line("workbook.title"), title)
    sheet.merge_range(1, 0, 1, last, safe(place) or "", title)
    sheet.merge_range(2, 0, 2, last, texts.line("workbook.note", first=day(at)), note)
    write_headings(sheet, texts, columns, heading)
    for index, pledge in enumerate(pledges, 1):
        row, words = FIRST_ROW + index - 1, cells(texts, pledge)
        sheet.set_row(row, LINE * max(lines_of(words[name], COLUMNS[name]) for name in columns if name in words))
        sheet.write_number(row, 0, index, number)
        for column, name in enumerate(columns[1:], 1):
            if name == "year" and pledge.year:
                sheet.write_number(row, column, pledge.year, number)
            else:
                sheet.write_string(row, column, safe(words[name]), cell)
    sheet.freeze_panes(FIRST_ROW, columns.index("name") + 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW - 2, FIRST_ROW - 1)
    sheet.set_footer("&C&P/&N")
    workbook.close()
    return out.getvalue()


def write_headings(sheet: Any, texts: Texts, columns: Sequence[str], form: object) -> None:
    """The headings in two rows: groups over their columns, the others as high as both."""
    upper, lower = FIRST_ROW - 2, FIRST_ROW - 1
    sheet.set_row(lower, 2 * LINE)
    for column, name in enumerate(columns):
        sheet.set_column(column, column, COLUMNS[name])
    for group, names in GROUPS.items():
        places = [columns.index(name) for name in names if name in columns]
        sheet.merge_range(upper, places[0], upper, places[-1], texts.line(f"workbook.{group}_group"), form)
        for place in places:
            sheet.write_string(lower, place, texts.line(f"workbook.{columns[place]}"), form)
    grouped = {name for names in GROUPS.values() for name in names}
    for column, name in enumerate(columns):
        if name not in grouped:
            sheet.merge_range(upper, column, lower, column, texts.line(f"workbook.{name}"), form)


def cells(texts: Texts, pledge: Pledge) -> Mapping[str, str]:
    """The words of a row by their column."""
    return {
        "code": pledge.code,
        "name": pledge.name,
        "phone": pledge.phone,
        "village": capital(pledge.village),
        "commune": f"{pledge.commune}, {small(pledge.province)}",
        "standing": texts.line(f"standings.{pledge.standing}") if pledge.standing else "",
        "aim": texts.line(f"aims.{pledge.aim}") if pledge.aim else "",
        "year": str(pledge.year or ""),
        "needs": needs_words(texts, pledge),
        "how": pledge.how,
        "state": short_state(texts, pledge),
        "submitted": day(pledge.submitted) if pledge.submitted else "",
        "notes": texts.line("workbook.helped") if pledge.helped else "",
    }


def lines_of(text: str, width: int) -> int:
    """How many lines `text` takes in a column: a row's height is not left to the program that opens the file."""
    return max(1, ceil(len(text) / (width * FILLED)))


def safe(text: str) -> str:
    """`text` as a spreadsheet takes it for text even when it is pasted elsewhere: no cell begins like a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
