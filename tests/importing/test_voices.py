"""Surveys and tickets to a CRM log: each answer stands where it belongs, and marks of another scale are refused."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.importing.options import SourceProblem
from xltargets.importing.plan_from_deals import Filled
from xltargets.importing.voices import with_voices
from xltargets.workbooks.reader import read

SURVEY = "Response date,Company,CSAT,NPS,Comment\n2026-02-03,Elm,4,9,Fine\n2026-02-04,elm,5,10,\n2026-02-05,,3,1,\n"
TICKETS = (
    "Created at,Account name,Type,Priority,Subject,Assignee,Closed at,Via\n"
    "2026-03-01,Elm,Billing,Urgent,Wrong sum,Ann,2026-03-04,Email\n"
    "2026-03-02,Oak,Weather,Normal,Rain,Bo,,Web\n"
)


def filled(folder: Path, survey: str | None = None, tickets: str | None = None) -> Filled:
    paths = {}
    for key, content in (("satisfaction_path", survey), ("feedback_path", tickets)):
        if content is not None:
            paths[key] = folder / f"{key}.csv"
            paths[key].write_text(content, encoding="utf-8")
    return with_voices(None, **paths)


def told(found: Filled) -> str:
    return "\n".join(remark.sentence() for remark in (*found.used, *found.not_used))


def test_answers_of_a_survey(tmp_path: Path) -> None:
    found = filled(tmp_path, SURVEY)
    rows = found.filling.tables["satisfaction"]
    assert [(row["wave"], row["customer"], row["csat"], row["nps"], row.get("remark")) for row in rows] == [
        (datetime.date(2026, 2, 3), "Elm", 4, 9, "Fine"),
        (datetime.date(2026, 2, 4), "Elm", 5, 10, None),
    ]
    assert found.filling.tables["customers"] == [{"customer": "Elm"}]
    assert "1 row of satisfaction_path.csv has no customer or no day, and is left out: 4." in told(found)


def test_tickets(tmp_path: Path) -> None:
    found = filled(tmp_path, tickets=TICKETS)
    first, second = found.filling.tables["feedback"]
    assert (first["topic"], first["severity"], first["way"], first["closed"]) == (
        *("Price", "High", "E-mail"),
        datetime.date(2026, 3, 4),
    )
    assert (second["topic"], second["severity"], second["way"], second["owner"]) == (
        "Weather",
        "Medium",
        "Online",
        "Bo",
    )
    assert "keeps them; choose others: 'Weather'" in told(found)


@pytest.mark.parametrize(
    ("survey", "says"),
    [
        ("Date,Company,CSAT\n2026-02-03,Elm,87\n", "CSAT is 87; expected a whole number from 1 to 5"),
        ("Date,Company,NPS\n2026-02-03,Elm,11\n", "NPS is 11; expected a whole number from 0 to 10"),
        ("Date,Company,NPS\n03/04/2026,Elm,9\n", "may be a day of two months"),
        ("Date,NPS\n2026-02-03,9\n", "has no column for Customer"),
        ("Date,Company,NPS\n,Elm,9\n", "no row with a customer and a day"),
    ],
)
def test_asked_about(tmp_path: Path, survey: str, says: str) -> None:
    with pytest.raises(SourceProblem) as problem:
        filled(tmp_path, survey)
    assert says in problem.value.sentence()


def test_beside_deals_in_one_log(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(SURVEY)
    (tmp_path / "t.csv").write_text(TICKETS)
    (tmp_path / "d.csv").write_text("Owner,Customer,Close date,Amount\nAnn,ELM,2026-01-05,100\n")
    output = tmp_path / "log.xlsx"
    arguments = ("new", "crm-log", "-o", output, "--from", tmp_path / "d.csv")
    more = ("--satisfaction", tmp_path / "s.csv", "--feedback", tmp_path / "t.csv")
    done = CliRunner().invoke(main, [*map(str, (*arguments, *more))])
    assert done.exit_code == 0, done.output
    assert "1 customer of t.csv is new to the log, and is added by name: Oak." in done.output
    contents = read(output)
    for name, header, wanted in (
        ("satisfaction", "Customer", ["ELM", "ELM"]),
        ("feedback", "Customer", ["ELM", "Oak"]),
        ("customers", "Customer", ["ELM", "Oak"]),
    ):
        table = contents.tables[name]
        assert table.data is not None
        place = [one.name for one in table.columns].index(header)
        sheet = contents.sheets[table.sheet]
        values = [sheet.value(row, table.data.left + place) for row in range(table.data.top, table.data.bottom + 1)]
        assert [value for value in values if value] == wanted
