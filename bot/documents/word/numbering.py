"""The numbers that Word makes itself (ECMA-376 part 1, 17.9): each list counts its levels as the paragraphs come."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from bot.documents.word.names import child_of, is_on, value_of, w
from bot.documents.word.styles import Styles

LARGEST = 9999
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
# Bullets of the fonts Symbol and Wingdings have no meaning elsewhere; all are shown as one that has.
_BULLET = re.compile(r"[\ue000-\uf8ff·§Øüv■□◆❖✓✔➢➤]")
_SIGNS = {0xF02B: "+", 0xF02D: "-", ord("○"): "o", ord("◦"): "o"}  # the first two of the font Symbol
_PLACE = re.compile(r"%([1-9])")


@dataclass
class _Level:
    """One level of a list: how its number looks and where it starts again."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restarts_after: int | None = None  # the level (from 1) above which it starts again; None: any, 0: none
    legal: bool = False
    style: str = ""


@dataclass
class _List:
    """An abstract list and how far it has counted; all lists made from it count on together."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Gives each numbered paragraph, in the order of the document, the number that Word shows before it."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._nums: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        abstract = {e.get(w("abstractNumId"), ""): e for e in root.iterfind(w("abstractNum"))}
        linked = {value_of(e, "styleLink"): e for e in abstract.values() if value_of(e, "styleLink")}
        for name, element in abstract.items():
            source = linked.get(value_of(element, "numStyleLink"), element)
            self._lists[name] = _List({_number(e, "ilvl"): _level(e) for e in source.iterfind(w("lvl"))})
        for num in root.iterfind(w("num")):
            levels, starts = {}, {}
            for override in num.iterfind(w("lvlOverride")):
                at = _number(override, "ilvl")
                own = child_of(override, "lvl")
                if own is not None:
                    levels[at] = _level(own)
                start = value_of(override, "startOverride")
                if start is not None:
                    starts[at] = whole_number(start, 1)
            self._nums[num.get(w("numId"), "")] = (value_of(num, "abstractNumId") or "", levels, starts)

    def number_of(self, paragraph: etree._Element) -> str:
        """What Word shows before a paragraph ("1.", "a)", "II", "-"), or "" where it numbers nothing."""
        said = self._styles.numbering(paragraph)
        if said is None or said[0] not in self._nums:
            return ""
        num, level, style = said
        name, own, starts = self._nums[num]
        if name not in self._lists:
            return ""
        counted = self._lists[name]
        levels = counted.levels | own
        at = (
            next((i for i, one in levels.items() if one.style == style and style), 0)
            if level is None
            else whole_number(level, 0)
        )
        if at not in levels:
            return ""
        self._count(counted, levels, at, num, starts)
        return _shown(levels, counted.counts, at)

    def _count(self, counted: _List, levels: dict[int, _Level], at: int, num: str, starts: dict[int, int]) -> None:
        first = at in starts and (num, at) not in self._started
        self._started.add((num, at))
        if first:
            counted.counts[at] = starts[at]
        else:
            counted.counts[at] = counted.counts[at] + 1 if at in counted.counts else starts.get(at, levels[at].start)
        for above in range(at):  # a list may begin below its first level
            if above in levels:
                counted.counts.setdefault(above, levels[above].start)
        for below in [i for i in counted.counts if i > at]:
            after = levels[below].restarts_after if below in levels else None
            if after is None or (after and at < after):
                del counted.counts[below]


def _level(element: etree._Element) -> _Level:
    start, after = value_of(element, "start"), value_of(element, "lvlRestart")
    return _Level(
        start=whole_number(start, 1),
        form=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        restarts_after=whole_number(after, 0) if after else None,
        legal=bool(is_on(child_of(element, "isLgl"))),
        style=value_of(element, "pStyle") or "",
    )


def _shown(levels: dict[int, _Level], counts: dict[int, int], at: int) -> str:
    level = levels[at]
    if level.form == "none" and not _PLACE.search(level.text):
        return level.text.strip()
    if level.form == "bullet":
        return bullet(level.text)

    def one(place: re.Match[str]) -> str:
        named = int(place[1]) - 1
        if named not in levels or named not in counts:
            return ""
        form = "decimal" if level.legal else levels[named].form
        return formatted(counts[named], form)

    return _PLACE.sub(one, level.text).strip()


def bullet(sign: str) -> str:
    """The sign of a list as it is written in plain text: what only a font of signs knows is a dot."""
    return _BULLET.sub("•", sign.strip().translate(_SIGNS))


def formatted(number: int, form: str) -> str:
    """A number in one of Word's formats (17.18.59); one that is not known is written with digits."""
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter"):
        if number < 1:
            return ""
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)  # after z comes aa, then bb
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{number:02}"
    return "" if form == "none" else str(number)


def _roman(number: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value) if number < 5000 else (0, number)
        letters += sign * count
    return letters


def _number(element: etree._Element, attribute: str) -> int:
    return whole_number(element.get(w(attribute)), 0)


def whole_number(said: str | None, otherwise: int) -> int:
    """A number of at most LARGEST as it is written in a file, or `otherwise`."""
    return int(said) if said and said.isdecimal() and len(said) <= len(str(LARGEST)) else otherwise
