"""XL114 older-template: the workbook was made from a version older than all that are known."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation import built_plan
from tests.validation.in_files import VALIDATOR
from tests.validation.versions import with_property


@pytest.mark.parametrize("version", ["0", "", "9" * 5000])
def test_the_example(tmp_path: Path, version: str) -> None:
    """A workbook whose document property xltargets.schema was changed to 0."""
    path = tmp_path / "plan.xlsx"
    built_plan.write(path)
    with_property(path, "xltargets.schema", version)
    assert [(one.code, one.at.place) for one in VALIDATOR.check(path).findings] == [("XL114", "")]
