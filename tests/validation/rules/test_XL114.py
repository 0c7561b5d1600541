"""XL114 older-template: the workbook was made from an older version of the template."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation import built_plan
from tests.validation.in_files import VALIDATOR
from tests.validation.versions import with_property


@pytest.mark.parametrize("version", ["0", "", "9" * 5000])
def test_the_example(tmp_path: Path, version: str) -> None:
    """Last year's workbook, filled in again."""
    path = tmp_path / "plan.xlsx"
    built_plan.write(path)
    with_property(path, "xltargets.schema", version)
    assert [(one.code, one.at.place) for one in VALIDATOR.check(path).findings] == [("XL114", "")]
