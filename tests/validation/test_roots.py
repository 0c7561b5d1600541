"""What follows from another finding is folded under it, counted, and told on demand."""

from __future__ import annotations

from tests.validation.built_plan import cell_of, judged, plan, put, settle
from tests.validation.built_scorecard import scorecard

from xltargets.errors import CellError
from xltargets.templates.team_scorecard.team import Team


def test_the_root_stands_first_and_counts() -> None:
    workbook = plan()
    place = put(workbook, "periods.target", 1.0, 4)
    (root,) = judged(workbook).findings
    assert (root.code, root.at.place, root.following) == ("XL401", place, 1)
    assert root.message().endswith("1 more follow from it.")
    assert judged(workbook).folded == 1
    first, second = judged(workbook, show_all=True).findings
    assert (first.code, second.code, second.follows) == ("XL401", "XL501", first.fingerprint)
    assert second.as_dict("north.xlsx")["follows"] == first.fingerprint


def test_what_follows_refuses_nothing_by_itself() -> None:
    workbook = plan()
    put(workbook, "periods.target", 1.0, 4)
    report = judged(workbook, show_all=True)
    assert [report.refuses(finding) for finding in report.findings] == [True, False]


def test_a_row_whose_formulas_are_gone_is_told_once() -> None:
    workbook = plan()
    for column in ("history", "weight", "target", "share"):
        _sheet, cell = cell_of(workbook, f"units.{column}", 1)
        cell.value = cell.formula = None
    settle(workbook)
    errors = [one for one in judged(workbook).findings if one.at.table == "units"]
    assert [one.code for one in errors] == ["XL408"]


def test_two_errors_are_not_the_same_key() -> None:
    workbook = plan()
    for row in (0, 1):
        put(workbook, "units.person", CellError("#VALUE!"), row, settled=False)
    settle(workbook)
    assert "XL306" not in [one.code for one in judged(workbook).findings]


def test_those_who_name_a_row_that_is_at_fault() -> None:
    book = scorecard()
    place = book.put(Team.member, 0, None)
    told = book.judged().findings
    assert [(one.code, one.at.place) for one in told if one.code in {"XL301", "XL307"}] == [("XL301", place)]
