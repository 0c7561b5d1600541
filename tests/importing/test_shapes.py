"""Shapes of files that others publish, with invented values: read right, or asked about with what can be meant."""

from __future__ import annotations

import datetime
import math
from pathlib import Path

import openpyxl
import pytest

from xltargets.importing.crm_log_from_deals import log_from_deals
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.plan_from_deals import Filled, plan_from_deals
from xltargets.importing.plan_from_targets import plan_from_targets
from xltargets.importing.register_from_risks import register_from_risks
from xltargets.importing.voices import with_voices


def deals(folder: Path, content: str, **options: object) -> Filled:
    path = folder / "deals.csv"
    path.write_text(content, encoding="utf-8")
    return plan_from_deals(path, options=ImportOptions(**options))


def targets(folder: Path, content: str, **options: object) -> Filled:
    path = folder / "targets.csv"
    path.write_text(content, encoding="utf-8")
    return plan_from_targets(path, options=ImportOptions(**options))


def sold(found: Filled) -> dict[str, float]:
    people: dict[str, list[float]] = {}
    for row in found.filling.tables["history"]:
        people.setdefault(row["person"], []).append(row["amount"])
    return {person: math.fsum(amounts) for person, amounts in people.items()}


def asked(folder: Path, content: str, **options: object) -> tuple[str, ...]:
    with pytest.raises(SourceProblem) as problem:
        deals(folder, content, **options)
    return problem.value.options


def test_people_are_called_the_same_in_every_table(tmp_path: Path) -> None:
    """A list of targets knows `rep_name` and `rep_id` as deals and team lists do."""
    found = targets(tmp_path, "rep_id,rep_name,month,monthly_quota\n7,Ann,2026-01-01,120.50\n7,Ann,2026-02-01,80\n")
    unit = found.filling.tables["units"][0]
    assert (unit["person"], unit["person_id"], unit["own_weight"]) == ("Ann", "7", 200.5)
    assert sold(deals(tmp_path, "assigned_rep,close_date,amount\nAnn,2025-01-03,5.25\n")) == {"Ann": 5.25}


@pytest.mark.parametrize(
    ("header", "periods", "says"),
    [
        ("Annual target", "2026-01|2026-02", "Annual target is of 12 months, but Month has periods of 1"),
        ("季度目标", "2026-01|2026-02", "季度目标 is of 3 months, but Month has periods of 1"),
    ],
)
def test_a_year_s_target_beside_months_is_refused(tmp_path: Path, header: str, periods: str, says: str) -> None:
    rows = "".join(f"{period},Ann,1200\n" for period in periods.split("|"))
    with pytest.raises(SourceProblem, match=says):
        targets(tmp_path, f"Month,Owner,{header}\n{rows}", mapping={"targets.amount": header})


def test_the_year_stands_in_a_column_of_its_own(tmp_path: Path) -> None:
    found = targets(tmp_path, "Year,Month,Rep,Target\n2026,1,Ann,10\n2026,2,Ann,20.5\n")
    assert [row["own_weight"] for row in found.filling.tables["periods"]][:3] == [10, 20.5, 0]
    assert "targets.csv: Month is of the year in Year." in [one.sentence() for one in found.used]
    found = deals(tmp_path, "年份,月份,业务员,金额\n2025,3月,李雷,7\n2025,12月,李雷,8\n")
    months = [row["month"] for row in found.filling.tables["history"]]
    assert months == [datetime.date(2025, 3, 1), datetime.date(2025, 12, 1)]
    found = targets(tmp_path, "Yr,Quarter,Rep,Target\n2026,Q1,Ann,10\n2026,Q4,Ann,20\n")
    assert [row["own_weight"] for row in found.filling.tables["periods"]] == [10, 0, 0, 20]


def test_targets_of_regions_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(SourceProblem) as problem:
        targets(tmp_path, "Year,Month,Region,Sales Target\n2026,1,West,10\n2026,1,East,20\n")
    assert problem.value.options == ("--map", "targets.person=Region")
    found = targets(
        tmp_path,
        "Year,Month,Region,Sales Target\n2026,1,West,10\n2026,1,East,20\n",
        mapping={"targets.person": "Region"},
    )
    assert {row["person"]: row["own_weight"] for row in found.filling.tables["units"]} == {"West": 10, "East": 20}


def test_months_without_a_year_are_asked_about_with_one(tmp_path: Path) -> None:
    with pytest.raises(SourceProblem) as problem:
        targets(tmp_path, "省份,1月,2月\n江苏,10,20\n")
    assert problem.value.options == ("--year-start", f"{datetime.date.today().year}-01-01")


