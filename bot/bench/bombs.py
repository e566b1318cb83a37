"""Files made to exhaust whoever opens them, and what reading them costs."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.documents import Limits
from bot.documents.limits import MB
from bot.documents.process import run_reader

_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_OPEN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_CLOSE = "</w:body></w:document>"
BIG = 100 * MB


def word_file(body: str | bytes, more: Mapping[str, bytes] | None = None) -> bytes:
    """A Word file whose document part is `body`, with more entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", body)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf_file(objects: Iterable[bytes], root: int = 1) -> bytes:
    """A PDF with these objects, numbered from 1, and a right table of where they are."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, root, table)
    return bytes(out)


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def _pages(count: int, contents: bytes, more: Iterable[bytes] = (), resources: bytes = b"") -> bytes:
    """A PDF of `count` pages that all show the same contents (object 3), followed by more objects from 4 on."""
    extra = list(more)
    first = 4 + len(extra)
    kids = b" ".join(b"%d 0 R" % (first + i) for i in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << %b >> >>" % resources
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count %d /Kids [%b] >>" % (count, kids),
            contents,
            *extra,
            *[page] * count,
        ]
    )


def _zip_bomb() -> bytes:
    return word_file(f"{_OPEN}<w:p><w:r><w:t>{' ' * BIG}</w:t></w:r></w:p>{_CLOSE}")


def _lying_zip() -> bytes:
    """A zip whose entry says that it unpacks to 1,000 bytes and unpacks to 100 MB."""
    data = bytearray(_zip_bomb())
    size = len(f"{_OPEN}<w:p><w:r><w:t>{' ' * BIG}</w:t></w:r></w:p>{_CLOSE}").to_bytes(4, "little")
    return bytes(data.replace(size, (1000).to_bytes(4, "little")))


def _tiny_elements() -> bytes:
    """The most elements that the limits of size let through."""
    noise = "".join(f'<w:p w:a="{i * 2654435761 % 2**32:x}"/>' for i in range(900_000))
    return word_file(f"{_OPEN}{noise[: 22 * MB].rsplit('<', 1)[0]}{_CLOSE}")


def _laughs(encoding: str = "utf-8") -> bytes:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>'
    return word_file(f"{head}{_OPEN}<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>{_CLOSE}".encode(encoding))


def _quadratic() -> bytes:
    head = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
    return word_file(f"{head}{_OPEN}<w:p><w:r><w:t>{'&a;' * 100_000}</w:t></w:r></w:p>{_CLOSE}")


def _outside() -> bytes:
    head = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return word_file(f"{head}{_OPEN}<w:p><w:r><w:t>&a;</w:t></w:r></w:p>{_CLOSE}")


def _nested_tables() -> bytes:
    deep = 80
    return word_file(_OPEN + "<w:tbl><w:tr><w:tc>" * deep + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * deep + _CLOSE)


def _flate_bomb() -> bytes:
    squeezed = zlib.compress(zlib.compress(b"BT /F1 12 Tf (a) Tj ET " * (BIG // 24), 1), 9)
    return _pages(1, _stream(squeezed, b"/Filter [/FlateDecode /FlateDecode]"))


def _form_loop() -> bytes:
    form = _stream(
        b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>"
    )
    return _pages(300, _stream(b"/X Do"), [form], b"/XObject << /X 4 0 R >>")


def _page_loop() -> bytes:
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 300 /Kids [3 0 R 3 0 R] >>",
            b"<< /Type /Pages /Count 300 /Parent 2 0 R /Kids [2 0 R 3 0 R 2 0 R] >>",
        ]
    )


def _reference_loop() -> bytes:
    return pdf_file([b"2 0 R", b"3 0 R", b"1 0 R"])


def _huge_table() -> bytes:
    """A table of places that says it has two thousand million entries."""
    return pdf_file([b"<< /Type /Catalog /Pages 2 0 R >>"]).replace(b"xref\n0 2", b"xref\n0 2147483646")


def _many_letters() -> bytes:
    return _pages(
        300,
        _stream(b"BT /F1 9 Tf 1 0 0 1 50 50 Tm " + b"(abcdefghij) Tj " * 20_000 + b"ET"),
        [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"],
        b"/Font << /F1 4 0 R >>",
    )


def _many_lines() -> bytes:
    drawn = b"".join(b"%d %d m %d %d l S\n" % (i % 595, i % 842, i % 595, (i * 7) % 842) for i in range(60_000))
    return _pages(20, _stream(zlib.compress(drawn), b"/Filter /FlateDecode"))


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "zip_bomb": _zip_bomb,
    "lying_zip": _lying_zip,
    "entities": _laughs,
    "entities_in_utf_16": lambda: _laughs("utf-16"),
    "quadratic_entities": _quadratic,
    "entity_from_outside": _outside,
    "path_upwards": lambda: word_file(_OPEN + _CLOSE, {"../../etc/cron.d/x": b"x"}),
    "path_from_the_root": lambda: word_file(_OPEN + _CLOSE, {"/etc/passwd": b"x"}),
    "many_entries": lambda: word_file(_OPEN + _CLOSE, {f"{i}": b"" for i in range(30_000)}),
    "macros": lambda: word_file(_OPEN + _CLOSE, {"word/vbaProject.bin": b"x"}),
    "tiny_elements": _tiny_elements,
    "nested_tables": _nested_tables,
    "deep_xml": lambda: word_file(_OPEN + "<w:sdt>" * 100_000),
    "pdf_flate_bomb": _flate_bomb,
    "pdf_form_loop": _form_loop,
    "pdf_page_loop": _page_loop,
    "pdf_reference_loop": _reference_loop,
    "pdf_huge_table": _huge_table,
    "pdf_many_pages": lambda: _pages(3_000, _stream(b"")),
    "pdf_deep_arrays": lambda: pdf_file([b"[" * 100_000, b"<< /Type /Pages >>"]),
    "pdf_many_letters": _many_letters,
    "pdf_many_lines": _many_lines,
    "text_of_numbers": lambda: b"1. a\n" * 900_000,
    "text_of_one_line": lambda: "1.000 hộ, 2.000 hộ ".encode() * 100_000,
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading a bomb cost: bytes of the file, the child's largest memory (MB), seconds, and the fault."""

    size: int
    peak_mb: float
    seconds: float
    fault: str

    @property
    def refused(self) -> bool:
        """Whether the officer gets a sentence and nothing of the file."""
        return bool(self.fault)


def cost_of(bomb: str, limits: Limits | None = None) -> Cost:
    """Reads the bomb of this name (a key of BOMBS) as an uploaded file is read."""
    data = BOMBS[bomb]()
    started = time.perf_counter()
    reply = run_reader(data, "ke-hoach.docx", limits or Limits())
    return Cost(len(data), reply.peak_memory / MB, time.perf_counter() - started, reply.fault)
