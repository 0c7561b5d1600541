"""A stranger's folder: each file is named once, none is silently in or out, and the sums are those by hand."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.rollup.strangers import ACCEPTED, EXPECTED, REVIEWED, SOLD, TARGET, UNREAD, folder
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.rollup.meeting import meeting
from xltargets.rollup.terms import Terms
from xltargets.units.days import serial_of
from xltargets.validation.paths import expand

pytestmark = pytest.mark.nightly

NOW = serial_of(datetime.date(2026, 6, 2))


@pytest.fixture(scope="module")
def company() -> Company:
    return Company(collect(expand([str(folder())]).files, NOW, jobs=2), terms=Terms(NOW))


def test_each_is_named_once_with_what_was_done(company: Company) -> None:
    rows = company.sources(lambda text: text)
    assert sorted(row["file"] for row in rows) == sorted(EXPECTED)
    found = {row["file"]: (row["state"], row["reason"] or row["note"] or "") for row in rows}
    assert {file: state for file, (state, _text) in found.items()} == {
        file: state for file, (state, _text) in EXPECTED.items()
    }
    wrong = {file: found[file][1] for file, (_state, text) in EXPECTED.items() if text not in found[file][1]}
    assert wrong == {}
    silent = {file for file, (state, text) in EXPECTED.items() if state == ACCEPTED and not text}
    assert {file for file in silent if found[file][1]} == set()


def test_what_is_no_submission_is_not_read() -> None:
    """Our own backup of an older plan never beats the plan, and the file beside an open workbook is none."""
    assert all((folder() / name).exists() for name in UNREAD)
    assert {path.relative_to(folder()).as_posix() for path in expand([str(folder())]).files} == set(EXPECTED)


def test_a_backup_that_is_named_is_left_out(tmp_path: Path) -> None:
    backup = folder() / UNREAD[0]
    company = Company(collect([backup, folder() / "north-harbour-plan.xlsx"], NOW, jobs=1), terms=Terms(NOW))
    [row] = [row for row in company.sources(lambda text: text) if row["reason"]]
    assert "a copy that xltargets kept" in row["reason"]


def test_the_sums_are_those_by_hand(company: Company) -> None:
    """Nine units have a target; West's is its scorecard's two quotas of 540,000. South Bay's actuals are undecided."""
    rows = {row["unit"]: row for row in company.teams(company.people())}
    plans = ("North Harbour", "South Bay", "East", "Team 1", "Team 2", "华东", "Sales (s1)", "Sales (s2)", "Ahead")
    assert {name: rows[name]["target"] for name in plans} == dict.fromkeys(plans, TARGET)
    assert rows["West"]["target"] == 1_080_000
    by_scorecard, by_review = 2 * 3 * SOLD, 3 * REVIEWED
    actual = {name: row.get("actual") for name, row in rows.items()}
    assert actual == {
        **dict.fromkeys(plans, by_review),
        "North Harbour": by_scorecard,
        "West": by_scorecard,
        "South Bay": None,
        "Central": None,
        "Forked": None,
        "Nobody": None,
    }
    found = meeting(company)
    assert found.whole.target == 9 * TARGET + 1_080_000
    assert found.whole.actual == 2 * by_scorecard + 7 * by_review
    assert (found.counted, len(found.teams)) == (9, 13)
    assert found.whole.due == pytest.approx(8 * TARGET / 4 + 1_080_000 / 4)


def test_people_and_regions_add_up_to_the_teams(company: Company) -> None:
    people = company.people()
    for team in company.lines:
        own = [row for row in people if row["unit"] == team.name]
        assert sum(row["target"] or 0 for row in own) == pytest.approx(team.standing.target)
        assert sum(row["target_so_far"] or 0 for row in own) == pytest.approx(team.standing.due or 0)
        assert sum(row["actual"] or 0 for row in own) == pytest.approx(team.standing.actual or 0)


def test_coverage_is_of_the_unit_that_has_a_log(company: Company) -> None:
    """Two deals of 100,000 at 40%; one closes next year. What is left is 1,200,000 − 270,000."""
    found = meeting(company)
    assert [one.name for one in found.logged] == ["North Harbour"]
    assert found.covered() == pytest.approx(40_000 / 930_000)
    assert found.covered("gross") == pytest.approx(100_000 / 930_000)


def test_operations_decide() -> None:
    where = folder()
    names = ["south-bay-plan.xlsx", "south-bay-scorecard-a.xlsx", "south-bay-scorecard-b.xlsx"]
    files = [where / name for name in (*names, "north-harbour-plan.xlsx", "north-harbor-scorecard.xlsx")]
    terms = Terms(NOW, prefer=(files[1],), separate=("North Harbor",))
    company = Company(collect(files, NOW, jobs=2), terms=terms)
    assert company.left_out.keys() == {"south-bay-scorecard-b.xlsx"}
    rows = {row["unit"]: row["actual"] for row in company.teams(company.people())}
    assert rows == {"South Bay": 6 * SOLD, "North Harbour": 3 * REVIEWED, "North Harbor": 6 * SOLD}
