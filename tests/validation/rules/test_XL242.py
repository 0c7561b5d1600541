"""XL242 cells-hidden: rows or columns of the template are hidden."""

from __future__ import annotations

from pathlib import Path

from tests.validation.edited import found, part_of


def test_the_example(tmp_path: Path) -> None:
    """The rows of three months of Actuals are hidden."""
    sheet = part_of("Review")
    rows = [(sheet, f'<row r="{row}" ', f'<row r="{row}" hidden="1" ') for row in (5, 6, 7)]
    assert found(tmp_path, *rows) == [("XL242", "Review!A5:A7")]


def test_a_column(tmp_path: Path) -> None:
    column = (part_of("Periods"), '<col min="6" max="6" ', '<col min="6" max="6" hidden="1" ')
    assert found(tmp_path, column) == [("XL242", "Periods!F1")]