@pytest.mark.parametrize(
    ("content", "options"),
    [
        # A flag, a place or a source names nobody.
        ("Closed flag,Close date,Amount\nY,2025-01-01,5\nN,2025-01-02,6\n", ("--person", "Sales team")),
        ("Segment,Close date,Amount\nHome,2025-01-01,5\nHome,2025-01-02,6\n", ("--person", "Sales team")),
        ("销售区域,成交日期,金额\n华东,2025-01-01,5\n华东,2025-01-02,6\n", ("--person", "Sales team")),
        # An id of somebody does, however seldom it comes again.
        ("owner ref,Close date,Amount\nE1,2025-01-01,5\nE2,2025-01-02,6\n", ("--map", "person=owner ref")),
        # A quantity, a share or a length of time is no amount.
        ("Rep,Close date,contract_months,arr\nA,2025-01-01,12,5\n", ("--map", "amount=arr")),
        ("业务员,成交日期,销售数量,单价\nA,2025-01-01,12,5\n", ("--map", "amount=HEADER")),
        # The day of the last call is not that of closing.
        ("Rep,Last activity on,Amount\nA,2025-01-01,5\n", ("--map", "closed=HEADER")),
    ],
)
def test_nothing_is_proposed_that_cannot_be_meant(tmp_path: Path, content: str, options: tuple[str, ...]) -> None:
    assert asked(tmp_path, content) == options


def test_a_file_without_headers_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    book = openpyxl.Workbook()
    for row in ((100, "Lamps", 500, "Won", "2025-01-02"), (101, "Chairs", 20, "Lost", "2025-01-03")):
        book.active.append(row)
    book.save(path)
    with pytest.raises(SourceProblem, match=r"row 1: '100' is no header.*such as person, closed, amount"):
        plan_from_deals(path)


def test_a_row_of_data_is_no_row_of_headers(tmp_path: Path) -> None:
    """A ticket that is `Closed` does not make a header of its row."""
    path = tmp_path / "tickets.csv"
    path.write_text(
        "Ticket No,Ticket name,State of it,Ticket priority,Create date,Company name\n"
        "T1,Late,New,Low,2026-01-02,Elm\nT2,Broken,Closed,Urgent,2026-01-03,Oak\n",
        encoding="utf-8",
    )
    rows = with_voices(None, feedback_path=path).filling.tables["feedback"]
    assert [(row["customer"], row["words"], row["received"].day) for row in rows] == [
        ("Elm", "Late", 2),
        ("Oak", "Broken", 3),
    ]


FIELDS = "ID,STAGE_ID,ASSIGNED_BY_ID,OPPORTUNITY,CLOSEDATE,CLOSED\n"


def test_stages_of_a_company_s_own_that_are_closed_are_asked_about(tmp_path: Path) -> None:
    content = (
        f"{FIELDS}1,C6:WON,Vale,100.50,2025-01-02T03:00:00+03:00,Y\n2,Сделка успешна,Reed,10,2025-01-02,Y\n"
        "3,C6:LOSE,Vale,7,2025-01-02,Y\n4,Handed over,Vale,40,2025-02-03,Y\n5,Measuring,Vale,9,2025-02-03,N\n"
    )
    assert asked(tmp_path, content) == ("--stage", "Handed over=lost")
    assert sold(deals(tmp_path, content, stages={"Handed over": "won"})) == {"Vale": 140.5, "Reed": 10}


def test_a_day_of_completion_that_is_a_plan_while_a_risk_is_open(tmp_path: Path) -> None:
    path = tmp_path / "risks.csv"
    path.write_text(
        "Risk ID,Risk,Likelihood,Impact,Status,Mitigation Strategy,Completion Date\n"
        "R1,Fire,2,5,Open,Alarm,2026-07-15\nR2,Flood,1,4,Closed,Wall,2026-06-20\n",
        encoding="utf-8",
    )
    with pytest.raises(SourceProblem) as problem:
        register_from_risks(path)
    assert problem.value.options == ("--map", "due=Completion Date")
    found = register_from_risks(path, options=ImportOptions(mapping={"due": "Completion Date"}))
    first, second = found.filling.tables["risks"]
    assert (first["due"], first.get("closed"), first["plan"]) == (datetime.date(2026, 7, 15), None, "Alarm")
    assert (second["closed"], second["plan"]) == (datetime.date(2026, 6, 20), "Wall")


def test_what_is_left_out_of_targets_is_named_by_its_line(tmp_path: Path) -> None:
    found = targets(
        tmp_path,
        "Month,Owner,Target,Currency\n2026-01,Ann,10,EUR\n2026-02,Ann,ten,EUR\n2026-03,,5,EUR\n2026-04,Ann,7,USD\n2026-05,Bo,8,EUR\n",
        currency="EUR",
    )
    told = "\n".join(one.sentence() for one in found.not_used)
    assert (
        "1 target has no amount, or none that is a number, and is left out.\nFor example, row 3: Target is 'ten'."
        in told
    )
    assert "1 target names no person, and is left out.\nFor example, row 4: Owner is blank." in told
    assert "1 row is in another currency than EUR, and is left out." in told


