"""Plain text and Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.documents.faults import UnreadableError
from bot.documents.legacy import encoding_of
from bot.documents.tables import EMPTY
from bot.documents.text import Written
from knowledge.text import nfc

LEAST_MARKS = 3
BOMS = (b"\xff\xfe", b"\xfe\xff")
# Of Windows 1258, the Vietnamese page of Windows 95 to XP, which has letters and tone marks of their own.
_WINDOWS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?$")


def read_plain(data: bytes, markdown: bool, written: Written) -> None:
    """Writes the lines of a text file as they are; rows of a Markdown table have tabs between their cells."""
    text = decoded(data)
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\n\r\t\f\v" for c in text)
    if odd > len(text) // 200 + 2 or not any(c.isalpha() for c in text):
        raise UnreadableError("document_not_text")
    lines = nfc(text).replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    written.as_it_is(list(_without_bars(lines)) if markdown else lines)


def _without_bars(lines: list[str]) -> Iterator[str]:
    """Lines of Markdown whose tables are rows with tabs."""
    for line in lines:
        row = line.strip()
        if not (row.startswith("|") and row.endswith("|") and len(row) > 2):
            yield line
        elif not _RULE.match(row):
            yield "\t".join(cell.strip() or EMPTY for cell in row[1:-1].split("|"))


def decoded(data: bytes) -> str:
    """The characters of a text file in Unicode, or in one of the Vietnamese code pages before it.

    Bytes in TCVN3 or VNI come as the Western European letters that they would be; `check_letters` turns them.
    """
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in BOMS else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if b"\x00" in data[:4096]:
        raise UnreadableError("document_not_text")
    western = data.decode("latin-1")
    if encoding_of(western):
        return western
    windows = data.decode("cp1258", errors="replace")
    if "\ufffd" not in windows and len(_WINDOWS.findall(windows)) >= LEAST_MARKS:
        return windows
    raise UnreadableError("document_encoding")
