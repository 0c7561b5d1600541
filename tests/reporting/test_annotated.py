"""Copies that go back to the teams: what was found is in them, all else is as it was, and they can be handed in."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.comments import Comment
from tests.libreoffice import convert, needs_libreoffice
from tests.mutations.books import path_of
from tests.ooxml.schema import problems

from xltargets.cli import main
from xltargets.reporting.annotated.copies import Annotator
from xltargets.validation.remote import RemoteFile
from xltargets.views.view import View
from xltargets.workbooks.contents import address
from xltargets.workbooks.patch import Formula, patch_values
from xltargets.workbooks.reader import read

AS_OF = "2026-05-31"
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def validated(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["validate", *map(str, arguments), "--as-of", AS_OF, "-j", "1", "--language", "en"])


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """A folder with a plan in which a weight was typed over its formula."""
    folder = tmp_path / "in"
    folder.mkdir()
    planted(path_of("target-plan"), folder / "plan.xlsx")
    return folder


def weight_of(path: Path) -> tuple[str, int, int]:
    """Where a month's weight stands: sheet, row, column."""
    table = View.of(read(path)).tables["periods"]
    return table.sheet.name, table.rows[2], table.column_index["weight"]


def planted(source: Path, target: Path) -> None:
    sheet, row, column = weight_of(source)
    patch_values(read(source), target, {sheet: {(row, column): -2.0}}, over_formulas=True)


def cells_of(path: Path) -> dict[tuple[str, int, int], tuple[object, object]]:
    return {
        (name, *place): (cell.value, cell.formula)
        for name, sheet in read(path).sheets.items()
        for place, cell in sheet.cells.items()
    }


def test_the_copy_tells_at_the_cell_and_in_the_list_what_was_found(handed_in: Path, tmp_path: Path) -> None:
    before = (handed_in / "plan.xlsx").read_bytes()
    result = validated(handed_in, "--annotate", tmp_path / "back")
    assert result.exit_code == 1
    assert "Copies with the findings in " in result.stderr
    assert (handed_in / "plan.xlsx").read_bytes() == before
    sheet, row, column = weight_of(handed_in / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "back" / "plan.xlsx")
    note = book[sheet].cell(row, column).comment
    assert note is not None
    assert note.text.startswith("XL401 error\nWeight is -2, typed over its formula.")
    assert note.author == "xltargets"
    [listed] = [line for line in book["Findings"].iter_rows(min_row=6, values_only=True) if line[3] == "XL401"]
    assert listed[1:3] == ("error", f"{sheet}!{address(row, column)}")
    assert book.active.title == "Findings"
    # Two sheets that are chosen together would both take what is typed into one.
    assert [one.title for one in book if one.sheet_view.tabSelected] == ["Findings"]


def test_nothing_else_is_changed_and_a_schema_finds_no_fault(handed_in: Path, tmp_path: Path) -> None:
    validated(handed_in, "--annotate", tmp_path / "back")
    copy = tmp_path / "back" / "plan.xlsx"
    before, after = cells_of(handed_in / "plan.xlsx"), cells_of(copy)
    assert {place: one for place, one in after.items() if place[0] != "Findings"} == before
    assert not list(problems(copy))
    with zipfile.ZipFile(handed_in / "plan.xlsx") as old, zipfile.ZipFile(copy) as new:
        kept = [name for name in old.namelist() if name.startswith(("xl/tables/", "xl/charts/", "xl/drawings/"))]
        assert len(kept) > 10
        assert all(old.read(name) == new.read(name) for name in kept)


@pytest.mark.nightly
def test_the_copy_is_judged_as_the_workbook_and_can_be_mended_and_marked_again(handed_in: Path, tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("one", "two", "three"))
    said = validated(handed_in, "--annotate", first, "--format", "concise").stdout
    again = validated(first, "--annotate", second, "--format", "concise").stdout
    assert [line.partition("plan.xlsx")[2] for line in said.splitlines()[:-1]] == [
        line.partition("plan.xlsx")[2] for line in again.splitlines()[:-1]
    ]
    with zipfile.ZipFile(first / "plan.xlsx") as one, zipfile.ZipFile(second / "plan.xlsx") as two:
        assert one.namelist() == two.namelist()
        sheets = [name for name in one.namelist() if name.startswith("xl/worksheets/sheet")]
        for text in (b"<cfRule ", b'N("xltargets")'):
            assert [one.read(name).count(text) for name in sheets] == [two.read(name).count(text) for name in sheets]
        for name in one.namelist():
            if name.endswith((".vml", "comments1.xml")):
                assert one.read(name).count(b"</v:shape>") == two.read(name).count(b"</v:shape>")
                assert one.read(name).count(b"<comment ") == two.read(name).count(b"<comment ")
    sheet, row, column = weight_of(second / "plan.xlsx")
    formula = read(path_of("target-plan")).sheets[sheet].cells[row, column]
    back = {sheet: {(row, column): Formula(formula.formula or "", formula.value)}}
    patch_values(read(second / "plan.xlsx"), second / "plan.xlsx", back)
    assert validated(second, "--annotate", third).exit_code == 0
    book = openpyxl.load_workbook(third / "plan.xlsx")
    assert book[sheet].cell(row, column).comment is None
    assert str(book["Findings"]["A2"].value).startswith("Accepted: 0 errors")


