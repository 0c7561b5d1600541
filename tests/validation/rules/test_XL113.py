"""XL113 unknown-template: the workbook was not made from a template of xltargets."""

from __future__ import annotations

from pathlib import Path

from tests.validation import bad_files, built_plan
from tests.validation.in_files import VALIDATOR
from tests.validation.versions import with_property


def test_the_example(tmp_path: Path) -> None:
    """A workbook that somebody drew up by hand, or one whose properties were removed with the Document Inspector."""
    (tmp_path / "drawn.xlsx").write_bytes(bad_files.package())
    built_plan.write(tmp_path / "plan.xlsx")
    with_property(tmp_path / "plan.xlsx", "xltargets.template", "none")
    for name in ("drawn.xlsx", "plan.xlsx"):
        assert [finding.code for finding in VALIDATOR.check(tmp_path / name).findings] == ["XL113"]
