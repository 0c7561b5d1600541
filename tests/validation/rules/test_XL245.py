"""XL245 cells-covered: a text box, shape or picture lies over cells of the template."""

from __future__ import annotations

from pathlib import Path

from tests.validation.edited import covered, found


def test_the_example(tmp_path: Path) -> None:
    """A text box with 100 % lies over the tile of the attainment."""
    assert found(tmp_path, *covered(5, 1)) == [("XL245", "Review!B6:C7")]


def test_beside_the_cells(tmp_path: Path) -> None:
    assert found(tmp_path, *covered(60, 20)) == []
