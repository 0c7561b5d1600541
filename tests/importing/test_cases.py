"""Exports in the layouts of many systems, each with the right sum worked out by hand or by another reader."""

from __future__ import annotations

import csv
import datetime
import math
from pathlib import Path

import pytest

from xltargets.building.builder import build
from xltargets.importing.crm_log_from_deals import log_from_deals
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.plan_from_deals import Filled, plan_from_deals
from xltargets.importing.register_from_risks import register_from_risks
from xltargets.templates import TEMPLATES
from xltargets.views.view import View
from xltargets.workbooks.reader import read

CASES = Path(__file__).parents[1] / "fixtures" / "imports"


def plan(name: str, team: str | None = None, **options: object) -> Filled:
    return plan_from_deals(CASES / name, team_path=CASES / team if team else None, options=ImportOptions(**options))


def sold(filled: Filled) -> dict[str, float]:
    by_person: dict[str, list[float]] = {}
    for row in filled.filling.tables["history"]:
        by_person.setdefault(row["person"], []).append(row["amount"])
    return {person: round(math.fsum(amounts), 4) for person, amounts in by_person.items()}


def sentences(filled: Filled) -> str:
    return "\n".join(remark.sentence() for remark in (*filled.used, *filled.not_used))


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("salesforce_report.csv", {"Rep A": 12_700.49, "Rep B": 8_000.0}),
        ("zoho.csv", {"Rep A": 125_000.5, "Rep B": 75_000.0}),
        ("odoo.csv", {"Rep A": 40_000.0, "Rep B": 24_000.0}),
        ("dynamics.csv", {"Rep A": 48_500.0, "Rep B": 10_250.75}),
        ("xero_invoices.csv", {"Rep A": 1_250.0, "Rep B": 6_000.0}),
        ("wecom_orders.csv", {"王五": 12_000.0, "赵六": 8_000.0}),
        ("total_row.csv", {"Ann": 1_000.5, "Ben": 200.0}),
        ("t1.csv", {"A": 100.0, "B": 200.0}),
        ("mixed_wan.csv", {"李雷": 2_890_000.0, "王小明": 120_080_000.0}),
    ],
)
def test_recognised_without_help(name: str, right: dict[str, float]) -> None:
    assert sold(plan(name)) == right


def test_the_foot_of_a_report_is_no_deal() -> None:
    told = sentences(plan("salesforce_report.csv"))
    assert "5 rows below the table of salesforce_report.csv are left out" in told
    assert "read as Windows-1252" in told
    assert "is an export of Salesforce" in told


def test_an_export_by_field_names_needs_only_the_person() -> None:
    with pytest.raises(SourceProblem) as problem:
        plan("sf_api.csv")
    assert problem.value.options == ("--map", "person=OwnerId")
    assert sold(plan("sf_api.csv", mapping={"person": "OwnerId"})) == {"005A": 1_000.0}


def test_currencies_are_never_added() -> None:
    with pytest.raises(SourceProblem, match=r"several currencies, which are not added: EUR 12,000, USD 3,000\.50"):
        plan("pipedrive.csv")
    assert sold(plan("pipedrive.csv", currency="EUR")) == {"Anna": 12_000.0}
    assert sold(plan("pipedrive.csv", currency="USD")) == {"Ben": 3_000.5}
    assert plan("pipedrive.csv", currency="USD").filling.forms["settings"]["currency"] == "USD"


def test_rates_lead_into_one_currency() -> None:
    for name in ("mixed_currency.csv", "c14_currency.csv"):
        with pytest.raises(SourceProblem, match="several currencies"):
            plan(name)
    rates = {"JPY": 0.01, "EUR": 1.5}
    assert sold(plan("mixed_currency.csv", currency="USD", rates=rates)) == {"Ann": 10_000.0 + 4_500.0, "Ben": 2_000.0}
    with pytest.raises(SourceProblem, match="for which --rates has no rate"):
        plan("mixed_currency.csv", currency="USD", rates={"JPY": 0.01})


def test_contributions_count_and_not_whole_orders() -> None:
    with (CASES / "c24_erpnext.csv").open(encoding="utf-8") as file:
        right = math.fsum(float(row["Contribution Amount"]) for row in csv.DictReader(file))
    assert sum(sold(plan("c24_erpnext.csv")).values()) == pytest.approx(right, abs=0.001)


def test_a_deal_that_stands_twice_counts_once() -> None:
    filled = plan("c16_duplicates.csv")
    in_2025 = math.fsum(row["amount"] for row in filled.filling.tables["history"] if row["month"].year == 2025)
    assert round(in_2025) == 235_104
    told = sentences(filled)
    assert "30 rows stand in the file a second time" in told
    assert all(f"D{number:04}" in told for number in range(1, 31))


def test_refunds_in_every_spelling_count_below_zero() -> None:
    amounts = plan("c11_parens.csv").account
    assert amounts is not None
    refunds = amounts.amounts[amounts.source.frame["id"].str.startswith("R")]
    assert refunds.tolist() == [-500.0] * 4
    without = math.fsum(amounts.amounts.drop(refunds.index))
    assert sum(sold(plan("c11_parens.csv")).values()) == pytest.approx(without - 2_000)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("c13_mixed.csv", r"written in two ways, 1,951\.86 in row 2 and 3\.176,92 in row 3"),
        ("t3.csv", r"written in two ways, 1,234\.50 in row 2 and 1\.234,50 in row 4"),
        ("t2.csv", "1/5/2026 9:12 AM may be a day of two months; add --dates dmy"),
        ("c26_dup_header.csv", r"Amount is '100', but Amount \(2\) is '900'"),
        ("nul.csv", "NUL character in line 3"),
        ("ids_deals.csv", "has no column for Person"),
    ],
)
def test_asked_about(name: str, says: str) -> None:
    with pytest.raises(SourceProblem, match=says):
        plan(name)


