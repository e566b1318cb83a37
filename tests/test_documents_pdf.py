"""PDF files: columns, tables with and without lines, what goes on over a page, scans, locked files."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bot.documents import DocumentError, DocumentText, plan_of, read_document
from tests.plan_documents import SERIF, read_here, use_serif

WIDE, HIGH = A4
LEFT, RIGHT, PITCH = 85.0, 540.0, 16.0


class Sheet:
    """A page being drawn from the top."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y = HIGH - 70

    def line(self, text: str, x: float = LEFT, *, size: float = 12, step: float = PITCH) -> None:
        """A line of text that begins at `x`."""
        self.canvas.setFont(SERIF, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= step

    def full(self, words: str, x: float = LEFT) -> None:
        """A line that is stretched to the right edge, as justified text is."""
        parts = words.split(" ")
        plain = sum(self.canvas.stringWidth(part, SERIF, 12) for part in parts)
        gap = (RIGHT - x - plain) / (len(parts) - 1)
        self.canvas.setFont(SERIF, 12)
        for part in parts:
            self.canvas.drawString(x, self.y, part)
            x += self.canvas.stringWidth(part, SERIF, 12) + gap
        self.y -= PITCH

    def middle(self, text: str, at: float = WIDE / 2) -> None:
        """A line around `at`."""
        self.line(text, at - self.canvas.stringWidth(text, SERIF, 12) / 2)

    def next(self) -> None:
        """The next page."""
        self.canvas.showPage()
        self.y = HIGH - 70


def pdf(draw: Callable[[Sheet], None], **more: object) -> bytes:
    """A PDF that `draw` draws."""
    use_serif()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **more)
    draw(Sheet(canvas))
    canvas.save()
    return out.getvalue()


def read(draw: Callable[[Sheet], None]) -> DocumentText:
    """A drawn PDF, read."""
    return read_here(pdf(draw), "a.pdf")


def lines(document: DocumentText) -> list[str]:
    """The lines that are not empty."""
    return [line for line in document.text.splitlines() if line]


HEAD = "Ủy ban nhân dân tỉnh ban hành Kế hoạch thực hiện Phong trào thi"


def test_a_paragraph_goes_on_over_lines_and_pages() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.full(HEAD, LEFT + 28)
        sheet.full("đua “Vì người nghèo - Không để ai bị bỏ lại phía sau” trong")
        sheet.next()
        sheet.full("giai đoạn 2026 - 2030 trên địa bàn tỉnh Hòa Lâm gồm những")
        sheet.line("nội dung sau:")
        sheet.full("Một là, các sở, ban, ngành tỉnh và Ủy ban nhân dân các xã, phường", LEFT + 28)
        sheet.line("thực hiện nghiêm.")

    assert lines(read(draw)) == [
        f"{HEAD} đua “Vì người nghèo - Không để ai bị bỏ lại phía sau” trong giai đoạn 2026 - 2030 trên địa bàn tỉnh "
        "Hòa Lâm gồm những nội dung sau:",
        "Một là, các sở, ban, ngành tỉnh và Ủy ban nhân dân các xã, phường thực hiện nghiêm.",
    ]


def test_years_and_numbers_that_a_line_end_cuts_are_whole() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.full("Thực hiện Phong trào thi đua của tỉnh Hòa Lâm trong giai đoạn 2026")
        sheet.full("- 2030 theo Kế hoạch của Ủy ban nhân dân tỉnh số 215/")
        sheet.line("KH-UBND ngày 05/3/2026.")

    assert lines(read(draw)) == [
        "Thực hiện Phong trào thi đua của tỉnh Hòa Lâm trong giai đoạn 2026 - 2030 theo Kế hoạch của Ủy ban nhân dân "
        "tỉnh số 215/KH-UBND ngày 05/3/2026."
    ]


def test_page_numbers_and_repeated_lines_are_left_out() -> None:
    def draw(sheet: Sheet) -> None:
        for page in range(1, 5):
            sheet.canvas.setFont(SERIF, 11)
            sheet.canvas.drawCentredString(WIDE / 2, HIGH - 40, "Công báo tỉnh Hòa Lâm")
            sheet.canvas.drawCentredString(WIDE / 2, HIGH - 55, f"Trang {page}/4")
            sheet.canvas.drawCentredString(WIDE / 2, 40, f"- {page} -")
            sheet.line(f"{page}. Mục của trang này.")
            sheet.next()

    assert lines(read(draw)) == ["Công báo tỉnh Hòa Lâm", *(f"{n}. Mục của trang này." for n in range(1, 5))]


def test_a_table_of_contents_is_left_out() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.line(f"I. MỤC ĐÍCH {'.' * 60} 1")
        sheet.line(f"II. NỘI DUNG {'. ' * 30} 12")
        sheet.line("I. MỤC ĐÍCH")

    assert lines(read(draw)) == ["I. MỤC ĐÍCH"]


def test_a_year_at_the_foot_of_a_page_is_no_page_number() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.y = 100
        sheet.full("Đánh giá tình hình thực hiện nhiệm vụ chi thường xuyên trong năm")
        sheet.line("2029")
        sheet.next()
        sheet.line("Trang sau.")

    assert "trong năm 2029" in read(draw).text


