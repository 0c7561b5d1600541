"""The figures of the target plan, by hand and from what it was filled with."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.templates.plans import PLAN, cells_of, column, named
from xltargets.building.builder import build
from xltargets.errors import CellError
from xltargets.samples import sample
from xltargets.samples.submissions import team_filling
from xltargets.templates.content import Filling
from xltargets.templates.drawn import makes_gaps
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "filled.xlsx"
    build(PLAN, path, team_filling("North Harbour"))
    return path


def test_numbers_of_a_filled_plan(filled: Path) -> None:
    """From the filling itself: last year's sum, ten percent more, and the splits' exact sums."""
    filling = team_filling("North Harbour")
    base = sum(row["amount"] for row in filling.tables["history"] if row["month"].year == 2025)
    assert named(filled, "settings_base") == base
    total = round(base * 1.1)
    assert named(filled, "settings_total") == total
    for table in ("periods", "units", "review"):
        assert sum(column(filled, table, "Target")) == total
    assert sum(column(filled, "review", "Re-planned")) == total
    actuals = [row["actual"] for row in filling.tables["review"] if row]
    assert named(filled, "status_actual") == sum(actuals)
    assert named(filled, "status_as_of") == datetime.datetime(2026, 5, 31)
    targets = column(filled, "review", "Target")
    so_far = sum(targets[: len(actuals)])
    assert named(filled, "status_forecast") == pytest.approx(sum(actuals) + (total - so_far) * sum(actuals) / so_far)
    assert column(filled, "review", "Status")[:5] == [
        "Green" if sold >= due else "Amber" if sold >= 0.8 * due else "Red"
        for sold, due in zip(actuals, targets, strict=False)
    ]
    months_so_far = column(filled, "review", "Attainment so far")
    assert months_so_far[4] == pytest.approx(sum(actuals) / so_far)
    assert months_so_far[5] in (None, "")
    before = sum(row["amount"] for row in filling.tables["history"] if row["month"].year == 2024)
    assert sum(column(filled, "periods", "Two years ago")) == before
    march = sum(row["amount"] for row in filling.tables["history"] if row["month"] == datetime.date(2025, 3, 1))
    assert column(filled, "periods", "On last year")[2] == pytest.approx(targets[2] / march - 1)
    assert named(filled, "settings_year_end") == datetime.datetime(2026, 12, 31)
    people = [person for person in column(filled, "units", "Person") if person]
    lasts = {
        person: sum(r["amount"] for r in filling.tables["history"] if r["person"] == person and r["month"].year == 2025)
        for person in people
    }
    # Who is new has the weight of the customers that were taken over.
    lasts |= {row["person"]: row["own_weight"] for row in filling.tables["units"] if row["own_weight"]}
    for person, target in zip(people, column(filled, "units", "Target"), strict=False):
        assert abs(target - total * lasts[person] / base) <= 1


def test_sums_are_told_to_agree_and_not_to(filled: Path, tmp_path: Path) -> None:
    """Below a column that must sum to the total stands a word; a typed part changes it."""
    contents = read(filled)
    sheet, area = cells_of(contents, "periods.target")
    below = (area.bottom + 2, area.left)  # under the totals row
    assert contents.sheets[sheet].value(*below) == "✓ agrees"
    typed = tmp_path / "typed.xlsx"
    patch_values(contents, typed, {sheet: {(area.top, area.left): 1.0}}, over_formulas=True)
    results = evaluate(read(typed))
    assert results.values[(sheet, *below)] == "✗ does not agree"


def test_the_grid_is_exact_on_both_margins(filled: Path) -> None:
    sheet = openpyxl.load_workbook(filled, data_only=True)["Grid"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=10, min_col=2, max_col=13)]
    targets = column(filled, "units", "Target")[:6]
    carried = column(filled, "units", "Carried")[:6]
    assert [sum(row) for row in rows] == carried
    # Four are there all year; one joins in April, and one leaves in August.
    assert [one == whole for one, whole in zip(carried, targets, strict=True)] == [True] * 4 + [False] * 2
    vacant = [sheet.cell(16, place).value for place in range(2, 14)]
    months = [sum(month) for month in zip(*rows, vacant, strict=True)]
    assert months == column(filled, "periods", "Target")
    assert [one > 0 for one in vacant] == [True] * 12


def test_a_year_that_does_not_begin_in_january(tmp_path: Path) -> None:
    path = tmp_path / "fiscal.xlsx"
    filling = team_filling("South Bay")
    filling.forms["settings"]["year_start"] = datetime.date(2025, 4, 1)
    build(PLAN, path, Filling(filling.forms, {**filling.tables, "review": [{} for _ in range(12)]}))
    months = column(path, "periods", "Month")
    first = datetime.date(1899, 12, 30) + datetime.timedelta(months[0])
    assert first == datetime.date(2025, 4, 1)
    expected = sum(
        row["amount"]
        for row in filling.tables["history"]
        if datetime.date(2024, 4, 1) <= row["month"] < datetime.date(2025, 4, 1)
    )
    assert named(path, "settings_base") == expected
    assert sum(column(path, "periods", "Target")) == named(path, "settings_total") == round(expected * 1.1)


def test_cents_sum_exactly(tmp_path: Path) -> None:
    path = tmp_path / "cents.xlsx"
    filling = team_filling("South Bay")
    filling.forms["settings"] |= {"decimals": 2, "agreed": 1_000_000.01}
    build(PLAN, path, filling)
    for table in ("periods", "units"):
        assert sum(round(part * 100) for part in column(path, table, "Target")) == 100_000_001


def test_a_month_without_history_counts_as_average(tmp_path: Path) -> None:
    path = tmp_path / "gap.xlsx"
    filling = team_filling("South Bay")
    history = [row for row in filling.tables["history"] if not (row["month"].year == 2025 and row["month"].month == 2)]
    build(PLAN, path, Filling(filling.forms, {**filling.tables, "history": history}))
    weights, past = column(path, "periods", "Weight"), column(path, "periods", "A year ago")
    assert past[1] == 0
    assert weights[1] == pytest.approx(sum(past) / 11)


def test_months_without_a_target_have_no_forecast(tmp_path: Path) -> None:
    """One unit for the year, and none of it in the months so far: no ratio, and no error."""
    path = tmp_path / "small.xlsx"
    filling = team_filling("South Bay")
    filling.forms["settings"] |= {"agreed": 1}
    build(PLAN, path, filling)
    assert sum(column(path, "review", "Target")[:5]) == 0
    assert named(path, "status_forecast") is None
    assert not [
        cell
        for sheet in read(path).sheets.values()
        for cell in sheet.cells.values()
        if isinstance(cell.value, CellError) and not makes_gaps(cell.formula or "")
    ]


@pytest.mark.parametrize(
    ("closed", "as_of", "days_left"),
    [
        ({}, datetime.datetime(2025, 12, 31), 261 - 3),  # 2026 has 261 days from Monday to Friday, 3 of them off
        ({0: 9.0, 2: 9.0}, datetime.datetime(2026, 3, 31), 197 - 2),  # February was left out
        ({11: 9.0}, datetime.datetime(2026, 12, 31), None),
    ],
)
def test_where_we_stand_is_told_at_the_last_month_with_an_actual(
    tmp_path: Path, closed: dict[int, float], as_of: datetime.datetime, days_left: int | None
) -> None:
    path = tmp_path / "plan.xlsx"
    filling = team_filling("South Bay")
    filling.tables["review"] = [{"actual": closed.get(month)} for month in range(12)]
    build(PLAN, path, filling)
    assert named(path, "status_as_of") == as_of
    missing = named(path, "settings_total") - sum(closed.values())
    needed = named(path, "status_run_rate")
    assert needed in (None, "") if days_left is None else needed == pytest.approx(missing / days_left)


@pytest.mark.parametrize(("periods", "months"), [(4, 3), (2, 6)])
def test_a_year_of_other_periods_than_months(tmp_path: Path, periods: int, months: int) -> None:
    """Quarters and halves: the history of each is the sum of its months, and the parts sum to the year."""
    path = tmp_path / "periods.xlsx"
    filling = team_filling("North Harbour")
    build(
        PLAN,
        path,
        Filling(filling.forms, filling.tables | {"periods": [{}] * periods, "review": [{"actual": 900_000}]}),
    )
    last_year = [0.0] * periods
    for row in filling.tables["history"]:
        if row["month"].year == 2025:
            last_year[(row["month"].month - 1) // months] += row["amount"]
    assert column(path, "periods", "A year ago") == last_year
    targets = column(path, "periods", "Target")
    assert len(targets) == periods
    assert sum(targets) == named(path, "settings_total") == round(sum(last_year) * 1.1)
    assert column(path, "review", "Target") == targets
    assert named(path, "status_as_of") == datetime.datetime(2026, months, 28 + (months == 3) * 3 + (months == 6) * 2)


def test_the_candidates_are_the_methods_answers(tmp_path: Path) -> None:
    """By hand: 41 m × 1.06 × 10.4% of the market; break-even (1.15 m + 0.22 m / 0.75) / 38%; the median of six."""
    path = tmp_path / "setting.xlsx"
    build(PLAN, path, sample("target-plan"))
    market, past, breakeven, team = column(path, "candidates", "Target")
    assert market == pytest.approx(41_000_000 * 1.06 * 0.104)
    assert breakeven == pytest.approx((1_150_000 + 220_000 / 0.75) / 0.38)
    assert team == (4_350_000 + 4_400_000) / 2
    assert past == pytest.approx(sum(one for one in column(path, "outlook", "Forecast") if one != ""))
    blend = market * 0.25 + past * 0.35 + breakeven * 0.1 + team * 0.3
    assert named(path, "blend_target") == round(blend)
    sums = dict.fromkeys((2023, 2024, 2025), 0.0)
    for row in team_filling("North Harbour").tables["history"]:
        sums[row["month"].year] += row["amount"]
    assert column(path, "years", "Won") == list(sums.values())


def test_the_year_can_take_the_blend(tmp_path: Path) -> None:
    path = tmp_path / "blend.xlsx"
    filling = sample("target-plan")
    filling.forms["settings"]["basis"] = "blend"
    build(PLAN, path, filling)
    assert named(path, "settings_total") == named(path, "blend_target")
    assert sum(column(path, "periods", "Target")) == named(path, "blend_target")


def test_objectives_are_judged_and_advised(tmp_path: Path) -> None:
    """The sample has three objectives that pass, and a wish that lacks metric, figures, goal and a date in reach."""
    path = tmp_path / "objectives.xlsx"
    build(PLAN, path, sample("target-plan"))
    assert column(path, "objectives", "Score")[:4] == [100, 100, 100, 10]
    assert [
        column(path, "objectives", header)[3] for header in ("Measurable", "Achievable", "Relevant", "Time-bound")
    ] == [
        *("Fail", "Unknown", "Fail", "Fail"),
    ]
    advice = column(path, "objectives", "Advice")
    assert advice[0] == "–"
    assert "Measurable: fill in the metric" in str(advice[3])


def test_channels_and_actions(tmp_path: Path) -> None:
    """By hand: 3 × .3 + 5 × .7 = 4.4; (2.6 m × 34% − 610 k) / 610 k; what is late on 31 May."""
    path = tmp_path / "channels.xlsx"
    build(PLAN, path, sample("target-plan"))
    assert column(path, "channels", "Score")[:4] == pytest.approx([4.4, 3.7, 3.05, 3.55])
    assert column(path, "channels", "Rank")[:4] == [1, 2, 4, 3]
    assert column(path, "channels", "Return")[0] == pytest.approx((2_600_000 * 0.34 - 610_000) / 610_000)
    assert column(path, "actions", "Status")[:6] == ["Done", "In progress", "In progress", "Done", "Overdue", "Open"]
