"""`xltargets validate` and `xltargets rules`, as a user runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from tests.validation import bad_files
from xltargets.cli import main

WARNED = bad_files.package(**{"xl/embeddings/oleObject1.bin": b"x"})
"""With the template rule left out, a workbook with one warning."""


@pytest.fixture
def plans(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    for name, content in {
        "a good.xlsx": bad_files.package(),
        "b text.xlsx": bad_files.TEXT,
        "c locked.xlsx": bad_files.ENCRYPTED,
        "d warned.xlsx": WARNED,
        "~$a good.xlsx": b"lock",
    }.items():
        (tmp_path / "plans" / name).write_bytes(content)
    return tmp_path


def run(*arguments, stdin=None):
    return CliRunner().invoke(
        main, ["validate", "--ignore", "unknown-template", *arguments], input=stdin, catch_exceptions=False
    )


def test_many_files_and_bad_ones_among_them(plans):
    result = run("plans", "--jobs", "2")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line for line in lines if line.startswith("plans")] == [
        f"plans{os.sep}a good.xlsx  accepted",
        f"plans{os.sep}b text.xlsx  refused",
        f"plans{os.sep}c locked.xlsx  refused",
        f"plans{os.sep}d warned.xlsx  accepted",
    ]
    assert lines[-1].startswith("Checked 4 files in ")
    assert lines[-1].endswith(" s: 2 accepted, 2 refused (2 errors, 1 warning, 0 notes).")
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["plans/a good.xlsx"], 0),
        (["plans/d warned.xlsx"], 0),
        (["plans/d warned.xlsx", "--fail-on", "warning"], 1),
        (["plans/d warned.xlsx", "--severity", "XL109=error"], 1),
        (["plans/b text.xlsx"], 1),
        (["plans/b text.xlsx", "--exit-zero"], 0),
        (["plans/b text.xlsx", "--fail-on", "never"], 0),
        (["plans/b text.xlsx", "--ignore", "XL1"], 0),
        (["plans/b text.xlsx", "--select", "XL3,damaged"], 0),
        (["nowhere.xlsx"], 2),
        (["nowhere.xlsx", "--exit-zero"], 2),
        (["plans/a good.xlsx", "nowhere.xlsx"], 2),
        (["plans/*.ods"], 2),
        ([], 2),
        (["plans", "--select", "XL999"], 2),
        (["plans", "--severity", "XL109=fatal"], 2),
        (["plans", "--report", "pdf:x"], 2),
        (["plans", "--as-of", "2026-13-01"], 2),
        (["plans/a good.xlsx", "--output", "no/such/folder/x.txt"], 2),
        (["plans", "--baseline", "plans/b text.xlsx"], 2),
        (["plans", "--config", "plans/b text.xlsx"], 2),
    ],
)
def test_exit_status(plans, arguments, status):
    result = run(*arguments, "--jobs", "1")
    assert result.exit_code == status, result.output
    if status == 2:
        assert "Error: " in result.stderr
        assert "Traceback" not in result.output


def test_what_is_missing_is_told_and_the_rest_is_checked(plans):
    result = run("nowhere.xlsx", "plans/a good.xlsx")
    assert "Error: nowhere.xlsx: there is no such file" in result.stderr
    assert "a good.xlsx  accepted" in result.stdout


def test_an_empty_folder_is_no_success(plans):
    (plans / "empty").mkdir()
    result = run("empty")
    assert result.exit_code == 2
    assert "No workbook found." in result.stderr


def test_a_list_on_standard_input(plans):
    result = run("-", stdin="plans/a good.xlsx\nplans/d warned.xlsx\n")
    assert "Checked 2 files" in result.stdout


def test_json_goes_to_standard_output_alone(plans):
    document = json.loads(run("plans", "--format", "json", "--as-of", "2026-09-30").stdout)
    assert document["as_of"] == "2026-09-30"
    assert [file["status"] for file in document["files"]] == ["accepted", "refused", "refused", "accepted"]
    assert document["summary"]["exit_status"] == 1


def test_several_reports_at_once(plans):
    result = run("plans", "-o", "out.txt", "--report", "json:out.json", "--report", "junit:out.xml")
    assert result.stdout == ""
    assert "Checked 4 files" in (plans / "out.txt").read_text()
    assert json.loads((plans / "out.json").read_text())["summary"]["files"] == 4
    assert (plans / "out.xml").read_text().startswith("<?xml")
    assert sorted(path.name for path in plans.iterdir()) == ["out.json", "out.txt", "out.xml", "plans"]


def test_a_report_that_cannot_be_written_leaves_the_old_one(plans):
    (plans / "out.txt").write_text("old")
    result = run("plans", "-o", "out.txt", "--report", "json:no/such/folder/x.json")
    assert result.exit_code == 2
    assert (plans / "out.txt").read_text() == "old"


def test_a_baseline_leaves_out_what_is_known(plans):
    (plans / "known.json").write_text(run("plans", "--format", "json").stdout)
    result = run("plans", "--baseline", "known.json")
    assert result.exit_code == 0
    assert "3 known findings left out." in result.stdout
    (plans / "plans" / "a good.xlsx").write_bytes(bad_files.MACROS)
    assert "XL108" in run("plans", "--baseline", "known.json").stdout


def test_the_settings_file_is_found_and_can_be_left_aside(plans):
    (plans / "xltargets.toml").write_text("fail-on = 'warning'\n")
    assert run("plans/d warned.xlsx").exit_code == 1
    assert run("plans/d warned.xlsx", "--isolated").exit_code == 0
    assert run("plans/d warned.xlsx", "--fail-on", "error").exit_code == 0
    (plans / "xltargets.toml").write_text("fial-on = 'warning'\n")
    broken = run("plans/d warned.xlsx")
    assert broken.exit_code == 2
    assert "xltargets.toml: there is no setting 'fial-on'" in broken.stderr


def test_quiet(plans):
    result = run("plans", "--quiet")
    assert "accepted\n" not in result.stdout
    assert "XL103" in result.stdout


def test_as_a_program(plans):
    done = subprocess.run(
        [sys.executable, "-m", "xltargets", "validate", "plans", "--format", "concise", "--jobs", "2"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == ""
    assert "c locked.xlsx  XL103  It is protected with a password" in done.stdout


def test_rules_are_listed_and_explained():
    listed = CliRunner().invoke(main, ["rules"])
    assert listed.exit_code == 0
    assert "XL103  error    password-protected" in listed.stdout
    page = CliRunner().invoke(main, ["rules", "password-protected"]).stdout
    assert page.startswith("XL103 password-protected (error, since ")
    assert "How to repair" in page


def test_rules_as_json():
    entries = json.loads(CliRunner().invoke(main, ["rules", "XL1", "--format", "json"]).stdout)
    assert {"XL101", "XL103"} <= {entry["code"] for entry in entries}
    assert all(entry["how_to_repair"] for entry in entries)


def test_an_unknown_rule_is_refused_with_a_suggestion():
    result = CliRunner().invoke(main, ["rules", "password-protcted"])
    assert result.exit_code == 2
    assert "Did you mean password-protected?" in result.stderr