@pytest.mark.nightly
def test_what_people_wrote_stays_and_a_sheet_of_that_name_too(handed_in: Path, tmp_path: Path) -> None:
    sheet, row, column = weight_of(handed_in / "plan.xlsx")
    book = openpyxl.load_workbook(handed_in / "plan.xlsx")
    book[sheet].cell(row, column).comment = Comment("Agreed with Ann.", "Bo")
    book[sheet].cell(1, 3).comment = Comment("Look here.", "Bo")
    book.create_sheet("Findings")["A1"] = "my own"
    book.save(handed_in / "plan.xlsx")
    validated(handed_in, "--annotate", tmp_path / "one")
    validated(tmp_path / "one", "--annotate", tmp_path / "two")
    after = openpyxl.load_workbook(tmp_path / "two" / "plan.xlsx")
    assert after[sheet].cell(row, column).comment.text == "Agreed with Ann."
    assert after[sheet].cell(1, 3).comment.text == "Look here."
    assert after["Findings"]["A1"].value == "my own"
    assert after["Findings 2"]["A1"].value == "Findings"
    assert after.sheetnames[-2:] == ["Findings", "Findings 2"]
    new = {*problems(tmp_path / "two" / "plan.xlsx")} - {*problems(handed_in / "plan.xlsx")}
    # openpyxl writes texts into the cells, and so the new sheet's are told as the others' are.
    assert not [one for one in new if "inline-string" not in one]


def test_each_workbook_in_its_own_language_and_below_the_same_folders(tmp_path: Path) -> None:
    (tmp_path / "in" / "north").mkdir(parents=True)
    planted(path_of("target-plan@zh-TW"), tmp_path / "in" / "north" / "plan.xlsx")
    shutil.copy(path_of("risk-register"), tmp_path / "in" / "register.xlsx")
    validated(tmp_path / "in", "--annotate", tmp_path / "back")
    book = openpyxl.load_workbook(tmp_path / "back" / "north" / "plan.xlsx")
    assert "檢查結果" in book.sheetnames
    assert "錯誤" in [cell.value for cell in book["檢查結果"]["B"]]
    assert (tmp_path / "back" / "register.xlsx").exists()


def test_what_cannot_be_read_gets_no_copy_and_the_others_do(handed_in: Path, tmp_path: Path) -> None:
    (handed_in / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing more")
    result = validated(handed_in, "--annotate", tmp_path / "back")
    assert "broken.xlsx: no copy was written. " in result.stderr
    assert [path.name for path in (tmp_path / "back").iterdir()] == ["plan.xlsx"]


def test_an_address_that_cannot_be_read_is_not_told_as_a_copy_that_cannot_be_written(tmp_path: Path) -> None:
    gone = cast("Path", RemoteFile("memory://june/gone.xlsx"))
    annotator = Annotator({}, {str(gone): tmp_path / "back" / "gone.xlsx"}, as_of=46173.0, now=46173.0, language="en")
    copy = annotator.check(gone)
    assert copy.path is None
    assert not copy.failed
    assert copy.reason is not None
    assert copy.reason.sentence().startswith("memory://june/gone.xlsx cannot be read: ")


@pytest.mark.parametrize("folder", ["", "back"])
def test_copies_are_never_put_among_what_was_handed_in(handed_in: Path, folder: str) -> None:
    before = sorted(handed_in.rglob("*"))
    result = validated(handed_in, "--annotate", handed_in / folder)
    assert result.exit_code == 2
    assert "expected a folder outside those of the workbooks" in result.stderr
    assert sorted(handed_in.rglob("*")) == before


@pytest.mark.nightly
@needs_libreoffice
def test_a_copy_saved_by_libreoffice_is_marked_anew(handed_in: Path, tmp_path: Path) -> None:
    validated(handed_in, "--annotate", tmp_path / "one")
    (tmp_path / "saved").mkdir()
    shutil.copy(convert(tmp_path / "one" / "plan.xlsx", tmp_path), tmp_path / "saved" / "plan.xlsx")
    sheet, row, column = weight_of(tmp_path / "saved" / "plan.xlsx")
    assert openpyxl.load_workbook(tmp_path / "saved" / "plan.xlsx")[sheet].cell(row, column).comment is not None
    validated(tmp_path / "saved", "--annotate", tmp_path / "two")
    book = openpyxl.load_workbook(tmp_path / "two" / "plan.xlsx")
    assert [name for name in book.sheetnames if name.startswith("Findings")] == ["Findings"]
    notes = [cell for line in book[sheet].iter_rows() for cell in line if cell.comment is not None]
    assert [(cell.row, cell.column) for cell in notes] == [(row, column)]
