"""From blocks to the outline of a document and its passages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from knowledge.plans.blocks import Block, is_row_below
from knowledge.plans.markers import Marker, Rank, marker_of
from knowledge.plans.model import Passage, PassageKind, Section, Warning
from knowledge.text import fold, one_line

TITLE_LENGTH = 110
_DOCUMENT = re.compile(
    r"^[*\s]*(KẾ HOẠCH|ĐỀ CƯƠNG|THUYẾT MINH|QUY ĐỊNH|QUY CHẾ|QUI ĐỊNH|PHỤ LỤC|DANH MỤC|"
    r"DANH SÁCH|BIỂU|MẪU|CHƯƠNG TRÌNH|ĐỀ ÁN|HƯỚNG DẪN|BÁO CÁO|"
    r"NỘI DUNG|BẢNG|TỜ TRÌNH|GIẤY|ĐƠN|BIÊN BẢN|ĐIỀU LỆ)(?=[\s*]|$)"
)
_RECIPIENTS = re.compile(r"^[*\s]*(Nơi nhận|NƠI NHẬN)\s*:?")
SIGNER_TITLE = re.compile(
    r"^[*\s]*(?:(?:KT|TM|TL|TUQ|Q)\.\s*)?(?:CHỦ TỊCH|PHÓ|GIÁM ĐỐC|TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|"
    r"THỦ TƯỚNG|THỦ TRƯỞNG|CHÁNH|TỔNG|BÍ THƯ|HIỆU TRƯỞNG|"
    r"VỤ TRƯỞNG|CỤC TRƯỞNG|UỶ BAN|ỦY BAN|BAN |HỘI ĐỒNG|SỞ |BỘ |CHI CỤC)[A-ZĐÀ-Ỹ\s.,\-–*]*"
)
_NAME = re.compile(r"^[*\s]*(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]+\s+){1,4}[A-ZĐÀ-Ỹ][a-zđà-ỹ]+[*\s]*$")
_FIRST = {"i", "a", "1", "dieu 1", *(f"{k} {n}" for k in ("phan", "chuong", "muc") for n in ("i", "1", "thu nhat"))}
_CLOSING = re.compile(
    r"^(Trên đây|Trong quá trình|Yêu cầu (?:các|Thủ trưởng|Chủ tịch|Giám đốc)|Nhận được|"
    r"Căn cứ (?:Kế hoạch|nội dung) này|Các (?:ông|Ông)|"
    r"Đề nghị (?:các|Thủ trưởng)|Giao (?:Văn phòng|Sở) .{0,80}theo dõi|(?:Uỷ|"
    r"Ủy) ban nhân dân (?:tỉnh|thành phố|huyện) yêu cầu|UBND .{0,40}yêu cầu)"
)


@dataclass
class _Open:
    """A section whose end is not known yet."""

    section: Section
    rank: Rank
    at: int  # place among the sections that were found


@dataclass
class Outline:
    """The sections and passages of a source, with doubts."""

    sections: list[Section] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)


class OutlineReader:
    """Walks over the blocks once; `read` returns what was found."""

    def __init__(self, plan_id: str, source: str) -> None:
        self._plan, self._source = plan_id, source
        self._found = Outline()
        self._stack: list[_Open] = []
        self._prefix = ""  # "DC" inside a second document
        self._zone = PassageKind.HEADER
        self._labels: dict[str, str] = {}  # parent path + rank -> last label, to see gaps
        self._has_sections = False
        self._taken: set[str] = set()  # paths of the sections so far
        self._repeated: dict[str, int] = {}  # path that was taken -> its last number

    def read(self, blocks: list[Block]) -> Outline:
        """The outline of the document that `blocks` make."""
        for index, block in enumerate(blocks):
            self._take(block, blocks[index + 1 : index + 3])
        self._close_down_to(-1, len(self._source))
        self._found.passages = _joined(self._found.passages, self._source)
        _link_items(self._found.passages)
        return self._found

    def _take(self, block: Block, following: list[Block]) -> None:
        if _RECIPIENTS.match(block.text):
            self._close_down_to(-1, block.start)
            self._zone = PassageKind.RECIPIENTS
            self._add(block, "recipients", self._zone)
        elif self._zone in (PassageKind.RECIPIENTS, PassageKind.SIGNATURE):
            self._take_end(block, following)
        elif self._starts_document(block):
            self._open_document(block)
        elif block.marker and block.marker.rank < Rank.DASH and self._zone is not PassageKind.HEADER:
            self._open_section(block, block.marker, following)
        elif block.marker and block.marker.rank < Rank.DASH and not _is_title_line(block):
            self._zone = PassageKind.PREAMBLE
            self._open_section(block, block.marker, following)
        else:
            self._take_words(block)

    def _take_end(self, block: Block, following: list[Block]) -> None:
        """A block after "Nơi nhận": recipients, then the signature, then perhaps another document."""
        if self._starts_document(block):
            self._open_document(block)
            return
        if self._zone is PassageKind.RECIPIENTS:
            if block.marker and block.marker.rank >= Rank.DASH:
                self._add(block, self._label("recipients"), self._zone)
                return
            if SIGNER_TITLE.match(block.text) or _NAME.match(block.text):
                self._zone = PassageKind.SIGNATURE
                self._add(block, self._label("signature"), self._zone)
                return
            if block.marker is None and len(block.text) < 120:
                self._add(block, self._label("recipients"), self._zone)
                return
        signed = self._found.passages and _NAME.match(self._found.passages[-1].text.rsplit("\n", 1)[-1])
        if not signed and len(block.text) < 120 and block.marker is None:
            self._add(block, self._label("signature"), self._zone)
            return
        self._zone = PassageKind.HEADER
        self._take(block, following)

    def _starts_document(self, block: Block) -> bool:
        """Whether an annex or a second document begins: its kind in capitals on a line of its own, after a first
        section. The line under "Chương I" is that chapter's title.
        """
        return (
            self._has_sections
            and bool(_DOCUMENT.match(block.text))
            and block.marker is None
            and len(block.text) < 300
            and not self._awaits_title()
        )

    def _awaits_title(self) -> bool:
        """Whether the block before was a bare "Phần thứ hai" or "Chương I"."""
        last = self._found.passages[-1] if self._found.passages else None
        marker = marker_of(last.text) if last else None
        return bool(last and marker and marker.rank <= Rank.CHAPTER and not last.text[marker.length :].strip("* "))

    def _open_document(self, block: Block) -> None:
        self._close_down_to(-1, block.start)
        words = re.findall(r"\w+", fold(block.text))[:2]
        self._prefix = "".join(w[0] for w in words).upper()
        self._prefix = self._free(self._prefix, "{path}{number}")
        section = Section(self._prefix, _title(block.text), block.start, block.end)
        self._stack = [self._opened(section, Rank(0))]
        self._found.warnings.append(Warning("second_document", block.start, section.title))
        self._zone = PassageKind.PREAMBLE
        self._add(block, self._prefix, PassageKind.HEADER)

    def _open_section(self, block: Block, marker: Marker, following: list[Block]) -> None:
        floor = 1 if self._prefix else 0
        depth = len(self._stack)
        while depth > floor and self._stack[depth - 1].rank >= self._rank_of(marker, block):
            depth -= 1
        self._close_down_to(depth - 1, block.start)
        parent = self._stack[-1].section.path if self._stack else None
        path = self._path(marker, parent)
        self._note_gap(marker, parent, block)
        title = _title(block.text[marker.length :]) or _title(following[0].text if following else "")
        section = Section(path, title, block.start, block.end, parent)
        self._stack.append(self._opened(section, self._rank_of(marker, block)))
        self._has_sections = True
        self._zone = PassageKind.PARAGRAPH
        ends = block.text.rstrip("*_ ")
        below = following[0].marker if following else None
        title_alone = bool(below and marker.rank < below.rank < Rank.DASH and len(ends) < TITLE_LENGTH)
        heading = ends.endswith(":") or not re.search(r"[.;!?…/]$" if title_alone else r"[.;!?…/)]$", ends)
        self._add(block, path, PassageKind.HEADING if heading else PassageKind.PARAGRAPH)

    def _rank_of(self, marker: Marker, block: Block) -> Rank:
        """The marker's rank; a number that restarts under an open letter stays inside it."""
        first = marker.rank is Rank.NUMBER and marker.label == "1"
        inside = first and self._stack and self._stack[-1].rank is Rank.LETTER
        if inside and self._source.endswith(":", 0, self._ends_before(block.start)):
            return Rank.DASH
        return marker.rank

    def _path(self, marker: Marker, parent: str | None) -> str:
        label = marker.label
        if marker.rank in (Rank.ARTICLE, Rank.CHAPTER, Rank.PART):
            path = f"{self._prefix}.{label}" if self._prefix else label
        elif parent is None:
            path = label
        elif any(o.rank is Rank.CHAPTER for o in self._stack[-1:]) and marker.rank is Rank.ROMAN:
            path = f"{parent}.{label}"
        elif marker.rank is Rank.DECIMAL:
            path = _decimal_path(parent, label)
        else:
            path = f"{parent}.{label}"
        open_part = bool(self._stack) and self._stack[-1].rank is Rank.PART
        if path in self._taken and marker.rank is Rank.CHAPTER and open_part:
            path = f"{parent}.{label}"
        return self._free(path, "{path}({number})")

    def _free(self, path: str, form: str) -> str:
        """`path`, or the first numbered form of it that no section has."""
        free = path
        while free in self._taken:
            self._repeated[path] = self._repeated.get(path, 1) + 1
            free = form.format(path=path, number=self._repeated[path])
        return free

    def _opened(self, section: Section, rank: Rank) -> _Open:
        self._found.sections.append(section)
        self._taken.add(section.path)
        return _Open(section, rank, len(self._found.sections) - 1)

    def _ends_before(self, end: int) -> int:
        """Where the last text before `end` ends."""
        while end and self._source[end - 1].isspace():
            end -= 1
        return end

    def _note_gap(self, marker: Marker, parent: str | None, block: Block) -> None:
        key = f"{parent}/{marker.rank}"
        if key not in self._labels and marker.rank in (Rank.LETTER, Rank.NUMBER) and marker.label not in ("a", "1"):
            self._found.warnings.append(Warning("starts_late", block.start, one_line(block.text)[:80]))
        self._labels[key] = marker.label

    def _close_down_to(self, depth: int, end: int) -> None:
        """Ends all open sections deeper than `depth` at `end`."""
        while len(self._stack) > max(depth + 1, 0):
            done = self._stack.pop()
            self._found.sections[done.at] = replace(done.section, end=self._ends_before(end))
        if depth < 0:
            self._prefix = ""

    def _take_words(self, block: Block) -> None:
        if self._zone is PassageKind.HEADER:
            if _is_title_line(block):
                self._add(block, self._label("header"), PassageKind.HEADER)
                return
            self._zone = PassageKind.PREAMBLE
        item = block.marker is not None and block.marker.rank >= Rank.DASH
        if self._stack and block.marker is None and self._awaits_title():
            self._add(block, self._stack[-1].section.path, PassageKind.HEADING)
        elif not self._stack or self._zone is PassageKind.PREAMBLE:
            kind = PassageKind.ITEM if item and self._stack else PassageKind.PREAMBLE
            self._add(block, self._stack[-1].section.path if self._stack else "preamble", kind)
        elif _CLOSING.match(block.text) and not item:
            self._add(block, self._stack[0].section.path, PassageKind.CLOSING)
        else:
            self._add(block, self._stack[-1].section.path, PassageKind.ITEM if item else PassageKind.PARAGRAPH)

    def _label(self, name: str) -> str:
        return f"{self._prefix}.{name}" if self._prefix else name

    def _add(self, block: Block, section: str, kind: PassageKind) -> None:
        headings = tuple(o.section.title for o in self._stack)
        if kind in (PassageKind.HEADER, PassageKind.RECIPIENTS, PassageKind.SIGNATURE):
            headings = ()
        self._found.passages.append(
            Passage(self._plan, section, kind, block.start, block.end, block.text, headings, len(self._found.passages))
        )


