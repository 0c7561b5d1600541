"""The sample scorecard with its first months closed in a ledger, to change in one way at a time."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.validation.across_units import SAVED

from xltargets.building.builder import build
from xltargets.ledger.book import Ledger
from xltargets.ledger.file import LedgerFile
from xltargets.rollup.across.given import Across
from xltargets.rollup.across.judging import findings_across
from xltargets.rollup.closing.close import Closing, close
from xltargets.rollup.extraction import Collected, Extract, Row, extract_view
from xltargets.rollup.terms import Terms
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.validation.finding import Finding
from xltargets.views.view import View
from xltargets.workbooks.reader import read

END_OF_MAY = 46173.0  # 2026-05-31
CODES = ["XL621", "XL622", "XL623", "XL624"]
FILE = "north.xlsx"
_OF_PLANS = ("plans", "plan_rates", "plan_members")


def by_rates(filling: Filling) -> Filling:
    """The sample, its members all paid by Rates and agreed to them."""
    tables = {name: rows for name, rows in filling.tables.items() if name not in _OF_PLANS}
    days = {row["effective"] for row in tables["tiers"]}
    tables["agreed"] = [row for row in tables["agreed"] if row["plan"] in days]
    return Filling(filling.forms, tables)


@cache
def _folder() -> Path:
    path = Path(mkdtemp(prefix="xltargets-closed-")) / FILE
    build(TEMPLATES["team-scorecard"], path, by_rates(sample("team-scorecard")))
    return path


def scorecard_file(folder: Path) -> Path:
    """A copy of the sample, as a file."""
    return Path(shutil.copyfile(_folder(), folder / FILE))


@cache
def scorecard() -> Extract:
    """What the sample holds: six members, January to May, new rates from April on."""
    return extract_view(View.of(read(_folder()), END_OF_MAY), FILE)


def collected(extract: Extract) -> Collected:
    """A report that accepts it."""
    return Collected(
        extract.file,
        template=extract.template,
        extract=extract,
        path=Path(extract.file),
        unit=extract.text("settings.unit"),
        unit_id=extract.text("settings.unit_id"),
        saved=SAVED,
    )


def closing(ledger: Ledger, period: str, *extracts: Extract, without: tuple[str, ...] = ()) -> Closing:
    """A period closed with these scorecards."""
    held = [collected(one) for one in extracts]
    terms = Terms.of(END_OF_MAY)
    return close(held, ledger, period, terms, by="Ola Ops", day="2026-06-01", without=without)


@cache
def two_months() -> Ledger:
    """January and February closed."""
    ledger = Ledger()
    for period in ("2026-01", "2026-02"):
        done = closing(ledger, period, scorecard())
        assert done.refusals == []
        ledger = done.ledger
    return ledger


def rows_of(extract: Extract, table: str, **wanted: Any) -> list[int]:
    """The places of the rows in which these columns hold that."""
    rows = extract.rows[table]
    return [place for place, row in enumerate(rows) if all(row.values.get(key) == it for key, it in wanted.items())]


def with_fields(extract: Extract, **values: Any) -> Extract:
    """The same with other fields."""
    return replace(extract, fields={**extract.fields, **{key.replace("_0_", "."): it for key, it in values.items()}})


def with_new_row(extract: Extract, table: str, **values: Any) -> Extract:
    """The same with one more row in a table, below the last; where it has none yet, from row 5 on."""
    held = extract.rows[table]
    sheet, number = (held[-1].sheet, held[-1].number + 1) if held else (table.title(), 5)
    blank = dict.fromkeys(extract.columns[table])
    return replace(extract, rows={**extract.rows, table: [*held, Row(sheet, number, {**blank, **values})]})


def findings(extract: Extract, ledger: Ledger | None = None) -> list[Finding]:
    """What the rules on closed months find."""
    terms = replace(Terms.of(END_OF_MAY), ledger=LedgerFile("ledger.csv", ledger or two_months()))
    across = Across([collected(extract)], None, terms)
    return [one for those in findings_across(across, CODES).values() for one in those]


def found(extract: Extract, ledger: Ledger | None = None) -> list[tuple[str, str]]:
    """Code and cell of each."""
    return [(one.code, one.at.place) for one in findings(extract, ledger)]
