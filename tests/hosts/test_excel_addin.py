"""From the add-in's call to Python and back, through xlwings' own COM server; pywin32 and Excel are stood in for.

Values are what pywin32 makes of Excel's: a range's Value2 is a tuple of rows, an error value its SCODE, an argument
that was left out another one.
"""

from __future__ import annotations

import datetime
import importlib
import sys
from decimal import Decimal
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
import xlwings

from tests.conformance.case import Case
from tests.conformance.formula import Reader
from tests.conformance.test_conformance import CASES, TODAY, same, serial
from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS, OMITTED
from xltargets.hosts.excel import addin as excel_addin
from xltargets.hosts.excel import com as excel_com

LEFT_OUT = -2147352572
MARK = "\x1b"
NOT_AVAILABLE = -2146826246
_NUMBERS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
}
"""Excel's numbers of the error values (XlCVError)."""
ERRORS = {-2146828288 + number: code for code, number in _NUMBERS.items()}
"""As pywin32 hands them over: that number in an SCODE."""
PYWIN32 = ("pythoncom", "pywintypes", "win32api", "win32event", "win32com", "win32com.client", "win32com.server")
SERVER = ("win32com.server.dispatcher", "win32com.server.policy", "win32com.server.util")


@pytest.fixture(scope="module")
def server() -> Any:
    """xlwings' server object, whose CallUDF the add-in calls."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (*PYWIN32, *SERVER):
            patch.setitem(sys.modules, name, MagicMock(name=name))
        sys.modules["pywintypes"].com_error = OSError  # type: ignore[attr-defined]
        sys.modules["win32com"].server.util.unwrap = _not_wrapped  # type: ignore[attr-defined]
        for name in ("xlwings.udfs", "xlwings.com_server", "xlwings._xlwindows"):
            patch.delitem(sys.modules, name, raising=False)
        windows = ModuleType("xlwings._xlwindows")
        windows.Range = lambda xl: xl  # type: ignore[attr-defined]
        windows.is_range_instance = lambda _value: False  # type: ignore[attr-defined]
        patch.setitem(sys.modules, "xlwings._xlwindows", windows)
        patch.setattr(xlwings, "_xlwindows", windows, raising=False)
        patch.setattr(xlwings, "__pro__", False)
        engine = SimpleNamespace(impl=SimpleNamespace(clean_value_data=_cleaned, prepare_xl_data_element=_prepared))
        patch.setattr(xlwings, "engines", {"excel": engine})
        udfs = importlib.import_module("xlwings.udfs")
        patch.setattr(udfs, "Range", lambda impl: impl)
        patch.setattr(udfs, "ComRange", lambda caller: caller)
        patch.setattr(xlwings, "func", udfs.xlfunc)
        patch.setattr(xlwings, "arg", udfs.xlarg)
        module = ModuleType("stood_in_addin")
        module.__file__ = excel_addin.__file__
        vars(module).update(excel_com.worksheet_functions(excel_addin.marked))
        patch.setitem(sys.modules, "stood_in_addin", module)
        yield importlib.import_module("xlwings.com_server").XLPython()
    for name in ("xlwings.udfs", "xlwings.com_server"):
        sys.modules.pop(name, None)


def _not_wrapped(_value: Any) -> Any:
    raise TypeError


def _cleaned(data: Any, _datetimes: Any, empty: Any, _numbers: Any, err_to_str: bool) -> Any:
    """As xlwings does on Windows, whose module cannot be imported here."""
    is_the_cell_that_asks = not isinstance(data[0][0], (float, int, str, type(None)))
    assert err_to_str or is_the_cell_that_asks
    return [
        [empty if one in ("", None) else ERRORS.get(one, one) if type(one) is int else one for one in row]
        for row in data
    ]


def _prepared(value: Any, _date_format: Any) -> Any:
    return "" if value is None else value


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        # One column comes back as rows, one row as a flat row, one cell as itself: what Excel spills.
        ("TARGET_SPLIT", (100.0, ((1.0,), (1.0,), (1.0,)), LEFT_OUT, LEFT_OUT, LEFT_OUT), [[34.0], [33.0], [33.0]]),
        ("TARGET_SPLIT", (100.0, ((1.0, 1.0, 1.0),), LEFT_OUT, LEFT_OUT, LEFT_OUT), [34.0, 33.0, 33.0]),
        ("GROWTH_RATE", (120.0, 100.0), 0.2),
        # A blank optional argument takes its default; a blank weight is 0.
        ("TARGET_SPLIT", (10.0, ((1.0,), (None,)), None, LEFT_OUT, LEFT_OUT), [[10.0], [0.0]]),
        # Error values go in as their numbers and come out as marks, in cells and inside of ranges.
        ("TARGET_SPLIT", (NOT_AVAILABLE, ((1.0,),), LEFT_OUT, LEFT_OUT, LEFT_OUT), "\x1b2042"),
        ("TARGET_SPLIT", (10.0, ((-1.0,), (1.0,)), LEFT_OUT, LEFT_OUT, LEFT_OUT), "\x1b2036"),
        ("ACHIEVEMENT", (((50.0,), (60.0,)), ((100.0,), (0.0,)), LEFT_OUT), [[0.5], ["\x1b2007"]]),
        # Text and TRUE are no numbers.
        ("GROWTH_RATE", ("120", 100.0), "\x1b2015"),
        ("GROWTH_RATE", (True, 100.0), "\x1b2015"),
    ],
)
def test_a_call_of_the_add_in(server: Any, name: str, arguments: tuple[Any, ...], expected: Any) -> None:
    found = server.CallUDF("stood_in_addin", name, arguments, None, None)
    assert found == (pytest.approx(expected) if isinstance(expected, float) else expected)


def as_value2(argument: Any) -> Any:
    """What the add-in hands over for an argument of the table: rows as tuples, one cell as itself."""
    if argument is OMITTED:
        return LEFT_OUT
    codes = {code: number for number, code in ERRORS.items()}
    rows = argument if isinstance(argument, list) else [[argument]]
    cells = tuple(tuple(codes[one.code] if isinstance(one, CellError) else one for one in row) for row in rows)
    return cells[0][0] if len(cells) == len(cells[0]) == 1 else cells


def as_shown(found: Any) -> Any:
    """What the add-in makes of the answer: marks are error values, a flat row is a row."""
    if isinstance(found, list):
        rows = found if found and isinstance(found[0], list) else [found]
        return [[as_shown(one) for one in row] for row in rows]
    if isinstance(found, str) and found.startswith(MARK):
        code = {number: code for code, number in _NUMBERS.items()}[int(found[1:])]
        return CellError(code)
    return found


# xlwings makes a blank of an empty text before it calls anybody's function.
WITHOUT_EMPTY_TEXT = [case for case in CASES if "" not in Reader(case.formula, case.cells).arguments()]


def test_all_but_one_of_the_table_run() -> None:
    assert len(WITHOUT_EMPTY_TEXT) >= len(CASES) - 1


@pytest.mark.parametrize("case", WITHOUT_EMPTY_TEXT, ids=lambda case: case.formula)
def test_the_conformance_table_through_xlwings_own_server(
    server: Any, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xltargets.hosts.excel.com.today", lambda: serial(case.as_of or TODAY))
    reader = Reader(case.formula, case.cells)
    given = [as_value2(argument) for argument in reader.arguments()]
    given += [LEFT_OUT] * (len(FUNCTIONS[reader.name].parameters) - len(given))
    found = as_shown(server.CallUDF("stood_in_addin", reader.name, tuple(given), None, None))
    assert same(found, case.expected), f"{found}, expected {case.expected}: {case.why}"


def test_currency_and_dates_of_xlwings_own_import_are_numbers_too() -> None:
    """Where a range is read by its Value, cells with a currency's format are decimals, and dates are dates."""
    functions = excel_com.worksheet_functions()
    assert functions["GROWTH_RATE"]([[Decimal("120.5")]], [[Decimal(100)]]) == pytest.approx(0.205)
    start, end = datetime.datetime(2026, 1, 1), datetime.datetime(2026, 12, 31)
    by_date = functions["TARGET_PACE"]([[50.0]], [[100.0]], [[start]], [[end]], [[datetime.datetime(2026, 7, 1)]])
    by_number = functions["TARGET_PACE"]([[50.0]], [[100.0]], [[46023.0]], [[46387.0]], [[46204.0]])
    assert by_date == by_number
    assert isinstance(by_date, float)
