"""From a CRM's files to a CRM log: as pandas counts them, with everything amiss told and nothing repaired."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from tests.crm_export import CRM, needs_crm
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.errors import CellError
from xltargets.importing.crm_log_from_deals import log_from_deals
from xltargets.importing.plan_from_deals import Filled, ImportOptions
from xltargets.importing.tables_in_files import SourceProblem
from xltargets.templates import TEMPLATES
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import read

DEALS = """\
opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
D1,Ann,Pump,Acme,Won,2025-01-10,2025-02-10,100.10
D2,Ann,Pump,Acme,Lost,2025-01-12,2025-02-11,0
D3,Bo,Valve,Acme,Won,2025-03-01,2025-04-01,50.25
D4,Bo,Valve,Bolt,Won,2024-10-01,2024-11-01,70
D5,Bo,Valv,Bolt,Engaging,2025-04-01,,
D6,Cy,Pump,,Engaging,2025-04-02,,
D7,Cy,Pump,Acmee,Prospecting,,,
D8,Cy,Pump,Cog,Won,2025-04-03,,30
D8,Cy,Pump,Cog,Lost,2025-04-03,2025-04-02,0
D9,Ann,Pump,Cog,Frozen,2025-04-03,2025-04-04,5
"""
ACCOUNTS = "account,sector,revenue\nAcme,technolgy,900\nBolt,retail,50\nCog,steelworks,\nAcme,retail,1\n"
PRODUCTS = "product,series,sales_price\nPump,P,80\nValve,V,45\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, content in (("deals", DEALS), ("accounts", ACCOUNTS), ("products", PRODUCTS)):
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    return tmp_path


def filled(folder: Path, **more: object) -> Filled:
    return log_from_deals(folder / "deals.csv", customers_path=folder / "accounts.csv", **more)


def rows(found: Filled, table: str, key: str) -> dict[str, dict[str, object]]:
    return {str(row[key]): row for row in found.filling.tables[table]}


def sentences(found: Filled) -> str:
    return "\n".join(remark.sentence() for remark in (*found.used, *found.not_used))


def test_opportunities_are_the_files(files: Path) -> None:
    found = filled(files)
    opportunities = found.filling.tables["opportunities"]
    assert [row["id"] for row in opportunities] == ["D1", "D2", "D3", "D5", "D6", "D7", "D8", "D8"]
    assert opportunities[0] == {
        "id": "D1",
        "customer": "Acme",
        "owner": "Ann",
        "product": "Pump",
        "stage": "Won",
        "amount": 100.10,
        "created": datetime.date(2025, 1, 10),
        "closed": datetime.date(2025, 2, 10),
    }
    by_id = rows(found, "opportunities", "id")
    assert by_id["D5"]["product"] == "Valv", "a misspelt product is not put right"
    assert "amount" not in by_id["D5"], "nor is it given a price"
    assert (by_id["D6"]["amount"], by_id["D7"]["amount"]) == (80.0, 80.0)
    assert "customer" not in by_id["D6"]


def test_orders_are_the_won_deals_of_all_years(files: Path) -> None:
    orders = filled(files).filling.tables["orders"]
    assert [(row["order"], row["amount"]) for row in orders] == [("D4", 70.0), ("D1", 100.10), ("D3", 50.25)]
    assert orders[0]["day"] == datetime.date(2024, 11, 1)


def test_customers_are_of_the_list_and_of_the_deals(files: Path) -> None:
    customers = filled(files).filling.tables["customers"]
    # Acme: Ann has two deals, Bo one. Bolt: Bo has both. By thirds of two revenues, 900 is in the last, 50 in the
    # second; Cog and Acmee have none.
    assert customers == [
        {"customer": "Acme", "segment": "technolgy", "owner": "Ann", "tier": "A"},
        {"customer": "Acmee", "owner": "Cy"},
        {"customer": "Bolt", "segment": "retail", "owner": "Bo", "tier": "B"},
        {"customer": "Cog", "segment": "steelworks", "owner": "Cy"},
    ]


def test_what_is_amiss_is_told(files: Path) -> None:
    told = sentences(filled(files))
    for line in (
        "9 deals: 4 Won, 2 Lost, 2 Engaging, 1 Prospecting.",
        "1 deal is left out: its stage 'Frozen' is none of Prospecting, Engaging, Proposal, Negotiation, Won",
        "1 deal has no customer; it stands in Opportunities without one.",
        "1 deal has a number that another has too, for example D8; it stays as it is.",
        "1 deal is of 'Valv', which products.csv does not have (is it 'Valve'?).",
        "1 deal is of 'Acmee', whom accounts.csv does not have, and who is added (is it 'Acme'?).",
        "1 customer is of the sector 'technolgy' (is it 'technology'?); it stays as it is.",
        "Acme stands 2 times in the list of customers; the first row is taken.",
        "3 open deals have no day by which they should be closed",
        "1 won or lost deal has no day of closing",
        "1 deal was closed before it was created.",
        "2 open deals without an amount take the price of their product in products.csv: 160 in all.",
        "1 open deal has no amount, and adds nothing to the pipeline.",
        "1 deal closed before 2025-01-01 is left out of Opportunities; the won ones (70) stand in Orders.",
        "3 orders from won deals: 220.",
        "1 won deal makes no order, because customer, day or amount is missing: 30.",
        "2 customers have no revenue to tell their tier by; choose it.",
        "2 open deals are of products with fewer than 20 closed deals, and keep that of their stage.",
        "1 open deal is in the first stage",
    ):
        assert line in told
    assert "steelworks" not in told, "an unusual word is as good as another"


def test_the_log_is_of_the_year_that_is_given(files: Path) -> None:
    found = filled(files, settings={"year_start": datetime.date(2024, 7, 1)})
    assert "D4" in rows(found, "opportunities", "id")
    assert found.filling.forms["settings"]["year_start"] == datetime.date(2024, 7, 1)
    assert filled(files).filling.forms["settings"]["year_start"] == datetime.date(2025, 1, 1)


def test_probabilities_are_the_share_won_of_each_product(tmp_path: Path) -> None:
    """Of 20 closed deals 15 were won; of the other product too few were closed to tell."""
    closed = [f"Ann,Pump,Acme,{'Won' if number < 15 else 'Lost'},2025-02-{number + 1:02},5" for number in range(20)]
    others = [f"Ann,Valve,Acme,Won,2025-02-{number + 1:02},5" for number in range(19)]
    still = ["Ann,Pump,Acme,Proposal,,7", "Ann,Valve,Acme,Proposal,,7", "Ann,Pump,Acme,Lead,,7"]
    lines = ["rep,product,customer,stage,close date,amount", *closed, *others, *still]
    (tmp_path / "deals.csv").write_text("\n".join(lines), encoding="utf-8")
    found = log_from_deals(tmp_path / "deals.csv")
    last = found.filling.tables["opportunities"][-3:]
    assert [(row["stage"], row.get("own")) for row in last] == [
        ("Proposal", 0.75),
        ("Proposal", None),
        ("Prospecting", None),
    ]
    assert [row["id"] for row in last] == ["O-40", "O-41", "O-42"]
    assert "1 open deal takes for its probability" in sentences(found)
    assert "75.0% to 75.0%" in sentences(found)


def test_chinese_files(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(
        "商機編號,業務,產品,客戶,階段,建立日期,預計成交日期,成交日期,金額\n"
        "甲1,王芳,泵,宏達,贏單,2025-01-01,,2025-02-01,300\n"
        "甲2,陳偉,泵,宏達,報價,2025-02-01,2025-08-01,,200\n",
        encoding="utf-8-sig",
    )
    found = log_from_deals(tmp_path / "deals.csv")
    won, offered = found.filling.tables["opportunities"]
    assert (won["stage"], won["closed"], offered["stage"]) == ("Won", datetime.date(2025, 2, 1), "Proposal")
    assert (offered["expected"], offered["amount"]) == (datetime.date(2025, 8, 1), 200.0)
    assert found.filling.tables["customers"] == [{"customer": "宏達", "owner": "王芳", "tier": "A"}]


def test_one_day_for_both_is_the_expected_one_of_open_deals(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(
        "rep,customer,stage,close date,amount\nAnn,Acme,Won,2025-02-01,5\nAnn,Acme,Proposal,2025-09-30,7\n"
    )
    won, offered = log_from_deals(tmp_path / "deals.csv").filling.tables["opportunities"]
    assert (won["closed"], "expected" in won and won["expected"]) == (datetime.date(2025, 2, 1), False)
    assert offered["expected"] == datetime.date(2025, 9, 30)
    assert "closed" not in offered


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("rep,stage,close date,amount\nAnn,Won,2025-01-01,5\n", "has no column for Customer"),
        (
            "rep,customer,stage,close date,amount\nAnn,A,Gewonnen,2025-01-01,5\n",
            "stage that is known; there is Gewonnen",
        ),
        ("rep,customer,stage,close date,amount\nAnn,A,Won,03/04/2025,5\n", "add --dates dmy"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "deals.csv").write_text(content)
    with pytest.raises(SourceProblem) as problem:
        log_from_deals(tmp_path / "deals.csv")
    assert says in problem.value.sentence()


def test_a_word_for_won_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("rep,customer,stage,close date,amount\nAnn,A,Gewonnen,2025-01-01,5\n")
    found = log_from_deals(tmp_path / "deals.csv", options=ImportOptions(won=("gewonnen",)))
    assert found.filling.tables["opportunities"][0]["stage"] == "Won"


def new(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["new", *map(str, arguments)])


def table(contents: Contents, name: str) -> pd.DataFrame:
    found = contents.tables[name]
    data = found.data
    assert data
    sheet = contents.sheets[found.sheet]
    cells = [
        [sheet.value(row, number) for number in range(data.left, data.right + 1)]
        for row in range(data.top, data.bottom + 1)
    ]
    return pd.DataFrame(cells, columns=[column.name for column in found.columns]).replace("", None)


def test_the_command_line_fills_a_log(files: Path) -> None:
    path = files / "log.xlsx"
    result = new(
        *("crm-log", "-o", path, "--from", files / "deals.csv", "--customers", files / "accounts.csv"),
        *("--products", files / "products.csv", "--map", "customers.segment=sector", "--unit", "North"),
    )
    assert result.exit_code == 0, result.output
    assert "accounts.csv: Customer = account, Segment = sector, Revenue = revenue." in result.output
    contents = read(path)
    funnel = table(contents, "funnel").set_index("Stage")
    assert funnel["Number"].to_dict() == {
        "Prospecting": 1,
        "Engaging": 2,
        "Proposal": 0,
        "Negotiation": 0,
        "Won": 3,
        "Lost": 2,
    }
    # 10 % of 80 by the stage, and 25 % of 80.
    assert funnel["Weighted"].sum() == pytest.approx(28)
    loyalty = table(contents, "loyalty").set_index("Customer")
    assert loyalty.loc["Acme", "Bought in all"] == pytest.approx(150.35)
    assert not any(
        isinstance(cell.value, CellError) for sheet in contents.sheets.values() for cell in sheet.cells.values()
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["crm-log", "--customers", "a.csv"], "go with --from"),
        (["crm-log", "--growth", "10%"], "--growth goes with target-plan."),
        (["crm-log", "--periods", "4"], "--periods goes with target-plan."),
        (["target-plan", "--from", "d.csv", "--customers", "a.csv"], "--customers goes with crm-log."),
        (["company-scorecard", "--from", "d.csv"], "--from fills a"),
        (["crm-log", "--from", "d.csv", "--sample"], "do not go together"),
        (["crm-log", "--from", "gone.csv"], "There is no file gone.csv"),
    ],
)
def test_options_of_another_template_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = new(*arguments, "-o", "log.xlsx")
    assert result.exit_code == 2
    assert says in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> tuple[Contents, Filled, float]:
    """The CRM's 8,800 deals in a workbook, and how long it took."""
    path = tmp_path_factory.mktemp("crm") / "log.xlsx"
    found = log_from_deals(
        CRM / "sales_pipeline.csv", customers_path=CRM / "accounts.csv", team_path=CRM / "sales_teams.csv"
    )
    start = time.process_time()
    build(TEMPLATES["crm-log"], path, found.filling)
    return read(path), found, time.process_time() - start


