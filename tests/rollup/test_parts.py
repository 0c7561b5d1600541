"""A part of a company plan: a unit with all below it, or a region of its people."""

from __future__ import annotations

from pathlib import Path

import pytest

from xltargets.errors import ValueProblem
from xltargets.rollup.extraction import Collected, Extract, Row
from xltargets.rollup.parts import of_part, part_of

LISTED = (("ch", "China", None), ("ec", "East China", "ch"), ("sh", "Shanghai", "EC"), ("de", "Germany", None))
PEOPLE = (("sh", "North"), ("East China", None), ("Germany", "South"))
PLAN = Extract(
    "plan.xlsx",
    "target-plan",
    "en",
    {},
    {},
    {
        "organisation": [
            Row("Company", 5 + place, {"unit_id": known, "unit": name, "parent": parent})
            for place, (known, name, parent) in enumerate(LISTED)
        ],
        "units": [Row("Units", 5 + place, {"team": one, "region": two}) for place, (one, two) in enumerate(PEOPLE)],
    },
)


@pytest.mark.parametrize(
    ("named", "units", "rows"),
    [
        ("ch", ["China", "East China", "Shanghai"], [5, 6]),
        ("shanghai", ["Shanghai"], [5]),
        ("ｓｏｕｔｈ", ["Germany"], [7]),
        ("Germany", ["Germany"], [7]),
    ],
)
def test_a_unit_has_all_below_it_and_a_region_its_teams(named: str, units: list[str], rows: list[int]) -> None:
    part = part_of(PLAN, named)
    assert [row.values["unit"] for row in part.rows["organisation"]] == units
    assert [row.number for row in part.rows["units"]] == rows


def test_a_name_that_is_merely_near_is_refused_with_all_that_there_are() -> None:
    with pytest.raises(ValueProblem, match="China, East China, Shanghai, Germany, North, South"):
        part_of(PLAN, "Shanghay")


def test_workbooks_are_of_it_by_id_or_name_and_one_of_nobody_is_kept() -> None:
    books = [
        Collected(name, unit=unit, unit_id=known, path=Path(name))
        for name, unit, known in (("a", "SHANGHAI", ""), ("b", "Renamed", "sh"), ("c", "Germany", "de"), ("d", "", ""))
    ]
    assert [one.file for one in of_part(books, part_of(PLAN, "ch"))] == ["a", "b", "d"]
