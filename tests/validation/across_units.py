"""A company of three units, North, South and West, that agree; rules are tried on what is changed in them.

Each is the small unit of `tests/rollup/small_unit.py`: a plan of 1,200 for two people, a scorecard, a CRM log.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.rollup.small_unit import END_OF_MARCH, unit

from xltargets.rollup.across.given import Across
from xltargets.rollup.across.judging import findings_across
from xltargets.rollup.extraction import Collected, Extract, Row, extract_view
from xltargets.rollup.terms import Terms
from xltargets.validation.finding import Finding
from xltargets.validation.registry import Scope, rules
from xltargets.views.view import View
from xltargets.workbooks.contents import Saved
from xltargets.workbooks.reader import read

UNITS = ("North", "South", "West")
KINDS = ("plan", "scorecard", "log")
SAVED = Saved(modified=datetime.datetime(2026, 3, 31, 9))
CODES = [code for code, one in rules().items() if one.scope is Scope.ACROSS]


@cache
def _extracts() -> dict[str, Extract]:
    where = unit(Path(mkdtemp(prefix="xltargets-across-")), *KINDS)
    return {name: extract_view(View.of(read(where / f"{name}.xlsx")), name) for name in KINDS}


def company() -> dict[str, Collected]:
    """The workbooks of the three units, each with people and customers of its own, by file name."""
    found = {}
    for name in UNITS:
        for kind in KINDS:
            file = f"{name.lower()}-{kind}.xlsx"
            extract = replace(_extracts()[kind], file=file)
            extract = with_fields(extract, **{"settings.unit": name})
            if name != "North":
                extract = _renamed(extract, name)
            found[file] = collected(extract)
    return found


def collected(extract: Extract, saved: Saved = SAVED) -> Collected:
    """A report that accepts it."""
    unit_name = extract.text("settings.unit")
    return Collected(
        extract.file,
        template=extract.template,
        extract=extract,
        path=Path(extract.file),
        unit=unit_name,
        unit_id=extract.text("settings.unit_id"),
        saved=saved,
    )


def _renamed(extract: Extract, name: str) -> Extract:
    people = {"Ann Lee", "Bo Chen", "Fox & Co"}

    def other(value: Any) -> Any:
        return f"{value} of {name}" if value in people else value

    rows = {
        table: [replace(row, values={key: other(value) for key, value in row.values.items()}) for row in held]
        for table, held in extract.rows.items()
    }
    return replace(extract, rows=rows)


def with_fields(extract: Extract, **values: Any) -> Extract:
    """The same with other fields; what people typed there as well."""
    typed = {**extract.typed, **{(key,): (value, extract.places[key]) for key, value in values.items()}}
    return replace(extract, fields={**extract.fields, **values}, typed=typed)


def with_row(extract: Extract, table: str, place: int, **values: Any) -> Extract:
    """The same with other values in a row of a table, counted from 0."""
    rows = list(extract.rows[table])
    rows[place] = replace(rows[place], values={**rows[place].values, **values})
    return replace(extract, rows={**extract.rows, table: rows})


def with_rows(extract: Extract, table: str, *values: dict[str, Any]) -> Extract:
    """The same with these rows in a table, from row 5 of a sheet of its name."""
    rows = [Row(table.title(), 5 + number, one) for number, one in enumerate(values)]
    return replace(extract, rows={**extract.rows, table: rows})


def company_plan(**targets: float) -> Extract:
    """The company's plan, with a row for each team."""
    extract = replace(_extracts()["plan"], file="company-plan.xlsx")
    blank = dict.fromkeys(extract.rows["units"][0].values)
    rows = [{**blank, "team": team, "person": team, "target": target} for team, target in targets.items()]
    return with_rows(with_fields(extract, **{"settings.unit": "Company"}), "units", *rows)


def put(held: dict[str, Collected], extract: Extract) -> None:
    """Replace a workbook, or add one."""
    held[extract.file] = collected(extract)


def findings(
    held: Iterable[Collected], expected: Extract | None = None, tolerance: float = 0.0
) -> dict[str, list[Finding]]:
    """All that is found across them."""
    return findings_across(Across(list(held), expected, Terms.of(END_OF_MARCH), tolerance), CODES)


def found(
    held: dict[str, Collected], expected: Extract | None = None, tolerance: float = 0.0
) -> list[tuple[str, str, str]]:
    """Code, file and cell of each."""
    by_file = findings(held.values(), expected, tolerance)
    return [(one.code, file, one.at.place) for file, those in by_file.items() for one in those]


def message(held: dict[str, Collected], expected: Extract | None = None) -> str:
    """The message of the only one."""
    (only,) = [one for those in findings(held.values(), expected).values() for one in those]
    return only.message()