def test_lists_beside_the_deals_name_a_row_too(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(
        "Owner,Customer,Created,Close date,Amount,Stage\nAnn,Elm,2025-01-01,2025-02-01,10,Won\n,Elm,2025-01-01,,5,Won\n"
    )
    (tmp_path / "customers.csv").write_text("Customer,Revenue (in thousands)\nElm,1.5\nOak,much\n,3\n")
    (tmp_path / "products.csv").write_text("Product,Price\nLamp,dear\nDesk,5\n")
    found = log_from_deals(tmp_path / "deals.csv", customers_path=tmp_path / "customers.csv")
    told = "\n".join(one.sentence() for one in found.not_used)
    assert "1 deal names no owner.\nFor example, row 3: Owner is blank." in told
    assert "1 revenue is no number, and tells no tier.\nFor example, row 3: Revenue (in thousands) is 'much'." in told
    assert "1 price is no number, and is not taken.\nFor example, row 2: Price is 'dear'." in told
    assert "1 row of customers.csv names no customer.\nFor example, row 4: Customer is blank." in told


@pytest.mark.parametrize(
    ("above", "times"),
    [("单位：万元", 10_000), ("（單位：新台幣千元）", 1_000), ("All figures in thousands", 1_000), ("单位：元", 1)],
)
def test_a_unit_above_the_headers_holds_for_all_amounts(tmp_path: Path, above: str, times: int) -> None:
    found = deals(tmp_path, f"Sales 2025,,\n{above},,\n业务员,成交日期,金额\n李雷,2025-01-02,12.5\n")
    assert sold(found) == {"李雷": 12.5 * times}
    assert any(f"counts {times:,} times" in one.sentence() for one in found.used) == (times > 1)
    # A header that names a unit itself is not scaled twice.
    found = deals(tmp_path, f"Sales 2025,,\n{above},,\n业务员,成交日期,金额（千元）\n李雷,2025-01-02,12.5\n")
    assert sold(found) == {"李雷": 12_500}
    found = targets(tmp_path, f"Plan,,\n{above},,\nRep,Jan 2026,Feb 2026\nAnn,1,2\n")
    assert found.filling.forms["settings"]["agreed"] == 3 * times


def test_years_of_taiwan_s_own_count(tmp_path: Path) -> None:
    found = deals(tmp_path, "業務,成交日期,金額\n李雷,民國114年5月5日,12\n李雷,民國114年12月6日,8\n")
    assert [row["month"] for row in found.filling.tables["history"]] == [
        datetime.date(2025, 5, 1),
        datetime.date(2025, 12, 1),
    ]


@pytest.mark.parametrize("days", [("114/05/05", "114/12/06"), ("114年5月5日", "114年12月6日"), ("114.5.5", "114.12.6")])
def test_a_year_that_does_not_say_whose_count_it_is(tmp_path: Path, days: tuple[str, str]) -> None:
    """114 is 2025 in Taiwan: asked about, unless the header or the person says so; 2025/5/6 stays what it is."""
    rows = f"李雷,{days[0]},12\n李雷,{days[1]},8\n"
    with pytest.raises(SourceProblem) as problem:
        deals(tmp_path, f"業務,成交日期,金額\n{rows}")
    assert f"{days[0]} may be 2025-05-05 with its year counted as in Taiwan; add --dates minguo" in str(problem.value)
    assert problem.value.options == ("--dates", "minguo")
    months = [datetime.date(2025, 5, 1), datetime.date(2025, 12, 1)]
    found = deals(tmp_path, f"業務,成交日期（民國）,金額\n{rows}李雷,2025/5/6,1\n")
    assert [row["month"] for row in found.filling.tables["history"]] == months
    found = deals(tmp_path, f"業務,成交日期,金額\n{rows}", date_order="minguo")
    assert [row["month"] for row in found.filling.tables["history"]] == months
    (tmp_path / "deals.csv").write_text(
        f"業務,成交日期,金額\n{rows}".replace("\n", ",遠航\n").replace(",遠航", ",客戶", 1), "utf-8"
    )
    log = log_from_deals(tmp_path / "deals.csv", options=ImportOptions(date_order="minguo"))
    assert [row["closed"] for row in log.filling.tables["opportunities"]] == [
        datetime.date(2025, 5, 5),
        datetime.date(2025, 12, 6),
    ]
