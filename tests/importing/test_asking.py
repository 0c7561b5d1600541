"""What could be meant in two ways is asked about, with an example and a command that goes on; files made by hand."""

from __future__ import annotations

import shlex
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from xltargets.cli import main
from xltargets.importing.crm_log_from_deals import log_from_deals
from xltargets.importing.options import FileOptions, ImportOptions, SourceProblem
from xltargets.importing.plan_from_deals import Filled, plan_from_deals

HEAD = "Owner,Close date,Amount"


def filled(
    folder: Path, content: str | bytes, name: str = "deals.csv", team: str | None = None, **options: object
) -> Filled:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    team_path = None
    if team is not None:
        team_path = folder / "team.csv"
        team_path.write_text(team, encoding="utf-8")
    return plan_from_deals(path, team_path=team_path, options=ImportOptions(**options))


def total(found: Filled) -> float:
    return round(sum(row["amount"] for row in found.filling.tables["history"]), 4)


def told(found: Filled) -> str:
    return "\n".join(remark.sentence() for remark in (*found.used, *found.not_used))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.mark.parametrize(
    ("content", "says", "options"),
    [
        (
            f"{HEAD},Ergebnis\nA,2025-01-01,5,Won\nB,2025-01-02,6,Lost\n",
            "Ergebnis is 'Won', and looks as if it said which deals were won",
            ("--map", "stage=Ergebnis"),
        ),
        (
            f"{HEAD},Order state of status\nA,2025-01-01,5,x\n",
            "or count every row with --all-won",
            ("--map", "stage=Order state of status"),
        ),
        (
            f"{HEAD},Stage,Status\nA,2025-01-01,5,Won,Lost\n",
            "Stage is 'Won', but Status is 'Lost'",
            ("--map", "stage=Stage"),
        ),
        (
            f"{HEAD},Stage,Status\nA,2025-01-01,5,Won,Won\nB,2025-01-02,6,Work order received,Won\n",
            "row 3: Stage is 'Work order received', but Status is 'Won'",
            ("--map", "stage=Stage"),
        ),
        (
            f"{HEAD},Cur\nA,2025-01-01,5,USD\nB,2025-01-02,6,EUR\n",
            "such as USD in row 2 and EUR in row 3",
            ("--map", "currency=Cur"),
        ),
        (
            f"{HEAD},Cur\nA,2025-01-01,5,CHF\nB,2025-01-02,6,CHF\n",
            "Cur looks like the currency of each row, such as CHF in row 2",
            ("--map", "currency=Cur"),
        ),
        (
            f"{HEAD},Currency\nA,2025-01-01,5,USD\nB,2025-01-02,6,\n",
            "row 3: Currency is blank, and USD in others",
            ("--currency", "USD"),
        ),
        (f"{HEAD}\nA,45662,5\n", "row 2: Close date is '45662'; expected a day such as 2026-01-31", ()),
        (f"{HEAD}\nA,2025-01-01,n/a\n", "row 2: Amount is 'n/a'; expected a number", ()),
        (
            f"{HEAD},Type\nA,2025-01-01,5,Invoice\nB,2025-01-02,6,Credit note\n",
            "row 3: Type is 'Credit note'",
            ("--map", "kind=Type"),
        ),
        (f"{HEAD},Net amount\nA,2025-01-01,5,4\n", "Amount is '5', but Net amount is '4'", ("--map", "amount=Amount")),
        (f"{HEAD},Split %\nA,2025-01-01,5,50\n", "Split % is '50'", ("--map", "amount=Amount")),
        (f"{HEAD},Stage\nA,2025-01-01,5,Completed\n", "says neither won nor lost", ("--stage", "Completed=won")),
        (f"{HEAD},Stage\nA,2025-01-01,5,Nearly won\n", "says neither won nor lost", ("--stage", "Nearly won=won")),
        (
            f"{HEAD}\nA,2025-01-01,1.951\nB,2025-01-02,2.000\n",
            "is 1.951, which is 1951 with a point",
            ("--numbers", "eu"),
        ),
        (f"{HEAD}\nA,2025-01-01,$5\nB,2025-01-02,€6\n", "several currencies", ("--currency", "EUR")),
        (f"{HEAD},Stage\nA,2025-01-01,5,\n", "Stage is blank in every row", ("--all-won",)),
        (f"{HEAD}\nA,03/04/05,5\n", "may be a day of two months", ("--dates", "dmy")),
        (
            f"{HEAD},Deal ID\nA,2025-01-01,5,D1\nA,2025-01-01,6,D1\n",
            "D1 stands in rows 2 and 3",
            ("--duplicates", "all"),
        ),
        (f"{HEAD}\nA,2025-01-01,5\nTotal,,6\n", "Total is 6, but the rows above come to 5", ()),
        ("Seller name,When closed,Worth\nA,2025-01-01,5\n", "has no column for Person, Closed, Amount", None),
    ],
)
def test_refused_with_the_option_that_decides(
    tmp_path: Path, content: str, says: str, options: tuple[str, ...] | None
) -> None:
    with pytest.raises(SourceProblem) as problem:
        filled(tmp_path, content)
    assert says in problem.value.sentence()
    if options is not None:
        assert problem.value.options == options


