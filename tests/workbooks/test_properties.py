"""When a workbook was saved and how often we wrote it, as another program reads it too."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest

from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.units.days import serial_of
from xltargets.workbooks.package import parts_of
from xltargets.workbooks.properties import revision_of, stamp
from xltargets.workbooks.reader import read


def clock(month: int, day: int) -> float:
    return serial_of(datetime.date(2026, month, day))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "company.xlsx"
    build(TEMPLATES["company-scorecard"], target)
    return target


def test_a_new_workbook_has_no_revision_and_is_built_the_same_each_time(path: Path, tmp_path: Path) -> None:
    saved = read(path).saved
    assert (saved.revision, saved.modified, saved.based_on) == (0, datetime.datetime(2026, 1, 1), None)
    again = tmp_path / "again.xlsx"
    build(TEMPLATES["company-scorecard"], again)
    assert parts_of(again) == parts_of(path)


def test_writing_raises_the_revision_and_the_time(path: Path) -> None:
    before = parts_of(path)
    stamp(path, lambda: clock(5, 1) + 0.75)
    saved = read(path).saved
    assert (saved.revision, saved.modified) == (1, datetime.datetime(2026, 5, 1, 18))
    assert saved.based_on == datetime.datetime(2026, 1, 1)
    book = openpyxl.load_workbook(path)
    assert book.properties.modified == datetime.datetime(2026, 5, 1, 18)
    properties = {one.name: one.value for one in book.custom_doc_props.props}
    assert properties["xltargets.revision"] == "1"
    assert properties["xltargets.template"] == "company-scorecard"
    after = parts_of(path)
    assert {name for name in after if after[name] != before[name]} == {"docProps/core.xml", "docProps/custom.xml"}


def test_time_never_goes_back(path: Path) -> None:
    """A run that looks from a day of the past saves now all the same."""
    stamp(path, lambda: clock(5, 1))
    stamp(path, lambda: clock(2, 1))
    saved = read(path).saved
    assert (saved.revision, saved.modified) == (2, datetime.datetime(2026, 5, 1))


def test_a_file_in_the_place_of_another_goes_on_from_its_revision(path: Path, tmp_path: Path) -> None:
    stamp(path, lambda: clock(5, 1), after=7)
    assert revision_of(path) == 8
    assert revision_of(tmp_path / "none.xlsx") == 0


def test_what_excel_writes_is_read(path: Path) -> None:
    """Other prefixes, another order, a time zone, and a count of savings as LibreOffice keeps it."""
    parts = parts_of(path)
    parts["docProps/core.xml"] = (
        b'<?xml version="1.0"?><p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/'
        b'core-properties" xmlns:t="http://purl.org/dc/terms/" xmlns:x="http://www.w3.org/2001/XMLSchema-instance">'
        b'<t:modified x:type="t:W3CDTF">2026-03-04T10:30:00+08:00</t:modified><p:revision>12</p:revision>'
        b"<p:lastModifiedBy>Ann &amp; Bo</p:lastModifiedBy></p:coreProperties>"
    )
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    saved = read(path).saved
    assert saved.modified == datetime.datetime(2026, 3, 4, 2, 30)
    assert (saved.saves, saved.modified_by) == (12, "Ann & Bo")
    stamp(path, lambda: clock(5, 1))
    assert read(path).saved.modified == datetime.datetime(2026, 5, 1)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01T00:00:00Z"])
def test_a_time_that_is_none_is_not_believed(path: Path, text: str) -> None:
    parts = parts_of(path)
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"2026-01-01T00:00:00Z", text.encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert read(path).saved.modified is None
