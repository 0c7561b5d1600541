"""docs/year.md: its commands, one after the other, on a company of two units; between them people do their part."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.rollup.company_plans import DAY, append, column, company
from xltargets.cli import main
from xltargets.units.days import serial_of

PAGE = Path(__file__).parents[2] / "docs" / "year.md"
PEOPLE = (("n", "Ann", "1", 3), ("n", "Bo", "2", 2), ("s", "Cy", "3", 5))
UNITS = ({"unit_id": "n", "unit": "North", "owner": "Ann"}, {"unit_id": "s", "unit": "South", "owner": "Cy"})
NOW = float(serial_of(DAY(2026, 2, 10)))


def commands() -> list[list[str]]:
    """The commands of each block."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [block.strip().splitlines() for block in blocks]


def sold(folder: Path) -> None:
    for unit, people in (("n", ("Ann", "Bo")), ("s", ("Cy",))):
        rows = [{"month": float(serial_of(DAY(2026, 1, 1))), "member": name, "actual": 250.0} for name in people]
        append(folder / "units" / f"{unit}-team-scorecard.xlsx", "actuals", rows, NOW)


def proposed(folder: Path) -> None:
    change = {"kind": "Phasing", "scope": "2026-05", "counterpart": "2026-08", "before": 500.0, "after": 450.0}
    change |= {"day": NOW, "reason": "A fair was moved", "by": "Ann"}
    append(folder / "units" / "n-target-plan.xlsx", "changes", [change], NOW)


def moved(folder: Path) -> None:
    """Bo goes on in South from July."""
    company(folder / "company-plan.xlsx", people=PEOPLE, units=UNITS, until={"Bo": DAY(2026, 6, 30)})
    values = {"team": "s", "person": "Bo", "person_id": "2", "member_from": float(serial_of(DAY(2026, 7, 1)))}
    append(folder / "company-plan.xlsx", "units", [values], NOW)


@pytest.mark.nightly
def test_the_story_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("xltargets.cli.options.today", lambda: NOW)
    company(tmp_path / "company-plan.xlsx", people=PEOPLE, units=UNITS)
    people_do = [lambda _folder: None, sold, proposed, moved, lambda _folder: None]
    blocks = commands()
    assert len(blocks) == len(people_do)
    for act, lines in zip(people_do, blocks, strict=True):
        act(tmp_path)
        for line in lines:
            program, *words = shlex.split(line)
            done = CliRunner().invoke(main, words, catch_exceptions=False)
            assert (program, done.exit_code) == ("xltargets", 0), (line, done.output)
    north, south = (tmp_path / "units" / f"{unit}-target-plan.xlsx" for unit in "ns")
    assert column(north, "periods", "target") == [500] * 4 + [450, 500] + [300, 350] + [300] * 4
    assert column(south, "periods", "target") == [500] * 6 + [700] * 6
