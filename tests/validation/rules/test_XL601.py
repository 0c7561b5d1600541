"""XL601 unknown-unit: the company's plan does not list the unit of a workbook."""

from __future__ import annotations

from tests.validation.across_units import collected, company, company_plan, findings, found, put, with_fields


def test_the_example() -> None:
    """The workbook is of Nort; the company's plan lists North, South and West."""
    held, plan = company(), company_plan(North=1200.0, South=1200.0, West=1200.0)
    for kind in ("plan", "scorecard", "log"):
        del held[f"north-{kind}.xlsx"]
    extract = company()["north-log.xlsx"].extract
    assert extract is not None
    put(held, with_fields(extract, **{"settings.unit": "Nort"}))
    unit = extract.places["settings.unit"]
    told = [one for one in found(held, plan) if one[0] != "XL602"]
    assert told == [("XL601", "north-log.xlsx", unit)]


def test_without_the_companys_plan_nobody_knows() -> None:
    held = company()
    extract = held["north-log.xlsx"].extract
    assert extract is not None
    put(held, with_fields(extract, **{"settings.unit": "Elsewhere"}))
    assert found(held) == []


def test_the_nearest_is_named() -> None:
    extract = company()["north-log.xlsx"].extract
    assert extract is not None
    held = {extract.file: collected(with_fields(extract, **{"settings.unit": "Norht"}))}
    told = [one for those in findings(held.values(), company_plan(North=1200.0)).values() for one in those]
    assert [one.message() for one in told if one.code == "XL601"] == [
        'The unit is "Norht", which company-plan.xlsx · Units does not list; the nearest there is North.'
    ]
