"""XL568 nothing-before: nothing of the same unit and year was handed in last time."""

from __future__ import annotations

from dataclasses import replace

from tests.validation.across_units import collected
from tests.validation.against_last_time import found, pair, sentences, with_fields

from xltargets.rollup.against.given import previous


def test_the_example() -> None:
    """North's plan is the first one of the year."""
    now, _then = pair("plan")
    assert found(now, None) == [("XL568", "")]
    assert sentences(now, None) == ["No earlier workbook of North was found to compare with."]


def test_which_one_is_the_last() -> None:
    """By Unit ID before the name, of the same kind and year, the newest of several."""
    now, then = pair("plan")

    def last(*earlier) -> str:
        held = [replace(collected(one), content=one) for one in earlier]
        one = replace(collected(now), content=now)
        return getattr(previous(one, held), "file", "")

    assert last(then) == then.file
    assert last(with_fields(then, **{"settings.unit": "South"})) == ""
    assert last(with_fields(then, **{"settings.year_start": 45658.0})) == ""
    assert last(pair("scorecard")[1]) == ""
    now = with_fields(now, **{"settings.unit_id": "n"})
    renamed = with_fields(then, **{"settings.unit": "North Coast", "settings.unit_id": "n"})
    assert last(renamed) == then.file
    assert last(with_fields(then, **{"settings.unit_id": "m"})) == ""
    older = replace(collected(then), content=then)
    newer = replace(older, file="newer.xlsx", saved=replace(older.saved, revision=3))
    found_last = previous(replace(collected(now), content=now), [newer, older])
    assert found_last is not None
    assert found_last.file == "newer.xlsx"
