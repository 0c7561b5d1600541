"""Credits of a scorecard from deals: each won deal of the year with its number, or none where they do not add up."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from xltargets.importing.company_set import scorecard_from_deals
from xltargets.importing.credits import NO_CREDITS

HEADER = "Deal ID,Owner,Customer,Product,Close date,Amount,Stage\n"
DEALS = """A-1,Ann,Fox & Co,Tools,2026-01-20,100.10,Won
A-2,Bo,Elm Ltd,Parts,2026-01-05,50,Won
A-3,Ann,Fox & Co,Tools,2026-02-03,70,Lost
A-4,Ann,Oak Inc,Parts,2026-01-07,20.20,Won
B-1,Ann,Oak Inc,Parts,2025-11-07,500,Won
"""


def filled(path: Path, text: str) -> tuple[list[dict[str, Any]], list[str]]:
    (path / "deals.csv").write_text(HEADER + text, encoding="utf-8")
    made = scorecard_from_deals(path / "deals.csv", settings={"year_start": datetime.date(2026, 1, 1)})
    return made.filling.tables["credits"], [remark.message for remark in made.not_used]


def test_each_won_deal_of_the_year_with_its_number(tmp_path: Path) -> None:
    rows, told = filled(tmp_path, DEALS)
    assert [(row["deal"], row["member_1"], row["amount"]) for row in rows] == [
        ("A-2", "Bo", 50.0),
        ("A-4", "Ann", 20.2),
        ("A-1", "Ann", 100.1),
    ]
    assert rows[0]["sold"] == datetime.date(2026, 1, 5)
    assert (rows[0]["customer"], rows[0]["product"]) == ("Elm Ltd", "Parts")
    assert NO_CREDITS not in told


@pytest.mark.parametrize("line", [",Ann,Fox & Co,Tools,2026-02-20,10,Won\n"])
def test_without_a_number_nobody_could_follow_them(tmp_path: Path, line: str) -> None:
    rows, told = filled(tmp_path, DEALS + line)
    assert rows == []
    assert NO_CREDITS in told
