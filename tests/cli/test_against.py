"""`xltargets validate --against`: both cells in every form of output; baseline, waivers and settings hold."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.rollup.small_unit import END_OF_MARCH, put, slot, unit
from xltargets.cli import main
from xltargets.workbooks.properties import stamp

LAST = ("--against", "last")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments, "--as-of", "2026-03-31", "--language", "en", "-j", "1"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Last time's scorecard and plan, and this month's, in which Ann's January is 20 and not 50."""
    monkeypatch.chdir(tmp_path)
    unit(tmp_path / "last", "scorecard", "plan")
    unit(tmp_path / "now", "scorecard", "plan")
    stamp(tmp_path / "last" / "scorecard.xlsx", lambda: END_OF_MARCH)
    put(tmp_path / "now" / "scorecard.xlsx", {("actuals.actual", 0): 20.0})
    return tmp_path


@pytest.fixture
def place(folder: Path) -> str:
    return slot(folder / "now" / "scorecard.xlsx", "actuals.actual", 0).at.place


def told(done: Result) -> list[tuple[str, str, str]]:
    document = json.loads(done.stdout)
    return [
        (Path(file["file"]).name, finding["code"], f"{finding['sheet']}!{finding['cell']}")
        for file in document["files"]
        for finding in file["findings"]
        if finding["code"].startswith("XL56")
    ]


def test_both_cells_and_both_values(folder: Path, place: str) -> None:
    done = run("now", *LAST)
    assert done.exit_code == 1, done.output
    assert f"Actual of 2026-01 / Ann Lee is 20; it was 50 in last/scorecard.xlsx · {place}" in " ".join(
        done.stdout.split()
    )
    assert run("last", *LAST).exit_code == 0


def test_one_file_alone(folder: Path, place: str) -> None:
    done = run("now/scorecard.xlsx", *LAST, "--format", "json")
    assert told(done) == [("scorecard.xlsx", "XL562", place)]


def test_a_workbook_that_is_refused_is_compared_as_well(folder: Path, place: str) -> None:
    put(folder / "now" / "scorecard.xlsx", {("settings.unit_id", None): "n", ("actuals.month", 1): "soon"})
    done = run("now/scorecard.xlsx", *LAST, "--format", "json")
    assert ("scorecard.xlsx", "XL562", place) in told(done)


@pytest.mark.parametrize("form", ["concise", "json", "ndjson", "github", "sarif", "junit"])
def test_in_every_form(folder: Path, form: str) -> None:
    done = run("now", *LAST, "--format", form)
    assert done.exit_code == 1
    assert "XL562" in done.stdout
    assert "Ann Lee is 20" in done.stdout
    if form == "junit":
        ET.fromstring(done.stdout)


@pytest.mark.nightly
def test_baseline_waivers_and_settings_hold(folder: Path) -> None:
    report = run("now", *LAST, "--format", "json")
    (folder / "known.json").write_text(report.stdout, encoding="utf-8")
    known = run("now", *LAST, "--baseline", "known.json", "--format", "json")
    assert (known.exit_code, told(known)) == (0, [])
    findings = [one for file in json.loads(report.stdout)["files"] for one in file["findings"]]
    (mine,) = [one["fingerprint"] for one in findings if one["code"] == "XL562"]
    waiver = f'[[waiver]]\nfile = "scorecard.xlsx"\nfinding = "{mine}"\nreason = "A deal was cancelled."\n'
    (folder / "waivers.toml").write_text(waiver, encoding="utf-8")
    waived = run("now", *LAST, "--waivers", "waivers.toml", "--format", "json")
    assert (waived.exit_code, told(waived)) == (0, [])
    assert not any(one["code"] == "XL901" for file in json.loads(waived.stdout)["files"] for one in file["findings"])
    assert run("now", *LAST, "--severity", "XL562=warning").exit_code == 0
    assert run("now", *LAST, "--ignore", "XL562").exit_code == 0


def test_a_folder_without_workbooks_was_not_meant(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "empty" / "notes.xlsx").write_bytes(b"no workbook")
    done = run("now", "--against", "empty")
    assert done.exit_code == 2
    assert "empty, without a workbook of ours that can be read" in done.output
    assert run("now", "--against", "nowhere").exit_code == 2


def test_one_that_is_new_is_told(folder: Path) -> None:
    (folder / "last" / "plan.xlsx").unlink()
    done = run("now", *LAST, "--format", "json", "--severity", "XL562=warning")
    assert [code for _file, code, _cell in told(done)] == ["XL568", "XL562"]
    assert done.exit_code == 0
