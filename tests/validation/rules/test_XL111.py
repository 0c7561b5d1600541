"""XL111 data-connection: the workbook fetches data from elsewhere: a query, a web page, a database, DDE."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation import bad_files
from tests.validation.in_files import codes, judged


def test_the_example(tmp_path: Path) -> None:
    """A web query that was set up to fetch exchange rates."""
    report = judged(tmp_path, bad_files.package(**{"xl/connections.xml": "<x/>"}), "plan.xlsx")
    assert codes(report) == ["XL111"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"xl/connections.xml": "<x/>"}, "It fetches data from elsewhere (xl/connections.xml)."),
        ({"xl/queryTables/queryTable1.xml": "<x/>"}, "It fetches data from elsewhere"),
    ],
)
def test_parts_that_a_workbook_should_not_have(tmp_path: Path, changes: dict[str, bytes | str], message: str) -> None:
    report = judged(tmp_path, bad_files.package(**changes))
    assert codes(report) == ["XL111"]
    assert report.findings[0].message().startswith(message)


def test_a_workbook_without_them(tmp_path: Path) -> None:
    assert codes(judged(tmp_path, bad_files.package())) == []
