"""A built target plan has no findings; what is found when it is broken in one way is in `rules`."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from tests.validation import built_plan
from tests.validation.built_plan import TEMPLATE, VALIDATOR

from xltargets.building.builder import build


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plans")
    built_plan.write(folder / "filled.xlsx")
    build(TEMPLATE, folder / "empty.xlsx")
    return folder


def test_a_filled_plan_is_accepted_without_a_finding(files):
    report = VALIDATOR.check(files / "filled.xlsx")
    assert report.findings == ()
    assert not report.crashed
    assert report.template == "target-plan"


def test_an_empty_plan_lacks_only_what_nobody_else_can_fill_in(files):
    report = VALIDATOR.check(files / "empty.xlsx")
    assert {(finding.code, finding.at.table) for finding in report.findings} == {("XL301", "settings")}
    required = [column.identifier for column in TEMPLATE.tables["settings"].columns if column.required]
    assert {finding.at.column for finding in report.findings} <= set(required)


@pytest.mark.nightly
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_plan_saved_by_libreoffice_has_no_false_finding(files, tmp_path):
    for name in ("filled.xlsx", "empty.xlsx"):
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{tmp_path / 'profile'}",
                "--headless",
                "--convert-to",
                "xlsx",
                "--outdir",
                tmp_path,
                files / name,
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    filled, empty = VALIDATOR.check(tmp_path / "filled.xlsx"), VALIDATOR.check(tmp_path / "empty.xlsx")
    # Results of TARGET_GRID, which it lacks without the add-in, are kept; what spills needs no such function.
    assert [finding.code for finding in filled.findings] == []
    assert filled.accepted
    assert {finding.code for finding in empty.findings} <= {"XL301", "XL409"}
