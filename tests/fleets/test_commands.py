"""`recalc`, `statements` and `consolidate` on a cluster: the same as with processes, also where a file kills its own.

What runs in a worker runs here without a cluster; the same with one of real processes runs nightly.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from click.testing import Result

from tests.fleets.many import run
from tests.rollup.small_unit import unit
from xltargets.actions import recalculate, statements
from xltargets.actions.recalculate import Recalculated, Recalculator
from xltargets.fleets import dasked
from xltargets.fleets.batch import Job, Placed, check_batch, tidy
from xltargets.fleets.dasked import BATCH
from xltargets.fleets.edition import edition
from xltargets.rollup import collecting
from xltargets.rollup.extraction import Collector
from xltargets.validation.report import FileReport
from xltargets.workbooks.reader import PackageProblem, read

pytestmark = pytest.mark.nightly

pytest.importorskip("distributed")

IN_ENGLISH = ("--language", "en", "-j", "2")
DEADLY = "m-deadly"
ENDED = "the program that read it was ended by the system, as when memory runs out"


class DeadlyRecalculator(Recalculator):
    def check(self, file: Path) -> Recalculated:
        _die_of(file)
        return Recalculator.check(self, file)


class DeadlyCollector(Collector):
    def check(self, file: Path) -> FileReport:
        _die_of(file)
        return Collector.check(self, file)


def _die_of(file: Path) -> None:
    if file.stem == DEADLY:
        os._exit(11)


@contextmanager
def workers_here(_address: str | None, _jobs: int | None, _say: Any) -> Iterator[Any]:
    """What workers do with the batches that they are given."""

    def engine(files: Iterable[Any], checker: Any, limits: Any) -> Iterator[Any]:
        job, rest = Job("a-run", Placed(checker, str(Path.cwd())), limits, edition()), iter(files)
        while batch := list(islice(rest, BATCH)):
            yield from check_batch(job, batch)

    try:
        yield engine
    finally:
        tidy(0.0)


@pytest.fixture(params=["workers", pytest.param("cluster", marks=pytest.mark.nightly)])
def deadly(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some file ends the process that looks at it."""
    monkeypatch.setattr(recalculate, "Recalculator", DeadlyRecalculator)
    monkeypatch.setattr(statements, "Collector", DeadlyCollector)
    monkeypatch.setattr(collecting, "Collector", DeadlyCollector)
    if request.param == "workers":
        monkeypatch.setattr(dasked, "cluster", workers_here)


def both(tmp_path: Path, command: Callable[[Path], list[object]]) -> tuple[Result, Path]:
    """What a command says and writes with processes, after it was compared with what it does on a cluster."""
    here, there = tmp_path / "here", tmp_path / "there"
    by_jobs = run(*command(here), *IN_ENGLISH)
    on_cluster = run(*command(there), *IN_ENGLISH, "--engine", "dask")
    assert on_cluster.stdout.replace(str(there), str(here)) == by_jobs.stdout
    assert on_cluster.exit_code == by_jobs.exit_code == 1
    return by_jobs, here


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def books(folder: Path) -> None:
    """Thirty workbooks, more than a batch; the results in them are wrong."""
    folder.mkdir()
    for number in range(30):
        name = DEADLY if number == 9 else f"{'a' if number < 9 else 'z'}-{number:02}"
        with xlsxwriter.Workbook(folder / f"{name}.xlsx") as workbook:
            sheet = workbook.add_worksheet()
            sheet.write_column("A1", [number, 1])
            sheet.write_formula("B1", "=A1+A2", None, 0)
    (folder / "z-00.xlsx").write_bytes(b"no workbook")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.usefixtures("deadly")
def test_many_workbooks_are_worked_out(tmp_path: Path) -> None:
    books(tmp_path / "in")
    told, written = both(tmp_path, lambda out: ["recalc", tmp_path / "in", "-o", out, "--as-of", "2026-03-31"])
    assert contents(written) == contents(tmp_path / "there")
    assert len(contents(written)) == 29
    for file in written.iterdir():
        number = int(file.stem.partition("-")[2])
        assert openpyxl.load_workbook(file, data_only=True).active["B1"].value == number + 1, file.name
    with pytest.raises(PackageProblem) as no_workbook:
        read(tmp_path / "in" / "z-00.xlsx")
    lines = told.stdout.splitlines()
    assert [line for line in lines if "1 formula worked out, 1 cell changed." not in line] == [
        f"{DEADLY}.xlsx: The work was broken off: {ENDED}. Nothing was changed.",
        f"z-00.xlsx: {no_workbook.value.sentence()}",
    ]
    assert [Path(line.partition(":")[0]).name for line in lines] == [
        *(f"a-{number:02}.xlsx" for number in range(9)),
        f"{DEADLY}.xlsx",
        "z-00.xlsx",
        *(f"z-{number:02}.xlsx" for number in range(10, 30)),
    ]


