"""What the styles of a Word document say of numbers, capitals and fonts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from bot.documents.word.names import child_of, is_on, value_of, w

DEEPEST = 20  # styles based on one another; a circle ends here


class Styles:
    """The styles of a document by their id; without a part for them, there are none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._root = root
        found = root.iterfind(w("style")) if root is not None else iter(())
        self._by_id = {style.get(w("styleId"), ""): style for style in found}

    @cached_property
    def _default(self) -> str:
        for name, style in self._by_id.items():
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on"):
                return str(name)
        return ""

    def chain(self, name: str | None) -> Iterator[etree._Element]:
        """The style and those that it is based on, nearest first."""
        for _ in range(DEEPEST):
            style = self._by_id.get(name or "")
            if style is None:
                return
            yield style
            name = value_of(style, "basedOn")

    def style_of(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style."""
        return value_of(paragraph, "pPr/pStyle") or self._default

    def is_contents(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph is a line of a table of contents, by the name of its style (17.7.4.9: "toc 1")."""
        style = self._by_id.get(self.style_of(paragraph))
        return (value_of(style, "name") or "").lower().startswith("toc ")

    def numbering(self, paragraph: etree._Element) -> tuple[str, str | None, str] | None:
        """(numId, level or None, the id of the style that says so or "") of a paragraph that Word numbers."""
        own = child_of(paragraph, "pPr/numPr")
        if own is not None and value_of(own, "numId") is not None:
            return value_of(own, "numId") or "0", value_of(own, "ilvl") or "0", ""
        for style in self.chain(self.style_of(paragraph)):
            inherited = child_of(style, "pPr/numPr")
            if inherited is not None and value_of(inherited, "numId") is not None:
                level = value_of(own, "ilvl") or value_of(inherited, "ilvl")
                return value_of(inherited, "numId") or "0", level, style.get(w("styleId"), "")
        return None

    def switch(self, run: etree._Element, paragraph: etree._Element, name: str) -> bool:
        """Whether a switch such as "caps" or "vanish" is on for a run."""
        for holder in self._holders(run, paragraph):
            said = is_on(child_of(holder, f"rPr/{name}"))
            if said is not None:
                return said
        return False

    def font(self, run: etree._Element, paragraph: etree._Element) -> str:
        """The name of a run's font, "" where a theme names it."""
        for holder in [*self._holders(run, paragraph), child_of(self._root, "docDefaults/rPrDefault")]:
            fonts = child_of(holder, "rPr/rFonts")
            for attribute in ("ascii", "hAnsi"):
                if fonts is not None and fonts.get(w(attribute)):
                    return str(fonts.get(w(attribute), ""))
        return ""

    def _holders(self, run: etree._Element, paragraph: etree._Element) -> Iterator[etree._Element]:
        yield run
        yield from self.chain(value_of(run, "rPr/rStyle"))
        yield from self.chain(self.style_of(paragraph))
