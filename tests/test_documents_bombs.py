"""Files made to exhaust the reader, and broken ones: a clear sentence each, in little memory."""

from __future__ import annotations

import asyncio
import io
import random
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bench.bombs import BOMBS, cost_of, word_file
from bot.documents import DocumentError, Limits, read_document
from bot.documents.child import read_kind
from bot.documents.faults import UnreadableError
from bot.documents.process import run_reader
from knowledge.library import load_library
from tests.plan_documents import as_pdf, as_word

SHORT = Limits(processor=2, plan=1, wall=20)  # a bomb that runs on shall not hold up the tests
CODES = {
    "zip_bomb": "document_heavy",
    "lying_zip": "document_broken",
    "entities": "document_unsafe",
    "quadratic_entities": "document_unsafe",
    "entity_from_outside": "document_unsafe",
    "path_upwards": "document_unsafe",
    "path_from_the_root": "document_unsafe",
    "many_entries": "document_heavy",
    "macros": "document_locked",
    "pdf_many_pages": "document_heavy",
    "pdf_flate_bomb": "document_heavy",
    "pdf_form_loop": "document_heavy",
    "text_of_numbers": "document_heavy",
}
PLAN = load_library()["cao-bang"].source


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_in_little_memory(bomb: str) -> None:
    cost = cost_of(bomb, SHORT)
    assert cost.size <= Limits().file
    assert cost.fault.startswith("document_")
    assert cost.fault == CODES.get(bomb, cost.fault)
    assert 0 < cost.peak_mb < 512


async def test_the_bot_goes_on_while_a_bomb_is_read() -> None:
    """What reads the bomb is another process: the loop of the bot turns on, and so would another thread."""
    reading = asyncio.create_task(asyncio.to_thread(read_document, BOMBS["text_of_one_line"](), "a.pdf", SHORT))
    turns = 0
    while not reading.done():
        await asyncio.sleep(0.001)
        turns += 1
    with pytest.raises(DocumentError):
        await reading
    assert turns > 50


@pytest.mark.parametrize("make", [as_word, as_pdf])
@pytest.mark.parametrize("kept", [0.05, 0.5, 0.95, 0.999])
def test_a_file_cut_short_is_broken_or_read_never_a_crash(make: object, kept: float) -> None:
    data = make(PLAN)  # type: ignore[operator]
    reply = run_reader(data[: int(len(data) * kept)], "a.docx", SHORT)
    assert reply.text or reply.fault in ("document_broken", "document_scanned", "document_without_text")


def test_what_a_file_is_decides_its_content_not_its_name() -> None:
    assert read_document(as_word(PLAN), "ke-hoach.pdf").kind == "docx"
    assert read_document(as_pdf(PLAN), "ke-hoach.txt").kind == "pdf"
    assert read_document(PLAN.encode(), "ke-hoach.docx").kind == "txt"
    spreadsheet = io.BytesIO()
    with zipfile.ZipFile(spreadsheet, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert run_reader(spreadsheet.getvalue(), "ke-hoach.docx", SHORT).fault == "document_unknown"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=2000),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"{\\rtf1"]),
)
def test_random_bytes_are_refused_or_text(tail: bytes, head: bytes) -> None:
    """The parsers themselves, without the process around them: anything but these is a fault that it must catch."""
    read_or_refuse(head + tail)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([as_word, as_pdf]))
def test_files_with_changed_bytes_are_refused_or_read(seed: int, make: object) -> None:
    data = bytearray(make("KẾ HOẠCH\n\nI. MỤC ĐÍCH\n\n1. Một\n"))  # type: ignore[operator]
    chance = random.Random(seed)
    for _ in range(20):
        data[chance.randrange(len(data))] = chance.randrange(256)
    read_or_refuse(bytes(data))


def read_or_refuse(data: bytes) -> None:
    """Reads in this process; what the child catches is let through."""
    with suppress(UnreadableError, ValueError, LookupError, RuntimeError, OSError, AttributeError, TypeError):
        read_kind(data, "a.docx", SHORT)


def test_a_word_file_may_unpack_to_much_more_than_it_takes_if_it_is_not_absurd() -> None:
    rows = "".join(f"<w:p><w:r><w:t>Dòng số {i}</w:t></w:r></w:p>" for i in range(2_000))
    opened = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    data = word_file(f"{opened}{rows}</w:body></w:document>")
    assert len(rows) > 8 * len(data)
    assert read_document(data, "a.docx").text.count("Dòng số") == 2_000
