"""Whatever is done to a package: no crash, no hang, and what is accepted says what the original says, or shows that it
does not.

A value may differ only where another reader of the same bytes (openpyxl, which is none of ours) sees the same
difference: then the file was changed openly, as by typing, and is not read in two ways.
"""

from __future__ import annotations

import time
import warnings
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.fuzz.tampering import tampered
from xltargets.errors import CellError
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import PackageProblem, read

IN_CI, NIGHTLY = 300, 10_000
LAST_OF_DAYS = 2_958_466
LONGEST = 10.0
"""Seconds of computing for one small file."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fuzz") / "source.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        dates = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("One")
        sheet.add_table("A1:C4", {"name": "rows", "columns": [{"header": one} for one in ("Key", "Value", "Day")]})
        for row in range(1, 4):
            sheet.write(row, 0, f"text {row}")
            sheet.write(row, 1, row * 1.5)
            sheet.write(row, 2, 46_000 + row, dates)
        sheet.write_formula("E1", "=SUM(B2:B4)", None, 9)
        sheet.write_boolean("E2", True)
        sheet.write_formula("E3", '="a"&"b"', None, "ab")
        workbook.add_worksheet("Two").write("A1", "text 1")
        workbook.define_name("total", "=One!$E$1")
        workbook.set_custom_property("xltargets.template", "target-plan")
    return path


Values = dict[tuple[str, int, int], object]


def values_of(contents: Contents) -> Values:
    found: Values = {}
    for sheet in contents.sheets.values():
        for place, cell in sheet.cells.items():
            if cell.value not in (None, ""):
                found[sheet.name, *place] = cell.value.code if isinstance(cell.value, CellError) else cell.value
    return found


def by_openpyxl(data: bytes) -> Values | None:
    """What another program reads; None where it reads nothing at all."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(data), data_only=True)
            return {
                (sheet.title, cell.row, cell.column): cell.value
                for sheet in book.worksheets
                for row in sheet.iter_rows()
                for cell in row
                if cell.value not in (None, "")
            }
    except Exception:  # noqa: BLE001  (whatever stops it)
        return None


def same(one: object, other: object) -> bool:
    """Days are compared by whether both see any: openpyxl gives dates, and an error beyond its calendar."""
    if isinstance(one, float) and not isinstance(other, (int, float, str)):
        return other is not None
    if isinstance(one, float) and one > LAST_OF_DAYS and other == "#VALUE!":
        return True
    return one == other or (isinstance(one, float) and isinstance(other, (int, float)) and abs(one - other) < 1e-9)


def judged(source: Path, path: Path, original: Values, seed: int) -> bool:
    """Whether a tampered file was accepted, after seeing that it may be."""
    data = tampered(source, seed)
    path.write_bytes(data)
    began = time.process_time()
    found: Values | None
    try:
        found = values_of(read(path))
    except PackageProblem as problem:
        sentence, found = problem.sentence(), None
    assert time.process_time() - began < LONGEST, seed
    if found is None:
        assert sentence.endswith("."), (seed, sentence)
        return False
    differing = {place for place in found.keys() | original.keys() if found.get(place) != original.get(place)}
    if differing:
        theirs = by_openpyxl(data)
        if theirs is not None:
            hidden = {place for place in differing if not same(found.get(place), theirs.get(place))}
            assert not hidden, (seed, hidden, {place: (found.get(place), theirs.get(place)) for place in hidden})
    return True


def run(source: Path, folder: Path, seeds: range) -> None:
    original = values_of(read(source))
    assert len(original) > 15
    accepted = sum(judged(source, folder / "tampered.xlsx", original, seed) for seed in seeds)
    assert 0 < accepted < len(seeds), "harmless changes are accepted, and the others are not"


def test_tampered_packages(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path, range(IN_CI))


@pytest.mark.nightly
def test_many_tampered_packages(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path, range(IN_CI, IN_CI + NIGHTLY))
