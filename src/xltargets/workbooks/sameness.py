"""Whether a stored value and a computed one are the same."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xltargets.workbooks.contents import CellValue


def same_value(stored: CellValue, computed: CellValue) -> bool:
    """Whether two values are the same but for the noise of floating point; an empty text is a blank.

    >>> same_value(0.3, 0.1 + 0.2), same_value(1.0, True), same_value(None, "")
    (True, False, True)
    """
    if isinstance(stored, float) and isinstance(computed, float):
        return math.isclose(stored, computed, rel_tol=1e-9, abs_tol=1e-9)
    if stored in (None, "") and computed in (None, ""):
        return True
    return type(stored) is type(computed) and stored == computed
