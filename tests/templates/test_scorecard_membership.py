"""The team scorecard: quotas of the plan where they are loaded, and nothing for anybody outside membership."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from xltargets.building.builder import build
from xltargets.rollup.extraction import Extract, extract_view
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.view import View
from xltargets.workbooks.reader import read

Rows = list[dict[str, Any]]


def day(month: int, number: int = 1) -> datetime.date:
    return datetime.date(2026, month, number)


def sold(month: int, member: str, amount: float) -> dict[str, Any]:
    return {"month": day(month), "member": member, "actual": amount}


MEMBERS: Rows = [
    {"member": "Ann", "quota": 12_000, "member_from": day(4, 16), "person_id": "007"},
    {"member": "Bo", "quota": 12_000, "member_until": day(2, 13)},
    {"member": "Cy", "quota": 12_000, "member_share": 0.5},
]
ACTUALS = [
    sold(1, "Bo", 900),
    *(sold(month, "Cy", 500) for month in range(1, 5)),
    sold(4, "Ann", 600),
    sold(5, "Ann", 400),
    sold(5, "Cy", 300),
]


@cache
def scorecard(*, loaded: bool) -> Extract:
    settings = {"unit": "North", "owner": "Dana", "year_start": day(1), "as_of": day(5, 15)}
    quotas: Rows = [{"month": day(month), "member": "someone else", "quota": 10} for month in range(1, 13)]
    quotas += [
        {"month": day(4), "member": "Ann of another spelling", "person_id": "007", "quota": 700},
        {"month": day(4), "member": "Ann", "person_id": "7", "quota": 99},
        {"month": day(4), "member": "bo", "person_id": "8", "quota": 1},
        {"month": day(1), "member": "Vacant", "vacant": 50},
    ]
    approved = {"approved_by": "Hanna", "approved_on": day(1)}
    tables: dict[str, Rows] = {
        "team": MEMBERS,
        "actuals": ACTUALS,
        "terms": [{"effective": day(1), "draw": 100, "recoverable": "Yes", **approved}],
        "tiers": [{"effective": day(1), "attainment": 0, "rate": 0.01, **approved}],
        "quotas": quotas if loaded else [],
    }
    path = Path(mkdtemp(prefix="xltargets-test-")) / "team.xlsx"
    build(TEMPLATES["team-scorecard"], path, Filling({"settings": settings}, tables))
    return extract_view(View.of(read(path)), path.name)


def by_month(found: Extract, member: str, key: str) -> list[Any]:
    return [row.values[key] for row in found.rows["commission"] if row.values["member"] == member]


def test_typed_quotas_hold_in_membership_only_by_hand() -> None:
    """April has 22 working days, 11 of them from the 16th on; February 20, 10 of them to the 13th."""
    found = scorecard(loaded=False)
    assert by_month(found, "Ann", "quota") == [0, 0, 0, 500, *[1000] * 8]
    assert by_month(found, "Bo", "quota") == [1000, 500, *[0] * 10]
    assert by_month(found, "Cy", "quota") == [500] * 12


def test_draw_and_payout_are_none_outside_membership() -> None:
    found = scorecard(loaded=False)
    assert by_month(found, "Ann", "draw")[:5] == [0, 0, 0, 50, 100]
    assert by_month(found, "Bo", "draw")[:5] == [100, 50, 0, 0, 0]
    assert by_month(found, "Ann", "payout")[:3] == [0, 0, 0]
    assert by_month(found, "Bo", "payout")[2:5] == [0, 0, 0]


def test_the_running_month_counts_by_its_working_days() -> None:
    """11 of May's 21 working days are over on the 15th; May's quotas are 1,000 and 500."""
    found = scorecard(loaded=False)
    assert found.number("standing.running") == pytest.approx(11 / 21)
    assert found.number("standing.target") == pytest.approx(1500 + 1000 + 500 + 1000 + 1500 * 11 / 21)
    targets = {row.values["member"]: row.values["target"] for row in found.rows["members"]}
    assert targets["Ann"] == pytest.approx(500 + 1000 * 11 / 21)
    assert targets["Bo"] == 1500


def test_who_has_left_is_neither_ranked_nor_judged() -> None:
    members = {row.values["member"]: row.values for row in scorecard(loaded=False).rows["members"]}
    assert [members[name]["rank"] for name in ("Ann", "Bo", "Cy")] == [2, None, 1]
    assert members["Bo"]["status"] is None
    assert members["Bo"]["bonus"] is None
    assert members["Bo"]["attainment"] == pytest.approx(900 / 1500)


def test_loaded_quotas_hold_by_id_else_by_name_and_vacancy_is_the_teams() -> None:
    found = scorecard(loaded=True)
    assert by_month(found, "Ann", "quota") == [0, 0, 0, 700, *[0] * 8]
    assert by_month(found, "Bo", "quota") == [0, 0, 0, 1, *[0] * 8]
    assert by_month(found, "Cy", "quota") == [0] * 12
    months = [row.values["target"] for row in found.rows["months"]]
    assert months == [60, 10, 10, 810, *[10] * 8]
    assert found.number("standing.quota") == sum(months)
