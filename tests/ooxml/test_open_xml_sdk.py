"""What we write, held against the Open XML SDK's own validator, as Microsoft's library knows the formats."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.writing import COMMANDS, OLD, Writing, fresh, start
from tests.node_tools import needs, program
from tests.validation.closed_months import scorecard_file
from xltargets.addin.excel import xlam
from xltargets.building.builder import build
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.workbooks.patch import write_package
from xltargets.workbooks.reader import read
from xltargets.workbooks.respelling import convert, values_only

pytestmark = needs("ooxml-validator")
WRITERS = [one for one in COMMANDS if any(name.endswith(".xlsx") for name in one.files)]
STARTED_EMPTY = [key for key in TEMPLATES if key != "company-scorecard"]


def found(path: Path) -> Iterator[str]:
    run = subprocess.run(
        [program("ooxml-validator"), str(path)], capture_output=True, text=True, check=False, timeout=120
    )
    for one in json.loads(run.stdout)["errors"]:
        yield f"{one['path']}: {one['description']}"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sdk") / "plan.xlsx"
    build(TEMPLATES["target-plan"], path, sample("target-plan"))
    return path


def test_the_validator_would_say_so(plan: Path, tmp_path: Path) -> None:
    part = next(iter(read(plan).sheets.values())).part
    write_package(plan, tmp_path / "broken.xlsx", {part: b"<worksheet xmlns='urn:none'/>"})
    assert list(found(tmp_path / "broken.xlsx"))


@pytest.mark.parametrize("key", STARTED_EMPTY)
def test_a_workbook_in_another_language(key: str, tmp_path: Path) -> None:
    path = tmp_path / f"{key}.xlsx"
    build(TEMPLATES[key], path, sample(key), language="zh-TW", translate=translator("zh-TW"))
    assert list(found(path)) == []


def test_a_workbook_of_values_and_the_way_back(plan: Path, tmp_path: Path) -> None:
    values, back = tmp_path / "values.xlsx", tmp_path / "back.xlsx"
    values_only(read(plan), values)
    convert(values, back, "office-js")
    assert (list(found(values)), list(found(back))) == ([], [])


def test_the_add_in(tmp_path: Path) -> None:
    xlam.build(tmp_path / "xltargets.xlam")
    assert list(found(tmp_path / "xltargets.xlam")) == []


@pytest.mark.nightly
@pytest.mark.parametrize("command", WRITERS, ids=[one.words.partition(" -o")[0] for one in WRITERS])
def test_what_every_command_writes(command: Writing, tmp_path: Path) -> None:
    """Workbooks that were made, and those into which a command wrote: handed out, adopted, refreshed, re-planned."""
    folder = fresh(tmp_path)
    running = start(folder, *command.words.split())
    _output, complaint = running.communicate(timeout=300)
    assert running.returncode in command.status, complaint
    files = [path for name in command.files for path in folder.glob(name) if path.suffix == ".xlsx"]
    assert files
    assert OLD not in [path.read_bytes() for path in files]
    assert {path.name: list(found(path)) for path in files} == {path.name: [] for path in files}


@pytest.mark.nightly
def test_a_scorecard_into_which_closed_months_were_loaded(tmp_path: Path) -> None:
    """Closed, and refreshed with the ledger: the sheet of closed months is filled in by the file's own parts."""
    (tmp_path / "units").mkdir()
    path = scorecard_file(tmp_path / "units")
    before = path.read_bytes()
    for words in ("close units --period 2026-01 --ledger ledger.csv --by Ola", "refresh units --ledger ledger.csv"):
        running = start(tmp_path, *words.split())
        output, complaint = running.communicate(timeout=300)
        assert running.returncode == 0, (output, complaint)
    assert path.read_bytes() != before
    assert list(found(path)) == []
