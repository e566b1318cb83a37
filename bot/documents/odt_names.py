"""Names of OpenDocument as lxml writes them."""

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT = _ODF + "text:1.0}"
TABLE = _ODF + "table:1.0}"
OFFICE = _ODF + "office:1.0}"
DRAW = _ODF + "drawing:1.0}"
STYLE = _ODF + "style:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
