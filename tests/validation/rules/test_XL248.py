"""XL248 colours-missing: the cells of a column lost the colours that follow their values."""

from __future__ import annotations

from pathlib import Path

from tests.validation.edited import found, part_of


def test_the_example(tmp_path: Path) -> None:
    """The conditional formats of Review were cleared."""
    lost = (part_of("Review"), "<conditionalFormatting.*</conditionalFormatting>", "")
    codes = {code for code, _place in found(tmp_path, lost)}
    assert codes == {"XL248"}
