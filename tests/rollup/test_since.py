"""What changed since an earlier meeting, read from its page or from a company scorecard, and told once."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.actions.meeting_pages import page_of
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.errors import InputProblem
from xltargets.rollup.meeting import Line, Meeting
from xltargets.rollup.since import Since, compare
from xltargets.rollup.snapshot import Snapshot, read_snapshot
from xltargets.samples import sample
from xltargets.spine.figures import Standing
from xltargets.templates import TEMPLATES
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.reader import read

APRIL, MAY = (serial_of(datetime.date(2026, month, 30)) for month in (4, 5))
JANUARY = serial_of(datetime.date(2026, 1, 1))


def person(name: str, unit: str, due: float, actual: float) -> Line:
    return Line(name, unit, Standing(1200.0, due, actual), is_person=True)


def risk(unit: str, known_by: str, level: str) -> dict[str, object]:
    told = {"residual": 4.0, "expected": 10.0, "owner": None, "due": None, "origins": ()}
    return {"unit": unit, "id": known_by, "risk": f"Risk {known_by}", "level": level, **told}


def deal(unit: str, known_by: str) -> dict[str, object]:
    told = {"amount": 5.0, "owner": None, "expected": None, "origins": ()}
    return {"unit": unit, "id": known_by, "customer": f"Customer {known_by}", **told}


def april() -> Meeting:
    teams = [Line("North", "", Standing(2400.0, 800.0, 840.0)), Line("South", "", Standing(1200.0, 400.0, 300.0))]
    members = {
        "North": [person("Ann", "North", 400.0, 440.0), person("Ben", "North", 400.0, 400.0)],
        "South": [person("Cleo", "South", 400.0, 300.0)],
    }
    risks = [risk("North", "R1", "High"), risk("North", "R2", "Low")]
    return Meeting(
        "USD", teams, members, risks=risks, slipping=[deal("North", "O1")], files=4, day=APRIL, year_start=JANUARY
    )


def may() -> Meeting:
    """North falls to amber by Ann, its target is raised; Cleo is gone, Dora came; a risk rose, one went, one came."""
    teams = [Line("North", "", Standing(2500.0, 1000.0, 940.0)), Line("South", "", Standing(1200.0, 500.0, 510.0))]
    members = {
        "North": [person("Ann", "North", 500.0, 420.0), person("ben", "North", 500.0, 520.0)],
        "South": [person("Dora", "South", 500.0, 510.0)],
    }
    risks = [risk("North", "R1", "Critical"), risk("South", "R2", "Low")]
    return Meeting(
        "USD", teams, members, risks=risks, slipping=[deal("North", "O2")], files=4, day=MAY, year_start=JANUARY
    )


def earlier(where: Path, found: Meeting | None = None) -> Snapshot:
    """The snapshot of April's page, as the page carries it."""
    path = where / "april.html"
    path.write_text(page_of(found or april()), encoding="utf-8")
    return read_snapshot(path)


def names(found: list) -> list[tuple[object, ...]]:
    return [(one.name, one.unit, one.then, one.now) if hasattr(one, "then") else (one.name, one.unit) for one in found]


def test_all_that_changed_is_told_once(tmp_path: Path) -> None:
    found = compare(may(), earlier(tmp_path))
    assert found.day == APRIL
    assert (found.whole.due, found.whole.actual) == (1200.0, 1140.0)
    # 840/800 of 2400 and 300/400 of 1200: 2520 + 900.
    assert found.forecast == pytest.approx(3420.0)
    assert found.comparable
    assert names(found.targets) == [("North", "", 2400.0, 2500.0)]
    assert names(found.statuses) == [("North", "", "Green", "Amber"), ("South", "", "Red", "Green")]
    assert names(found.fallen) == [("Ann", "North", "Green", "Amber")]
    assert names(found.risen) == []
    assert names(found.joined) == [("Dora", "South")]
    assert names(found.left) == [("Cleo", "South")]
    assert names(found.risks_moved) == [("Risk R1", "North", "High", "Critical")]
    assert names(found.risks_new) == [("Risk R2", "South")]
    assert names(found.risks_gone) == [("Risk R2", "North")]
    assert names(found.slipping_new) == [("Customer O2", "North")]
    assert names(found.slipping_gone) == [("Customer O1", "North")]


