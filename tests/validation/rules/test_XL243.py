"""XL243 filter-on: a filter hides rows of the template."""

from __future__ import annotations

from pathlib import Path

from tests.validation.edited import filtered, found, part_of


def test_the_example(tmp_path: Path) -> None:
    """History is filtered by one person."""
    assert found(tmp_path, *filtered("Sales history", "A4:D40", (6, 7))) == [("XL243", "'Sales history'")]


def test_a_total_that_follows_it_is_right(tmp_path: Path) -> None:
    changes = filtered("Review", "A4:I16", (6,))
    total = (part_of("Review"), r'(<c r="C17"[^>]*><f>[^<]*</f><v>)41000.0<', r"\g<1>20000<")
    assert found(tmp_path, *changes, total) == [("XL243", "Review")]
