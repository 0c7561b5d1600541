"""The sheet Totals of a company plan: four levels of units, and regions, teams, channels, products and people."""

from __future__ import annotations

import datetime

import pytest

from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.view import View
from xltargets.workbooks.reader import read

ANN = {"person": "Ann", "person_id": "1", "region": "West", "team": "ny"}
PEOPLE = (
    {**ANN, "channel": "Shops", "product": "Desks", "own_weight": 3},
    {**ANN, "channel": "Web", "product": "Lamps", "own_weight": 1},
    {"person": "Bo", "region": "East", "team": "Boston", "channel": "Shops", "product": "Lamps", "own_weight": 2},
    {"person": "Cy", "region": "East", "team": "Head office", "own_weight": 6},
)
UNITS = (
    {"unit_id": "us", "unit": "United States"},
    {"unit_id": "east", "unit": "Eastern", "parent": "us"},
    {"unit_id": "coast", "unit": "Coast", "parent": "east"},
    {"unit_id": "ny", "unit": "New York", "parent": "coast"},
    {"unit_id": "bo", "unit": "Boston", "parent": "east"},
    {"unit_id": "hq", "unit": "Head office"},
)
"""12,000 by 3 : 1 : 2 : 6."""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    path = tmp_path_factory.mktemp("totals") / "plan.xlsx"
    start = datetime.date(2026, 1, 1)
    settings = {"unit": "Acme", "owner": "Dana", "currency": "USD", "year_start": start, "agreed": 12_000}
    tables = {"units": list(PEOPLE), "organisation": list(UNITS), "periods": [{} for _month in range(12)]}
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, tables))
    return View.of(read(path))


def pairs(view: View, table: str, name: str, amount: str) -> list[tuple[object, object]]:
    """What is named, with its amount."""
    bound = view.tables[table]
    rows = [tuple(bound.slot(bound.declared[key], row).value for key in (name, amount)) for row in bound.rows]
    return [(word, value) for word, value in rows if word]


def test_a_unit_has_its_people_and_all_below_it(view: View) -> None:
    own = {"ny": 4_000, "bo": 2_000, "hq": 6_000}
    names = [unit["unit_id"] for unit in UNITS]
    assert pairs(view, "unit_totals", "unit_id", "own") == [(name, own.get(name, 0)) for name in names]
    assert pairs(view, "unit_totals", "unit_id", "whole") == [
        ("us", 6_000),
        ("east", 6_000),
        ("coast", 4_000),
        ("ny", 4_000),
        ("bo", 2_000),
        ("hq", 6_000),
    ]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("region", [("West", 4_000), ("East", 8_000)]),
        ("team", [("ny", 4_000), ("Boston", 2_000), ("Head office", 6_000)]),
        ("channel", [("Shops", 5_000), ("Web", 1_000)]),
        ("product", [("Desks", 3_000), ("Lamps", 3_000)]),
        ("person", [("Ann", 4_000), ("Bo", 2_000), ("Cy", 6_000)]),
    ],
)
def test_each_level_adds_up_what_names_it(view: View, level: str, expected: list[tuple[str, float]]) -> None:
    assert pairs(view, "level_totals", level, f"of_{level}") == expected
