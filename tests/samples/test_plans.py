"""The sample team's plans, paid as one works them out by hand."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.validation.closed_months import closing
from xltargets.building.builder import build
from xltargets.ledger.book import Ledger
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.entry import PAID
from xltargets.locale import LANGUAGES, translator
from xltargets.rollup.closing.scorecards import Scorecard, amount
from xltargets.rollup.closing.statement import statements_of
from xltargets.rollup.extraction import Extract, extract_view
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.samples.team_scorecard_sample import of_team
from xltargets.templates import TEMPLATES
from xltargets.units.days import serial_of
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.submission import Submission
from xltargets.views.view import View
from xltargets.workbooks.program.running import work_out
from xltargets.workbooks.reader import read

END_OF_MAY = float(serial_of(datetime.date(2026, 5, 31)))
PAID_OUT = {
    # 80 % of the quarter's 194,977 are 155,981.60. January: 43,730 x 3 % = 1,311.90, a draw of 1,500 is paid.
    # February: 66,237 x 3 % = 1,987.11; 188.10 of it pay the draw back. March has 178,015 to date: 4,679.448 and
    # 22,033.40 x 5 % = 5,781.12, of which the cap of the quarter leaves 5,500, less 3,299.01. April: 60,273 x 3 %.
    # May by kind: new business is 49,700 + 20,200 + 32,000, 60,000 of it at 4 % and 41,900 at 6 %; 1,035 at 2 %.
    "Chen Wei": (1500.0, 1799.01, 2200.99, 1808.19, 4914.0 + 20.7),
    # The team sold 303,091 in April, for a quota of 1,044,940: 1.2 % are 3,637.09, by 3 and 2: 2,182.254 and 1,454.836.
    # With 395,078 in May 698,169: 8,378.03, by 3 and 2: 5,026.818 and 3,351.212. Each time a cent goes to the greater
    # remainder. Erik's draw adds 45.16 in April, and May pays it back.
    "Dana Novak": (1500.0, 1500.0, 1622.96, 2182.25, 5026.82 - 2182.25),
    "Erik Lund": (0.0, 0.0, 0.0, 1500.0, 3351.21 - 1454.84 - 45.16),
    # 0.4 % of what the team sold: 219,174, 242,407, 325,050, 303,091 and 395,078; each to date less what was before.
    "Alice Moreau": (876.70, 969.62, 1300.20, 1212.37, 1580.31),
}


@cache
def _built(language: str) -> Path:
    path = Path(mkdtemp(prefix="xltargets-sample-")) / "scorecard.xlsx"
    filling = sample("team-scorecard", of_language(language))
    build(TEMPLATES["team-scorecard"], path, filling, language=language, translate=translator(language))
    return path


def _extract() -> Extract:
    return extract_view(View.of(read(_built("en")), END_OF_MAY), "sample.xlsx")


def test_what_is_paid_out() -> None:
    rows = _extract().rows["commission"]
    for member, expected in PAID_OUT.items():
        months = [amount(row, "payout") for row in rows if row.values["member"] == member][:5]
        assert months == pytest.approx(list(expected)), member


def test_the_close_and_the_statements_pay_the_same() -> None:
    ledger, extract = Ledger(), _extract()
    for number in range(1, 6):
        done = closing(ledger, f"2026-{number:02d}", extract)
        assert [one.sentence() for one in done.refusals] == []
        ledger = done.ledger
    assert flaws_of(ledger) == []
    paid = {(one.person, one.of): float(one.amount("payout")) for one in ledger.standing(PAID)}
    for member, expected in PAID_OUT.items():
        for number, payout in enumerate(expected, 1):
            assert paid.get((member, f"2026-{number:02d}"), 0.0) == pytest.approx(payout), (member, number)
    found, refused = statements_of(Scorecard(extract), "2026-05", ledger)
    assert refused == []
    assert {one.person: float(one.payout) for one in found} == {
        person: payout for (person, of), payout in paid.items() if of == "2026-05"
    }


def test_the_company_says_what_the_teams_pay() -> None:
    """The scorecards of a team with plans and of one without, month by month, and the company's so far."""
    path = Path(mkdtemp(prefix="xltargets-sample-")) / "lakes.xlsx"
    build(TEMPLATES["team-scorecard"], path, of_team("North Lakes"))
    lakes = extract_view(View.of(read(path), END_OF_MAY), path.name)
    people = {row["person"]: row.get("payout") for row in sample("company-scorecard").tables["people"]}
    for extract in (_extract(), lakes):
        for member in {row.values["member"] for row in extract.rows["commission"]}:
            months = [amount(row, "payout") for row in extract.rows["commission"] if row.values["member"] == member]
            assert people[member] == pytest.approx(sum(months)), member


@pytest.mark.parametrize(
    "language", [pytest.param(one, marks=[] if one == "en" else [pytest.mark.nightly]) for one in LANGUAGES]
)
def test_nothing_is_found_in_it(language: str) -> None:
    contents = read(_built(language))
    worked = work_out(contents)
    assert worked is not None
    assert worked.left == []
    view = View(contents, TEMPLATES["team-scorecard"], END_OF_MAY)
    report = Validator(Settings(), END_OF_MAY).judge(Submission(_built(language), END_OF_MAY, view))
    assert [one.sentence() for one in report.findings] == []
    for table in ("plans", "plan_rates", "plan_members"):
        assert len(view.tables[table].rows_in_use) >= 4, table
    lines = view.tables["credit_lines"]
    priced = [row for row in lines.rows if lines.slot(lines.declared["commission"], row).value not in ("", None)]
    assert len(priced) == 4
