"""A part of a company plan: a unit with all below it, or a region of its people."""

from __future__ import annotations

from dataclasses import replace
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
    assert [one.file for one in of_part(books, part_of(PLAN, "ch"), PLAN)] == ["a", "b", "d"]


def _deals(*owners: str) -> Extract:
    rows = [Row("Pipeline", 5 + place, {"owner": owner}) for place, owner in enumerate(owners)]
    return Extract("log.xlsx", "crm-log", "en", {}, {}, {"opportunities": rows})


COMPANY_PLAN = replace(PLAN, fields={"settings.unit": "Acme"})


def test_a_refused_workbook_of_no_other_unit_is_told_on_the_page_of_a_part() -> None:
    """The company's own log, and one whose unit is misspelt; that of Germany is told on Germany's page."""
    books = [
        Collected(name, template="crm-log", unit=unit, path=Path(name))
        for name, unit in (("company-log", "Acme"), ("misspelt", "Shangai"), ("germany", "Germany"))
    ]
    part = part_of(COMPANY_PLAN, "ch")
    assert [one.file for one in of_part(books, part, COMPANY_PLAN)] == ["company-log", "misspelt"]


def test_of_the_company_s_log_a_part_has_its_own_people_s_deals() -> None:
    people = [
        replace(row, values={**row.values, "person": name})
        for row, name in zip(PLAN.rows["units"], ("Ann", "Bo", "Cy"), strict=True)
    ]
    plan = replace(COMPANY_PLAN, rows={**PLAN.rows, "units": people})
    log = Collected("log", template="crm-log", unit="Acme", path=Path("log"), extract=_deals("Ann", "Cy", "ann "))
    [kept] = of_part([log], part_of(plan, "ch"), plan)
    assert kept.extract is not None
    assert [row.values["owner"] for row in kept.extract.rows["opportunities"]] == ["Ann", "ann "]
    assert of_part([replace(log, extract=_deals("Cy"))], part_of(plan, "ch"), plan) == []
