"""What keeps the add-in from working, one sentence each, with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xltargets
from xltargets.addin.excel.files import ADD_IN, versions
from xltargets.addin.excel.install import configured_interpreter
from xltargets.errors import N_, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xltargets.addin.excel.windows import Surroundings

_INSTALL, _INSTALL_PYTHON = "xltargets addin install", "pip install --force-reinstall xltargets"
_STORE = "windowsapps"
"""In the path of every program from the Microsoft Store."""


def problems(place: Surroundings, folder: Path | None = None) -> list[Phrase]:
    """All that is missing or wrong, in the order in which it is mended; `folder` if the add-in is in another."""
    if not place.windows and folder is None:
        return []
    found = [*_excel(place)] if place.windows else []
    return [*found, *_python(place), *_add_in(place, folder)]


def _excel(place: Surroundings) -> Iterator[Phrase]:
    if place.excel is None:
        yield Phrase(N_("Excel is not installed, as far as Windows knows."))
    elif _STORE in str(place.excel).lower():
        message = N_(
            "This Excel is from the Microsoft Store, which keeps Python out: install Office from office.com instead."
        )
        yield Phrase(message)
    if place.macros_blocked:
        message = N_(
            "A policy of your organisation turns all macros off in Excel: ask for an exception for xltargets.xlam."
        )
        yield Phrase(message)
    if place.child_processes_blocked:
        message = N_(
            "Microsoft Defender keeps Excel from starting Python (the rule that blocks child processes of Office): ask"
            " for an exception."
        )
        yield Phrase(message)


def _python(place: Surroundings) -> Iterator[Phrase]:
    if _STORE in str(place.interpreter).lower():
        message = N_("This Python is from the Microsoft Store, which Excel cannot start: install it from python.org.")
        yield Phrase(message)
    for name in place.missing:
        message = N_("{name}, which xltargets works with, is missing: {command}")
        yield Phrase(message, name=name, command=_INSTALL_PYTHON)
    if place.xlwings is None:
        yield Phrase(N_("{name} is missing: {command}"), name="xlwings", command=_INSTALL_PYTHON)
        return
    if place.windows and not place.pywin32:
        message = N_("pywin32, which xlwings talks to Excel with, is missing: {command}")
        yield Phrase(message, command="pip install pywin32")
    libraries = [f"xlwings{bits}-{place.xlwings}.dll" for bits in (32, 64)]
    # The add-in looks beside the interpreter and one folder above.
    folders = (place.interpreter.parent, place.interpreter.parent.parent)
    if place.windows and not any((one / name).is_file() for one in folders for name in libraries):
        again = f"pip install --force-reinstall xlwings=={place.xlwings}"
        message = N_("{file} is not beside {python}: {command}")
        yield Phrase(message, file=libraries[1], python=str(place.interpreter), command=again)


def _add_in(place: Surroundings, folder: Path | None) -> Iterator[Phrase]:
    where = folder or place.startup
    add_in = where / ADD_IN if where else None
    if add_in is None or not add_in.is_file():
        if where is None:
            yield Phrase(N_("The add-in is not installed: {command}"), command=_INSTALL)
        else:
            yield Phrase(N_("The add-in is not in {folder}: {command}"), folder=str(where), command=_INSTALL)
        return
    built = versions(add_in)
    if built is None:
        yield Phrase(N_("{file} is damaged or not ours: {command}"), file=str(add_in), command=_INSTALL)
        return
    made_by, needed = built
    if made_by != xltargets.__version__:
        message = N_("The add-in is of xltargets {other}, Python has {version}: {command}")
        yield Phrase(message, other=made_by, version=xltargets.__version__, command=_INSTALL)
    if place.xlwings is not None and needed != place.xlwings:
        message = N_(
            "The add-in needs xlwings {needed}, Python has {version}, so it will not find its library: {command}"
        )
        yield Phrase(message, needed=needed, version=place.xlwings, command=f"pip install xlwings=={needed}")
    named = configured_interpreter(place)
    if named is None:
        message = N_("{file} does not name the Python to start: {command}")
        yield Phrase(message, file=str(place.configuration), command=_INSTALL)
    elif not named.is_file():
        message = N_("The Python that the add-in starts is gone ({python}): {command}")
        yield Phrase(message, python=str(named), command=_INSTALL)
    elif named != place.interpreter:
        message = N_("The add-in starts {other}, and this is {python}: {command}, if this is the one")
        yield Phrase(message, other=str(named), python=str(place.interpreter), command=_INSTALL)
