"""What holds for every template, empty and with its sample: formulas, values, looks, other programs."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import openpyxl
import pytest

from tests.libreoffice import convert, needs_libreoffice
from tests.templates.native import NATIVE
from xltargets.building.builder import build
from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS
from xltargets.samples import sample
from xltargets.samples.companies import FIRST
from xltargets.templates import TEMPLATES, find
from xltargets.templates.drawn import makes_gaps
from xltargets.templates.formulas import in_workbook
from xltargets.templates.schema import Chart, Form, Matrix, Role, Tiles
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.formulas import functions_used
from xltargets.workbooks.patch import Formula, patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value

KINDS = [(key, kind) for key in TEMPLATES for kind in ("empty", "sample")]
each_template = pytest.mark.parametrize("key", TEMPLATES)
each_workbook = pytest.mark.parametrize(("key", "kind"), KINDS)


@cache
def built(key: str, kind: str) -> Path:
    """A workbook, built once."""
    path = Path(mkdtemp(prefix="xltargets-test-")) / f"{key}-{kind}.xlsx"
    build(TEMPLATES[key], path, sample(key) if kind == "sample" else None)
    return path


@cache
def contents_of(key: str, kind: str) -> Contents:
    return read(built(key, kind))


def declared_formulas() -> list[tuple[str, str, str]]:
    found = []
    for key, template in TEMPLATES.items():
        found += [
            (key, name, one.formula) for name, table in template.tables.items() for one in table.columns if one.formula
        ]
        blocks = [block for sheet in template.sheets for block in sheet.blocks if isinstance(block, Matrix)]
        found += [(key, block.name, block.formula) for block in blocks]
    return found


def test_declared_formulas_name_what_exists() -> None:
    for key, table, formula in declared_formulas():
        written = in_workbook(formula, TEMPLATES[key], table)
        assert functions_used(written) <= NATIVE | set(FUNCTIONS), (table, formula)
        assert "[@" not in written, (table, formula)


def test_what_spills_needs_none_of_our_functions() -> None:
    """LibreOffice works out on opening what spills, and shows #NAME? there where a function is not known."""
    matrices = [
        (template, block)
        for template in TEMPLATES.values()
        for sheet in template.sheets
        for block in sheet.blocks
        if isinstance(block, Matrix)
    ]
    assert matrices
    for template, matrix in matrices:
        assert functions_used(in_workbook(matrix.formula, template, matrix.name)) <= NATIVE, matrix.name


@each_workbook
def test_only_a_matrix_spills(key: str, kind: str) -> None:
    spilling = [cell for sheet in contents_of(key, kind).sheets.values() for cell in sheet.cells.values() if cell.spill]
    matrices = [one for sheet in TEMPLATES[key].sheets for one in sheet.blocks if isinstance(one, Matrix)]
    assert len(spilling) == len(matrices)


@each_template
def test_no_function_has_the_name_of_a_table(key: str) -> None:
    """LibreOffice takes `COMMISSION(` for the table commission, and shows Err:509 where a value is stored."""
    template = TEMPLATES[key]
    named = {name.upper() for name in template.tables}
    for _key, where, formula in (one for one in declared_formulas() if one[0] == key):
        assert not named & {name.upper() for name in functions_used(formula)}, where


@each_workbook
def test_no_cell_shows_an_error_and_all_is_verified(key: str, kind: str) -> None:
    contents = contents_of(key, kind)
    results = evaluate(contents)
    assert not results.not_verified
    formulas = 0
    for sheet in contents.sheets.values():
        for position, cell in sheet.cells.items():
            is_gap = makes_gaps(cell.formula or "")
            assert is_gap or not isinstance(cell.value, CellError), f"{sheet.name}!{cell.address}"
            if cell.formula is not None:
                formulas += 1
                assert same_value(cell.value, results.values[(sheet.name, *position)]), f"{sheet.name}!{cell.address}"
    assert formulas > 100


