"""A person with a target in each of two products: two rows of one person, who is one member all the same."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.rollup.company_plans import column, run
from xltargets.building.builder import build
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling

DAY = datetime.date
DESKS, LAMPS = {"product": "Desks"}, {"product": "Lamps"}
ANN, BO = {"person": "Ann", "person_id": "1"}, {"person": "Bo", "person_id": "2"}
PEOPLE = (
    {"team": "North", **DESKS, **ANN, "own_weight": 3},
    {"team": "North", **LAMPS, **ANN, "own_weight": 1},
    {"team": "North", **LAMPS, **BO, "own_weight": 2},
)
"""Of 12,000, Ann has 6,000 with desks and 2,000 with lamps, and Bo 4,000."""
HISTORY = [{"month": DAY(2025, 5, 1), "person": "Ann", "person_id": "1", "amount": 10_909}]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rows")
    settings = {"unit": "Acme", "owner": "Dana", "currency": "USD", "year_start": DAY(2026, 1, 1), "agreed": 12_000}
    tables = {
        "units": list(PEOPLE),
        "history": HISTORY,
        "periods": [{} for _month in range(12)],
        "review": [{} for _month in range(12)],
        "approvers": [{"approver": "Hanna"}],
        "organisation": [{"unit_id": "north", "unit": "North"}],
    }
    build(TEMPLATES["target-plan"], folder / "company.xlsx", Filling({"settings": settings}, tables))
    done = run(folder / "company.xlsx", folder / "units")
    assert done.exit_code == 0, done.output
    return folder


def test_each_row_has_a_target_and_what_was_won_counts_once(folder: Path) -> None:
    assert column(folder / "company.xlsx", "units", "target") == [6_000, 2_000, 4_000]
    assert column(folder / "company.xlsx", "units", "history") == [10_909, 0, 0]


def test_both_rows_are_handed_out_and_not_again(folder: Path) -> None:
    plan = folder / "units" / "north-target-plan.xlsx"
    assert column(plan, "units", "product") == ["Desks", "Lamps", "Lamps"]
    assert column(plan, "units", "target") == [6_000, 2_000, 4_000]
    before = plan.read_bytes()
    again = run(folder / "company.xlsx", folder / "units")
    assert again.exit_code == 0, again.output
    assert plan.read_bytes() == before


def test_she_is_one_member_with_one_quota(folder: Path) -> None:
    scorecard = folder / "units" / "north-team-scorecard.xlsx"
    assert column(scorecard, "team", "member") == ["Ann", "Bo"]
    assert column(scorecard, "team", "quota") == [8_000, 4_000]
    quotas = dict.fromkeys(column(scorecard, "quotas", "member"), 0.0)
    for member, quota in zip(column(scorecard, "quotas", "member"), column(scorecard, "quotas", "quota"), strict=True):
        quotas[member] += quota if isinstance(quota, float) else 0.0
    assert (quotas["Ann"], quotas["Bo"]) == (8_000, 4_000)


def test_the_company_has_her_once(folder: Path) -> None:
    found = Company(collect(sorted((folder / "units").glob("*.xlsx")), 46_091.0, jobs=1))
    assert [(row["person"], row["target"]) for row in found.people()] == [("Ann", 8_000), ("Bo", 4_000)]
    assert found.left_out == {}
