"""60 units handed out to files, 30 disagreements typed into them: each is found once, in the folder as in its ZIP.

The same in memory, with more kinds of them, is in `test_sixty_units.py`.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.rollup.sixty_units import COMPANY_PLAN, DAY, END_OF_MARCH, PEOPLE, UNITS, file, filling, person
from xltargets.actions.files.handing_out import hand_out
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.templates import TEMPLATES
from xltargets.views.view import View
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate

PLAN, SCORECARD = "target-plan", "team-scorecard"
JANUARY, MARCH = 46_023.0, 46_082.0
_FOLDER = re.compile(r"\S*[/!](?=u\d\d-)")
Planting = Callable[[Path, int], None]
Told = tuple[str, str, tuple[str, ...]]
"""Code, the file in which it is found, and what the sentence has to name; of a missing workbook, the cell."""
Found = tuple[str, str, str, tuple[str, ...]]
"""File, code, sentence, and the cells for which it is told."""


def typed(path: Path, fields: Mapping[str, Any] = {}, cells: tuple[tuple[str, int, str, Any], ...] = ()) -> None:
    """Type into fields of forms, and into rows of tables counted from 0, also below those in use; and recalculate."""
    contents = read(path)
    view = View.of(contents)
    slots = [(view.fields[reference], value) for reference, value in fields.items()]
    for table, row, key, value in cells:
        bound = view.tables[table]
        slots.append((bound.slot(bound.declared[key], bound.rows.start + row), value))
    sheets: dict[str, dict[tuple[int, int], Any]] = {}
    for slot, value in slots:
        sheets.setdefault(slot.sheet.name, {})[slot.row, slot.column_index] = value
    patch_values(contents, path, sheets)
    recalculate(path, path, lambda: END_OF_MARCH)


def missing(kind: str) -> Planting:
    return lambda folder, one: (folder / file(one, kind)).unlink()


def field(kind: str, **fields: Any) -> Planting:
    named = {f"settings.{key}": value for key, value in fields.items()}
    return lambda folder, one: typed(folder / file(one, kind), named)


def another_quota(folder: Path, one: int) -> None:
    """The third person's quota of March, 30."""
    path = folder / file(one, SCORECARD)
    bound = View.of(read(path)).tables["quotas"]
    wanted = (person(one, 3), MARCH)
    [row] = [
        row
        for row in bound.rows_in_use
        if tuple(bound.slot(bound.declared[key], row).value for key in ("member", "month")) == wanted
    ]
    typed(path, cells=(("quotas", row - bound.rows.start, "quota", 35.0),))


def another_review(folder: Path, one: int) -> None:
    sold = (("actuals", 0, "month", JANUARY), ("actuals", 0, "member", person(one, 1)), ("actuals", 0, "actual", 80.0))
    typed(folder / file(one, SCORECARD), cells=sold)
    typed(folder / file(one, PLAN), cells=(("review", 0, "actual", 90.0),))


def another_holiday(folder: Path, one: int) -> None:
    typed(folder / file(one, SCORECARD), cells=(("holidays", 1, "day", MARCH),))


def of_unit(one: int) -> str:
    """Where the company's plan names a unit first: its ten people are in the rows from 5 on, unit after unit."""
    return f"B{5 + PEOPLE * one}"


