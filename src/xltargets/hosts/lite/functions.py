"""The worksheet functions for xlwings Lite: a workbook's `main.py` takes them all, with their help in a language.

Lite has not run this yet: the tests do, with stand-ins for what its documentation says. An error value goes to Excel as
the text of it, which Lite makes a real one, alone and inside a range; the sentence of a #VALUE! goes along.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import xlwings as xw

from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS, answer
from xltargets.functions.vba_names import vba_name
from xltargets.locale import SOURCE, translator
from xltargets.units.days import today

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.functions import Answer, Function

HELP = "https://github.com/xltargets/xltargets/blob/main/docs/functions/{name}.md"
"""Where the function wizard leads for more."""
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""The error values that Lite knows by their text."""


def in_language(language: str) -> dict[str, Callable[..., Any]]:
    """All functions by name, with help and sentences in a language; in English where it is not translated."""
    translate = translator(language)
    return {name: _exposed(function, translate) for name, function in FUNCTIONS.items()}


def _exposed(function: Function, translate: Callable[[str], str]) -> Callable[..., Any]:
    def in_a_cell(*arguments: Any) -> Any:
        return to_lite(answer(function.name, [from_lite(argument) for argument in arguments], today), translate)

    in_a_cell.__name__ = in_a_cell.__qualname__ = function.name
    in_a_cell.__doc__ = translate(function.documentation.summary)
    # A left-out argument arrives as its default; for the functions a blank one means the same there.
    in_a_cell.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                vba_name(parameter.name),
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=inspect.Parameter.empty if parameter.required else None,
            )
            for parameter in function.parameters
        ]
    )
    exposed: Callable[..., Any] = in_a_cell
    for parameter in function.parameters:
        help_text = translate(function.documentation.arguments[parameter.name])
        exposed = xw.arg(vba_name(parameter.name), ndim=2, err_to_str=True, doc=help_text)(exposed)
    volatile = any(parameter.kind.clock for parameter in function.parameters)
    decorated: Callable[..., Any] = xw.func(volatile=volatile, help_url=HELP.format(name=function.name))(exposed)
    return decorated


def from_lite(value: Any) -> Any:
    """An argument as cells, error values among them.

    >>> from_lite([[1.0, "#N/A", None]])
    [[1.0, CellError('#N/A'), None]]
    """
    if isinstance(value, list):
        return [from_lite(one) for one in value]
    return CellError(value) if isinstance(value, str) and value in ERRORS else value


def to_lite(found: Answer, translate: Callable[[str], str]) -> Any:
    """The answer as Lite puts it into cells; a single #VALUE! as an exception, whose sentence shows at the cell."""
    if isinstance(found.cells, CellError) and found.cells.code == "#VALUE!" and found.problem is not None:
        raise xw.XlwingsError(found.problem.sentence(translate))
    return _shown(found.cells)


def _shown(cells: Any) -> Any:
    if isinstance(cells, list):
        return [_shown(one) for one in cells]
    if isinstance(cells, CellError):
        return cells.code
    return "" if cells is None else cells


__all__ = sorted(FUNCTIONS)  # noqa: PLE0605  (the registry's names)
globals().update(in_language(SOURCE))
