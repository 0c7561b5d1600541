"""From the plan's Grid to the scorecard's quotas: who carries what in which month, and from which cell it comes."""

from __future__ import annotations

import datetime

import pytest

from xltargets.rollup.extraction import Extract, Grid, Row
from xltargets.rollup.loading.interface import Given, Loaded
from xltargets.rollup.loading.quotas import load_membership, load_quotas
from xltargets.rollup.persons import people_of
from xltargets.units.days import months_later, serial_of

NEW_YEAR = datetime.date(2026, 1, 1)
FULL = dict.fromkeys((f"m{month}" for month in range(1, 13)), 1.0)


def month(number: int) -> float:
    return float(serial_of(months_later(NEW_YEAR, number)))


def plan(people: list[dict[str, object]], grid: list[list[float]], targets: list[float], **shares: object) -> Extract:
    size = 12 // len(targets)
    rows = {
        "units": [
            Row("Units", 5 + number, {"person": None, "person_id": None, **one}) for number, one in enumerate(people)
        ],  # type: ignore[dict-item]
        "periods": [
            Row("Periods", 5 + number, {"month": month(number * size), "target": target})
            for number, target in enumerate(targets)
        ],
        "shares": [
            Row("Membership", 20 + number, {"number": float(number + 1), **FULL, **shares.get(f"row{number}", {})})  # type: ignore[dict-item]
            for number in range(len(people))
        ],
        "holidays": [],
    }
    columns = {
        "units": {
            key: 11 + place
            for place, key in enumerate(("person_id", "member_from", "member_until", "member_share", "role_since"))
        }
    }
    columns["periods"] = {"month": 1, "target": 6}
    fields = {"settings.decimals": 0.0}
    values: list[list[object]] = [list(line) for line in grid]
    return Extract(
        "plan.xlsx", "target-plan", "en", fields, {}, rows, {"grid": Grid("Grid", values, 5, 5, 2)}, {}, columns
    )  # type: ignore[arg-type]


def scorecard(members: list[dict[str, object]], language: str = "en") -> Extract:
    rows = {"team": [Row("Team", 5 + number, dict(one)) for number, one in enumerate(members)]}  # type: ignore[arg-type]
    return Extract("card.xlsx", "team-scorecard", language, {}, {}, rows)


def found(loaded: Loaded) -> dict[tuple[object, object, int], object]:
    """By id, name and month what somebody carries, or what is vacant."""
    return {
        (
            item.values["person_id"],
            item.values["member"],
            round((float(str(item.values["month"])) - month(0)) / 30.4),
        ): (item.values["quota"] if item.values["vacant"] is None else item.values["vacant"])
        for item in loaded.items
    }


def test_each_month_of_the_grid_and_what_is_vacant() -> None:
    given = plan([{"person": "Ann"}, {"person": "Bo"}], [[10.0 * n for n in range(12)], [5.0] * 12], [120.0] * 12)
    loaded = load_quotas(Given(scorecard([{"member": "ann "}, {"member": "Bo"}]), {"target-plan": given}, 0.0))
    quotas = found(loaded)
    assert quotas[None, "ann ", 3] == 30.0  # as the team writes the name, so that its formulas find it
    assert quotas[None, "Bo", 11] == 5.0
    assert quotas[None, "Vacant", 3] == 85.0
    assert sum(float(str(one)) for one in quotas.values()) == 12 * 120.0
    cells = {str(item.source) for item in loaded.items}
    assert {"plan.xlsx · Grid!B5", "plan.xlsx · Grid!M6", "plan.xlsx · Grid!B9"} <= cells


def test_the_vacant_row_speaks_the_workbooks_language() -> None:
    given = plan([{"person": "Ann"}], [[1.0] * 12], [3.0] * 12)
    loaded = load_quotas(Given(scorecard([{"member": "Ann"}], "zh-CN"), {"target-plan": given}, 0.0))
    assert {item.values["vacant"] for item in loaded.items} == {None, 2.0}


