"""As a new user would try it: a year of 200 deals in a sheet, then every one given back, ends at 0.00."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.reader import read

PEOPLE = ("Ann", "Bob", "Cy", "Di")
TIERS = ((0, 0.03), (100_000, 0.05), (300_000, 0.0825))
LINES = 400


@pytest.fixture(scope="module", params=["marginal", "retroactive"])
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Deals in A:C (person, quarter, amount); COMMISSION_RUN beside them, and the same line by line with SUMIFS."""
    random = np.random.default_rng(200)
    deals = [
        (PEOPLE[int(random.integers(4))], f"Q{number // 50 + 1}", round(float(random.uniform(50, 40_000)), 2))
        for number in range(LINES // 2)
    ]
    back = [deals[int(place)] for place in random.permutation(len(deals))]
    mode, last = request.param, LINES + 1
    path = tmp_path_factory.mktemp("year") / f"{mode}.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Deals")
        sheet.write_row("A1", ["Person", "Quarter", "Amount", "Commission", "Line by line"])
        for row, (person, quarter, amount) in enumerate(deals + [(*key, -amount) for *key, amount in back], 1):
            sheet.write_row(row, 0, [person, quarter, amount])
            prior = f"ROUND(SUMIFS(C$1:C{row},A$1:A{row},A{row + 1},B$1:B{row},B{row + 1}),2)"
            sheet.write_formula(row, 4, f'=COMMISSION(C{row + 1},$G$2:$H$4,"{mode}",20000,100,{prior},,2)')
        for row, tier in enumerate(TIERS, 1):
            sheet.write_row(row, 6, tier)
        run = f'COMMISSION_RUN(C2:C{last},G2:H4,A2:B{last},"{mode}",20000,100,,2)'
        sheet.write_dynamic_array_formula(1, 3, LINES, 3, f"={run}")
        sheet.write_formula("J1", f"=SUM(D2:D{last})")
        sheet.write_formula("J2", f"=ROUND(SUM(D2:D{last // 2 + 1}),2)")
    return path


def test_it_ends_at_nothing(year: Path) -> None:
    values = evaluate(read(year)).values
    paid = values["Deals", 2, 10]
    assert isinstance(paid, float)
    assert paid > 10_000
    assert f"{values['Deals', 1, 10]:.2f}".lstrip("-") == "0.00"
    cents = [round(float(values["Deals", row, 4]) * 100) for row in range(2, LINES + 2)]
    assert sum(cents) == 0
    assert [values["Deals", row, 5] for row in range(2, LINES + 2)] == [cent / 100 for cent in cents]


def test_the_command_line_says_the_same(year: Path) -> None:
    mode = year.stem
    formula = f'=ROUND(SUM(COMMISSION_RUN(C2:C401,G2:H4,A2:B401,"{mode}",20000,100,,2)),2)'
    result = CliRunner().invoke(main, ["eval", formula, "--workbook", str(year), "--sheet", "Deals", "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.output) == 0
