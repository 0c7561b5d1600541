"""A name in several spellings is one name in everything that is made from people's files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from xltargets.importing.company_set import set_from_deals
from xltargets.importing.crm_log_from_deals import log_from_deals
from xltargets.importing.deals import one_spelling
from xltargets.importing.plan_from_deals import plan_from_deals

DEALS = """Rep,Customer,Product,Close Date,Amount,Stage
Anna Li,Acme,Pump,2025-01-10,100,Won
anna  li,ACME,pump,2025-01-20,200,won
Ａnna Li,Acme\u200b,Pump,2025-02-10,400,WON
Bo,Zed,Valve,2025-03-10,1000,Won
Weiß,Zed,Valve,2025-03-11,10,Won
Weiss,Zed,Valve,2025-03-12,20,Won
"""
TEAM = "Person,Region,Team\nANNA LI,East,North\nBo,East,North\nWeiß,East,South\nWeiss,East,South\n"


def written(folder: Path) -> tuple[Path, Path]:
    deals, team = folder / "deals.csv", folder / "team.csv"
    deals.write_text(DEALS, encoding="utf-8")
    team.write_text(TEAM, encoding="utf-8")
    return deals, team


def test_deals_are_counted_under_the_name_of_the_team_list(tmp_path: Path) -> None:
    deals, team = written(tmp_path)
    filled = plan_from_deals(deals, team_path=team)
    sold: dict[str, float] = {}
    for row in filled.filling.tables["history"]:
        sold[row["person"]] = sold.get(row["person"], 0.0) + row["amount"]
    assert sold == {"ANNA LI": 700, "Bo": 1000, "Weiß": 10, "Weiss": 20}
    assert [row["person"] for row in filled.filling.tables["units"]] == ["ANNA LI", "Bo", "Weiß", "Weiss"]
    told = [remark.sentence() for remark in filled.not_used]
    expected = (
        "Names in Person that are written in several ways count as one: 1 of them, such as 'Anna Li' for 'ANNA LI'."
    )
    assert expected in told
    assert not any("not in the team list" in line for line in told)


def test_without_a_list_the_first_spelling_holds(tmp_path: Path) -> None:
    deals, _team = written(tmp_path)
    filled = plan_from_deals(deals)
    assert [row["person"] for row in filled.filling.tables["units"]] == ["Anna Li", "Bo", "Weiss", "Weiß"]


def test_targets_of_a_set_weigh_all_that_a_person_sold(tmp_path: Path) -> None:
    """Of 1,730 in 2025 Anna sold 700; the next year's first deal makes 2026 the running year."""
    deals, team = written(tmp_path)
    deals.write_text(DEALS + "BO,Zed,Valve,2026-01-05,50,Won\n", encoding="utf-8")
    company = set_from_deals(deals, team, target=1730)
    assert company.plan.forms["settings"]["agreed"] == 1730
    sold = pd.DataFrame(company.plan.tables["history"]).groupby("person")["amount"].sum()
    assert sold.to_dict() == {"ANNA LI": 700, "Bo": 1000, "Weiß": 10, "Weiss": 20}


def test_a_log_has_each_customer_and_product_once(tmp_path: Path) -> None:
    deals, _team = written(tmp_path)
    products = tmp_path / "products.csv"
    products.write_text("Product\nPUMP\nValve\n", encoding="utf-8")
    filled = log_from_deals(deals, products_path=products)
    assert [row["customer"] for row in filled.filling.tables["customers"]] == ["Acme", "Zed"]
    orders = pd.DataFrame(filled.filling.tables["orders"])
    assert orders.groupby("customer")["amount"].sum().to_dict() == {"Acme": 700, "Zed": 1030}
    assert set(orders["product"]) == {"PUMP", "Valve"}
    assert not any("does not have" in remark.sentence() for remark in filled.not_used)


def test_names_that_are_merely_near_stay_apart() -> None:
    names = pd.Series(["North Harbour", "North Harbor", "007", "7"])
    remarks: list = []
    assert one_spelling(names, "Unit", remarks).tolist() == names.tolist()
    assert remarks == []
