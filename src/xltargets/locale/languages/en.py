"""English, in which the messages are written."""

from __future__ import annotations

from xltargets.locale.language import Language

LANGUAGE = Language(code="en", name="English", font="Calibri", tags=("en",))
