"""XL244 protection-off: a sheet that the template protects is not protected."""

from __future__ import annotations

from pathlib import Path

from tests.validation.edited import found, part_of


def test_the_example(tmp_path: Path) -> None:
    """Periods is not protected any more."""
    assert found(tmp_path, (part_of("Periods"), "<sheetProtection [^>]*/>", "")) == [("XL244", "Periods")]