KINDS: tuple[tuple[Planting, Callable[[int], Told]], ...] = (
    (missing(SCORECARD), lambda one: ("XL602", COMPANY_PLAN, (of_unit(one),))),
    (missing(PLAN), lambda one: ("XL602", COMPANY_PLAN, (of_unit(one),))),
    (
        field(SCORECARD, unit="Head office", unit_id=None),
        lambda one: ("XL601", file(one, SCORECARD), ("Head office", COMPANY_PLAN)),
    ),
    (
        field(SCORECARD, unit="Somewhere else"),
        lambda one: ("XL601", file(one, SCORECARD), ("Somewhere else", COMPANY_PLAN)),
    ),
    (field(PLAN, agreed=7600.0), lambda one: ("XL608", file(one, PLAN), ("year", "7,600", "6,600", COMPANY_PLAN))),
    (another_quota, lambda one: ("XL609", file(one, SCORECARD), ("2026-03", "35", "30", file(one, PLAN)))),
    (another_review, lambda one: ("XL612", file(one, PLAN), ("2026-01", "90", "80", file(one, SCORECARD)))),
    (field(SCORECARD, currency="EUR"), lambda one: ("XL615", file(one, SCORECARD), ("EUR", "USD", COMPANY_PLAN))),
    (
        field(SCORECARD, weekend="Sunday"),
        lambda one: ("XL616", file(one, SCORECARD), ("Sunday", "Saturday and Sunday", file(one, PLAN))),
    ),
    (another_holiday, lambda one: ("XL616", file(one, SCORECARD), ("2026-03-01", file(one, PLAN)))),
)


def plant(folder: Path) -> dict[int, Told]:
    """Each kind in three units; what is to be told, by unit."""
    found = {}
    for place, (planting, told) in enumerate(KINDS):
        for one in range(3 * place, 3 * place + 3):
            planting(folder, one)
            found[one] = told(one)
    return found


def handed_out(folder: Path, units: int) -> Path:
    """The units' workbooks, with a day off in each; the folder in which they lie."""
    plan = filling(units)
    plan.tables["organisation"] = [{**row, "keeps": "scorecard"} for row in plan.tables["organisation"]]
    plan.tables["holidays"] = [{"day": DAY(2026, 1, 1), "occasion": "New Year"}]
    build(TEMPLATES["target-plan"], folder / COMPANY_PLAN, plan)
    done = list(hand_out(folder / COMPANY_PLAN, folder / "units", lambda: END_OF_MARCH, "en"))
    assert not any(one.needs_somebody for one in done)
    assert len(done) == 2 * units
    return folder / "units"


def told_across(what: Path, plan: Path) -> list[Found]:
    """Each finding across workbooks; the same in several cells is told once."""
    output = plan.with_name("findings.json")
    arguments = ["validate", what, "--expect", plan, "--as-of", "2026-03-31", "--format", "json", "-o", output]
    done = CliRunner().invoke(main, [*map(str, arguments), "--isolated"])
    assert done.exit_code in (0, 1), done.output
    files = json.loads(output.read_text(encoding="utf-8"))["files"]
    names = [file["file"].replace("!", "/").rpartition("/")[2] for file in files]
    return sorted(
        (name, finding["code"], _FOLDER.sub("", finding["message"]), tuple(finding["cells"]))
        for name, one in zip(names, files, strict=True)
        for finding in one["findings"]
        if finding["code"].startswith("XL6")
    )


@pytest.mark.nightly
def test_each_is_found_once_in_a_folder_and_in_its_zip(tmp_path: Path) -> None:
    folder, plan = handed_out(tmp_path, UNITS), tmp_path / COMPANY_PLAN
    expected = plant(folder)
    assert len(expected) == 30
    found = told_across(folder, plan)
    left = [(*told[:3], cell) for told in found for cell in (told[3] if told[1] == "XL602" else told[3][:1])]
    for code, name, words in expected.values():
        said = [one for one in left if one[:2] == (name, code)]
        same = [one for one in said if (one[3] in words if code == "XL602" else all(word in one[2] for word in words))]
        assert len(same) == 1, (code, name, words, [one for one in found if one[0] == name])
        left.remove(same[0])
    # A scorecard that says that it is Head office's is missing where it belongs, and another total has other quotas.
    following = {(COMPANY_PLAN, "XL602", of_unit(one)) for one in (6, 7, 8)}
    following |= {(file(one, SCORECARD), "XL609", "D5") for one in (12, 13, 14)}
    assert {(one[0], one[1], one[3]) for one in left} == following
    sent = tmp_path / "sent.zip"
    with zipfile.ZipFile(sent, "w") as archive:
        for path in sorted(folder.glob("*.xlsx")):
            archive.write(path, path.name)
    assert told_across(sent, plan) == found