def _decimal_path(parent: str, label: str) -> str:
    """III + 3.1 -> III.3.1; Điều 4.1 + 1.2 -> Điều 4.1.2 (the part that the parent already ends with is not
    repeated).
    """
    parts, have = label.split("."), re.split(r"[.\s]", parent)
    for keep in range(len(parts) - 1, 0, -1):
        if have[-keep:] == parts[:keep]:
            return ".".join([parent, *parts[keep:]])
    return f"{parent}.{label}"


def _is_title_line(block: Block) -> bool:
    """Whether a block at the top belongs to the header: short, or in capitals, or the kind of document with its
    subject.
    """
    text = block.text.strip("* ")
    if re.match(
        r"(Căn cứ|Thực hiện (?:Kế hoạch|Quyết định|Công văn|Nghị quyết|Chỉ thị|Chương trình|"
        r"Thông tư|Hướng dẫn)|Xét |Theo |Thi hành|Trong |Để )",
        text,
    ):
        return False
    # "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:" ends the header, and a first section is never part of it.
    opens = block.marker is not None and fold(block.marker.label) in _FIRST
    if opens or text.rstrip("* ").endswith(("như sau:", "như sau :", "sau đây:")):
        return False
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) > 0.7 * len(letters) if letters else True
    return capitals or (len(text) < 320 and not text.endswith((".", ";", "./.")))


