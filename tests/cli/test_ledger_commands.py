"""The year's ledger as operations run it: close, reopen, payroll, refresh, validate, look at it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import xltargets
from tests.rollup.small_unit import slot, value
from tests.validation.closed_months import scorecard_file
from xltargets.actions.registry import ACTIONS, Request
from xltargets.cli import main
from xltargets.errors import InputProblem, Problem
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.file import read_ledger
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate

END_OF_MAY = 46173.0
WHO = ("--by", "Ola Ops")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


def close(folder: Path, period: str, *more: object) -> Result:
    return run(
        "close",
        folder / "units",
        "--period",
        period,
        "--ledger",
        folder / "ledger.csv",
        *WHO,
        *more,
        "--language",
        "en",
    )


def put(path: Path, reference: str, row: int, typed: object) -> None:
    one = slot(path, reference, row)
    patch_values(read(path), path, {one.sheet.name: {(one.row, one.column_index): typed}}, over_formulas=True)
    recalculate(path, path, lambda: END_OF_MAY)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """January and February of the sample closed; Erik Lund, the sixth of the team, comes in April."""
    folder = tmp_path_factory.mktemp("closed")
    (folder / "units").mkdir()
    scorecard_file(folder / "units")
    for period in ("2026-01", "2026-02"):
        done = close(folder, period)
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def folder(closed: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    import shutil

    return Path(shutil.copytree(closed, tmp_path / "company"))


def test_a_close_tells_what_is_to_be_paid_and_how_the_ledger_ends(folder: Path) -> None:
    done = close(folder, "2026-03")
    ledger = read_ledger(folder / "ledger.csv")
    assert f"2026-03 is closed. Units: 1; people: 5; to be paid: 11,225.43 USD. The ledger ends with {ledger.end}." in (
        done.output
    )
    assert ledger.closes[-1].head.by == "Ola Ops"
    again = close(folder, "2026-03")
    assert (again.exit_code, "2026-03 is closed already" in again.output) == (2, True)
    assert close(folder, "2026-05").exit_code == 2


def test_the_button_closes_in_the_same_ledger(folder: Path) -> None:
    """Its name is typed, and so is who does it; a ledger that is not there is not begun."""
    typed = {"period": "2026-03", "ledger": "../ledger.csv", "by": "Ola Ops", "company": ""}
    request = Request(lambda: END_OF_MAY, folder=folder / "units", options=typed)
    before = read_ledger(folder / "ledger.csv")
    done = ACTIONS["close"].run(None, request)
    assert done.message.sentence().startswith("2026-03 is closed. Units: 1; people: 5;")
    after = read_ledger(folder / "ledger.csv")
    assert (after.last, after.entries[: len(before.entries)], flaws_of(after)) == ("2026-03", before.entries, [])
    for key, typed_now, says in (
        ("ledger", "ledgr.csv", "ledgr.csv is not there"),
        ("by", " ", "Who closes: found a blank; expected a name or Person ID"),
        ("period", "2026-03", "2026-03 is closed already"),
    ):
        with pytest.raises((InputProblem, Problem)) as problem:
            ACTIONS["close"].run(None, replace(request, options={**typed, key: typed_now}))
        assert says in problem.value.sentence()
    assert read_ledger(folder / "ledger.csv") == after


def test_what_is_wrong_is_told_and_nothing_is_entered(folder: Path) -> None:
    before = (folder / "ledger.csv").read_bytes()
    put(folder / "units" / "north.xlsx", "tiers.rate", 2, 0.09)
    done = close(folder, "2026-03")
    assert done.exit_code == 1
    assert "2026-03 is not closed, and nothing was entered. To be mended first:" in done.output
    assert "north.xlsx · Rates!C7: the terms by which 2026-01" in done.output
    assert (folder / "ledger.csv").read_bytes() == before


def test_the_last_close_is_reopened_until_it_goes_to_payroll(folder: Path) -> None:
    ledger, output = folder / "ledger.csv", folder / "payroll.csv"
    common = ("--ledger", ledger, *WHO, "--language", "en")
    done = run("reopen", "--period", "2026-02", *common, "--reason", "Ben's sales were missing")
    assert (done.exit_code, "2026-02 is open again." in done.output) == (0, True)
    assert close(folder, "2026-02").exit_code == 0
    paid = run("payroll", "--period", "2026-02", *common, "-o", output)
    assert "People: 5; to be paid: 8,910.85 USD. 2026-02 cannot be reopened any more." in paid.output
    with output.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["payout"] for row in rows[:3]] == ["1500.00", "1871.86", "2268.15"]
    assert f"{sum(float(row['payout']) for row in rows):.2f}" == "8910.85"
    again = run("payroll", "--period", "2026-02", *common, "-o", output)
    assert again.exit_code == 0
    assert len(read_ledger(ledger).payrolls) == 1
    refused = run("reopen", "--period", "2026-02", *common, "--reason", "x")
    assert (refused.exit_code, "it went to payroll on" in refused.output) == (2, True)
    assert flaws_of(read_ledger(ledger)) == []
    output.write_text("somebody's own\n")
    kept = run("payroll", "--period", "2026-02", *common, "-o", output)
    assert (kept.exit_code, output.read_text()) == (2, "somebody's own\n")


def test_a_refresh_brings_the_closed_months_and_restores_them(folder: Path) -> None:
    book, ledger = folder / "units" / "north.xlsx", folder / "ledger.csv"
    done = run("refresh", book, "--ledger", ledger, "--as-of", "2026-05-31")
    # May's actuals follow the workbook's own Credits.
    assert "10 figures were renewed from north.xlsx, ledger.csv." in done.output
    assert [value(book, f"closed.{one}", 1) for one in ("member", "commission", "payout", "entry")] == [
        "Ben Okafor",
        2026.55,
        2026.55,
        5.0,
    ]
    assert value(book, "commission.closed", 0) == "✓"
    assert value(book, "commission.closed", 2) is None
    before = book.read_bytes()
    assert "Nothing has changed." in run("refresh", book, "--ledger", ledger, "--as-of", "2026-05-31").output
    assert "Nothing has changed." in run("refresh", book, "--as-of", "2026-05-31").output
    assert book.read_bytes() == before
    put(book, "closed.payout", 1, 9_999.0)
    restored = run("refresh", book, "--ledger", ledger, "--as-of", "2026-05-31")
    assert "Closed months had been changed by hand; it is as ledger.csv says again." in restored.output
    assert value(book, "closed.payout", 1) == 2026.55


def test_validate_compares_one_workbook_with_the_ledger(folder: Path) -> None:
    book, ledger = folder / "units" / "north.xlsx", folder / "ledger.csv"
    options = ("--ledger", ledger, "--as-of", "2026-05-31", "--isolated", "--format", "json", "-j", "1")
    assert run("validate", book, *options).exit_code == 0
    put(book, "actuals.actual", 0, 1.0)
    done = run("validate", book, *options)
    files = {Path(one["file"]).name: one for one in json.loads(done.stdout)["files"]}
    assert done.exit_code == 1
    assert [(one["code"], one["cell"]) for one in files["north.xlsx"]["findings"] if one["code"] > "XL6"] == [
        ("XL621", "C5")
    ]
    text = ledger.read_text("utf-8")
    ledger.write_text(text.replace(",1871.86,", ",1971.86,", 1), "utf-8")
    broken = json.loads(run("validate", book, *options).stdout)["files"]
    codes = [(Path(one["file"]).name, found["code"]) for one in broken for found in one["findings"]]
    assert ("ledger.csv", "XL624") in codes
    assert not any(code in ("XL621", "XL622", "XL623") for _file, code in codes)
    ledger.write_text("name,amount\n", "utf-8")
    unread = run("validate", book, *options)
    assert (unread.exit_code, "is no ledger of xltargets" in unread.output) == (2, True)


def test_the_ledger_is_looked_at_and_compared_with_a_copy(folder: Path) -> None:
    ledger, kept = folder / "ledger.csv", folder / "kept.csv"
    kept.write_bytes(ledger.read_bytes())
    assert close(folder, "2026-03").exit_code == 0
    done = run("ledger", ledger, "--kept", kept, "--language", "en")
    assert done.exit_code == 0, done.output
    assert "2026-02: closed on" in done.output
    assert "whose 24 entries are all there unchanged" in done.output
    cut = kept.read_bytes()[: kept.read_bytes().index(b"\n13,close")] + b"\n"
    ledger.write_bytes(cut)
    assert run("ledger", ledger).exit_code == 0
    found = run("ledger", ledger, "--kept", kept, "--language", "en")
    assert (found.exit_code, "What is missing was cut off." in found.output) == (1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_close_on_a_full_disk_leaves_the_old_ledger(folder: Path) -> None:
    before = (folder / "ledger.csv").read_bytes()

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, len(before) + 100))

    environment = os.environ | {"PYTHONPATH": str(Path(xltargets.__file__).parents[1])}
    command = ["close", "units", "--period", "2026-03", "--ledger", "ledger.csv", *WHO, "--language", "en"]
    done = subprocess.run(
        [sys.executable, "-m", "xltargets", *command],
        cwd=folder,
        env=environment,
        text=True,
        capture_output=True,
        preexec_fn=limit,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Error: Cannot write ")
    assert (folder / "ledger.csv").read_bytes() == before
    assert not list(folder.glob(".xltargets-*"))


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW"])
def test_what_is_told_is_in_the_language_that_is_asked_for(folder: Path, language: str) -> None:
    """Nothing of the English sentence is left, but for names and codes."""
    done = run("ledger", folder / "ledger.csv", "--language", language)
    assert done.exit_code == 0
    assert "closed on" not in done.output
    assert "is whole" not in done.output