@pytest.mark.parametrize(
    ("content", "options", "right"),
    [
        (f"{HEAD},Stage\nA,2025-01-01,5,Completed\nB,2025-01-01,7,Void\n", {"stages": {"Completed": "won"}}, 5),
        (
            f"{HEAD},Stage\nA,2025-01-01,5,Gewonnen\nB,2025-01-01,7,Verloren\n",
            {"won": ("Gewonnen",), "lost": ("Verloren",)},
            5,
        ),
        (f"{HEAD},Status\nA,2025-01-01,5,x\nB,2025-01-01,7,y\n", {"all_won": True}, 12),
        (f"{HEAD}\nA,2025-01-01,1.951\n", {"numbers": "eu"}, 1951),
        (f"{HEAD}\nA,2025-01-01,1.951\n", {"numbers": "us"}, 1.951),
        (f"{HEAD},Net amount\nA,2025-01-01,5,4\n", {"mapping": {"amount": "Net amount"}}, 4),
        (f"{HEAD},Type\nA,2025-01-01,5,Invoice\nB,2025-01-02,2,Credit note\n", {"mapping": {"kind": "Type"}}, 3),
        (f"{HEAD},Currency\nA,2025-01-01,5,USD\nB,2025-01-02,6,EUR\n", {"currency": "EUR"}, 6),
        (f"{HEAD},Currency\nA,2025-01-01,5,USD\nB,2025-01-02,6,EUR\n", {"currency": "USD", "rates": {"EUR": 1.5}}, 14),
        (f"{HEAD},Currency\nA,2025-01-01,5,USD\nB,2025-01-02,6,\n", {"currency": "USD"}, 11),
        (f"{HEAD},Deal ID\nA,2025-01-01,5,D1\nA,2025-01-01,6,D1\n", {"duplicates": "all"}, 11),
        (f"{HEAD},Deal ID\nA,2025-01-01,5,D1\nA,2025-01-01,6,D1\n", {"duplicates": "first"}, 5),
        (f"{HEAD},Deal ID\nA,2025-01-01,5,D1\nA,2025-01-01,6,D1\n", {"duplicates": "last"}, 6),
        (f"{HEAD},Stage\nA,2025-01-01,5,Closed-Won\nB,2025-01-01,7,6. Won (East)\nC,2025-01-01,9,2 - Quote\n", {}, 12),
        ("Customer,Close date,Amount\nElm,2025-01-01,5\n", {"person": "North"}, 5),
        ("Rep name,Closed at,Deal_size_EUR\nA,2025-01-01,5\n", {}, 5),
        (f"{HEAD},Is won\nA,2025-01-01,5,Y\nB,2025-01-01,6,N\n", {}, 5),
        ("Owner,CLOSED,Close_Date,Amount\nA,Y,2025-01-01,5\n", {}, 5),
        ("Deal - Owner,Deal - Close Date,Deal - Amount (USD)\nA,2025-01-01,5\n", {}, 5),
        ("Owner,Close date,Amount (in thousands)\nA,2025-01-01,1.5\n", {}, 1500),
        (f"{HEAD}\nA,2025-01-01,5\nA,2025-01-02,7\n合计,,12\n", {}, 12),
        (f"Report,,\n\n{HEAD}\nA,2025-01-01,5\n{HEAD}\nB,2025-01-02,7\nMade by a program,,\n", {}, 12),
        (f"x,y,z\n{HEAD}\nA,2025-01-01,5\n", {"deals_file": FileOptions(header_row=2)}, 5),
    ],
)
def test_read_as_it_is_meant(tmp_path: Path, content: str, options: dict[str, object], right: float) -> None:
    assert total(filled(tmp_path, content, **options)) == right


