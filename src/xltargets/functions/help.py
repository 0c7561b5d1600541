"""Help: about the functions themselves."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

import xltargets
from xltargets.calc.arguments import Text
from xltargets.calc.contract import Word, worksheet_function
from xltargets.errors import N_, NotAvailable

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["xlt_explain", "xlt_version"]

AREA = "Help"
EXPLAIN = "XLT_EXPLAIN"
"""The function that is worked out among the cells around it."""

EXPLAINER: ContextVar[Callable[[str], str] | None] = ContextVar("explainer", default=None)
"""Set by a host that can evaluate a formula given as text: gives the sentence of its error, or an empty text."""


@worksheet_function
def xlt_explain(formula_text: Text) -> Word:
    """Why a formula gives an error value, in a sentence.

    Type =XLT_EXPLAIN(FORMULATEXT(B7)) beside the cell. The formula is worked out again among the same cells.

    Args:
        formula_text: The formula as text, as FORMULATEXT gives it.

    Returns:
        A sentence that says which argument and element is wrong and what is expected; empty if nothing is.

    Errors:
        #N/A: a host that cannot evaluate a formula given as text.

    Formula:
        the sentence of the problem that the formula meets

    Example:
        >>> xlt_explain("=ACHIEVEMENT(1,0)")
        Traceback (most recent call last):
        xltargets.errors.NotAvailable: formula_text: found "=ACHIEVEMENT(1,0)"; expected a host that can evaluate it.

    Source:
        This package.

    See also:
        XLT_VERSION
    """
    explain = EXPLAINER.get()
    if explain is None:
        raise NotAvailable("formula_text", formula_text, N_("expected a host that can evaluate it"))
    return explain(formula_text)


@worksheet_function
def xlt_version() -> Word:
    """The version of the functions in use.

    Returns:
        The version as a text, for example 1.4.2.

    Formula:
        the version of the installed package

    Example:
        >>> xlt_version() == xltargets.__version__
        True

    Source:
        This package.
    """
    return xltargets.__version__