def test_a_quarter_is_split_over_its_months_exactly_and_not_before_the_first_day() -> None:
    """100 of a quarter: February has 20 working days and March 22, so 48 and 52; none in January."""
    shares = {"row0": {"m1": 0.0}}
    given = plan([{"person": "Ann"}], [[100.0, 90.0, 90.0, 90.0]], [200.0] * 4, **shares)
    quotas = found(load_quotas(Given(scorecard([{"member": "Ann"}]), {"target-plan": given}, 0.0)))
    assert [quotas[None, "Ann", number] for number in range(3)] == [0.0, 48.0, 52.0]
    for quarter in range(4):
        months = range(quarter * 3, quarter * 3 + 3)
        assert sum(float(str(quotas[None, name, one])) for name in ("Ann", "Vacant") for one in months) == 200.0


def test_two_of_one_name_are_told_apart_by_their_ids() -> None:
    people: list[dict[str, object]] = [
        {"person": "Wang Wei", "person_id": "7"},
        {"person": "Wang Wei", "person_id": "007"},
    ]
    given = plan(people, [[1.0] * 12, [2.0] * 12], [3.0] * 12)
    own = scorecard([{"member": "Wang Wei (south)", "person_id": "007"}, {"member": "Wang Wei", "person_id": "7"}])
    quotas = found(load_quotas(Given(own, {"target-plan": given}, 0.0)))
    assert quotas["7", "Wang Wei", 0] == 1.0
    assert quotas["007", "Wang Wei (south)", 0] == 2.0


def test_a_name_of_two_people_is_given_to_neither() -> None:
    people: list[dict[str, object]] = [
        {"person": "Wang Wei", "person_id": "7"},
        {"person": "Wang Wei", "person_id": "9"},
    ]
    pairs = people_of(plan(people, [[1.0] * 12] * 2, [3.0] * 12), scorecard([{"member": "Wang Wei"}]))
    assert [(len(one.planned), one.member is not None) for one in pairs] == [(1, False), (1, False), (0, True)]


def test_a_person_in_two_rows_has_one_quota_and_both_days() -> None:
    first, move = month(0), month(6)
    people: list[dict[str, object]] = [
        {"person": "Ann", "person_id": "a", "member_from": first, "member_until": move - 1, "role_since": first},
        {"person": "Ann", "person_id": "a", "member_from": move, "member_share": 0.5},
    ]
    given = plan(people, [[4.0] * 6 + [0.0] * 6, [0.0] * 6 + [2.0] * 6], [4.0] * 12)
    terms = Given(scorecard([{"member": "Ann"}]), {"target-plan": given}, 0.0)
    quotas = found(load_quotas(terms))
    assert [quotas["a", "Ann", number] for number in (0, 5, 6, 11)] == [4.0, 4.0, 2.0, 2.0]
    membership = [(dict(item.values), item.row) for item in load_membership(terms).items]
    assert ({"person_id": "a"}, 5) in membership
    assert ({"member_from": first}, 5) in membership
    assert ({"member_share": 0.5}, 5) in membership
    assert ({"start": first}, 5) in membership
    assert not any("member_until" in values for values, _row in membership)


def test_nobody_is_added_or_left_out_without_a_word() -> None:
    given = plan([{"person": "Ann"}, {"person": "Bo"}], [[1.0] * 12, [1.0] * 12], [2.0] * 12)
    loaded = load_quotas(Given(scorecard([{"member": "Ann"}, {"member": "Cy"}]), {"target-plan": given}, 0.0))
    assert [note.sentence() for note in loaded.notes] == [
        "Bo is in Units of plan.xlsx and not in Team; the quota counts in the team's target only",
        "Cy is in Team and not in Units of plan.xlsx, and has no quota",
    ]
    assert found(loaded)[None, "Bo", 0] == 1.0


@pytest.mark.parametrize("broken", [None, "#NUM!"])
def test_without_a_plan_or_a_grid_what_is_there_stays(broken: object) -> None:
    others = {}
    if broken is not None:
        others["target-plan"] = plan([{"person": "Ann"}], [[1.0] * 11 + [broken]], [2.0] * 12)  # type: ignore[list-item]
    loaded = load_quotas(Given(scorecard([{"member": "Ann"}]), others, 0.0))
    assert loaded.items == []
    assert loaded.missing == ("target-plan",)
