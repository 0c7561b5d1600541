"""Fingerprints, and wording."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xltargets.errors import CellError
from xltargets.validation.finding import Fault, Finding, Severity, one_line, runs
from xltargets.views.location import Location

BASE = Finding(
    "XL304",
    "out-of-range",
    Severity.ERROR,
    Fault(Location("Periods", "periods", "2026-03", "weight", "C7"), "{label} is {found}.", found=1.0),
    "target-plan",
)


def moved(**changes):
    return replace(BASE, fault=replace(BASE.fault, at=replace(BASE.at, **changes)))


def test_the_same_finding_is_known_again_after_rows_were_inserted_or_the_sheet_renamed():
    assert moved(cell="C9", sheet="2026").fingerprint == BASE.fingerprint
    assert replace(BASE, severity=Severity.INFO).fingerprint == BASE.fingerprint


@pytest.mark.parametrize("other", [moved(row_key="2026-04"), moved(column="target"), replace(BASE, code="XL302")])
def test_another_finding_has_another_fingerprint(other):
    assert other.fingerprint != BASE.fingerprint


def test_cells_that_are_alike_are_told_with_their_addresses():
    many = replace(BASE, fault=replace(BASE.fault, values={"label": "Weight"}), cells=("C5", "C6", "C7", "C9"))
    assert many.message() == "Weight is 1. The same in 4 cells: C5:C7, C9."


def test_braces_in_a_workbook_are_not_placeholders():
    fault = Fault(Location("{x}"), "{label} is {found}.", found="{label.__class__}", values={"label": "{found}"})
    assert replace(BASE, fault=fault).message() == '{found} is "{label.__class__}".'


def test_an_error_value_is_told_as_the_cell_shows_it():
    fault = Fault(Location("S"), "It is {found}.", found=CellError("#N/A"))
    assert replace(BASE, fault=fault).message() == "It is #N/A."
    assert replace(BASE, fault=fault).as_dict("a.xlsx")["found"] == "#N/A"


def test_runs_and_lines():
    assert runs(["B2"]) == "B2"
    assert one_line("tab\there") == "tab\\u0009here"
