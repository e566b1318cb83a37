"""The numbers of lists in an OpenDocument text (part 1, 5.3 and 16.30): each list counts its own levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from bot.documents.odt_names import STYLE, TEXT, XML_ID
from bot.documents.word.numbering import bullet, formatted, whole_number

_FORMS = {"1": "decimal", "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter", "": "none"}
_LEVELS = {f"{TEXT}list-level-style-number", f"{TEXT}list-level-style-bullet", f"{TEXT}outline-level-style"}


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    before: str
    behind: str
    shown: int
    start: int
    bullet: str = ""


@dataclass
class Numbered:
    """A list as it counts."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, item: etree._Element | None = None) -> str:
        """What stands before the next item at `level` (from 1)."""
        style = self.levels.get(level)
        start = item.get(f"{TEXT}start-value") if item is not None else None
        first = style.start if style else 1
        self.counts[level] = whole_number(start, 1) if start else self.counts.get(level, first - 1) + 1
        for below in [i for i in self.counts if i > level]:
            del self.counts[below]
        if style is None:
            return ""
        if style.bullet:
            return style.bullet
        if style.form == "none":
            return ""
        shown = range(max(1, level - style.shown + 1), level + 1)
        numbers = [
            formatted(self.counts.get(i, self.levels[i].start), self.levels[i].form) for i in shown if i in self.levels
        ]
        return f"{style.before}{'.'.join(n for n in numbers if n)}{style.behind}".strip()


class ListStyles:
    """The styles of lists, and the lists that were opened so far."""

    def __init__(self, roots: Sequence[etree._Element]) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        outline: dict[int, _Level] = {}
        for root in roots:
            for style in root.iter(f"{TEXT}list-style"):
                self._styles[style.get(f"{STYLE}name", "")] = _levels(style)
            for style in root.iter(f"{TEXT}outline-style"):
                outline = _levels(style)
        self._outline = Numbered(outline)
        self._by_id: dict[str, Numbered] = {}
        self._by_style: dict[str, Numbered] = {}

    def open(self, element: etree._Element) -> Numbered:
        """The list of an element: a new one, or the one that it goes on with."""
        name = element.get(f"{TEXT}style-name", "")
        before = self._by_id.get(element.get(f"{TEXT}continue-list", ""))
        if before is None and element.get(f"{TEXT}continue-numbering") == "true":
            before = self._by_style.get(name)
        opened = Numbered(self._styles.get(name, {}), before.counts if before else {})
        self._by_style[name] = opened
        if element.get(XML_ID):
            self._by_id[element.get(XML_ID, "")] = opened
        return opened

    def heading_number(self, heading: etree._Element) -> str:
        """The number of a heading that stands outside a list, by the outline of the document."""
        if heading.get(f"{TEXT}is-list-header") == "true":
            return ""
        return self._outline.next(whole_number(heading.get(f"{TEXT}outline-level"), 1))


def _levels(style: etree._Element) -> dict[int, _Level]:
    return {whole_number(e.get(f"{TEXT}level"), 1): _level(e) for e in style if e.tag in _LEVELS}


def _level(element: etree._Element) -> _Level:
    return _Level(
        form=_FORMS.get(element.get(f"{STYLE}num-format", ""), "decimal"),
        before=element.get(f"{STYLE}num-prefix", ""),
        behind=element.get(f"{STYLE}num-suffix", ""),
        shown=whole_number(element.get(f"{TEXT}display-levels"), 1),
        start=whole_number(element.get(f"{TEXT}start-value"), 1),
        bullet=bullet(element.get(f"{TEXT}bullet-char", "")),
    )
