"""Workbooks looked at together, as a user runs it: one unit whose plan's Review is not what its scorecard says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from tests.rollup.small_unit import agreed, put, slot, unit
from xltargets.cli import main
from xltargets.validation.registry import rules
from xltargets.workbooks.contents import address

WHEN = ("--as-of", "2026-03-31", "--isolated", "--language", "en", "-j", "1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scorecard sold 80 in January; Review says 90. The company's plan gives the unit 1,300, its own plan 1,200."""
    where = tmp_path_factory.mktemp("across")
    unit(where / "sent", "plan", "scorecard")
    put(where / "sent" / "plan.xlsx", {("review.actual", 0): 90.0})
    unit(where / "head", "plan")
    put(where / "head" / "plan.xlsx", {("settings.unit", None): "Company", **agreed(1200.0, 1300.0)})
    (where / "head" / "plan.xlsx").rename(where / "company-plan.xlsx")
    return where


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


def told(result: Result) -> list[tuple[str, str, str]]:
    files = json.loads(result.stdout)["files"]
    return [
        (Path(file["file"]).name, finding["code"], finding["cell"])
        for file in files
        for finding in file["findings"]
        if finding["code"].startswith("XL6")
    ]


def test_it_is_told_once_at_the_cell_that_is_to_be_mended(folder: Path) -> None:
    cell = slot(folder / "sent" / "plan.xlsx", "review.actual", 0)
    place = address(cell.row, cell.column_index)
    result = run("validate", folder / "sent", "--format", "json", *WHEN)
    assert result.exit_code == 0
    assert told(result) == [("plan.xlsx", "XL612", place)]
    hard = run("validate", folder / "sent", "--format", "json", "--severity", "XL612=error", *WHEN)
    assert hard.exit_code == 1


def test_the_companys_plan_tells_what_is_expected(folder: Path) -> None:
    plan = slot(folder / "sent" / "plan.xlsx", "settings.total")
    result = run("validate", folder / "sent", "--expect", folder / "company-plan.xlsx", "--format", "json", *WHEN)
    assert ("plan.xlsx", "XL608", address(plan.row, plan.column_index)) in told(result)
    assert [Path(one["file"]).name for one in json.loads(result.stdout)["files"]][-1] == "company-plan.xlsx"


@pytest.mark.parametrize("form", ["text", "sarif", "junit", "github"])
def test_every_form_tells_it(folder: Path, form: str) -> None:
    result = run("validate", folder / "sent", "--format", form, *WHEN)
    assert "XL612" in result.stdout
    assert "90 here, 80 in " in result.stdout


def test_one_file_alone_is_as_before(folder: Path) -> None:
    assert told(run("validate", folder / "sent" / "plan.xlsx", "--format", "json", *WHEN)) == []


@pytest.mark.nightly
def test_what_is_known_or_waived_is_not_told(folder: Path, tmp_path: Path) -> None:
    report = run("validate", folder / "sent", "--format", "json", *WHEN).stdout
    (tmp_path / "known.json").write_text(report, encoding="utf-8")
    assert (
        told(run("validate", folder / "sent", "--format", "json", "--baseline", tmp_path / "known.json", *WHEN)) == []
    )
    findings = [one for file in json.loads(report)["files"] for one in file["findings"] if one["code"] == "XL612"]
    entry = f'[[waiver]]\nfile = "plan.xlsx"\nfinding = "{findings[0]["fingerprint"]}"\nreason = "Agreed."\n'
    (tmp_path / "waivers.toml").write_text(entry, encoding="utf-8")
    waived = run("validate", folder / "sent", "--format", "json", "--waivers", tmp_path / "waivers.toml", *WHEN)
    assert told(waived) == []
    assert "XL901" not in waived.stdout