@pytest.mark.parametrize("header", ["dealname", "OpportunityName", "Account owner company"])
def test_a_deal_s_name_is_not_proposed_for_a_person(tmp_path: Path, header: str) -> None:
    with pytest.raises(SourceProblem) as problem:
        filled(tmp_path, f"{header},Close date,Amount\nA,2025-01-01,5\nB,2025-01-01,6\n")
    assert problem.value.options == ("--person", "Sales team")
    assert "say whose with --person NAME" in problem.value.sentence()


def test_two_of_one_name_without_a_unit_are_asked_about(tmp_path: Path) -> None:
    team = "Person,Team\nLi,One\nLi,Two\n"
    with pytest.raises(SourceProblem, match=r"Li stands in team\.csv as 2 people"):
        filled(tmp_path, f"{HEAD}\nLi,2025-01-01,5\n", team=team)
    found = filled(tmp_path, f"{HEAD},Department\nLi,2025-01-01,5,One\nLi,2025-01-01,7,Two\n", team=team)
    assert {row["person"]: row["amount"] for row in found.filling.tables["history"]} == {"Li (One)": 5, "Li (Two)": 7}


def test_two_of_one_name_by_their_ids(tmp_path: Path) -> None:
    content = "Owner,Owner ID,Close date,Amount\nLi,7,2025-01-01,5\nLi,8,2025-01-02,6\n"
    people = {row["person"] for row in filled(tmp_path, content).filling.tables["history"]}
    assert people == {"Li (7)", "Li (8)"}


def test_ids_nobody_has_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceProblem, match=r"none of its ids is in team\.csv"):
        filled(tmp_path, "Owner ID,Close date,Amount\n9,2025-01-01,5\n", team="Name,Owner ID\nAnn,7\n")


def test_the_command_that_goes_on_works_as_pasted(tmp_path: Path) -> None:
    deals, output = tmp_path / "my deals.csv", tmp_path / "plan.xlsx"
    deals.write_text("Seller name,When closed,Net worth\nAnn,2025-01-01,5\nBo,2025-02-01,7.5\n")
    result = run("new", "target-plan", "-o", output, "--from", deals)
    assert result.exit_code == 2
    command = shlex.split(result.output.partition("For example: ")[2])
    assert command[0] == "xltargets"
    assert not output.exists()
    done = run(*command[1:])
    assert done.exit_code == 0, done.output
    assert "2 won deals, 12.50 in all" in done.output


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    deals, output, rejects = tmp_path / "deals.csv", tmp_path / "plan.xlsx", tmp_path / "rejects.csv"
    deals.write_text(f"{HEAD},Stage\nAnn,2025-01-01,5,Won\n=1+1,2025-02-01,7,Lost\n")
    result = run("new", "target-plan", "-o", output, "--from", deals, "--dry-run", "--rejects", rejects)
    assert result.exit_code == 0, result.output
    assert "amount = Amount: 5, 7" in result.output
    assert list(tmp_path.iterdir()) == [deals]
    assert run("new", "target-plan", "-o", output, "--from", deals, "--rejects", rejects).exit_code == 0
    [row] = pd.read_csv(rejects).to_dict("records")
    assert (row["Row"], row["Owner"], row["Amount"]) == (3, "'=1+1", 7)
    assert "lost" in row["Reason"]


def test_a_saved_mapping_is_found_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("deals.csv").write_text("Wer,Wann,Was,Wie\nAnn,2025-01-01,5,Ja\nBo,2025-02-01,7,Nein\n")
    maps = ("--map", "person=Wer", "--map", "closed=Wann", "--map", "amount=Was", "--map", "stage=Wie")
    said = (*maps, "--stage", "Ja=won", "--stage", "Nein=lost")
    done = run("new", "target-plan", "-o", "a.xlsx", "--from", "deals.csv", *said, "--save-mapping", "xltargets.toml")
    assert done.exit_code == 0, done.output
    again = run("new", "target-plan", "-o", "b.xlsx", "--from", "deals.csv")
    assert again.exit_code == 0, again.output
    assert "(profile own)" in again.output
    assert "1 won deal, 5 in all" in again.output
    assert "own" in run("profiles").output


