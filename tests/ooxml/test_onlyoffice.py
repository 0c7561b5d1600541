"""Our workbooks in a second spreadsheet program, ONLYOFFICE: the same results, and nothing lost on saving."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.onlyoffice import Entry, needs_onlyoffice, recalculated
from xltargets.building.builder import build
from xltargets.locale import LANGUAGES, translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.workbooks.contents import Area, Contents, address
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value
from xltargets.workbooks.respelling import values_only

pytestmark = [pytest.mark.nightly, needs_onlyoffice]
STARTED_EMPTY = [key for key in TEMPLATES if key != "company-scorecard"]
OFTEN = ("crm-log",)
_STORED = re.compile(rb"(</f>|<f[^>]*/>)<v>[^<]*</v>")
_KEPT = {
    "table": rb"<tablePart ",
    "validation": rb"<(?:x14:)?dataValidation ",
    "conditional format": rb"<(?:x14:)?cfRule ",
}


def written(key: str, language: str, folder: Path) -> Path:
    """A filled workbook with our functions as values, since the other program has none of them."""
    whole, path = folder / f"{key}-{language}-whole.xlsx", folder / f"{key}-{language}.xlsx"
    words = translator(language)
    build(TEMPLATES[key], whole, sample(key, of_language(language)), language=language, translate=words)
    values_only(read(whole), path)
    return path


def without_results(path: Path) -> Path:
    """The same, with no result stored beside a formula: whatever is shown has been worked out."""
    bare = path.with_name(f"bare-{path.name}")
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as target:
        for name in package.namelist():
            data = package.read(name)
            if "/worksheets/sheet" in name:
                # Nor a protection, so that values can be entered.
                data = re.sub(rb"<sheetProtection[^>]*/>", b"", _STORED.sub(rb"\1", data))
            target.writestr(name, data)
    return bare


def typed(contents: Contents) -> list[Entry]:
    """The constants, to be entered again as they are, in runs down a column.

    Of the texts only those that no program takes for something else.
    """
    found: list[Entry] = []
    for sheet in contents.sheets.values():
        # What spilled from a formula is stored like a constant; entered, it would stand in the way of the spill.
        spilled = [cell.spill for cell in sheet.cells.values() if cell.spill is not None]
        cells = {
            place: cell.value
            for place, cell in sheet.cells.items()
            if cell.formula is None and plain(cell.value) and not any(place in area for area in spilled)
        }
        for row, column in sorted(cells, key=lambda place: (place[1], place[0])):
            if found and found[-1][0] == sheet.name and (row - 1, column) in cells:
                _name, place, rows = found[-1]
                found[-1] = (
                    sheet.name,
                    f"{place.partition(':')[0]}:{address(row, column)}",
                    [*rows, [cells[row, column]]],
                )
            else:
                found.append((sheet.name, address(row, column), [[cells[row, column]]]))
    return found


def plain(value: Any) -> bool:
    return isinstance(value, float) or (isinstance(value, str) and value.isalpha())


def kept(path: Path) -> Counter[str]:
    """What a workbook has besides cells."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if "/worksheets/sheet" in name:
                data = package.read(name)
                found.update({what: len(re.findall(mark, data)) for what, mark in _KEPT.items()})
            found["chart"] += bool(re.fullmatch(r"xl/charts/chart\d+\.xml", name))
    return found


def differences(contents: Contents, shown: dict[str, Any]) -> tuple[int, list[str]]:
    """How many formulas were compared, and those that show something else than what is stored."""
    compared, found = 0, []
    for name, sheet in contents.sheets.items():
        if name not in shown:
            continue
        used = Area.parse(shown[name]["used"])
        values = shown[name]["values"]
        rows = values if isinstance(values, list) else [[values]]
        for (row, column), cell in sheet.cells.items():
            if cell.formula is None:
                continue
            value = rows[row - used.top][column - used.left]
            compared += 1
            if not same_value(cell.value, as_stored(value, cell.value)):
                found.append(f"{name}!{cell.address} ={cell.formula}: {value!r}, not {cell.value!r}")
    return compared, found


def as_stored(value: Any, stored: Any) -> Any:
    """A value as ONLYOFFICE gives it, a text, in the kind of the stored one; what does not fit stays a text."""
    if isinstance(stored, bool):
        return {"TRUE": True, "FALSE": False}.get(str(value).upper(), value)
    if isinstance(stored, float):
        try:
            return float(value)
        except (TypeError, ValueError):
            return value
    return stored if stored is not None and str(stored) == value else value


# One language is enough for every change; the others' words are other names of the same cells. The great workbooks
# take that program minutes.
CASES = [
    pytest.param(key, language, marks=[] if language == "zh-CN" and key in OFTEN else [pytest.mark.nightly])
    for key in STARTED_EMPTY
    for language in LANGUAGES
]
Tried = Callable[[str, str], tuple[Path, dict[str, Any], Path]]


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    """A template in a language: the workbook, what it shows, and the file that was saved."""
    folder = tmp_path_factory.mktemp("onlyoffice")

    @cache
    def one(key: str, language: str) -> tuple[Path, dict[str, Any], Path]:
        path, saved = written(key, language, folder), folder / f"{key}-{language}-saved.xlsx"
        (shown,) = recalculated((without_results(path), typed(read(path)), [saved]))
        return path, shown, saved

    return one


@pytest.mark.parametrize(("key", "language"), CASES)
def test_every_native_formula_shows_the_same(key: str, language: str, tried: Tried) -> None:
    path, shown, _saved = tried(key, language)
    compared, found = differences(read(path), shown)
    assert found == []
    assert compared > 50, "formulas were compared"


@pytest.mark.parametrize(("key", "language"), CASES)
def test_nothing_is_lost_on_saving(key: str, language: str, tried: Tried) -> None:
    path, _shown, saved = tried(key, language)
    assert kept(saved) == kept(path)