def test_each_line_has_its_standing_of_then(tmp_path: Path) -> None:
    """Names are compared as everywhere: Ben and ben are one."""
    found = may()
    compare(found, earlier(tmp_path))
    assert [one.before for one in found.teams] == [one.standing for one in april().teams]
    assert {one.name: one.before and one.before.actual for one in found.people} == {
        "Ann": 440.0,
        "ben": 400.0,
        "Dora": None,
    }


def test_the_same_meeting_again_is_quiet(tmp_path: Path) -> None:
    found = compare(april(), earlier(tmp_path))
    assert found.is_quiet
    assert isinstance(found, Since)


def test_sums_of_other_teams_are_not_compared(tmp_path: Path) -> None:
    """South's actuals are missing in May."""
    found = may()
    found.teams[1] = dataclasses.replace(found.teams[1], standing=Standing(1200.0, None, None))
    assert not compare(found, earlier(tmp_path)).comparable


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"currency": "EUR"}, "--since: found figures in EUR; expected the currency of the workbooks, USD."),
        ({"day": MAY + 1}, "--since: found data of 2026-05-31; expected those of 2026-05-30 or before."),
        (
            {"year_start": JANUARY - 365},
            "--since: found figures of the year that begins on 2025-01-01; "
            "expected the year that begins on 2026-01-01.",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(tmp_path: Path, change: dict[str, object], sentence: str) -> None:
    before = earlier(tmp_path, dataclasses.replace(april(), **change))
    with pytest.raises(InputProblem) as problem:
        compare(may(), before)
    assert problem.value.sentence() == sentence


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<html></html>",
        '<script type="application/json" id="figures">{"version":1}</script>',
        '<script type="application/json" id="figures">[[</script>',
        '<script type="application/json" id="figures">[]</script>',
    ],
)
def test_another_page_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.html"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputProblem, match="expected an earlier page of xltargets report"):
        read_snapshot(path)


def test_a_workbook_that_is_no_company_scorecard_is_refused(tmp_path: Path) -> None:
    for name in ("plan.xlsx", "text.xlsx"):
        path = tmp_path / name
        if name == "plan.xlsx":
            build(TEMPLATES["risk-register"], path)
        else:
            path.write_text("text")
        with pytest.raises(InputProblem, match="expected an earlier page of xltargets report"):
            read_snapshot(path)


def test_a_company_scorecard_is_read_as_it_shows_itself(tmp_path: Path) -> None:
    path = tmp_path / "company.xlsx"
    build(TEMPLATES["company-scorecard"], path, sample("company-scorecard"))
    found, view = read_snapshot(path), View.of(read(path))
    assert found.day == view.fields["basis.as_of"].value
    assert found.coverage == view.fields["standing.coverage"].value
    assert found.expected_loss == view.fields["standing.losses"].value
    teams = view.tables["teams"]
    assert len(found.teams) == len(list(teams.rows_in_use))
    assert sum(one.actual or 0.0 for one in found.teams.values()) == pytest.approx(
        view.fields["standing.actual"].value  # type: ignore[arg-type]
    )
    assert {one.level for one in found.risks.values()} <= {"Low", "Medium", "High", "Critical"}
    assert found.risks


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["report", str(tmp_path), "-o", "x.html", "--since", str(tmp_path / "no.html")])
    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_the_data_of_a_page_is_plain(tmp_path: Path) -> None:
    """Numbers, texts and lists that another program reads, too."""
    page = page_of(april())
    data = json.loads(page.split('id="figures">')[1].split("</script>")[0])
    assert data["teams"][0] == ["North", 2400.0, 800.0, 840.0]
    assert data["day"] == "2026-04-30"
