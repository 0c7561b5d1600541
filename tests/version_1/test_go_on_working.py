"""Workbooks of version 1 go on working as they are: no finding that they had not, and every action on them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.version_1.books import BOOKS, END_OF_MAY, FOLDER, SAMPLES, name_of
from xltargets.cli import main
from xltargets.locale import LANGUAGES
from xltargets.templates import TEMPLATES
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings

EMPTY = {("XL301", "unit"), ("XL301", "owner")}
"""What an empty workbook lacked in version 1, too."""


def test_every_template_and_language_is_there() -> None:
    assert {(book.parent.name, book.stem) for book in BOOKS} == {
        (language, f"{key}{kind}") for language in LANGUAGES for key in TEMPLATES for kind in ("", "-sample")
    }


@pytest.mark.parametrize("book", BOOKS, ids=name_of)
def test_no_finding_that_version_1_had_not(book: Path) -> None:
    report = Validator(Settings(), END_OF_MAY).check(book)
    assert not report.crashed
    errors = {(one.code, one.at.column) for one in report.findings if one.severity.word == "error"}
    assert errors <= EMPTY
    assert report.accepted == book.stem.endswith("-sample")
    # Nothing is amiss with their form: what is left are remarks on the business that the samples are there to show.
    assert not [one for one in report.findings if one.code.startswith(("XL1", "XL2", "XL4"))]


@pytest.mark.parametrize(
    "language", [pytest.param(one, marks=() if one == "en" else pytest.mark.nightly) for one in LANGUAGES]
)
def test_consolidated_refreshed_and_replanned(language: str, tmp_path: Path) -> None:
    run = CliRunner()
    folder = tmp_path / "handed in"
    folder.mkdir()
    for book in SAMPLES:
        if book.parent.name == language and not book.stem.startswith("company"):
            shutil.copy(book, folder)
    company = tmp_path / "company.xlsx"
    shutil.copy(FOLDER / language / "company-scorecard-sample.xlsx", company)
    for command in (
        ("consolidate", folder, "-o", tmp_path / "fresh.xlsx"),
        ("refresh", company, folder),
        ("replan", folder / "target-plan-sample.xlsx", "-o", tmp_path / "replanned.xlsx"),
        ("recalc", folder / "team-scorecard-sample.xlsx", "-o", tmp_path / "recalculated.xlsx"),
    ):
        result = run.invoke(main, [*map(str, command), "--as-of", "2026-05-31"])
        assert result.exit_code == 0, result.output
    report = Validator(Settings(), END_OF_MAY).check(company)
    assert report.accepted
    assert not [one for one in report.findings if one.code.startswith(("XL1", "XL2", "XL4"))]
