"""The next year's workbooks: actuals become history; people, rates, open deals, disputes and draws come along.

The small unit: Ann sold 50 in January and 20 in February, Bo 30 in January; O-1 and O-2 are open.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.rollup.small_unit import KINDS, unit
from tests.validation.across_units import with_fields, with_row, with_rows
from tests.validation.closed_months import scorecard
from xltargets.cli import main
from xltargets.rollup.extraction import Extract, extract_view
from xltargets.rollup.rolling.forward import forward, next_start
from xltargets.samples import sample
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.reader import read

DAY = datetime.date
NEXT = float(serial_of(DAY(2027, 1, 1)))


@pytest.fixture(scope="module")
def extracts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Extract]:
    where = unit(tmp_path_factory.mktemp("rolling") / "north")
    return {key: extract_view(View.of(read(where / f"{name}.xlsx")), f"{name}.xlsx") for name, key in KINDS.items()}


def tables(extracts: dict[str, Extract], key: str, **instead: Extract) -> dict[str, list[dict[str, Any]]]:
    own = instead.get("own", extracts[key])
    return forward(own, {**extracts, key: own}, NEXT, None).filling.tables


def test_actuals_become_history(extracts: dict[str, Extract]) -> None:
    plan = extracts["target-plan"]
    assert next_start(plan) == NEXT
    made = forward(plan, extracts, NEXT, None)
    rows = made.filling.tables["history"]
    assert [(row["month"], row["person"], row["amount"]) for row in rows[-3:]] == [
        (DAY(2026, 1, 1), "Ann Lee", 50.0),
        (DAY(2026, 1, 1), "Bo Chen", 30.0),
        (DAY(2026, 2, 1), "Ann Lee", 20.0),
    ]
    assert len(rows) == 24 + 3, "the year before stays"
    assert made.filling.forms["settings"]["year_start"] == DAY(2027, 1, 1)
    assert "agreed" not in made.filling.forms["settings"]
    [note] = made.notes
    assert note.sentence().startswith("plan.xlsx: 2026-03, 2026-04,")


def test_where_deals_count_they_are_the_history(extracts: dict[str, Extract]) -> None:
    plan = with_fields(extracts["target-plan"], **{"settings.actuals_from": "deals"})
    rows = tables(extracts, "target-plan", own=plan)["history"][-2:]
    assert [(row["month"], row["amount"]) for row in rows] == [(DAY(2026, 1, 1), 70.0), (DAY(2026, 3, 1), 30.0)]


def test_only_open_deals_come_along(extracts: dict[str, Extract]) -> None:
    assert [row["id"] for row in tables(extracts, "crm-log")["opportunities"]] == ["O-1", "O-2"]
    closed = with_row(extracts["risk-register"], "risks", 0, closed=46000.0)
    assert tables(extracts, "risk-register", own=closed)["risks"] == []


def test_what_members_owe_and_dispute_comes_along_and_who_left_does_not(extracts: dict[str, Extract]) -> None:
    """In the sample Fatima leaves in August, and the last month with figures is May."""
    own = scorecard()
    disputed = dict(own.rows["disputes"][0].values) | {"sale": "O-7", "outcome": None}
    own = with_rows(own, "disputes", dict(own.rows["disputes"][0].values), disputed)
    last = {
        row.values["member"]: row.values["balance"]
        for row in own.rows["commission"]
        if isinstance(row.values.get("balance"), float)
    }
    found = tables(extracts, "team-scorecard", own=own)
    people = {row["member"]: row for row in found["team"]}
    assert "Fatima Haddad" not in people
    assert {name: row["owed"] or 0.0 for name, row in people.items()} == {name: last[name] for name in people}
    assert [row["sale"] for row in found["disputes"]] == ["O-7"]
    assert all(row["member"] in people for row in found["agreed"])
    assert len(found["tiers"]) == len(sample("team-scorecard").tables["tiers"])
    assert not {"actuals", "credits", "adjustments", "refunds"} & found.keys()


def test_a_draw_that_is_owed(extracts: dict[str, Extract]) -> None:
    own = scorecard()
    place = max(
        number
        for number, row in enumerate(own.rows["commission"])
        if row.values["member"] == "Ben Okafor" and isinstance(row.values.get("balance"), float)
    )
    own = with_row(own, "commission", place, balance=412.5)
    [ben] = [row for row in tables(extracts, "team-scorecard", own=own)["team"] if row["member"] == "Ben Okafor"]
    assert ben["owed"] == 412.5


def test_a_folder_is_accepted_as_it_comes_out(tmp_path: Path) -> None:
    unit(tmp_path / "2026")
    run = [str(one) for one in ("roll-forward", tmp_path / "2026", tmp_path / "2027", "--language", "en")]
    done = CliRunner().invoke(main, run, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert "4 workbooks of the year that begins on 2027-01-01" in done.output
    check = ["validate", str(tmp_path / "2027"), "--as-of", "2027-01-05", "--isolated", "--language", "en"]
    judged = CliRunner().invoke(main, check, catch_exceptions=False)
    assert "4 accepted, 0 refused" in judged.output, judged.output
    again = CliRunner().invoke(main, run, catch_exceptions=False)
    assert again.exit_code == 2
    assert "is not empty" in again.output


def test_a_workbook_that_is_refused_is_named_and_left_out(tmp_path: Path) -> None:
    folder = unit(tmp_path / "2026", "log")
    (folder / "broken.xlsx").write_bytes(b"nothing")
    run = [str(one) for one in ("roll-forward", folder, tmp_path / "2027", "--language", "en")]
    done = CliRunner().invoke(main, run, catch_exceptions=False)
    assert done.exit_code == 1
    assert "broken.xlsx: " in done.output
    assert [path.name for path in (tmp_path / "2027").iterdir()] == ["log.xlsx"]
