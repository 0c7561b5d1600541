"""What keeps the add-in from working, one sentence each, with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xltargets
from xltargets.addin.excel.files import ADD_IN, versions
from xltargets.addin.excel.install import configured_interpreter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xltargets.addin.excel.windows import Surroundings

_STORE = "windowsapps"
"""In the path of every program from the Microsoft Store."""


def problems(place: Surroundings, folder: Path | None = None) -> list[str]:
    """All that is missing or wrong, in the order in which it is mended; `folder` if the add-in is in another."""
    if not place.windows and folder is None:
        return []
    found = [*_excel(place)] if place.windows else []
    return [*found, *_python(place), *_add_in(place, folder)]


def _excel(place: Surroundings) -> Iterator[str]:
    if place.excel is None:
        yield "Excel is not installed, as far as Windows knows."
    elif _STORE in str(place.excel).lower():
        yield "This Excel is from the Microsoft Store, which keeps Python out: install Office from office.com instead."
    if place.macros_blocked:
        yield "A policy of your organisation turns all macros off in Excel: ask for an exception for xltargets.xlam."
    if place.child_processes_blocked:
        yield (
            "Microsoft Defender keeps Excel from starting Python (the rule that blocks child processes of Office): ask"
            " for an exception."
        )


def _python(place: Surroundings) -> Iterator[str]:
    if _STORE in str(place.interpreter).lower():
        yield "This Python is from the Microsoft Store, which Excel cannot start: install it from python.org."
    for name in place.missing:
        yield f"{name}, which xltargets works with, is missing: pip install --force-reinstall xltargets"
    if place.xlwings is None:
        yield "xlwings is missing: pip install --force-reinstall xltargets"
        return
    if place.windows and not place.pywin32:
        yield "pywin32, which xlwings talks to Excel with, is missing: pip install pywin32"
    libraries = [f"xlwings{bits}-{place.xlwings}.dll" for bits in (32, 64)]
    # The add-in looks beside the interpreter and one folder above.
    folders = (place.interpreter.parent, place.interpreter.parent.parent)
    if place.windows and not any((one / name).is_file() for one in folders for name in libraries):
        again = f"pip install --force-reinstall xlwings=={place.xlwings}"
        yield f"{libraries[1]} is not beside {place.interpreter}: {again}"


def _add_in(place: Surroundings, folder: Path | None) -> Iterator[str]:
    where = folder or place.startup
    add_in = where / ADD_IN if where else None
    if add_in is None or not add_in.is_file():
        yield f"The add-in is not in {where}: xltargets addin install"
        return
    built = versions(add_in)
    if built is None:
        yield f"{add_in} is damaged or not ours: xltargets addin install"
        return
    made_by, needed = built
    if made_by != xltargets.__version__:
        yield f"The add-in is of xltargets {made_by}, Python has {xltargets.__version__}: xltargets addin install"
    if place.xlwings is not None and needed != place.xlwings:
        yield (
            f"The add-in needs xlwings {needed}, Python has {place.xlwings}, so it will not find its library:"
            f" pip install xlwings=={needed}"
        )
    named = configured_interpreter(place)
    if named is None:
        yield f"{place.configuration} does not name the Python to start: xltargets addin install"
    elif not named.is_file():
        yield f"The Python that the add-in starts is gone ({named}): xltargets addin install"
    elif named != place.interpreter:
        yield f"The add-in starts {named}, and this is {place.interpreter}: xltargets addin install, if this is the one"
