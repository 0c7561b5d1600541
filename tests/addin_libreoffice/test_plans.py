"""Commission plans in Calc: it works out what our own engine does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.addin_libreoffice.conftest import Office
from tests.rollup.pools import pool
from tests.rollup.test_pay_by_plan import all_payees
from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS
from xltargets.workbooks.formulas import functions_used
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value
from xltargets.workbooks.respelling import convert

pytestmark = pytest.mark.nightly


@pytest.mark.parametrize(("plans", "least"), [("published", 90), ("pool", 60)])
def test_a_scorecard_of_plans_recalculates_to_what_is_stored(
    start: Callable[[str], Office], plans: str, least: int
) -> None:
    payees = all_payees() if plans == "published" else pool((3, 2, 2), [1000.0, 2001.0, 12_000.0])
    path = payees.file()
    convert(path, path, "libreoffice")
    contents = read(path)
    unlike, compared = {}, 0
    for place, found in start("2026-06-30").ask("recalculated", str(path)).items():
        sheet, row, column = place.rsplit("|", 2)
        cell = contents.sheets[sheet].cells.get((int(row), int(column)))
        if cell is None or cell.formula is None:
            continue
        value = CellError(found["error"]) if isinstance(found, dict) else found
        stored = float(cell.value) if isinstance(cell.value, bool) else cell.value
        if not same_value(value, stored):
            unlike[f"{sheet}!{cell.address}"] = value, stored
        compared += bool(functions_used(cell.formula) & FUNCTIONS.keys())
    assert unlike == {}
    assert compared > least
