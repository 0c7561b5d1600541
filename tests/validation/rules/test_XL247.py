"""XL247 drop-down-missing: the cells of a column lost their drop-down or their limits."""

from __future__ import annotations

from pathlib import Path

from tests.validation.edited import found, part_of


def test_the_example(tmp_path: Path) -> None:
    """A column was pasted over from another workbook, and its drop-down is gone."""
    lost = (part_of("Periods"), "<dataValidations.*</dataValidations>", "")
    assert found(tmp_path, lost) == [("XL247", "Periods!D4"), ("XL247", "Periods!M4")]