def test_letterhead_recipients_and_signature_stand_side_by_side() -> None:
    def draw(sheet: Sheet) -> None:
        for left, right in (
            ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("TỈNH HÒA LÂM", "Độc lập - Tự do - Hạnh phúc"),
            ("Số: 215/KH-UBND", "Hòa Lâm, ngày 05 tháng 3 năm 2026"),
        ):
            sheet.middle(left, 160)
            sheet.y += PITCH
            sheet.middle(right, 420)
        sheet.y -= 10
        sheet.middle("KẾ HOẠCH")
        sheet.middle("Giảm nghèo bền vững giai đoạn 2026 - 2030")
        sheet.y -= 10
        sheet.line("I. MỤC ĐÍCH")
        sheet.line("Phát huy sức mạnh của cả hệ thống chính trị.")
        sheet.y -= 20
        for left, right in (
            ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
            ("- Thường trực Tỉnh ủy;", "CHỦ TỊCH"),
            ("- Các sở, ban, ngành;", ""),
            ("- Lưu: VT.", "Nguyễn Văn Bình"),
        ):
            sheet.line(left)
            sheet.y += PITCH
            sheet.middle(right, 440)

    document = read(draw)
    plan = plan_of(document, "x")
    meta = plan.metadata
    assert (meta.number, str(meta.date), meta.place) == ("215/KH-UBND", "2026-03-05", "Hòa Lâm")
    assert (meta.title, meta.signer) == ("Giảm nghèo bền vững giai đoạn 2026 - 2030", "Nguyễn Văn Bình")
    assert lines(document)[-7:] == [
        "Nơi nhận:", "- Thường trực Tỉnh ủy;", "- Các sở, ban, ngành;", "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Bình"
    ]  # fmt: skip


CELLS = [
    ["TT", "Chỉ tiêu", "Năm 2026 (%)"],
    ["1", "Tỷ lệ hộ nghèo của", "4,5"],
    ["2", "Hộ nghèo được vay vốn", "90"],
]


@pytest.mark.parametrize("drawn", [True, False])
def test_a_table_is_rows_with_or_without_lines(drawn: bool) -> None:
    xs = [LEFT, LEFT + 40, LEFT + 240, RIGHT]

    def draw(sheet: Sheet) -> None:
        sheet.line("Các chỉ tiêu được giao cho các xã, phường trong tỉnh như sau:")
        sheet.y -= 10
        top = sheet.y + 14
        for row in CELLS:
            for x, text in zip(xs, row, strict=False):
                sheet.line(text, x + 4, step=0)
            sheet.y -= PITCH
            if row[0] == "1":
                sheet.line("toàn tỉnh", xs[1] + 4)
        if drawn:
            for x in xs:
                sheet.canvas.line(x, top, x, sheet.y + 12)
            for y in (top, top - PITCH, top - 3 * PITCH, sheet.y + 12):
                sheet.canvas.line(xs[0], y, xs[-1], y)
        sheet.y -= 20
        sheet.line("Trên đây là Kế hoạch.")

    assert lines(read(draw)) == [
        "Các chỉ tiêu được giao cho các xã, phường trong tỉnh như sau:",
        "TT\tChỉ tiêu\tNăm 2026 (%)",
        "1\tTỷ lệ hộ nghèo của toàn tỉnh\t4,5",
        "2\tHộ nghèo được vay vốn\t90",
        "Trên đây là Kế hoạch.",
    ]


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    left = ["Các sở, ban, ngành tỉnh thực", "hiện nghiêm túc những nội dung", "của Kế hoạch này và báo cáo kết", "quả."]
    right = [
        "Ủy ban nhân dân các xã, phường",
        "tổ chức tuyên truyền trong toàn",
        "dân, rà soát, thống kê các hộ",
        "nghèo.",
    ]

    def draw(sheet: Sheet) -> None:
        for one, other in zip(left, right, strict=True):
            sheet.line(one, step=0)
            sheet.line(other, LEFT + 240)

    assert lines(read(draw)) == [" ".join(left), " ".join(right)]


def test_notes_at_the_foot_are_left_out_and_said() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.full("Thực hiện Nghị quyết của Tỉnh ủy về giảm nghèo bền vững trên địa bàn")
        sheet.y = 60
        sheet.line("1 Nghị quyết số 10-NQ/TU ngày 01/01/2026.", size=9)
        sheet.next()
        sheet.line("tỉnh Hòa Lâm.")

    document = read(draw)
    assert lines(document) == ["Thực hiện Nghị quyết của Tỉnh ủy về giảm nghèo bền vững trên địa bàn tỉnh Hòa Lâm."]
    assert [d.code for d in document.doubts] == ["notes_left_out"]


def picture(sheet: Sheet) -> None:
    """A picture over the whole page."""
    image = io.BytesIO()
    Image.new("L", (60, 80), 200).save(image, "PNG")
    image.seek(0)
    sheet.canvas.drawImage(ImageReader(image), 0, 0, WIDE, HIGH)
    sheet.next()


def test_a_scan_is_refused_and_a_scanned_page_among_others_is_a_doubt() -> None:
    with pytest.raises(DocumentError, match=r"ảnh chụp, bot không đọc được chữ. Xin gửi bản Word"):
        read_document(pdf(picture), "a.pdf")

    def draw(sheet: Sheet) -> None:
        sheet.line("I. MỤC ĐÍCH")
        sheet.next()
        picture(sheet)

    document = read(draw)
    assert [(d.code, d.detail) for d in document.doubts] == [("page_left_out", "2")]


@pytest.mark.parametrize("password", ["", "bi-mat"])
def test_a_locked_pdf_is_refused(password: str) -> None:
    lock = pdfencrypt.StandardEncryption(password, "chu", strength=128)
    data = pdf(lambda sheet: sheet.line("I. MỤC ĐÍCH"), encrypt=lock)
    with pytest.raises(DocumentError, match="mật khẩu hoặc mã lệnh"):
        read_document(data, "a.pdf")