@needs_libreoffice
@pytest.mark.parametrize(
    ("key", "kind"), [pytest.param(*one, marks=() if one[1] == "sample" else pytest.mark.nightly) for one in KINDS]
)
def test_native_formulas_are_libreoffices(key: str, kind: str, tmp_path: Path) -> None:
    """Our functions' results are put in their cells as constants; all that is left, LibreOffice works out itself."""
    ours = contents_of(key, kind)
    plain = tmp_path / "native.xlsx"
    plain.write_bytes(built(key, kind).read_bytes())
    calls = {
        name: {
            position: Formula('""') if cell.value == "" else cell.value
            for position, cell in sheet.cells.items()
            if cell.formula is not None and functions_used(cell.formula) & set(FUNCTIONS)
        }
        for name, sheet in ours.sheets.items()
    }
    patch_values(read(plain), plain, {name: cells for name, cells in calls.items() if cells}, over_formulas=True)
    theirs = read(convert(plain, tmp_path))
    compared = 0
    for name, sheet in ours.sheets.items():
        for position, cell in sheet.cells.items():
            if cell.formula is None or position in calls[name]:
                continue
            other = theirs.sheets[name].value(*position)
            assert same_value(other, cell.value), (
                f"{name}!{cell.address} ={cell.formula}: {other!r}, not {cell.value!r}"
            )
            compared += 1
    assert compared > 60


@each_workbook
def test_what_spills_spills_in_excel_365_and_has_no_at_before_it(key: str, kind: str) -> None:
    """An array formula is marked as a dynamic one in its cell, and the mark is explained in the package."""
    with zipfile.ZipFile(built(key, kind)) as package:
        arrays = [
            cell
            for name in package.namelist()
            if name.startswith("xl/worksheets/sheet")
            for cell in re.findall(r'<c [^>]*><f t="array"[^>]*>[^<]*', package.read(name).decode())
        ]
        assert all(' cm="1"' in cell for cell in arrays)
        assert ("xl/metadata.xml" in package.namelist()) == bool(arrays)
        if arrays:
            assert b'fDynamic="1"' in package.read("xl/metadata.xml")
    if key == "target-plan" and kind == "sample":
        assert any("MMULT(" in cell for cell in arrays)
    assert not any(
        "SINGLE(" in (cell.formula or "")
        for sheet in contents_of(key, kind).sheets.values()
        for cell in sheet.cells.values()
    )