@pytest.fixture(scope="module")
def deals() -> pd.DataFrame:
    return pd.read_csv(CRM / "sales_pipeline.csv", parse_dates=["engage_date", "close_date"])


@needs_crm
def test_the_crms_totals_are_pandas_to_the_cent(log: tuple[Contents, Filled, float], deals: pd.DataFrame) -> None:
    contents, _found, seconds = log
    assert seconds < 60
    funnel = table(contents, "funnel").set_index("Stage")
    by_stage = deals.groupby("deal_stage").size()
    assert funnel["Number"][funnel["Number"] > 0].to_dict() == by_stage.to_dict()
    won = deals[deals["deal_stage"] == "Won"]
    assert funnel.loc["Won", "Amount"] == won["close_value"].sum()
    loyalty = table(contents, "loyalty").set_index("Customer")
    by_customer = won.groupby("account")["close_value"].agg(["sum", "size"])
    assert loyalty["Bought in all"].dropna().to_dict() == by_customer["sum"].to_dict()
    assert loyalty["Orders"].dropna().to_dict() == by_customer["size"].to_dict()
    last = deals["close_date"].max()
    recency = (last - won.groupby("account")["close_date"].max()).dt.days
    assert loyalty["Days since order"].dropna().to_dict() == recency.to_dict()


