"""The real CRM's export as a company of 6 teams and 35 people: handed out, changed on submission day, and again.

Weights are what each person won; actuals are what pandas adds up.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from math import fsum
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from tests.crm_export import CRM, needs_crm
from tests.rollup.company_plans import append, column
from tests.rollup.sums import content, margins_are_exact, targets, without_own
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of
from xltargets.units.names import for_file

pytestmark = [
    pytest.mark.nightly,
    needs_crm,
]
DAY = datetime.date
TARGET, MORE = 12_000_001, 12_600_008
JULY = DAY(2017, 7, 1)
SUBMISSION = "2017-06-05"
NOW = float(serial_of(DAY(2017, 6, 5)))
LATE, SHIFTING, ASKING, MERGING, TAKING = (
    "Celia Rouche",
    "Dustin Brinkmann",
    "Melvin Marxen",
    "Summer Sewald",
    "Rocco Neubert",
)
"""A team that hands in late, one with an approved phasing, one with a phasing that nobody approved, two that merge."""


def table(teams: pd.DataFrame, won: pd.DataFrame) -> list[dict[str, Any]]:
    """The people of the company plan."""
    weights = won.groupby("sales_agent")["close_value"].sum()
    return [
        {
            "region": row.regional_office,
            "team": row.manager,
            "person": row.sales_agent,
            "person_id": f"p{place:02}",
            "own_weight": max(1.0, float(weights.get(row.sales_agent, 0.0))),
        }
        for place, row in enumerate(teams.itertuples(), 1)
    ]


@dataclass
class Year:
    """The company on its way through the year."""

    folder: Path
    teams: pd.DataFrame
    won: pd.DataFrame
    people: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def plan(self) -> Path:
        return self.folder / "company-plan.xlsx"

    @property
    def managers(self) -> list[str]:
        return sorted(self.teams["manager"].unique())

    def book(self, manager: str, kind: str) -> Path:
        return self.folder / "units" / f"{for_file(manager)}-{kind}.xlsx"

    def write_plan(self) -> None:
        settings = {"unit": "Acme", "owner": "Dana", "currency": "USD", "year_start": DAY(2017, 1, 1), "agreed": TARGET}
        regions = self.teams.drop_duplicates("manager").set_index("manager")["regional_office"]
        organisation = [{"unit_id": region, "unit": f"{region} region"} for region in sorted(set(regions))]
        organisation += [
            {"unit_id": for_file(one), "unit": one, "parent": regions[one], "owner": one} for one in self.managers
        ]
        months: list[dict[str, Any]] = [{} for _month in range(12)]
        tables = {
            "units": [dict(row) for row in self.people],
            "periods": months,
            "review": months,
            "approvers": [{"approver": "Hanna"}],
            "organisation": organisation,
            "changes": self.changes,
        }
        build(TEMPLATES["target-plan"], self.plan, Filling({"settings": settings}, tables))

    def run(self, *arguments: object) -> Result:
        return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)

    def hand_out(self, day: str) -> Result:
        return self.run("hand-out", self.plan, self.folder / "units", "--as-of", day, "--language", "en")

    def sold(self, manager: str) -> dict[tuple[int, str], float]:
        """What each person of a team won, by month."""
        own = self.won[(self.won["manager"] == manager) & (self.won["close_date"].dt.month <= 5)]
        sums = own.groupby([own["close_date"].dt.month, "sales_agent"])["close_value"].sum()
        return {(int(month), str(person)): float(amount) for (month, person), amount in sums.items()}

    def type_actuals(self, manager: str, months: range) -> None:
        path = self.book(manager, "team-scorecard")
        sold = self.sold(manager)
        members = [str(one) for one in column(path, "team", "member")]
        typed = [(month, member) for month in months for member in members]
        rows = [
            {"month": float(serial_of(DAY(2017, month, 1))), "member": member, "actual": sold.get((month, member), 0.0)}
            for month, member in typed
        ]
        append(path, "actuals", rows, NOW)

    def check_sums(self, whole: float) -> None:
        """By period, over the year, by region and by person; in each Grid."""
        company = content(self.plan)
        handed = {one: content(self.book(one, "target-plan")) for one in self.managers}
        for extract in (company, *handed.values()):
            margins_are_exact(extract)
        assert fsum(targets(company)) == whole
        sums = [fsum(amounts) for amounts in zip(*map(without_own, handed.values()), strict=True)]
        assert sums == targets(company)
        assert fsum(fsum(targets(extract)) for extract in handed.values()) == whole
        assert {one: fsum(targets(extract)) for one, extract in handed.items()} == pytest.approx(
            self.of_people(company)
        )

    def of_people(self, company: Any) -> dict[str, float]:
        """Each team's target of the year, by what its people carry in the company plan's Grid."""
        lines = company.grids["grid"].values
        found = dict.fromkeys(self.managers, 0.0)
        for place, row in enumerate(self.people):
            found[row["team"]] += fsum(one for one in lines[place] if isinstance(one, float))
        return found


def phasing(approved: str | None, before: float) -> dict[str, Any]:
    """1,000 of June's target go to September."""
    row = {"day": NOW - 60, "kind": "Phasing", "scope": "2017-06", "counterpart": "2017-09", "before": before}
    row |= {"after": before - 1000, "reason": "A trade fair was moved", "by": "The manager"}
    return row | ({"approved": approved} if approved else {})


