"""A company plan handed out, at first and again after a change."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile, copytree
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

from tests.rollup.company_plans import DAY, EAST, FEWER, LATER, NEW_TOTAL, PEOPLE, UNITS, column, company, run
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.templates import TEMPLATES
from xltargets.views.view import View
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xltargets.rollup.extraction import Collected


def fields(path: Path) -> dict[str, object]:
    return {name: slot.value for name, slot in View.of(read(path)).fields.items()}


def put(path: Path, table: str, key: str, row: int, value: object) -> None:
    """Type a value into a row, counted from 0, and recalculate."""
    contents = read(path)
    bound = View.of(contents).tables[table]
    patch_values(contents, path, {bound.sheet.name: {(bound.rows.start + row, bound.column_index[key]): value}})
    recalculate(path, path, lambda: 46_091.0)


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handed")
    done = run(company(folder / "company.xlsx", units=UNITS), folder / "units")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def units(handed: Path, tmp_path: Path) -> Path:
    """A copy of what was handed out, for a test to work on."""
    folder = tmp_path / "units"
    folder.mkdir()
    for path in (handed / "units").glob("*.xlsx"):
        copyfile(path, folder / path.name)
    return folder


def test_each_unit_gets_what_it_keeps(handed: Path) -> None:
    names = sorted(path.relative_to(handed / "units").as_posix() for path in (handed / "units").rglob("*.xlsx"))
    assert names == [
        "eh-target-plan.xlsx",
        "nh-target-plan.xlsx",
        "nh-team-scorecard.xlsx",
        "sb-crm-log.xlsx",
        "sb-risk-register.xlsx",
        "sb-target-plan.xlsx",
        "sb-team-scorecard.xlsx",
        "values/eh-target-plan.xlsx",
    ]


def test_targets_people_and_ids_are_in_it(handed: Path) -> None:
    """5 of 10 parts of 1,000 each month are 500, of which Ann carries 300."""
    plan = handed / "units" / "nh-target-plan.xlsx"
    assert column(plan, "periods", "target") == [500] * 12
    assert column(plan, "units", "person_id") == ["1", "2"]
    assert column(plan, "units", "target") == [3600, 2400]
    found = fields(plan)
    assert (found["settings.unit"], found["settings.unit_id"], found["settings.owner"]) == (
        "North Harbour",
        "nh",
        "Ann",
    )
    assert column(plan, "approvers", "approver") == ["Hanna"]
    assert column(plan, "holidays", "occasion") == ["New Year"]
    scorecard = handed / "units" / "nh-team-scorecard.xlsx"
    quotas = [value for value in column(scorecard, "quotas", "quota") if isinstance(value, float)]
    assert (len(quotas), sum(quotas)) == (24, 6000)
    assert fields(handed / "units" / "sb-crm-log.xlsx")["settings.target"] == 4800


def test_in_the_language_of_the_unit(handed: Path) -> None:
    assert "人员目标" in openpyxl.load_workbook(handed / "units" / "sb-target-plan.xlsx").sheetnames
    assert "Units" in openpyxl.load_workbook(handed / "units" / "nh-target-plan.xlsx").sheetnames


def test_all_of_it_is_accepted(handed: Path) -> None:
    books = [str(path) for path in (handed / "units").glob("*.xlsx")]
    done = CliRunner().invoke(main, ["validate", *books, "--as-of", "2026-03-10", "--isolated"])
    assert done.exit_code == 0, done.output
    assert "0 warnings" in done.output


def test_again_without_a_change_writes_nothing(handed: Path, units: Path) -> None:
    before = {path: path.read_bytes() for path in units.glob("*.xlsx")}
    done = run(handed / "company.xlsx", units)
    assert done.exit_code == 0, done.output
    assert {path: path.read_bytes() for path in units.glob("*.xlsx")} == before
    assert not list(units.rglob("backup"))


def test_where_nothing_has_changed_nothing_is_read(handed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All files are told as they were; one that was touched, or the next day, has them read again."""
    from xltargets.actions.files import handing_out

    class ReadsError(Exception):
        pass

    def reading(now: float) -> None:
        raise ReadsError

    monkeypatch.setattr(handing_out, "collecting", reading)
    done = run(handed / "company.xlsx", handed / "units")
    lines = done.output.splitlines()
    assert (done.exit_code, len(lines)) == (0, 7), done.output
    assert all(line.endswith(" is as the company plan says.") for line in lines)
    assert isinstance(run(handed / "company.xlsx", handed / "units", "2026-03-11").exception, ReadsError)
    another = handed / "units" / "values" / "sent back.xlsx"
    another.write_bytes(b"")
    assert isinstance(run(handed / "company.xlsx", handed / "units").exception, ReadsError)
    another.unlink()
    note = handed / "units" / ".xltargets" / "handed-out.json"
    kept = note.read_text(encoding="utf-8")
    note.write_text("{", encoding="utf-8")
    assert isinstance(run(handed / "company.xlsx", handed / "units").exception, ReadsError)
    note.write_text(kept, encoding="utf-8")


