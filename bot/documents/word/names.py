"""Names of WordprocessingML as lxml writes them, and reading attributes."""

from __future__ import annotations

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"  # "Strict Open XML" of Word's save dialog
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# What is drawn and has no text of its own: pictures, charts, diagrams.
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
VML_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"


def w(name: str) -> str:
    """ "p" as the name of a Word element."""
    return f"{{{WORD}}}{name}"


def value_of(element: etree._Element | None, path: str = "", attribute: str = "val") -> str | None:
    """The attribute of the element at `path` ("rPr/rFonts") below `element`; None where there is none."""
    found = child_of(element, path) if path else element
    return found.get(w(attribute)) if found is not None else None


def child_of(element: etree._Element | None, path: str) -> etree._Element | None:
    """The element at `path` ("pPr/numPr") below `element`."""
    for name in path.split("/"):
        if element is None:
            return None
        element = element.find(w(name))
    return element


def is_on(element: etree._Element | None) -> bool | None:
    """A switch such as <w:caps/>: on, off, or None where it does not stand (17.17.4)."""
    if element is None:
        return None
    return element.get(w("val"), "true") not in ("0", "false", "off", "none")
