"""XL115 newer-template: the workbook was made from a newer version of the template than is known here."""

from __future__ import annotations

from pathlib import Path

from tests.validation import built_plan
from tests.validation.in_files import VALIDATOR
from tests.validation.versions import with_property


def test_the_example(tmp_path: Path) -> None:
    """A colleague already has the new xltargets."""
    path = tmp_path / "plan.xlsx"
    built_plan.write(path)
    with_property(path, "xltargets.schema", str(built_plan.TEMPLATE.version + 1))
    assert [(one.code, one.at.place) for one in VALIDATOR.check(path).findings] == [("XL115", "")]
