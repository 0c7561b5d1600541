"""How the parts of a program say that they cannot go on, and the errors that formulas give."""

from __future__ import annotations

from typing import Final

from xltargets.errors import CellError


class Unsupported(Exception):  # noqa: N818  (no mistake: the engine does it)
    """A formula that columns do not work out, whatever the cells hold."""


class Unsure(Exception):  # noqa: N818  (no mistake: the engine does it)
    """Values that programs read differently, so that the engine has to say what they give."""


class Pending(Exception):  # noqa: N818  (no mistake: it waits)
    """A row that needs the result of a call which has not been made yet."""


DIV0: Final = CellError("#DIV/0!")
NA: Final = CellError("#N/A")
NUM: Final = CellError("#NUM!")
REF: Final = CellError("#REF!")
VALUE: Final = CellError("#VALUE!")
