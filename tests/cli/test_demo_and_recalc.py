"""`xltargets demo` and `xltargets recalc`, from a user's chair."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.samples.company import TEAMS, people
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import PackageProblem, read


def test_the_demo_shows_every_planted_mistake_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    result = CliRunner().invoke(main, ["demo", str(folder)])
    assert result.exit_code == 0, result.output
    assert len(list(folder.glob("first-round/*.xlsx"))) == 6
    assert "6 files" in result.output
    assert "1 accepted, 5 refused" in result.output
    verdicts = {
        # Accepted, with a question: Ivan Petrov sold last year, left before this one, and is in no unit.
        "north-harbour.xlsx": ["XL322"],
        "north-lakes.xlsx": ["XL401"],
        # The sum that fits no more follows from the typed months, and is folded under them.
        "central-plains.xlsx": ["XL401", "XL401"],
        "central-rivers.xlsx": ["XL303"],
        "south-bay.xlsx": ["XL211"],
        "south-coast.xlsx": ["XL102"],
    }
    for name, codes in verdicts.items():
        block = result.output.split(f"{name}  ")[-1].split("\n\n")[0]
        assert [word for word in block.split() if word.startswith("XL")] == codes, name
    # Mended, with the other workbooks: all figures in one scorecard and on one page.
    assert len(list(folder.glob("accepted/*.xlsx"))) == 14
    assert "has the figures of 14 workbooks; none was left out" in result.output
    teams = read(folder / "company.xlsx").tables["teams"].area
    assert teams.bottom - teams.top >= 6
    # One account of each team's sales: the plan's Review has what its members sold.
    plan, scorecard = (
        read(folder / "accepted" / f"north-lakes-{kind}.xlsx") for kind in ("target-plan", "team-scorecard")
    )
    assert total(plan, "review", 2) == pytest.approx(total(scorecard, "actuals", 2))
    assert all(team in (folder / "meeting.html").read_text(encoding="utf-8") for team in TEAMS)


def total(contents: Contents, table: str, number: int) -> float:
    """The sum of a table's column, counted from 0."""
    area = contents.tables[table].data
    assert area is not None
    cells = contents.sheets[contents.tables[table].sheet]
    values = [cells.value(row, area.left + number) for row in range(area.top, area.bottom + 1)]
    return sum(value for value in values if isinstance(value, float))


def test_the_sample_company_is_as_promised() -> None:
    team = people()
    assert len(team) == 35
    assert len({person.name for person in team}) == 35
    assert len(TEAMS) == 6
    assert len({person.region for person in team}) == 3
    assert {len(person.sales) for person in team} == {36}


def test_the_demo_never_writes_among_somebodys_files(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = CliRunner().invoke(main, ["demo", str(tmp_path)])
    assert result.exit_code == 2
    assert "is not empty" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Plan")
        sheet.write_column("A1", [1, 1, 1])
        sheet.write_formula("B1", "=SUM(A1:A3)", None, 0)
        sheet.write_formula("B2", "=SOMEBODYS(1)", None, 7)
        sheet.write_dynamic_array_formula("D1:D3", "=TARGET_SPLIT(100,A1:A3)", None, 0)
    return path


def test_recalc_tells_what_it_did(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    before = book.read_bytes()
    result = CliRunner().invoke(main, ["recalc", str(book), "-o", str(target)])
    assert result.exit_code == 0, result.output
    assert "2 formulas worked out, 4 cells changed." in result.output
    assert "Plan!B2: the function SOMEBODYS is not known here." in result.output
    sheet = read(target).sheets["Plan"]
    assert [sheet.value(row, 4) for row in (1, 2, 3)] == [34, 33, 33]
    assert sheet.value(2, 2) == 7
    assert book.read_bytes() == before


def test_recalc_overwrites_nothing_unasked(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"mine")
    result = CliRunner().invoke(main, ["recalc", str(book), "-o", str(target)])
    assert result.exit_code == 2
    assert "already there" in result.output
    assert target.read_bytes() == b"mine"
    assert CliRunner().invoke(main, ["recalc", str(book), "-o", str(target), "--force"]).exit_code == 0


@pytest.mark.parametrize(
    "content", [b"", b"text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), None]
)
def test_recalc_of_what_is_no_workbook(tmp_path: Path, content: bytes | None) -> None:
    source, target = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(PackageProblem) as problem:
        read(source)
    result = CliRunner().invoke(main, ["recalc", str(source), "-o", str(target)])
    assert result.exit_code == 2
    assert problem.value.sentence() in result.output
    assert not target.exists()


def test_recalc_to_a_folder_that_is_not_there(book: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["recalc", str(book), "-o", str(tmp_path / "gone" / "out.xlsx")])
    assert result.exit_code == 2
    assert "Cannot write" in result.output
