"""Excel on Windows: the worksheet functions behind xlwings' decorators.

xlwings imports a module (`udfs/xltargets_udfs.py`), wraps each decorated function for Excel and calls it with lists of
rows. Nothing is worked out here. Off Windows the decorators do nothing, so that the functions can be called in tests;
Excel itself has not run them there.
"""

from __future__ import annotations

import inspect
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlwings as xw

from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS, OMITTED, call
from xltargets.functions.help import EXPLAIN, EXPLAINER
from xltargets.functions.vba_names import vba_name
from xltargets.hosts.excel.explaining import explainer
from xltargets.hosts.wire.clock import today

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.functions import Function

CATEGORY = "xlTargets"
HELP_LENGTH = 255
"""Excel shows no more of a description."""
ERROR_NUMBERS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
}
"""Excel's numbers of its error values (XlCVError)."""
_SCODE_BASE = -2146828288
"""What Windows adds to an error value's number on its way through COM (0x800A0000)."""
CALLER = "caller"
"""By this name of a parameter xlwings hands over the cell that asks; in Excel it is no argument of the function."""


def worksheet_functions(answer: Callable[[Any], Any] | None = None) -> dict[str, Callable[..., Any]]:
    """All functions of the registry as xlwings wants them, by name; `answer` is how their cells go to Excel.

    >>> worksheet_functions()["TARGET_SPLIT"]([[100.0]], [[1.0], [1.0], [1.0]])
    [[34.0], [33.0], [33.0]]
    """
    return {name: _exposed(function, answer or to_excel) for name, function in FUNCTIONS.items()}


def _exposed(function: Function, answer: Callable[[Any], Any]) -> Callable[..., Any]:
    def in_a_cell(*arguments: Any) -> Any:
        return answer(call(function.name, [_from_excel(argument) for argument in arguments], today))

    def among_its_cells(*arguments: Any, caller: Any = None) -> Any:
        *given, caller = arguments if len(arguments) > len(function.parameters) else (*arguments, caller)
        errors = {_SCODE_BASE + number: code for code, number in ERROR_NUMBERS.items()}
        token = EXPLAINER.set(None if caller is None else explainer(caller, today, errors))
        try:
            return in_a_cell(*given)
        finally:
            EXPLAINER.reset(token)

    exposed = among_its_cells if function.name == EXPLAIN else in_a_cell
    exposed.__name__ = exposed.__qualname__ = function.name
    exposed.__doc__ = function.documentation.summary[:HELP_LENGTH]
    exposed.__signature__ = _signature(function)  # type: ignore[attr-defined]
    for parameter in function.parameters:
        # Errors come as text, because xlwings would otherwise turn them into blanks.
        describe = xw.arg(
            vba_name(parameter.name),
            ndim=2,
            err_to_str=True,
            doc=function.documentation.arguments[parameter.name][:HELP_LENGTH],
        )
        exposed = describe(exposed)
    decorated: Callable[..., Any] = xw.func(
        category=CATEGORY, volatile=any(parameter.kind.clock for parameter in function.parameters)
    )(exposed)
    return decorated


def _signature(function: Function) -> inspect.Signature:
    """The signature that xlwings reads: a left-out optional argument arrives as `OMITTED`."""
    parameters = [
        inspect.Parameter(
            vba_name(parameter.name),
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
            default=inspect.Parameter.empty if parameter.required else OMITTED,
        )
        for parameter in function.parameters
    ]
    if function.name == EXPLAIN:
        parameters.append(inspect.Parameter(CALLER, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None))
    return inspect.Signature(parameters)


def _from_excel(value: Any) -> Any:
    """Error values back from the text that xlwings makes of them, and numbers from cells with a currency's format."""
    if isinstance(value, list):
        return [_from_excel(one) for one in value]
    if isinstance(value, Decimal):
        return float(value)
    return CellError(value) if isinstance(value, str) and value in ERROR_NUMBERS else value


def to_excel(cells: Any) -> Any:
    """Cells as COM takes them, error values as real error values."""
    if isinstance(cells, list):
        return [to_excel(one) for one in cells]
    return _error_variant(cells) if isinstance(cells, CellError) else cells


def _error_variant(error: CellError) -> Any:
    try:
        from pythoncom import VT_ERROR
        from win32com.client import VARIANT
    except ImportError:
        return error
    return VARIANT(VT_ERROR, _SCODE_BASE + ERROR_NUMBERS[error.code])
