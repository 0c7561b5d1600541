"""Which of several submissions counts: revision, then time of saving, and when it must be asked."""

from __future__ import annotations

import datetime

from xltargets.spine.order import Copy, order
from xltargets.units.days import serial_of
from xltargets.workbooks.contents import Saved

NOW = serial_of(datetime.date(2026, 6, 30))


def at(month: int, day: int, hour: int = 0) -> datetime.datetime:
    return datetime.datetime(2026, month, day, hour)


def copy(
    file: str,
    typed: dict[str, float],
    modified: datetime.datetime | None,
    revision: int = 0,
    base: datetime.datetime | None = None,
) -> Copy:
    cells = {(name,): (value, f"Review!{name}") for name, value in typed.items()}
    return Copy(file, Saved(modified, "", 0, revision, base), cells)


def judged(*copies: Copy, prefer: tuple[str, ...] = ()) -> dict[str, tuple[str, bool]]:
    found = order(copies, NOW, prefer, "North")
    return {file: (verdict.reason.sentence(), verdict.is_superseded) for file, verdict in found.items()}


def test_the_later_one_counts_whatever_its_name() -> None:
    """`plan_v2` was saved in March, `plan` in May."""
    found = judged(copy("plan_v2", {"C5": 1}, at(3, 1)), copy("plan", {"C5": 1, "C6": 2}, at(5, 1)))
    assert found == {"plan_v2": ("plan is newer", True)}
    found = judged(copy("plan", {"C5": 1}, at(3, 1)), copy("plan_v2", {"C5": 1, "C6": 2}, at(5, 1)))
    assert found == {"plan": ("plan_v2 is newer", True)}


def test_a_revision_goes_before_a_time() -> None:
    """Mere opening moved the older one's time to before our write of the newer one was based on."""
    old = copy("old", {"C5": 1}, at(4, 1))
    new = copy("new", {"C5": 2}, at(3, 1), revision=1, base=at(4, 1))
    assert judged(old, new) == {"old": ("new is newer", True)}


def test_the_same_content_is_there_once() -> None:
    found = judged(copy("a", {"C5": 1}, at(3, 1)), copy("b", {"C5": 1}, at(3, 1)))
    assert found == {"b": ("a is already there for North, and holds the same", True)}


def test_a_later_one_that_lacks_what_was_typed_asks() -> None:
    found = judged(copy("a", {"C5": 1, "C6": 2}, at(3, 1)), copy("b", {"C5": 1, "C7": 3}, at(4, 1)))
    assert set(found) == {"a", "b"}
    for text, superseded in found.values():
        assert "b was saved later and lacks what a has in Review!C6" in text
        assert not superseded


def test_a_correction_is_no_lack() -> None:
    assert judged(copy("a", {"C5": 1}, at(3, 1)), copy("b", {"C5": 9}, at(4, 1))) == {"a": ("b is newer", True)}


def test_both_changed_since_the_same_state_asks() -> None:
    """A refresh began from the state of 1 March; somebody went on typing in the old file until 5 March."""
    found = judged(
        copy("typed", {"C5": 1, "C6": 7}, at(3, 5)), copy("refreshed", {"C5": 1, "C6": 8}, at(3, 6), 1, at(3, 1))
    )
    assert set(found) == {"typed", "refreshed"}
    assert "both changed since the same state: Review!C6" in found["typed"][0]


def test_no_order_asks() -> None:
    for times in ((None, at(3, 1)), (at(3, 1), at(3, 1)), (at(3, 1), at(9, 9))):
        found = judged(copy("a", {"C5": 1}, times[0]), copy("b", {"C5": 2}, times[1]))
        assert set(found) == {"a", "b"}, times
        assert "nothing says which is newer" in found["a"][0]
        assert "Review!C5" in found["a"][0]


def test_operations_choose() -> None:
    copies = copy("a", {"C5": 1}, at(3, 1)), copy("b", {"C5": 2}, at(3, 1))
    assert judged(*copies, prefer=("b",)) == {"a": ("b was preferred to it", True)}


def test_one_alone_counts_even_from_the_future() -> None:
    assert judged(copy("a", {"C5": 1}, at(9, 9))) == {}