@pytest.mark.nightly
@pytest.mark.filterwarnings("ignore")
@pytest.mark.usefixtures("deadly")
def test_many_scorecards_have_their_statements(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("north", "south"):
        unit(tmp_path / "in" / name, "plan", "scorecard")
    shutil.copyfile(tmp_path / "in" / "north" / "scorecard.xlsx", tmp_path / "in" / f"{DEADLY}.xlsx")
    command = ["statements", tmp_path / "in", "--period", "2026-01"]
    told, written = both(tmp_path, lambda out: [*command, "-o", out])
    assert contents(written) == contents(tmp_path / "there")
    assert sorted(contents(written)) == [
        f"{name}/scorecard/{person}-2026-01.html" for name in ("north", "south") for person in ("ann-lee", "bo-chen")
    ]
    refused, *lines = told.stdout.splitlines()
    assert refused.startswith(f"{tmp_path / 'in' / DEADLY}.xlsx: ")
    assert ENDED in refused
    assert lines == [f"{written / name / 'scorecard'} has the statements of 2026-01: 2." for name in ("north", "south")]


@pytest.mark.nightly
@pytest.mark.filterwarnings("ignore")
@pytest.mark.usefixtures("deadly")
def test_many_workbooks_are_one_scorecard(tmp_path: Path) -> None:
    unit(tmp_path / "in")
    shutil.copyfile(tmp_path / "in" / "plan.xlsx", tmp_path / "in" / f"{DEADLY}.xlsx")
    command = ["consolidate", tmp_path / "in", "--as-of", "2026-03-31", "-o"]
    told, written = both(tmp_path, lambda out: [*command, out.with_suffix(".xlsx")])
    values = [
        [[cell.value for cell in row] for sheet in openpyxl.load_workbook(file, data_only=True) for row in sheet]
        for file in (written.with_suffix(".xlsx"), tmp_path / "there.xlsx")
    ]
    assert values[0] == values[1]
    assert "has the figures of 4 workbooks; 1 were left out" in told.stdout
    assert f"{DEADLY}.xlsx" in told.stdout


def test_one_workbook_goes_to_a_file_also_on_a_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dasked, "cluster", workers_here)
    books(tmp_path / "in")
    command = ("recalc", tmp_path / "in" / "a-00.xlsx", *IN_ENGLISH, "--as-of", "2026-03-31", "-o")
    assert run(*command, tmp_path / "here.xlsx").exit_code == 0
    assert run(*command, tmp_path / "there.xlsx", "--engine", "dask").exit_code == 0
    assert (tmp_path / "here.xlsx").read_bytes() == (tmp_path / "there.xlsx").read_bytes()


def test_copies_never_take_the_place_of_workbooks(tmp_path: Path) -> None:
    books(tmp_path / "in")
    refused = run("recalc", tmp_path / "in", "-o", tmp_path / "in", *IN_ENGLISH)
    assert refused.exit_code == 2
    assert "expected a folder outside those of the workbooks" in refused.stderr
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a-03.xlsx").write_bytes(b"mine")
    refused = run("recalc", tmp_path / "in", "-o", tmp_path / "out", *IN_ENGLISH)
    assert refused.exit_code == 2
    assert "a-03.xlsx is already there" in refused.stderr
    assert contents(tmp_path / "out") == {"a-03.xlsx": b"mine"}


def test_a_folder_without_scorecards_is_told(tmp_path: Path) -> None:
    unit(tmp_path / "in", "plan")
    refused = run("statements", tmp_path / "in", "-o", tmp_path / "out", *IN_ENGLISH)
    assert refused.exit_code == 2
    assert "There is no team scorecard among the workbooks." in refused.stderr
