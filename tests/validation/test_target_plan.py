"""A built target plan has no findings; broken in one way, it has exactly that finding in that place."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import built_plan
import pytest
from built_plan import MID_MARCH, TEMPLATE, plan, put

from xltargets.building.builder import build
from xltargets.validation.registry import rules
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.submission import Submission
from xltargets.views.view import View

VALIDATOR = Validator(Settings(), MID_MARCH)


def judged(workbook):
    return VALIDATOR.judge(Submission(workbook.path, MID_MARCH, View(workbook, TEMPLATE, MID_MARCH)))


def found(report):
    assert not report.crashed, [finding.sentence() for finding in report.findings]
    return [(finding.code, finding.at.place) for finding in report.findings]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plans")
    built_plan.write(folder / "filled.xlsx")
    build(TEMPLATE, folder / "empty.xlsx")
    return folder


def test_a_filled_plan_is_accepted_without_a_finding(files):
    report = VALIDATOR.check(files / "filled.xlsx")
    assert found(report) == []
    assert report.template == "target-plan"


def test_an_empty_plan_lacks_only_what_nobody_else_can_fill_in(files):
    report = VALIDATOR.check(files / "empty.xlsx")
    assert {(finding.code, finding.at.table) for finding in report.findings} == {("XL301", "settings")}
    required = [column.identifier for column in TEMPLATE.tables["settings"].columns if column.required]
    assert {finding.at.column for finding in report.findings} <= set(required)


@pytest.mark.parametrize("code", built_plan.BREAKS)
def test_one_slip_gives_exactly_its_finding(code):
    workbook = plan()
    place = built_plan.BREAKS[code](workbook)
    report = judged(workbook)
    assert found(report) == [(code, place)]
    finding = report.findings[0]
    assert finding.sentence().count("{") == 0
    assert len(finding.sentence()) < 260, "one line, and readable"


def test_a_target_that_was_typed_over_is_told_with_what_is_missing():
    workbook = plan()
    place = put(workbook, "periods.target", 1.0, 4)
    report = judged(workbook)
    assert [code for code, _place in found(report)] == ["XL501", "XL401"]
    assert found(report)[1] == ("XL401", place)


def test_a_column_that_was_pasted_over_is_one_finding():
    workbook = plan()
    places = [put(workbook, "periods.share", 0.1, row) for row in range(12)]
    report = judged(workbook)
    assert found(report) == [("XL401", places[0])]
    assert len(report.findings[0].cells) == 12


def test_a_negative_weight_is_told_and_not_the_errors_that_follow():
    workbook = plan()
    place = put(workbook, "units.own_weight", -5.0, 1)
    assert found(judged(workbook)) == [("XL304", place)]


def test_the_grid_typed_over():
    workbook = plan()
    grid = workbook.sheets[next(sheet.title for sheet in TEMPLATE.sheets if sheet.key == "grid")]
    anchor = next(cell for cell in grid.cells.values() if cell.spill is not None)
    anchor.formula = anchor.spill = None
    assert ("XL401", grid.name) in found(judged(workbook))


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
    # LibreOffice works the spilled grid out on loading, and has no TARGET_GRID without the add-in.
    assert [finding.code for finding in filled.findings] == ["XL409"]
    assert filled.accepted
    assert {finding.code for finding in empty.findings} <= {"XL301", "XL409"}


def test_every_rule_is_tried():
    tried = "".join(path.read_text() for path in Path(__file__).parent.glob("*.py"))
    assert [code for code in rules() if f'"{code}"' not in tried] == []


@pytest.mark.parametrize(("version", "code"), [("0", "XL114"), ("2", "XL115"), ("", "XL114"), ("9" * 5000, "XL114")])
def test_another_version_of_the_template_is_told_and_not_checked(files, tmp_path, version, code):
    path = tmp_path / "plan.xlsx"
    with zipfile.ZipFile(files / "empty.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/custom.xml":
                content = re.sub(
                    rb'(name="xltargets.schema".*?<vt:lpwstr>)1<', rb"\g<1>" + version.encode() + b"<", content
                )
            new.writestr(name, content)
    assert found(VALIDATOR.check(path)) == [(code, "")]
