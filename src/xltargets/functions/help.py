"""Help: about the functions themselves."""

from __future__ import annotations

import xltargets
from xltargets.calc.contract import Word, worksheet_function

__all__ = ["xlt_version"]

AREA = "Help"


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
