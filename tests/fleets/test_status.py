"""How far a collection is: from the store alone, as a text, for programs and as a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fleets.many import counted, run, submissions
from tests.rollup.small_unit import agreed, put, unit
from xltargets.fleets import keeping, status
from xltargets.fleets.edition import edition
from xltargets.fleets.store import opened
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan that is accepted, one file that is none, one that waits; the company's plan expects more."""
    where = tmp_path_factory.mktemp("status")
    unit(where / "in", "plan")
    unit(where / "head", "plan")
    put(where / "head" / "plan.xlsx", {("settings.unit", None): "Company", **agreed(1200.0, 1300.0)})
    files = [where / "in" / "plan.xlsx", *submissions(where / "in" / "<b>", 2)]
    files[2].write_bytes(b"Month,Weight\n")
    before, keeping.check_all = keeping.check_all, lambda asked, keeper, jobs: map(keeper.check, asked)
    try:
        with opened(where / "state", print) as store:
            store.begin(((str(file), file.name) for file in files), "2026-03-31", edition())
            list(keeping.kept([files[0], files[2]], Validator(Settings(), 46112.0), store, 1))
    finally:
        keeping.check_all = before
    return where


def test_the_text(collection: Path) -> None:
    told = run("status", collection / "state", "--language", "en").stdout.splitlines()
    assert told[0] == "3 workbooks: 1 accepted, 1 refused, 1 waiting."
    assert told[1] == "The last run was cut. The same command goes on with it."
    assert told[2] == "Refused:"
    assert "XL101: It is no Excel workbook" in told[3]
    assert told[4:] == ["Waiting:", f"  {collection}/in/<b>/0000.xlsx"]


def test_what_is_expected_and_not_there(collection: Path) -> None:
    """The unit's plan is there, its scorecard is not; the other teams of the company's plan have handed in nothing."""
    head = collection / "head" / "plan.xlsx"
    result = run("status", collection / "state", "--expect", head, "--format", "json", "--as-of", "2026-03-31")
    found = json.loads(result.stdout)
    name = found["files"][-1]["unit"]
    assert found["summary"]["not_handed_in"] == len(found["not_handed_in"])
    assert {"unit": name, "template": "team-scorecard", "kind": "Team scorecard"} in found["not_handed_in"]
    assert {"unit": name, "template": "target-plan", "kind": "Target plan"} not in found["not_handed_in"]
    assert [one["status"] for one in found["files"]] == ["waiting", "refused", "accepted"]
    assert found["run"]["state"] == "cut"


def test_the_page_shows_what_people_wrote_as_text(collection: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run("status", collection / "state", "--format", "html", "-o", page, "--language", "en")
    assert result.exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "&lt;b&gt;/0000.xlsx" in text
    assert "<b>/" not in text
    assert "<script" not in text
    assert text.count('<th scope="row">') == 3


def test_a_store_that_is_not_there_or_empty_is_a_sentence(tmp_path: Path) -> None:
    result = run("status", tmp_path / "none", "--language", "en")
    assert (result.exit_code, result.stderr) == (2, f"Error: {tmp_path / 'none'}: there is no such store.\n")
    with opened(tmp_path / "state", print):
        pass
    result = run("status", tmp_path / "state", "--language", "en")
    assert result.exit_code == 2
    assert "a store without any run" in result.stderr


def test_a_run_that_goes_on_is_seen(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "is_held", lambda store: True)
    assert "still going on" in run("status", collection / "state", "--language", "en").stdout
    assert counted(collection / "state", "select count(*) from runs") == [(1,)]


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW"])
def test_what_was_found_is_told_in_the_language_that_is_asked_for(collection: Path, language: str) -> None:
    """In the very words of `validate`; the store has it in English, for whoever reads it with other programs."""
    [line] = [
        line
        for line in run("status", collection / "state", "--language", language).stdout.splitlines()
        if "XL101: " in line
    ]
    file = collection / "in" / "<b>" / "0001.xlsx"
    plain = run("validate", file, "--language", language, "--isolated", "-j", "1").stdout
    assert line.partition("XL101: ")[2] in plain
    assert "Excel workbook" not in line
