"""The first line of an answer: whole clauses of a plan, as few as say it, and no longer than a phone shows at once."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from knowledge.language.lexicon import read_data
from knowledge.text import fold, one_line

FIRST_LINE = 90  # characters of a first line
CUT = " …"
# What a line is worth that begins, or ends, at such a place, in parts of one that is a whole sentence.
BEGINS = (1.0, 0.97, 0.85, 0.8, 0.0, 0.0, 0.0)
ENDS = (1.0, 0.6, 0.92, 0.85, 0.8, 0.85, 0.65)
SHORT = 0.7  # ... of one that leaves the room empty although its sentence goes on
TELLS_WHO = 1.5  # more for a line that begins with who acts, where that is asked
LEFT_OUT = 0.95  # ... and of who acts with what they do further on
ANOTHER_SENTENCE = 0.9  # of each sentence after the first
CLAUSE = 5  # words of a clause; what is shorter is one of several things enumerated
WHO = 45  # characters of who acts, before what they do further on

_SENTENCE = re.compile(r"(?<=[;.!?])\s+(?=\S)")
_COLON = re.compile(r"(?<=:)\s+(?=\S)")
_COMMA = re.compile(r"(?<=,)\s+(?=\S)")
# Words that lead a phrase: a line may begin with them.
_OPENS = re.compile(
    r"(?<= thì)\s+(?=\S)|\s+(?=(?:sẽ|gửi|nộp|có (?:ít nhất|tối thiểu|trách nhiệm)|phải|"
    r"đề nghị|báo cáo|mỗi|định kỳ|chậm nhất|tối đa|tối thiểu|ít nhất|không quá|duy trì|"
    r"đạt|xong trước|(?:trước|từ|vào)(?: ngày| tháng| quý)? \d+\S*|xây dựng|hướng dẫn|chủ trì|phản ánh|"
    r"(?:Công văn|Kế hoạch|Quyết định|Chỉ thị|Nghị quyết|Nghị định|Thông tư|Hướng dẫn) số)[\s,])"
)
# Words that go on with a clause: a line may end before them, unless a name goes on.
_GOES_ON = re.compile(
    r"(?<=[”\")])\s+(?=\S)|\s+(?=\()|"
    r"\s+(?=(?:gửi|nộp|trước|xong|được|để|trong|với|từ|và|hoặc|phải|theo(?! dõi)|tại|về|cho|gồm|là|thì|"
    r"nếu|khi|đề nghị|báo cáo|mỗi|định kỳ|chậm nhất|nhằm|do|qua|trên|sau|cùng|đạt|đảm bảo|bảo đảm|trong đó|riêng|trừ|"
    r"phê duyệt|Phê duyệt|ban hành|thực hiện|giai đoạn)\s)"
)
# Who acts stands at the beginning with one of these.
_ACTS = re.compile(
    r"(?<!\w)(?:sở|phòng|ban|ủy ban|uỷ ban|ubnd|hội|hội đồng|bộ|văn phòng|thủ trưởng|chủ tịch|cơ quan|mặt trận|"
    r"trung tâm|ngân hàng|liên minh|đơn vị|cục|công an|giao|các|hộ|doanh nghiệp|cán bộ|công chức|giám đốc|người)(?!\w)",
    re.IGNORECASE,
)
_GOES_BACK = re.compile(
    r"(?:nhất là|đặc biệt|đồng thời|trong đó|bao gồm|kể cả|hoặc|và|như|với|nhằm|của|cũng như|cùng với|theo|để|nên|vì)\s"
)
_PAIRS = {"(": 1, ")": -1, "“": 1, "”": -1}
_WORD = re.compile(r"\s+(?=\S)")


# Lines whose runs are remembered: the same passages answer many questions.
MOST_LINES = 1024


def _never(_: str) -> bool:
    return False


class Border(IntEnum):
    """How well a line may begin or end at a place."""

    SENTENCE = 0
    COLON = 1
    COMMA = 2
    OPENS = 3
    ENUMERATES = 4
    GOES_ON = 5
    WORD = 6


Borders = tuple[tuple[int, Border], ...]  # places of a line where a piece of it may begin or end, in order


@dataclass(frozen=True, slots=True)
class _Run:
    """The part [start, end) of a text, with what its ends are worth."""

    start: int
    end: int
    worth: float


def first_line(
    text: str, limit: int, score: Callable[[str], float], *, who: bool = False, joined: Callable[[str], bool] = _never
) -> str:
    """What `text` says of what is asked for, in one line of at most `limit` characters.

    `joined` tells of a folded pair of words whether it is one word that is not to be cut ("nhan dan").

    It begins where a clause or a phrase begins, holds no half of a pair of brackets or quotation marks, and ends with
    "…" only where its sentence goes on. With `who` it begins with who acts, if that stands there.
    """
    line = one_line(text).strip(" ;,-–")
    if len(line) <= limit:
        return _ended(line, whole=True)
    who = who and _ACTS.search(" ".join(line.split()[:4])) is not None
    borders = _borders(line, joined)
    runs = _runs(line, borders, limit - len(CUT))
    if not runs:
        return line[: limit - len(CUT)].rsplit(" ", 1)[0] + CUT
    act = next((place for place, how in borders if how is Border.OPENS), 0)  # where they say what is done
    best = max(runs, key=lambda r: (_value(line, r, score, who=who and r.end > act), -r.start, -r.end))
    if who and best.start > 0:
        apart = _who_and_what(line, borders, limit, score)
        if apart is not None and apart[1] > _value(line, best, score, who=True):
            return apart[0]
    return _shown(line, best)


def names_actor(text: str) -> bool:
    """Whether a text begins with somebody who acts."""
    return _ACTS.match(text) is not None


def _value(line: str, run: _Run, score: Callable[[str], float], *, who: bool) -> float:
    """What a run is worth as the line; what holds nothing of the question still counts by its form."""
    return (score(line[run.start : run.end]) + 1) * run.worth * (TELLS_WHO if who and run.start == 0 else 1.0)


@lru_cache(MOST_LINES)
def _borders(line: str, joined: Callable[[str], bool] = _never) -> Borders:
    """The places where a line may begin or end, and how well each serves, in order."""
    found: dict[int, Border] = {0: Border.SENTENCE}
    for kind, pattern in (
        (Border.SENTENCE, _SENTENCE),
        (Border.COLON, _COLON),
        (Border.COMMA, _COMMA),
        (Border.OPENS, _OPENS),
        (Border.GOES_ON, _GOES_ON),
        (Border.WORD, _WORD),
    ):
        for gap in pattern.finditer(line):
            if gap.end() in found or (kind is Border.WORD and _inside_name(line, gap, joined)):
                continue
            if kind is Border.GOES_ON and _joins_names(line[gap.end() :]):
                continue
            found[gap.end()] = Border.ENUMERATES if kind is Border.COMMA and _enumerates(line, gap.start()) else kind
    return tuple(sorted(found.items()))


def _joins_names(rest: str) -> bool:
    """Whether "và" goes on with a name: "Thương binh và Xã hội"."""
    first, _, second = rest.partition(" ")
    return first == "và" and second[:1].isupper()


def _enumerates(line: str, comma: int) -> bool:
    """Whether nothing new begins after a comma: in an enumeration ("các huyện, thị xã"), before "nhất là"."""
    before = re.split(r"[,;:.(]\s", line[: max(comma - 1, 0)])[-1]
    if _GOES_BACK.match(line[comma:].lstrip()):
        return True
    after = re.split(r"[,;:.)](?:\s|$)", line[comma:].lstrip())[0]
    return min(len(before.split()), len(after.split())) < CLAUSE


def _inside_name(line: str, gap: re.Match[str], joined: Callable[[str], bool]) -> bool:
    """Whether a gap lies in a name or in a word of two syllables."""
    after = line[gap.end() :].split(" ", 1)[0]
    before = line[: gap.start()].rsplit(" ", 1)[-1]
    return not after[:1].islower() or before[:1].isupper() or joined(fold(f"{before} {after}").strip(" ,.;:"))


@lru_cache(MOST_LINES)
def _runs(line: str, borders: Borders, limit: int) -> tuple[_Run, ...]:
    """The runs of `line` that fit and are whole."""
    found = []
    ends = (*borders[1:], (len(line), Border.SENTENCE))
    for i, (start, begins) in enumerate(borders):
        if not BEGINS[begins]:
            continue
        for end, how in ends[i:]:
            piece = line[start:end].rstrip(" ,;")
            if len(piece) > limit:
                break
            if not _is_whole(piece, how):
                continue
            worth = BEGINS[begins] * ENDS[how] * ANOTHER_SENTENCE ** len(_SENTENCE.findall(piece))
            if how is not Border.SENTENCE:
                worth *= SHORT + (1 - SHORT) * len(piece) / limit
            found.append(_Run(start, start + len(piece), worth))
    return tuple(found)


def _is_whole(piece: str, how: Border) -> bool:
    """Whether a piece can stand alone: its brackets and marks in pairs, no word at its end that waits for more."""
    if how is not Border.SENTENCE and (piece.endswith(":") or _waits(piece)):
        return False
    if piece.count('"') % 2:
        return False
    if not _PAIRS.keys().isdisjoint(piece):
        depth = list(itertools.accumulate(_PAIRS.get(c, 0) for c in piece))
        return min(depth) >= 0 and not depth[-1]
    return True


def _waits(piece: str) -> bool:
    """Whether the last word of a piece, or the last two, wait for what follows."""
    words = piece.lower().rsplit(" ", 2)
    return words[-1].isdigit() or not _waiting().isdisjoint((words[-1], " ".join(words[-2:])))


@cache
def _waiting() -> frozenset[str]:
    data = read_data("clauses.toml")
    return frozenset((*data["waits"].split(), *data["waits_two"]))


def _who_and_what(line: str, borders: Borders, limit: int, score: Callable[[str], float]) -> tuple[str, float] | None:
    """Who acts, "…", and what they do further on; with its worth, or None if who acts takes too long to say."""
    ends = [end for end, how in borders[1:] if how not in (Border.ENUMERATES, Border.WORD) and end <= WHO]
    names = [line[:end].rstrip(" ,;:–-") for end in ends]
    name = next((n for n in names if " " in n and _is_whole(n, Border.GOES_ON)), "")
    if not name:
        return None
    rest = [r for r in _runs(line, borders, limit - len(name) - 2 * len(CUT) - 1) if r.start > len(name)]
    if not rest:
        return None
    best = max(rest, key=lambda r: (_value(line, r, score, who=False), -r.start))
    worth = (score(f"{name} {line[best.start : best.end]}") + 1) * best.worth * LEFT_OUT * TELLS_WHO
    return f"{name}{CUT} {_shown(line, best, capital=False)}", worth


def _shown(line: str, run: _Run, *, capital: bool = True) -> str:
    piece = line[run.start : run.end]
    if capital:
        piece = piece[:1].upper() + piece[1:]
    rest = line[run.end :].lstrip(" ,")
    return _ended(piece, whole=not rest.strip(" .;/") or rest[0] in ";.!?" or piece[-1] in ".!?;")


def _ended(piece: str, *, whole: bool) -> str:
    """The line with its end: one full stop after a whole sentence, "…" where it goes on."""
    bare = re.sub(r"[\s.;,/]+$", "", piece)
    if not whole:
        return bare + CUT
    return piece if piece.endswith(("!", "?", "…", ":")) else f"{bare}."


def calm(title: str) -> str:
    """A title in capitals as it is read aloud: "PHÓ CHỦ TỊCH" is "Phó Chủ tịch"; any other as it is."""
    if not title.isupper():
        return title
    deputy, _, rest = title.partition(" ")
    return f"Phó {rest.capitalize()}" if deputy == "PHÓ" else title.capitalize()


def small(words: str, source: str) -> str:
    """`words` with a small first letter after a heading or a day, unless `source` writes them with a capital inside
    its sentences ("Sở Nội vụ", "Bằng khen").
    """
    first = words.split(" ", 1)[0]
    if not words[1:2].islower() or re.search(rf"[a-zà-ỹđ,] {re.escape(first)}(?!\w)", source):
        return words
    return words[:1].lower() + words[1:]


def whole_items(text: str, limit: int) -> str:
    """The beginning of `text` in at most `limit` characters, cut where a sentence, clause or phrase ends."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    ends = [(how, end) for end, how in itertools.islice(_borders(line), 1, None)]
    fitting = [
        (how, line[:end].rstrip(" ,;"))
        for how, end in ends
        if len(line[:end].rstrip(" ,;")) <= limit - len(CUT) and _is_whole(line[:end].rstrip(" ,;"), how)
    ]
    strong = [piece for how, piece in fitting if how <= Border.COMMA and len(piece) > limit // 2]
    phrase = [piece for how, piece in fitting if how is not Border.WORD and len(piece) > limit // 2]
    pieces = strong or phrase or [piece for _, piece in fitting]
    if not pieces:
        return line[: limit - len(CUT)].rsplit(" ", 1)[0] + CUT
    return re.sub(r"[\s.;,:]+$", "", pieces[-1]) + CUT
