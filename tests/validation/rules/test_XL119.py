"""XL119 calculates-otherwise: the workbook calculates in another way than the template."""

from __future__ import annotations

from pathlib import Path

from tests.validation.edited import found, report


def test_the_example(tmp_path: Path) -> None:
    """Calculation is set to manual."""
    manual = ("xl/workbook.xml", "<calcPr ", '<calcPr calcMode="manual" ')
    assert found(tmp_path, manual) == [("XL119", "")]


def test_circles_and_shown_digits(tmp_path: Path) -> None:
    change = ("xl/workbook.xml", "<calcPr ", '<calcPr iterate="1" fullPrecision="0" ')
    told = [one.message() for one in report(tmp_path, change).findings]
    assert told == [
        "It calculates round circular references; the template does not.",
        "It calculates with the digits that are shown; the template does not.",
    ]