def _title(text: str) -> str:
    """The first words of a section on one line: to the colon or the sentence end, at most `TITLE_LENGTH` characters."""
    line = one_line(text)
    cut = re.search(r":(?=\s|$)|\.(?=\s+[A-ZĐÀ-Ỹ])", line)
    if cut and cut.start() > 3:
        line = line[: cut.start()]
    if len(line) > TITLE_LENGTH:
        line = line[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;") + "…"
    return line.rstrip(" .:;")


def _joined(passages: list[Passage], source: str) -> list[Passage]:
    """The title lines of a header, and the lines of a signature, as one passage each."""
    joined: list[Passage] = []
    for passage in passages:
        last = joined[-1] if joined else None
        same = last is not None and last.kind is passage.kind and last.section == passage.section
        wanted = passage.kind is PassageKind.SIGNATURE or (
            passage.kind is PassageKind.HEADER
            and last is not None
            and not re.match(r"[*\s]*(Số\b|\|)", last.text)
            and source.count("\n", last.end, passage.start) <= 2
            and not re.search(r"ngày.*năm", last.text)
        )
        if last is not None and same and wanted:
            joined[-1] = replace(last, end=passage.end, text=source[last.start : passage.end])
        else:
            joined.append(passage)
    return [replace(p, order=i) for i, p in enumerate(joined)]


def _link_items(passages: list[Passage]) -> None:
    """Gives every item the passage that introduces it: a plus the dash above it, a dash the words above it, a row of
    a table the row that names its columns.
    """
    head: int | None = None
    dash: int | None = None
    for i, passage in enumerate(passages):
        if passage.kind is PassageKind.PARAGRAPH and i:
            above = passages[i - 1]
            if above.section == passage.section and is_row_below(passage.text, above.text):
                columns = above.lead if above.kind is PassageKind.ITEM else i - 1
                passages[i] = replace(passage, kind=PassageKind.ITEM, lead=columns)
                continue
        if passage.kind is not PassageKind.ITEM:
            head, dash = i, None
            continue
        plus = passage.text.lstrip("* ").startswith("+")
        lead = dash if plus and dash is not None else head
        passages[i] = replace(passage, lead=lead)
        if not plus:
            dash = i
