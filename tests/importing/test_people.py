"""Team lists: ids, quotas and days reach Units and Team, and what cannot be read is asked about."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from xltargets.building.builder import build
from xltargets.importing.company_set import scorecard_from_deals, set_from_deals
from xltargets.importing.crm_log_from_deals import log_from_deals
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.plan_from_deals import Filled, plan_from_deals
from xltargets.templates import TEMPLATES
from xltargets.workbooks.reader import read

DEALS = "Owner,Close date,Amount\nAnn,2025-02-01,100\nBo,2025-03-01,300\n"
TEAM = (
    "Name,Team,Employee ID,Quota,Start date,End date,FTE\n"
    'Ann,Fox,E-1,"1,200.50",2024-05-01,,100%\n'
    "Bo,Fox,007,800,2025-01-15,2026-06-30,0.5\n"
)


def files(folder: Path, team: str, deals: str = DEALS) -> tuple[Path, Path]:
    paths = folder / "deals.csv", folder / "team.csv"
    for path, content in zip(paths, (deals, team), strict=True):
        path.write_text(content, encoding="utf-8")
    return paths


def plan(folder: Path, team: str, deals: str = DEALS, **settings: object) -> Filled:
    deals_path, team_path = files(folder, team, deals)
    return plan_from_deals(deals_path, team_path=team_path, settings=settings)


def told(found: Filled) -> str:
    return "\n".join(remark.sentence() for remark in (*found.used, *found.not_used))


def test_what_a_list_says_stands_in_units(tmp_path: Path) -> None:
    found = plan(tmp_path, TEAM)
    ann, bo = found.filling.tables["units"]
    assert (ann["person_id"], ann["own_weight"], ann["member_from"], ann["member_share"]) == (
        *("E-1", 1200.5),
        *(datetime.date(2024, 5, 1), 1.0),
    )
    assert (bo["person_id"], bo["member_until"], bo["member_share"]) == ("007", datetime.date(2026, 6, 30), 0.5)
    settings = found.filling.forms["settings"]
    assert (settings["agreed"], settings["decimals"]) == (2000.5, 2)
    assert "The quotas of all 2 people are their targets, and their sum is the agreed target: 2,000.50." in told(found)


def test_the_built_plan_gives_each_their_quota(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    build(TEMPLATES["target-plan"], path, plan(tmp_path, TEAM).filling)
    contents = read(path)
    table = contents.tables["units"]
    assert table.data is not None
    names = [column.name for column in table.columns]
    sheet = contents.sheets[table.sheet]
    rows = [
        {name: sheet.value(table.data.top + row, table.data.left + place) for place, name in enumerate(names)}
        for row in range(2)
    ]
    assert [(row["Person"], row["Target"], row["Person ID"]) for row in rows] == [
        ("Ann", 1200.5, "E-1"),
        ("Bo", 800, "007"),
    ]


def test_a_growth_that_is_said_goes_before_the_sum_of_quotas(tmp_path: Path) -> None:
    found = plan(tmp_path, TEAM, growth=0.2)
    assert "agreed" not in found.filling.forms["settings"]
    assert "The quotas of 2 people (2,000.50) are their weights." in told(found)


def test_some_without_a_quota(tmp_path: Path) -> None:
    found = plan(tmp_path, "Name,Quota\nAnn,1200\nBo,\n")
    assert "agreed" not in found.filling.forms["settings"]
    assert "1 person has no quota and weighs what was won in the last twelve months: Bo." in told(found)


def test_a_scorecard_takes_the_quotas_and_days(tmp_path: Path) -> None:
    deals_path, team_path = files(tmp_path, TEAM)
    found = scorecard_from_deals(deals_path, team_path=team_path)
    ann, bo = found.filling.tables["team"]
    assert (ann["quota"], ann["person_id"], ann["start"]) == (1200.5, "E-1", datetime.date(2024, 5, 1))
    assert (bo["quota"], bo["member_share"]) == (800, 0.5)
    assert "Quotas begin" not in told(found)


def test_a_company_s_set_takes_the_quotas(tmp_path: Path) -> None:
    deals_path, team_path = files(tmp_path, TEAM.replace("Bo,Fox", "Bo,Elk"))
    company = set_from_deals(deals_path, team_path)
    assert company.target == 2000.5
    assert company.plan.forms["settings"]["agreed"] == 2000.5
    weights = {(row["team"], row["person"]): row["own_weight"] for row in company.plan.tables["units"]}
    assert weights == {("Elk", "Bo"): 800.0, ("Fox", "Ann"): 1200.5}
    assert [row["unit_id"] for row in company.plan.tables["organisation"]] == ["elk", "fox"]


@pytest.mark.parametrize(
    ("team", "says"),
    [
        ("Name,Quota\nAnn,lots\nBo,5\n", "row 2: Quota is 'lots'; expected something like 12000"),
        ("Name,FTE\nAnn,1\nBo,80\n", "row 3: FTE is '80'; expected something like 50%"),
        ("Name,Start date\nAnn,soon\nBo,2025-01-01\nCy,2025-01-01\n", "row 2: Start date is 'soon'"),
        ("Name,Start date\nAnn,03/04/2025\nBo,\n", "may be a day of two months"),
        ("Name,Quota (EUR)\nAnn,5\nBo,6\n", "Quota (EUR) is in EUR, but the deals are in USD"),
    ],
)
def test_asked_about(tmp_path: Path, team: str, says: str) -> None:
    deals = "Owner,Close date,Amount,Currency\nAnn,2025-02-01,100,USD\nBo,2025-03-01,300,USD\n"
    with pytest.raises(SourceProblem) as problem:
        plan(tmp_path, team, deals)
    assert says in problem.value.sentence()


def test_days_are_read_as_was_said(tmp_path: Path) -> None:
    deals_path, team_path = files(tmp_path, "Name,Start date\nAnn,03/04/2025\nBo,\n")
    found = plan_from_deals(deals_path, team_path=team_path, options=ImportOptions(date_order="dmy"))
    assert found.filling.tables["units"][0]["member_from"] == datetime.date(2025, 4, 3)


def test_a_total_below_the_people_is_nobody(tmp_path: Path) -> None:
    found = plan(tmp_path, "Name,Region,Quota\nAnn,East,100\nBo,West,200\nTotal,,300\n")
    assert found.filling.forms["settings"]["agreed"] == 300
    assert [row["person"] for row in found.filling.tables["units"]] == ["Ann", "Bo"]
    assert "Row 4 is the sum of those above (300) and no person." in told(found)
    with pytest.raises(SourceProblem, match="Total is 250, but the rows above come to 300"):
        plan(tmp_path, "Name,Quota\nAnn,100\nBo,200\nTotal,250\n")


@pytest.mark.parametrize(
    ("team", "says", "options"),
    [
        ("Name,Quota,Currency\nAnn,5,EUR\nBo,6,USD\n", "Quota is in EUR and in USD", ()),
        ("Name,Quota\nAnn,5 €\nBo,£6\n", "Quota is in EUR and in GBP", ()),
        (
            "Name,Quota,Target\nAnn,5,7\nBo,6,6\n",
            "row 2: Quota is '5', but Target is '7'",
            ("--map", "team.quota=Quota"),
        ),
        ("Name,Quota,Quota period\nAnn,5,Quarterly\nBo,6,Quarterly\n", "so that Quota is not of a year", ()),
        ("Name,Quota\nAnn,5\nAnn,7\nBo,6\n", "Ann has the quota 5 in row 2 and 7 in row 3", ("--duplicates", "all")),
    ],
)
def test_quotas_that_could_be_meant_in_two_ways(tmp_path: Path, team: str, says: str, options: tuple[str, ...]) -> None:
    with pytest.raises(SourceProblem) as problem:
        plan(tmp_path, team)
    assert says in problem.value.sentence()
    assert problem.value.options == options


@pytest.mark.parametrize(("duplicates", "quota"), [("first", 5), ("last", 7), ("all", 12)])
def test_two_quotas_of_one_person(tmp_path: Path, duplicates: str, quota: float) -> None:
    deals_path, team_path = files(tmp_path, "Name,Quota\nAnn,5\nAnn,7\nBo,6\n")
    found = plan_from_deals(deals_path, team_path=team_path, options=ImportOptions(duplicates=duplicates))
    assert {row["person"]: row["own_weight"] for row in found.filling.tables["units"]} == {"Ann": quota, "Bo": 6}


def test_the_currency_of_quotas_is_the_plan_s(tmp_path: Path) -> None:
    found = plan(tmp_path, "Name,Quota (EUR)\nAnn,5\nBo,6\n")
    assert found.filling.forms["settings"]["currency"] == "EUR"


def test_targets_of_parts_of_a_year_are_not_passed_over(tmp_path: Path) -> None:
    found = plan(tmp_path, "Name,Q1 quota,Q2 quota,Country\nAnn,5,5,US\nBo,6,6,UK\n")
    assert "Q1 quota, Q2 quota of team.csv may be targets, and are not used." in told(found)
    assert [row["region"] for row in found.filling.tables["units"]] == ["UK", "US"]


def test_a_total_below_customers_is_none(tmp_path: Path) -> None:
    deals_path, list_path = files(
        tmp_path,
        "Customer,Revenue\nElm,100\nOak,200\nTotal,300\n",
        "Owner,Customer,Close date,Amount\nAnn,Elm,2025-02-01,1\n",
    )
    found = log_from_deals(deals_path, customers_path=list_path)
    assert [row["customer"] for row in found.filling.tables["customers"]] == ["Elm", "Oak"]
    assert "Row 4 is the sum of those above (300) and no customer." in told(found)
