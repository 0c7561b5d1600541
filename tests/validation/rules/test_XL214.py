"""XL214 column-added: A column was added to a table."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan
from tests.validation.changes import widen
from tests.validation.small_plan import contents

from xltargets.workbooks.contents import address


def test_the_example() -> None:
    """A column "Remark" at the right of Periods."""
    workbook = plan()
    area = workbook.tables["periods"].area
    widen(workbook, "periods", "Remark")
    assert found(workbook) == [("XL214", f"Periods!{address(area.top, area.right + 1)}")]


def test_a_small_table() -> None:
    workbook = contents()
    widen(workbook, "units", "Remark")
    assert small_plan.found(workbook) == [("XL214", "Units!C4")]