def changed_on_the_day(year: Year) -> None:
    """More from July on, and two teams that merge then."""
    total = {"kind": "total", "scope": "Year", "before": TARGET, "after": MORE, "effective": JULY}
    year.changes.append({**total, "day": DAY(2017, 6, 5), "reason": "A new line", "by": "Dana", "approved": "Hanna"})
    for row in [row for row in year.people if row["team"] == MERGING]:
        row["member_until"] = DAY(2017, 6, 30)
        later = {**row, "team": TAKING, "own_weight": None, "member_from": JULY, "member_until": None}
        year.people.append(later)
    year.write_plan()


def hands_in_late(year: Year) -> None:
    append(
        year.book(LATE, "team-scorecard"),
        "actuals",
        [
            {
                "month": float(serial_of(DAY(2017, 5, 1))),
                "member": member,
                "actual": year.sold(LATE).get((5, member), 0.0),
            }
            for member in dict.fromkeys(str(row["person"]) for row in year.people if row["team"] == LATE)
        ],
        NOW,
    )


def test_the_year(tmp_path: Path) -> None:
    teams = pd.read_csv(CRM / "sales_teams.csv")
    deals = pd.read_csv(CRM / "sales_pipeline.csv", parse_dates=["close_date"])
    won = deals[(deals["deal_stage"] == "Won") & (deals["close_date"].dt.year == 2017)].merge(teams, on="sales_agent")
    year = Year(tmp_path, teams, won, table(teams, won))
    assert (len(year.people), len(year.managers)) == (35, 6)
    year.write_plan()
    first = year.hand_out("2017-01-03")
    assert first.exit_code == 0, first.output
    year.check_sums(TARGET)

    # Five months, of which a team hands in four.
    for manager in year.managers:
        year.type_actuals(manager, range(1, 5 if manager == LATE else 6))
    june = {one: float(column(year.book(one, "target-plan"), "periods", "target")[5]) for one in (SHIFTING, ASKING)}  # type: ignore[arg-type]
    append(year.book(SHIFTING, "target-plan"), "changes", [phasing("Hanna", june[SHIFTING])], NOW)
    append(year.book(ASKING, "target-plan"), "changes", [phasing(None, june[ASKING])], NOW)
    assert column(year.book(SHIFTING, "target-plan"), "periods", "target")[5] == june[SHIFTING] - 1000
    assert column(year.book(ASKING, "target-plan"), "periods", "target")[5] == june[ASKING]
    year.check_sums(TARGET)

    # The plan is changed on the day of submission: each team is told, and none is thrown out.
    changed_on_the_day(year)
    files = [year.book(one, kind) for one in year.managers for kind in ("target-plan", "team-scorecard")]
    told = year.run("validate", *files, "--expect", year.plan, "--as-of", SUBMISSION, "--isolated", "-j", "1")
    assert told.exit_code == 0, told.output
    assert "XL608" in told.output
    company = Company(collect(files, NOW, jobs=1), content(year.plan), Terms.of(NOW))
    assert company.left_out == {}
    assert len(company.lines) == 6
    sold = {
        one: fsum(amount for (month, _who), amount in year.sold(one).items() if month <= 4) for one in year.managers
    }
    assert {team.name: team.standing.actual for team in company.lines} == pytest.approx(sold)

    # Handed out again: the targets sum, and what was typed is there.
    typed = {one: column(year.book(one, "team-scorecard"), "actuals", "actual") for one in year.managers}
    again = year.hand_out(SUBMISSION)
    assert again.exit_code == 0, again.output
    year.check_sums(MORE)
    assert {one: column(year.book(one, "team-scorecard"), "actuals", "actual") for one in year.managers} == typed
    assert column(year.book(SHIFTING, "target-plan"), "changes", "reason")[0] == "A trade fair was moved"
    assert column(year.book(ASKING, "target-plan"), "changes", "approved")[0] in (None, "")
    merged = column(year.book(TAKING, "team-scorecard"), "team", "member")
    assert {row["person"] for row in year.people if row["team"] == MERGING} <= set(merged)

    # The late team hands in; once more changes nothing.
    hands_in_late(year)
    before = {path: path.read_bytes() for path in files}
    last = year.hand_out(SUBMISSION)
    assert last.exit_code == 0, last.output
    assert {path: path.read_bytes() for path in files} == before
    company = Company(collect(files, NOW, jobs=1), content(year.plan), Terms.of(NOW))
    assert sum(team.standing.actual or 0.0 for team in company.lines) == pytest.approx(
        won[won["close_date"].dt.month <= 5]["close_value"].sum()
    )
