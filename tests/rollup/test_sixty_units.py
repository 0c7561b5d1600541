"""600 people in 60 units: 30 disagreements across their workbooks are each found once, at both cells, and no others."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from tests.rollup.sixty_units import (
    COMPANY_PLAN,
    END_OF_MARCH,
    OF_A_UNIT,
    Company,
    company,
    file,
    name_of,
    person,
    person_id,
)
from tests.validation.across_units import CODES, SAVED
from xltargets.rollup.accounts import FROM_DEALS, WON
from xltargets.rollup.across.given import Across
from xltargets.rollup.across.judging import findings_across, refused_across
from xltargets.rollup.company import Company as Figures
from xltargets.rollup.extraction import Collected
from xltargets.rollup.terms import Terms
from xltargets.validation.finding import Finding
from xltargets.workbooks.contents import Saved

PLAN, SCORECARD, LOG = "target-plan", "team-scorecard", "crm-log"
JANUARY, FEBRUARY, MARCH = 46_023.0, 46_054.0, 46_082.0
LAST_YEAR = 45_658.0
END_OF_FEBRUARY = 46_081.0

Planting = Callable[[Company, int], None]
Told = tuple[str, str, tuple[str, ...]]
"""Code, the workbook in which it is found, and what the sentence has to name: the other place, and both values."""


def another_unit(held: Company, one: int) -> None:
    held.field(file(one, LOG), "settings.unit", "Head office")
    held.field(file(one, LOG), "settings.unit_id", None)


def a_slip_in_the_name(held: Company, one: int) -> None:
    held.field(file(one, LOG), "settings.unit", name_of(one).replace("Unit", "Uint"))
    held.field(file(one, LOG), "settings.unit_id", None)


def one_id_two_names(held: Company, one: int) -> None:
    held.field(file(one, SCORECARD), "settings.unit", "Somewhere else")


def no_scorecard(held: Company, one: int) -> None:
    del held.books[file(one, SCORECARD)]


def no_plan(held: Company, one: int) -> None:
    del held.books[file(one, PLAN)]


def saved_in_the_future(held: Company, one: int) -> None:
    held.saved[file(one, SCORECARD)] = Saved(modified=datetime.datetime(2099, 1, 1))


def a_fork(held: Company, one: int) -> None:
    first = held.book(file(one, SCORECARD))
    for name, amount in ((first.file, 50.0), (f"fork-of-{first.file}", 60.0)):
        typed = {("actuals", "46023.0", person(one, 1), "1", "actual"): (amount, "Actuals!C5")}
        held.books[name] = replace(first, file=name, typed=typed)


def an_older_copy(held: Company, one: int) -> None:
    first = held.book(file(one, SCORECARD))
    held.books[f"old-{first.file}"] = replace(first, file=f"old-{first.file}")
    held.saved[f"old-{first.file}"] = replace(SAVED, modified=datetime.datetime(2026, 3, 1))


def a_joiner(held: Company, one: int) -> None:
    held.row(COMPANY_PLAN, "units", team=name_of(one), person="Eva", person_id="eva", first_plan=0.0, target=0.0)
    held.longer_grid()


def a_last_day(held: Company, one: int) -> None:
    held.cell(COMPANY_PLAN, "units", "member_until", END_OF_FEBRUARY, person=person(one, 3))


def another_year_s_target(held: Company, one: int) -> None:
    held.field(file(one, PLAN), "settings.total", OF_A_UNIT + 1000)


def another_period(held: Company, one: int) -> None:
    held.cell(file(one, PLAN), "periods", "target", 560.0, month=MARCH)


def another_quota(held: Company, one: int) -> None:
    held.cell(file(one, SCORECARD), "quotas", "quota", 35.0, month=MARCH, member=person(one, 3))


def two_whole_shares(held: Company, one: int) -> None:
    twice = {"person": person(one, 2), "person_id": person_id(one, 2), "first_plan": 0.0, "target": 0.0}
    held.row(file(one + 1, PLAN), "units", team=name_of(one + 1), **twice)
    held.row(COMPANY_PLAN, "units", team=name_of(one + 1), **twice)
    held.longer_grid()


def won_after_the_last_day(held: Company, one: int) -> None:
    for name, table, column in (
        (COMPANY_PLAN, "units", "person"),
        (file(one, PLAN), "units", "person"),
        (file(one, SCORECARD), "team", "member"),
    ):
        held.cell(name, table, "member_until", END_OF_FEBRUARY, **{column: person(one, 4)})
    held.row(file(one, LOG), "opportunities", id="O-4", owner=person(one, 4), stage=WON, closed=MARCH + 9, amount=70.0)


def another_review(held: Company, one: int) -> None:
    held.row(file(one, SCORECARD), "actuals", month=JANUARY, member=person(one, 1), actual=80.0)
    held.cell(file(one, PLAN), "review", "actual", 90.0, month=JANUARY)


def other_deals(held: Company, one: int) -> None:
    held.field(file(one, PLAN), "settings.actuals_from", FROM_DEALS)
    held.row(file(one, SCORECARD), "actuals", month=JANUARY, member=person(one, 1), actual=50.0)
    deal = {"id": "O-1", "owner": person(one, 1), "stage": WON, "closed": JANUARY + 9, "amount": 70.0}
    held.row(file(one, LOG), "opportunities", **deal)
    held.field(file(one, LOG), "standing.as_of", END_OF_MARCH)


def of_last_year(kind: str) -> Planting:
    return lambda held, one: held.field(file(one, kind), "settings.year_start", LAST_YEAR)


def in_euros(kind: str) -> Planting:
    return lambda held, one: held.field(file(one, kind), "settings.currency", "EUR")


def another_weekend(held: Company, one: int) -> None:
    held.field(file(one, SCORECARD), "settings.weekend", "sunday")


def another_day(table: str) -> Planting:
    def planted(held: Company, one: int) -> None:
        held.row(file(one, PLAN), table, day=JANUARY)
        held.row(file(one, SCORECARD), table, day=JANUARY)
        held.row(file(one, SCORECARD), table, day=MARCH)

    return planted


def a_customer_of_two(held: Company, one: int) -> None:
    held.row(file(one, LOG), "customers", customer=f"Fox {one} & Co", owner=person(one, 1))
    held.row(file(one + 1, LOG), "customers", customer=f"FOX {one}  & co", owner=person(one + 1, 2))


def planted() -> list[tuple[Planting, int, tuple[Told, ...]]]:
    """What is planted in which unit, and what has to be told of it."""
    year, euros = ("2025-01-01", "2026-01-01", COMPANY_PLAN), ("EUR", "USD", COMPANY_PLAN)
    fork = "fork-of-" + file(8, SCORECARD)
    return [
        (another_unit, 1, (("XL601", file(1, LOG), ("Head office", COMPANY_PLAN)),)),
        (a_slip_in_the_name, 2, (("XL601", file(2, LOG), ("Uint 02", "Unit 02", COMPANY_PLAN)),)),
        (one_id_two_names, 3, (("XL601", file(3, SCORECARD), ("Somewhere else", COMPANY_PLAN)),)),
        (no_scorecard, 4, (("XL602", COMPANY_PLAN, ("Unit 04", "Team scorecard")),)),
        (no_plan, 5, (("XL602", COMPANY_PLAN, ("Unit 05", "Target plan")),)),
        (saved_in_the_future, 6, (("XL604", file(6, SCORECARD), ("2099-01-01", "2026-03-31")),)),
        (saved_in_the_future, 7, (("XL604", file(7, SCORECARD), ("2099-01-01", "2026-03-31")),)),
        (a_fork, 8, (("XL603", file(8, SCORECARD), (fork,)), ("XL603", fork, (file(8, SCORECARD),)))),
        (an_older_copy, 9, (("XL605", "old-" + file(9, SCORECARD), (file(9, SCORECARD),)),)),
        (a_joiner, 10, (("XL607", file(10, PLAN), ("Eva", COMPANY_PLAN)),)),
        (a_last_day, 11, (("XL607", file(11, PLAN), (person(11, 3), "–", "2026-02-28", COMPANY_PLAN)),)),
        (a_last_day, 12, (("XL607", file(12, PLAN), (person(12, 3), "–", "2026-02-28", COMPANY_PLAN)),)),
        (another_year_s_target, 13, (("XL608", file(13, PLAN), ("7,600", "6,600", COMPANY_PLAN)),)),
        (another_year_s_target, 14, (("XL608", file(14, PLAN), ("7,600", "6,600", COMPANY_PLAN)),)),
        (another_period, 15, (("XL608", file(15, PLAN), ("2026-03", "560", "550", COMPANY_PLAN)),)),
        (another_quota, 16, (("XL609", file(16, SCORECARD), ("2026-03", "35", "30", file(16, PLAN))),)),
        (another_quota, 17, (("XL609", file(17, SCORECARD), ("2026-03", "35", "30", file(17, PLAN))),)),
        (two_whole_shares, 18, (("XL610", file(19, PLAN), (person(18, 2), "100%", file(18, PLAN))),)),
        (won_after_the_last_day, 20, (("XL611", file(20, LOG), ("O-4", "2026-03-10", "2026-02-28", file(20, PLAN))),)),
        (won_after_the_last_day, 21, (("XL611", file(21, LOG), ("O-4", "2026-03-10", "2026-02-28", file(21, PLAN))),)),
        (another_review, 22, (("XL612", file(22, PLAN), ("2026-01", "90", "80", file(22, SCORECARD))),)),
        (another_review, 23, (("XL612", file(23, PLAN), ("2026-01", "90", "80", file(23, SCORECARD))),)),
        (other_deals, 24, (("XL613", file(24, SCORECARD), ("2026-01", "50", "70", file(24, LOG))),)),
        (of_last_year(SCORECARD), 25, (("XL614", file(25, SCORECARD), year),)),
        (of_last_year(PLAN), 26, (("XL614", file(26, PLAN), year),)),
        (in_euros(SCORECARD), 27, (("XL615", file(27, SCORECARD), euros),)),
        (another_weekend, 28, (("XL616", file(28, SCORECARD), ("Sunday", "Saturday and Sunday", file(28, PLAN))),)),
        (another_day("holidays"), 29, (("XL616", file(29, SCORECARD), ("2026-03-01", file(29, PLAN))),)),
        (another_day("workdays"), 30, (("XL616", file(30, SCORECARD), ("2026-03-01", file(30, PLAN))),)),
        (a_customer_of_two, 31, (("XL617", file(32, LOG), (person(31, 1), person(32, 2), file(31, LOG))),)),
    ]


def across_of(held: Company) -> Across:
    return Across(held.collected(), held.plan, Terms.of(END_OF_MARCH))


def found(held: Company) -> list[tuple[str, Finding]]:
    by_file = findings_across(across_of(held), CODES)
    return [(name, one) for name, findings in by_file.items() for one in findings]


def test_where_all_agrees_nothing_is_found() -> None:
    assert found(company()) == []


def test_teams_that_are_named_by_their_ids_are_their_units() -> None:
    held = company()
    for row in held.plan.rows["units"]:
        row.values["team"] = row.values["team"].replace("Unit ", "u")  # type: ignore[union-attr]
    assert found(held) == []
    figures = Figures(held.collected(), held.plan, Terms.of(END_OF_MARCH))
    targets = {row["name_of"]: row["parent"] for row in figures.parents(figures.people()) if row["level"] == "Team"}
    assert targets == dict.fromkeys(map(name_of, range(60)), OF_A_UNIT)


def test_each_is_found_once_and_nothing_else() -> None:
    plants = planted()
    assert len(plants) == 30
    held = company()
    for plant, unit, _told in plants:
        plant(held, unit)
    expected = [told for _plant, _unit, those in plants for told in those]
    left = found(held)
    for code, name, words in expected:
        same = [one for one in left if one[0] == name and one[1].code == code and all(w in said(one[1]) for w in words)]
        assert len(same) == 1, (code, name, words, [said(one) for where, one in left if where == name])
        left.remove(same[0])
    assert [(name, one.code, said(one)) for name, one in left] == []


def said(finding: Finding) -> str:
    return finding.sentence()


def test_what_is_refused_is_left_out_with_its_reason_and_the_others_stand() -> None:
    """Of 60 units those count whose workbooks are sure; the others are named, and no figure is of another unit."""
    held = company()
    for plant, unit, _told in planted():
        plant(held, unit)
    across = across_of(held)
    refused = refused_across(with_findings(held, findings_across(across, CODES)))
    figures = Figures(held.collected(), held.plan, Terms.of(END_OF_MARCH), refused)
    year = "its year begins on 2025-01-01"
    assert {name: reason.sentence().partition(",")[0] for name, reason in figures.left_out.items()} == {
        file(1, LOG): 'Settings!B6: The unit is "Head office"',
        file(2, LOG): 'Settings!B6: The unit is "Uint 02"',
        file(3, SCORECARD): 'Settings!B6: The unit is "Somewhere else"',
        file(8, SCORECARD): f"It does not count: it and fork-of-{file(8, SCORECARD)} differ in Actuals!C5",
        "fork-of-" + file(8, SCORECARD): f"It does not count: it and {file(8, SCORECARD)} differ in Actuals!C5",
        "old-" + file(9, SCORECARD): f"{file(9, SCORECARD)} is already there for Unit 09",
        file(25, SCORECARD): year,
        file(26, PLAN): year,
        file(27, SCORECARD): "the amounts of Unit 27 are in EUR",
    }
    targets = {row["unit"]: row["target"] for row in figures.teams(figures.people())}
    assert targets == dict.fromkeys(map(name_of, range(60)), OF_A_UNIT) | {"Unit 15": OF_A_UNIT + 10}


def with_findings(held: Company, findings: dict[str, list[Finding]]) -> list[Collected]:
    """The reports as `judged` hands them on."""
    return [replace(one, findings=tuple(findings.get(one.file, ()))) for one in held.collected()]
