"""The shelf: what was read comes back as it was, few of it in memory, and the rules find the same."""

from __future__ import annotations

import gc
import pickle
import tracemalloc
from collections.abc import Iterable
from dataclasses import replace

import pytest

from tests.validation.across_units import (
    Collected,
    Extract,
    Terms,
    company,
    company_plan,
    findings,
    put,
    with_fields,
    with_row,
)
from xltargets.rollup.across import judging
from xltargets.rollup.shelf import Shelf
from xltargets.validation.finding import Fault, Finding, Severity
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.views.location import Location

END_OF_MARCH = 46_112.0


def disagreeing() -> dict[str, Collected]:
    """One unit is of another year, one is named almost as another, and a target is another than in the plan."""
    held = company()
    north, west, south = (held[f"{name}-{kind}.xlsx"].extract for name, kind in _CHANGED)
    assert north is not None
    assert west is not None
    assert south is not None
    put(held, with_fields(north, **{"settings.year_start": 45_658.0}))
    put(held, with_fields(west, **{"settings.unit": "Wets"}))
    put(held, with_row(south, "units", 0, target=7.0))
    return held


_CHANGED = (("north", "log"), ("west", "scorecard"), ("south", "plan"))


@pytest.mark.parametrize("at_hand", [1, 3, 64])
def test_what_was_put_comes_back(at_hand: int) -> None:
    shelf, held = Shelf(at_hand), company().values()
    thin = [shelf.put(one) for one in held]
    for _ in range(2):
        for one, other in zip(held, thin, strict=True):
            assert one.extract is not None
            assert other.extract is not None
            assert (other.extract, other.content) == (one.extract, None)
            assert dict(other.extract.rows) == one.extract.rows
            assert list(other.extract.typed.items()) == list(one.extract.typed.items())
    assert len(shelf._at_hand) == min(at_hand, 9)


def test_a_changed_copy_and_a_pickled_one_hold_the_same() -> None:
    shelf, (first, *others) = Shelf(1), company().values()
    thin = shelf.put(first).extract
    for one in others:
        shelf.put(one)
    assert thin is not None
    assert first.extract is not None
    assert replace(thin, file="other.xlsx").rows == first.extract.rows
    again = pickle.loads(pickle.dumps(thin))
    assert again == first.extract
    assert isinstance(again.rows, dict)


def test_a_content_for_last_time_lies_there_too() -> None:
    shelf, (first, second, *_others) = Shelf(1), company().values()
    accepted = shelf.put(replace(first, content=first.extract))
    refused = shelf.put(replace(second, extract=None, content=second.extract))
    assert (accepted.content, refused.extract, refused.content) == (first.extract, None, second.extract)


def test_findings_lie_there_and_count_as_before() -> None:
    """A refused workbook stays refused; what was found is told in its order, however often it is asked for."""
    shelf, held = Shelf(1), company()["north-plan.xlsx"]
    grave = tuple(
        Finding(f"XL30{number}", "made-up", Severity.ERROR, Fault(Location(), "It is so.")) for number in range(3)
    )
    one, other = shelf.put(replace(held, findings=grave)), shelf.put(replace(held, findings=grave[:1]))
    clean = shelf.put(held)
    for _ in range(2):
        assert tuple(one.findings) == grave
        assert (one.findings[1], one.findings[1:]) == (grave[1], grave[1:])
        assert tuple(other.findings) == grave[:1]
    assert (one.accepted, other.accepted, clean.accepted) == (False, False, True)
    assert clean.findings == ()
    assert pickle.loads(pickle.dumps(one)).findings == grave


def test_the_rules_find_the_same() -> None:
    held, plan = disagreeing(), company_plan(North=1200.0, South=1200.0, West=1200.0, East=1.0)
    shelf = Shelf(1)
    expected = said(held.values(), plan)
    assert {code for _file, code, _place, _message in expected} >= {"XL601", "XL602", "XL614"}
    assert said(map(shelf.put, held.values()), plan) == expected


def said(held: Iterable[Collected], plan: Extract) -> list[tuple[str, str, str, str]]:
    by_file = findings(held, plan)
    return [(file, one.code, one.at.place, one.message()) for file, those in by_file.items() for one in those]


def test_memory_does_not_grow_by_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty workbooks are judged together in a fifth of what their contents take."""
    one = company()["north-plan.xlsx"]
    packed = pickle.dumps(one)
    tracemalloc.start()
    held = [pickle.loads(packed) for _ in range(3)]
    of_each = tracemalloc.get_traced_memory()[0] / 3
    del held
    gc.collect()
    monkeypatch.setattr(judging, "Shelf", lambda: Shelf(4))
    before = tracemalloc.get_traced_memory()[0]
    read = (replace(pickle.loads(packed), file=f"{number}.xlsx") for number in range(60))
    told = list(judging.together(read, Validator(Settings(), END_OF_MARCH), None, Terms.of(END_OF_MARCH), 0.0))
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert len(told) == 60
    assert all(one.findings for one in told[1:])  # all of one unit: they hold the same
    assert grown < 60 * of_each / 5
