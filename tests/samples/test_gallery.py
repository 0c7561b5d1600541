"""The workbooks that managers download: whole in every language, and such that Excel opens them without a repair."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from click.testing import CliRunner

from tests.ooxml.check import problems
from xltargets.cli import main
from xltargets.locale import LANGUAGES
from xltargets.samples import gallery
from xltargets.samples.accepted import write_accepted
from xltargets.templates import TEMPLATES
from xltargets.workbooks.reader import read
from xltargets.workbooks.respelling import convert, values_only

pytestmark = pytest.mark.nightly

ITEMS = gallery.items()


@cache
def built() -> Path:
    folder = Path(mkdtemp(prefix="xltargets-test-"))
    gallery.write(folder, ITEMS, os.cpu_count() or 1)
    return folder


@pytest.mark.parametrize(
    "item",
    [pytest.param(one, marks=() if one.language == "zh-CN" else pytest.mark.nightly, id=one.path) for one in ITEMS],
)
def test_excel_opens_it_without_a_repair(item: gallery.Item) -> None:
    assert problems(built() / item.path) == []
    properties = read(built() / item.path).properties
    assert (properties["xltargets.template"], properties["xltargets.language"]) == (item.key, item.language)


@pytest.mark.nightly
def test_what_we_change_opens_without_a_repair_too(tmp_path: Path) -> None:
    """Consolidated, refreshed, recalculated, re-planned, respelled, and with values only."""
    run = CliRunner()
    folder, company = tmp_path / "accepted", tmp_path / "company.xlsx"
    folder.mkdir()
    plan = min(write_accepted(folder))
    day = ("--as-of", "2026-05-31")
    commands = [
        ("consolidate", folder, "-o", company, *day),
        ("refresh", company, folder, "-o", tmp_path / "refreshed.xlsx", *day),
        ("recalc", plan, "-o", tmp_path / "recalculated.xlsx", *day),
        ("replan", plan, "-o", tmp_path / "replanned.xlsx", *day),
    ]
    for command in commands:
        result = run.invoke(main, [*map(str, command)])
        assert result.exit_code == 0, result.output
    convert(plan, tmp_path / "office-js.xlsx", "office-js")
    values_only(read(plan), tmp_path / "values.xlsx")
    written = sorted(tmp_path.glob("*.xlsx"))
    assert len(written) == 6
    for path in written:
        # Excel's own prefix for functions of Office add-ins, which the check does not know.
        assert [one for one in problems(path) if "_xldudf_" not in one] == [], path.name


def test_the_page_leads_to_every_workbook_and_picture() -> None:
    links = set(re.findall(r"\]\(([^)#]+)\)", gallery.page())) - {"../README.md"}
    assert links == {item.path for item in ITEMS} | {f"previews/en/{key}.png" for key in gallery.SHOWN}
    assert {item.language for item in ITEMS} == set(LANGUAGES)
    assert set(gallery.SHOWN) == set(TEMPLATES) - {"company-scorecard"}


def test_check_tells_what_is_not_up_to_date(tmp_path: Path) -> None:
    run = CliRunner()
    only = ["build", "-o", str(tmp_path), "--only", "risk-register", "--language", "en"]
    assert run.invoke(main, only).exit_code == 0
    assert run.invoke(main, [*only, "--check"]).exit_code == 0
    (tmp_path / "en" / "risk-register.xlsx").unlink()
    (tmp_path / "en" / "budget.xlsx").write_bytes(b"")
    result = run.invoke(main, [*only, "--check"])
    assert result.exit_code == 1
    assert "risk-register.xlsx is not up to date" in result.output
    assert "budget.xlsx is not up to date" in result.output
