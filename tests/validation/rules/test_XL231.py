"""XL231 merged-cells: cells of a table are merged."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan
from tests.validation.small_plan import contents

from xltargets.workbooks.contents import Area


def test_the_example() -> None:
    """The first two months of Periods are merged."""
    workbook = plan()
    workbook.sheets["Periods"].merged.append(Area.parse("A5:A6"))
    assert found(workbook) == [("XL231", "Periods!A5:A6")]


def test_inputs() -> None:
    workbook = contents()
    workbook.sheets["Parts"].merged.append(Area.parse("A5:A6"))
    assert small_plan.found(workbook) == [("XL231", "Parts!A5:A6")]
