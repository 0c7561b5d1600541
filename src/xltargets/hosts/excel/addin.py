"""What the add-in's own Visual Basic calls: the worksheet functions, with errors as marked text.

How an error value inside an array passes from Python to Excel is the COM library's affair; text passes as it is. So
an error travels as a mark and Excel's number of it, and the add-in makes it the real error value (`xlTargetsShared`).
"""

from __future__ import annotations

from typing import Any

from xltargets.errors import CellError
from xltargets.hosts.excel.com import ERROR_NUMBERS, worksheet_functions

ERROR_MARK = "\x1b"
"""The control character Escape, which no text of a cell begins with."""


def marked(cells: Any) -> Any:
    """Cells with their error values as marked text.

    >>> marked([[1.0, CellError("#N/A")]])
    [[1.0, '\\x1b2042']]
    """
    if isinstance(cells, list):
        return [marked(one) for one in cells]
    return f"{ERROR_MARK}{ERROR_NUMBERS[cells.code]}" if isinstance(cells, CellError) else cells


globals().update(worksheet_functions(marked))
