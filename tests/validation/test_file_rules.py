"""Files that are no plan, or not safe: each one clear finding, and never an exception."""

from __future__ import annotations

import os
import sys

import bad_files
import pytest

from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings

VALIDATOR = Validator(Settings(), 46023.0)
UNKNOWN = "XL113"
"""None of these files was made from a template; where they can be read at all, that is told too."""


def judged(tmp_path, content, name="plan.xlsx"):
    path = tmp_path / name
    path.write_bytes(content)
    return VALIDATOR.check(path)


def codes(report):
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("content", "name", "code", "words"),
    [
        (bad_files.EMPTY, "plan.xlsx", "XL101", "empty"),
        (bad_files.TEXT, "plan.xlsx", "XL101", "no Excel workbook"),
        (bad_files.PICTURE, "plan.xlsx", "XL101", "no Excel workbook"),
        (bad_files.ZIP_WITHOUT_WORKBOOK, "plan.xlsx", "XL101", "archive"),
        (bad_files.ole("WordDocument"), "plan.xlsx", "XL101", "no workbook"),
        (bad_files.CUT_SHORT, "plan.xlsx", "XL102", "damaged"),
        (bad_files.BROKEN_XML, "plan.xlsx", "XL102", "sheet1.xml"),
        (bad_files.ENCRYPTED, "plan.xlsx", "XL103", "password"),
        (bad_files.LEGACY, "plan.xls", "XL104", ".xls"),
        (bad_files.LEGACY, "plan.xlsx", "XL104", ".xls"),
        (bad_files.OPEN_DOCUMENT, "plan.ods", "XL104", ".ods"),
        (bad_files.BOMB, "plan.xlsx", "XL106", "MB"),
        (bad_files.FAR_CELLS, "plan.xlsx", None, None),
        (bad_files.VAST_SPILL, "plan.xlsx", "XL106", "cells"),
        (bad_files.DOCTYPE, "plan.xlsx", "XL107", "document type"),
    ],
)
def test_what_cannot_be_read_is_one_finding(tmp_path, content, name, code, words):
    report = judged(tmp_path, content, name)
    if code is None:
        assert codes(report) in ([UNKNOWN], ["XL106"])
        return
    assert codes(report) == [code]
    assert words in report.findings[0].message()
    assert report.findings[0].repair()
    assert not report.accepted
    assert not report.crashed


@pytest.mark.skipif(
    sys.platform == "win32" or getattr(os, "geteuid", lambda: 0)() == 0, reason="nothing is forbidden here"
)
def test_a_file_without_permission(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(bad_files.package())
    path.chmod(0)
    assert codes(VALIDATOR.check(path)) == ["XL116"]


def test_a_folder_named_as_a_workbook(tmp_path):
    (tmp_path / "plan.xlsx").mkdir()
    assert codes(VALIDATOR.check(tmp_path / "plan.xlsx")) == ["XL116"]


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({}, None, ""),
        ({"xl/vbaProject.bin": b"x"}, "XL108", "It contains macros (xl/vbaProject.bin)."),
        ({"xl/macrosheets/sheet1.xml": "<x/>"}, "XL108", "It contains macros (xl/macrosheets/sheet1.xml)."),
        ({"xl/embeddings/oleObject1.bin": b"x"}, "XL109", "Another file or a control is embedded"),
        ({"xl/activeX/activeX1.xml": "<x/>"}, "XL109", "Another file or a control is embedded"),
        ({"xl/connections.xml": "<x/>"}, "XL111", "It fetches data from elsewhere (xl/connections.xml)."),
        ({"xl/queryTables/queryTable1.xml": "<x/>"}, "XL111", "It fetches data from elsewhere"),
    ],
)
def test_what_a_workbook_should_not_have_with_it(tmp_path, changes, code, message):
    report = judged(tmp_path, bad_files.package(**changes))
    found = [finding for finding in report.findings if finding.code != UNKNOWN]
    assert [finding.code for finding in found] == ([code] if code else [])
    assert all(finding.message().startswith(message) for finding in found)


@pytest.mark.parametrize(("target", "expected"), [("file:///C:/Plans/budget.xlsx", ["XL110"]), ("xltargets.xlam", [])])
def test_links_to_other_workbooks_but_not_to_the_add_in(tmp_path, target, expected):
    report = judged(tmp_path, bad_files.linked(target))
    assert [code for code in codes(report) if code != UNKNOWN] == expected


@pytest.mark.parametrize(("state", "words"), [("hidden", "is hidden."), ("veryHidden", "dialog cannot show it")])
def test_hidden_sheets(tmp_path, state, words):
    workbook = bad_files.PARTS["xl/workbook.xml"].replace('sheetId="1"', f'sheetId="1" state="{state}"')
    report = judged(tmp_path, bad_files.package(**{"xl/workbook.xml": workbook}))
    (found,) = [finding for finding in report.findings if finding.code != UNKNOWN]
    assert found.code == "XL112"
    assert words in found.message()


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (bad_files.package(), "plan.zip", ["XL105"]),
        (bad_files.package(), "plan", ["XL105"]),
        (bad_files.package(), "PLAN.XLSX", []),
        (bad_files.MACROS, "plan.xlsx", ["XL105", "XL108"]),
        (bad_files.MACROS, "plan.xlsm", ["XL108"]),
    ],
)
def test_a_name_that_says_something_else(tmp_path, content, name, expected):
    assert [code for code in codes(judged(tmp_path, content, name)) if code != UNKNOWN] == expected


@pytest.mark.parametrize("cut", range(0, len(bad_files.package()), 97))
def test_a_package_cut_anywhere_is_told_and_not_a_crash(tmp_path, cut):
    report = judged(tmp_path, bad_files.package()[:cut])
    assert codes(report)[0] in {"XL101", "XL102"}
    assert not report.crashed


@pytest.mark.parametrize("place", range(0, len(bad_files.package()), 61))
def test_a_package_with_a_wrong_byte_is_never_a_crash(tmp_path, place):
    content = bytearray(bad_files.package())
    content[place] ^= 0xFF
    report = judged(tmp_path, bytes(content))
    assert not report.crashed
    assert not report.accepted