@each_template
def test_the_same_filling_has_the_same_bytes(key: str, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    build(TEMPLATES[key], again)
    assert again.read_bytes() == built(key, "empty").read_bytes()


@each_template
def test_the_workbook_says_what_it_is(key: str) -> None:
    contents = contents_of(key, "sample")
    assert find(contents) is TEMPLATES[key]
    assert contents.properties["xltargets.schema"] == str(TEMPLATES[key].version)
    assert contents.properties["xltargets.language"] == "en"


GROWING = {("target-plan", "Changes"), ("team-scorecard", "Credits"), ("team-scorecard", "Weekly reports")}
"""Sheets that are not protected."""


@each_workbook
def test_formulas_are_locked_and_their_sheets_protected(key: str, kind: str) -> None:
    for sheet in openpyxl.load_workbook(built(key, kind)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and cell.row > 3:
                    assert cell.protection.locked, f"{sheet.title}!{cell.coordinate}"
                    # A table that people let grow by typing below it stands on a sheet that lets it.
                    assert sheet.protection.sheet or (key, sheet.title) in GROWING, sheet.title


@each_template
def test_messages_are_as_long_as_excel_takes(key: str) -> None:
    for sheet in openpyxl.load_workbook(built(key, "sample")):
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255
            assert len(rule.promptTitle or "") <= 32


@each_template
def test_every_input_says_what_it_is(key: str) -> None:
    for table in TEMPLATES[key].tables.values():
        for column in table.columns:
            assert column.help or not column.is_input, column


class Marked(dict[str, str]):
    """Words that a company has for everything."""

    def get(self, key: str, _default: object = None) -> str:  # type: ignore[override]
        return f"«{key}»"


@each_workbook
def test_every_label_is_translated(key: str, kind: str, tmp_path: Path) -> None:
    """In a made-up language whose every message is put in brackets, no cell, chart or message is without them."""
    template = TEMPLATES[key]
    titles = {sheet.title for sheet in template.sheets}

    def translate(label: str) -> str:
        return f"«{label}»"[:31] if label in titles else f"«{label}»"

    path = tmp_path / "marked.xlsx"
    company = replace(FIRST, words=Marked(), translate=translate)
    build(template, path, sample(key, company) if kind == "sample" else None, translate=translate)
    data = {"USD"}
    for sheet in openpyxl.load_workbook(path, data_only=True):
        assert sheet.title.startswith("«")
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if isinstance(value, str) and value not in data and not _is_data(key, value):
                    assert "«" in value or not re.search("[A-Za-z]{2}", value), (
                        f"{sheet.title}!{cell.coordinate} {value}"
                    )
        for rule in sheet.data_validations.dataValidation:
            for text in (rule.promptTitle, rule.prompt, rule.errorTitle, rule.error):
                assert not text or "«" in text, text
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if "charts/chart" in name:
                chart = package.read(name).decode()
                assert all("«" in text for text in re.findall(r"<a:t>(.*?)</a:t>", chart))
                for series in re.findall(r"<c:ser>.*?</c:ser>", chart):
                    assert "«" in re.findall(r"<c:tx>.*?<c:v>(.*?)</c:v>", series)[0]


def _is_data(key: str, value: str) -> bool:
    """Whether a text is no label: advice, which functions give in their languages, a file name, id or fingerprint."""
    advice = key == "target-plan" and ("Specific:" in value or "Measurable:" in value)
    fingerprint = re.fullmatch(r"\d+ · [0-9a-f]{8}", value) is not None
    return advice or fingerprint or ".xlsx" in value or value in ("English", "north-harbour")


@each_workbook
def test_accessibility(key: str, kind: str) -> None:
    """Title in A1, unique headers, no merged cells in tables, alternative text, no default names."""
    template, contents = TEMPLATES[key], contents_of(key, kind)
    for declared in template.sheets:
        sheet = contents.sheets[declared.title]
        assert sheet.value(1, 1) == (template.title if declared.role is Role.GUIDE else declared.title)
        tables = [table.area for table in contents.tables.values() if table.sheet == declared.title]
        for merged in sheet.merged:
            # Of a tile, or of the sentence behind a chart that has nothing to draw.
            assert any(
                isinstance(block, Tiles) or (isinstance(block, Chart) and block.empty) for block in declared.blocks
            )
            assert not any(area.overlaps(merged) for area in tables)
    for table in contents.tables.values():
        headers = [one.name for one in table.columns]
        assert len(set(headers)) == len(headers)
    charts = [block for sheet in template.sheets for block in sheet.blocks if isinstance(block, Chart)]
    with zipfile.ZipFile(built(key, kind)) as package:
        drawings = [package.read(name).decode() for name in package.namelist() if "drawings/drawing" in name]
    for chart in charts:
        assert chart.alt
        assert any(f'name="{chart.name}" descr="{chart.alt}"' in drawing for drawing in drawings), chart.name
    assert sum(drawing.count("<xdr:graphicFrame ") for drawing in drawings) == len(charts)


@each_template
def test_nothing_stands_on_anything_else(key: str) -> None:
    """Tables, forms and matrices of a sheet leave each other room, with a heading's row between."""
    contents = contents_of(key, "sample")
    for name in contents.sheets:
        areas = [(table.name, table.area) for table in contents.tables.values() if table.sheet == name]
        for index, (first, one) in enumerate(areas):
            for second, other in areas[index + 1 :]:
                assert not one.overlaps(other), (first, second)


@each_template
def test_pages_print_on_a4(key: str) -> None:
    for sheet in openpyxl.load_workbook(built(key, "sample")):
        assert sheet.page_setup.paperSize == 9
        # It fits a page's width, or says how large it is printed, with its own breaks (test_first_screens).
        assert sheet.sheet_properties.pageSetUpPr.fitToPage or sheet.page_setup.scale
        assert "&P" in sheet.oddFooter.center.text
        assert not sheet.sheet_view.showGridLines


@each_template
def test_every_choice_is_coloured_by_words_it_has(key: str) -> None:
    for choices in TEMPLATES[key].choices.values():
        assert {code for code, _tone in choices.tones} <= set(choices.codes)


@each_template
def test_forms_have_a_name_for_each_field(key: str) -> None:
    names = {name.name for name in contents_of(key, "empty").names}
    for table in TEMPLATES[key].tables.values():
        if issubclass(table, Form):
            assert {f"{table.name}_{column.identifier}" for column in table.columns} <= names