@pytest.mark.nightly
def test_only_who_typed_in_a_plan_has_it_judged_again(
    handed: Path, units: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What we wrote and nobody touched is read as it is; one in which somebody typed, ill or well, is checked first.

    So is the company plan: once a day, and whenever it has changed.
    """
    from xltargets.actions.files import handing_out

    judged: list[str] = []
    collecting = handing_out.collecting

    @contextmanager
    def counting(now: float) -> Iterator[Callable[[Path], Collected]]:
        with collecting(now) as accept:
            yield lambda path: (judged.append(path.name), accept(path))[1]

    monkeypatch.setattr(handing_out, "collecting", counting)
    copytree(handed / "units" / ".xltargets", units / ".xltargets")
    for path in units.glob("sb-*"):
        path.unlink()
    plan = company(
        tmp_path / "company.xlsx", changes=[NEW_TOTAL], people=PEOPLE[:2], units=[{**UNITS[1], "parent": None}]
    )
    run(plan, units)
    assert judged == ["company.xlsx"]
    judged.clear()
    put(units / "nh-target-plan.xlsx", "units", "own_weight", 0, "many")
    done = run(plan, units)
    assert judged == ["nh-target-plan.xlsx"]
    assert done.exit_code == 1, done.output
    judged.clear()
    run(plan, units, "2026-03-11")
    assert judged == ["company.xlsx", "nh-target-plan.xlsx"]
    judged.clear()
    put(plan, "objectives", "objective", 0, "Win ten ports")
    run(plan, units, "2026-03-11")
    assert judged == ["company.xlsx", "nh-target-plan.xlsx"]


@pytest.mark.nightly
def test_a_new_total_is_an_entry_in_each_plan(units: Path, tmp_path: Path) -> None:
    """100 more a month from July on: 50 for North Harbour, which typed an objective and renamed its file."""
    plan = units / "our plan.xlsx"
    (units / "nh-target-plan.xlsx").rename(plan)
    put(plan, "objectives", "objective", 0, "Win ten ports")
    done = run(company(tmp_path / "company.xlsx", changes=[NEW_TOTAL], units=UNITS), units)
    assert done.exit_code == 0, done.output
    assert "2026-07: the target is 550 instead of 500." in done.output
    assert not (units / "nh-target-plan.xlsx").exists()
    assert column(plan, "periods", "target") == [500] * 6 + [550] * 6
    assert column(plan, "objectives", "objective")[0] == "Win ten ports"
    assert column(plan, "changes", "by") == ["Dana"] * 6
    assert column(plan, "changes", "approved") == ["Hanna"] * 6
    quotas = column(units / "nh-team-scorecard.xlsx", "quotas", "quota")
    assert sum(value for value in quotas if isinstance(value, float)) == 6300
    assert fields(units / "sb-crm-log.xlsx")["settings.target"] == 5040
    again = run(tmp_path / "company.xlsx", units)
    assert "instead of" not in again.output
    assert column(plan, "periods", "target") == [500] * 6 + [550] * 6


@pytest.mark.nightly
def test_what_a_period_that_ended_would_have_been_is_said(units: Path, tmp_path: Path) -> None:
    """In September July has ended: its target stays, and somebody has to see to it."""
    done = run(company(tmp_path / "company.xlsx", changes=[NEW_TOTAL]), units, "2026-09-10")
    assert done.exit_code == 1
    assert "2026-07 has ended, and its target stays 500; the company plan says 550." in done.output
    assert column(units / "nh-target-plan.xlsx", "periods", "target") == [500] * 8 + [550] * 4


@pytest.mark.nightly
def test_the_unit_s_own_phasing_stays(units: Path, tmp_path: Path) -> None:
    plan = units / "nh-target-plan.xlsx"
    phasing = {"kind": "Phasing", "scope": "2026-05", "counterpart": "2026-08", "before": 500.0, "after": 450.0}
    for key, value in {**LATER, "day": 46_086.0, "by": "Ann", **phasing}.items():
        put(plan, "changes", key, 0, value)
    assert column(plan, "periods", "target") == [500] * 4 + [450] + [500] * 2 + [550] + [500] * 4
    assert "instead of" not in run(company(tmp_path / "company.xlsx"), units).output
    run(company(tmp_path / "company.xlsx", changes=[NEW_TOTAL]), units)
    assert column(plan, "periods", "target") == [500] * 4 + [450, 500, 550, 600] + [550] * 4


def test_who_joins_leaves_and_moves(units: Path, tmp_path: Path) -> None:
    """Eve joins without a target, Bo's last day is known, and Cy is in East Hill now; Ann's name was corrected."""
    people = [("North Harbour", "Anne", "1", 3), PEOPLE[1], ("eh", "Cy", "3", 4), EAST, ("nh", "Eve", "5", 0)]
    plan = company(tmp_path / "company.xlsx", people=people, until={"Bo": DAY(2026, 8, 31)})
    done = run(plan, units)
    north, scorecard = units / "nh-target-plan.xlsx", units / "nh-team-scorecard.xlsx"
    assert "Eve has joined and is in row 7 of Units." in done.output
    assert "Bo leaves on 2026-08-31." in done.output
    assert "Cy has moved to East Hill; enter the last day here, or in the company plan." in done.output
    assert column(north, "units", "person_id") == ["1", "2", "5"]
    assert column(north, "units", "person") == ["Ann", "Bo", "Eve"]
    assert column(north, "units", "member_until")[1] == 46265.0
    assert "Eve" in column(scorecard, "team", "member")
    # The day is moved in the company plan, and what was handed out moves with it.
    run(company(tmp_path / "company.xlsx", people=people, until={"Bo": DAY(2026, 9, 30)}), units)
    assert column(north, "units", "member_until")[1] == 46295.0
    put(north, "units", "member_until", 1, 46234.0)
    done = run(plan, units)
    assert column(north, "units", "member_until")[1] == 46234.0
    assert "typed here" in done.output


@pytest.mark.nightly
def test_target_moved_between_people_of_a_unit(units: Path, tmp_path: Path) -> None:
    """60 of Ann's go to Bo from July on, 10 a month; the unit's months stay."""
    move = {"kind": "phasing", "scope": "Ann", "counterpart": "Bo", "before": 3600, "after": 3540}
    done = run(company(tmp_path / "company.xlsx", changes=[{**move, "effective": DAY(2026, 7, 1)}]), units)
    assert "60 of target is moved between Ann and Bo." in done.output
    plan = units / "nh-target-plan.xlsx"
    assert column(plan, "units", "target") == [3540, 2460]
    assert column(plan, "periods", "target") == [500] * 12
    assert "moved" not in run(tmp_path / "company.xlsx", units).output


@pytest.mark.nightly
def test_a_new_total_and_a_move_between_people_in_one_round(units: Path, tmp_path: Path) -> None:
    """Each is a row of its own in the unit's Changes: one would be written over the other."""
    move = {"kind": "phasing", "scope": "Ann", "counterpart": "Bo", "before": 3600, "after": 3540}
    changes = [{**move, "effective": DAY(2026, 7, 1)}, NEW_TOTAL]
    done = run(company(tmp_path / "company.xlsx", changes=changes), units)
    assert done.exit_code == 0, done.output
    plan = units / "nh-target-plan.xlsx"
    assert column(plan, "changes", "kind") == ["Phasing", *["New total"] * 6]
    assert column(plan, "changes", "counterpart") == ["Bo", *[None] * 6]
    assert [abs(float(one)) for one in column(plan, "changes", "in_force")] == [60, *[50] * 6]  # type: ignore[arg-type]
    assert column(plan, "periods", "target") == [500] * 6 + [550] * 6


@pytest.mark.nightly
def test_make_up_days_of_the_company_reach_its_units(units: Path, tmp_path: Path) -> None:
    """A Saturday that is worked is decreed after the plan was handed out; another weekend is told, not changed."""
    plan = company(tmp_path / "company.xlsx", units=UNITS, made_up=[DAY(2026, 2, 14)])
    done = run(plan, units)
    assert done.exit_code == 0, done.output
    for name in ("nh-target-plan", "nh-team-scorecard", "sb-team-scorecard"):
        assert column(units / f"{name}.xlsx", "workdays", "day") == [46067.0], name
    assert column(units / "nh-target-plan.xlsx", "calendar", "days")[1] == 21
    assert "cells" not in run(plan, units).output
    contents = read(units / "nh-team-scorecard.xlsx")
    slot = View.of(contents).fields["settings.weekend"]
    patch_values(contents, contents.path, {slot.sheet.name: {(slot.row, slot.column_index): "Sunday"}})
    done = run(plan, units)
    assert done.exit_code == 1
    assert "the weekend is Sunday here and Saturday and Sunday in the company plan" in done.output
    assert fields(units / "nh-team-scorecard.xlsx")["settings.weekend"] == "Sunday"


@pytest.mark.nightly
def test_over_assignment(tmp_path: Path) -> None:
    """North has 900 a month and hands out 5 % more, 945: five parts of nine are 525, four are 420."""
    units = [{**FEWER[0], "over": 0.05}, *FEWER[1:]]
    done = run(company(tmp_path / "company.xlsx", units=units), tmp_path / "units")
    assert done.exit_code == 0, done.output
    assert column(tmp_path / "units" / "nh-target-plan.xlsx", "periods", "target") == [525] * 12
    assert column(tmp_path / "units" / "sb-target-plan.xlsx", "periods", "target") == [420] * 12
    assert column(tmp_path / "units" / "eh-target-plan.xlsx", "periods", "target") == [100] * 12


def test_a_run_that_was_broken_off_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from xltargets.actions.files import handing_out

    whole, count = handing_out.build, 0

    def failing(*arguments: object, **options: object) -> None:
        nonlocal count
        count += 1
        if count == 3:
            raise OSError(28, "No space left on device")
        whole(*arguments, **options)  # type: ignore[arg-type]

    plan, folder = company(tmp_path / "company.xlsx"), tmp_path / "units"
    monkeypatch.setattr(handing_out, "build", failing)
    done = run(plan, folder)
    assert done.exit_code == 2
    assert "No space left on device" in done.output
    there = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert sorted(path.name for path in there) == ["nh-target-plan.xlsx", "nh-team-scorecard.xlsx"]
    monkeypatch.setattr(handing_out, "build", whole)
    assert run(plan, folder).exit_code == 0
    assert {path: path.read_bytes() for path in there} == there
    assert len(list(folder.glob("*.xlsx"))) == 4


@pytest.mark.nightly
def test_files_that_cannot_be_placed(units: Path, handed: Path) -> None:
    """A copy, one that names another unit, one without an id and one that is no workbook: none is changed."""
    copyfile(units / "nh-target-plan.xlsx", units / "nh copy.xlsx")
    (units / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    for name, unit_id in (("sb-target-plan.xlsx", "xx"), ("sb-crm-log.xlsx", None)):
        contents = read(units / name)
        slot = View.of(contents).fields["settings.unit_id"]
        patch_values(contents, units / name, {slot.sheet.name: {(slot.row, slot.column_index): unit_id}})
    placed = {"nh-team-scorecard.xlsx", "sb-risk-register.xlsx", "sb-team-scorecard.xlsx", "eh-target-plan.xlsx"}
    before = {path: path.read_bytes() for path in units.glob("*.xlsx") if path.name not in placed}
    done = run(handed / "company.xlsx", units)
    assert done.exit_code == 1
    assert "nh-target-plan.xlsx: nh copy.xlsx is of the same unit and kind" in done.output
    assert "sb-target-plan.xlsx: its unit xx is not in the company plan" in done.output
    assert "sb-crm-log.xlsx: it names no unit ID" in done.output
    assert "broken.xlsx: " in done.output
    assert {path: path.read_bytes() for path in before} == before
    assert (units / "sb-target-plan-2.xlsx").exists()
    assert not (units / "sb-crm-log-2.xlsx").exists()


@pytest.mark.parametrize(
    ("units", "people", "says"),
    [
        ((), PEOPLE, "expected the units of the company on the sheet Company"),
        (UNITS[1:], PEOPLE, "expected a name that stands in"),
        ((*UNITS[:3],), (*PEOPLE, EAST), "expected the name or ID of one unit of the sheet Company"),
        (({**UNITS[0], "parent": "nh"}, *UNITS[1:]), PEOPLE, "expected a unit that is not itself a part of this one"),
        ((*UNITS[:3], {**UNITS[3], "currency": "EUR"}), PEOPLE, "and there is no rate from it to USD"),
        ((*UNITS[:3], {**UNITS[3], "over": 0.1}), PEOPLE, "expected a blank, as the unit has no parts below it"),
    ],
    ids=["no units", "unknown parent", "unknown team", "circle", "currency", "over-assignment"],
)
def test_what_is_refused(
    tmp_path: Path, units: tuple[dict[str, object], ...], people: tuple[tuple[str, str, str, float], ...], says: str
) -> None:
    done = run(company(tmp_path / "company.xlsx", people=people, units=units), tmp_path / "units")
    assert (done.exit_code, says in done.output.replace("\n", " ")) == (2, True), done.output
    assert not list((tmp_path / "units").glob("*.xlsx")) if (tmp_path / "units").exists() else True


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    build(TEMPLATES["risk-register"], tmp_path / "risks.xlsx")
    assert run(tmp_path / "risks.xlsx", tmp_path / "units").exit_code == 2


@pytest.mark.nightly
def test_a_fixed_cell_is_in_the_unit_s_plan_too(tmp_path: Path) -> None:
    """Ann has 450 in March instead of 600, so that Bo has 550 of the month's 1,000; both have their years."""
    fixed = {"person": "Ann", "month": DAY(2026, 3, 1), "amount": 450, "reason": "A trade fair."}
    one_unit = {"unit_id": "nh", "unit": "North Harbour", "keeps": "plan"}
    people = [("North Harbour", *rest) for _team, *rest in PEOPLE[:2]]
    plan = company(tmp_path / "company.xlsx", people=people, units=[one_unit], more={"fixed_cells": [fixed]})
    assert run(plan, tmp_path / "units").exit_code == 0
    grids = [
        [[read(path).sheets["Grid"].value(row, column) for column in range(2, 15)] for row in (5, 6)]
        for path in (plan, tmp_path / "units" / "nh-target-plan.xlsx")
    ]
    assert [row[2] for row in grids[0]] == [450, 550]
    assert [row[-1] for row in grids[0]] == [7200, 4800]
    assert grids[0] == grids[1]
    put(plan, "fixed_cells", "amount", 0, 500.0)
    again = run(plan, tmp_path / "units")
    assert again.exit_code == 1
    assert "'Fixed cells'!E5 of Ann is fixed at 450 here and at 500 in the company plan" in again.output
