"""A team scorecard from deals, and a risk register from a list of risks in two languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from xltargets.cli import main
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import read

RISKS = {
    "en": "No.,Risk,Category,Likelihood,Impact,Control,Probability,Loss,Owner,Response,Due\n"
    'R1,A rival cuts prices,Market,4,3,25%,30%,"120,000",Ann,Reduce,2026-09-30\n'
    "R2,Two people leave,People,2,4,0,0.2,50000,Bo,Accept,\n",
    "zh-CN": "编号,风险,类别,可能性,影响\nR1,对手降价,市场,4,3\n",
}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def rows(contents: Contents, name: str) -> list[dict[str, object]]:
    table = contents.tables[name]
    assert table.data is not None
    sheet = contents.sheets[table.sheet]
    return [
        {column.name: sheet.value(row, table.data.left + place) for place, column in enumerate(table.columns)}
        for row in range(table.data.top, table.data.bottom + 1)
    ]


def test_risks_come_in_with_their_words_as_the_workbook_has_them(tmp_path: Path) -> None:
    source, output = tmp_path / "risks.csv", tmp_path / "register.xlsx"
    source.write_text(RISKS["en"], encoding="utf-8")
    result = run("new", "risk-register", "--from", source, "-o", output, "--unit", "North", "--owner", "Ann")
    assert result.exit_code == 0, result.output
    assert "2 rows are filled in." in result.output
    assert "Category: People = Internal management." in result.output
    first, second = rows(read(output), "risks")[:2]
    assert [first[key] for key in ("Risk", "Category", "Control", "Probability", "Loss")] == [
        "A rival cuts prices",
        "Market",
        0.25,
        0.3,
        120_000,
    ]
    assert first["Residual score"] == 4 * 3 * 0.75
    assert second["Category"] == "Internal management"
    assert second["Response"] == "Accept"


def test_a_chinese_list_fills_an_english_register(tmp_path: Path) -> None:
    source, output = tmp_path / "风险.csv", tmp_path / "register.xlsx"
    source.write_text(RISKS["zh-CN"], encoding="utf-8-sig")
    result = run("new", "risk-register", "--from", source, "-o", output)
    assert result.exit_code == 0, result.output
    [first, *_more] = rows(read(output), "risks")
    assert (first["Risk"], first["Category"], first["Likelihood"]) == ("对手降价", "Market", 4)


def test_a_scorecard_from_deals_has_each_month_s_sales(tmp_path: Path) -> None:
    deals, team, output = tmp_path / "deals.csv", tmp_path / "team.csv", tmp_path / "scorecard.xlsx"
    deals.write_text(
        "person,closed,amount\nAnn,2026-01-15,10\nAnn,2026-01-20,5\nBo,2026-02-01,7\nAnn,2025-06-01,100\nEve,2026-01-01,9\n",
        encoding="utf-8",
    )
    team.write_text("person,region,team\nAnn,North,Fox\nBo,South,Fox\n", encoding="utf-8")
    result = run(
        "new", "team-scorecard", "--from", deals, "--team", team, "-o", output, "--unit", "Fox", "--owner", "Fox"
    )
    assert result.exit_code == 0, result.output
    assert "1 member won nothing in the year before; enter the quota." in result.output
    assert "Eve" in result.output
    contents = read(output)
    members = {row["Member"]: row for row in rows(contents, "team") if row["Member"]}
    assert set(members) == {"Ann", "Bo"}
    assert members["Ann"]["Quota of the year"] == 100
    sold = [(row["Member"], row["Actual"]) for row in rows(contents, "actuals") if row["Member"]]
    assert sold == [("Ann", 15), ("Bo", 7)]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("risk-register", "--team", "t.csv"), "--team, --products and --won go with"),
        (("target-plan", "--sample"), "do not go together"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    source = tmp_path / "x.csv"
    source.write_text(RISKS["en"], encoding="utf-8")
    result = run("new", *arguments, "--from", source, "-o", tmp_path / "o.xlsx")
    assert (result.exit_code, sentence in result.output) == (2, True)


def test_a_list_without_risks_names_the_column(tmp_path: Path) -> None:
    source = tmp_path / "x.csv"
    source.write_text("a,b\n1,2\n", encoding="utf-8")
    result = run("new", "risk-register", "--from", source, "-o", tmp_path / "o.xlsx")
    assert result.exit_code == 2
    assert "--map" in result.output
    assert not (tmp_path / "o.xlsx").exists()
