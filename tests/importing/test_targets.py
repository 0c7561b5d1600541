"""Targets that exist already come back out of the plan as they went in; sums worked out by hand."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.periods import read_periods
from xltargets.importing.plan_from_deals import Filled
from xltargets.importing.plan_from_targets import plan_from_targets
from xltargets.workbooks.reader import read

QUARTERS = (
    "Quarter,Owner,Quota,Region\nQ1 2026,Ann,100,East\nQ1 2026,Bo,50.5,West\nQ2 2026,Ann,200,East\n"
    "Q3 2026,Ann,0,East\nQ4 2026,Bo,300,West\nTotal,,650.5,\n"
)


def plan(folder: Path, content: str, settings: dict[str, object] | None = None, **options: object) -> Filled:
    path = folder / "targets.csv"
    path.write_text(content, encoding="utf-8")
    return plan_from_targets(path, settings=settings, options=ImportOptions(**options))


def told(found: Filled) -> str:
    return "\n".join(remark.sentence() for remark in (*found.used, *found.not_used))


def test_quarters_become_weights(tmp_path: Path) -> None:
    found = plan(tmp_path, QUARTERS)
    settings, tables = found.filling.forms["settings"], found.filling.tables
    assert (settings["agreed"], settings["decimals"], settings["year_start"]) == (650.5, 2, datetime.date(2026, 1, 1))
    assert [row["own_weight"] for row in tables["periods"]] == [150.5, 200, 0, 300]
    assert [(row["person"], row["region"], row["own_weight"]) for row in tables["units"]] == [
        ("Ann", "East", 300),
        ("Bo", "West", 350.5),
    ]
    assert "Row 7 is the sum of those above (650.50)" in told(found)


def test_the_plan_gives_the_targets_back(tmp_path: Path) -> None:
    source, deals, output = tmp_path / "targets.csv", tmp_path / "deals.csv", tmp_path / "plan.xlsx"
    source.write_text(QUARTERS)
    deals.write_text("Owner,Close date,Amount\nAnn,2025-02-01,999\nCy,2025-03-01,1\n")
    arguments = ("new", "target-plan", "-o", output, "--targets", source, "--from", deals)
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    assert "1 person has no target, and gets none: Cy." in result.output
    contents = read(output)

    def column(table_name: str, header: str) -> list[object]:
        table = contents.tables[table_name]
        assert table.data is not None
        place = [one.name for one in table.columns].index(header)
        sheet = contents.sheets[table.sheet]
        return [sheet.value(row, table.data.left + place) for row in range(table.data.top, table.data.bottom + 1)]

    assert column("periods", "Target") == [150.5, 200, 0, 300]
    people = dict(zip(column("units", "Person"), column("units", "Target"), strict=True))
    assert (people["Ann"], people["Bo"], people["Cy"]) == (300, 350.5, 0)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Month,Owner,Target\nJan,Ann,5\n", "jan is of no year; add --year-start"),
        ("Month,Owner,Target\nsoon,Ann,5\n", "row 2: Month is 'soon'; expected a period such as 2026-01"),
        ("Month,Owner,Target\n2026-01,Ann,5\nQ2 2026,Ann,7\n", "periods of 1 and of 3 months, in rows 2 and 3"),
        ("Month,Owner,Target\n2026-01,Ann,5\n2027-02,Ann,7\n", "more than one year. Say which one with --year-start"),
        ("Month,Owner,Target\n2026-01,Ann,5\n2026-01,ann,7\n", "two targets for 2026-01, in rows 2 and 3"),
        ("Month,Owner,Target\n2026-01,Ann,-5\n", "Target is -5; expected 0 or more"),
        ("Month,Owner,Target,Currency\n2026-01,Ann,5,USD\n2026-02,Ann,5,EUR\n", "several currencies"),
        ("Month,Owner,Target\n2026-01,Ann,5\nTotal,,7\n", "Total is 7, but the rows above come to 5"),
        ("a,b\n1,2\n", "has no column for Period, Person, Target"),
    ],
)
def test_asked_about(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(SourceProblem) as problem:
        plan(tmp_path, content)
    assert says in problem.value.sentence()


def test_quarters_of_a_year_from_april_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(SourceProblem, match="can be counted from January"):
        plan(tmp_path, QUARTERS, {"year_start": datetime.date(2026, 4, 1)})


def test_months_without_a_year_are_of_the_one_said(tmp_path: Path) -> None:
    content = "Month,Owner,Target\nApr,Ann,5\nMar,Ann,7\n"
    found = plan(tmp_path, content, {"year_start": datetime.date(2026, 4, 1)})
    assert [row["own_weight"] for row in found.filling.tables["periods"]] == [5.0, *[0.0] * 10, 7.0]


def test_two_products_of_one_person_count_together(tmp_path: Path) -> None:
    found = plan(tmp_path, "Year,Owner,Target,Product\n2026,Ann,5,A\n2026,Ann,7,B\n")
    [row] = found.filling.tables["units"]
    assert (row["own_weight"], row.get("product"), "periods" in found.filling.tables) == (12, None, False)
    assert "1 person has targets for more than one value of a level" in told(found)


@pytest.mark.parametrize(
    ("text", "first", "months"),
    [
        ("2026-Q3", (2026, 7), 3),
        ("Q3/2026", (2026, 7), 3),
        ("2026年第三季度", (2026, 7), 3),
        ("2026年二季度", (2026, 4), 3),
        ("H2 2026", (2026, 7), 6),
        ("2026上半年", (2026, 1), 6),
        ("FY2026", (2026, 1), 12),
        ("2026年", (2026, 1), 12),
        ("2026年5月", (2026, 5), 1),
        ("May 2026", (2026, 5), 1),
        ("2026-05-31", (2026, 5), 1),
    ],
)
def test_periods_as_people_write_them(text: str, first: tuple[int, int], months: int) -> None:
    assert read_periods([text]) == [(datetime.date(*first, 1), months)]


WIDE = "Owner,Region,Jan 2026,Feb 2026,Mar 2026,Q1 2026,Total\n"


@pytest.mark.parametrize(
    "content",
    [
        WIDE + "Ann,East,10,20,30,60,60\nBo,West,1,2,,3,3\nTotal,,11,22,30,63,63\n",
        "2026\n\n姓名,区域,2026年1月目标,2026年2月目标,2026年3月目标\nAnn,East,10,20,30\nBo,West,1,2,\n合计,,11,22,30",
        "Owner;Region;2026-01;2026-02;2026-03\nAnn;East;10,00;20,00;30,00\nBo;West;1,00;2,00;\n",
    ],
)
def test_months_as_columns(tmp_path: Path, content: str) -> None:
    found = plan(tmp_path, content)
    assert found.filling.forms["settings"]["agreed"] == 63
    assert [row["own_weight"] for row in found.filling.tables["periods"]][:4] == [11, 22, 30, 0]
    assert [(row["person"], row["region"], row["own_weight"]) for row in found.filling.tables["units"]] == [
        ("Ann", "East", 60),
        ("Bo", "West", 3),
    ]


def test_quarters_as_columns(tmp_path: Path) -> None:
    content = "Name,Q1 quota,Q2 quota,Q3 quota,Q4 quota\nAnn,1,2,3,4\nBo,1,1,1,1\n"
    with pytest.raises(SourceProblem, match="of no year; add --year-start"):
        plan(tmp_path, content)
    found = plan(tmp_path, content, {"year_start": datetime.date(2026, 1, 1)})
    assert [row["own_weight"] for row in found.filling.tables["periods"]] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("Ann,East,10,20,30,61,\n", r"row 2: Q1 2026 is 61, but what it sums comes to 60"),
        ("Ann,East,10,20,30,,59\n", r"row 2: Total is 59, but what it sums comes to 60"),
        ("Ann,East,10,20,30,,\nTotal,,10,21,30,,\n", r"row 3: Feb 2026 is 21, but what it sums comes to 20"),
        ("Ann,East,10,soon,30,,\n", r"row 2: Feb 2026 is 'soon'; expected 0 or more"),
        ("Ann,East,10,-5,30,,\n", r"row 2: Feb 2026 is '-5'; expected 0 or more"),
        ("Ann,East,1.500,2.000,3.000,,\n", r"1500 with a point between the thousands"),
    ],
)
def test_columns_of_periods_are_asked_about(tmp_path: Path, rows: str, says: str) -> None:
    with pytest.raises(SourceProblem, match=says):
        plan(tmp_path, WIDE + rows)


def test_a_target_that_is_said_is_the_agreed_one(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("Owner,Close date,Amount\nAnn,2025-02-01,1\nBo,2025-03-01,3\n")
    output = tmp_path / "plan.xlsx"
    arguments = ("new", "target-plan", "-o", output, "--from", tmp_path / "deals.csv", "--target", "1.2M")
    assert CliRunner().invoke(main, [*map(str, arguments)]).exit_code == 0
    contents = read(output)
    table = contents.tables["units"]
    assert table.data is not None
    names = [one.name for one in table.columns]
    sheet = contents.sheets[table.sheet]
    rows = range(table.data.top, table.data.top + 2)
    place = table.data.left + names.index("Target")
    assert [sheet.value(row, place) for row in rows] == [300_000, 900_000]
    refused = CliRunner().invoke(main, ["new", "risk-register", "-o", str(tmp_path / "r.xlsx"), "--target", "5"])
    assert refused.exit_code == 2
    assert "--target goes with these: target-plan, crm-log; and not with --targets." in refused.output