def test_an_expected_plan_that_is_none_is_refused(folder: Path) -> None:
    scorecard = folder / "sent" / "scorecard.xlsx"
    result = run("validate", folder / "sent", "--expect", scorecard, *WHEN)
    assert result.exit_code == 2
    assert "scorecard.xlsx: found Team scorecard; expected a workbook of the kind Target plan." in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("hand-out", "broken.xlsx", "units"),
        ("statements", "broken.xlsx", "-o", "pages"),
        ("validate", "sent", "--expect", "broken.xlsx"),
        ("consolidate", "sent", "-o", "company.xlsx", "--expect", "broken.xlsx"),
    ],
    ids=lambda command: command[0],
)
def test_a_workbook_that_is_refused_is_named_with_the_whole_reason(
    command: tuple[str, ...], folder: Path, tmp_path: Path
) -> None:
    """Its finding is a sentence of its own, and not what was found in the place of something."""
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    copytree(folder / "sent", tmp_path / "sent")
    paths = [tmp_path / part if not part.startswith("-") else part for part in command[1:]]
    result = run(command[0], *paths)
    assert result.exit_code == 2
    assert "Error: broken.xlsx: It is no Excel workbook" in result.stderr
    assert "found" not in result.stderr


def test_a_unit_that_the_company_does_not_know_is_left_out(folder: Path, tmp_path: Path) -> None:
    unit(tmp_path / "sent", "plan", "scorecard")
    for name in ("plan", "scorecard"):
        put(tmp_path / "sent" / f"{name}.xlsx", {("settings.unit", None): "Norht"})
    output = tmp_path / "company.xlsx"
    options = ("-o", output, "--expect", folder / "company-plan.xlsx", "--unit", "Company", "--owner", "Ann")
    result = run("consolidate", tmp_path / "sent", *options, "--language", "en", "-j", "1")
    assert result.exit_code == 1
    assert "2 were left out" in result.stdout
    assert "the nearest there is North." in result.stdout


def test_a_rule_that_fails_is_told_and_the_others_go_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_across: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setitem(rules(), "XL617", replace(rules()["XL617"], check=broken))
    result = run("validate", folder / "sent", "--format", "json", *WHEN)
    assert result.exit_code == 2
    codes = [one["code"] for file in json.loads(result.stdout)["files"] for one in file["findings"]]
    assert "XL900" in codes
    assert "XL612" in codes
    assert "Traceback" not in result.stdout + result.stderr


@pytest.mark.nightly
def test_a_zip_is_its_workbooks(folder: Path, tmp_path: Path) -> None:
    """The same is told of the folder and of the ZIP, which names what is in it; nothing stays unpacked."""
    sent = tmp_path / "sent.zip"
    with ZipFile(sent, "w") as archive:
        for path in (folder / "sent").iterdir():
            archive.write(path, f"North/{path.name}")
        archive.writestr("broken.xlsx", b"no workbook")
        archive.writestr("__MACOSX/._plan.xlsx", b"left by another system")
    result = run("validate", sent, "--expect", folder / "company-plan.xlsx", "--format", "json", *WHEN)
    files = {Path(one["file"]).name: one for one in json.loads(result.stdout)["files"]}
    assert list(files) == ["sent.zip!broken.xlsx", "plan.xlsx", "scorecard.xlsx", "company-plan.xlsx"]
    assert files["plan.xlsx"]["file"] == f"{sent}!North/plan.xlsx"
    codes = {name: [one["code"] for one in file["findings"]] for name, file in files.items()}
    assert (codes["sent.zip!broken.xlsx"], "XL612" in codes["plan.xlsx"]) == (["XL101"], True)
    assert "scorecard.xlsx" in json.dumps(files["plan.xlsx"]["findings"])
    output = tmp_path / "company.xlsx"
    done = run("consolidate", sent, "-o", output, "--unit", "Acme", "--owner", "Ann", "--language", "en", "-j", "1")
    assert f"{sent}!broken.xlsx: It is no Excel workbook" in done.stdout
    assert "has the figures of 2 workbooks; 1 was left out" in done.stdout
