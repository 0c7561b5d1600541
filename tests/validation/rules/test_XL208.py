"""XL208 no-tables: no table is left in the workbook."""

from __future__ import annotations

from tests.validation.built_plan import TEMPLATE, found, judged, plan


def test_the_example() -> None:
    """A plan was uploaded to a program on the web, filled in there, and downloaded as an Excel workbook."""
    workbook = plan()
    workbook.tables.clear()
    assert [code for code, _place in found(workbook)] == ["XL208"]
    assert f"{len(TEMPLATE.tables)} tables" in judged(workbook).findings[0].sentence()


def test_one_table_that_is_gone_is_told_by_its_name() -> None:
    workbook = plan()
    del workbook.tables["holidays"]
    codes = [code for code, _place in found(workbook)]
    assert "XL204" in codes
    assert "XL208" not in codes
