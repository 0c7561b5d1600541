"""The sheet Measures: each measure's own split, levels, attainment and weight."""

from __future__ import annotations

import pytest

from xltargets.building.builder import build
from xltargets.rollup.extraction import Extract, extract_view
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.view import View
from xltargets.workbooks.program.running import work_out
from xltargets.workbooks.reader import read

MEASURES = [
    {"measure": "Contract amount", "weight": 0.5, "of_plan": "Yes", "floor": 0.8, "stretch": 1.2},
    {"measure": "Collected", "weight": 0.3, "own_total": 1000, "floor": 0.8, "stretch": 1.2},
    {"measure": "New customers", "weight": 0.2, "own_total": 10},
    {"measure": "Margin", "weight": 0.4},
]
PEOPLE = ("Ann", "Bo", "Cy")
ACTUALS = {
    ("Ann", "Contract amount"): 9_000,
    ("Ann", "Collected"): 270,
    ("Ann", "New customers"): 4,
    ("Bo", "Collected"): 400,
    ("Cy", "Collected"): 400,
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Extract:
    path = tmp_path_factory.mktemp("measures") / "plan.xlsx"
    settings = {"unit": "North", "owner": "Ann", "currency": "USD", "agreed": 36_000}
    rows = [
        {"person": person, "measure": measure["measure"], "actual": ACTUALS.get((person, str(measure["measure"])))}
        for person in PEOPLE
        for measure in MEASURES
    ]
    units: list[dict[str, object]] = [{"region": "North", "team": "North", "person": person} for person in PEOPLE]
    units[2]["member_share"] = 0.5
    build(
        TEMPLATES["target-plan"],
        path,
        Filling({"settings": settings}, {"units": units, "measures": MEASURES, "measure_targets": rows}),
    )
    contents = read(path)
    worked = work_out(contents)
    assert worked is not None
    assert worked.left == []
    return extract_view(View.of(contents), path.name)


def of(plan: Extract, column: str, measure: str) -> list[object]:
    rows = plan.rows["measure_targets"]
    return [row.values[column] for row in rows if row.values["measure"] == measure and row.values["person"]]


def test_the_parts_of_a_measure_sum_exactly_to_its_total(plan: Extract) -> None:
    """36,000 in three is 12,000 each; 1,000 up to each third is 333, 667 and 1,000; 10 is 3, 7 and 10."""
    assert of(plan, "in_full", "Contract amount") == [12_000, 12_000, 12_000]
    assert of(plan, "in_full", "Collected") == [333, 334, 333]
    assert of(plan, "in_full", "New customers") == [3, 4, 3]
    # Nobody said what is to be reached, so that nobody is given a number.
    assert of(plan, "target", "Margin") == [0, 0, 0]


def test_who_is_there_half_of_the_time_carries_half(plan: Extract) -> None:
    """Cy works half of the time: 6,000 of 12,000, 167 of 333 and 2 of 3, halves up. The rest is vacant."""
    assert of(plan, "target", "Contract amount") == [12_000, 12_000, 6_000]
    assert of(plan, "target", "Collected") == [333, 334, 167]
    assert of(plan, "target", "New customers") == [3, 4, 2]
    assert [row.values["vacant"] for row in plan.rows["measures"]] == [6_000, 166, 1, None]


def test_levels_are_parts_of_the_target(plan: Extract) -> None:
    """333 by 0.8 is 266.4, by 1.2 it is 399.6. 270 is past the floor, 400 past the target of 334 but not 401."""
    assert of(plan, "floor", "Collected") == [266, 267, 134]
    assert of(plan, "stretch", "Collected") == [400, 401, 200]
    assert of(plan, "level", "Collected") == ["floor", "target", "stretch"]
    assert of(plan, "level", "Contract amount")[0] == "below"


def test_attainment_is_weighted_by_what_has_an_actual(plan: Extract) -> None:
    """Ann: 0.5 x 9,000/12,000 + 0.3 x 270/333 + 0.2 x 4/3, of 1 in all. Bo has one measure only: 400/334."""
    scores = {row.values["person"]: row.values["attainment"] for row in plan.rows["measure_scores"]}
    assert scores["Ann"] == pytest.approx(0.5 * 9_000 / 12_000 + 0.3 * 270 / 333 + 0.2 * 4 / 3)
    assert scores["Bo"] == pytest.approx(400 / 334)