def test_days_are_read_right_or_their_row_is_named() -> None:
    filled = plan("t2.csv", date_order="dmy")
    by_person = {row["person"]: row["month"] for row in filled.filling.tables["history"]}
    assert set("ABCDEFGIJKLMO") == set(by_person)
    assert {day.isoformat() for person, day in by_person.items() if person not in "AD"} == {"2025-06-01"}
    assert by_person["A"].isoformat() == "2025-05-01"
    assert filled.account is not None
    assert filled.account.left_out == [9, 15, 17]  # a serial number, a month with a year of two digits, milliseconds


def test_a_doubled_header_can_be_named() -> None:
    assert sold(plan("c26_dup_header.csv", mapping={"amount": "Amount (2)"})) == {"Ana Prova": 900.0}


def test_titles_above_and_a_total_below() -> None:
    filled = plan("x02_title_total.xlsx")
    assert sum(sold(filled).values()) == pytest.approx(396_491.5)
    told = sentences(filled)
    assert "3 rows above the headers" in told
    assert "Row 131 is the sum of those above (396,491.50) and no deal." in told


def test_names_are_data() -> None:
    assert sold(plan("names_sumifs.csv")) == {
        **{">Sales": 600_000.0, "=Dept 1": 300.0, "Li*": 1_000.0, "Lina": 500.0, "007": 40.0, "7": 2.0},
        **{"Dept ~1": 70_000.0, "anna": 30_000.0},
    }
    assert "such as 'Anna' for 'anna'" in sentences(plan("names_sumifs.csv"))


def test_people_by_their_ids() -> None:
    assert sold(plan("ids_deals.csv", "ids_team.csv")) == {"Jim": 1_000.0, "Pam": 500.0}


def test_a_header_in_ten_thousands() -> None:
    filled = plan("wanyuan_header.csv")
    assert sum(sold(filled).values()) == 10_440_000
    assert "预计销售金额（万元） is in 万元, so that each amount counts 10,000 times." in sentences(filled)
    assert "Closed = 结单日期" in sentences(filled)


def test_stages_as_the_product_prints_them() -> None:
    rows = log_from_deals(CASES / "stages.csv").filling.tables["opportunities"]
    assert [row["stage"] for row in rows] == ["Engaging", "Prospecting", "Negotiation", "Proposal", "Won"]


def test_two_people_of_one_name() -> None:
    filled = plan("two_wang.csv", "team_two_wang.csv")
    assert sold(filled) == {"王小明（一部）": 1_000_000.0, "王小明（二部）": 3_000_000.0, "李雷": 500_000.0}
    assert [(row["person"], row["team"]) for row in filled.filling.tables["units"]] == [
        ("王小明（一部）", "一部"),
        ("李雷", "一部"),
        ("王小明（二部）", "二部"),
    ]


def test_nobody_is_a_champion_by_one_order(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    build(TEMPLATES["crm-log"], path, log_from_deals(CASES / "c25_one_order_each.csv").filling)
    loyalty = View.of(read(path)).tables["loyalty"]
    rows = [
        [loyalty.sheet.value(row, loyalty.column_index[key]) for key in ("customer", "frequency", "f", "rfm")]
        for row in loyalty.rows
    ]
    shops = [row for row in rows if row[0]]
    assert [(name, orders) for name, orders, _mark, _segment in shops] == [(f"Shop {n:02}", 1) for n in range(20)]
    assert len({mark for _name, _orders, mark, _segment in shops}) == 1
    assert not {segment for *_others, segment in shops} & {"Champions", "Loyal"}


def test_risks_keep_their_states_and_plans() -> None:
    filled = register_from_risks(CASES / "risk_closed.csv")
    closed, still, accepted = filled.filling.tables["risks"]
    assert (closed["closed"], closed["plan"]) == (datetime.date(2026, 1, 15), "Done it")
    assert ("closed" in still, still.get("response"), still["plan"]) == (False, None, "Do it")
    assert (accepted["response"], accepted["probability"], accepted["plan"]) == ("Accept", 0.2, "x")
    assert "1 cell of Likelihood is a share, such as 0.2 in row 4" in sentences(filled)


def test_names_are_data_in_the_workbook_too(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    build(TEMPLATES["target-plan"], path, plan("names_sumifs.csv").filling)
    units = View.of(read(path)).tables["units"]
    found = {
        units.sheet.value(row, units.column_index["person"]): units.sheet.value(row, units.column_index["history"])
        for row in units.rows
    }
    assert {name: amount for name, amount in found.items() if name} == {
        **{">Sales": 600_000.0, "=Dept 1": 300.0, "Li*": 1_000.0, "Lina": 500.0, "007": 40.0, "7": 2.0},
        **{"Dept ~1": 70_000.0, "anna": 30_000.0},
    }