def test_a_profile_that_cannot_be_used_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("deals.csv").write_text(f"{HEAD}\nAnn,2025-01-01,5\n")
    Path("xltargets.toml").write_text('[[profiles.own.layout]]\nsign = ["A"]\n')
    result = run("new", "target-plan", "-o", "a.xlsx", "--from", "deals.csv")
    assert (result.exit_code, "the profile own cannot be used: there is no 'sign'" in result.output) == (2, True)


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "jsonl", "tsv", "parquet", "gb18030.csv"])
def test_one_table_in_many_kinds_of_file(tmp_path: Path, suffix: str) -> None:
    frame = pd.DataFrame(
        {
            "业务员": ["王芳", "陈伟"],
            "成交日期": ["2025-01-05", "2025-02-06"],
            "成交金额": [10.25, 20.5],
            "备注": ["", "急"],
        }
    )
    path = tmp_path / f"deals.{suffix}"
    if suffix == "xlsx":
        book = openpyxl.Workbook()
        book.active.append(["Cover"])
        sheet = book.create_sheet("Deals")
        for row in [list(frame.columns), *frame.to_numpy().tolist()]:
            sheet.append(row)
        book.save(path)
    elif suffix == "ods":
        _write_ods(path, frame)
    elif suffix == "jsonl":
        frame.to_json(path, orient="records", lines=True, force_ascii=False)
    elif suffix == "tsv":
        frame.to_csv(path, sep="\t", index=False)
    elif suffix == "parquet":
        frame.to_parquet(path)
    else:
        frame.to_csv(path, index=False, encoding="gb18030")
    found = plan_from_deals(path)
    assert {row["person"]: row["amount"] for row in found.filling.tables["history"]} == {"王芳": 10.25, "陈伟": 20.5}


def _write_ods(path: Path, frame: pd.DataFrame) -> None:
    """The least that an OpenDocument spreadsheet needs."""
    import zipfile

    def cell(value: object) -> str:
        if isinstance(value, float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    rows = [list(frame.columns), *frame.to_numpy().tolist()]
    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="A">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )


def test_two_sheets_alike_are_asked_about(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, amount in (("2024", 1), ("2025", 2)):
        sheet = book.create_sheet(name)
        sheet.append(["Owner", "Close date", "Amount"])
        sheet.append(["Ann", f"{name}-01-01", amount])
    path = tmp_path / "deals.xlsx"
    book.save(path)
    with pytest.raises(SourceProblem, match="2 sheets with such a table: 2024, 2025"):
        plan_from_deals(path)
    assert total(plan_from_deals(path, options=ImportOptions(deals_file=FileOptions(sheet="2025")))) == 2


def test_a_log_that_no_worksheet_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xltargets.importing.crm_log_from_deals.MOST_ROWS", 2)
    path = tmp_path / "deals.csv"
    path.write_text("Owner,Customer,Close date,Amount\n" + "A,B,2025-01-01,5\n" * 3)
    with pytest.raises(
        SourceProblem, match=r"would make 3 rows, and a worksheet holds 2\. Cut it into files of a year"
    ):
        log_from_deals(path)


def test_currencies_of_number_formats_are_never_added(tmp_path: Path) -> None:
    def book(*formats: str) -> Path:
        made = openpyxl.Workbook()
        made.active.append(["Owner", "Close date", "Amount"])
        for number, form in enumerate(formats, 1):
            made.active.append(["Ann", f"2025-01-0{number}", 10 * number])
            made.active.cell(number + 1, 3).number_format = form
        path = tmp_path / "deals.xlsx"
        made.save(path)
        return path

    with pytest.raises(SourceProblem, match=r"several currencies, which are not added: EUR 10, USD 20"):
        plan_from_deals(book("[$€-407] #,##0.00", "[$$-409]#,##0.00"))
    found = plan_from_deals(book("[$€-407] #,##0.00", '#,##0.00 "EUR"'))
    assert (total(found), found.filling.forms["settings"]["currency"]) == (30, "EUR")
    plain = plan_from_deals(book("#,##0.00", "0"))
    assert (total(plain), "currency" in plain.filling.forms["settings"]) == (30, False)
