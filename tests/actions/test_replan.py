"""The mid-year adjustment, checked by hand: 100 a month, three months closed at 80."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from xltargets.actions.replan import propose
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.errors import InputProblem
from xltargets.locale import translator
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.workbooks.reader import read

DAY = 46112.0  # 2026-03-31


def plan(
    path: Path, actuals: list[float], changes: list[dict[str, object]] | None = None, language: str = "en"
) -> Path:
    """1,200 for the year, the same each month, for two people of equal size."""
    settings = {
        "unit": "North",
        "owner": "Ann Lee",
        "currency": "USD",
        "year_start": datetime.date(2026, 1, 1),
        "agreed": 1200,
    }
    tables = {
        "units": [{"person": "Ann Lee", "own_weight": 1}, {"person": "Bo Chen", "own_weight": 1}],
        "periods": [{} for _ in range(12)],
        "review": [{"actual": one} for one in actuals] + [{}] * (12 - len(actuals)),
        "changes": changes or [],
    }
    filling = Filling({"settings": settings}, tables)
    build(TEMPLATES["target-plan"], path, filling, language=language, translate=translator(language))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["replan", *map(str, arguments), "--as-of", "2026-03-31"])


def rows(path: Path) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(path, data_only=True)["Changes"]
    found = ((row[1].value, row[2].value, row[3].value) for row in sheet.iter_rows(min_row=5))
    return [row for row in found if row[0]]


def test_a_shortfall_is_spread_over_the_open_months(tmp_path: Path) -> None:
    """60 are missing; nine open months of 100 take up 6.67 each, in whole units: six take 7, three take 6."""
    replan = propose(read(plan(tmp_path / "a.xlsx", [80, 80, 80])), DAY)
    assert (replan.total, replan.due, replan.actual) == (1200, 300, 240)
    assert replan.forecast == pytest.approx(240 + 900 * 0.8)
    after = [one.after for one in replan.proposals]
    assert sum(after) == 1200 - 240
    assert sorted(after) == [106.0] * 3 + [107.0] * 6
    assert [one.scope for one in replan.proposals] == [f"2026-{month:02}" for month in range(4, 13)]


def test_nothing_changes_on_plan(tmp_path: Path) -> None:
    assert propose(read(plan(tmp_path / "a.xlsx", [100, 100])), DAY).proposals == []


def test_the_forecast_becomes_the_target(tmp_path: Path) -> None:
    """At 80% the year ends at 960; the open months then have 720 to bring, 80 each."""
    replan = propose(read(plan(tmp_path / "a.xlsx", [80, 80, 80])), DAY, target="forecast")
    year, *months = replan.proposals
    assert (year.before, year.after) == (1200, 960)
    assert [one.after for one in months] == [80.0] * 9


def test_people_who_are_behind_are_told_what_is_left(tmp_path: Path) -> None:
    """600 each for the year, 150 due by March: Ann has 170 and is told nothing, Bo has 70 and 530 to go."""
    contents = read(plan(tmp_path / "a.xlsx", [80, 80, 80]))
    replan = propose(contents, DAY, won_by_person={"ann lee": 170.0, "Bo Chen": 70.0})
    person = [one for one in replan.proposals if not one.scope.startswith("2026")]
    assert [one.scope for one in person] == ["Bo Chen"]
    assert person[0].reason.values["left"] == "530"


def test_proposals_are_written_below_the_changes_that_are_there(tmp_path: Path) -> None:
    earlier = [
        {
            "day": datetime.date(2026, 2, 2),
            "scope": "Bo Chen",
            "before": 700,
            "after": 600,
            "reason": "Moved",
            "by": "Ann Lee",
        }
    ]
    path = plan(tmp_path / "a.xlsx", [80, 80, 80], earlier)
    before = path.read_bytes()
    result = run(path, "-o", tmp_path / "b.xlsx")
    assert result.exit_code == 0, result.output
    assert path.read_bytes() == before
    found = rows(tmp_path / "b.xlsx")
    assert found[0] == ("Bo Chen", 700, 600)
    assert len(found) == 10
    assert sum(row[2] for row in found[1:]) == 960  # type: ignore[misc]
    validated = CliRunner().invoke(main, ["validate", str(tmp_path / "b.xlsx"), "--as-of", "2026-04-02", "--isolated"])
    assert validated.exit_code == 0, validated.output


def test_another_finish_steers_and_leaves_the_target_of_the_year(tmp_path: Path) -> None:
    path = plan(tmp_path / "a.xlsx", [80, 80, 80])
    assert run(path, "-o", tmp_path / "b.xlsx", "--target", "1,080").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "b.xlsx", data_only=True)
    sheet, cell = book.defined_names["settings_total"].attr_text.split("!")
    assert book[sheet.strip("'")][cell.replace("$", "")].value == 1200
    assert rows(tmp_path / "b.xlsx")[0] == ("Year", 1200, 1080)


def kinds(path: Path) -> list[object]:
    sheet = openpyxl.load_workbook(path, data_only=True)["Changes"]
    return [row[7].value for row in sheet.iter_rows(min_row=5) if row[1].value]


def test_an_approved_catch_up_is_no_target(tmp_path: Path) -> None:
    """All is written as catch-up; approved as it stands, every month keeps its 100."""
    path = plan(tmp_path / "a.xlsx", [80, 80, 80])
    assert run(path, "-o", tmp_path / "b.xlsx").exit_code == 0
    assert kinds(tmp_path / "b.xlsx") == ["Catch-up"] * 9
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    book["Company"]["A5"] = "Hanna Weiss"
    for row in range(5, 14):
        book["Changes"].cell(row, 7).value = "Hanna Weiss"
    book.save(tmp_path / "c.xlsx")
    from xltargets.workbooks.recalc import recalculate

    recalculate(tmp_path / "c.xlsx", tmp_path / "d.xlsx", lambda: DAY)
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx", data_only=True)["Periods"]
    assert [sheet.cell(row, 6).value for row in range(5, 17)] == [100] * 12


def test_a_second_re_plan_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """Nine proposals, none twice; what was approved or is somebody's own stays, and on plan they go."""
    earlier = [
        {
            "day": datetime.date(2026, 2, 2),
            "scope": "Bo Chen",
            "before": 700,
            "after": 600,
            "reason": "Moved",
            "by": "Ann Lee",
            "kind": "catch_up",
        }
    ]
    path = plan(tmp_path / "a.xlsx", [80, 80, 80], earlier)
    assert run(path, "-o", tmp_path / "b.xlsx").exit_code == 0
    assert run(tmp_path / "b.xlsx", "-o", tmp_path / "c.xlsx").exit_code == 0
    assert rows(tmp_path / "b.xlsx") == rows(tmp_path / "c.xlsx")
    assert len(rows(tmp_path / "c.xlsx")) == 10
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    book["Changes"]["G6"] = "Hanna Weiss"
    for row in (5, 6, 7):
        book["Review"].cell(row, 3).value = 100
    book.save(tmp_path / "d.xlsx")
    assert run(tmp_path / "d.xlsx", "-o", tmp_path / "e.xlsx").exit_code == 0
    assert [row[0] for row in rows(tmp_path / "e.xlsx")] == ["Bo Chen", "2026-04"]


