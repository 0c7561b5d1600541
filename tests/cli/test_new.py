"""`xltargets new`: from data to a plan, and what it says of data that it cannot use."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from tests.crm_export import CRM, needs_crm
from xltargets.cli import main
from xltargets.templates import TEMPLATES
from xltargets.workbooks.reader import read


def new(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["new", *map(str, arguments)])


def table(path: Path, name: str) -> pd.DataFrame:
    contents = read(path)
    found = contents.tables[name]
    data = found.data
    assert data
    sheet = contents.sheets[found.sheet]
    rows = [
        [sheet.value(row, number) for number in range(data.left, data.right + 1)]
        for row in range(data.top, data.bottom + 1)
    ]
    return pd.DataFrame(rows, columns=[column.name for column in found.columns])


@pytest.fixture(scope="module")
def crm_plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("crm") / "plan.xlsx"
    result = new(
        *("target-plan", "-o", path, "--from", CRM / "sales_pipeline.csv", "--team", CRM / "sales_teams.csv"),
        *("--growth", "10%"),
    )
    assert result.exit_code == 0, result.output
    return path, result.output


@needs_crm
def test_the_crm_export_fills_a_plan_as_pandas_sums_it(crm_plan: tuple[Path, str]) -> None:
    path, _output = crm_plan
    deals = pd.read_csv(CRM / "sales_pipeline.csv", parse_dates=["close_date"])
    won = deals[deals["deal_stage"] == "Won"]
    history = table(path, "history")
    assert history["Amount"].sum() == won["close_value"].sum()
    by_person = won.groupby("sales_agent")["close_value"].sum()
    assert history.groupby("Person")["Amount"].sum().to_dict() == by_person.to_dict()
    units = table(path, "units")
    assert set(units["Person"].dropna()) == set(pd.read_csv(CRM / "sales_teams.csv")["sales_agent"])
    total = round(won["close_value"].sum() * 1.1)
    assert units["Target"].sum() == total
    assert table(path, "periods")["Target"].sum() == total
    teams = pd.read_csv(CRM / "sales_teams.csv").set_index("sales_agent")["regional_office"]
    by_region = won.groupby(won["sales_agent"].map(teams))["close_value"].sum()
    for region, target in units.groupby("Region")["Target"].sum().items():
        assert abs(target - total * by_region[region] / won["close_value"].sum()) <= 1


@needs_crm
def test_what_the_crm_export_has_wrong_is_counted(crm_plan: tuple[Path, str]) -> None:
    _path, output = crm_plan
    for line in (
        "4,238 won deals, 10,005,534 in all, closed from 2017-03 to 2017-12.",
        "1,425 deals have no account.",
        "1,480 deals are of 'GTXPro', which products.csv does not have (is it 'GTX Pro'?).",
        "1,589 deals were never closed: stage 'Engaging'.",
        "500 deals were never closed: stage 'Prospecting'.",
        "2,473 deals were lost.",
        "5 people of the team list won nothing",
        "2 of those twelve months have no won deal",
    ):
        assert line in output
    deals = pd.read_csv(CRM / "sales_pipeline.csv")
    assert deals["account"].isna().sum() == 1425
    assert (deals["product"] == "GTXPro").sum() == 1480


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    path = tmp_path / "deals.csv"
    path.write_text(
        "業務,成交日期,金額,階段\n王芳,2025-01-15,100,贏單\n王芳,2025-02-15,50.5,贏單\n陳偉,2025-02-20,200,输单\n"
        "李強,2025-02-21,,贏單\n李強,,70,贏單\n,2025-03-01,10,贏單\n"
        "#N/A,2025-03-02,10,贏單\n",
        encoding="utf-8-sig",
    )
    return path


def test_chinese_headers_and_words(deals: Path, tmp_path: Path) -> None:
    result = new("target-plan", "-o", tmp_path / "plan.xlsx", "--from", deals, "--decimals", 2)
    assert result.exit_code == 0, result.output
    assert table(tmp_path / "plan.xlsx", "history")["Amount"].tolist() == [100, 50.5]
    assert "1 won deal has no amount" in result.output
    assert "1 won deal has no date" in result.output
    assert "2 won deals name no person" in result.output
    assert openpyxl.load_workbook(tmp_path / "plan.xlsx", data_only=True)["Settings"]["B9"].value.month == 3


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("人员,日期,金额\n张伟,2025-12-01,300\n", encoding=encoding)
    assert new("target-plan", "-o", tmp_path / "plan.xlsx", "--from", path).exit_code == 0
    assert table(tmp_path / "plan.xlsx", "history")["Person"].tolist() == ["张伟"]


def test_a_workbook_as_source(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    frame = pd.DataFrame(
        {"Rep": ["Ann", "Bo"], "Close Date": pd.to_datetime(["2025-11-05", "2025-12-06"]), "Value": [10, 20]}
    )
    frame.to_excel(path, index=False, engine="xlsxwriter")
    result = new("target-plan", "-o", tmp_path / "plan.xlsx", "--from", path)
    assert result.exit_code == 0, result.output
    assert table(tmp_path / "plan.xlsx", "history")["Amount"].tolist() == [10, 20]


def test_a_header_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Rep,Date,Net value\nAnn,2025-12-01,300\n")
    result = new("target-plan", "-o", tmp_path / "plan.xlsx", "--from", path)
    assert result.exit_code == 2
    assert (
        "has no column for Amount; it has Rep, Date, Net value. Say which one it is with --map amount=HEADER."
        in result.output
    )
    assert not (tmp_path / "plan.xlsx").exists()
    result = new("target-plan", "-o", tmp_path / "plan.xlsx", "--from", path, "--map", "amount=Net value")
    assert result.exit_code == 0, result.output


def test_people_outside_the_team_list_are_told(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("rep,date,amount\nAnn,2025-12-01,300\nZed,2025-12-01,40\n")
    (tmp_path / "team.csv").write_text("name,region,team\nAnn,North,One\n")
    result = new(
        *("target-plan", "-o", tmp_path / "plan.xlsx", "--from", tmp_path / "deals.csv"),
        *("--team", tmp_path / "team.csv"),
    )
    assert "1 won deal (40) is of Zed, who is not in the team list." in result.output
    assert result.exit_code == 0


def test_a_header_of_the_team_list_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("rep,date,amount\nAnn,2025-12-01,300\n")
    (tmp_path / "team.csv").write_text("Who,Region\nAnn,North\nAnn,South\nBea,South\n")
    arguments = (
        *("target-plan", "-o", tmp_path / "plan.xlsx", "--from", tmp_path / "deals.csv"),
        *("--team", tmp_path / "team.csv"),
    )
    result = new(*arguments)
    assert result.exit_code == 2
    assert "Say which one it is with --map team.person=HEADER." in result.output
    result = new(*arguments, "--map", "team.person=Who")
    assert result.exit_code == 0, result.output
    assert "team.csv: Person = Who, Region = Region." in result.output
    assert "Ann stands 2 times in the team list; the first row is taken." in result.output
    units = table(tmp_path / "plan.xlsx", "units")
    assert units["Person"].dropna().tolist() == ["Ann", "Bea"]


def test_a_field_that_does_not_exist_is_told(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("rep,date,amount\nAnn,2025-12-01,300\n")
    result = new(
        *("target-plan", "-o", tmp_path / "plan.xlsx", "--from", tmp_path / "deals.csv", "--map", "sum=amount"),
    )
    assert result.exit_code == 2
    assert "--map sum names no field of" in result.output


def test_stages_of_another_tongue(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("rep;date;amount;stage\nAnn;24.12.2025;1.300,50;Gewonnen\nBo;;;Offen\n")
    arguments = ("target-plan", "-o", tmp_path / "plan.xlsx", "--from", tmp_path / "deals.csv", "--decimals", 2)
    result = new(*arguments)
    assert result.exit_code == 2
    assert "there is Gewonnen, Offen. Say which one does with --won STAGE." in result.output
    result = new(*arguments, "--won", "gewonnen")
    assert result.exit_code == 0, result.output
    assert "1 deal was never closed: stage 'Offen'." in result.output
    assert "Amounts such as 1.300,50 were read with a decimal comma." in result.output
    assert table(tmp_path / "plan.xlsx", "history")["Amount"].tolist() == [1300.5]


def test_deals_of_the_plans_own_year_are_told(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("rep,date,amount\nAnn,2025-12-31,300\nBo,2026-01-01,50\n")
    path = tmp_path / "plan.xlsx"
    result = new("target-plan", "-o", path, "--from", tmp_path / "deals.csv", "--year-start", "2026-01-01")
    assert "1 of them closed in the twelve months before 2026-01-01: 300." in result.output
    assert "1 won deal (50) closed on or after 2026-01-01" in result.output
    assert table(path, "periods")["A year ago"].sum() == 300


def test_a_person_whose_refunds_outweigh_the_sales(tmp_path: Path) -> None:
    """Weighs nothing, and no cell of the plan shows an error."""
    (tmp_path / "deals.csv").write_text("rep,date,amount\nAnn,2025-12-01,300\nBo,2025-11-01,-50\n")
    path = tmp_path / "plan.xlsx"
    assert new("target-plan", "-o", path, "--from", tmp_path / "deals.csv", "--growth", 0).exit_code == 0
    units = table(path, "units").dropna(subset=["Person"])
    assert units.set_index("Person")["Target"].to_dict() == {"Ann": 250, "Bo": 0}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "is empty"),
        ("headers.csv", b"rep,date,amount\n", "has no rows"),
        ("none.csv", b"rep,date,amount,stage\nAnn,2025-01-01,5,lost\n", "has a stage that means won; there is lost."),
        ("nobody.csv", b"rep,date,amount\n,2025-01-01,5\n", "has no won deal with a date, a person and an amount"),
        ("days.csv", b"rep,date,amount\nAnn,03/04/2025,5\n", "add --dates dmy (day first) or --dates mdy"),
        ("text.xlsx", b"not a workbook", "is no Excel workbook"),
        ("deals.pdf", b"%PDF", "is of a kind that cannot be read"),
        ("bytes.csv", b"rep,date,amount\n\xff\xff\xff\xff,2025-01-01,\xff\n", "is not a text in UTF-8"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    result = new("target-plan", "-o", tmp_path / "plan.xlsx", "--from", tmp_path / name)
    assert result.exit_code == 2
    assert says in result.output
    assert "Traceback" not in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["target-pan", "-o", "x.xlsx"], f"There is no template 'target-pan'; there is {', '.join(TEMPLATES)}."),
        (["target-plan", "-o", "x.csv"], "must end in .xlsx"),
        (["target-plan", "-o", "x.xlsx", "--from", "gone.csv"], "There is no file gone.csv"),
        (["target-plan", "-o", "x.xlsx", "--growth", "10"], "could mean 10% or 1000%"),
        (["target-plan", "-o", "x.xlsx", "--growth", "much"], "is not a growth"),
        (["target-plan", "-o", "x.xlsx", "--team", "t.csv"], "go with --from"),
        (["target-plan", "-o", "x.xlsx", "--year-start", "soon"], "soon"),
        (["target-plan", "-o", "x.xlsx", "--year-start", "2027-01-15"], "begins on the first of a month"),
        (["target-plan", "-o", "x.xlsx", "--growth", "nan"], "--growth is nan%; expected -100% to 1000%"),
        (["target-plan", "-o", "x.xlsx", "--growth", "-101%"], "--growth is -101%; expected -100% to 1000%"),
        (["target-plan", "-o", "x.xlsx", "--year-start", "1850-01-01"], "expected 1990-01-01 to 2100-12-31"),
        (["target-plan", "-o", "x.xlsx", "--year-start", "9999-12-01"], "expected 1990-01-01 to 2100-12-31"),
        (["target-plan", "-o", "x.xlsx", "--won", "Signed"], "go with --from"),
        (["target-plan", "-o", "nowhere/x.xlsx"], "Cannot write nowhere/x.xlsx"),
        (["target-plan"], "Missing option '-o'"),
    ],
)
def test_wrong_arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str) -> None:
    monkeypatch.chdir(tmp_path)
    result = new(*arguments)
    assert result.exit_code == 2
    assert says in result.output
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"mine")
    assert "already there" in new("target-plan", "-o", path).output
    assert path.read_bytes() == b"mine"
    assert new("target-plan", "-o", path, "--force").exit_code == 0
    assert read(path).sheets


@pytest.mark.parametrize(("text", "growth"), [("10%", 0.1), ("0.1", 0.1), ("-5%", -0.05), ("0", 0), ("12.5％", 0.125)])
def test_growth(tmp_path: Path, text: str, growth: float) -> None:
    path = tmp_path / "plan.xlsx"
    assert new("target-plan", "-o", path, f"--growth={text}").exit_code == 0
    assert openpyxl.load_workbook(path)["Settings"]["B14"].value == pytest.approx(growth)


def test_a_date_out_of_this_world_is_told(tmp_path: Path) -> None:
    source = tmp_path / "deals.csv"
    source.write_text("rep,date,amount\nAnn,2025-01-05,5\nAnn,9999-12-31,7\nAnn,0001-01-01,8\n", encoding="utf-8")
    result = new("target-plan", "-o", tmp_path / "plan.xlsx", "--from", source)
    assert "2 won deals have no date of closing, or none between 1990 and 2100." in result.output
    assert table(tmp_path / "plan.xlsx", "history")["Amount"].to_list() == [5]


def test_what_is_still_to_fill_in_is_told(tmp_path: Path) -> None:
    assert "Still to fill in, in Settings: Unit, Owner." in new("target-plan", "-o", tmp_path / "a.xlsx").output
    assert "Settings: Owner." in new("target-plan", "-o", tmp_path / "b.xlsx", "--unit", "North").output
    assert "Still" not in new("target-plan", "-o", tmp_path / "c.xlsx", "--unit", "North", "--owner", "Ann").output


def test_another_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbook and report go through the language's catalogue; where that is missing, it is said."""
    words = {"Settings": "设置", "{output} is ready.": "{output} 已就绪。"}
    monkeypatch.setattr("xltargets.cli.new.translator", lambda _language: lambda text: words.get(text, text))
    result = new("target-plan", "-o", tmp_path / "plan.xlsx", "--language", "zh-CN")
    assert "已就绪" in result.output
    contents = read(tmp_path / "plan.xlsx")
    assert "设置" in contents.sheets
    assert contents.properties["xltargets.language"] == "zh-CN"

    def missing(_language: str) -> object:
        raise FileNotFoundError

    monkeypatch.setattr("xltargets.cli.new.translator", missing)
    result = new("target-plan", "-o", tmp_path / "other.xlsx", "--language", "zh-TW")
    assert (result.exit_code, "沒有 zh-TW 的譯文" in result.output) == (2, True)
    assert not (tmp_path / "other.xlsx").exists()