@needs_crm
def test_the_crms_pipeline_is_price_times_share_won(log: tuple[Contents, Filled, float], deals: pd.DataFrame) -> None:
    contents, _found, _seconds = log
    prices = pd.read_csv(CRM / "products.csv").set_index("product")["sales_price"]
    closed = deals[deals["deal_stage"].isin(["Won", "Lost"])]
    rates = (closed["deal_stage"] == "Won").groupby(closed["product"]).mean().round(3)
    price = deals["product"].map(prices).fillna(0)
    engaging, first = deals["deal_stage"] == "Engaging", deals["deal_stage"] == "Prospecting"
    funnel = table(contents, "funnel").set_index("Stage")
    assert funnel.loc["Engaging", "Amount"] == price[engaging].sum()
    assert funnel.loc["Prospecting", "Amount"] == price[first].sum()
    weighted = (price * deals["product"].map(rates))[engaging].sum()
    assert funnel.loc["Engaging", "Weighted"] == pytest.approx(weighted, abs=0.005)
    assert funnel.loc["Prospecting", "Weighted"] == pytest.approx(0.1 * price[first].sum(), abs=0.005)


@needs_crm
def test_the_crms_customers(log: tuple[Contents, Filled, float], deals: pd.DataFrame) -> None:
    contents, found, _seconds = log
    accounts = pd.read_csv(CRM / "accounts.csv").set_index("account")
    customers = table(contents, "customers").dropna(subset=["Customer"]).set_index("Customer")
    assert customers["Segment"].to_dict() == accounts["sector"].to_dict()
    counts = deals.groupby(["account", "sales_agent"]).size()
    for customer, owner in customers["Owner"].items():
        assert counts[customer][owner] == counts[customer].max()
    revenue = accounts["revenue"].groupby(customers["Tier"]).agg(["min", "max", "size"])
    assert revenue.loc["A", "min"] > revenue.loc["B", "max"]
    assert revenue.loc["B", "min"] > revenue.loc["C", "max"]
    assert set(revenue["size"]) <= {28, 29}
    told = sentences(found)
    assert "1,425 deals have no customer" in told
    assert "1,480 deals are of 'GTXPro', which products.csv does not have (is it 'GTX Pro'?)." in told
    assert "12 customers are of the sector 'technolgy' (is it 'technology'?); it stays as it is." in told
    assert "2,089 open deals have no day by which they should be closed" in told
