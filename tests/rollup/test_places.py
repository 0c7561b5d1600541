"""Who stands in several units: by their first place, each unit once, and in a file once there are many."""

from __future__ import annotations

from xltargets.rollup.across.places import Places


def test_keys_that_stand_several_times_by_their_first_place() -> None:
    found = Places(
        [("bo", "west"), ("ann", "north"), ("eva", "north"), ("ann", "south"), ("ann", "north"), ("bo", "x")]
    )
    assert list(found.several()) == [("bo", ["west", "x"]), ("ann", ["north", "south"])]


def test_twice_in_one_unit_is_several_times_in_it() -> None:
    assert list(Places([("ann", "north"), ("ann", "north")]).several()) == [("ann", ["north"])]


def test_where_a_key_stands() -> None:
    found = Places([("ann", "south"), ("ann", "north"), ("bo", "west")])
    assert (found.units("ann"), found.units("nobody")) == (["south", "north"], [])


def test_what_is_no_text_to_a_database_is_a_name_all_the_same() -> None:
    odd = "a\x00\ud800"
    assert list(Places([(odd, odd), (odd, "north")]).several()) == [(odd, [odd, "north"])]
    assert Places([("a", "north"), ("a\x00", "south")]).units("a") == ["north"]
