"""Files that are broken, or made to break a reader: each ends in a sentence, quickly and in little memory."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workbooks.packages import parts_of, replace_part, write_parts
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import PackageProblem, read


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Sheet1")
        sheet.add_table("A1:B3", {"name": "rows", "columns": [{"header": "Key"}, {"header": "Value"}]})
        sheet.write("D1", "text")
        sheet.write_formula("D2", "=SUM(B2:B3)", None, 0)
    return path


def kind_of(path: Path) -> str:
    with pytest.raises(PackageProblem) as caught:
        read(path)
    sentence = caught.value.sentence()
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert path.name in str(caught.value)
    return caught.value.kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "not-a-workbook"),
        (b"month,target\n", "not-a-workbook"),
        (b"PK", "damaged"),
        (b"PK\x03\x04" + bytes(500), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"), "legacy"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not-a-workbook"),
    ],
    ids=["empty", "text", "two bytes", "zeros", "encrypted", "xls", "another old document"],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    assert kind_of(path) == kind


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    assert kind_of(tmp_path) == "unreadable"


def test_a_cut_file(book: Path) -> None:
    book.write_bytes(book.read_bytes()[:-200])
    assert kind_of(book) == "damaged"


def test_other_packages(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    write_parts(path, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})
    assert kind_of(path) == "legacy"
    write_parts(path, {"readme.txt": b"hello"})
    assert kind_of(path) == "not-a-workbook"
    replace_part(book, "[Content_Types].xml", "spreadsheetml.sheet.main", "wordprocessingml.document.main")
    assert kind_of(book) == "not-a-workbook"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "_rels/.rels"])
def test_a_missing_part(book: Path, part: str) -> None:
    parts = parts_of(book)
    del parts[part]
    write_parts(book, parts)
    assert kind_of(book) == "damaged"


def test_a_bomb_of_white_space(book: Path) -> None:
    parts = parts_of(book)
    parts["xl/sharedStrings.xml"] = b"<sst>" + b" " * (190 * 2**20) + b"</sst>"
    write_parts(book, parts)
    assert book.stat().st_size < 2**20
    assert kind_of(book) == "too-large"


def test_a_part_that_lies_about_its_size(book: Path) -> None:
    parts = parts_of(book)
    parts["xl/sharedStrings.xml"] = b"<sst>" + b" " * (30 * 2**20) + b"</sst>"
    write_parts(book, parts)
    data = bytearray(book.read_bytes())
    with zipfile.ZipFile(book) as package:
        size = package.getinfo("xl/sharedStrings.xml").file_size
    lie = data.replace(size.to_bytes(4, "little"), (5000).to_bytes(4, "little"))
    assert lie != data
    book.write_bytes(lie)
    assert kind_of(book) == "damaged"


def test_exploding_entities(book: Path) -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'
    replace_part(book, "xl/worksheets/sheet1.xml", "<worksheet", bomb + "<worksheet")
    assert kind_of(book) == "doctype"


def test_the_same_part_twice(book: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(book, "a") as package:
        package.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    assert kind_of(book) == "damaged"


def test_far_corners_and_a_huge_merge_cost_nothing(book: Path) -> None:
    corners = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    parts = parts_of(book)
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    head, tail = sheet.split("<sheetData>")[0], sheet.split("</sheetData>")[1]
    merge = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts["xl/worksheets/sheet1.xml"] = (head + corners + merge + tail).encode()
    write_parts(book, parts)
    contents = read(book)
    assert len(contents.sheets["Sheet1"].cells) == 2
    assert contents.sheets["Sheet1"].merged[0].columns == 16384


def test_too_many_cells(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xltargets.workbooks.sheet_reader.MOST_CELLS", 3)
    assert kind_of(book) == "too-large"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('r="D1"', 'r="D0"'),
        ('r="D1"', 'r="XFE1"'),
        ('r="D1"', 'r="D9999999"'),
        ('t="s"', 't="n"><v>x</v></c><c r="D1" t="s"'),
        ("<v>2</v>", "<v>99</v>"),
        ("<sheetData>", "<sheetData><row>"),
    ],
)
def test_cells_that_no_program_writes(book: Path, old: str, new: str) -> None:
    replace_part(book, "xl/worksheets/sheet1.xml", old, new)
    assert kind_of(book) == "damaged"


@given(seed=st.integers(0, 10**6))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_ends_in_contents_or_a_sentence(book: Path, seed: int) -> None:
    """Bytes changed, cut or doubled in the XML of any part."""
    chance = random.Random(seed)
    parts = parts_of(book)
    part = chance.choice(sorted(parts))
    data = bytearray(parts[part])
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        action = chance.randrange(3)
        if action == 0:
            data[at] = chance.randrange(256)
        elif action == 1:
            del data[at : at + chance.randint(1, 20)]
        else:
            data[at:at] = data[at : at + chance.randint(1, 40)]
        if not data:
            break
    path = book.with_name("mutated.xlsx")
    write_parts(path, {**parts, part: bytes(data)})
    try:
        found: Contents | str = read(path)
    except PackageProblem as problem:
        found = problem.sentence()
    assert isinstance(found, Contents) or found.endswith(".")
