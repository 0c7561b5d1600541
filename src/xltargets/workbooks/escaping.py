"""Text as XML writes it. `xml.sax.saxutils` does the same, and loads all that fetches pages of the web with it."""

from __future__ import annotations


def escape(text: str) -> str:
    """Text between tags.

    >>> escape("R&D < 5 > 3")
    'R&amp;D &lt; 5 &gt; 3'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoteattr(text: str) -> str:
    """The value of an attribute, with its quotes; line ends and tabs in it stay what they are.

    >>> print(quoteattr('5" & more'), quoteattr("it's 5" + '"'))
    '5" &amp; more' "it's 5&quot;"
    """
    written = escape(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in written:
        return f'"{written}"'
    if "'" not in written:
        return f"'{written}'"
    return '"' + written.replace('"', "&quot;") + '"'
