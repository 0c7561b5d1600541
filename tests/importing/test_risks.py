"""Lists of risks: what is closed, accepted or planned there is so here, and marks are told from shares."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.plan_from_deals import Filled
from xltargets.importing.register_from_risks import register_from_risks

CASES = Path(__file__).parents[1] / "fixtures" / "imports"
HEAD = "Risk ID,Risk,Likelihood,Impact"


def filled(folder: Path, content: str, **options: object) -> Filled:
    path = folder / "risks.csv"
    path.write_text(content, encoding="utf-8")
    return register_from_risks(path, options=ImportOptions(**options))


def risks(found: Filled) -> list[dict[str, object]]:
    return found.filling.tables["risks"]


def told(found: Filled) -> str:
    return "\n".join(remark.sentence() for remark in (*found.used, *found.not_used))


def test_closed_open_and_accepted() -> None:
    found = register_from_risks(CASES / "risk_closed.csv")
    closed, opened, accepted = risks(found)
    day = datetime.date(2026, 1, 15)
    assert (closed["closed"], closed["done"], closed["plan"]) == (day, day, "Done it")
    assert (opened.get("closed"), opened.get("response"), opened["plan"]) == (None, None, "Do it")
    assert (accepted["response"], accepted["plan"], accepted["probability"], accepted["likelihood"]) == (
        *("Accept", "x"),
        *(0.2, 2),
    )
    assert "such as 0.2 in row 4: it is a probability" in told(found)
    assert found.account is not None
    assert found.account.left_out == []


@pytest.mark.parametrize(
    ("content", "says", "options"),
    [
        (f"{HEAD},Status\nR1,A,3,4,Parked\n", "Status is 'Parked', and nothing says", ("--stage", "Parked=open")),
        (f"{HEAD}\nR1,A,9,4\n", "Likelihood is '9'; expected a mark from 1 to 5", ()),
        (f"{HEAD}\nR1,A,3,0.4\n", "Impact is '0.4'; expected a mark", ()),
        (f"{HEAD}\nR1,A,0.2,4\nR2,B,1,3\n", "so 1 in row 3 could be the mark 1 or 100%", ()),
        (
            f"{HEAD},Status,Completion date\nR1,A,3,4,Open,2026-05-01\n",
            "Status is 'Open', but Completion date is 2026-05-01",
            ("--map", "due=Completion date"),
        ),
        (f"{HEAD}\nR1,A,3,4\nR1,B,2,2\n", "R1 stands in rows 2 and 3", ("--duplicates", "all")),
        ("a,b\n1,2\n", "has no column for Risk", None),
    ],
)
def test_asked_about(tmp_path: Path, content: str, says: str, options: tuple[str, ...] | None) -> None:
    with pytest.raises(SourceProblem) as problem:
        filled(tmp_path, content)
    assert says in problem.value.sentence()
    if options is not None:
        assert problem.value.options == options


def test_what_was_asked_goes_on(tmp_path: Path) -> None:
    found = filled(tmp_path, f"{HEAD},Status\nR1,A,3,4,Parked\n", stages={"Parked": "open"})
    assert [(row["id"], row.get("closed")) for row in risks(found)] == [("R1", None)]
    dated = f"{HEAD},Status,Completion date\nR1,A,3,4,Open,2026-05-01\n"
    [row] = risks(filled(tmp_path, dated, mapping={"due": "Completion date"}))
    assert (row["due"], row.get("done")) == (datetime.date(2026, 5, 1), None)


def test_marks_in_words_shares_and_one_column_for_both(tmp_path: Path) -> None:
    words = filled(tmp_path, f"{HEAD}\nR1,A,Almost certain,4 - Major\nR2,B,rare,Very low\n")
    assert [(row["likelihood"], row["impact"]) for row in risks(words)] == [(5, 4), (1, 1)]
    shares = filled(tmp_path, "Risk,Probability,Impact\nA,35%,4\nB,100%,2\n")
    assert [(row["id"], row["probability"], row["likelihood"]) for row in risks(shares)] == [
        ("R1", 0.35, 3),
        ("R2", 1.0, 4),
    ]
    marks = filled(tmp_path, "Risk,Probability,Impact\nA,5,4\nB,1,2\n")
    assert [(row.get("probability"), row["likelihood"]) for row in risks(marks)] == [(None, 5), (None, 1)]


def test_categories_are_mapped_or_kept_and_never_cleared(tmp_path: Path) -> None:
    content = f"{HEAD},Category\nR1,A,3,4,Operational\nR2,B,3,4,供应商\nR3,C,3,4,Weather\nR4,D,3,4,Financial\n"
    found = filled(tmp_path, content)
    assert [row["category"] for row in risks(found)] == [
        *("Internal management", "Supply chain"),
        *("Weather", "Financial"),
    ]
    assert "Operational = Internal management, 供应商 = Supply chain" in told(found)
    assert "keeps them; choose others: 'Weather'" in told(found)


def test_a_risk_closed_without_a_day_is_left_out_and_told(tmp_path: Path) -> None:
    found = filled(tmp_path, f"{HEAD},Status\nR1,A,3,4,Closed\nR2,B,3,4,Open\n")
    assert [row["id"] for row in risks(found)] == ["R2"]
    assert "1 risk is closed without a day, and is left out: rows 2." in told(found)
    assert found.account is not None
    assert found.account.left_out == [2]


def test_the_register_shows_what_the_list_says(tmp_path: Path) -> None:
    """By the engine that works the formulas out: of three only the open one is open."""
    from xltargets.workbooks.reader import read

    source, output, rejects = tmp_path / "risks.csv", tmp_path / "r.xlsx", tmp_path / "rejects.csv"
    source.write_text(
        f"{HEAD},Status,Closed on,Category\nR1,A,3,4,Closed,2026-01-15,Market\nR2,B,3,4,Open,,Weather\n"
        "R3,C,1,1,Closed,,Market\n"
    )
    arguments = ("new", "risk-register", "--from", source, "-o", output, "--rejects", rejects)
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    contents = read(output)
    table = contents.tables["risks"]
    assert table.data is not None
    names = [column.name for column in table.columns]
    sheet = contents.sheets[table.sheet]
    found = [
        {name: sheet.value(row, table.data.left + place) for place, name in enumerate(names)}
        for row in (table.data.top, table.data.top + 1)
    ]
    assert [(row["Status"], row["Category"]) for row in found] == [("Dropped", "Market"), ("Open", "Weather")]
    assert "C,1,1,Closed" in rejects.read_text(encoding="utf-8-sig")


def test_the_states_of_risks_are_no_stages_of_deals(tmp_path: Path) -> None:
    source, output = tmp_path / "risks.csv", tmp_path / "r.xlsx"
    source.write_text(f"{HEAD},Status\nR1,A,3,4,Parked\n")
    behind = ("new", "--stage", "Parked=accepted", "risk-register", "--from", source, "-o", output)
    done = CliRunner().invoke(main, [*map(str, behind)])
    assert done.exit_code == 0, done.output
    assert "1 risk is accepted by Status" in done.output
    wrong = CliRunner().invoke(main, [*map(str, (*behind[:3], "crm-log", *behind[4:], "--force"))])
    assert (wrong.exit_code, "goes with risk-register; deals are won, lost or open" in wrong.output) == (2, True)
