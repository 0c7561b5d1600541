"""Each command that reads people's files ends in one sentence with status 2 on a bad one, and writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.importing.bad_files import ADDRESS, BAD_FILES, put
from xltargets.cli import main

DEALS = "Owner,Customer,Close date,Amount,Stage\nAnn,Elm,2025-01-01,5,Won\n"
READERS = {
    "target-plan": ("new", "target-plan", "-o", "out/made.xlsx", "--from", "{bad}"),
    "team-scorecard": ("new", "team-scorecard", "-o", "out/made.xlsx", "--from", "{bad}"),
    "crm-log": ("new", "crm-log", "-o", "out/made.xlsx", "--from", "{bad}"),
    "risk-register": ("new", "risk-register", "-o", "out/made.xlsx", "--from", "{bad}"),
    "targets": ("new", "target-plan", "-o", "out/made.xlsx", "--targets", "{bad}"),
    "team": ("new", "target-plan", "-o", "out/made.xlsx", "--from", "deals.csv", "--team", "{bad}"),
    "products": ("new", "target-plan", "-o", "out/made.xlsx", "--from", "deals.csv", "--products", "{bad}"),
    "customers": ("new", "crm-log", "-o", "out/made.xlsx", "--from", "deals.csv", "--customers", "{bad}"),
    "satisfaction": ("new", "crm-log", "-o", "out/made.xlsx", "--satisfaction", "{bad}"),
    "feedback": ("new", "crm-log", "-o", "out/made.xlsx", "--feedback", "{bad}"),
    "new-set": ("new-set", "out/set", "--target", "9", "--from", "{bad}", "--team", "team.csv"),
    "new-set's team": ("new-set", "out/set", "--target", "9", "--from", "deals.csv", "--team", "{bad}"),
    "new-set's customers": (
        "new-set",
        "out/set",
        "--target",
        "9",
        "--from",
        "deals.csv",
        "--team",
        "team.csv",
        "--customers",
        "{bad}",
    ),
    "replan": ("replan", "plan.xlsx", "-o", "out/made.xlsx", "--actuals", "{bad}"),
}
# What differs between the commands is who opens the file, not what is in it: a few kinds go through each of them.
EVERYWHERE = ("empty.csv", "nul.csv", "quote.csv", "cells.csv", "locked.xlsx", "text.xls", "cut.parquet")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    done = CliRunner().invoke(main, ["new", "target-plan", "--sample", "-o", str(path)])
    assert done.exit_code == 0, done.output
    return path.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, plan: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "deals.csv").write_text(DEALS)
    (tmp_path / "team.csv").write_text("Person,Team\nAnn,East\n")
    (tmp_path / "plan.xlsx").write_bytes(plan)
    (tmp_path / "out").mkdir()
    (tmp_path / "a folder.csv").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(folder: Path, reader: str, name: str) -> str:
    """The sentence of a refusal, after a look at what must hold for all of them."""
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    arguments = [argument.format(bad=name) for argument in READERS[reader]]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2, result.output
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    lines = result.output.strip().splitlines()
    assert len(lines) == 1, result.output
    assert lines[0].startswith("Error: ")
    assert "Traceback" not in lines[0]
    return lines[0]


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_of_deals(folder: Path, name: str) -> None:
    put(folder, name)
    assert BAD_FILES[name][1] in refused(folder, "target-plan", name)


@pytest.mark.parametrize("name", EVERYWHERE)
@pytest.mark.parametrize("reader", [reader for reader in READERS if reader != "target-plan"])
def test_a_bad_file_for_any_command(folder: Path, reader: str, name: str) -> None:
    put(folder, name)
    assert BAD_FILES[name][1] in refused(folder, reader, name)


@pytest.mark.parametrize("reader", READERS)
def test_no_file_at_all(folder: Path, reader: str) -> None:
    assert "a folder.csv is a folder. Give a file in it" in refused(folder, reader, "a folder.csv")
    assert f"{ADDRESS} is an address. Download the file" in refused(folder, reader, ADDRESS)
    assert "There is no file nowhere.csv" in refused(folder, reader, "nowhere.csv")


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff", b"currency,rate\nEUR,0\n", b"EUR\n", b'EUR,"' + b"x" * 10_000_000]
)
def test_a_bad_file_of_rates(folder: Path, content: bytes) -> None:
    (folder / "rates.csv").write_bytes(content)
    arguments = ["new", "target-plan", "-o", "out/made.xlsx", "--from", "deals.csv", "--currency", "USD"]
    for rates in ("rates.csv", "a folder.csv", "nowhere.csv", ADDRESS):
        result = CliRunner().invoke(main, [*arguments, "--rates", rates])
        assert result.exit_code == 2
        assert "holds no rates; write EUR=1.08,GBP=1.25" in result.output
    assert not list((folder / "out").iterdir())
