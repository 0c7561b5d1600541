"""Text in XML, against what Python's library writes."""

from __future__ import annotations

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from xltargets.workbooks.escaping import escape, quoteattr


@given(st.text(st.sampled_from("ab&<>\"'\n\r\t;#é中")))
def test_it_is_that_of_the_library(text: str) -> None:
    assert escape(text) == saxutils.escape(text)
    assert quoteattr(text) == saxutils.quoteattr(text)
