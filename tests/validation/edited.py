"""A filled plan as a file, changed in its package as a person or a program would: what is found in it."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.validation import built_plan
from tests.validation.built_plan import VALIDATOR

from xltargets.validation.report import FileReport
from xltargets.workbooks.reader import read


@cache
def _plan() -> Path:
    path = Path(mkdtemp(prefix="xltargets-test-")) / "north.xlsx"
    built_plan.write(path)
    return path


def original() -> Path:
    """The plan without a change."""
    return _plan()


def part_of(sheet: str) -> str:
    """The part of a sheet."""
    return read(_plan()).sheets[sheet].part


def changed(folder: Path, *changes: tuple[str, str, str], added: dict[str, bytes] | None = None) -> Path:
    """A copy with the first match of a pattern replaced in a part, one after the other; each must be found."""
    with zipfile.ZipFile(_plan()) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for part, pattern, replacement in changes:
        parts[part], count = re.subn(pattern.encode(), replacement.encode(), parts[part], count=1)
        assert count == 1, (part, pattern)
    path = folder / "changed.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**parts, **(added or {})}.items():
            package.writestr(name, content)
    return path


def report(folder: Path, *changes: tuple[str, str, str], added: dict[str, bytes] | None = None) -> FileReport:
    """The report on it, in the middle of March."""
    found = VALIDATOR.check(changed(folder, *changes, added=added))
    assert not found.crashed, [finding.sentence() for finding in found.findings]
    for finding in found.findings:
        assert "{" not in finding.sentence()
    return found


def found(folder: Path, *changes: tuple[str, str, str], added: dict[str, bytes] | None = None) -> list[tuple[str, str]]:
    """Its findings as code and place."""
    return [(one.code, one.at.place) for one in report(folder, *changes, added=added).findings]


def filtered(sheet: str, area: str, rows: tuple[int, ...]) -> list[tuple[str, str, str]]:
    """A filter on the first column of a table, which hides rows."""
    contents = read(_plan())
    table = next(one for one in contents.tables.values() if one.sheet == sheet and area.startswith(str(one.area)[:2]))
    column = '<filterColumn colId="0"><filters><filter val="1"/></filters></filterColumn>'
    hidden = [(part_of(sheet), f'<row r="{row}" ', f'<row r="{row}" hidden="1" ') for row in rows]
    return [(table.part, f'<autoFilter ref="{area}"/>', f'<autoFilter ref="{area}">{column}</autoFilter>'), *hidden]


def covered(row: int, column: int) -> list[tuple[str, str, str]]:
    """A text box over four cells of Review, the first of them counted from 0."""
    corner = (
        "<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff>"
        "<xdr:row>{2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
    )
    box = (
        "<xdr:twoCellAnchor>"
        + corner.format("from", column, row)
        + corner.format("to", column + 1, row + 1)
        + '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="9" name="Box"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        "<xdr:spPr/></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    with zipfile.ZipFile(_plan()) as package:
        links = package.read(part_of("Review").replace("worksheets/", "worksheets/_rels/") + ".rels").decode()
    drawing = re.search(r"\.\./(drawings/[^\"]+)", links)
    assert drawing is not None
    return [(f"xl/{drawing[1]}", "</xdr:wsDr>", box)]