def test_what_cannot_be_placed_is_said(tmp_path: Path) -> None:
    """A year that ends at 1,100 of 1,200 leaves 100 that no period can take; a stranger's sales are no one's."""
    done = plan(tmp_path / "a.xlsx", [100] * 11 + [0])
    replan = propose(read(done), 46387.0, won_by_person={"Cy Diaz": 70.0})
    assert [one.sentence() for one in replan.unplaced] == [
        "100 cannot be placed: no period is open.",
        "70 of Cy Diaz cannot be placed: the name is not in Units.",
    ]
    assert replan.proposals == []


def test_actuals_come_from_deals(tmp_path: Path) -> None:
    deals = tmp_path / "deals.csv"
    deals.write_text(
        "person,close date,amount,stage\n"
        "Ann Lee,2026-01-10,90,Won\nBo Chen,2026-01-20,10,Won\nAnn Lee,2026-02-03,80,Won\nBo Chen,2026-02-05,5,Lost\n"
        "Bo Chen,2026-03-30,60,Won\nBo Chen,2026-04-01,500,Won\n",
        encoding="utf-8",
    )
    path = plan(tmp_path / "a.xlsx", [])
    result = run(path, "-o", tmp_path / "b.xlsx", "--actuals", deals)
    assert result.exit_code == 0, result.output
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx", data_only=True)["Review"]
    assert [sheet.cell(row, 3).value for row in range(5, 9)] == [100, 80, 60, None]
    assert "Bo Chen" in result.output


def test_actuals_are_read_as_any_deals_are(tmp_path: Path) -> None:
    """Headers, stages and numbers of one's own, people by the plan's IDs, and what became of each row."""
    path, deals, rejects = plan(tmp_path / "a.xlsx", []), tmp_path / "deals.csv", tmp_path / "left.csv"
    deals.write_text(
        'Who,Signed on,Net,State\nann lee,03/01/2026,"1.090,50",Handed over\nBo Chen,13/02/2026,"80,25",Handed over\n'
        "Bo Chen,13/02/2026,7,Lost\nBo Chen,01/05/2026,500,Handed over\n",
        encoding="utf-8",
    )
    mapping = ("--map", "person=Who", "--map", "closed=Signed on", "--map", "amount=Net", "--map", "stage=State")
    asked = run(path, "-o", tmp_path / "b.xlsx", "--actuals", deals, *mapping)
    assert (asked.exit_code, (tmp_path / "b.xlsx").exists()) == (2, False)
    assert "--won STAGE" in asked.output
    assert "--stage 'Handed over=won'" in asked.output.splitlines()[-1]
    words = (*mapping, "--stage", "Handed over=won")
    shown = run(path, "-o", tmp_path / "b.xlsx", "--actuals", deals, *words, "--dry-run")
    assert (shown.exit_code, (tmp_path / "b.xlsx").exists()) == (0, False), shown.output
    assert "amount = Net: 1.090,50, 80,25, 7" in shown.output
    result = run(path, "-o", tmp_path / "b.xlsx", "--actuals", deals, *words, "--rejects", rejects)
    assert result.exit_code == 0, result.output
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx", data_only=True)["Review"]
    assert [sheet.cell(row, 3).value for row in range(5, 9)] == [1090.5, 80.25, 0, None]
    assert "Of the 4 rows of deals.csv, 2 are used (1,170.75) and 2 are left out (507)." in result.output
    assert "1 won deal (500) was closed in no period that has ended, and is no actual." in result.output
    assert len(rejects.read_text(encoding="utf-8-sig").splitlines()) == 3
    assert "Ann Lee" in result.output


def test_of_actuals_nothing_is_written_where_no_proposal_can_be_made(tmp_path: Path) -> None:
    deals = tmp_path / "deals.csv"
    deals.write_text("Owner,Close date,Amount\nAnn Lee,2026-01-10,90\n", encoding="utf-8")
    path = plan(tmp_path / "a.xlsx", [])
    result = CliRunner().invoke(
        main,
        ["replan", str(path), "-o", str(tmp_path / "b.xlsx"), "--actuals", str(deals), "--as-of", "2025-12-31"],
    )
    assert (result.exit_code, (tmp_path / "b.xlsx").exists()) == (2, False), result.output


def test_actuals_of_another_currency_are_asked_about(tmp_path: Path) -> None:
    deals = tmp_path / "deals.csv"
    deals.write_text("Owner,Close date,Amount,Currency\nAnn Lee,2026-01-10,100,EUR\n", encoding="utf-8")
    path = plan(tmp_path / "a.xlsx", [])
    result = run(path, "-o", tmp_path / "b.xlsx", "--actuals", deals)
    assert "row 2: the amount is in EUR, but the plan is in USD. Give a rate with --rates EUR=RATE." in result.output
    result = run(path, "-o", tmp_path / "b.xlsx", "--actuals", deals, "--rates", "EUR=1.1")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx", data_only=True)["Review"]
    assert sheet.cell(5, 3).value == 110, result.output


def test_options_of_reading_go_with_deals(tmp_path: Path) -> None:
    result = run(plan(tmp_path / "a.xlsx", [80]), "-o", tmp_path / "b.xlsx", "--map", "amount=Net")
    assert (result.exit_code, "go with --actuals, the deals" in result.output) == (2, True)


@pytest.mark.parametrize(("actuals", "says"), [([], "no actual")])
def test_without_an_actual_there_is_nothing_to_go_by(tmp_path: Path, actuals: list[float], says: str) -> None:
    with pytest.raises(InputProblem, match=says):
        propose(read(plan(tmp_path / "a.xlsx", actuals)), DAY)
    result = run(tmp_path / "a.xlsx", "-o", tmp_path / "b.xlsx")
    assert result.exit_code == 2
    assert says in result.output
    assert not (tmp_path / "b.xlsx").exists()


def test_other_workbooks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "risks.xlsx"
    build(TEMPLATES["risk-register"], path)
    result = run(path, "-o", tmp_path / "b.xlsx")
    assert (result.exit_code, "expected a target plan" in result.output) == (2, True)


def test_what_is_written_is_in_the_language_of_the_plan(tmp_path: Path) -> None:
    """Whoever runs the command, in whatever language, the workbook's readers get their own."""
    done = run(plan(tmp_path / "a.xlsx", [80, 80, 80], language="zh-TW"), "-o", tmp_path / "b.xlsx", "--language", "en")
    assert done.exit_code == 0, done.output
    assert "240 of 300 are there" in done.output
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["目標調整紀錄"]
    reasons = [row[4].value for row in sheet.iter_rows(min_row=5) if row[4].value]
    assert len(reasons) == 9
    assert all("應完成 300，已完成 240" in reason for reason in reasons)
